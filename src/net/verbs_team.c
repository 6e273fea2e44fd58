/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_team.c - see verbs_team.h. Read from the table at the end. */
#include "net/verbs_team.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/xalloc.h"
#include "flow/1_intake.h"
#include "flow/7_next.h"
#include "flow/directory.h"
#include "flow/mention.h"
#include "flow/practice.h"
#include "flow/question.h"
#include "flow/referral.h"
#include "flow/rights.h"
#include "net/handler.h"
#include "net/presence.h"
#include "store/mention_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_TEXT_BYTES = 600 };

/* ---------------------------------------------------------------- the next one */

/* The order over all that waits is made on a reader; the writer only takes. */
static enum rc prepare_next(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	call->scratch = xzalloc(sizeof(struct next_list));
	call->scratch_free = free;
	return next_find(w, &call->actor, call_text(call, "scope"), call->scratch);
}

static enum rc say_nothing_waits(struct call *call)
{
	struct refusal none;
	char sentence[SENTENCE_TEXT_BYTES];
	(void)refuse(&none, SAY_NOTHING_WAITS, "%s", "");
	refusal_text(&none, call->locale, sentence, sizeof sentence);
	json_put(handler_result(call), "question", cJSON_CreateNull());
	json_put_text(call->result, "sentence", sentence);
	return RC_OK;
}

static enum rc on_claim_next(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct next_list *list = call->scratch;
	struct question_id taken;
	enum rc rc = next_take(w, &call->actor, list, &taken);
	/* Others were quicker with all of a long list: look once more, here where nobody can be. */
	if (rc == RC_NOT_FOUND && !list->is_whole) {
		rc = next_find(w, &call->actor, call_text(call, "scope"), list);
		if (rc == RC_OK)
			rc = next_take(w, &call->actor, list, &taken);
	}
	if (rc == RC_NOT_FOUND)
		return say_nothing_waits(call);
	return rc == RC_OK ? handler_show_staff(call, w, taken) : rc;
}

/* ---------------------------------------------------------------- presence */

struct looked {
	struct look look;
	char library_name[NAME_BYTES], confined_to[SLUG_BYTES];
	bool is_gone;
};

static enum rc prepare_look(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct looked *looked = xzalloc(sizeof *looked);
	call->scratch = looked;
	call->scratch_free = free;
	const char *doing = call_text(call, "doing");
	looked->is_gone = strcmp(doing, "gone") == 0;
	looked->look.is_writing = strcmp(doing, "writing") == 0;
	if (!looked->is_gone && !looked->look.is_writing && strcmp(doing, "reading") != 0)
		return refuse(&call->refusal, SAY_BAD_PARAM, "doing (reading, writing, gone)");
	struct hold hold;
	struct question_row row;
	enum rc rc = handler_hold(call, w, &hold);
	if (rc == RC_OK)
		rc = question_read(w, hold.question, &row);
	if (rc != RC_OK)
		return rc;
	const char *confined = rights_confined_to(w, &row);
	int library = directory_library(w->directory, call->actor.library);
	snprintf(looked->confined_to, sizeof looked->confined_to, "%s",
		 confined == NULL ? "" : confined);
	snprintf(looked->library_name, sizeof looked->library_name, "%s",
		 library < 0 ? "" : w->directory->libraries[library].name);
	looked->look.question = row.id;
	looked->look.holder = row.owner.n;
	return RC_OK;
}

static enum rc on_look(struct call *call)
{
	struct looked *looked = call->scratch;
	struct presence *presence = call_presence(call);
	if (presence == NULL || call->http != NULL)
		return RC_OK;
	looked->look.library_name = looked->library_name;
	looked->look.confined_to = looked->confined_to;
	if (looked->is_gone)
		presence_drop(presence, call->conn);
	else
		presence_look(presence, call->conn, &looked->look, clock_monotonic_us() / 1000);
	return RC_OK;
}

/* ---------------------------------------------------------------- mentions */

static enum rc put_mentions(struct call *call, struct worker *w)
{
	cJSON *list;
	enum rc rc = mention_list(w, &call->actor, &list);
	json_put(handler_result(call), "mentions", list);
	return rc;
}

static enum rc on_mention_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	char stream[EVENT_STREAM_BYTES];
	snprintf(stream, sizeof stream, "person/%lld", (long long)call->actor.person);
	call_follow(call, stream);
	return put_mentions(call, w);
}

static enum rc on_mention_seen(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct question_id question = {call_id(call, "question")};
	struct person_id person = {call->actor.person};
	enum rc rc = store_mentions_seen(w->store, question, person, clock_wall_ms(w->clock));
	return rc == RC_OK ? put_mentions(call, w) : rc;
}

static enum rc on_people_names(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *people;
	enum rc rc = mention_names(w, &people);
	json_put(handler_result(call), "people", people);
	return rc;
}

/* ---------------------------------------------------------------- referrals */

static enum rc on_referral_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *list;
	enum rc rc = referral_list(w, &call->actor, &list);
	json_put(handler_result(call), "referrals", list);
	return rc;
}

static enum rc act_referral_end(struct worker *w, struct call *call, const struct hold *hold)
{
	return referral_end(w, hold, call_text(call, "outcome"), call_text(call, "words"));
}

static enum rc on_referral_end(struct call *call)
{
	return handler_act(call, act_referral_end);
}

/* ---------------------------------------------------------------- practice */

struct practising {
	struct arena arena;
	struct intake intake;
};

static void practising_free(void *scratch)
{
	struct practising *p = scratch;
	arena_done(&p->arena);
	free(p);
}

static enum rc prepare_practice(struct call *call)
{
	struct practising *p = xzalloc(sizeof *p);
	p->arena = handler_arena();
	struct worker *w = handler_worker(call, &p->arena);
	call->scratch = p;
	call->scratch_free = practising_free;
	const struct ask ask = {
		.client_id = call_text(call, "client_id"),
		.text = call_text(call, "text"),
		.library = call->actor.library,
		.locale = call->locale,
		.by = &call->actor,
	};
	return directory_library(w->directory, ask.library) < 0
		       ? refuse(&call->refusal, SAY_PRACTICE_LIBRARY, "%s", "")
		       : intake_understand(w, &ask, &p->intake);
}

static enum rc on_practice(struct call *call)
{
	struct practising *p = call->scratch;
	struct worker *w = handler_worker(call, &p->arena);
	struct intake_result stored;
	enum rc rc = intake_store(w, &p->intake, &stored);
	return rc == RC_OK ? handler_show_staff(call, w, stored.question) : rc;
}

static enum rc act_set_practice(struct worker *w, struct call *call, const struct hold *hold)
{
	return practice_set(w, hold, call_flag(call, "practice", true));
}

static enum rc on_set_practice(struct call *call)
{
	return handler_act(call, act_set_practice);
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define QUESTION {"question", PARAM_ID, true, 0, "Its number"}
static const struct param no_params[] = {END};
static const struct param question_params[] = {QUESTION, END};
static const struct param next_params[] = {
	{"scope", PARAM_ID, false, 0, "mine, network or all (by default): where to look (queue.list)"}, END};
static const struct param look_params[] = {
	QUESTION, {"doing", PARAM_ID, true, 0, "reading, writing or gone"}, END};
static const struct param referral_params[] = {
	QUESTION,
	{"outcome", PARAM_ID, true, 0, "answered, returned or lost"},
	{"words", PARAM_TEXT, false, 8000, "What the partner said; compulsory when it answered: the asker reads it"}, END};
static const struct param practice_params[] = {
	{"client_id", PARAM_TEXT, true, 64, "32 hexadecimal digits; the same again changes nothing"},
	{"text", PARAM_TEXT, true, 16000, "The question to practise with"}, END};
static const struct param set_practice_params[] = {
	QUESTION, {"practice", PARAM_FLAG, true, 0, "true: an exercise; false: in earnest"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name                   who               runs on    size    cost  prepare        run               params, what it does */
	{"question.claim_next",   ROLES_DESK,       ON_WRITER, 1 * K,  0, prepare_next,     on_claim_next,    next_params,
		"Take the question that should be next: urgent, late, own library's, the network's, by due day. `question` is null, with a sentence, when none waits.", false},
	{"question.look",         ROLES_DESK | ROLE_ADMIN, ON_LOOP, 1 * K, 0, prepare_look, on_look,          look_params,
		"Say that one reads or writes here, again at least every 60 s: others at the question see it (presence).", false},
	{"mention.list",          ROLES_STAFF,      ON_WRITER, 1 * K,  0, NULL,             on_mention_list,  no_params,
		"What one was asked to look at and has not seen; then follows `person/<id>`: new mentions, claims about to end.", false},
	{"mention.seen",          ROLES_STAFF,      ON_WRITER, 1 * K,  0, NULL,             on_mention_seen,  question_params,
		"One's mentions on that question are seen; gives those left.", false},
	{"people.names",          ROLES_DESK | ROLE_ADMIN, ON_READER, 1 * K, 0, NULL,       on_people_names,  no_params,
		"Who can be mentioned: id, login, name, library.", false},
	{"referral.list",         ROLES_STAFF,      ON_READER, 1 * K,  0, NULL,             on_referral_list, no_params,
		"Questions that wait for a partner, the late ones flagged.", false},
	{"referral.end",          ROLES_DESK,       ON_WRITER, 16 * K, 0, NULL,             on_referral_end,  referral_params,
		"Say what became of it: answered (closed, the asker reads the words), returned or lost (back in its queue, promised anew).", false},
	{"question.practice",     ROLES_DESK,       ON_WRITER, 32 * K, 0, prepare_practice, on_practice,      practice_params,
		"Ask a question to practise with: in one's own library's queue, outside every figure.", false},
	{"question.set_practice", ROLE_COORDINATOR, ON_WRITER, 1 * K,  0, NULL,             on_set_practice,  set_practice_params,
		"A question is an exercise, or is one no more.", false},
};
/* clang-format on */

const struct verb_table verbs_team = {"Team", verbs, sizeof verbs / sizeof verbs[0]};
