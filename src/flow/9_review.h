/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 9_review.h - a second person's judgement, then the answer leaves; and how a question ends.
 *
 * Reviewer and author are two people. The 13-point grid is field.md section 4; items that block at 1 are a column of its
 * table. Writer's transaction.
 */
#ifndef FLOW_REVIEW_H
#define FLOW_REVIEW_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/8_answer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

enum { CRITERION_COUNT = 13 };

struct criterion {
	const char *title;   /* French */
	bool blocks_sending; /* at score 1 */
};

/* borrowed, static; number 1..13. */
const struct criterion *review_criterion(int number);

struct review {
	const cJSON *scores;  /* {"1": 1|2|3, …} */
	const char *decision; /* approve (then it is sent) or return (with a comment) */
	const char *comment;  /* may be NULL with approve */
};

MUST_CHECK enum rc review_submit(struct worker *w, const struct hold *hold,
				 const struct review *review);

/* Coordinators end or reopen by hand. */
MUST_CHECK enum rc review_close(struct worker *w, const struct hold *hold);
MUST_CHECK enum rc review_reopen(struct worker *w, const struct hold *hold);

#endif
