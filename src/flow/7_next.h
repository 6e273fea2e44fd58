/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 7_next.h - the next question for one person: the fairest order over all that wait.
 *
 * Two halves: next_find on a reader makes the order, the writer takes the first that is still free.
 */
#ifndef FLOW_NEXT_H
#define FLOW_NEXT_H

#include "base/rc.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/ids.h"

enum { NEXT_MAX = 100 };

struct next_list {
	struct question_id ids[NEXT_MAX];
	int count;
	bool is_whole; /* nothing more waits */
};

/* The first NEXT_MAX questions that this person may claim, in order; exercises are left out. SAY_BAD_PARAM for the scope. */
MUST_CHECK enum rc next_find(struct worker *w, const struct actor *actor, const char *scope,
			     struct next_list *out);

/* Claims the first of them that is still free; RC_NOT_FOUND when none is. In the writer's transaction. */
MUST_CHECK enum rc next_take(struct worker *w, const struct actor *actor,
			     const struct next_list *list, struct question_id *taken);

#endif
