/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * send.h - the one way for an answer to reach its asker: from approved to sent.
 *
 * Called with a question that a person has just approved, or whose author needs no review; nothing else
 * sends (trust.md L1). Writer's transaction.
 */
#ifndef FLOW_SEND_H
#define FLOW_SEND_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "store/question_store.h"

/* reviewer 0: sent without review before. */
MUST_CHECK enum rc send_answer(struct worker *w, struct question_row *row,
			       struct person_id reviewer);

#endif
