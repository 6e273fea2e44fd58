/* SPDX-License-Identifier: EUPL-1.2 */
/* lead_store.c - see lead_store.h. */
#include "store/lead_store.h"

#include "store/statement.h"

enum rc store_lead_add(struct store *s, struct question_id id, const struct lead_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_lead_add);
	query_bind_int(&q, id.n);
	query_bind_blob(&q, row->client_id, CLIENT_ID_BYTES);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->text);
	query_bind_text(&q, row->url);
	query_bind_int(&q, row->at);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

static void read_lead(struct query *q, struct arena *a, struct lead_row *row)
{
	*row = (struct lead_row){
		.id = query_int(q, 0),
		.at = query_int(q, 1),
		.person.n = query_int(q, 2),
		.name = query_text(q, 3, a),
		.library = query_text(q, 4, a),
		.text = query_text(q, 5, a),
		.url = query_text(q, 6, a),
		.credited_at = query_int(q, 7),
		.question.n = query_int(q, 8),
	};
}

enum rc store_lead(struct store *s, int64_t lead, struct arena *a, struct lead_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_lead);
	query_bind_int(&q, lead);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		read_lead(&q, a, row);
	return rc;
}

enum rc store_lead_credit(struct store *s, int64_t lead, struct person_id by, int64_t at)
{
	AUTO_QUERY q = query_start(s, STMT_lead_credit);
	query_bind_int(&q, lead);
	query_bind_int(&q, at);
	query_bind_int(&q, by.n);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_lead_count(struct store *s, struct question_id id, struct lead_count *count)
{
	AUTO_QUERY q = query_start(s, STMT_lead_count);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*count = (struct lead_count){query_int(&q, 0), query_int(&q, 1)};
	return rc;
}

enum rc store_leads(struct store *s, struct question_id id, struct arena *a,
		    bool (*each)(void *arg, const struct lead_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_leads);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct lead_row row;
		read_lead(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}
