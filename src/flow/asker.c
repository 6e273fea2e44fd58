/* SPDX-License-Identifier: EUPL-1.2 */
/* asker.c - see asker.h. */
#include "flow/asker.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/notify.h"
#include "flow/proposal.h"
#include "flow/question.h"
#include "flow/receipt.h"
#include "store/conversation_store.h"

#include <string.h>

enum rc asker_find(struct worker *w, const char *receipt, struct question_row *row)
{
	uint8_t hash[HASH_BYTES];
	if (receipt == NULL || !receipt_hash(receipt, hash))
		return refuse(w->refusal, SAY_RECEIPT_UNKNOWN, "%s", "");
	enum rc rc = store_question_by_receipt(w->store, hash, w->arena, row);
	if (rc == RC_NOT_FOUND)
		return refuse(w->refusal, SAY_RECEIPT_UNKNOWN, "%s", "");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

/* RC_OK: new; RC_CONFLICT with the refusal filled, or RC_NOT_FOUND turned into "already there" through *is_repeat. */
static enum rc check_repeat(struct worker *w, const struct question_row *row,
			    const uint8_t client_id[CLIENT_ID_BYTES], const char *text,
			    bool *is_repeat)
{
	struct question_id question;
	const char *known;
	enum rc rc = store_message_by_client(w->store, client_id, w->arena, &question, &known);
	*is_repeat = rc == RC_OK;
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc == RC_OK && (question.n != row->id.n || known == NULL || strcmp(known, text) != 0))
		return RC_CONFLICT;
	return rc;
}

static enum rc add_reply(struct worker *w, struct question_row *row,
			 const uint8_t client_id[CLIENT_ID_BYTES], const char *text)
{
	struct message_row message = {
		.at = clock_wall_ms(w->clock),
		.sender = "asker",
		.kind = "reply",
		.client_id = client_id,
		.text = text,
	};
	return store_message_add(w->store, row->id, &message);
}

static enum rc leave_reply_leaf(struct worker *w, const struct question_row *row, const char *text)
{
	struct actor asker = actor_public();
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "words", text);
	struct audit_entry entry = {
		.verb = "say",
		.question = row->id,
		.actor = &asker,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	return audit_append(w->store, &entry);
}

/* A reply moves the question where the table says so; anywhere else it is one more message. */
static enum rc move_on_reply(struct worker *w, struct question_row *row, const char *text)
{
	struct actor asker = actor_public();
	struct move_request request = {
		.verb = "reply", .to = Q_STATE_COUNT, .actor = &asker, .reason = text};
	if (question_may(row, &asker, "reply"))
		return question_move(w, row, &request);
	if (state_row(state_find(row->state))->is_final)
		return refuse(w->refusal, SAY_NOT_NOW, "%s",
			      state_row(state_find(row->state))->title);
	return leave_reply_leaf(w, row, text);
}

enum rc asker_reply(struct worker *w, struct question_row *row, const char *client_id,
		    const char *text)
{
	uint8_t id[CLIENT_ID_BYTES];
	bool is_repeat = false;
	if (!client_id_parse(client_id, id))
		return refuse(w->refusal, SAY_CLIENT_ID, "client_id");
	if (str_is_blank(text))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	if (utf8_count(text, strlen(text)) > w->settings->text_chars_max)
		return refuse(w->refusal, SAY_TEXT_LONG, "%zu", w->settings->text_chars_max);
	enum rc rc = check_repeat(w, row, id, text, &is_repeat);
	if (rc == RC_CONFLICT)
		return refuse(w->refusal, SAY_CLIENT_ID_REUSED, "%s", "");
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	if (is_repeat)
		return RC_OK;
	rc = move_on_reply(w, row, text);
	if (rc != RC_OK)
		return rc;
	rc = add_reply(w, row, id, text);
	if (rc == RC_OK)
		rc = notify_all(w, row, "reply");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

static enum rc move_once(struct worker *w, struct question_row *row,
			 const struct move_request *request)
{
	enum rc rc = question_move(w, row, request);
	return rc == RC_OK ? notify_all(w, row, request->verb) : rc;
}

enum rc asker_resolve(struct worker *w, struct question_row *row, const char *suggestion)
{
	enum question_state state = state_find(row->state);
	if (state == Q_SELF_SERVED || state == Q_CLOSED)
		return RC_OK;
	struct actor asker = actor_public();
	AUTO_JSON details = cJSON_CreateObject();
	if (suggestion != NULL)
		json_put_text(details, "suggestion", suggestion);
	struct move_request request = {
		.verb = "resolve", .to = Q_STATE_COUNT, .actor = &asker, .details = details};
	return move_once(w, row, &request);
}

enum rc asker_withdraw(struct worker *w, struct question_row *row, const char *reason)
{
	if (state_find(row->state) == Q_WITHDRAWN)
		return RC_OK;
	struct actor asker = actor_public();
	struct move_request request = {
		.verb = "withdraw", .to = Q_STATE_COUNT, .actor = &asker, .reason = reason};
	enum rc rc = move_once(w, row, &request);
	/* What the desk would have learnt from it goes with it. */
	return rc == RC_OK ? proposals_withdraw(w, row->id) : rc;
}

static enum rc leave_rating_leaf(struct worker *w, const struct question_row *row,
				 const struct rating_row *rating)
{
	struct actor asker = actor_public();
	AUTO_JSON details = cJSON_CreateObject();
	json_put_int(details, "score", rating->score);
	json_put_text(details, "comment", rating->comment);
	struct audit_entry entry = {
		.verb = "rate",
		.question = row->id,
		.actor = &asker,
		.at_ms = rating->at,
		.details = details,
	};
	return audit_append(w->store, &entry);
}

enum rc asker_rate(struct worker *w, struct question_row *row, int64_t score, const char *comment)
{
	enum question_state state = state_find(row->state);
	if (state != Q_SENT && state != Q_CLOSED)
		return refuse(w->refusal, SAY_NOT_NOW, "%s", state_row(state)->title);
	if (score < 1 || score > 5)
		return refuse(w->refusal, SAY_BAD_PARAM, "score (1 à 5)");
	struct rating_row rating = {.score = score,
				    .comment = str_is_blank(comment) ? NULL : comment,
				    .at = clock_wall_ms(w->clock)};
	enum rc rc = store_rating_save(w->store, row->id, &rating);
	if (rc == RC_OK)
		rc = leave_rating_leaf(w, row, &rating);
	if (rc == RC_OK)
		rc = notify_all(w, row, "rate");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}
