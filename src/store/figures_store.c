/* SPDX-License-Identifier: EUPL-1.2 */
/* figures_store.c - see figures_store.h. */
#include "store/figures_store.h"

#include "store/statement.h"

/* Rows of (word, count) to a caller. */
static enum rc each_count(struct query *q, struct arena *a,
			  bool (*each)(void *arg, const char *word, int64_t count), void *arg)
{
	enum step step;
	while ((step = query_step(q)) == STEP_ROW) {
		if (!each(arg, query_text(q, 0, a), query_int(q, 1)))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_count_states(struct store *s, struct arena *a,
			   bool (*each)(void *arg, const char *state, int64_t count), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_count_states);
	return each_count(&q, a, each, arg);
}

enum rc store_count_topics(struct store *s, int64_t since_ms, struct arena *a,
			   bool (*each)(void *arg, const char *topic, int64_t count), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_count_topics);
	query_bind_int(&q, since_ms);
	return each_count(&q, a, each, arg);
}

enum rc store_count_overdue(struct store *s, int64_t now_ms, struct arena *a,
			    bool (*each)(void *arg, const char *queue, int64_t count), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_count_overdue);
	query_bind_int(&q, now_ms);
	return each_count(&q, a, each, arg);
}

enum rc store_count_ai(struct store *s, struct arena *a,
		       bool (*each)(void *arg, const char *ai, int64_t count), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_count_ai);
	return each_count(&q, a, each, arg);
}

static enum rc count_questions(struct store *s, int64_t since_ms, struct totals *totals)
{
	AUTO_QUERY q = query_start(s, STMT_totals_questions);
	query_bind_int(&q, since_ms);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		totals->asked = query_int(&q, 0);
		totals->asked_since = query_int(&q, 1);
	}
	return rc;
}

static enum rc count_answers(struct store *s, struct totals *totals)
{
	AUTO_QUERY count = query_start(s, STMT_totals_answered);
	enum rc rc = query_one(&count);
	if (rc != RC_OK)
		return rc;
	totals->answered = query_int(&count, 0);
	if (totals->answered == 0)
		return RC_OK;
	AUTO_QUERY median = query_start(s, STMT_totals_median);
	query_bind_int(&median, totals->answered / 2);
	rc = query_one(&median);
	if (rc == RC_OK)
		totals->median_answer_ms = query_int(&median, 0);
	return rc;
}

static enum rc count_ratings(struct store *s, struct totals *totals)
{
	AUTO_QUERY q = query_start(s, STMT_totals_rated);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		totals->rated = query_int(&q, 0);
		totals->mean_rating = query_real(&q, 1);
	}
	return rc;
}

enum rc store_totals(struct store *s, int64_t since_ms, struct totals *totals)
{
	struct totals found = {0};
	enum rc rc = count_questions(s, since_ms, &found);
	if (rc == RC_OK)
		rc = count_answers(s, &found);
	if (rc == RC_OK)
		rc = count_ratings(s, &found);
	if (rc == RC_OK)
		*totals = found;
	return rc;
}
