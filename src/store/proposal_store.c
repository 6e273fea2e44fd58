/* SPDX-License-Identifier: EUPL-1.2 */
/* proposal_store.c - see proposal_store.h. */
#include "store/proposal_store.h"

#include "store/statement.h"

static void bind_labels(struct query *q, const struct proposal_labels *labels)
{
	query_bind_text(q, labels->topics);
	query_bind_text(q, labels->kind);
	query_bind_text(q, labels->flags);
	query_bind_text(q, labels->place);
}

enum rc store_proposal_put(struct store *s, const struct proposal_row *row, int64_t *id)
{
	AUTO_QUERY q = query_start(s, STMT_proposal_put);
	query_bind_int(&q, row->question.n);
	query_bind_text(&q, row->cause);
	query_bind_int(&q, row->person.n);
	query_bind_int(&q, row->at);
	query_bind_text(&q, row->why);
	query_bind_text(&q, row->text);
	bind_labels(&q, &row->before);
	bind_labels(&q, &row->labels);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*id = query_int(&q, 0);
	return rc;
}

static struct proposal_labels read_labels(struct query *q, int first, struct arena *a)
{
	return (struct proposal_labels){
		.topics = query_text(q, first, a),
		.kind = query_text(q, first + 1, a),
		.flags = query_text(q, first + 2, a),
		.place = query_text(q, first + 3, a),
	};
}

static void read_proposal(struct query *q, struct arena *a, struct proposal_row *row)
{
	*row = (struct proposal_row){
		.id = query_int(q, 0),
		.question.n = query_int(q, 1),
		.state = query_text(q, 2, a),
		.cause = query_text(q, 3, a),
		.person.n = query_int(q, 4),
		.name = query_text(q, 5, a),
		.at = query_int(q, 6),
		.why = query_text(q, 7, a),
		.text = query_text(q, 8, a),
		.before = read_labels(q, 9, a),
		.labels = read_labels(q, 13, a),
		.decided_by.n = query_int(q, 17),
		.decided_name = query_text(q, 18, a),
		.decided_at = query_int(q, 19),
		.reason = query_text(q, 20, a),
	};
}

static enum rc one_proposal(struct query *q, struct arena *a, struct proposal_row *row)
{
	enum rc rc = query_one(q);
	if (rc == RC_OK)
		read_proposal(q, a, row);
	return rc;
}

enum rc store_proposal(struct store *s, int64_t id, struct arena *a, struct proposal_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_proposal);
	query_bind_int(&q, id);
	return one_proposal(&q, a, row);
}

enum rc store_proposal_open(struct store *s, struct question_id question, struct arena *a,
			    struct proposal_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_proposal_open);
	query_bind_int(&q, question.n);
	return one_proposal(&q, a, row);
}

enum rc store_proposals(struct store *s, const struct proposal_filter *filter, struct arena *a,
			bool (*each)(void *arg, const struct proposal_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_proposals);
	query_bind_text(&q, filter->state);
	query_bind_int(&q, filter->limit);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct proposal_row row;
		read_proposal(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_proposal_move(struct store *s, const struct proposal_row *row, const char *from)
{
	AUTO_QUERY q = query_start(s, STMT_proposal_move);
	query_bind_int(&q, row->id);
	query_bind_text(&q, from);
	query_bind_text(&q, row->state);
	query_bind_text(&q, row->text);
	bind_labels(&q, &row->labels);
	query_bind_int_or_null(&q, row->decided_by.n);
	query_bind_int(&q, row->decided_at);
	query_bind_text(&q, row->reason);
	query_bind_text(&q, row->why);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_proposals_forget_refused(struct store *s, struct question_id question)
{
	AUTO_QUERY q = query_start(s, STMT_proposals_forget_refused);
	query_bind_int(&q, question.n);
	return query_run(&q);
}

enum rc store_proposals_cut_off(struct store *s, struct question_id question)
{
	AUTO_QUERY q = query_start(s, STMT_proposals_cut_off);
	query_bind_int(&q, question.n);
	return query_run(&q);
}
