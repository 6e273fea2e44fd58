/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 5_route.h - which queue a question goes to, and why: total and explainable.
 *
 * Hard constraints first (distress to the urgent queue, professional questions to the professional desk, the
 * network of the asker's country, a rule's own queue), then a score over the network's queues from what the question is
 * about, where it is about, whose widget it came through, and how much waits there. Equal scores go to the smaller id,
 * so a decision can be reproduced. When nothing reaches the least score the network's fallback takes it; and when
 * the main topic is not sure, so does it unless a place, a language or the asker's own library points to a queue.
 */
#ifndef FLOW_ROUTE_H
#define FLOW_ROUTE_H

#include "base/arena.h"
#include "base/locale.h"
#include "base/rc.h"
#include "flow/3_classify.h"
#include "flow/worker.h"

#include <cjson/cJSON.h>
#include <stdint.h>

enum { CANDIDATES_MAX = 8, REASONS_MAX = 6 };

struct candidate {
	int queue; /* index in the directory */
	double score;
	const char *because[REASONS_MAX]; /* French sentences for staff */
	int because_count;
	bool is_near; /* by place, language or the asker's library, not by subject alone */
};

struct route {
	int queue, network;                          /* indexes in the directory */
	struct candidate candidates[CANDIDATES_MAX]; /* best first; the chosen one first */
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
	enum locale locale;
};

/* Always decides. Reads the queues' loads through w->store; without it (NULL, or failing) they count as empty. */
void route_question(struct worker *w, const struct route_request *request, struct route *out);

/* [{queue, title, library, library_name, score, because}]; gives a tree. */
cJSON *route_candidates_json(const struct worker *w, const struct route *route);

#endif
