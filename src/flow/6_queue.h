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

/* Rows of one answer; rows that are read to find them. */
enum { QUEUE_ROWS_MAX = 2000, QUEUE_ROWS_READ = 20000 };

/* Every queue with its title, library, network and open count; gives a tree. */
MUST_CHECK enum rc queue_list(struct worker *w, const struct actor *actor, cJSON **out);

/* Which questions: NULL for any queue, for the open states, for all that the actor may read. */
struct queue_query {
	const struct actor *actor;
	const char *queue, *states;
	const char *
		scope; /* mine: own library's, and those held; network: the networks', and those called; all */
};
/* Questions as rows, by due date, as far as the actor may read them. gives a tree. SAY_BAD_PARAM for the scope. */
MUST_CHECK enum rc queue_rows(struct worker *w, const struct queue_query *query, cJSON **out);

/* True when a question is in a scope, for an actor; NULL and "all": always. */
bool queue_in_scope(const struct worker *w, const struct actor *actor,
		    const struct question_row *row, const char *scope);
bool queue_is_scope(const char *scope);

struct queue_move;

/* Why a person sent a question where it is now, for those who ask; `row` as moved. */
MUST_CHECK enum rc queue_keep_decision(struct worker *w, const struct actor *actor,
				       const struct question_row *row,
				       const struct queue_move *move);

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
