/* SPDX-License-Identifier: EUPL-1.2 */
/* directory.c - see directory.h. */
#include "flow/directory.h"

#include "base/xalloc.h"
#include "flow/worker.h"
#include "store/directory_store.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIRECTORY_BYTES = 64 * 1024 * 1024 };

static const char *const kind_words[QUEUE_KIND_COUNT] = {
	"library", "expert", "professional", "partner", "urgent", "fallback",
};

const char *queue_kind_word(enum queue_kind kind)
{
	return kind_words[kind];
}

static enum queue_kind queue_kind_find(const char *word)
{
	for (int i = 0; i < QUEUE_KIND_COUNT; i++) {
		if (strcmp(kind_words[i], word) == 0)
			return (enum queue_kind)i;
	}
	return QUEUE_LIBRARY;
}

bool territory_has(const char *territory, const char *code)
{
	if (territory == NULL || code == NULL)
		return false;
	char padded[32];
	int n = snprintf(padded, sizeof padded, " %s ", code);
	return n > 0 && (size_t)n < sizeof padded && strstr(territory, padded) != NULL;
}

uint64_t place_key(const char *code)
{
	uint64_t key = 0;
	size_t len = code == NULL ? 0 : strlen(code);
	if (len > sizeof key)
		return 0;
	for (size_t i = 0; i < len; i++)
		key = key << 8 | (unsigned char)code[i];
	return key;
}

bool place_keys_have(const struct place_keys *keys, uint64_t key)
{
	for (int i = 0; key != 0 && i < keys->count; i++) {
		if (keys->items[i] == key)
			return true;
	}
	return false;
}

static bool add_network(void *arg, const struct network_row *row)
{
	struct directory *d = arg;
	d->networks = xgrow(d->networks, (size_t)d->network_count, sizeof *d->networks);
	d->networks[d->network_count++] = (struct network_entry){
		.id = row->id,
		.name = row->name,
		.country = row->country,
		.zone = calendar_zone(row->calendar),
		.library = row->library,
		.fallback = -1,
		.urgent = -1,
		.professional = -1,
	};
	return true;
}

static bool add_library(void *arg, const struct library_row *row)
{
	struct directory *d = arg;
	d->libraries = xgrow(d->libraries, (size_t)d->library_count, sizeof *d->libraries);
	d->libraries[d->library_count++] = (struct library_entry){
		.id = row->id,
		.name = row->name,
		.kind = row->kind,
		.commune = row->commune,
		.departement = row->departement,
		.region = row->region,
		.languages = row->languages,
		.network = directory_network(d, row->network),
		.zone = calendar_zone(row->zone),
		.capacity = row->capacity,
		.is_illustration = row->is_illustration,
		.policy_text = row->policy_text,
		.policy_reviewed = row->policy_reviewed,
		.insee = row->insee,
		.convention = row->convention,
		.convention_until = row->convention_until,
		.contact = row->contact,
		.website = row->website,
		.email = row->email,
		.closed_weekdays = row->closed_weekdays,
		.territory = " ",
		.referent = " ",
	};
	return true;
}

static const char *join_code(struct directory *d, const char *codes, const char *code)
{
	size_t n = strlen(codes) + strlen(code) + 2;
	char *joined = arena_alloc(&d->arena, n);
	if (joined == NULL)
		return codes;
	snprintf(joined, n, "%s%s ", codes, code);
	return joined;
}

static bool add_library_label(void *arg, const struct label_row *row)
{
	struct directory *d = arg;
	int at = directory_library(d, row->owner);
	if (at < 0)
		return true;
	struct library_entry *library = &d->libraries[at];
	int topic = topic_find(row->label), kind = kind_find(row->label);
	if (strcmp(row->dimension, "topic") == 0 && topic >= 0)
		library->topics[topic] = (float)row->weight;
	else if (strcmp(row->dimension, "kind") == 0 && kind >= 0)
		library->kinds[kind] = (float)row->weight;
	else if (strcmp(row->dimension, "territory") == 0)
		library->territory = join_code(d, library->territory, row->label);
	else if (strcmp(row->dimension, "referent") == 0)
		library->referent = join_code(d, library->referent, row->label);
	return true;
}

static bool add_closure(void *arg, const struct closure_row *row)
{
	struct directory *d = arg;
	int at = directory_library(d, row->library);
	if (at < 0)
		return true;
	struct library_entry *library = &d->libraries[at];
	library->closures =
		xgrow(library->closures, (size_t)library->closure_count, sizeof *library->closures);
	library->closures[library->closure_count++] = (struct closure){
		.first = calendar_days(calendar_parse(row->first_day)),
		.last = calendar_days(calendar_parse(row->last_day)),
		.first_day = row->first_day,
		.last_day = row->last_day,
		.kind = row->kind,
		.why = row->why,
	};
	return true;
}

const struct closure *library_closure_on(const struct library_entry *library, int64_t day)
{
	for (int i = 0; i < library->closure_count; i++) {
		if (library->closures[i].first <= day && day <= library->closures[i].last)
			return &library->closures[i];
	}
	return NULL;
}

enum { STALE_MONTHS = 12 };

int library_policy_months(const struct library_entry *library, int64_t day)
{
	if (library->policy_text == NULL || library->policy_text[0] == '\0' ||
	    library->policy_reviewed == NULL)
		return -1;
	struct date then = calendar_parse(library->policy_reviewed), now = calendar_date_of(day);
	int months =
		(now.year - then.year) * 12 + now.month - then.month - (now.day < then.day ? 1 : 0);
	return months < 0 ? 0 : months;
}

bool library_policy_is_stale(const struct library_entry *library, int64_t day)
{
	return library_policy_months(library, day) >= STALE_MONTHS;
}

/* A network's special queues are found once, here, and not for each question. */
static void note_special(struct directory *d, int queue)
{
	struct network_entry *network = &d->networks[d->queues[queue].network];
	switch (d->queues[queue].kind) {
	case QUEUE_FALLBACK:
		network->fallback = queue;
		break;
	case QUEUE_URGENT:
		network->urgent = queue;
		break;
	case QUEUE_PROFESSIONAL:
		network->professional = queue;
		break;
	default:
		break;
	}
}

static bool add_queue(void *arg, const struct queue_row *row)
{
	struct directory *d = arg;
	struct queue_entry queue = {
		.id = row->id,
		.title = row->title,
		.note = row->note,
		.kind = queue_kind_find(row->kind),
		.network = directory_network(d, row->network),
		.library = directory_library(d, row->library),
	};
	if (queue.network < 0 || queue.library < 0)
		return true;
	d->queues = xgrow(d->queues, (size_t)d->queue_count, sizeof *d->queues);
	d->queues[d->queue_count] = queue;
	note_special(d, d->queue_count++);
	return true;
}

static bool add_queue_label(void *arg, const struct label_row *row)
{
	struct directory *d = arg;
	int at = directory_queue(d, row->owner);
	if (at < 0)
		return true;
	int topic = topic_find(row->label), kind = kind_find(row->label);
	int flag = flag_find(row->label);
	if (strcmp(row->dimension, "topic") == 0 && topic >= 0)
		d->queues[at].topics[topic] = true;
	else if (strcmp(row->dimension, "kind") == 0 && kind >= 0)
		d->queues[at].kinds[kind] = true;
	else if (strcmp(row->dimension, "flag") == 0 && flag >= 0)
		d->queues[at].flags[flag] = true;
	return true;
}

static enum rc load_all(struct directory *d, struct store *s)
{
	enum rc rc = store_networks(s, &d->arena, add_network, d);
	if (rc == RC_OK)
		rc = store_libraries(s, &d->arena, add_library, d);
	if (rc == RC_OK)
		rc = store_library_labels(s, &d->arena, add_library_label, d);
	if (rc == RC_OK)
		rc = store_library_closures(s, &d->arena, add_closure, d);
	if (rc == RC_OK)
		rc = store_queues(s, &d->arena, add_queue, d);
	if (rc == RC_OK)
		rc = store_queue_labels(s, &d->arena, add_queue_label, d);
	return rc;
}

/* " 29 35 " as numbers. */
static struct place_keys keys_of(struct directory *d, const char *codes)
{
	/* Each code has a space before it. */
	uint64_t *items = arena_alloc(&d->arena, strlen(codes) * sizeof *items);
	struct place_keys keys = {.items = items};
	const char *at = codes;
	while (items != NULL && (at += strspn(at, " "), *at != '\0')) {
		char code[32];
		size_t len = strcspn(at, " ");
		snprintf(code, sizeof code, "%.*s", (int)len, at);
		items[keys.count++] = place_key(code);
		at += len;
	}
	return keys;
}

static void number_places(struct directory *d)
{
	for (int i = 0; i < d->library_count; i++) {
		struct library_entry *library = &d->libraries[i];
		library->territory_keys = keys_of(d, library->territory);
		library->referent_keys = keys_of(d, library->referent);
	}
}

static const char *what_is_missing(const struct directory *d)
{
	if (d->network_count == 0)
		return "there is no network yet: run `aiguilleur init` first";
	for (int i = 0; i < d->network_count; i++) {
		if (d->networks[i].fallback < 0)
			return "a network has no fallback queue";
	}
	return NULL;
}

struct directory *directory_load(struct store *s, char *why, size_t why_size)
{
	struct directory *d = xzalloc(sizeof *d);
	arena_init(&d->arena, DIRECTORY_BYTES);
	enum rc rc = load_all(d, s);
	const char *missing = rc == RC_OK ? what_is_missing(d) : "the directory could not be read";
	number_places(d);
	if (missing == NULL)
		return d;
	snprintf(why, why_size, "%s", missing);
	directory_free(d);
	return NULL;
}

void directory_free(struct directory *d)
{
	if (d == NULL)
		return;
	arena_done(&d->arena);
	free(d->networks);
	for (int i = 0; i < d->library_count; i++)
		free(d->libraries[i].closures);
	free(d->libraries);
	free(d->queues);
	free(d);
}

int directory_network(const struct directory *d, const char *id)
{
	for (int i = 0; id != NULL && i < d->network_count; i++) {
		if (strcmp(d->networks[i].id, id) == 0)
			return i;
	}
	return -1;
}

int directory_network_of_country(const struct directory *d, const char *country)
{
	for (int i = 0; country != NULL && i < d->network_count; i++) {
		if (strcmp(d->networks[i].country, country) == 0)
			return i;
	}
	return -1;
}

/* Libraries and queues come from the store in the order of their ids, and start with them. */
static int compare_id(const void *id, const void *entry)
{
	return strcmp(id, *(const char *const *)entry);
}

int directory_library(const struct directory *d, const char *id)
{
	_Static_assert(offsetof(struct library_entry, id) == 0, "the id comes first");
	const struct library_entry *found =
		id == NULL ? NULL
			   : bsearch(id, d->libraries, (size_t)d->library_count,
				     sizeof *d->libraries, compare_id);
	return found == NULL ? -1 : (int)(found - d->libraries);
}

int directory_queue(const struct directory *d, const char *id)
{
	_Static_assert(offsetof(struct queue_entry, id) == 0, "the id comes first");
	const struct queue_entry *found = id == NULL
						  ? NULL
						  : bsearch(id, d->queues, (size_t)d->queue_count,
							    sizeof *d->queues, compare_id);
	return found == NULL ? -1 : (int)(found - d->queues);
}

/* ---------------------------------------------------------------- loads */

struct loads {
	const struct directory *directory;
	int64_t *open;
};

static bool note_load(void *arg, const char *queue, int64_t open)
{
	const struct loads *loads = arg;
	int at = directory_queue(loads->directory, queue);
	if (at >= 0)
		loads->open[at] = open;
	return true;
}

enum rc directory_loads(const struct directory *d, struct store *s, struct arena *a, int64_t **open)
{
	struct loads loads = {.directory = d};
	loads.open = arena_alloc(a, (size_t)d->queue_count * sizeof *loads.open);
	if (loads.open == NULL)
		return RC_LIMIT;
	*open = loads.open;
	return s == NULL ? RC_OK : store_queue_loads(s, a, note_load, &loads);
}

/* ---------------------------------------------------------------- figures */

struct figures {
	const struct directory *directory;
	struct queue_figures *items;
	int at; /* rows and queues are both in the order of ids */
};

static bool note_figures(void *arg, const struct queue_figures_row *row)
{
	struct figures *f = arg;
	const struct directory *d = f->directory;
	while (f->at < d->queue_count && strcmp(d->queues[f->at].id, row->queue) < 0)
		f->at++;
	if (f->at < d->queue_count && strcmp(d->queues[f->at].id, row->queue) == 0)
		f->items[f->at] =
			(struct queue_figures){.open = row->open, .routed_this_week = row->routed};
	return true;
}

enum rc directory_figures(struct worker *w, struct queue_figures **out)
{
	char week[CALENDAR_WEEK_BYTES];
	struct figures f = {.directory = w->directory};
	f.items = arena_alloc(w->arena, (size_t)w->directory->queue_count * sizeof *f.items);
	if (f.items == NULL)
		return RC_LIMIT;
	*out = f.items;
	if (w->store == NULL)
		return RC_OK;
	calendar_week(clock_wall_ms(w->clock), week);
	return store_queue_figures(w->store, week, note_figures, &f);
}
