/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * proposal_store.h - corrections of the desk, proposed as labelled examples, as rows. See store.h.
 *
 * store_proposal_move is called by src/flow/proposal.c and by nobody else (tools/check-onedoor).
 */
#ifndef STORE_PROPOSAL_STORE_H
#define STORE_PROPOSAL_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

/* Slugs between spaces, main topic first; "" for none. */
struct proposal_labels {
	const char *topics, *kind, *flags, *place;
};

struct proposal_row {
	int64_t id;
	struct question_id question; /* 0: erased */
	const char *state, *cause;
	struct person_id person, decided_by; /* decided_by 0: nobody yet, or the asker */
	const char *name, *decided_name;     /* of those; decided_name may be NULL */
	int64_t at, decided_at;
	const char *why, *text, *reason;
	struct proposal_labels before, labels;
};

/* A proposal, state `proposed`; where the question has an open one, that one with new labels, cause, person and time. Gives its id. */
MUST_CHECK enum rc store_proposal_put(struct store *s, const struct proposal_row *row, int64_t *id);

/* RC_NOT_FOUND. */
MUST_CHECK enum rc store_proposal(struct store *s, int64_t id, struct arena *a,
				  struct proposal_row *row);
/* The open one of a question; RC_NOT_FOUND. */
MUST_CHECK enum rc store_proposal_open(struct store *s, struct question_id question,
				       struct arena *a, struct proposal_row *row);
struct proposal_filter {
	const char *state;
	int limit;
};
/* Those in a state, oldest first, at most limit. */
MUST_CHECK enum rc store_proposals(struct store *s, const struct proposal_filter *filter,
				   struct arena *a,
				   bool (*each)(void *arg, const struct proposal_row *row),
				   void *arg);

/* Writes state, text, labels, decided_by, decided_at and reason if the state still is `from`; RC_CONFLICT. */
MUST_CHECK enum rc store_proposal_move(struct store *s, const struct proposal_row *row,
				       const char *from);

/* Empties the texts of what was refused about a question: its asker took it back. */
MUST_CHECK enum rc store_proposals_forget_refused(struct store *s, struct question_id question);
/* Cuts what is left from the question that is being erased. */
MUST_CHECK enum rc store_proposals_cut_off(struct store *s, struct question_id question);

#endif
