/* SPDX-License-Identifier: EUPL-1.2 */
/* team.c - see team.h. The table at the end says which field is whose to change. */
#include "flow/team.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/refusal.h"
#include "base/str.h"
#include "files/fields.h"
#include "flow/directory.h"
#include "flow/directory_file.h"
#include "flow/notify.h"
#include "rules/labels.h"
#include "rules/taxonomy.h"
#include "store/people_store.h"

#include <stdio.h>
#include <string.h>

enum {
	REFERENT_MAX = 30,
	ABSENCES_MAX = 60,
	EMAIL_MAX = 254,
	SIGNATURE_MAX = 300,
	WHY_BYTES_MAX = 400,
};

/* ---------------------------------------------------------------- as trees */

static cJSON *roles_json(unsigned roles)
{
	cJSON *list = cJSON_CreateArray();
	for (unsigned bit = ROLE_RESPONDENT; bit <= ROLE_AUDITOR; bit <<= 1) {
		if (roles & bit)
			cJSON_AddItemToArray(list, cJSON_CreateString(role_word((enum role)bit)));
	}
	return list;
}

static bool add_membership(void *arg, const struct membership_row *row)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "library", row->library);
	json_put(item, "roles", roles_json(row->roles));
	cJSON_AddItemToArray(arg, item);
	return true;
}

static bool add_label(void *arg, const struct person_label_row *row)
{
	cJSON *person = arg;
	const char *key = strcmp(row->dimension, "topic") == 0 ? "topics" : "referent";
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(person, key),
			     cJSON_CreateString(row->label));
	return true;
}

static bool add_absence(void *arg, const struct person_absence_row *row)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "from", row->first_day);
	json_put_text(item, "to", row->last_day);
	if (row->why != NULL && row->why[0] != '\0')
		json_put_text(item, "why", row->why);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static void today_of(const struct worker *w, char out[16])
{
	struct date day = calendar_date(clock_wall_ms(w->clock));
	snprintf(out, 16, "%04d-%02d-%02d", day.year % 10000, day.month % 100, day.day % 100);
}

/* What is for those who plan the work, and for the person. */
static enum rc put_details(struct worker *w, const struct person_row *row, cJSON *out)
{
	cJSON *memberships = cJSON_CreateArray(), *absences = cJSON_CreateArray();
	json_put_text(out, "login", row->login);
	json_put_text(out, "email", row->email);
	json_put_text(out, "signature", row->signature);
	json_put(out, "memberships", memberships);
	json_put(out, "absences", absences);
	enum rc rc = store_memberships(w->store, row->id, w->arena, add_membership, memberships);
	return rc == RC_OK
		       ? store_person_absences(w->store, row->id, w->arena, add_absence, absences)
		       : rc;
}

/* gives the person, whole or as colleagues see them. */
static enum rc person_json(struct worker *w, const struct person_row *row, bool is_whole,
			   cJSON **out)
{
	char today[16];
	bool is_away = false;
	cJSON *person = cJSON_CreateObject();
	json_put_int(person, "id", row->id.n);
	json_put_text(person, "name", row->name);
	json_put_text(person, "library", row->library);
	int library = directory_library(w->directory, row->library);
	json_put_text(person, "library_name",
		      library < 0 ? NULL : w->directory->libraries[library].name);
	json_put(person, "roles", roles_json(row->roles));
	json_put_flag(person, "training", row->is_in_training);
	json_put_flag(person, "disabled", row->is_disabled);
	json_put(person, "topics", cJSON_CreateArray());
	json_put(person, "referent", cJSON_CreateArray());
	today_of(w, today);
	enum rc rc = store_person_labels(w->store, row->id, w->arena, add_label, person);
	if (rc == RC_OK)
		rc = store_person_is_away(w->store, row->id, today, &is_away);
	json_put_flag(person, "away", is_away);
	if (rc == RC_OK && is_whole)
		rc = put_details(w, row, person);
	if (rc == RC_OK)
		*out = person;
	else
		cJSON_Delete(person);
	return rc;
}

static bool sees_whole(const struct actor *actor, struct person_id id)
{
	return actor->person == id.n || actor_has(actor, ROLE_COORDINATOR | ROLE_ADMIN);
}

struct listing {
	struct worker *w;
	const struct actor *actor;
	const char *library;
	cJSON *out;
	enum rc rc;
};

static bool add_person(void *arg, const struct person_row *row)
{
	struct listing *list = arg;
	bool is_here = row->library != NULL && list->library != NULL &&
		       strcmp(row->library, list->library) == 0;
	bool may_see = !row->is_disabled || actor_has(list->actor, ROLE_COORDINATOR | ROLE_ADMIN);
	if ((list->library != NULL && !is_here) || !may_see)
		return true;
	cJSON *item = NULL;
	list->rc = person_json(list->w, row, sees_whole(list->actor, row->id), &item);
	if (list->rc == RC_OK)
		cJSON_AddItemToArray(list->out, item);
	return list->rc == RC_OK;
}

enum rc team_list(struct worker *w, const struct actor *actor, const char *library, cJSON **out)
{
	struct listing list = {w, actor, library, cJSON_CreateArray(), RC_OK};
	enum rc rc = store_people(w->store, w->arena, add_person, &list);
	if (rc == RC_OK)
		rc = list.rc;
	if (rc == RC_OK)
		*out = list.out;
	else
		cJSON_Delete(list.out);
	return rc;
}

static enum rc read_person(struct worker *w, struct person_id id, struct person_row *row)
{
	enum rc rc = store_person(w->store, id, w->arena, row);
	if (rc == RC_NOT_FOUND)
		return refuse(w->refusal, SAY_PERSON_UNKNOWN, "%s", "");
	return rc == RC_OK ? rc : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc team_person(struct worker *w, const struct actor *actor, struct person_id id, cJSON **out)
{
	struct person_row row;
	enum rc rc = read_person(w, id, &row);
	return rc == RC_OK ? person_json(w, &row, sees_whole(actor, id), out) : rc;
}

/* ---------------------------------------------------------------- values of a form */

/* A person on the way from a form to the record; rows and lists live in the request's arena. */
struct saving {
	struct worker *w;
	const struct team_act *act;
	struct person_row row;
	const char *labels[TOPIC_COUNT + REFERENT_MAX + 1];
	struct membership_row memberships[MEMBERSHIPS_MAX];
	struct person_absence_row absences[ABSENCES_MAX];
};

static const char *text_of(const cJSON *value)
{
	return cJSON_IsString(value) ? value->valuestring : NULL;
}

static bool is_nothing(const cJSON *value)
{
	return cJSON_IsNull(value) || (cJSON_IsString(value) && value->valuestring[0] == '\0');
}

static bool read_name(struct saving *s, const cJSON *value)
{
	const char *name = text_of(value);
	s->row.name = name;
	return name != NULL && !str_is_blank(name) && strlen(name) < NAME_BYTES;
}

static bool read_library(struct saving *s, const cJSON *value)
{
	s->row.library = is_nothing(value) ? NULL : text_of(value);
	return is_nothing(value) || directory_library(s->w->directory, s->row.library) >= 0;
}

/* A list of words for roles as bits; 0 when one is none of the mask. */
static unsigned roles_of(const cJSON *list, unsigned mask)
{
	unsigned roles = 0;
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		unsigned role = cJSON_IsString(item) ? role_find(item->valuestring) : 0;
		if ((role & mask) == 0)
			return 0;
		roles |= role;
	}
	return roles;
}

static bool read_roles(struct saving *s, const cJSON *value)
{
	s->row.roles = cJSON_IsArray(value) ? roles_of(value, ROLES_STAFF) : 0;
	return s->row.roles != 0;
}

static bool read_training(struct saving *s, const cJSON *value)
{
	s->row.is_in_training = cJSON_IsTrue(value);
	return cJSON_IsBool(value);
}

static bool read_email(struct saving *s, const cJSON *value)
{
	const char *email = is_nothing(value) ? NULL : text_of(value);
	const char *at = email == NULL ? NULL : strchr(email, '@');
	s->row.email = email;
	return is_nothing(value) ||
	       (email != NULL && at != NULL && at > email && strchr(at, '.') != NULL &&
		strlen(email) <= EMAIL_MAX && strpbrk(email, " \t\r\n<>,;\"") == NULL);
}

static bool read_signature(struct saving *s, const cJSON *value)
{
	s->row.signature = is_nothing(value) ? NULL : text_of(value);
	return is_nothing(value) ||
	       (s->row.signature != NULL && strlen(s->row.signature) <= SIGNATURE_MAX);
}

static bool read_labels(struct saving *s, const cJSON *list, int most,
			bool (*is_label)(const char *text))
{
	int count = 0;
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		if (count == most || !cJSON_IsString(item) || !is_label(item->valuestring))
			return false;
		s->labels[count++] = item->valuestring;
	}
	s->labels[count] = NULL;
	return cJSON_IsArray(list);
}

static bool is_topic(const char *text)
{
	return topic_find(text) >= 0;
}

static bool read_topics(struct saving *s, const cJSON *value)
{
	return read_labels(s, value, TOPIC_COUNT, is_topic);
}

static bool read_referent(struct saving *s, const cJSON *value)
{
	return read_labels(s, value, REFERENT_MAX, is_place_code);
}

static bool read_memberships(struct saving *s, const cJSON *value)
{
	if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) > MEMBERSHIPS_MAX)
		return false;
	int count = 0;
	const cJSON *item;
	cJSON_ArrayForEach(item, value)
	{
		struct membership_row row = {json_text(item, "library", ""),
					     roles_of(json_get(item, "roles"), ROLES_DESK)};
		if (row.roles == 0 || directory_library(s->w->directory, row.library) < 0)
			return false;
		for (int i = 0; i < count; i++) {
			if (strcmp(s->memberships[i].library, row.library) == 0)
				return false;
		}
		s->memberships[count++] = row;
	}
	return true;
}

static bool read_absences(struct saving *s, const cJSON *value)
{
	if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) > ABSENCES_MAX)
		return false;
	int count = 0;
	const cJSON *item;
	cJSON_ArrayForEach(item, value)
	{
		struct person_absence_row row = {json_text(item, "from", ""),
						 json_text(item, "to", ""),
						 json_text(item, "why", "")};
		if (!is_date(row.first_day) || !is_date(row.last_day) ||
		    strcmp(row.first_day, row.last_day) > 0 || strlen(row.why) > WHY_BYTES_MAX)
			return false;
		s->absences[count++] = row;
	}
	return true;
}

/* ---------------------------------------------------------------- where they go */

static enum rc write_row(struct saving *s, const cJSON *value)
{
	(void)value;
	return store_person_save(s->w->store, &s->row);
}

static enum rc write_topics(struct saving *s, const cJSON *value)
{
	(void)value;
	return store_person_labels_set(s->w->store, s->row.id, "topic", s->labels);
}

static enum rc write_referent(struct saving *s, const cJSON *value)
{
	(void)value;
	return store_person_labels_set(s->w->store, s->row.id, "referent", s->labels);
}

static enum rc write_memberships(struct saving *s, const cJSON *value)
{
	return store_memberships_set(s->w->store, s->row.id, s->memberships,
				     cJSON_GetArraySize(value));
}

static enum rc write_absences(struct saving *s, const cJSON *value)
{
	return store_person_absences_set(s->w->store, s->row.id, s->absences,
					 cJSON_GetArraySize(value));
}

/* ---------------------------------------------------------------- the steps */

static enum rc leave_leaf(struct worker *w, const struct team_act *act, const char *verb,
			  cJSON *changes)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_int(details, "person", act->person.n);
	if (changes != NULL)
		json_put(details, "changes", changes);
	if (!str_is_blank(act->reason))
		json_put_text(details, "words", act->reason);
	struct audit_entry entry = {.verb = verb,
				    .actor = act->actor,
				    .at_ms = clock_wall_ms(w->clock),
				    .details = details};
	enum rc rc = audit_append(w->store, &entry);
	cJSON *data = cJSON_CreateObject();
	json_put_int(data, "person", act->person.n);
	if (rc == RC_OK)
		return notify_screens(w, "people", data);
	cJSON_Delete(data);
	return rc;
}

struct person_field {
	const char *key;
	unsigned roles; /* who changes it of anybody */
	bool is_own;    /* and everybody of oneself */
	bool ends_sessions;
	bool (*read)(struct saving *s, const cJSON *value);
	enum rc (*write)(struct saving *s, const cJSON *value);
};

static const struct person_field *find_field(const char *key);

static bool may_change(const struct team_act *act, const struct person_field *field)
{
	return field != NULL && (actor_has(act->actor, field->roles) ||
				 (field->is_own && act->actor->person == act->person.n));
}

/* One field that differs. */
static enum rc change(struct saving *s, const cJSON *value)
{
	const struct person_field *field = find_field(value->string);
	if (!may_change(s->act, field))
		return refuse(s->w->refusal, SAY_PERSON_PART, "%.60s", value->string);
	bool was_admin = (s->row.roles & ROLE_ADMIN) != 0;
	if (!field->read(s, value))
		return refuse(s->w->refusal, SAY_PERSON_FIELD, "%s", field->key);
	if (was_admin && (s->row.roles & ROLE_ADMIN) == 0 &&
	    s->act->actor->person == s->act->person.n)
		return refuse(s->w->refusal, SAY_LAST_ADMIN, "%s", "");
	enum rc rc = field->write(s, value);
	if (rc == RC_OK && field->ends_sessions)
		rc = store_sessions_drop_of(s->w->store, s->row.id);
	return rc == RC_OK ? rc : refuse(s->w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc team_save(struct worker *w, const struct team_act *act, const cJSON *changes)
{
	struct saving *s = arena_alloc(w->arena, sizeof *s);
	if (s == NULL)
		return RC_LIMIT;
	*s = (struct saving){.w = w, .act = act};
	enum rc rc = read_person(w, act->person, &s->row);
	cJSON *now = NULL, *then = NULL;
	if (rc == RC_OK)
		rc = person_json(w, &s->row, true, &now);
	for (const cJSON *m = changes->child; m != NULL && rc == RC_OK; m = m->next) {
		if (!file_same(now, changes, m->string))
			rc = change(s, m);
	}
	if (rc == RC_OK)
		rc = person_json(w, &s->row, true, &then);
	if (rc == RC_OK)
		rc = leave_leaf(w, act, "person.save", file_changes(now, then));
	cJSON_Delete(now);
	cJSON_Delete(then);
	return rc;
}

enum rc team_add(struct worker *w, struct team_act *act, const struct account_new *account,
		 const char *hash)
{
	if (account->roles == 0)
		return refuse(w->refusal, SAY_PERSON_FIELD, "roles");
	if (account->library != NULL && directory_library(w->directory, account->library) < 0)
		return refuse(w->refusal, SAY_PERSON_FIELD, "library");
	if (str_is_blank(account->name) || strlen(account->name) >= NAME_BYTES)
		return refuse(w->refusal, SAY_PERSON_FIELD, "name");
	enum rc rc = account_insert(w->store, account, hash, &act->person);
	if (rc == RC_CONFLICT)
		return refuse(w->refusal, SAY_LOGIN_TAKEN, "%.80s", account->login);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	cJSON *then = NULL;
	rc = team_person(w, act->actor, act->person, &then);
	if (rc == RC_OK)
		rc = leave_leaf(w, act, "person.add", file_changes(NULL, then));
	cJSON_Delete(then);
	return rc;
}

enum rc team_set_disabled(struct worker *w, const struct team_act *act, bool is_disabled)
{
	struct person_row row;
	if (is_disabled && act->actor->person == act->person.n)
		return refuse(w->refusal, SAY_LAST_ADMIN, "%s", "");
	enum rc rc = read_person(w, act->person, &row);
	if (rc == RC_OK)
		rc = store_person_set_disabled(w->store, row.id,
					       is_disabled ? clock_wall_ms(w->clock) : 0);
	if (rc == RC_OK)
		rc = store_sessions_drop_of(w->store, row.id);
	return rc == RC_OK
		       ? leave_leaf(w, act, is_disabled ? "person.disable" : "person.enable", NULL)
		       : rc;
}

enum rc team_set_password(struct worker *w, const struct team_act *act, const char *hash)
{
	struct person_row row;
	enum rc rc = read_person(w, act->person, &row);
	if (rc == RC_OK)
		rc = store_person_set_password(w->store, row.id, hash);
	if (rc == RC_OK)
		rc = store_sessions_drop_of(w->store, row.id);
	return rc == RC_OK ? leave_leaf(w, act, "person.password", NULL) : rc;
}

/* ---------------------------------------------------------------- which field is whose */

enum { PLANNERS = ROLE_ADMIN | ROLE_COORDINATOR };

/* clang-format off */
static const struct person_field person_fields[] = {
	/* key          whose       own    ends sessions */
	{"name",        ROLE_ADMIN, false, false, read_name,        write_row},
	{"library",     ROLE_ADMIN, false, true,  read_library,     write_row},
	{"roles",       ROLE_ADMIN, false, true,  read_roles,       write_row},
	{"memberships", ROLE_ADMIN, false, true,  read_memberships, write_memberships},
	{"training",    PLANNERS,   false, true,  read_training,    write_row},
	{"topics",      PLANNERS,   false, false, read_topics,      write_topics},
	{"referent",    PLANNERS,   false, false, read_referent,    write_referent},
	{"absences",    PLANNERS,   true,  false, read_absences,    write_absences},
	{"email",       ROLE_ADMIN, true,  false, read_email,       write_row},
	{"signature",   ROLE_ADMIN, true,  false, read_signature,   write_row},
};
/* clang-format on */

static const struct person_field *find_field(const char *key)
{
	for (size_t i = 0; i < sizeof person_fields / sizeof person_fields[0]; i++) {
		if (strcmp(person_fields[i].key, key) == 0)
			return &person_fields[i];
	}
	return NULL;
}
