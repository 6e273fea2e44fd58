/* SPDX-License-Identifier: EUPL-1.2 */
/* user.c - `aiguilleur user add|list|disable|enable|passwd`. */
#include "app/commands.h"

#include "app/data.h"
#include "audit/audit.h"
#include "base/json.h"
#include "people/accounts.h"
#include "people/password.h"
#include "store/directory_store.h"
#include "store/people_store.h"

#include <stdio.h>
#include <string.h>

enum { USER_BYTES = 64 * 1024 * 1024 };

struct user_work {
	const struct options *o;
	struct store *store;
	struct arena arena;
	enum rc rc; /* of what was read inside a list */
};

/* From --password, or the first line of standard input. */
static bool read_password(const struct options *o, char out[PASSWORD_MOST + 2])
{
	if (o->password != NULL)
		return snprintf(out, PASSWORD_MOST + 2, "%s", o->password) <= PASSWORD_MOST;
	fputs("password: ", stderr);
	if (fgets(out, PASSWORD_MOST + 2, stdin) == NULL)
		return false;
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

static enum rc leave_leaf(struct user_work *u, const char *verb, const char *login)
{
	struct actor actor = actor_system();
	struct clock clock = clock_system(0);
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, "login", login);
	struct audit_entry entry = {
		.verb = verb, .actor = &actor, .at_ms = clock_wall_ms(&clock), .details = details};
	return audit_append(u->store, &entry);
}

static int commit(struct user_work *u, enum rc rc, const char *verb, const char *login)
{
	if (rc == RC_OK)
		rc = leave_leaf(u, verb, login);
	if (rc == RC_OK)
		rc = store_commit(u->store);
	if (rc != RC_OK)
		store_rollback(u->store);
	return rc == RC_OK ? DONE : could_not("user", "%s: %s", login, rc_when(rc));
}

static bool is_wanted_library(void *arg, const struct library_row *row)
{
	const char **wanted = arg;
	if (row->id != NULL && strcmp(row->id, *wanted) == 0)
		*wanted = NULL;
	return *wanted != NULL;
}

/* NULL stands for the whole network. */
static bool has_library(struct user_work *u, const char *id)
{
	const char *wanted = id;
	return id == NULL ||
	       (store_libraries(u->store, &u->arena, is_wanted_library, &wanted) == RC_OK &&
		wanted == NULL);
}

static int add(struct user_work *u, const char *login)
{
	char password[PASSWORD_MOST + 2];
	struct account_new account = {
		.login = login,
		.name = u->o->name != NULL ? u->o->name : login,
		.library = u->o->library,
		.roles = roles_read(u->o->roles != NULL ? u->o->roles : "respondent"),
		.is_in_training = u->o->training,
		.password = password,
	};
	if (account.roles == 0)
		return could_not("user", "--roles takes respondent, coordinator, admin, auditor");
	const char *wrong = login_problem(login);
	if (wrong != NULL)
		return could_not("user", "%s", wrong);
	if (!has_library(u, account.library))
		return could_not("user", "%s: there is no such library", account.library);
	if (!read_password(u->o, password))
		return could_not("user", "no password was given");
	const char *problem = password_problem(password, login);
	if (problem != NULL)
		return could_not("user", "%s", problem);
	struct person_id id;
	enum rc rc = store_begin(u->store);
	if (rc == RC_OK)
		rc = account_add(u->store, &account, &id);
	return commit(u, rc, "user.add", login);
}

static int with_person(struct user_work *u, const char *login, struct person_row *row)
{
	enum rc rc = store_person_by_login(u->store, login, &u->arena, row);
	return rc == RC_OK ? DONE : could_not("user", "%s: there is no such account", login);
}

static int set_disabled(struct user_work *u, const char *login, bool is_disabled)
{
	struct person_row row;
	struct clock clock = clock_system(0);
	if (with_person(u, login, &row) != DONE)
		return COULD_NOT;
	enum rc rc = store_begin(u->store);
	if (rc == RC_OK)
		rc = store_person_set_disabled(u->store, row.id,
					       is_disabled ? clock_wall_ms(&clock) : 0);
	if (rc == RC_OK)
		rc = store_sessions_drop_of(u->store, row.id);
	return commit(u, rc, is_disabled ? "user.disable" : "user.enable", login);
}

static int disable(struct user_work *u, const char *login)
{
	return set_disabled(u, login, true);
}

static int enable(struct user_work *u, const char *login)
{
	return set_disabled(u, login, false);
}

static int passwd(struct user_work *u, const char *login)
{
	struct person_row row;
	char password[PASSWORD_MOST + 2], hash[PASSWORD_HASH_BYTES];
	if (with_person(u, login, &row) != DONE)
		return COULD_NOT;
	if (!read_password(u->o, password))
		return could_not("user", "no password was given");
	const char *problem = password_problem(password, login);
	if (problem != NULL)
		return could_not("user", "%s", problem);
	enum rc rc = password_hash(password, hash) ? store_begin(u->store) : RC_UNAVAILABLE;
	if (rc == RC_OK)
		rc = store_person_set_password(u->store, row.id, hash);
	if (rc == RC_OK)
		rc = store_sessions_drop_of(u->store, row.id);
	return commit(u, rc, "user.passwd", login);
}

static bool list_membership(void *arg, const struct membership_row *row)
{
	char roles[96];
	cJSON *item = cJSON_CreateObject();
	roles_text(row->roles, roles, sizeof roles);
	json_put_text(item, "library", row->library);
	json_put_text(item, "roles", roles);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static bool list_label(void *arg, const struct person_label_row *row)
{
	const char *key = strcmp(row->dimension, "topic") == 0 ? "topics" : "referent";
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(arg, key),
			     cJSON_CreateString(row->label));
	return true;
}

static bool list_absence(void *arg, const struct person_absence_row *row)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "from", row->first_day);
	json_put_text(item, "to", row->last_day);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static void put_more(struct user_work *u, const struct person_row *row, cJSON *item)
{
	cJSON *memberships = cJSON_CreateArray(), *absences = cJSON_CreateArray();
	json_put_text(item, "email", row->email);
	json_put_text(item, "signature", row->signature);
	json_put(item, "memberships", memberships);
	json_put(item, "topics", cJSON_CreateArray());
	json_put(item, "referent", cJSON_CreateArray());
	json_put(item, "absences", absences);
	if (store_memberships(u->store, row->id, &u->arena, list_membership, memberships) !=
		    RC_OK ||
	    store_person_labels(u->store, row->id, &u->arena, list_label, item) != RC_OK ||
	    store_person_absences(u->store, row->id, &u->arena, list_absence, absences) != RC_OK)
		u->rc = RC_UNAVAILABLE;
}

static bool list_one(void *arg, const struct person_row *row)
{
	struct user_work *u = arg;
	const struct options *o = u->o;
	char roles[96];
	roles_text(row->roles, roles, sizeof roles);
	if (!o->json) {
		printf("%-12s %-28s %-28s %s%s%s\n", row->login, row->name, roles,
		       row->library ? row->library : "(réseau)",
		       row->is_in_training ? ", en formation" : "",
		       row->is_disabled ? ", désactivé" : "");
		return true;
	}
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "login", row->login);
	json_put_text(item, "name", row->name);
	json_put_text(item, "roles", roles);
	json_put_text(item, "library", row->library);
	json_put_flag(item, "training", row->is_in_training);
	json_put_flag(item, "disabled", row->is_disabled);
	put_more(u, row, item);
	print_json(item);
	return u->rc == RC_OK;
}

static int list(struct user_work *u, const char *login)
{
	(void)login;
	enum rc rc = store_people(u->store, &u->arena, list_one, u);
	return rc == RC_OK && u->rc == RC_OK ? DONE
					     : could_not("user", "the accounts could not be read");
}

static const struct {
	const char *word;
	bool wants_login;
	int (*run)(struct user_work *u, const char *login);
} actions[] = {
	{"add", true, add},       {"list", false, list},    {"disable", true, disable},
	{"enable", true, enable}, {"passwd", true, passwd},
};

static int act(struct user_work *u)
{
	const char *word = u->o->operands[0];
	const char *login = u->o->operand_count > 1 ? u->o->operands[1] : NULL;
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		if (strcmp(actions[i].word, word) != 0)
			continue;
		if (actions[i].wants_login && login == NULL)
			return could_not("user", "%s: which login?", word), USAGE;
		return actions[i].run(u, login);
	}
	return could_not("user", "%s: add, list, disable, enable or passwd", word), USAGE;
}

int command_user(const struct options *o)
{
	char path[PATH_BYTES], why[PATH_BYTES + 200];
	struct user_work u = {.o = o};
	if (!data_path(o->data, "desk.db", path))
		return could_not("user", "%s: path too long", o->data);
	u.store = store_open(path, STORE_WRITE, why, sizeof why);
	if (u.store == NULL)
		return could_not("user", "%s", why);
	arena_init(&u.arena, USER_BYTES);
	int status = act(&u);
	arena_done(&u.arena);
	store_close(u.store);
	return status;
}
