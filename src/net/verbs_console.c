/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_console.c - see verbs_console.h. Read from the table at the end. */
#include "net/verbs_console.h"

#include "base/json.h"
#include "flow/2_normalise.h"
#include "flow/9_review.h"
#include "flow/directory.h"
#include "flow/figures.h"
#include "net/handler.h"
#include "rules/taxonomy.h"
#include "store/knowledge.h"

#include <string.h>

enum { SEARCH_LIMIT = 20, SEARCH_MOST = 50 };

/* ---------------------------------------------------------------- search */

static cJSON *hit_json(const struct entry_hit *hit)
{
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "id", hit->slug);
	json_put_text(item, "kind", hit->kind);
	json_put_text(item, "title", hit->title);
	json_put_text(item, "excerpt", hit->excerpt);
	json_put_text(item, "url", hit->url);
	json_put_text(item, "audience", hit->audience);
	json_put_score(item, "score", hit->score);
	return item;
}

static enum rc on_search(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct normalised n;
	struct entry_hit hits[SEARCH_MOST];
	enum rc rc = normalise(w, call_text(call, "text"), &n);
	if (rc != RC_OK)
		return refuse(&call->refusal, SAY_TEXT_LONG, "%zu", w->settings->text_chars_max);
	const struct search search = {
		.terms = n.terms,
		.term_count = n.term_count,
		.filter = {.audiences = 1u << AUDIENCE_PUBLIC | 1u << AUDIENCE_STAFF |
					1u << AUDIENCE_PROFESSIONAL,
			   .library = call->actor.library,
			   .wants_docs = true},
		.weights = w->settings->search_weights,
		.arena = &a,
	};
	int limit = (int)call_int(call, "limit", SEARCH_LIMIT);
	int count = knowledge_search(w->knowledge, &search, hits,
				     limit > SEARCH_MOST ? SEARCH_MOST : limit);
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < count; i++)
		cJSON_AddItemToArray(list, hit_json(&hits[i]));
	json_put(handler_result(call), "hits", list);
	return count < 0 ? RC_UNAVAILABLE : RC_OK;
}

/* ---------------------------------------------------------------- directory and figures */

static cJSON *library_json(const struct directory *d, int at, int64_t open)
{
	const struct library_entry *library = &d->libraries[at];
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "id", library->id);
	json_put_text(item, "name", library->name);
	json_put_text(item, "kind", library->kind);
	json_put_text(item, "commune", library->commune);
	json_put_text(item, "departement", library->departement);
	json_put_text(item, "region", library->region);
	json_put_text(item, "network",
		      library->network < 0 ? NULL : d->networks[library->network].id);
	json_put_int(item, "capacity", library->capacity);
	json_put_int(item, "open", open);
	json_put_flag(item, "illustration", library->is_illustration);
	return item;
}

static enum rc on_library_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const struct directory *d = w->directory;
	int64_t *by_queue = NULL;
	int64_t *by_library = arena_alloc(&a, (size_t)d->library_count * sizeof *by_library);
	enum rc rc = by_library == NULL ? RC_LIMIT : directory_loads(d, w->store, &a, &by_queue);
	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < d->queue_count; i++)
		by_library[d->queues[i].library] += by_queue[i];
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < d->library_count; i++)
		cJSON_AddItemToArray(list, library_json(d, i, by_library[i]));
	json_put(handler_result(call), "libraries", list);
	return rc;
}

static cJSON *labels_json(const struct label *(*label_of)(int), int count)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < count; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", label_of(i)->slug);
		json_put_text(item, "title", label_of(i)->title);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static enum rc on_taxonomy_get(struct call *call)
{
	cJSON *result = handler_result(call), *criteria = cJSON_CreateArray();
	json_put(result, "topics", labels_json(topic_label, TOPIC_COUNT));
	json_put(result, "kinds", labels_json(kind_label, KIND_COUNT));
	json_put(result, "flags", labels_json(flag_label, FLAG_COUNT));
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_int(item, "number", i);
		json_put_text(item, "title", review_criterion(i)->title);
		json_put_flag(item, "blocks", review_criterion(i)->blocks_sending);
		cJSON_AddItemToArray(criteria, item);
	}
	json_put(result, "criteria", criteria);
	return RC_OK;
}

static enum rc on_stats_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	return figures_json(w, &call->result);
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
static const struct param no_params[] = {END};
static const struct param search_params[] = {
	{"text", PARAM_TEXT, true, 2000, "Words"},
	{"limit", PARAM_INT, false, SEARCH_MOST, "At most this many; 20 by default"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name          who                                             runs on    size   cost  prepare  run             params, what it does */
	{"search",       ROLES_STAFF,                                    ON_READER, 4 * K, 0, NULL, on_search,       search_params,
		"Fiches, resources, events and imported documents, staff's and professional ones too.", false},
	{"taxonomy.get", ROLES_STAFF,                                    ON_LOOP,   1 * K, 0, NULL, on_taxonomy_get, no_params,
		"Topics, kinds and flags with their titles; the criteria of review.", false},
	{"library.list", ROLES_STAFF,                                    ON_READER, 1 * K, 0, NULL, on_library_list, no_params,
		"The directory, with what is open at each library.", false},
	{"stats.get",    ROLE_COORDINATOR | ROLE_ADMIN | ROLE_AUDITOR,   ON_READER, 1 * K, 0, NULL, on_stats_get,    no_params,
		"Figures of the network: about questions and queues, never about persons.", false},
};
/* clang-format on */

const struct verb_table verbs_console = {"Console", verbs, sizeof verbs / sizeof verbs[0]};
