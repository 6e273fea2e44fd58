/* SPDX-License-Identifier: EUPL-1.2 */
/* conversation_store.c - see conversation_store.h. */
#include "store/conversation_store.h"

#include "store/statement.h"

enum rc store_message_add(struct store *s, struct question_id id, const struct message_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_message_add);
	query_bind_int(&q, id.n);
	query_bind_blob(&q, row->client_id, CLIENT_ID_BYTES);
	query_bind_text(&q, row->sender);
	query_bind_text(&q, row->kind);
	query_bind_int_or_null(&q, row->person.n);
	query_bind_text(&q, row->text);
	query_bind_int(&q, row->at);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_message_by_client(struct store *s, const uint8_t client_id[CLIENT_ID_BYTES],
				struct arena *a, struct question_id *question, const char **text)
{
	AUTO_QUERY q = query_start(s, STMT_message_by_client);
	query_bind_blob(&q, client_id, CLIENT_ID_BYTES);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		question->n = query_int(&q, 0);
		*text = query_text(&q, 1, a);
	}
	return rc;
}

enum rc store_messages(struct store *s, struct question_id id, struct arena *a,
		       bool (*each)(void *arg, const struct message_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_messages);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct message_row row = {
			.id = query_int(&q, 0),
			.at = query_int(&q, 1),
			.sender = query_text(&q, 2, a),
			.kind = query_text(&q, 3, a),
			.person.n = query_int(&q, 4),
			.name = query_text(&q, 5, a),
			.library = query_text(&q, 6, a),
			.text = query_text(&q, 7, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_note_add(struct store *s, struct question_id id, struct note_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_note_add);
	query_bind_int(&q, id.n);
	query_bind_blob(&q, row->client_id, CLIENT_ID_BYTES);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->text);
	query_bind_int(&q, row->at);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		row->id = query_int(&q, 0);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_notes(struct store *s, struct question_id id, struct arena *a,
		    bool (*each)(void *arg, const struct note_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_notes);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct note_row row = {
			.id = query_int(&q, 0),
			.at = query_int(&q, 1),
			.person.n = query_int(&q, 2),
			.name = query_text(&q, 3, a),
			.text = query_text(&q, 4, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_draft_save(struct store *s, struct question_id id, const struct draft_row *row,
			 int64_t *version)
{
	AUTO_QUERY q = query_start(s, STMT_draft_save);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->text);
	query_bind_text(&q, row->method);
	query_bind_int(&q, row->saved_at);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*version = query_int(&q, 0);
	return rc;
}

enum rc store_draft(struct store *s, struct question_id id, struct arena *a, struct draft_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_draft);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*row = (struct draft_row){
			.person.n = query_int(&q, 0),
			.name = query_text(&q, 1, a),
			.text = query_text(&q, 2, a),
			.method = query_text(&q, 3, a),
			.version = query_int(&q, 4),
			.saved_at = query_int(&q, 5),
		};
	}
	return rc;
}

enum rc store_draft_drop(struct store *s, struct question_id id)
{
	AUTO_QUERY q = query_start(s, STMT_draft_drop);
	query_bind_int(&q, id.n);
	return query_run(&q);
}

enum rc store_answer_add(struct store *s, struct question_id id, const struct answer_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_answer_add);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->text);
	query_bind_text(&q, row->ai);
	query_bind_text(&q, row->tool);
	query_bind_text(&q, row->checked);
	query_bind_text(&q, row->sources);
	query_bind_int(&q, row->submitted_at);
	return query_run(&q);
}

enum rc store_answer(struct store *s, struct question_id id, struct arena *a,
		     struct answer_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_answer_last);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*row = (struct answer_row){
			.id = query_int(&q, 0),
			.person.n = query_int(&q, 1),
			.reviewer.n = query_int(&q, 2),
			.name = query_text(&q, 3, a),
			.library = query_text(&q, 4, a),
			.text = query_text(&q, 5, a),
			.ai = query_text(&q, 6, a),
			.tool = query_text(&q, 7, a),
			.checked = query_text(&q, 8, a),
			.sources = query_text(&q, 9, a),
			.submitted_at = query_int(&q, 10),
			.sent_at = query_int(&q, 11),
		};
	}
	return rc;
}

enum rc store_answer_send(struct store *s, int64_t answer, struct person_id reviewer,
			  int64_t sent_at)
{
	AUTO_QUERY q = query_start(s, STMT_answer_send);
	query_bind_int(&q, answer);
	query_bind_int_or_null(&q, reviewer.n);
	query_bind_int(&q, sent_at);
	enum rc rc = query_one(&q);
	return rc == RC_NOT_FOUND ? RC_CONFLICT : rc;
}

enum rc store_review_add(struct store *s, struct question_id id, const struct review_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_review_add);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->answer);
	query_bind_int(&q, row->person.n);
	query_bind_text(&q, row->scores);
	query_bind_text(&q, row->decision);
	query_bind_text(&q, row->comment);
	query_bind_int(&q, row->at);
	return query_run(&q);
}

enum rc store_reviews(struct store *s, struct question_id id, struct arena *a,
		      bool (*each)(void *arg, const struct review_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_reviews);
	query_bind_int(&q, id.n);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct review_row row = {
			.answer = query_int(&q, 0),
			.at = query_int(&q, 1),
			.person.n = query_int(&q, 2),
			.name = query_text(&q, 3, a),
			.scores = query_text(&q, 4, a),
			.decision = query_text(&q, 5, a),
			.comment = query_text(&q, 6, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_rating_save(struct store *s, struct question_id id, const struct rating_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_rating_save);
	query_bind_int(&q, id.n);
	query_bind_int(&q, row->score);
	query_bind_text(&q, row->comment);
	query_bind_int(&q, row->at);
	return query_run(&q);
}

enum rc store_rating(struct store *s, struct question_id id, struct arena *a,
		     struct rating_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_rating);
	query_bind_int(&q, id.n);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*row = (struct rating_row){
			.score = query_int(&q, 0),
			.at = query_int(&q, 1),
			.comment = query_text(&q, 2, a),
		};
	}
	return rc;
}
