/* SPDX-License-Identifier: EUPL-1.2 */
/* mention.c - see mention.h. */
#include "flow/mention.h"

#include "base/json.h"
#include "base/refusal.h"
#include "flow/directory.h"
#include "flow/notify.h"
#include "flow/view.h"
#include "store/mention_store.h"
#include "store/people_store.h"

#include <stdlib.h>
#include <string.h>

static bool can_be_mentioned(const struct person_row *person)
{
	return !person->is_disabled && (person->roles & (ROLES_DESK | ROLE_ADMIN));
}

static enum rc find_one(struct worker *w, const cJSON *item, struct person_row *person)
{
	const char *word = cJSON_IsString(item) ? item->valuestring : "";
	bool is_number = word[0] != '\0' && strspn(word, "0123456789") == strlen(word);
	struct person_id id = {is_number ? strtoll(word, NULL, 10) : 0};
	enum rc rc = is_number ? store_person(w->store, id, w->arena, person)
			       : store_person_by_login(w->store, word, w->arena, person);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !can_be_mentioned(person)))
		return refuse(w->refusal, SAY_MENTION_UNKNOWN, "%.60s", word);
	return rc == RC_OK ? RC_OK : refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
}

enum rc mention_find(struct worker *w, const cJSON *list, struct mentioned *out)
{
	*out = (struct mentioned){0};
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		struct person_row person;
		if (out->count == MENTIONS_MAX)
			return refuse(w->refusal, SAY_BAD_PARAM, "mentions");
		enum rc rc = find_one(w, item, &person);
		if (rc != RC_OK)
			return rc;
		out->people[out->count++] = person.id;
	}
	return RC_OK;
}

static enum rc keep_one(struct worker *w, const struct question_row *row,
			const struct note_row *note, struct person_id person)
{
	const struct mention_new mention = {row->id, note->id, person, note->at};
	enum rc rc = store_mention_add(w->store, &mention);
	if (rc != RC_OK)
		return rc;
	struct notice notice = {"mention", cJSON_CreateObject()};
	json_put_text(notice.data, "text", note->text);
	view_put_time(notice.data, "at", note->at);
	return notify_person(w, row, person, notice);
}

enum rc mention_keep(struct worker *w, const struct question_row *row, const struct note_row *note,
		     const struct mentioned *mentioned)
{
	enum rc rc = RC_OK;
	for (int i = 0; rc == RC_OK && i < mentioned->count; i++)
		rc = keep_one(w, row, note, mentioned->people[i]);
	return rc;
}

static bool add_mention(void *arg, const struct mention_row *row)
{
	cJSON *item = cJSON_CreateObject();
	view_put_id(item, "question", row->question);
	json_put_text(item, "text", row->text);
	json_put_text(item, "by", row->by_name);
	json_put_text(item, "state", row->state);
	view_put_time(item, "at", row->at);
	cJSON_AddItemToArray(arg, item);
	return true;
}

enum rc mention_list(struct worker *w, const struct actor *actor, cJSON **out)
{
	struct person_id person = {actor->person};
	*out = cJSON_CreateArray();
	return store_mentions(w->store, person, w->arena, add_mention, *out);
}

struct names {
	const struct directory *d;
	cJSON *out;
};

static bool add_name(void *arg, const struct person_row *person)
{
	struct names *names = arg;
	if (!can_be_mentioned(person))
		return true;
	int at = directory_library(names->d, person->library);
	cJSON *item = cJSON_CreateObject();
	view_put_id(item, "id", (struct question_id){person->id.n});
	json_put_text(item, "login", person->login);
	json_put_text(item, "name", person->name);
	json_put_text(item, "library", person->library);
	json_put_text(item, "library_name", at < 0 ? NULL : names->d->libraries[at].name);
	cJSON_AddItemToArray(names->out, item);
	return true;
}

enum rc mention_names(struct worker *w, cJSON **out)
{
	struct names names = {.d = w->directory, .out = cJSON_CreateArray()};
	*out = names.out;
	return store_people(w->store, w->arena, add_name, &names);
}
