/* SPDX-License-Identifier: EUPL-1.2 */
/* referral_store.c - see referral_store.h. */
#include "store/referral_store.h"

#include "store/statement.h"

enum rc store_referral_add(struct store *s, const struct referral_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_referral_add);
	query_bind_int(&q, row->question.n);
	query_bind_text(&q, row->queue);
	query_bind_text(&q, row->from_queue);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->reason);
	query_bind_int(&q, row->at);
	query_bind_int(&q, row->expected_at);
	return query_run(&q);
}

static void read_referral(struct query *q, struct arena *a, struct referral_row *row)
{
	*row = (struct referral_row){
		.id = query_int(q, 0),
		.question.n = query_int(q, 1),
		.queue = query_text(q, 2, a),
		.from_queue = query_text(q, 3, a),
		.person.n = query_int(q, 4),
		.name = query_text(q, 5, a),
		.reason = query_text(q, 6, a),
		.at = query_int(q, 7),
		.expected_at = query_int(q, 8),
	};
}

enum rc store_referral_open(struct store *s, struct question_id question, struct arena *a,
			    struct referral_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_referral_open);
	query_bind_int(&q, question.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		read_referral(&q, a, row);
	return rc;
}

enum rc store_referral_end(struct store *s, const struct referral_ended *ended)
{
	AUTO_QUERY q = query_start(s, STMT_referral_end);
	query_bind_int(&q, ended->id);
	query_bind_text(&q, ended->outcome);
	query_bind_text(&q, ended->words);
	query_bind_int(&q, ended->at);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_referrals_expected(struct store *s, struct referral_span span, struct arena *a,
				 bool (*each)(void *arg, const struct referral_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_referrals_expected);
	query_bind_int(&q, span.after_ms);
	query_bind_int(&q, span.until_ms);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct referral_row row;
		read_referral(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}
