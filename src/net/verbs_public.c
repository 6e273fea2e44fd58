/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_public.c - see verbs_public.h. Read from the table at the end. */
#include "net/verbs_public.h"

#include "base/json.h"
#include "base/xalloc.h"
#include "flow/1_intake.h"
#include "flow/asker.h"
#include "flow/markdown.h"
#include "flow/question.h"
#include "flow/view.h"
#include "net/handler.h"
#include "net/tickets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- hello, echo */

static const char *main_role(unsigned roles)
{
	static const enum role order[] = {ROLE_ADMIN, ROLE_COORDINATOR, ROLE_RESPONDENT,
					  ROLE_AUDITOR};
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		if (roles & (unsigned)order[i])
			return role_word(order[i]);
	}
	return role_word(ROLE_PUBLIC);
}

static cJSON *roles_json(unsigned roles)
{
	cJSON *list = cJSON_CreateArray();
	for (unsigned bit = ROLE_PUBLIC; bit <= ROLE_SYSTEM; bit <<= 1) {
		if (roles & bit)
			cJSON_AddItemToArray(list, cJSON_CreateString(role_word((enum role)bit)));
	}
	return list;
}

static void describe(struct call *call, const struct identity *who)
{
	const struct desk_facts *facts = call->app;
	bool is_staff = who->actor.person != 0;
	cJSON *result = handler_result(call), *server = cJSON_CreateObject(),
	      *limits = cJSON_CreateObject();
	json_put_text(server, "name", "aiguilleur");
	json_put_text(server, "version", facts->version);
	json_put_flag(server, "demo", facts->is_demo);
	json_put(result, "server", server);
	json_put_int(limits, "message_bytes", is_staff ? CONN_STAFF_BYTES : CONN_PUBLIC_BYTES);
	json_put_int(limits, "text_chars", (int64_t)facts->text_chars_max);
	json_put(result, "limits", limits);
	json_put_text(result, "role", main_role(who->actor.roles));
	json_put(result, "roles", roles_json(who->actor.roles));
	if (is_staff) {
		json_put_text(result, "name", who->actor.name);
		json_put_text(result, "library", who->actor.library);
		json_put_int(result, "lease_ms", facts->lease_ms);
	}
}

static enum rc on_hello(struct call *call)
{
	const char *token = call_text(call, "token"), *locale = call_text(call, "locale");
	const char *library = call_text(call, "library");
	struct identity who = {.actor = actor_public()};
	if (token != NULL && !tickets_take(call_tickets(call), token, tickets_now_ms(), &who))
		return refuse(&call->refusal, SAY_TOKEN_REFUSED, "%s", "");
	who.locale = locale_find(locale);
	snprintf(who.library, sizeof who.library, "%s", library == NULL ? "" : library);
	if (!conn_identify(call_conns(call), call->conn, &who))
		return RC_UNAVAILABLE;
	describe(call, &who);
	return RC_OK;
}

static enum rc on_echo(struct call *call)
{
	json_put_text(handler_result(call), "text", call_text(call, "text"));
	return RC_OK;
}

/* ---------------------------------------------------------------- ask */

struct asking {
	struct arena arena;
	struct intake intake;
};

static void asking_free(void *scratch)
{
	struct asking *asking = scratch;
	arena_done(&asking->arena);
	free(asking);
}

static struct ask ask_of(const struct call *call, const char *client_id)
{
	const cJSON *consent = call_param(call, "consent");
	const char *library = call_text(call, "library"), *locale = call_text(call, "locale");
	return (struct ask){
		.client_id = client_id,
		.text = call_text(call, "text"),
		.kind = call_text(call, "kind"),
		.library = library != NULL ? library : call->library,
		.country = call_text(call, "country"),
		.place = call_text(call, "place"),
		.audience = call_text(call, "audience"),
		.email = call_text(call, "email"),
		.already_consulted = call_text(call, "already_consulted"),
		.may_publish = json_flag(consent, "publish", false),
		.may_transfer = json_flag(consent, "transfer", false),
		.locale = locale != NULL ? locale_find(locale) : call->locale,
	};
}

enum rc ask_prepare(struct call *call, const char *client_id)
{
	struct asking *asking = xzalloc(sizeof *asking);
	asking->arena = handler_arena();
	struct worker *w = handler_worker(call, &asking->arena);
	call->scratch = asking;
	call->scratch_free = asking_free;
	struct ask ask = ask_of(call, client_id);
	return intake_understand(w, &ask, &asking->intake);
}

static enum rc prepare_ask(struct call *call)
{
	return ask_prepare(call, call_text(call, "client_id"));
}

/* The asker's view says what happened to the question, also when this is its fifth sending. */
static enum rc acknowledge(struct call *call, struct worker *w, const struct intake_result *stored)
{
	struct question_row row;
	cJSON *view;
	enum rc rc = question_read(w, stored->question, &row);
	if (rc == RC_OK)
		rc = view_asker(w, &row, &view);
	if (rc != RC_OK)
		return rc;
	cJSON *result = handler_result(call);
	view_put_id(result, "question", stored->question);
	json_put_text(result, "receipt", stored->receipt);
	static const char *const shared[] = {"state",   "state_sentence", "due",
					     "due_day", "due_day",        "classification",
					     "route",   "suggestions",    "helplines"};
	for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
		json_put(result, shared[i],
			 cJSON_DetachItemFromObjectCaseSensitive(view, shared[i]));
	cJSON_Delete(view);
	return RC_OK;
}

enum rc ask_run(struct call *call)
{
	struct asking *asking = call->scratch;
	struct worker *w = handler_worker(call, &asking->arena);
	struct intake_result stored;
	enum rc rc = intake_store(w, &asking->intake, &stored);
	return rc == RC_OK ? acknowledge(call, w, &stored) : rc;
}

/* ---------------------------------------------------------------- suggestions and fiches */

static enum rc on_suggest(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct normalised n;
	struct classification c;
	struct suggestions s;
	const char *library = call_text(call, "library");
	enum rc rc = normalise(w, call_text(call, "text"), &n);
	if (rc != RC_OK)
		return refuse(&call->refusal, SAY_TEXT_LONG, "%zu", w->settings->text_chars_max);
	classify(w, &n, &c);
	suggest(w, &n, &c, library != NULL ? library : call->library, &s);
	json_put(handler_result(call), "suggestions", suggestions_json(&s));
	return RC_OK;
}

static bool may_read(const struct call *call, const char *audience)
{
	return strcmp(audience, "public") == 0 || actor_has(&call->actor, ROLES_STAFF);
}

static void put_entry(cJSON *out, const struct entry *entry)
{
	char *html = markdown_html(entry->body);
	json_put_text(out, "id", entry->slug);
	json_put_text(out, "kind", entry->kind);
	json_put_text(out, "title", entry->title);
	json_put_text(out, "html", html);
	json_put_text(out, "text", entry->body);
	json_put_text(out, "url", entry->url);
	json_put_raw(out, "sources", entry->sources);
	json_put_text(out, "reviewed", entry->reviewed);
	json_put_text(out, "audience", entry->audience);
	json_put_text(out, "topics", entry->topics);
	free(html);
}

static enum rc on_fiche_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct entry entry;
	const char *id = call_text(call, "id");
	enum rc rc = knowledge_entry(w->knowledge, id == NULL ? "" : id, &a, &entry);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !may_read(call, entry.audience)))
		return refuse(&call->refusal, SAY_FICHE_UNKNOWN, "%.60s", id == NULL ? "" : id);
	if (rc == RC_OK)
		put_entry(handler_result(call), &entry);
	return rc;
}

/* ---------------------------------------------------------------- with a receipt */

static enum rc on_follow(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct question_row row;
	enum rc rc = asker_find(w, call_text(call, "receipt"), &row);
	if (rc == RC_OK)
		rc = handler_show_asker(call, w, &row);
	if (rc != RC_OK)
		return rc;
	char stream[EVENT_STREAM_BYTES];
	snprintf(stream, sizeof stream, "question/%lld", (long long)row.id.n);
	rc = handler_put_events(call, w, stream, call_int(call, "since", -1));
	if (rc == RC_OK)
		call_follow(call, stream);
	return rc;
}

/* The rest differ only in what the asker does. */
typedef enum rc act_fn(struct worker *w, struct call *call, struct question_row *row);

static enum rc with_receipt(struct call *call, act_fn *act)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct question_row row;
	enum rc rc = asker_find(w, call_text(call, "receipt"), &row);
	if (rc == RC_OK)
		rc = act(w, call, &row);
	return rc == RC_OK ? handler_show_asker(call, w, &row) : rc;
}

static enum rc act_reply(struct worker *w, struct call *call, struct question_row *row)
{
	return asker_reply(w, row, call_text(call, "client_id"), call_text(call, "text"));
}

static enum rc act_resolve(struct worker *w, struct call *call, struct question_row *row)
{
	return asker_resolve(w, row, call_text(call, "suggestion"));
}

static enum rc act_withdraw(struct worker *w, struct call *call, struct question_row *row)
{
	return asker_withdraw(w, row, call_text(call, "reason"));
}

static enum rc act_rate(struct worker *w, struct call *call, struct question_row *row)
{
	return asker_rate(w, row, call_int(call, "score", 0), call_text(call, "comment"));
}

static enum rc on_reply(struct call *call)
{
	return with_receipt(call, act_reply);
}

static enum rc on_resolve(struct call *call)
{
	return with_receipt(call, act_resolve);
}

static enum rc on_withdraw(struct call *call)
{
	return with_receipt(call, act_withdraw);
}

static enum rc on_rate(struct call *call)
{
	return with_receipt(call, act_rate);
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define CLIENT_ID {"client_id", PARAM_TEXT, true, 64, "32 hexadecimal digits made by the client; the same again changes nothing"}
#define RECEIPT {"receipt", PARAM_TEXT, true, 64, "The asker's secret; case and dashes do not matter"}

static const struct param hello_params[] = {
	{"locale", PARAM_TEXT, false, 16, "fr, en, nl or ar"},
	{"library", PARAM_ID, false, 0, "The library whose page holds the widget"},
	{"token", PARAM_TEXT, false, 128, "One-time token from POST /api/v1/session or /api/v1/ticket"},
	END};
static const struct param echo_params[] = {
	{"text", PARAM_TEXT, false, 1024, "Comes back"}, END};
static const struct param suggest_params[] = {
	{"text", PARAM_TEXT, true, 8000, "What has been typed so far"},
	{"library", PARAM_ID, false, 0, "The widget's library"}, END};
static const struct param fiche_params[] = {
	{"id", PARAM_ID, true, 128, "Id of a fiche, resource or event"}, END};
static const struct param ask_params[] = {
	CLIENT_ID,
	{"text", PARAM_TEXT, true, 16000, "The question, as the person writes it"},
	{"kind", PARAM_ID, false, 0, "A kind of the taxonomy, when the form says so (recommandation)"},
	{"library", PARAM_ID, false, 0, "The widget's library; hello's by default"},
	{"country", PARAM_ID, false, 2, "FR or BE"},
	{"place", PARAM_TEXT, false, 120, "Where the asker is: a commune, département or province"},
	{"audience", PARAM_TEXT, false, 40, "An age band, never a birth date"},
	{"email", PARAM_TEXT, false, 254, "Optional, to be told of the answer"},
	{"already_consulted", PARAM_TEXT, false, 4000, "What the person has looked at"},
	{"consent", PARAM_OBJECT, false, 4, "{publish, transfer}: two separate flags, false by default"},
	{"locale", PARAM_TEXT, false, 16, "Language of the screens; hello's by default"},
	{"proof", PARAM_TEXT, false, 512, "Proof of work, when hello gave a challenge"},
	END};
static const struct param follow_params[] = {
	RECEIPT,
	{"since", PARAM_INT, false, 0, "Last seq seen: the events after it come with the result"}, END};
static const struct param reply_params[] = {
	RECEIPT, CLIENT_ID,
	{"text", PARAM_TEXT, true, 16000, "The message"}, END};
static const struct param resolve_params[] = {
	RECEIPT, {"client_id", PARAM_TEXT, false, 64, "Accepted for symmetry: resolving twice is once"},
	{"suggestion", PARAM_ID, false, 128, "The fiche that answered"}, END};
static const struct param withdraw_params[] = {
	RECEIPT, {"client_id", PARAM_TEXT, false, 64, "Accepted for symmetry"},
	{"reason", PARAM_TEXT, false, 1000, "In a few words, if the person likes"}, END};
static const struct param rate_params[] = {
	RECEIPT, {"client_id", PARAM_TEXT, false, 64, "Accepted for symmetry: a later rating replaces it"},
	{"score", PARAM_INT, true, 5, "1 to 5"},
	{"comment", PARAM_TEXT, false, 4000, "In a few words"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name      who          runs on     size    cost  prepare      run         params, what it does */
	{"hello",    ROLE_PUBLIC, ON_LOOP,    1 * K,  0, NULL,        on_hello,    hello_params,
		"Say who speaks, in which language, for which library; staff bring their token.", false},
	{"echo",     ROLE_PUBLIC, ON_LOOP,    2 * K,  0, NULL,        on_echo,     echo_params,
		"Say the same back: is the line alive, and how long does it take?", false},
	{"suggest",  ROLE_PUBLIC, ON_READER,  16 * K, 1, NULL,        on_suggest,  suggest_params,
		"Fiches that may answer what is being typed.", false},
	{"fiche.get", ROLE_PUBLIC, ON_READER, 1 * K,  1, NULL,        on_fiche_get, fiche_params,
		"Read one fiche, resource or event, with its sources.", false},
	{"ask",      ROLE_PUBLIC, ON_WRITER,  16 * K, 10, prepare_ask, ask_run,    ask_params,
		"Put a question in: acknowledged once it is on disk, classified and routed.", false},
	{"follow",   ROLE_PUBLIC, ON_WRITER,  1 * K,  1, NULL,        on_follow,   follow_params,
		"See one's question by its receipt, and be told of every change after.", false},
	{"reply",    ROLE_PUBLIC, ON_WRITER,  16 * K, 5, NULL,        on_reply,    reply_params,
		"Answer a precision that was asked for, or write again.", false},
	{"resolve",  ROLE_PUBLIC, ON_WRITER,  1 * K,  2, NULL,        on_resolve,  resolve_params,
		"\"This answers me\": by a fiche, or by the answer received.", false},
	{"withdraw", ROLE_PUBLIC, ON_WRITER,  4 * K,  2, NULL,        on_withdraw, withdraw_params,
		"Take the question back.", false},
	{"rate",     ROLE_PUBLIC, ON_WRITER,  8 * K,  2, NULL,        on_rate,     rate_params,
		"Say how the answer helped, 1 to 5.", false},
};
/* clang-format on */

const struct verb_table verbs_public = {"Public", verbs, sizeof verbs / sizeof verbs[0]};
