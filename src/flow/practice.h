/* SPDX-License-Identifier: EUPL-1.2 */
/* practice.h - questions to learn with: like any other at the desk, outside loads and figures. Writer's transaction. */
#ifndef FLOW_PRACTICE_H
#define FLOW_PRACTICE_H

#include "base/rc.h"
#include "flow/8_answer.h"

/* Marks or unmarks, keeps the queue's load right, and leaves a leaf `practice`. Twice is once. SAY_STORE_FAILED. */
MUST_CHECK enum rc practice_set(struct worker *w, const struct hold *hold, bool is_practice);

#endif
