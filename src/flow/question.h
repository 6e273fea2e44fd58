/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * question.h - the one door: every change of a question's state goes through question_move().
 *
 * The table of states and moves is in states.h. Lane side, in the writer's transaction.
 */
#ifndef FLOW_QUESTION_H
#define FLOW_QUESTION_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/deadline.h"
#include "flow/states.h"
#include "flow/worker.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* A request to move. */
struct move_request {
	const char *verb;
	enum question_state to; /* Q_STATE_COUNT: the verb's only target from there */
	const struct actor *actor;
	int64_t epoch;     /* of the actor's claim; 0: none */
	const char *queue; /* NULL: stays where it is */
	struct question_id duplicate_of;
	const char *reason; /* for the trace; may be NULL */
	cJSON *details;     /* further facts for the trace; borrowed, may be NULL */
};

/*
 * The one door. Checks the table and the claim, writes the new head guarded by state and epoch,
 * keeps the queues' load, and appends the audit leaf, all in the caller's transaction; `row` is the
 * question as read in this transaction and afterwards the question as moved. Refusals:
 * SAY_ROLE_MAY_NOT, SAY_NOT_NOW, SAY_CLAIM_STALE, SAY_CLAIM_NEEDED, SAY_CLAIM_HELD,
 * SAY_STORE_FAILED.
 */
MUST_CHECK enum rc question_move(struct worker *w, struct question_row *row,
				 const struct move_request *request);

/* What the clock says, or the network is asked: a question that does not move. */
struct mark_request {
	const char *verb; /* for the trace: half, rise, near, over, call … */
	const struct actor *actor;
	enum mark mark;
	int64_t mark_at, risen_at; /* as they shall be; 0: not */
	const char *reason;        /* may be NULL */
};

/*
 * The door beside: writes mark, mark_at and risen_at, guarded by state and epoch like a move, with their leaf. `row` is
 * afterwards as written. SAY_STORE_FAILED.
 */
MUST_CHECK enum rc question_mark(struct worker *w, struct question_row *row,
				 const struct mark_request *request);

/* Reads a question by id; SAY_QUESTION_UNKNOWN. */
MUST_CHECK enum rc question_read(struct worker *w, struct question_id id, struct question_row *row);

/* RC_OK when the actor holds the claim behind this epoch; else refused, saying who holds it now. */
MUST_CHECK enum rc question_check_claim(struct worker *w, const struct question_row *row,
					const struct actor *actor, int64_t epoch);

/* True when that actor could make that move now: for the buttons of a screen. */
bool question_may(const struct question_row *row, const struct actor *actor, const char *verb);

#endif
