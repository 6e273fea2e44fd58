/* SPDX-License-Identifier: EUPL-1.2 */
/* library.c - see library.h. */
#include "corpus/library.h"

#include "base/xalloc.h"
#include "corpus/folder.h"
#include "corpus/network.h"
#include "rules/labels.h"

#include <string.h>

enum {
	NAME_CHARS_MAX = 160,
	CODES_MAX = 110,
	LANGUAGES_MAX = 20,
	CAPACITY_MAX = 10000,
	CLOSED_MAX = 400,
	POLICY_MAX = 20000,
	WHY_MAX = 200,
	ADDRESS_MAX = 254
};

static const char *const kinds[] = {"municipale", "intercommunale", "departementale",
				    "nationale",  "universitaire",  "exemple",
				    NULL};
static const char *const weekdays[] = {"lundi",    "mardi",  "mercredi", "jeudi",
				       "vendredi", "samedi", "dimanche", NULL};

struct parts {
	struct library library;
	const struct yaml_node *strengths, *kinds, *calendar, *policy, *queues, *convention;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, library.id), {0, 0}},
	{"name", FIELD_TEXT, true, offsetof(struct parts, library.name), {1, NAME_CHARS_MAX}},
	{"network", FIELD_SLUG, true, offsetof(struct parts, library.network), {0, 0}},
	{"kind", FIELD_SLUG, true, offsetof(struct parts, library.kind), {0, 0}},
	{"illustration",
	 FIELD_FLAG,
	 false,
	 offsetof(struct parts, library.is_illustration),
	 {0, 0}},
	{"example", FIELD_FLAG, false, offsetof(struct parts, library.is_example), {0, 0}},
	{"referent", FIELD_TEXTS, false, offsetof(struct parts, library.referent), {0, CODES_MAX}},
	{"commune",
	 FIELD_TEXT,
	 false,
	 offsetof(struct parts, library.commune),
	 {1, NAME_CHARS_MAX}},
	{"insee", FIELD_TEXT, false, offsetof(struct parts, library.insee), {1, 5}},
	{"departement", FIELD_TEXT, true, offsetof(struct parts, library.departement), {1, 6}},
	{"region", FIELD_TEXT, true, offsetof(struct parts, library.region), {1, NAME_CHARS_MAX}},
	{"territory", FIELD_TEXTS, true, offsetof(struct parts, library.territory), {0, CODES_MAX}},
	{"languages",
	 FIELD_TEXTS,
	 true,
	 offsetof(struct parts, library.languages),
	 {1, LANGUAGES_MAX}},
	{"strengths", FIELD_NODE, false, offsetof(struct parts, strengths), {0, 0}},
	{"kinds", FIELD_NODE, false, offsetof(struct parts, kinds), {0, 0}},
	{"capacity", FIELD_INT, true, offsetof(struct parts, library.capacity), {0, CAPACITY_MAX}},
	{"calendar", FIELD_NODE, true, offsetof(struct parts, calendar), {0, 0}},
	{"policy", FIELD_NODE, false, offsetof(struct parts, policy), {0, 0}},
	{"convention", FIELD_NODE, false, offsetof(struct parts, convention), {0, 0}},
	{"contact",
	 FIELD_TEXT,
	 false,
	 offsetof(struct parts, library.contact),
	 {1, NAME_CHARS_MAX}},
	{"website", FIELD_TEXT, false, offsetof(struct parts, library.website), {1, ADDRESS_MAX}},
	{"email", FIELD_TEXT, false, offsetof(struct parts, library.email), {3, ADDRESS_MAX}},
	{"queues", FIELD_NODE, true, offsetof(struct parts, queues), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a library", fields};

struct calendar_parts {
	const struct yaml_node *zone, *absences;
	struct texts closed;
};

static const struct yaml_field calendar_fields[] = {
	{"zone", FIELD_NODE, true, offsetof(struct calendar_parts, zone), {0, 0}},
	{"closed", FIELD_TEXTS, false, offsetof(struct calendar_parts, closed), {0, CLOSED_MAX}},
	{"absences", FIELD_NODE, false, offsetof(struct calendar_parts, absences), {0, 0}},
	{0},
};

static const struct yaml_record calendar_record = {"a calendar", calendar_fields};

static const struct yaml_field absence_fields[] = {
	{"from", FIELD_DATE, true, offsetof(struct absence, from), {0, 0}},
	{"to", FIELD_DATE, true, offsetof(struct absence, to), {0, 0}},
	{"why", FIELD_TEXT, false, offsetof(struct absence, why), {1, WHY_MAX}},
	{0},
};

static const struct yaml_record absence_record = {"an absence", absence_fields};

static const struct yaml_field policy_fields[] = {
	{"reviewed", FIELD_DATE, true, offsetof(struct library, policy_reviewed), {0, 0}},
	{"text", FIELD_TEXT, true, offsetof(struct library, policy_text), {1, POLICY_MAX}},
	{0},
};

static const struct yaml_record policy_record = {"a policy page", policy_fields};

static const char *const conventions[] = {"signee", "en-cours", "echue", NULL};

static const struct yaml_field convention_fields[] = {
	{"status", FIELD_SLUG, true, offsetof(struct convention, status), {0, 0}},
	{"until", FIELD_DATE, false, offsetof(struct convention, until), {0, 0}},
	{0},
};

static const struct yaml_record convention_record = {"a convention", convention_fields};

static bool is_weekday(const char *word)
{
	for (size_t i = 0; weekdays[i] != NULL; i++) {
		if (strcmp(word, weekdays[i]) == 0)
			return true;
	}
	return false;
}

/* {histoire: 0.7, …}: a weight 0..1 for each label of the list. */
static bool read_weights(const struct yaml_node *n, enum label_list list, double *weights)
{
	if (n == NULL)
		return true;
	if (!yaml_is_map(n)) {
		yaml_problem(n, "weights by label were expected, as {histoire: 0.7}");
		return false;
	}
	bool is_good = true;
	for (const struct yaml_node *k = yaml_first(n); k != NULL; k = yaml_next(k)) {
		int label;
		if (!want_label(k, list, &label) ||
		    !want_number(yaml_value(k), (struct bounds){0, 1}, &weights[label]))
			is_good = false;
	}
	return is_good;
}

static bool read_absences(const struct yaml_node *n, struct reading *r, struct library *out)
{
	if (n == NULL)
		return true;
	if (!yaml_is_list(n)) {
		yaml_problem(
			n,
			"a list of absences was expected, as {from: 2026-08-01, to: 2026-08-15}");
		return false;
	}
	out->absences = arena_alloc(r->memory, (yaml_count(n) + 1) * sizeof *out->absences);
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		struct absence *absence = &out->absences[out->absence_count];
		if (!read_record(i, &absence_record, r->memory, absence))
			return false;
		if (strcmp(absence->from, absence->to) > 0) {
			yaml_problem(i, "the absence ends before it starts");
			return false;
		}
		out->absence_count++;
	}
	return true;
}

static bool read_calendar(const struct yaml_node *n, struct reading *r, struct library *out)
{
	struct calendar_parts parts = {0};
	if (!read_record(n, &calendar_record, r->memory, &parts) ||
	    !want_zone(parts.zone, r->memory, &out->zone) || !read_absences(parts.absences, r, out))
		return false;
	for (size_t i = 0; i < parts.closed.count; i++) {
		const char *day = parts.closed.items[i];
		if (is_weekday(day) || is_date(day))
			continue;
		yaml_problem(yaml_get(n, "closed"),
			     "\"%s\" is neither a weekday (lundi …) nor a date (2026-12-24)", day);
		return false;
	}
	out->closed = parts.closed;
	return true;
}

static bool are_codes(const struct yaml_node *map, const char *key, const struct texts *codes)
{
	for (size_t i = 0; i < codes->count; i++) {
		if (is_place_code(codes->items[i]))
			continue;
		yaml_problem(yaml_get(map, key), "\"%s\" is no code of a département or province",
			     codes->items[i]);
		return false;
	}
	return true;
}

static bool has_good_words(const struct yaml_node *map, const struct library *library)
{
	if (!want_word(yaml_get(map, "kind"), "kind of library", kinds))
		return false;
	if (!is_place_code(library->departement)) {
		yaml_problem(yaml_get(map, "departement"),
			     "a département code or a province (BE-XXX) was expected, in quotes");
		return false;
	}
	for (size_t i = 0; i < library->languages.count; i++) {
		const char *language = library->languages.items[i];
		if (strlen(language) == 2 && is_slug(language))
			continue;
		yaml_problem(yaml_get(map, "languages"), "\"%s\" is no language code, as fr",
			     language);
		return false;
	}
	return are_codes(map, "territory", &library->territory) &&
	       are_codes(map, "referent", &library->referent);
}

static bool read_convention(const struct yaml_node *n, struct reading *r, struct library *out)
{
	return read_record(n, &convention_record, r->memory, &out->convention) &&
	       want_word(yaml_get(n, "status"), "status of a convention", conventions);
}

/* An address that a click leads to, or a letter: checked for form only. */
static bool has_good_addresses(const struct yaml_node *map, const struct library *library)
{
	if (library->website != NULL && strncmp(library->website, "https://", 8) != 0) {
		yaml_problem(yaml_get(map, "website"), "an address that begins with https:// was "
						       "expected");
		return false;
	}
	const char *at = library->email == NULL ? NULL : strchr(library->email, '@');
	if (library->email != NULL &&
	    (at == NULL || at == library->email || strchr(at, '.') == NULL ||
	     strpbrk(library->email, " <>,;\"\r\n") != NULL)) {
		yaml_problem(yaml_get(map, "email"), "an e-mail address was expected");
		return false;
	}
	return true;
}

/* The parts that are records of their own; each is read even when another is wrong. */
static bool read_parts(struct parts *parts, struct reading *r)
{
	struct library *library = &parts->library;
	bool is_good = read_weights(parts->strengths, LABEL_TOPIC, library->strengths);
	if (!read_weights(parts->kinds, LABEL_KIND, library->kinds))
		is_good = false;
	if (parts->calendar != NULL && !read_calendar(parts->calendar, r, library))
		is_good = false;
	if (parts->policy != NULL &&
	    !read_record(parts->policy, &policy_record, r->memory, library))
		is_good = false;
	if (parts->convention != NULL && !read_convention(parts->convention, r, library))
		is_good = false;
	if (parts->queues != NULL && library->id != NULL &&
	    !want_queues(parts->queues, library->id, r, &library->queues))
		is_good = false;
	return is_good;
}

static void add_library(const struct yaml_node *map, struct reading *r, void *arg)
{
	struct libraries *list = arg;
	struct parts parts = {0};
	struct library *library = &parts.library;
	bool is_good = read_record(map, &record, r->memory, &parts);
	if (!read_parts(&parts, r) || !is_good || !has_good_words(map, library) ||
	    !has_good_addresses(map, library) || !is_named_after(map, library->id) ||
	    !registry_define(r->registry, REGISTRY_LIBRARY, library->id, yaml_get(map, "id")))
		return;
	registry_refer(r->registry, REGISTRY_NETWORK, library->network, yaml_get(map, "network"));
	library->file = path_kept(map, r);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *library;
}

void library_read(const struct text_file *file, struct reading *r, struct libraries *out)
{
	text_read(file, r, add_library, out);
}

bool libraries_load(const char *dir, struct reading *r, struct libraries *out)
{
	return folder_read(dir, r, add_library, out);
}
