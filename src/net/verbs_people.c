/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_people.c - see verbs_people.h. Read from the table at the end. */
#include "net/verbs_people.h"

#include "base/json.h"
#include "base/xalloc.h"
#include "flow/team.h"
#include "net/handler.h"
#include "people/password.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static struct team_act act_of(const struct call *call)
{
	return (struct team_act){.actor = &call->actor,
				 .person.n = call_id(call, "id"),
				 .reason = call_text(call, "reason")};
}

static enum rc show(struct call *call, struct worker *w, struct person_id id)
{
	cJSON *person = NULL;
	enum rc rc = team_person(w, &call->actor, id, &person);
	if (rc == RC_OK)
		json_put(handler_result(call), "person", person);
	return rc;
}

static enum rc on_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *people = NULL;
	enum rc rc = team_list(w, &call->actor, call_text(call, "library"), &people);
	if (rc == RC_OK)
		json_put(handler_result(call), "people", people);
	return rc;
}

/* Without an id: oneself. */
static enum rc on_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct person_id id = {call_id(call, "id")};
	if (call_param(call, "id") == NULL)
		id.n = call->actor.person;
	return show(call, w, id);
}

static enum rc on_save(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const cJSON *changes = call_param(call, "person");
	struct team_act act = act_of(call);
	act.person.n = json_int(changes, "id", call->actor.person);
	enum rc rc = team_save(w, &act, changes);
	return rc == RC_OK ? show(call, w, act.person) : rc;
}

static enum rc set_disabled(struct call *call, bool is_disabled)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct team_act act = act_of(call);
	enum rc rc = team_set_disabled(w, &act, is_disabled);
	return rc == RC_OK ? show(call, w, act.person) : rc;
}

static enum rc on_disable(struct call *call)
{
	return set_disabled(call, true);
}

static enum rc on_enable(struct call *call)
{
	return set_disabled(call, false);
}

/* ---------------------------------------------------------------- passwords */

/* Hashed outside the writer, which it would hold up for a quarter of a second. */
struct secret {
	char invented[32]; /* "" when one was given */
	char hash[PASSWORD_HASH_BYTES];
};

static void secret_free(void *scratch)
{
	sodium_memzero(scratch, sizeof(struct secret));
	free(scratch);
}

static enum rc prepare_password(struct call *call)
{
	const char *password = call_text(call, "password"), *login = call_text(call, "login");
	struct secret *secret = xzalloc(sizeof *secret);
	call->scratch = secret;
	call->scratch_free = secret_free;
	if (login != NULL && login_problem(login) != NULL)
		return refuse(&call->refusal, SAY_PERSON_FIELD, "login");
	if (password == NULL || password[0] == '\0') {
		password_invent(secret->invented);
		password = secret->invented;
	}
	if (password_problem(password, login) != NULL)
		return refuse(&call->refusal, SAY_PASSWORD_WEAK, "%s", "");
	return password_hash(password, secret->hash) ? RC_OK
						     : refuse(&call->refusal, SAY_BUSY, "%s", "");
}

/* Told once, to the one who asked; it is nowhere else but in its hash. */
static enum rc show_secret(struct call *call, struct worker *w, struct person_id id)
{
	const struct secret *secret = call->scratch;
	enum rc rc = show(call, w, id);
	if (rc == RC_OK && secret->invented[0] != '\0')
		json_put_text(handler_result(call), "password", secret->invented);
	return rc;
}

static unsigned roles_of(const cJSON *list)
{
	unsigned roles = 0;
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		unsigned role = cJSON_IsString(item) ? role_find(item->valuestring) : 0;
		if ((role & ROLES_STAFF) == 0)
			return 0;
		roles |= role;
	}
	return roles;
}

static enum rc on_add(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const struct secret *secret = call->scratch;
	const struct account_new account = {
		.login = call_text(call, "login"),
		.name = call_text(call, "name"),
		.library = call_text(call, "library"),
		.roles = roles_of(call_param(call, "roles")),
		.is_in_training = call_flag(call, "training", false),
	};
	struct team_act act = act_of(call);
	enum rc rc = team_add(w, &act, &account, secret->hash);
	return rc == RC_OK ? show_secret(call, w, act.person) : rc;
}

static enum rc on_password(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const struct secret *secret = call->scratch;
	struct team_act act = act_of(call);
	enum rc rc = team_set_password(w, &act, secret->hash);
	return rc == RC_OK ? show_secret(call, w, act.person) : rc;
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define REASON {"reason", PARAM_TEXT, false, 2000, "Why, for the trace"}
static const struct param list_params[] = {
	{"library", PARAM_ID, false, 80, "Of this library only"}, END};
static const struct param get_params[] = {
	{"id", PARAM_ID, false, 0, "Whose number; absent: oneself"}, END};
static const struct param save_params[] = {
	{"person", PARAM_OBJECT, true, 32, "{id?, name?, library?, roles?, memberships?, training?, topics?, referent?, absences?, email?, signature?}; absent stays; without id: oneself"},
	REASON, END};
static const struct param able_params[] = {{"id", PARAM_ID, true, 0, "Whose number"}, REASON, END};
static const struct param add_params[] = {
	{"login", PARAM_TEXT, true, 80, "What they log in with; it stays"},
	{"name", PARAM_TEXT, true, NAME_BYTES - 1, "As colleagues and askers see it"},
	{"library", PARAM_ID, false, SLUG_BYTES - 1, "Where they answer; absent: the whole network"},
	{"roles", PARAM_LIST, true, 4, "respondent, coordinator, admin, auditor"},
	{"training", PARAM_FLAG, false, 0, "In training: answers are reviewed"},
	{"password", PARAM_TEXT, false, PASSWORD_MOST, "Absent: one is invented and told once"}, END};
static const struct param password_params[] = {
	{"id", PARAM_ID, true, 0, "Whose number"},
	{"password", PARAM_TEXT, false, PASSWORD_MOST, "Absent: one is invented and told once"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name             who          runs on    size    cost prepare          run          params, what it does */
	{"people.list",     ROLES_STAFF, ON_READER, 1 * K,  0, NULL,              on_list,     list_params,
		"Who works at the desk, for which library, on what, and who is away today; addresses and absences only to those who plan the work.", false},
	{"person.get",      ROLES_STAFF, ON_READER, 1 * K,  0, NULL,              on_get,      get_params,
		"One person.", false},
	{"person.save",     ROLES_STAFF, ON_WRITER, 16 * K, 0, NULL,              on_save,     save_params,
		"Admins change everything, coordinators topics, training, départements and absences, everybody their own absences, address and signature. What changes rights ends the person's sessions.", false},
	{"person.add",      ROLE_ADMIN,  ON_WRITER, 4 * K,  0, prepare_password,  on_add,      add_params,
		"A new account.", true},
	{"person.disable",  ROLE_ADMIN,  ON_WRITER, 4 * K,  0, NULL,              on_disable,  able_params,
		"No more logging in, and out at once; what they did stays.", false},
	{"person.enable",   ROLE_ADMIN,  ON_WRITER, 4 * K,  0, NULL,              on_enable,   able_params,
		"May log in again.", false},
	{"person.password", ROLE_ADMIN,  ON_WRITER, 1 * K,  0, prepare_password,  on_password, password_params,
		"A new password, and out at once.", true},
};
/* clang-format on */

const struct verb_table verbs_people = {"People", verbs, sizeof verbs / sizeof verbs[0]};
