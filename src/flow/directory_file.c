/* SPDX-License-Identifier: EUPL-1.2 */
/* directory_file.c - see directory_file.h. The order of the keys is that of the files under corpus/. */
#include "flow/directory_file.h"

#include "base/json.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_BYTES = 16 };

static void put_known(cJSON *out, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		json_put_text(out, key, text);
}

/* Words between spaces as a list. */
static cJSON *words_list(const char *words)
{
	cJSON *list = cJSON_CreateArray();
	for (words += strspn(words, " "); *words != '\0'; words += strspn(words, " ")) {
		char word[CODE_BYTES];
		size_t len = strcspn(words, " ");
		snprintf(word, sizeof word, "%.*s", (int)len, words);
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
		words += len;
	}
	return list;
}

/* 0.7f is 0.7 to whoever wrote it. */
static double as_written(float weight)
{
	char text[32];
	snprintf(text, sizeof text, "%.6g", (double)weight);
	return strtod(text, NULL);
}

static void put_weights(cJSON *out, const char *key, const float *weights, int count)
{
	cJSON *map = cJSON_CreateObject();
	for (int i = 0; i < count; i++) {
		if (weights[i] > 0)
			cJSON_AddNumberToObject(map,
						count == TOPIC_COUNT ? topic_label(i)->slug
								     : kind_label(i)->slug,
						as_written(weights[i]));
	}
	if (map->child != NULL)
		json_put(out, key, map);
	else
		cJSON_Delete(map);
}

static cJSON *closed_list(const struct library_entry *library)
{
	static const char *const weekdays[] = {"dimanche", "lundi",    "mardi", "mercredi",
					       "jeudi",    "vendredi", "samedi"};
	cJSON *list = cJSON_CreateArray();
	for (int i = 1; i <= 7; i++) {
		if (library->closed_weekdays & 1u << i % 7)
			cJSON_AddItemToArray(list, cJSON_CreateString(weekdays[i % 7]));
	}
	for (int i = 0; i < library->closure_count; i++) {
		const struct closure *closure = &library->closures[i];
		if (strcmp(closure->kind, "closed") == 0)
			cJSON_AddItemToArray(list, cJSON_CreateString(closure->first_day));
	}
	return list;
}

static cJSON *absences_list(const struct library_entry *library)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < library->closure_count; i++) {
		const struct closure *closure = &library->closures[i];
		if (strcmp(closure->kind, "absence") != 0)
			continue;
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "from", closure->first_day);
		json_put_text(item, "to", closure->last_day);
		put_known(item, "why", closure->why);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static void put_calendar(cJSON *out, const struct library_entry *library)
{
	cJSON *calendar = cJSON_CreateObject();
	json_put_text(calendar, "zone", calendar_zone_word(library->zone));
	json_put(calendar, "closed", closed_list(library));
	json_put(calendar, "absences", absences_list(library));
	json_put(out, "calendar", calendar);
}

static void put_policy(cJSON *out, const struct library_entry *library)
{
	if (library->policy_text == NULL || library->policy_text[0] == '\0')
		return;
	cJSON *policy = cJSON_CreateObject();
	put_known(policy, "reviewed", library->policy_reviewed);
	json_put_text(policy, "text", library->policy_text);
	json_put(out, "policy", policy);
}

static void put_convention(cJSON *out, const struct library_entry *library)
{
	if (library->convention == NULL || library->convention[0] == '\0')
		return;
	cJSON *convention = cJSON_CreateObject();
	json_put_text(convention, "status", library->convention);
	put_known(convention, "until", library->convention_until);
	json_put(out, "convention", convention);
}

static cJSON *labels_list(const bool *set, int count, const struct label *(*label_of)(int))
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < count; i++) {
		if (set[i])
			cJSON_AddItemToArray(list, cJSON_CreateString(label_of(i)->slug));
	}
	return list;
}

/* A network's queue says all of its labels, a library's those that it has. */
static void put_labels(cJSON *out, const char *key, cJSON *list, bool is_network)
{
	if (is_network || list->child != NULL)
		json_put(out, key, list);
	else
		cJSON_Delete(list);
}

static cJSON *queue_file(const struct directory *d, const struct queue_entry *queue)
{
	bool is_network = queue->kind != QUEUE_LIBRARY;
	cJSON *out = cJSON_CreateObject();
	json_put_text(out, "id", queue->id);
	json_put_text(out, "title", queue->title);
	if (is_network) {
		json_put_text(out, "kind", queue_kind_word(queue->kind));
		json_put_text(out, "library", d->libraries[queue->library].id);
	}
	put_labels(out, "topics", labels_list(queue->topics, TOPIC_COUNT, topic_label), is_network);
	put_labels(out, "kinds", labels_list(queue->kinds, KIND_COUNT, kind_label), is_network);
	put_labels(out, "flags", labels_list(queue->flags, FLAG_COUNT, flag_label), is_network);
	put_known(out, "note", queue->note);
	return out;
}

cJSON *library_file(const struct directory *d, int at)
{
	const struct library_entry *library = &d->libraries[at];
	bool is_example = strcmp(library->kind, "exemple") == 0;
	cJSON *out = cJSON_CreateObject(), *queues = cJSON_CreateArray();
	json_put_text(out, "id", library->id);
	json_put_text(out, "name", library->name);
	json_put_text(out, "network", d->networks[library->network].id);
	json_put_text(out, "kind", library->kind);
	if (library->is_illustration)
		json_put_flag(out, "illustration", true);
	if (library->is_illustration && is_example)
		json_put_flag(out, "example", true);
	put_known(out, "commune", library->commune);
	put_known(out, "insee", library->insee);
	json_put_text(out, "departement", library->departement);
	json_put_text(out, "region", library->region);
	json_put(out, "territory", words_list(library->territory));
	if (strspn(library->referent, " ") != strlen(library->referent))
		json_put(out, "referent", words_list(library->referent));
	json_put(out, "languages", words_list(library->languages));
	put_weights(out, "strengths", library->topics, TOPIC_COUNT);
	put_weights(out, "kinds", library->kinds, KIND_COUNT);
	json_put_int(out, "capacity", library->capacity);
	put_calendar(out, library);
	put_policy(out, library);
	put_convention(out, library);
	put_known(out, "contact", library->contact);
	put_known(out, "website", library->website);
	put_known(out, "email", library->email);
	for (int i = 0; i < d->queue_count; i++) {
		if (d->queues[i].library == at && d->queues[i].kind == QUEUE_LIBRARY)
			cJSON_AddItemToArray(queues, queue_file(d, &d->queues[i]));
	}
	json_put(out, "queues", queues);
	return out;
}

cJSON *network_file(const struct directory *d, int at)
{
	const struct network_entry *network = &d->networks[at];
	cJSON *out = cJSON_CreateObject(), *queues = cJSON_CreateArray();
	json_put_text(out, "id", network->id);
	json_put_text(out, "name", network->name);
	json_put_text(out, "country", network->country);
	json_put_text(out, "calendar", calendar_zone_word(network->zone));
	json_put_text(out, "library", network->library);
	for (int i = 0; i < d->queue_count; i++) {
		if (d->queues[i].network == at && d->queues[i].kind != QUEUE_LIBRARY)
			cJSON_AddItemToArray(queues, queue_file(d, &d->queues[i]));
	}
	json_put(out, "queues", queues);
	return out;
}

void file_revision(const cJSON *file, char out[REVISION_BYTES])
{
	uint8_t hash[crypto_hash_sha256_BYTES];
	char *text = json_print(file);
	crypto_hash_sha256(hash, (const uint8_t *)text, strlen(text));
	free(text);
	sodium_bin2hex(out, REVISION_BYTES, hash, (REVISION_BYTES - 1) / 2);
}

static const cJSON *member_of(const cJSON *file, const char *key)
{
	const cJSON *member = file == NULL ? NULL : json_get(file, key);
	return cJSON_IsNull(member) ? NULL : member;
}

bool file_same(const cJSON *before, const cJSON *after, const char *key)
{
	const cJSON *a = member_of(before, key), *b = member_of(after, key);
	return a == b || (a != NULL && b != NULL && cJSON_Compare(a, b, true));
}

static void add_change(cJSON *out, const char *key, const cJSON *before, const cJSON *after)
{
	if (file_same(before, after, key) || json_get(out, key) != NULL)
		return;
	const cJSON *a = member_of(before, key), *b = member_of(after, key);
	cJSON *change = cJSON_CreateObject();
	json_put(change, "before", a == NULL ? cJSON_CreateNull() : cJSON_Duplicate(a, true));
	json_put(change, "after", b == NULL ? cJSON_CreateNull() : cJSON_Duplicate(b, true));
	json_put(out, key, change);
}

cJSON *file_changes(const cJSON *before, const cJSON *after)
{
	cJSON *out = cJSON_CreateObject();
	for (const cJSON *m = before == NULL ? NULL : before->child; m != NULL; m = m->next)
		add_change(out, m->string, before, after);
	for (const cJSON *m = after == NULL ? NULL : after->child; m != NULL; m = m->next)
		add_change(out, m->string, before, after);
	return out;
}
