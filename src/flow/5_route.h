/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 5_route.h - which queue a question goes to, and why: total and explainable.
 *
 * The whole policy is two tables at the end of 5_route.c. Constraints, tried in order: distress to the urgent queue,
 * questions of the trade to the professional desk, a library's own services to it, a rule's own queue. Where none
 * holds, criteria: what each can add to a queue's score at most, and why. The network is settled before both.
 *
 * A library is out when it has no capacity, is away for so much of the promised time that fewer than two of its
 * working days are left, or does not answer in the question's language while another of the network does; unless it is
 * the asker's own, or nobody else answers for the place that the question is about. When nobody reaches the least
 * score the network's fallback takes the question; and when the main topic is not sure, so does it unless a
 * place, a language or the asker's own library points to a queue.
 *
 * Ties. Scores are told apart in steps of 0.02, since strengths are one-digit guesses of people: what is closer than
 * that means nothing, and would send everything to the same library. Within a step the queue with the smaller share of its
 * week comes first (questions routed there since Monday, for what it can answer in this week); then the smaller hash of
 * the question's key and the queue's id: FNV-1a, 64 bits, over the key, a 0 byte and the id, mixed by the finaliser of
 * MurmurHash3 (rendezvous hashing: each question has an order of queues of its own, which does not change when a
 * queue comes or goes). Share and hash are stored with each candidate, so a decision can be recomputed.
 *
 * docs/routing.md has the reasons and the figures behind the weights.
 */
#ifndef FLOW_ROUTE_H
#define FLOW_ROUTE_H

#include "base/arena.h"
#include "base/locale.h"
#include "base/rc.h"
#include "flow/3_classify.h"
#include "flow/shortlist.h"
#include "flow/worker.h"

#include <cjson/cJSON.h>
#include <stdint.h>

struct queue_figures;

struct route {
	int queue, network; /* indexes in the directory */
	/* The chosen one first, then by score, those that are out last. */
	struct candidate candidates[CANDIDATES_MAX];
	int candidate_count;
	const char *asker_sentence; /* in the asker's language */
	const char *staff_sentence; /* French */
	int64_t due_at;
};

/* What routing knows beside the text. Strings may be NULL. */
struct route_request {
	const struct classification *classification;
	const char *library; /* the widget's */
	const char *country; /* FR | BE */
	const char *place;   /* code of where the asker is, when recognised */
	const char *
		key; /* settles ties: the ask's client_id as 32 hex digits; explain: its telling words */
	enum locale locale;
};

/* Always decides. Reads the queues' figures through w->store; without it (NULL, or failing) they count as empty. */
void route_question(struct worker *w, const struct route_request *request, struct route *out);

/* The same with figures at hand, by queue index (NULL: all empty): what simulations call. */
void route_decide(struct worker *w, const struct route_request *request,
		  const struct queue_figures *figures, struct route *out);

/* Questions that a library can answer in the ISO week of that moment, closures counted. */
double route_week_capacity(const struct worker *w, int library, int64_t wall_ms);

/* The word for a part of a score in what is stored. Borrowed, static. */
const char *route_part_name(enum route_part part);

/* [{queue, title, library, library_name, score, parts, week_share, tie, because, excluded?, constraint?}]; gives a tree. */
cJSON *route_candidates_json(const struct worker *w, const struct route *route);

#endif
