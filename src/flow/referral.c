/* SPDX-License-Identifier: EUPL-1.2 */
/* referral.c - see referral.h. */
#include "flow/referral.h"

#include "base/json.h"
#include "base/str.h"
#include "flow/calendar.h"
#include "flow/directory.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "flow/rights.h"
#include "flow/view.h"
#include "store/conversation_store.h"
#include "store/referral_store.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Until when the desk has been told of late ones: a fact of the record, so that no restart forgets one. */
static const char told_until[] = "referrals_told_until";

static const struct outcome {
	const char *word;
	const char *verb; /* its move */
	bool wants_words; /* which the asker reads */
} outcomes[] = {
	{"answered", "partner_answer", true},
	{"returned", "partner_return", false},
	{"lost", "partner_return", false},
};

static const struct outcome *outcome_find(const char *word)
{
	for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
		if (word != NULL && strcmp(outcomes[i].word, word) == 0)
			return &outcomes[i];
	}
	return NULL;
}

enum rc referral_begin(struct worker *w, const struct actor *actor,
		       const struct question_row *before, const struct queue_move *move)
{
	const struct directory *d = w->directory;
	int network = directory_network(d, before->network);
	enum calendar_zone zone = network < 0 ? ZONE_METROPOLE : d->networks[network].zone;
	int64_t now = clock_wall_ms(w->clock);
	const struct referral_row row = {
		.question = before->id,
		.queue = move->queue,
		.from_queue = before->queue,
		.person.n = actor->person,
		.reason = move->reason,
		.at = now,
		.expected_at = calendar_due(zone, now, w->settings->referral_days),
	};
	return store_referral_add(w->store, &row);
}

enum rc referral_settle(struct worker *w, const struct question_row *row, const char *outcome,
			const char *words)
{
	struct referral_row referral;
	enum rc rc = store_referral_open(w->store, row->id, w->arena, &referral);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	const struct referral_ended ended = {
		.id = referral.id,
		.outcome = outcome,
		.words = words == NULL ? "" : words,
		.at = clock_wall_ms(w->clock),
	};
	return store_referral_end(w->store, &ended);
}

static enum rc tell_asker(struct worker *w, const struct hold *hold, const char *words)
{
	struct message_row message = {
		.at = clock_wall_ms(w->clock),
		.sender = "librarian",
		.kind = "answer",
		.person.n = hold->actor->person,
		.text = words,
	};
	return store_message_add(w->store, hold->question, &message);
}

struct ending {
	const struct outcome *outcome;
	const char *words;
	struct referral_row referral;
};

static enum rc read_ending(struct worker *w, const struct hold *hold, struct question_row *row,
			   struct ending *e)
{
	if (e->outcome == NULL)
		return refuse(w->refusal, SAY_BAD_PARAM, "outcome (answered, returned, lost)");
	if (e->outcome->wants_words && str_is_blank(e->words))
		return refuse(w->refusal, SAY_TEXT_EMPTY, "%s", "");
	enum rc rc = question_read(w, hold->question, row);
	if (rc != RC_OK)
		return rc;
	rc = store_referral_open(w->store, row->id, w->arena, &e->referral);
	if (rc == RC_NOT_FOUND)
		return refuse(w->refusal, SAY_NOT_NOW, "%s",
			      state_row(state_find(row->state))->title);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	if (!actor_has(hold->actor, ROLE_COORDINATOR) &&
	    e->referral.person.n != hold->actor->person)
		return refuse(w->refusal, SAY_REFERRAL_OTHERS, "%s", e->referral.name);
	return RC_OK;
}

static enum rc keep_ending(struct worker *w, const struct hold *hold, struct question_row *row,
			   const struct ending *e)
{
	enum rc rc = referral_settle(w, row, e->outcome->word, e->words);
	if (rc == RC_OK && e->outcome->wants_words)
		return tell_asker(w, hold, e->words);
	const struct queue_move back = {
		.question = row->id,
		.queue = row->queue,
		.reason = str_is_blank(e->words) ? e->outcome->word : e->words,
	};
	return rc == RC_OK ? queue_keep_decision(w, hold->actor, row, &back) : rc;
}

enum rc referral_end(struct worker *w, const struct hold *hold, const char *outcome,
		     const char *words)
{
	struct ending e = {.outcome = outcome_find(outcome), .words = words};
	struct question_row row;
	enum rc rc = read_ending(w, hold, &row, &e);
	if (rc != RC_OK)
		return rc;
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "outcome", e.outcome->word);
	struct move_request request = {
		.verb = e.outcome->verb,
		.to = Q_STATE_COUNT,
		.actor = hold->actor,
		.queue = e.outcome->wants_words ? NULL : e.referral.from_queue,
		.reason = words,
		.details = details,
	};
	struct question_row before = row;
	rc = question_move(w, &row, &request);
	if (rc != RC_OK)
		return rc;
	rc = keep_ending(w, hold, &row, &e);
	if (rc == RC_OK)
		rc = notify_gone(w, &row, &before);
	if (rc == RC_OK)
		rc = notify_all(w, &row, request.verb);
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

/* ---------------------------------------------------------------- the list */

struct listing {
	struct worker *w;
	const struct actor *actor;
	cJSON *out;
};

static void put_queue(cJSON *item, const struct directory *d, const char *key, const char *queue)
{
	int at = directory_queue(d, queue);
	json_put_text(item, key, at < 0 ? queue : d->queues[at].title);
}

static bool add_referral(void *arg, const struct referral_row *row)
{
	struct listing *list = arg;
	struct worker *w = list->w;
	struct question_row question;
	if (question_read(w, row->question, &question) != RC_OK ||
	    !rights_may(w, list->actor, &question, "question.get"))
		return true;
	cJSON *item = cJSON_CreateObject();
	view_put_id(item, "question", row->question);
	json_put_text(item, "queue", row->queue);
	put_queue(item, w->directory, "title", row->queue);
	json_put_text(item, "from_queue", row->from_queue);
	put_queue(item, w->directory, "from_title", row->from_queue);
	json_put_text(item, "name", row->name);
	json_put_text(item, "reason", row->reason);
	view_put_time(item, "at", row->at);
	view_put_time(item, "expected_at", row->expected_at);
	json_put_flag(item, "late", row->expected_at <= clock_wall_ms(w->clock));
	json_put_flag(item, "mine", row->person.n == list->actor->person);
	cJSON_AddItemToArray(list->out, item);
	return true;
}

enum rc referral_list(struct worker *w, const struct actor *actor, cJSON **out)
{
	struct listing list = {.w = w, .actor = actor, .out = cJSON_CreateArray()};
	*out = list.out;
	return store_referrals_expected(w->store, (struct referral_span){-1, INT64_MAX}, w->arena,
					add_referral, &list);
}

/* ---------------------------------------------------------------- late ones */

struct telling {
	struct worker *w;
	int count;
	enum rc rc;
};

static bool tell_one(void *arg, const struct referral_row *referral)
{
	struct telling *t = arg;
	struct question_row row;
	t->count++;
	t->rc = question_read(t->w, referral->question, &row);
	if (t->rc == RC_OK)
		t->rc = notify_desk(t->w, &row, "referral_late");
	return t->rc == RC_OK;
}

enum rc referral_tell_late(struct worker *w)
{
	char text[32];
	const char *known = NULL;
	int64_t now = clock_wall_ms(w->clock);
	enum rc rc = store_fact(w->store, told_until, w->arena, &known);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	int64_t since = rc == RC_OK && known != NULL ? strtoll(known, NULL, 10) : 0;
	struct telling telling = {.w = w, .rc = RC_OK};
	rc = store_referrals_expected(w->store, (struct referral_span){since, now}, w->arena,
				      tell_one, &telling);
	if (rc == RC_OK)
		rc = telling.rc;
	if (rc != RC_OK || telling.count == 0)
		return rc;
	snprintf(text, sizeof text, "%lld", (long long)now);
	return store_fact_set(w->store, told_until, text);
}
