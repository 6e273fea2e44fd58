/* SPDX-License-Identifier: EUPL-1.2 */
/* figures_store.h - counts for coordinators: about questions and queues, never about persons. See store.h. */
#ifndef STORE_FIGURES_STORE_H
#define STORE_FIGURES_STORE_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Questions by state. */
MUST_CHECK enum rc store_count_states(struct store *s, struct arena *a,
				      bool (*each)(void *arg, const char *state, int64_t count),
				      void *arg);
/* Questions by main topic since a time; "" for those without one. */
MUST_CHECK enum rc store_count_topics(struct store *s, int64_t since_ms, struct arena *a,
				      bool (*each)(void *arg, const char *topic, int64_t count),
				      void *arg);
/* Open questions that are past due, by queue. */
MUST_CHECK enum rc store_count_overdue(struct store *s, int64_t now_ms, struct arena *a,
				       bool (*each)(void *arg, const char *queue, int64_t count),
				       void *arg);
/* Sent answers by the kind of AI help they state. */
MUST_CHECK enum rc store_count_ai(struct store *s, struct arena *a,
				  bool (*each)(void *arg, const char *ai, int64_t count),
				  void *arg);

struct totals {
	int64_t asked, asked_since; /* ever; since the time given */
	int64_t answered;
	int64_t median_answer_ms; /* from asked to sent; 0 without answers */
	int64_t rated;
	double mean_rating;
};
MUST_CHECK enum rc store_totals(struct store *s, int64_t since_ms, struct totals *totals);

#endif
