/* SPDX-License-Identifier: EUPL-1.2 */
/* 8_answer.c - see 8_answer.h. */
#include "flow/8_answer.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "flow/mention.h"
#include "flow/method.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "flow/receipt.h"
#include "flow/send.h"
#include "store/conversation_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum rc store_failed(struct refusal *refusal)
{
	return refuse(refusal, SAY_STORE_FAILED, "%s", "");
}

static enum rc leave_leaf(struct worker *w, const struct hold *hold, const char *verb,
			  const char *text)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "text", text);
	struct audit_entry entry = {
		.verb = verb,
		.question = hold->question,
		.actor = hold->actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	return audit_append(w->store, &entry);
}

enum rc answer_note(struct worker *w, const struct hold *hold, const char *client_id,
		    const char *text)
{
	const struct note_sent sent = {.client_id = client_id, .text = text};
	return answer_note_to(w, hold, &sent);
}

enum rc answer_note_to(struct worker *w, const struct hold *hold, const struct note_sent *sent)
{
	const char *client_id = sent->client_id, *text = sent->text;
	struct mentioned mentioned;
	uint8_t id[CLIENT_ID_BYTES];
	struct question_row row;
	if (str_is_blank(text))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	if (client_id != NULL && !client_id_parse(client_id, id))
		return refuse(w->refusal, SAY_CLIENT_ID, "client_id");
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = mention_find(w, sent->mentions, &mentioned);
	if (rc != RC_OK)
		return rc;
	struct note_row note = {
		.at = clock_wall_ms(w->clock),
		.person.n = hold->actor->person,
		.client_id = client_id == NULL ? NULL : id,
		.text = text,
	};
	rc = store_note_add(w->store, hold->question, &note);
	if (rc == RC_CONFLICT)
		return RC_OK; /* sent again after a broken connection: it is there already */
	if (rc == RC_OK)
		rc = leave_leaf(w, hold, "note", text);
	if (rc == RC_OK)
		rc = mention_keep(w, &row, &note, &mentioned);
	return rc == RC_OK ? notify_desk(w, &row, "note") : store_failed(w->refusal);
}

static enum rc say(struct worker *w, const struct hold *hold, const char *kind, const char *text)
{
	struct message_row message = {
		.at = clock_wall_ms(w->clock),
		.sender = "librarian",
		.kind = kind,
		.person.n = hold->actor->person,
		.text = text,
	};
	return store_message_add(w->store, hold->question, &message);
}

/* What the asker is told along with a move; NULL text: nothing. */
struct saying {
	const char *kind, *text;
};

/* The common path: read, move, say something to the asker, tell the followers. */
static enum rc move_and_say(struct worker *w, const struct hold *hold,
			    const struct move_request *request, struct saying saying)
{
	struct question_row row;
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = question_move(w, &row, request);
	if (rc != RC_OK)
		return rc;
	if (saying.text != NULL && say(w, hold, saying.kind, saying.text) != RC_OK)
		return store_failed(w->refusal);
	return notify_all(w, &row, request->verb) == RC_OK ? RC_OK : store_failed(w->refusal);
}

static struct move_request request_of(const struct hold *hold, const char *verb)
{
	return (struct move_request){
		.verb = verb, .to = Q_STATE_COUNT, .actor = hold->actor, .epoch = hold->epoch};
}

enum rc answer_clarify(struct worker *w, const struct hold *hold, const char *text)
{
	if (str_is_blank(text))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	struct move_request request = request_of(hold, "clarify");
	request.reason = text;
	return move_and_say(w, hold, &request, (struct saying){"clarification", text});
}

static enum rc move_to_drafted(struct worker *w, const struct hold *hold, struct question_row *row)
{
	struct move_request request = request_of(hold, "draft");
	return question_move(w, row, &request);
}

enum rc answer_save_draft(struct worker *w, const struct hold *hold, const char *text,
			  const cJSON *method, struct draft_saved *saved)
{
	struct question_row row;
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = question_check_claim(w, &row, hold->actor, hold->epoch);
	if (rc != RC_OK)
		return rc;
	bool is_first = strcmp(row.state, "drafted") != 0;
	if (is_first)
		rc = move_to_drafted(w, hold, &row);
	if (rc != RC_OK)
		return rc;
	char *method_text = cJSON_IsObject(method) ? json_print(method) : NULL;
	struct draft_row draft = {
		.person.n = hold->actor->person,
		.text = text == NULL ? "" : text,
		.method = method_text == NULL ? "{}" : method_text,
		.saved_at = clock_wall_ms(w->clock),
	};
	rc = store_draft_save(w->store, hold->question, &draft, &saved->version);
	saved->saved_at = draft.saved_at;
	free(method_text);
	if (rc == RC_OK && is_first)
		rc = notify_all(w, &row, "draft");
	return rc == RC_OK ? RC_OK : store_failed(w->refusal);
}

/* What goes to a second person before it leaves (field.md, section 4). */
static bool wants_review(struct worker *w, const struct hold *hold, const struct question_row *row,
			 const char *ai)
{
	struct classification_row c;
	bool is_sensitive = store_classification(w->store, row->id, w->arena, &c) == RC_OK &&
			    c.flags != NULL &&
			    (strstr(c.flags, "\"medical\"") != NULL ||
			     strstr(c.flags, "\"juridique\"") != NULL);
	return hold->actor->is_in_training || is_sensitive || strcmp(ai, "draft") == 0;
}

static enum rc keep_answer(struct worker *w, const struct hold *hold, const char *text,
			   const cJSON *method)
{
	const char *ai = json_text(method, "ai", "");
	char *sources = json_print(json_get(method, "sources"));
	struct answer_row answer = {
		.person.n = hold->actor->person,
		.text = text,
		.ai = ai,
		.tool = strcmp(ai, "none") == 0 ? NULL : json_text(method, "tool", NULL),
		.checked = json_text(method, "checked", ""),
		.sources = sources,
		.submitted_at = clock_wall_ms(w->clock),
	};
	enum rc rc = store_answer_add(w->store, hold->question, &answer);
	free(sources);
	return rc == RC_OK ? store_draft_drop(w->store, hold->question) : rc;
}

enum rc answer_submit(struct worker *w, const struct hold *hold, const char *text,
		      const cJSON *method)
{
	struct question_row row;
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = question_check_claim(w, &row, hold->actor, hold->epoch);
	if (rc != RC_OK)
		return rc;
	if (str_is_blank(text))
		return refuse(w->refusal, SAY_ANSWER_EMPTY, "%s", "");
	rc = method_check(method, w->refusal);
	if (rc != RC_OK)
		return rc;
	bool is_reviewed = wants_review(w, hold, &row, json_text(method, "ai", ""));
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "text", text);
	json_put(details, "method", cJSON_Duplicate(method, true));
	struct move_request request = request_of(hold, "submit");
	request.to = is_reviewed ? Q_IN_REVIEW : Q_APPROVED;
	request.details = details;
	rc = question_move(w, &row, &request);
	if (rc != RC_OK)
		return rc;
	if (keep_answer(w, hold, text, method) != RC_OK)
		return store_failed(w->refusal);
	if (is_reviewed)
		return notify_all(w, &row, "submit") == RC_OK ? RC_OK : store_failed(w->refusal);
	return send_answer(w, &row, (struct person_id){0});
}

enum rc answer_decline(struct worker *w, const struct hold *hold, const char *reason,
		       const char *pointer)
{
	if (str_is_blank(reason))
		return refuse(w->refusal, SAY_REASON_MISSING, "%s", "");
	struct str text = {0};
	str_put(&text, reason);
	if (!str_is_blank(pointer))
		str_printf(&text, "\n\n%s", pointer);
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "pointer", pointer);
	struct move_request request = request_of(hold, "decline");
	request.reason = reason;
	request.details = details;
	struct saying saying = {"decline", str_text(&text)};
	enum rc rc = move_and_say(w, hold, &request, saying);
	str_done(&text);
	return rc;
}

enum rc answer_duplicate(struct worker *w, const struct hold *hold, struct question_id of)
{
	struct question_row original;
	if (of.n == hold->question.n)
		return refuse(w->refusal, SAY_DUPLICATE_SELF, "%s", "");
	enum rc rc = question_read(w, of, &original);
	if (rc != RC_OK)
		return rc;
	struct move_request request = request_of(hold, "duplicate");
	request.duplicate_of = of;
	return move_and_say(w, hold, &request, (struct saying){0});
}

enum rc answer_spam(struct worker *w, const struct hold *hold)
{
	struct move_request request = request_of(hold, "spam");
	return move_and_say(w, hold, &request, (struct saying){0});
}
