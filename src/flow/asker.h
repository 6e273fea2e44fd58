/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asker.h - what a person can do with the receipt of a question: follow, reply, end, rate.
 *
 * Whoever holds the receipt is the asker; nobody else is. Writer's transaction.
 */
#ifndef FLOW_ASKER_H
#define FLOW_ASKER_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "store/question_store.h"

/* SAY_RECEIPT_UNKNOWN for whatever is not the receipt of a question. */
MUST_CHECK enum rc asker_find(struct worker *w, const char *receipt, struct question_row *row);

/* One message; the same client_id again changes nothing. Answers a precision, or reopens an ended question. */
MUST_CHECK enum rc asker_reply(struct worker *w, struct question_row *row, const char *client_id,
			       const char *text);

/* "Cela me répond": by a fiche (its id may be NULL), or by the answer. Twice is once. */
MUST_CHECK enum rc asker_resolve(struct worker *w, struct question_row *row,
				 const char *suggestion);

MUST_CHECK enum rc asker_withdraw(struct worker *w, struct question_row *row, const char *reason);

/* 1 to 5, once an answer was sent; a later rating replaces it. comment may be NULL. */
MUST_CHECK enum rc asker_rate(struct worker *w, struct question_row *row, int64_t score,
			      const char *comment);

#endif
