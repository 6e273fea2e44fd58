/* SPDX-License-Identifier: EUPL-1.2 */
/* directory_edit.c - see directory_edit.h. */
#include "flow/directory_edit.h"

#include "audit/audit.h"
#include "base/json.h"
#include "base/refusal.h"
#include "base/str.h"
#include "corpus/folder.h"
#include "corpus/library.h"
#include "corpus/network.h"
#include "files/printed.h"
#include "flow/directory.h"
#include "flow/directory_file.h"
#include "flow/notify.h"
#include "flow/view.h"
#include "store/directory_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDIT_BYTES = 8 * 1024 * 1024, WHY_BYTES = 200, NAME_BYTES_MAX = 100 };

/* What a library changes of its own page; all else is its network's to say. */
static const char *const own_parts[] = {"policy", "calendar", "capacity", "contact", NULL};

/* One object on its way from a screen to the record. */
struct editing {
	struct worker *w;
	const struct directory_edit *edit;
	struct directory
		*now; /* as the record is: another edit may have been committed a moment ago */
	const char *id;
	cJSON *before, *after; /* before: NULL when it is new */
	struct printed printed;
	struct problems problems;
	struct arena memory;
	struct reading reading;
	struct libraries libraries;
	struct networks networks;
	const char *strip; /* paths of problems are told from below here; NULL: from the top */
};

static bool is_coordinator(const struct actor *actor)
{
	return actor_has(actor, ROLE_COORDINATOR | ROLE_ADMIN);
}

const char *library_may_edit(const struct actor *actor, const char *library)
{
	if (is_coordinator(actor))
		return "all";
	return (actor_roles_at(actor, library) & ROLES_DESK) != 0 ? "own" : NULL;
}

static enum rc editing_start(struct editing *e, struct worker *w, const struct directory_edit *edit)
{
	char why[WHY_BYTES];
	*e = (struct editing){.w = w, .edit = edit};
	arena_init(&e->memory, EDIT_BYTES);
	e->reading = (struct reading){.memory = &e->memory,
				      .problems = &e->problems,
				      .registry = registry_new(&e->problems)};
	e->now = directory_load(w->store, why, sizeof why);
	return e->now != NULL ? RC_OK : refuse(w->refusal, SAY_DIRECTORY_BROKEN, "%s", why);
}

static void editing_done(struct editing *e)
{
	directory_free(e->now);
	cJSON_Delete(e->before);
	cJSON_Delete(e->after);
	printed_done(&e->printed);
	problems_done(&e->problems);
	registry_free(e->reading.registry);
	free(e->libraries.items);
	free(e->networks.items);
	arena_done(&e->memory);
}

/* ---------------------------------------------------------------- may they */

static enum rc check_revision(struct editing *e)
{
	char revision[REVISION_BYTES];
	if (e->edit->revision == NULL || e->before == NULL)
		return RC_OK;
	file_revision(e->before, revision);
	return strcmp(revision, e->edit->revision) == 0
		       ? RC_OK
		       : refuse(e->w->refusal, SAY_DIRECTORY_CHANGED, "%.60s", e->id);
}

static bool is_own_part(const char *key)
{
	for (size_t i = 0; own_parts[i] != NULL; i++) {
		if (strcmp(own_parts[i], key) == 0)
			return true;
	}
	return false;
}

/* What is not theirs must be as it was, or left out; then it stays. */
static enum rc keep_to_own_parts(struct editing *e)
{
	for (const cJSON *m = e->after->child; m != NULL; m = m->next) {
		if (!is_own_part(m->string) && !file_same(e->before, e->after, m->string))
			return refuse(e->w->refusal, SAY_LIBRARY_PART, "%.60s", m->string);
	}
	cJSON *merged = cJSON_Duplicate(e->before, true);
	for (size_t i = 0; own_parts[i] != NULL; i++) {
		const cJSON *part = json_get(e->after, own_parts[i]);
		if (part == NULL)
			continue;
		cJSON_DeleteItemFromObjectCaseSensitive(merged, own_parts[i]);
		json_put(merged, own_parts[i], cJSON_Duplicate(part, true));
	}
	cJSON_Delete(e->after);
	e->after = merged;
	return RC_OK;
}

static enum rc check_rights(struct editing *e)
{
	if (is_coordinator(e->edit->actor))
		return RC_OK;
	if (e->before == NULL)
		return refuse(e->w->refusal, SAY_LIBRARY_UNKNOWN, "%.60s", e->id);
	if (library_may_edit(e->edit->actor, e->id) == NULL)
		return refuse(e->w->refusal, SAY_LIBRARY_NOT_YOURS, "%s", "");
	return keep_to_own_parts(e);
}

/* ---------------------------------------------------------------- the file's own checks */

/* Everything that is not being read is known by name: ids stay unique, references must exist. */
static void know_others(struct editing *e, int library, int network)
{
	const struct directory *d = e->now;
	struct registry *r = e->reading.registry;
	for (int i = 0; i < d->network_count; i++) {
		if (i != network)
			registry_know(r, REGISTRY_NETWORK, d->networks[i].id, d->networks[i].name);
	}
	for (int i = 0; i < d->library_count; i++) {
		if (i != library)
			registry_know(r, REGISTRY_LIBRARY, d->libraries[i].id,
				      d->libraries[i].name);
	}
	for (int i = 0; i < d->queue_count; i++) {
		const struct queue_entry *queue = &d->queues[i];
		bool is_library = queue->kind == QUEUE_LIBRARY;
		bool is_own = is_library ? queue->library == library : queue->network == network;
		if (!is_own)
			registry_know(r, REGISTRY_QUEUE, queue->id,
				      d->libraries[queue->library].name);
	}
}

/* `a library needs "name"` is about a member that is not there. */
static void put_field(const struct editing *e, const struct problem *problem, cJSON *out)
{
	struct str field = {0};
	const char *path = printed_path(&e->printed, problem->line);
	size_t strip = e->strip == NULL ? 0 : strlen(e->strip);
	if (strip > 0 && strncmp(path, e->strip, strip) == 0)
		path += strip + (path[strip] == '.');
	str_put(&field, path);
	const char *missing = strstr(problem->what, " needs \"");
	const char *end = missing == NULL ? NULL : strchr(missing + 8, '"');
	if (end != NULL) {
		str_put(&field, field.len > 0 ? "." : "");
		str_put_bytes(&field, missing + 8, (size_t)(end - missing - 8));
	}
	json_put_text(out, "field", str_text(&field));
	str_done(&field);
}

static enum rc refuse_problems(struct editing *e, struct directory_edited *out)
{
	if (problems_count(&e->problems) == 0)
		return RC_OK;
	out->problems = cJSON_CreateArray();
	for (size_t i = 0; i < e->problems.kept; i++) {
		const struct problem *problem = &e->problems.items[i];
		cJSON *item = cJSON_CreateObject();
		json_put_int(item, "line", problem->line);
		json_put_int(item, "column", problem->column);
		put_field(e, problem, item);
		json_put_text(item, "what", problem->what);
		cJSON_AddItemToArray(out->problems, item);
	}
	return refuse(e->w->refusal, SAY_DIRECTORY_PROBLEMS, "%zu", problems_count(&e->problems));
}

/* The name of the file is that of the id, so only a wrong id is told, not a wrong name. */
static struct text_file as_file(struct editing *e, char name[NAME_BYTES_MAX])
{
	printed_object(e->after, &e->printed);
	snprintf(name, NAME_BYTES_MAX, "%.90s.yaml", e->id);
	return (struct text_file){name, str_text(&e->printed.text), e->printed.text.len};
}

static enum rc read_library(struct editing *e, int at, struct directory_edited *out)
{
	char name[NAME_BYTES_MAX];
	struct text_file file = as_file(e, name);
	know_others(e, at, -1);
	library_read(&file, &e->reading, &e->libraries);
	registry_check(e->reading.registry);
	return refuse_problems(e, out);
}

static enum rc read_network(struct editing *e, int at, struct directory_edited *out)
{
	char name[NAME_BYTES_MAX];
	struct text_file file = as_file(e, name);
	know_others(e, -1, at);
	network_read(&file, &e->reading, &e->networks);
	registry_check(e->reading.registry);
	return refuse_problems(e, out);
}

/* ---------------------------------------------------------------- done, and told */

struct step {
	const char *verb; /* of the leaf */
	const char *noun; /* library | network */
};

static enum rc leave_leaf(struct editing *e, const struct step *step, const cJSON *file)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put_text(details, step->noun, e->id);
	if (e->before == NULL)
		json_put_flag(details, "new", true);
	json_put(details, "changes", file_changes(e->before, file));
	if (!str_is_blank(e->edit->reason))
		json_put_text(details, "words", e->edit->reason);
	struct audit_entry entry = {.verb = step->verb,
				    .actor = e->edit->actor,
				    .at_ms = clock_wall_ms(e->w->clock),
				    .details = details};
	return audit_append(e->w->store, &entry);
}

static cJSON *file_of(const struct directory *d, const struct step *step, const char *id)
{
	return strcmp(step->noun, "library") == 0 ? library_file(d, directory_library(d, id))
						  : network_file(d, directory_network(d, id));
}

/* The record holds it now: read back whole, so that what is shared and compared is what was stored. */
static enum rc settle(struct editing *e, const struct step *step, struct directory_edited *out)
{
	char why[WHY_BYTES];
	out->directory = directory_load(e->w->store, why, sizeof why);
	if (out->directory == NULL)
		return refuse(e->w->refusal, SAY_DIRECTORY_BROKEN, "%s", why);
	out->file = file_of(out->directory, step, e->id);
	enum rc rc = leave_leaf(e, step, out->file);
	if (rc != RC_OK)
		return rc;
	cJSON *data = cJSON_CreateObject();
	json_put_text(data, step->noun, e->id);
	return notify_screens(e->w, "directory", data);
}

static enum rc save_library(struct editing *e, const struct step *step,
			    struct directory_edited *out)
{
	int at = directory_library(e->now, e->id);
	enum rc rc = check_revision(e);
	if (rc == RC_OK)
		rc = check_rights(e);
	if (rc == RC_OK)
		rc = read_library(e, at, out);
	if (rc == RC_OK && store_library_save(e->w->store, &e->libraries.items[0]) != RC_OK)
		rc = refuse(e->w->refusal, SAY_STORE_FAILED, "%s", "");
	return rc == RC_OK ? settle(e, step, out) : rc;
}

/* Whatever went wrong, nothing but the problems is left. */
static enum rc finish(struct editing *e, enum rc rc, struct directory_edited *out)
{
	editing_done(e);
	if (rc == RC_OK)
		return rc;
	directory_free(out->directory);
	cJSON_Delete(out->file);
	out->directory = NULL;
	out->file = NULL;
	return rc;
}

enum rc library_save(struct worker *w, const struct directory_edit *edit,
		     struct directory_edited *out)
{
	static const struct step step = {"directory.save", "library"};
	struct editing e;
	enum rc rc = editing_start(&e, w, edit);
	*out = (struct directory_edited){0};
	if (rc == RC_OK) {
		e.id = json_text(edit->object, "id", "");
		e.after = cJSON_Duplicate(edit->object, true);
		int at = directory_library(e.now, e.id);
		e.before = at < 0 ? NULL : library_file(e.now, at);
		rc = save_library(&e, &step, out);
	}
	return finish(&e, rc, out);
}

/* ---------------------------------------------------------------- the policy page was read through */

static enum rc review(struct editing *e, struct directory_edited *out)
{
	static const struct step step = {"directory.review", "library"};
	int at = directory_library(e->now, e->id);
	if (at < 0)
		return refuse(e->w->refusal, SAY_LIBRARY_UNKNOWN, "%.60s", e->id);
	e->before = library_file(e->now, at);
	e->after = cJSON_Duplicate(e->before, true);
	cJSON *policy = cJSON_GetObjectItemCaseSensitive(e->after, "policy");
	if (policy == NULL)
		return refuse(e->w->refusal, SAY_POLICY_MISSING, "%s", "");
	cJSON_DeleteItemFromObjectCaseSensitive(policy, "reviewed");
	/* The end of the moment before midnight is the day before (view_put_day): here the day itself is meant. */
	view_put_day(policy, "reviewed", clock_wall_ms(e->w->clock) + 1);
	return save_library(e, &step, out);
}

enum rc library_policy_reviewed(struct worker *w, const struct directory_edit *edit,
				const char *library, struct directory_edited *out)
{
	struct editing e;
	enum rc rc = editing_start(&e, w, edit);
	*out = (struct directory_edited){0};
	if (rc == RC_OK) {
		e.id = library;
		rc = review(&e, out);
	}
	return finish(&e, rc, out);
}

/* ---------------------------------------------------------------- queues of a network */

/* Replaces the queue of that id in the network's list, or adds it; gives its index. */
static int put_queue(cJSON *network, const cJSON *queue)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(network, "queues");
	const char *id = json_text(queue, "id", "");
	int at = 0;
	for (const cJSON *item = list->child; item != NULL; item = item->next, at++) {
		if (strcmp(json_text(item, "id", ""), id) != 0)
			continue;
		cJSON_ReplaceItemInArray(list, at, cJSON_Duplicate(queue, true));
		return at;
	}
	cJSON_AddItemToArray(list, cJSON_Duplicate(queue, true));
	return at;
}

static enum rc save_network_queue(struct editing *e, struct directory_edited *out)
{
	static const struct step step = {"directory.save", "network"};
	char strip[32];
	int at = directory_network(e->now, e->id);
	if (at < 0)
		return refuse(e->w->refusal, SAY_NETWORK_UNKNOWN, "%.60s", e->id);
	if (!is_coordinator(e->edit->actor))
		return refuse(e->w->refusal, SAY_ROLE_MAY_NOT, "%s", "queue.save");
	e->before = network_file(e->now, at);
	e->after = cJSON_Duplicate(e->before, true);
	snprintf(strip, sizeof strip, "queues.%d", put_queue(e->after, e->edit->object));
	e->strip = strip;
	enum rc rc = check_revision(e);
	if (rc == RC_OK)
		rc = read_network(e, at, out);
	if (rc == RC_OK && store_network_queues_save(e->w->store, &e->networks.items[0]) != RC_OK)
		rc = refuse(e->w->refusal, SAY_STORE_FAILED, "%s", "");
	return rc == RC_OK ? settle(e, &step, out) : rc;
}

enum rc network_queue_save(struct worker *w, const struct directory_edit *edit, const char *network,
			   struct directory_edited *out)
{
	struct editing e;
	enum rc rc = editing_start(&e, w, edit);
	*out = (struct directory_edited){0};
	if (rc == RC_OK) {
		e.id = network;
		rc = save_network_queue(&e, out);
	}
	return finish(&e, rc, out);
}

void directory_edited_done(struct directory_edited *edited)
{
	directory_free(edited->directory);
	cJSON_Delete(edited->file);
	cJSON_Delete(edited->problems);
	*edited = (struct directory_edited){0};
}
