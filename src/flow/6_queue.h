/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 6_queue.h - what waits, for whom: lists for the desk, and moves between queues.
 *
 * Lane side. Lists are for readers; the rest needs the writer's transaction.
 */
#ifndef FLOW_QUEUE_H
#define FLOW_QUEUE_H

#include "base/arena.h"
#include "base/refusal.h"
#include "flow/worker.h"
#include "people/role.h"
#include "store/question_store.h"

#include <cjson/cJSON.h>

enum { QUEUE_ROWS_MAX = 2000 };

/* Every queue with its title, library, network and open count; gives a tree. */
MUST_CHECK enum rc queue_list(struct worker *w, const struct actor *actor, cJSON **out);

/* Questions as rows, by due date; queue NULL: all; states NULL: the open ones. gives a tree. */
MUST_CHECK enum rc queue_rows(struct worker *w, const char *queue, const char *states, cJSON **out);

struct queue_move {
	struct question_id question;
	int64_t epoch;
	const char *queue;  /* where to */
	const char *reason; /* compulsory */
};

/* To another queue of the desk, freed of its holder. SAY_QUEUE_UNKNOWN, SAY_QUEUE_SAME, SAY_REASON_MISSING and those of question_move. */
MUST_CHECK enum rc queue_transfer(struct worker *w, const struct actor *actor,
				  const struct queue_move *move);

/* To a partner, with the asker's consent; the question then waits for the partner. */
MUST_CHECK enum rc queue_refer(struct worker *w, const struct actor *actor,
			       const struct queue_move *move);

struct relabel {
	struct question_id question;
	const cJSON *topics, *flags; /* lists of slugs; flags may be NULL: unchanged */
	const char *kind, *place;    /* NULL: unchanged; "" for no place */
	const char *why;             /* may be NULL */
};

/*
 * A person's judgement, kept beside the machine's and proposed as an example (proposal.h); changes no queue.
 * SAY_LABEL_UNKNOWN.
 */
MUST_CHECK enum rc queue_relabel(struct worker *w, const struct actor *actor,
				 const struct relabel *relabel);

/* A transfer whose author also says what the question is about: one judgement, one move, one proposal. */
MUST_CHECK enum rc queue_transfer_relabelled(struct worker *w, const struct actor *actor,
					     const struct queue_move *move,
					     const struct relabel *relabel);

#endif
