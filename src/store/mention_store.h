/* SPDX-License-Identifier: EUPL-1.2 */
/* mention_store.h - people asked to look at a question, by name, in a note; as rows. See store.h for threads and errors. */
#ifndef STORE_MENTION_STORE_H
#define STORE_MENTION_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct mention_row {
	int64_t id, at;
	struct question_id question;
	const char *text;    /* of the note */
	const char *by_name; /* who wrote it */
	const char *state;   /* of the question, now */
};

struct mention_new {
	struct question_id question;
	int64_t note; /* its id */
	struct person_id person;
	int64_t at;
};
/* Twice for the same note is once. */
MUST_CHECK enum rc store_mention_add(struct store *s, const struct mention_new *mention);

/* Whether that person was ever mentioned on that question. */
MUST_CHECK enum rc store_mention_has(struct store *s, struct question_id question,
				     struct person_id person, bool *has);

/* Those that a person has not seen yet, the oldest first, at most 200. */
MUST_CHECK enum rc store_mentions(struct store *s, struct person_id person, struct arena *a,
				  bool (*each)(void *arg, const struct mention_row *row),
				  void *arg);

/* All of that question's, for that person. */
MUST_CHECK enum rc store_mentions_seen(struct store *s, struct question_id question,
				       struct person_id person, int64_t at_ms);

#endif
