/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * question_store.h - the head of a question, and how it was understood and routed, as rows.
 *
 * store_question_move is called by question_move() in src/flow/question.c and by nobody else
 * (tools/check-onedoor). See store.h for threads and errors.
 */
#ifndef STORE_QUESTION_STORE_H
#define STORE_QUESTION_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct question_row {
	struct question_id id;
	const char *state, *queue;
	struct person_id owner; /* 0: nobody */
	const char *owner_name; /* NULL with owner 0 */
	const char *owner_library;
	int64_t epoch;
	int64_t lease_until; /* 0: no lease runs */
	const char *network, *library, *locale, *language, *audience;
	int64_t asked_at, due_at, paused_at, moved_at;
	struct question_id duplicate_of;
	bool may_publish, may_transfer;
	bool is_practice;
	int64_t risen_at; /* 0: the network is not called */
	const char
		*mark; /* none, half, near, over: the last moment of its clock that was acted on */
	int64_t mark_at; /* when its clock says something next; 0: it does not */
};

/* What a new question is made of. Strings are borrowed; library, audience, place, email and already_consulted may be NULL. */
struct question_new {
	uint8_t client_id[CLIENT_ID_BYTES];
	uint8_t content_hash[HASH_BYTES];
	uint8_t receipt_hash[HASH_BYTES];
	const char *queue, *network, *library, *locale, *language, *audience;
	const char *text, *place, *email, *already_consulted;
	int64_t asked_at, due_at;
	bool may_publish, may_transfer, is_practice;
};

struct question_content {
	const char *text; /* NULL once erased */
	const char *place, *email, *already_consulted;
};

/* Inserts head and content in state received; RC_CONFLICT when the client_id is taken. */
MUST_CHECK enum rc store_question_add(struct store *s, const struct question_new *q,
				      struct question_id *id);

/* RC_NOT_FOUND. */
MUST_CHECK enum rc store_question(struct store *s, struct question_id id, struct arena *a,
				  struct question_row *row);
MUST_CHECK enum rc store_question_by_receipt(struct store *s, const uint8_t hash[HASH_BYTES],
					     struct arena *a, struct question_row *row);
MUST_CHECK enum rc store_question_by_client(struct store *s,
					    const uint8_t client_id[CLIENT_ID_BYTES],
					    struct arena *a, struct question_row *row,
					    uint8_t content_hash[HASH_BYTES]);
MUST_CHECK enum rc store_question_content(struct store *s, struct question_id id, struct arena *a,
					  struct question_content *content);

/* The head after a move; written only if the row still has `from_state` and `from_epoch`. */
struct question_head {
	const char *state, *queue;
	struct person_id owner;
	int64_t epoch, lease_until, due_at, paused_at, moved_at;
	struct question_id duplicate_of;
	int64_t risen_at;
	const char *mark;
	int64_t mark_at;
};

/* RC_CONFLICT when someone moved first. */
MUST_CHECK enum rc store_question_move(struct store *s, const struct question_row *from,
				       const struct question_head *to);

/* Adds delta to a queue's open count. */
MUST_CHECK enum rc store_queue_load_add(struct store *s, const char *queue, int delta);

/* Moves a lease's end while the same holder has it: RC_STALE when owner or epoch differ. */
MUST_CHECK enum rc store_question_renew(struct store *s, struct question_id id,
					struct person_id owner, int64_t epoch, int64_t lease_until);

/* What a statement finds in one go: who gets as many as it asked for asks again. */
enum { QUESTIONS_AT_ONCE = 100 };
struct question_batch {
	struct question_id ids[QUESTIONS_AT_ONCE];
	int count;
	int max; /* given; 0: all that have room */
};

/* Those whose lease ended by now, the first to end first. */
MUST_CHECK enum rc store_questions_expired(struct store *s, int64_t now_ms,
					   struct question_batch *batch);

/* Those whose lease ends in (after, until], the first to end first. */
MUST_CHECK enum rc store_questions_ending(struct store *s, int64_t after_ms, int64_t until_ms,
					  struct question_batch *batch);

/* Those whose clock has something to say by now, the oldest first. */
MUST_CHECK enum rc store_questions_marked(struct store *s, int64_t now_ms,
					  struct question_batch *batch);

/* Those that somebody holds who is absent on that day (YYYY-MM-DD). */
MUST_CHECK enum rc store_questions_of_the_absent(struct store *s, const char *day,
						 struct question_batch *batch);

MUST_CHECK enum rc store_question_set_practice(struct store *s, struct question_id id,
					       bool is_practice);

/* The main topic that was last given to a question, if any. RC_NOT_FOUND. */
MUST_CHECK enum rc store_question_topic(struct store *s, struct question_id id, struct arena *a,
					const char **topic);

/* A list for the desk: filters are NULL or "" for any; states is a space-separated list. */
struct question_filter {
	const char *queue, *states;
	int limit;
};
MUST_CHECK enum rc store_questions(struct store *s, const struct question_filter *filter,
				   struct arena *a,
				   bool (*each)(void *arg, const struct question_row *row),
				   void *arg);

/* The newest first, whatever their state. */
MUST_CHECK enum rc store_questions_newest(struct store *s, int64_t limit, struct arena *a,
					  bool (*each)(void *arg, const struct question_row *row),
					  void *arg);

/* ---- how it was understood and where it was sent */

struct classification_row {
	int64_t at;
	struct person_id person; /* 0: the machine */
	const char *topic, *kind, *place;
	const char *topics, *flags;       /* JSON lists, without evidence */
	const char *result, *suggestions; /* JSON */
};
MUST_CHECK enum rc store_classification_add(struct store *s, struct question_id id,
					    const struct classification_row *row);
/* The newest one; RC_NOT_FOUND. */
MUST_CHECK enum rc store_classification(struct store *s, struct question_id id, struct arena *a,
					struct classification_row *row);

struct routing_row {
	int64_t at;
	struct person_id person; /* 0: the machine */
	const char *queue;
	const char *candidates; /* JSON */
	const char *asker_sentence, *staff_sentence;
};
MUST_CHECK enum rc store_routing_add(struct store *s, struct question_id id,
				     const struct routing_row *row);
/* The newest one; RC_NOT_FOUND. */
MUST_CHECK enum rc store_routing(struct store *s, struct question_id id, struct arena *a,
				 struct routing_row *row);

#endif
