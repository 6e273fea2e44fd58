/* SPDX-License-Identifier: EUPL-1.2 */
/* directory_search.c - see directory_search.h. */
#include "flow/directory_search.h"

#include "base/json.h"
#include "base/refusal.h"
#include "base/str.h"
#include "flow/directory.h"
#include "flow/directory_file.h"
#include "rules/gazetteer.h"
#include "store/people_store.h"
#include "text/fold.h"
#include "text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 12, CODE_BYTES = 16, EXACT_COMMUNE = 1000, EXACT_NAME = 500 };

/* What a word may be found in, and what finding it there is worth. */
enum found_in { IN_COMMUNE, IN_NAME, IN_DEPARTEMENT, IN_REGION, IN_ID, FOUND_IN_COUNT };
static const int worth[FOUND_IN_COUNT] = {
	[IN_COMMUNE] = 8, [IN_NAME] = 5, [IN_DEPARTEMENT] = 4, [IN_REGION] = 2, [IN_ID] = 1};

struct word {
	const char *text;
	size_t len;
};

struct searching {
	struct worker *w;
	const struct directory *d;
	const struct directory_query *query;
	const char *folded; /* the text; "" for none */
	struct word words[WORDS_MAX];
	int word_count;
	int topic; /* -1: any */
	int64_t today;
	int64_t *open, *people; /* by library; NULL for the public */
};

struct hit {
	int library, score;
};

/* gives the folded text in the arena; "" for what cannot be folded. */
static const char *folded_text(struct searching *s, const char *text)
{
	struct folded folded;
	if (text == NULL || fold_text(text, strlen(text), s->w->arena, &folded) != RC_OK)
		return "";
	return folded.text;
}

static void read_words(struct searching *s)
{
	s->folded = folded_text(s, s->query->text);
	struct words walk = {.text = s->folded, .len = strlen(s->folded)};
	size_t from, to;
	while (s->word_count < WORDS_MAX && words_next(&walk, &from, &to))
		s->words[s->word_count++] = (struct word){s->folded + from, to - from};
}

static bool begins_a_word(const char *folded, const struct word *word)
{
	struct words walk = {.text = folded, .len = strlen(folded)};
	size_t from, to;
	while (words_next(&walk, &from, &to)) {
		if (to - from >= word->len && strncmp(folded + from, word->text, word->len) == 0)
			return true;
	}
	return false;
}

/* ---------------------------------------------------------------- places by code */

static const char *place_name(const struct searching *s, const char *code)
{
	const char *name =
		s->w->reference->places == NULL ? NULL : places_name(s->w->reference->places, code);
	return name == NULL ? code : name;
}

/* Calls each for every code between spaces. */
static void each_code(const char *codes, void (*each)(void *arg, const char *code), void *arg)
{
	for (codes += strspn(codes, " "); *codes != '\0'; codes += strspn(codes, " ")) {
		char code[CODE_BYTES];
		size_t len = strcspn(codes, " ");
		snprintf(code, sizeof code, "%.*s", (int)len, codes);
		each(arg, code);
		codes += len;
	}
}

struct naming {
	const struct searching *s;
	struct str names;
};

static void add_name(void *arg, const char *code)
{
	struct naming *n = arg;
	str_printf(&n->names, "%s %s ", code, place_name(n->s, code));
}

/* ---------------------------------------------------------------- which, and how well */

/* The texts of one library, folded, by where a word is found. */
static void library_texts(struct searching *s, const struct library_entry *library,
			  const char *texts[FOUND_IN_COUNT])
{
	struct naming naming = {.s = s};
	add_name(&naming, library->departement);
	each_code(library->territory, add_name, &naming);
	each_code(library->referent, add_name, &naming);
	texts[IN_COMMUNE] = folded_text(s, library->commune);
	texts[IN_NAME] = folded_text(s, library->name);
	texts[IN_DEPARTEMENT] = folded_text(s, str_text(&naming.names));
	texts[IN_REGION] = folded_text(s, library->region);
	texts[IN_ID] = library->id;
	str_done(&naming.names);
}

/* 0: not found. Each word counts where it is worth most. */
static int text_score(struct searching *s, const struct library_entry *library)
{
	const char *texts[FOUND_IN_COUNT];
	int score = 1;
	if (s->word_count == 0)
		return score;
	library_texts(s, library, texts);
	for (int i = 0; i < s->word_count; i++) {
		int best = 0;
		for (int place = 0; place < FOUND_IN_COUNT; place++) {
			if (worth[place] > best && begins_a_word(texts[place], &s->words[i]))
				best = worth[place];
		}
		if (best == 0)
			return 0;
		score += best;
	}
	if (strcmp(texts[IN_COMMUNE], s->folded) == 0)
		score += EXACT_COMMUNE;
	if (strcmp(texts[IN_NAME], s->folded) == 0 || strcmp(library->id, s->folded) == 0)
		score += EXACT_NAME;
	return score;
}

static bool is_asked(const char *wanted, const char *is)
{
	return wanted == NULL || wanted[0] == '\0' || strcmp(wanted, is) == 0;
}

static bool is_there(const struct directory_query *q, const struct library_entry *library)
{
	return q->departement == NULL || q->departement[0] == '\0' ||
	       strcmp(q->departement, library->departement) == 0 ||
	       territory_has(library->territory, q->departement) ||
	       territory_has(library->referent, q->departement);
}

static bool passes(const struct searching *s, const struct library_entry *library)
{
	const struct directory_query *q = s->query;
	return is_asked(q->network, s->d->networks[library->network].id) &&
	       is_asked(q->region, library->region) && is_asked(q->kind, library->kind) &&
	       is_there(q, library) && (s->topic < 0 || library->topics[s->topic] > 0);
}

static int by_score(const void *a, const void *b, void *arg)
{
	const struct searching *s = arg;
	const struct hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	const struct library_entry *one = &s->d->libraries[x->library];
	const struct library_entry *two = &s->d->libraries[y->library];
	if (s->topic >= 0 && one->topics[s->topic] != two->topics[s->topic])
		return one->topics[s->topic] < two->topics[s->topic] ? 1 : -1;
	return strcmp(one->name, two->name);
}

/* ---------------------------------------------------------------- as trees */

struct place_list {
	const struct searching *s;
	cJSON *list;
};

static void add_place(void *arg, const char *code)
{
	struct place_list *places = arg;
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "code", code);
	json_put_text(item, "name", place_name(places->s, code));
	cJSON_AddItemToArray(places->list, item);
}

static void put_places(const struct searching *s, cJSON *out, const char *key, const char *codes)
{
	struct place_list places = {s, cJSON_CreateArray()};
	each_code(codes, add_place, &places);
	json_put(out, key, places.list);
}

static void put_public(const struct searching *s, const struct library_entry *library, cJSON *out)
{
	json_put_text(out, "id", library->id);
	json_put_text(out, "name", library->name);
	json_put_text(out, "kind", library->kind);
	json_put_text(out, "network", s->d->networks[library->network].id);
	json_put_text(out, "commune", library->commune);
	json_put_text(out, "departement", library->departement);
	json_put_text(out, "departement_name", place_name(s, library->departement));
	json_put_text(out, "region", library->region);
	json_put_text(out, "website", library->website);
	json_put_flag(out, "illustration", library->is_illustration);
	put_places(s, out, "territory", library->territory);
	put_places(s, out, "referent", library->referent);
}

/* Those of its languages, as the file has them, and what else the file says in a word. */
static void put_from_file(const struct searching *s, int at, cJSON *out)
{
	static const char *const of_all[] = {"languages", NULL};
	static const char *const of_staff[] = {"languages", "insee",    "strengths",  "kinds",
					       "capacity",  "calendar", "convention", "contact",
					       "email",     NULL};
	cJSON *file = library_file(s->d, at);
	const char *const *keys = s->query->is_staff ? of_staff : of_all;
	for (; *keys != NULL; keys++) {
		cJSON *member = cJSON_DetachItemFromObjectCaseSensitive(file, *keys);
		if (member != NULL)
			json_put(out, *keys, member);
	}
	cJSON_Delete(file);
}

/* The absence that holds today, or the next one; weekdays and single days are in calendar. */
static void put_absence(const struct searching *s, const struct library_entry *library, cJSON *out)
{
	const struct closure *next = NULL;
	for (int i = 0; i < library->closure_count; i++) {
		const struct closure *closure = &library->closures[i];
		if (closure->last >= s->today && (next == NULL || closure->first < next->first))
			next = closure;
	}
	cJSON *item = next == NULL ? cJSON_CreateNull() : cJSON_CreateObject();
	if (next != NULL) {
		json_put_text(item, "from", next->first_day);
		json_put_text(item, "to", next->last_day);
		json_put_text(item, "why", next->why);
		json_put_flag(item, "now", next->first <= s->today);
	}
	json_put(out, "absence", item);
}

static void put_policy(const struct searching *s, const struct library_entry *library, cJSON *out)
{
	int months = library_policy_months(library, s->today);
	cJSON *policy = months < 0 ? cJSON_CreateNull() : cJSON_CreateObject();
	if (months >= 0) {
		json_put_text(policy, "reviewed", library->policy_reviewed);
		json_put_int(policy, "months", months);
		json_put_flag(policy, "stale", library_policy_is_stale(library, s->today));
	}
	json_put(out, "policy", policy);
}

static cJSON *hit_json(const struct searching *s, int at)
{
	const struct library_entry *library = &s->d->libraries[at];
	cJSON *out = cJSON_CreateObject();
	put_public(s, library, out);
	put_from_file(s, at, out);
	if (!s->query->is_staff)
		return out;
	json_put_int(out, "open", s->open[at]);
	json_put_int(out, "people", s->people[at]);
	put_absence(s, library, out);
	put_policy(s, library, out);
	return out;
}

/* Networks and regions, for the filters. */
static void put_choices(const struct searching *s, cJSON *out)
{
	cJSON *networks = cJSON_CreateArray(), *regions = cJSON_CreateObject();
	for (int i = 0; i < s->d->network_count; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", s->d->networks[i].id);
		json_put_text(item, "name", s->d->networks[i].name);
		cJSON_AddItemToArray(networks, item);
	}
	for (int i = 0; i < s->d->library_count; i++) {
		const char *region = s->d->libraries[i].region;
		if (json_get(regions, region) == NULL)
			json_put_text(regions, region,
				      s->d->networks[s->d->libraries[i].network].id);
	}
	cJSON *list = cJSON_CreateArray();
	for (const cJSON *region = regions->child; region != NULL; region = region->next)
		cJSON_AddItemToArray(list, cJSON_CreateString(region->string));
	cJSON_Delete(regions);
	json_put(out, "networks", networks);
	json_put(out, "regions", list);
}

/* ---------------------------------------------------------------- what only staff see */

static bool note_people(void *arg, const char *library, int64_t count)
{
	struct searching *s = arg;
	int at = directory_library(s->d, library);
	if (at >= 0)
		s->people[at] = count;
	return true;
}

static enum rc read_figures(struct searching *s)
{
	size_t bytes = (size_t)s->d->library_count * sizeof(int64_t);
	int64_t *by_queue = NULL;
	s->open = arena_alloc(s->w->arena, bytes);
	s->people = arena_alloc(s->w->arena, bytes);
	if (s->open == NULL || s->people == NULL)
		return RC_LIMIT;
	enum rc rc = directory_loads(s->d, s->w->store, s->w->arena, &by_queue);
	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < s->d->queue_count; i++)
		s->open[s->d->queues[i].library] += by_queue[i];
	return store_people_per_library(s->w->store, s->w->arena, note_people, s);
}

static struct searching search_of(struct worker *w, const struct directory_query *query)
{
	return (struct searching){
		.w = w,
		.d = w->directory,
		.query = query,
		.topic = query->topic == NULL ? -1 : topic_find(query->topic),
		.today = calendar_day(clock_wall_ms(w->clock)),
	};
}

enum rc directory_search(struct worker *w, const struct directory_query *query, cJSON **out)
{
	struct searching s = search_of(w, query);
	if (query->topic != NULL && query->topic[0] != '\0' && s.topic < 0)
		return refuse(w->refusal, SAY_LABEL_UNKNOWN, "%.60s", query->topic);
	enum rc rc = query->is_staff ? read_figures(&s) : RC_OK;
	struct hit *hits = arena_alloc(w->arena, (size_t)s.d->library_count * sizeof *hits);
	if (rc == RC_OK && hits == NULL)
		rc = RC_LIMIT;
	if (rc != RC_OK)
		return rc;
	read_words(&s);
	int count = 0;
	for (int i = 0; i < s.d->library_count; i++) {
		int score = passes(&s, &s.d->libraries[i]) ? text_score(&s, &s.d->libraries[i]) : 0;
		if (score > 0)
			hits[count++] = (struct hit){i, score};
	}
	qsort_r(hits, (size_t)count, sizeof *hits, by_score, &s);
	cJSON *result = cJSON_CreateObject(), *list = cJSON_CreateArray();
	for (int i = 0; i < count && i < query->limit; i++)
		cJSON_AddItemToArray(list, hit_json(&s, hits[i].library));
	json_put(result, "libraries", list);
	json_put_int(result, "total", count);
	put_choices(&s, result);
	*out = result;
	return RC_OK;
}

enum rc directory_library_json(struct worker *w, const char *library, cJSON **out)
{
	static const struct directory_query query = {.is_staff = true};
	struct searching s = search_of(w, &query);
	int at = directory_library(s.d, library);
	if (at < 0)
		return refuse(w->refusal, SAY_LIBRARY_UNKNOWN, "%.60s", library);
	enum rc rc = read_figures(&s);
	if (rc == RC_OK)
		*out = hit_json(&s, at);
	return rc;
}
