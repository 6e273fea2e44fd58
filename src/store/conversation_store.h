/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * conversation_store.h - messages, notes, drafts, answers, reviews and ratings as rows.
 *
 * Notes are apart from messages on purpose: nothing that reads messages can give a note away. See store.h.
 */
#ifndef STORE_CONVERSATION_STORE_H
#define STORE_CONVERSATION_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct message_row {
	int64_t id, at;
	const char *sender; /* asker | librarian | service */
	const char *kind;
	struct person_id person;    /* 0 for asker and service */
	const char *name, *library; /* of the person; NULL without one */
	const uint8_t *client_id;   /* 16 bytes or NULL */
	const char *text;
};
/* RC_CONFLICT when the client_id is taken. */
MUST_CHECK enum rc store_message_add(struct store *s, struct question_id id,
				     const struct message_row *row);
/* The question and text behind a client_id, RC_NOT_FOUND when it is new. */
MUST_CHECK enum rc store_message_by_client(struct store *s,
					   const uint8_t client_id[CLIENT_ID_BYTES],
					   struct arena *a, struct question_id *question,
					   const char **text);
MUST_CHECK enum rc store_messages(struct store *s, struct question_id id, struct arena *a,
				  bool (*each)(void *arg, const struct message_row *row),
				  void *arg);

struct note_row {
	int64_t id, at;
	struct person_id person;
	const char *name;
	const uint8_t *client_id; /* 16 bytes or NULL */
	const char *text;
};
/* Sets row->id. RC_CONFLICT when the client_id is taken: the note is already there. */
MUST_CHECK enum rc store_note_add(struct store *s, struct question_id id, struct note_row *row);
MUST_CHECK enum rc store_notes(struct store *s, struct question_id id, struct arena *a,
			       bool (*each)(void *arg, const struct note_row *row), void *arg);

struct draft_row {
	struct person_id person;
	const char *name;
	const char *text, *method; /* method: JSON */
	int64_t version, saved_at;
};
/* Replaces the draft; the new version comes back. */
MUST_CHECK enum rc store_draft_save(struct store *s, struct question_id id,
				    const struct draft_row *row, int64_t *version);
MUST_CHECK enum rc store_draft(struct store *s, struct question_id id, struct arena *a,
			       struct draft_row *row);
MUST_CHECK enum rc store_draft_drop(struct store *s, struct question_id id);

struct answer_row {
	int64_t id;
	struct person_id person, reviewer;
	const char *name, *library;                       /* the author's; library may be NULL */
	const char *text, *ai, *tool, *checked, *sources; /* tool may be NULL; sources: JSON */
	int64_t submitted_at, sent_at;                    /* sent_at 0: not yet */
};
MUST_CHECK enum rc store_answer_add(struct store *s, struct question_id id,
				    const struct answer_row *row);
/* The newest one; RC_NOT_FOUND. */
MUST_CHECK enum rc store_answer(struct store *s, struct question_id id, struct arena *a,
				struct answer_row *row);
MUST_CHECK enum rc store_answer_send(struct store *s, int64_t answer, struct person_id reviewer,
				     int64_t sent_at);

struct review_row {
	int64_t answer, at;
	struct person_id person;
	const char *name;
	const char *scores, *decision, *comment; /* scores: JSON */
};
MUST_CHECK enum rc store_review_add(struct store *s, struct question_id id,
				    const struct review_row *row);
MUST_CHECK enum rc store_reviews(struct store *s, struct question_id id, struct arena *a,
				 bool (*each)(void *arg, const struct review_row *row), void *arg);

struct rating_row {
	int64_t score, at;
	const char *comment; /* may be NULL */
};
MUST_CHECK enum rc store_rating_save(struct store *s, struct question_id id,
				     const struct rating_row *row);
/* RC_NOT_FOUND. */
MUST_CHECK enum rc store_rating(struct store *s, struct question_id id, struct arena *a,
				struct rating_row *row);

#endif
