/* SPDX-License-Identifier: EUPL-1.2 */
/* call.c - see call.h. */
#include "flow/call.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/str.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "flow/receipt.h"
#include "store/lead_store.h"

#include <string.h>

/* Who holds it may call; so may a coordinator, for a question that waits or that somebody else holds. */
static enum rc check_caller(struct worker *w, const struct hold *hold, struct question_row *row)
{
	enum rc rc = question_read(w, hold->question, row);
	if (rc != RC_OK)
		return rc;
	const struct state_row *state = state_row(state_find(row->state));
	if (!state->is_open)
		return refuse(w->refusal, SAY_NOT_NOW, "%s", state->title);
	if (actor_has(hold->actor, ROLE_COORDINATOR))
		return RC_OK;
	return question_check_claim(w, row, hold->actor, hold->epoch);
}

static enum rc set_risen(struct worker *w, const struct hold *hold, struct question_row *row,
			 const char *verb)
{
	struct mark_request request = {
		.verb = verb,
		.actor = hold->actor,
		.mark = mark_find(row->mark),
		.mark_at = row->mark_at,
		.risen_at = strcmp(verb, "call") == 0 ? clock_wall_ms(w->clock) : 0,
	};
	enum rc rc = question_mark(w, row, &request);
	return rc == RC_OK ? notify_all(w, row, verb) : rc;
}

enum rc call_network(struct worker *w, const struct hold *hold, const char *words)
{
	struct question_row row;
	enum rc rc = check_caller(w, hold, &row);
	if (rc == RC_OK && !str_is_blank(words))
		rc = answer_note(w, hold, NULL, words);
	if (rc != RC_OK || row.risen_at != 0)
		return rc;
	return set_risen(w, hold, &row, "call");
}

enum rc call_off(struct worker *w, const struct hold *hold)
{
	struct question_row row;
	enum rc rc = check_caller(w, hold, &row);
	if (rc != RC_OK || row.risen_at == 0)
		return rc;
	return set_risen(w, hold, &row, "call_off");
}

static enum rc leave_leaf(struct worker *w, const struct hold *hold, const char *verb,
			  const struct lead_row *lead)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "text", lead->text);
	json_put_text(details, "url", lead->url);
	struct audit_entry entry = {
		.verb = verb,
		.question = hold->question,
		.actor = hold->actor,
		.at_ms = clock_wall_ms(w->clock),
		.details = details,
	};
	return audit_append(w->store, &entry);
}

static bool is_address(const char *url)
{
	return (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0) &&
	       strpbrk(url, " \"<>\r\n\t") == NULL;
}

enum rc lead_add(struct worker *w, const struct hold *hold, const struct lead *lead)
{
	uint8_t id[CLIENT_ID_BYTES];
	struct question_row row;
	if (str_is_blank(lead->text))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	if (!client_id_parse(lead->client_id, id))
		return refuse(w->refusal, SAY_CLIENT_ID, "client_id");
	if (lead->url != NULL && !is_address(lead->url))
		return refuse(w->refusal, SAY_LEAD_ADDRESS, "%s", "");
	enum rc rc = question_read(w, hold->question, &row);
	if (rc != RC_OK)
		return rc;
	const struct state_row *state = state_row(state_find(row.state));
	if (!state->is_open)
		return refuse(w->refusal, SAY_NOT_NOW, "%s", state->title);
	struct lead_row stored = {
		.at = clock_wall_ms(w->clock),
		.person.n = hold->actor->person,
		.client_id = id,
		.text = lead->text,
		.url = lead->url,
	};
	rc = store_lead_add(w->store, hold->question, &stored);
	if (rc == RC_CONFLICT)
		return RC_OK; /* sent again after a broken connection: it is there already */
	if (rc == RC_OK)
		rc = leave_leaf(w, hold, "lead", &stored);
	if (rc == RC_OK)
		rc = notify_desk(w, &row, "lead");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc lead_credit(struct worker *w, const struct hold *hold, int64_t lead)
{
	struct question_row row;
	struct lead_row found;
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = question_check_claim(w, &row, hold->actor, hold->epoch);
	if (rc != RC_OK)
		return rc;
	rc = store_lead(w->store, lead, w->arena, &found);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && found.question.n != hold->question.n))
		return refuse(w->refusal, SAY_LEAD_UNKNOWN, "%s", "");
	if (rc == RC_OK && found.person.n == hold->actor->person)
		return refuse(w->refusal, SAY_LEAD_OWN, "%s", "");
	struct person_id by = {hold->actor->person};
	if (rc == RC_OK)
		rc = store_lead_credit(w->store, lead, by, clock_wall_ms(w->clock));
	if (rc == RC_CONFLICT)
		return refuse(w->refusal, SAY_LEAD_CREDITED, "%s", "");
	if (rc == RC_OK)
		rc = leave_leaf(w, hold, "credit", &found);
	if (rc == RC_OK)
		rc = notify_desk(w, &row, "credit");
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}
