/* SPDX-License-Identifier: EUPL-1.2 */
/* event_store.c - see event_store.h. */
#include "store/event_store.h"

#include "store/statement.h"

enum rc store_event_add(struct store *s, struct question_id question, const struct event_row *row,
			int64_t *seq)
{
	AUTO_QUERY q = query_start(s, STMT_event_add);
	query_bind_text(&q, row->stream);
	query_bind_int(&q, question.n);
	query_bind_text(&q, row->type);
	query_bind_int(&q, row->at);
	query_bind_text(&q, row->data);
	query_bind_text(&q, row->library);
	query_bind_int_or_null(&q, row->person.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*seq = query_int(&q, 0);
	return rc;
}

static enum rc one_number(struct store *s, enum statement which, int64_t *value)
{
	AUTO_QUERY q = query_start(s, which);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*value = query_int(&q, 0);
	return rc;
}

enum rc store_event_last(struct store *s, int64_t *seq)
{
	return one_number(s, STMT_event_last, seq);
}

/* Numbers are given out without a gap, so what was swept is exactly what lies below the smallest one left. */
static enum rc nothing_swept_after(struct store *s, int64_t since, bool *is_whole)
{
	int64_t first = 0, last = 0;
	enum rc rc = one_number(s, STMT_event_first, &first);
	if (rc == RC_OK)
		rc = one_number(s, STMT_event_last, &last);
	if (first == 0)
		first = last + 1;
	*is_whole = since + 1 >= first && since <= last;
	return rc;
}

enum rc store_events_since(struct store *s, const char *stream, int64_t since, struct arena *a,
			   bool *is_whole, bool (*each)(void *arg, const struct event_row *row),
			   void *arg)
{
	enum rc rc = nothing_swept_after(s, since, is_whole);
	if (rc != RC_OK || !*is_whole)
		return rc;
	AUTO_QUERY q = query_start(s, STMT_events_since);
	query_bind_text(&q, stream);
	query_bind_int(&q, since);
	enum step step;
	for (int count = 0; (step = query_step(&q)) == STEP_ROW; count++) {
		if (count == EVENTS_AT_ONCE) {
			*is_whole = false;
			return RC_OK;
		}
		struct event_row row = {
			.seq = query_int(&q, 0),
			.at = query_int(&q, 1),
			.stream = query_text(&q, 2, a),
			.type = query_text(&q, 3, a),
			.data = query_text(&q, 4, a),
			.library = query_text(&q, 5, a),
			.person.n = query_int(&q, 6),
		};
		if (row.data == NULL)
			return RC_LIMIT;
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_events_sweep(struct store *s, int64_t before_ms)
{
	AUTO_QUERY q = query_start(s, STMT_events_sweep);
	query_bind_int(&q, before_ms);
	return query_run(&q);
}
