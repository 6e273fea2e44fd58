/* SPDX-License-Identifier: EUPL-1.2 */
/* question_store.c - see question_store.h. */
#include "store/question_store.h"

#include "store/statement.h"

#include <stdio.h>
#include <string.h>

/* The columns of QUESTION_COLUMNS in statements.def, in that order. */
static void read_question(struct query *q, struct arena *a, struct question_row *row)
{
	*row = (struct question_row){
		.id.n = query_int(q, 0),
		.state = query_text(q, 1, a),
		.queue = query_text(q, 2, a),
		.owner.n = query_int(q, 3),
		.owner_name = query_text(q, 4, a),
		.owner_library = query_text(q, 5, a),
		.epoch = query_int(q, 6),
		.lease_until = query_int(q, 7),
		.network = query_text(q, 8, a),
		.library = query_text(q, 9, a),
		.locale = query_text(q, 10, a),
		.language = query_text(q, 11, a),
		.audience = query_text(q, 12, a),
		.asked_at = query_int(q, 13),
		.due_at = query_int(q, 14),
		.paused_at = query_int(q, 15),
		.moved_at = query_int(q, 16),
		.duplicate_of.n = query_int(q, 17),
		.may_publish = query_int(q, 18) != 0,
		.may_transfer = query_int(q, 19) != 0,
		.is_practice = query_int(q, 20) != 0,
		.risen_at = query_int(q, 21),
		.mark = query_text(q, 22, a),
		.mark_at = query_int(q, 23),
	};
}

enum { CONTENT_HASH_COLUMN = 24 };

static enum rc add_content(struct store *s, const struct question_new *q, struct question_id id)
{
	AUTO_QUERY content = query_start(s, STMT_question_content_add);
	query_bind_int(&content, id.n);
	query_bind_text(&content, q->text);
	query_bind_text(&content, q->place);
	query_bind_text(&content, q->email);
	query_bind_text(&content, q->already_consulted);
	return query_run(&content);
}

static enum rc add_head(struct store *s, const struct question_new *q, struct question_id *id)
{
	AUTO_QUERY head = query_start(s, STMT_question_add);
	query_bind_blob(&head, q->client_id, CLIENT_ID_BYTES);
	query_bind_blob(&head, q->content_hash, HASH_BYTES);
	query_bind_blob(&head, q->receipt_hash, HASH_BYTES);
	query_bind_text(&head, q->queue);
	query_bind_text(&head, q->network);
	query_bind_text(&head, q->library);
	query_bind_text(&head, q->locale);
	query_bind_text(&head, q->language);
	query_bind_text(&head, q->audience);
	query_bind_int(&head, q->asked_at);
	query_bind_int(&head, q->due_at);
	query_bind_int(&head, q->may_publish);
	query_bind_int(&head, q->may_transfer);
	query_bind_int(&head, q->is_practice);
	enum rc rc = query_one(&head);
	if (rc == RC_OK)
		id->n = query_int(&head, 0);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_question_add(struct store *s, const struct question_new *q, struct question_id *id)
{
	enum rc rc = add_head(s, q, id);
	return rc == RC_OK ? add_content(s, q, *id) : rc;
}

static enum rc one_question(struct query *q, struct arena *a, struct question_row *row)
{
	enum rc rc = query_one(q);
	if (rc == RC_OK)
		read_question(q, a, row);
	return rc;
}

enum rc store_question(struct store *s, struct question_id id, struct arena *a,
		       struct question_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_question_by_id);
	query_bind_int(&q, id.n);
	return one_question(&q, a, row);
}

enum rc store_question_by_receipt(struct store *s, const uint8_t hash[HASH_BYTES], struct arena *a,
				  struct question_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_question_by_receipt);
	query_bind_blob(&q, hash, HASH_BYTES);
	return one_question(&q, a, row);
}

enum rc store_question_by_client(struct store *s, const uint8_t client_id[CLIENT_ID_BYTES],
				 struct arena *a, struct question_row *row,
				 uint8_t content_hash[HASH_BYTES])
{
	AUTO_QUERY q = query_start(s, STMT_question_by_client);
	query_bind_blob(&q, client_id, CLIENT_ID_BYTES);
	enum rc rc = one_question(&q, a, row);
	if (rc == RC_OK && !query_blob(&q, CONTENT_HASH_COLUMN, content_hash, HASH_BYTES))
		return RC_UNAVAILABLE;
	return rc;
}

enum rc store_question_content(struct store *s, struct question_id id, struct arena *a,
			       struct question_content *content)
{
	AUTO_QUERY q = query_start(s, STMT_question_content);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*content = (struct question_content){
			.text = query_text(&q, 0, a),
			.place = query_text(&q, 1, a),
			.email = query_text(&q, 2, a),
			.already_consulted = query_text(&q, 3, a),
		};
	}
	return rc;
}

enum rc store_question_move(struct store *s, const struct question_row *from,
			    const struct question_head *to)
{
	AUTO_QUERY q = query_start(s, STMT_question_move);
	query_bind_int(&q, from->id.n);
	query_bind_text(&q, from->state);
	query_bind_int(&q, from->epoch);
	query_bind_text(&q, to->state);
	query_bind_text(&q, to->queue);
	query_bind_int_or_null(&q, to->owner.n);
	query_bind_int(&q, to->epoch);
	query_bind_int_or_null(&q, to->lease_until);
	query_bind_int(&q, to->due_at);
	query_bind_int_or_null(&q, to->paused_at);
	query_bind_int(&q, to->moved_at);
	query_bind_int_or_null(&q, to->duplicate_of.n);
	query_bind_int_or_null(&q, to->risen_at);
	query_bind_text(&q, to->mark == NULL ? "none" : to->mark);
	query_bind_int_or_null(&q, to->mark_at);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_queue_load_add(struct store *s, const char *queue, int delta)
{
	AUTO_QUERY q = query_start(s, STMT_queue_load_add);
	query_bind_text(&q, queue);
	query_bind_int(&q, delta);
	return query_run(&q);
}

enum rc store_question_renew(struct store *s, struct question_id id, struct person_id owner,
			     int64_t epoch, int64_t lease_until)
{
	AUTO_QUERY q = query_start(s, STMT_question_renew);
	query_bind_int(&q, id.n);
	query_bind_int(&q, owner.n);
	query_bind_int(&q, epoch);
	query_bind_int(&q, lease_until);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_STALE : rc;
}

/* The limit is the statement's next parameter, bound here so that none is forgotten. */
static enum rc read_batch(struct query *q, struct question_batch *batch)
{
	int max = batch->max > 0 && batch->max < QUESTIONS_AT_ONCE ? batch->max : QUESTIONS_AT_ONCE;
	query_bind_int(q, max);
	batch->count = 0;
	enum step step = STEP_DONE;
	while (batch->count < max && (step = query_step(q)) == STEP_ROW)
		batch->ids[batch->count++].n = query_int(q, 0);
	return step == STEP_FAILED ? RC_UNAVAILABLE : RC_OK;
}

enum rc store_questions_expired(struct store *s, int64_t now_ms, struct question_batch *batch)
{
	AUTO_QUERY q = query_start(s, STMT_questions_expired);
	query_bind_int(&q, now_ms);
	return read_batch(&q, batch);
}

enum rc store_questions_ending(struct store *s, int64_t after_ms, int64_t until_ms,
			       struct question_batch *batch)
{
	AUTO_QUERY q = query_start(s, STMT_questions_ending);
	query_bind_int(&q, after_ms);
	query_bind_int(&q, until_ms);
	return read_batch(&q, batch);
}

enum rc store_questions_marked(struct store *s, int64_t now_ms, struct question_batch *batch)
{
	AUTO_QUERY q = query_start(s, STMT_questions_marked);
	query_bind_int(&q, now_ms);
	return read_batch(&q, batch);
}

enum rc store_questions_of_the_absent(struct store *s, const char *day,
				      struct question_batch *batch)
{
	AUTO_QUERY q = query_start(s, STMT_questions_of_the_absent);
	query_bind_text(&q, day);
	return read_batch(&q, batch);
}

enum rc store_question_set_practice(struct store *s, struct question_id id, bool is_practice)
{
	AUTO_QUERY q = query_start(s, STMT_question_set_practice);
	query_bind_int(&q, id.n);
	query_bind_int(&q, is_practice);
	return query_run(&q);
}

enum rc store_question_topic(struct store *s, struct question_id id, struct arena *a,
			     const char **topic)
{
	AUTO_QUERY q = query_start(s, STMT_question_topic);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*topic = query_text(&q, 0, a);
	return rc;
}

enum { STATES_JSON_BYTES = 512 };

/*
 * "routed claimed" as ["routed","claimed"], the form in which one bound value can be a list. A word with other
 * characters than those of states finds nothing, so it is left out and cannot break the list.
 */
static void states_as_json(const char *states, char out[STATES_JSON_BYTES])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	size_t at = 0;
	out[at++] = '[';
	while (*states != '\0' && at < STATES_JSON_BYTES - 64) {
		size_t n = strcspn(states, " ");
		if (n > 0 && n < 40 && strspn(states, letters) == n)
			at += (size_t)snprintf(out + at, STATES_JSON_BYTES - at, "%s\"%.*s\"",
					       at > 1 ? "," : "", (int)n, states);
		states += n + strspn(states + n, " ");
	}
	out[at++] = ']';
	out[at] = '\0';
}

enum rc store_questions(struct store *s, const struct question_filter *filter, struct arena *a,
			bool (*each)(void *arg, const struct question_row *row), void *arg)
{
	bool has_queue = filter->queue != NULL && filter->queue[0] != '\0';
	char states[STATES_JSON_BYTES];
	states_as_json(filter->states, states);
	AUTO_QUERY q =
		query_start(s, has_queue ? STMT_questions_in_queue : STMT_questions_in_states);
	query_bind_text(&q, states);
	query_bind_int(&q, filter->limit);
	if (has_queue)
		query_bind_text(&q, filter->queue);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct question_row row;
		read_question(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_questions_newest(struct store *s, int64_t limit, struct arena *a,
			       bool (*each)(void *arg, const struct question_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_questions_newest);
	query_bind_int(&q, limit);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct question_row row;
		read_question(&q, a, &row);
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_classification_add(struct store *s, struct question_id id,
				 const struct classification_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_classification_add);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->at);
	query_bind_int_or_null(&q, row->person.n);
	query_bind_text(&q, row->topic);
	query_bind_text(&q, row->kind);
	query_bind_text(&q, row->place);
	query_bind_text(&q, row->topics);
	query_bind_text(&q, row->flags);
	query_bind_text(&q, row->result);
	query_bind_text(&q, row->suggestions);
	return query_run(&q);
}

enum rc store_classification(struct store *s, struct question_id id, struct arena *a,
			     struct classification_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_classification_last);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*row = (struct classification_row){
			.at = query_int(&q, 0),
			.person.n = query_int(&q, 1),
			.topic = query_text(&q, 2, a),
			.kind = query_text(&q, 3, a),
			.place = query_text(&q, 4, a),
			.topics = query_text(&q, 5, a),
			.flags = query_text(&q, 6, a),
			.result = query_text(&q, 7, a),
			.suggestions = query_text(&q, 8, a),
		};
	}
	return rc;
}

enum rc store_routing_add(struct store *s, struct question_id id, const struct routing_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_routing_add);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->at);
	query_bind_int_or_null(&q, row->person.n);
	query_bind_text(&q, row->queue);
	query_bind_text(&q, row->candidates);
	query_bind_text(&q, row->asker_sentence);
	query_bind_text(&q, row->staff_sentence);
	return query_run(&q);
}

enum rc store_routing(struct store *s, struct question_id id, struct arena *a,
		      struct routing_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_routing_last);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*row = (struct routing_row){
			.at = query_int(&q, 0),
			.person.n = query_int(&q, 1),
			.queue = query_text(&q, 2, a),
			.candidates = query_text(&q, 3, a),
			.asker_sentence = query_text(&q, 4, a),
			.staff_sentence = query_text(&q, 5, a),
		};
	}
	return rc;
}
