/* SPDX-License-Identifier: EUPL-1.2 */
/* mention_store.c - see mention_store.h. */
#include "store/mention_store.h"

#include "store/statement.h"

enum rc store_mention_add(struct store *s, const struct mention_new *mention)
{
	AUTO_QUERY q = query_start(s, STMT_mention_add);
	query_bind_int(&q, mention->question.n);
	query_bind_int(&q, mention->note);
	query_bind_int(&q, mention->person.n);
	query_bind_int(&q, mention->at);
	return query_run(&q);
}

enum rc store_mention_has(struct store *s, struct question_id question, struct person_id person,
			  bool *has)
{
	AUTO_QUERY q = query_start(s, STMT_mention_has);
	query_bind_int(&q, question.n);
	query_bind_int(&q, person.n);
	enum rc rc = query_one(&q);
	*has = rc == RC_OK;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc store_mentions(struct store *s, struct person_id person, struct arena *a,
		       bool (*each)(void *arg, const struct mention_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_mentions_unseen);
	query_bind_int(&q, person.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct mention_row row = {
			.id = query_int(&q, 0),
			.at = query_int(&q, 1),
			.question.n = query_int(&q, 2),
			.text = query_text(&q, 3, a),
			.by_name = query_text(&q, 4, a),
			.state = query_text(&q, 5, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_mentions_seen(struct store *s, struct question_id question, struct person_id person,
			    int64_t at_ms)
{
	AUTO_QUERY q = query_start(s, STMT_mentions_seen);
	query_bind_int(&q, question.n);
	query_bind_int(&q, person.n);
	query_bind_int(&q, at_ms);
	return query_run(&q);
}
