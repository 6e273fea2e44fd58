/* SPDX-License-Identifier: EUPL-1.2 */
/* session_api.c - see session_api.h. Read from the table at the end. */
#include "net/session_api.h"

#include "base/json.h"
#include "base/xalloc.h"
#include "net/handler.h"
#include "net/tickets.h"
#include "people/accounts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNAUTHORISED = 401, COOKIE_BYTES = 256 };

/* __Host- asks for https; on a plain loopback address browsers would drop such a cookie. */
static const char *cookie_name(const struct http_call *hc)
{
	return hc->is_secure ? "__Host-aiguilleur" : "aiguilleur";
}

static bool read_session(struct call *call, uint8_t hash[HASH_BYTES])
{
	char token[SESSION_TOKEN_BYTES];
	const struct http_call *hc = http_of(call);
	if (!http_cookie(hc, cookie_name(hc), token, sizeof token))
		return false;
	session_hash(token, hash);
	return true;
}

static void set_cookie(struct http_call *hc, const char *token, const char *more)
{
	char cookie[COOKIE_BYTES];
	snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
		 cookie_name(hc), token, hc->is_secure ? "; Secure" : "", more);
	http_header(hc, "Set-Cookie", cookie);
}

static void put_actor(cJSON *out, const struct actor *actor)
{
	cJSON *roles = cJSON_CreateArray();
	for (unsigned bit = ROLE_RESPONDENT; bit <= ROLE_AUDITOR; bit <<= 1) {
		if (actor->roles & bit)
			cJSON_AddItemToArray(roles, cJSON_CreateString(role_word((enum role)bit)));
	}
	json_put_text(out, "name", actor->name);
	json_put(out, "roles", roles);
	json_put_text(out, "library", actor->library);
}

/* What a session request carries from lane to loop. */
struct session_work {
	struct actor actor;
	uint8_t hash[HASH_BYTES];
	char token[SESSION_TOKEN_BYTES];
};

static struct session_work *work_of(struct call *call)
{
	if (call->scratch == NULL) {
		call->scratch = xzalloc(sizeof(struct session_work));
		call->scratch_free = free;
	}
	return call->scratch;
}

/* On the loop: tickets live there. */
static void put_ticket(struct call *call)
{
	const struct session_work *work = call->scratch;
	struct identity who = {.actor = work->actor, .has_session = true};
	memcpy(who.session, work->hash, sizeof who.session);
	char ticket[TICKET_TEXT_BYTES];
	tickets_issue(call_tickets(call), &who, tickets_now_ms(), ticket);
	json_put_text(handler_result(call), "token", ticket);
}

/* ---- log in */

static enum rc prepare_login(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct session_work *work = work_of(call);
	enum rc rc = account_check(w->store, call_text(call, "login"), call_text(call, "password"),
				   &work->actor);
	return rc == RC_DENIED ? refuse(&call->refusal, SAY_LOGIN_REFUSED, "%s", "") : rc;
}

static void finish_login(struct call *call)
{
	if (call->job.rc != RC_OK)
		return;
	const struct session_work *work = call->scratch;
	put_ticket(call);
	put_actor(call->result, &work->actor);
	set_cookie(http_of(call), work->token, "");
}

static enum rc on_login(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct session_work *work = work_of(call);
	struct person_id person = {work->actor.person};
	call->finish = finish_login;
	return session_start(w->store, person, clock_wall_ms(w->clock), work->token, work->hash);
}

/* ---- who am I, a fresh ticket */

static enum rc find_session(struct call *call, struct worker *w)
{
	struct session_work *work = work_of(call);
	if (!read_session(call, work->hash))
		return refuse(&call->refusal, SAY_LOG_IN_FIRST, "%s", "");
	enum rc rc = session_actor(w->store, work->hash, clock_wall_ms(w->clock), &work->actor);
	return rc == RC_DENIED ? refuse(&call->refusal, SAY_LOG_IN_FIRST, "%s", "") : rc;
}

static enum rc on_who(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	enum rc rc = find_session(call, handler_worker(call, &a));
	if (rc == RC_OK)
		put_actor(handler_result(call), &work_of(call)->actor);
	return rc;
}

static void finish_ticket(struct call *call)
{
	if (call->job.rc == RC_OK)
		put_ticket(call);
}

static enum rc on_ticket(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	call->finish = finish_ticket;
	enum rc rc = find_session(call, w);
	return rc == RC_OK ? session_keep(w->store, work_of(call)->hash, clock_wall_ms(w->clock))
			   : rc;
}

/* ---- log out */

static void finish_logout(struct call *call)
{
	const struct session_work *work = call->scratch;
	tickets_drop_session(call_tickets(call), work->hash);
	conns_close_session(call_conns(call), work->hash);
	struct http_call *hc = http_of(call);
	set_cookie(hc, "", "; Max-Age=0");
	http_header(hc, "Clear-Site-Data", "\"storage\"");
}

static enum rc on_logout(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct session_work *work = work_of(call);
	if (!read_session(call, work->hash))
		return RC_OK;
	call->finish = finish_logout;
	return session_end(w->store, work->hash);
}

/* Without a session the answer is 401 and not 403: logging in would help. */
static void render_session(struct http_call *hc)
{
	struct call *call = &hc->call;
	if (call->job.rc != RC_DENIED)
		return;
	char text[256];
	refusal_text(&call->refusal, call->locale, text, sizeof text);
	cJSON *body = cJSON_CreateObject(), *error = cJSON_CreateObject();
	json_put_text(error, "message", text);
	json_put_text(error, "reason", rc_wire(RC_DENIED));
	json_put(body, "error", error);
	http_answer_json(hc, UNAUTHORISED, body);
}

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
static const struct param login_params[] = {
	{"login", PARAM_TEXT, true, 80, "Account"},
	{"password", PARAM_TEXT, true, 256, "Compared as it is"}, END};
static const struct param no_params[] = {END};

/* Logging in costs much of the address's bucket: five tries, then slowly (trust.md H4). */
static const struct verb login = {"session.start", ROLE_PUBLIC, ON_WRITER, 1024, 20, prepare_login, on_login, login_params,
	"Log in.", true};
static const struct verb who = {"session.get", ROLE_PUBLIC, ON_READER, 1024, 0, NULL, on_who, no_params, "Who am I?", false};
static const struct verb logout = {"session.end", ROLE_PUBLIC, ON_WRITER, 1024, 0, NULL, on_logout, no_params, "Log out.", false};
static const struct verb ticket = {"ticket", ROLE_PUBLIC, ON_WRITER, 1024, 0, NULL, on_ticket, no_params, "A fresh one-time token.", false};

static const struct route routes[] = {
	{HTTP_POST,   "/api/v1/session", &login,  BODY_JSON, CSP_NOTHING, render_session},
	{HTTP_GET,    "/api/v1/session", &who,    BODY_NONE, CSP_NOTHING, render_session},
	{HTTP_DELETE, "/api/v1/session", &logout, BODY_NONE, CSP_NOTHING, render_session},
	{HTTP_POST,   "/api/v1/ticket",  &ticket, BODY_NONE, CSP_NOTHING, render_session},
};
/* clang-format on */

const struct route_table session_routes = {routes, sizeof routes / sizeof routes[0]};
