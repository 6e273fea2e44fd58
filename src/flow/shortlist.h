/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shortlist.h - the queues that routing weighed, in their order, and how ties end.
 *
 * The rule is told in 5_route.h. A list is an array of CANDIDATES_MAX and a count, its owner's. Pure functions, any thread.
 */
#ifndef FLOW_SHORTLIST_H
#define FLOW_SHORTLIST_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

enum { CANDIDATES_KEPT = 8, EXCLUDED_SHOWN = 2, REASONS_MAX = 8 };
/* How far apart two scores must be to differ. */
#define SHORTLIST_STEP 0.02

enum { CANDIDATES_MAX = CANDIDATES_KEPT + EXCLUDED_SHOWN };

/* What a score is made of: the rows of the table of criteria. */
enum route_part {
	PART_TOPIC,
	PART_KIND,
	PART_EXPERT,
	PART_PLACE,
	PART_REFERENT,
	PART_ASKER,
	PART_OWN,
	PART_LANGUAGE,
	PART_LOAD,
	PART_WEEK,
	PART_CALENDAR,
	ROUTE_PART_COUNT
};

/* One queue that was weighed. */
struct candidate {
	int queue; /* index in the directory */
	double score, parts[ROUTE_PART_COUNT];
	double week_share; /* of what it can answer this week, what was routed there */
	uint64_t tie;      /* the hash that has the last word */
	const char *because[REASONS_MAX]; /* French sentences for staff */
	int because_count;
	const char *constraint; /* name of the one that decided; NULL: the score did */
	bool is_near;     /* by place, language or the asker's library, not by subject alone */
	bool is_excluded; /* able, and out: shown with score 0 */
	bool is_in_spite; /* it would be out if anybody else could */
};

/* The rendezvous hash of a question's key (NULL: "") and a queue's id. */
uint64_t shortlist_tie(const char *key, const char *queue);

/* True when both scores are of the same step, so that share or hash decide. */
bool shortlist_is_tie(const struct candidate *a, const struct candidate *b);
bool shortlist_shares_differ(const struct candidate *a, const struct candidate *b);

/* True when a is to be chosen before b: step, then share of the week, then hash. Total. */
bool shortlist_is_before(const struct candidate *a, const struct candidate *b);

/* copies c to its place, while it is among the CANDIDATES_KEPT best. */
void shortlist_keep(struct candidate *list, int *count, const struct candidate *c);

/* copies c to the front, in place of what is there of its queue, else of nobody, else of the last. */
void shortlist_put_first(struct candidate *list, int *count, const struct candidate *c);

/* All but the first, by score. */
void shortlist_sort_rest(struct candidate *list, int count);

/* As route_candidates_json lists it; gives a tree. */
struct directory;
cJSON *shortlist_json(const struct directory *d, const struct candidate *c);

#endif
