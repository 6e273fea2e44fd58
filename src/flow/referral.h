/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * referral.h - a question handed to a partner outside the network, and what became of it.
 *
 * A question in state `referred` has one open referral. It ends when somebody says how: the partner answered, gave
 * it back, or was never heard of again. Writer's transaction, but for the list.
 */
#ifndef FLOW_REFERRAL_H
#define FLOW_REFERRAL_H

#include "base/rc.h"
#include "flow/6_queue.h"
#include "flow/8_answer.h"
#include "flow/worker.h"

#include <cjson/cJSON.h>

/* After the move: `before` is the question as it was, in the queue where it goes back to. */
MUST_CHECK enum rc referral_begin(struct worker *w, const struct actor *actor,
				  const struct question_row *before, const struct queue_move *move);

/* Ends the open referral of a question that was moved by hand, if it has one; row: as it was or is. */
MUST_CHECK enum rc referral_settle(struct worker *w, const struct question_row *row,
				   const char *outcome, const char *words);

/*
 * By a coordinator, or whoever referred it. answered: the question is closed, and the words are a message to its asker;
 * returned, lost: it is back in the queue that it came from, promised anew. SAY_BAD_PARAM, SAY_TEXT_EMPTY,
 * SAY_NOT_NOW, SAY_ROLE_MAY_NOT and those of question_move.
 */
MUST_CHECK enum rc referral_end(struct worker *w, const struct hold *hold, const char *outcome,
				const char *words);

/* The open ones that an actor may read, the earliest expected first, `late` among them; gives a tree. */
MUST_CHECK enum rc referral_list(struct worker *w, const struct actor *actor, cJSON **out);

/* Tells the desk (type referral_late) of those whose day has passed since this was last called, also over restarts. */
MUST_CHECK enum rc referral_tell_late(struct worker *w);

#endif
