/* SPDX-License-Identifier: EUPL-1.2 */
/* gazetteer.c - a hash table from names, and from the first word of each, to places. See gazetteer.h. */
#include "rules/gazetteer.h"

#include "base/arena.h"
#include "base/xalloc.h"
#include "rules/labels.h"
#include "text/fold.h"
#include "text/tokens.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TABLE_START = 1024, ALIASES_MAX = 40, AREA_CODES_MAX = 20, NAME_MAX_CHARS = 80 };

/* A key is a whole name, the first word of some, or both. */
struct slot {
	const char *key;
	const struct place_name *names;
	struct place_name *last;
	int longest;
};

struct places {
	struct arena memory;
	struct place **items;
	size_t count;
	struct slot *slots; /* a power of two, at most half full */
	size_t slot_count, slots_used;
};

/* What one section of the file holds. */
struct section {
	const char *key;
	enum place_kind kind;
};

static const struct section sections[] = {
	{"regions", PLACE_AREA},
	{"departements", PLACE_DEPARTEMENT},
	{"provinces", PLACE_PROVINCE},
	{"communes", PLACE_COMMUNE},
};

static const struct yaml_field place_fields[] = {
	{"code", FIELD_TEXT, false, offsetof(struct place, code), {1, 6}},
	{"name", FIELD_TEXT, true, offsetof(struct place, name), {1, NAME_MAX_CHARS}},
	{"insee", FIELD_TEXT, false, offsetof(struct place, insee), {1, 5}},
	{"role", FIELD_SLUG, false, offsetof(struct place, role), {0, 0}},
	{"departements",
	 FIELD_TEXTS,
	 false,
	 offsetof(struct place, departements),
	 {1, AREA_CODES_MAX}},
	{"aliases", FIELD_TEXTS, false, offsetof(struct place, aliases), {1, ALIASES_MAX}},
	{"ambiguous", FIELD_FLAG, false, offsetof(struct place, is_ambiguous), {0, 0}},
	{0},
};

static const struct yaml_record place_record = {"a place", place_fields};

static uint64_t hash(const char *key)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 0x100000001b3u;
	return h ^ h >> 32;
}

/* The slot of the key, or the empty one where it would be. */
static struct slot *find_slot(const struct places *places, const char *key)
{
	size_t mask = places->slot_count - 1;
	size_t i = hash(key) & mask;
	while (places->slots[i].key != NULL && strcmp(places->slots[i].key, key) != 0)
		i = (i + 1) & mask;
	return &places->slots[i];
}

static void grow(struct places *places)
{
	struct slot *old = places->slots;
	size_t count = places->slot_count;
	places->slot_count = count == 0 ? TABLE_START : count * 2;
	places->slots = xcalloc(places->slot_count, sizeof *places->slots);
	for (size_t i = 0; i < count; i++) {
		if (old[i].key != NULL)
			*find_slot(places, old[i].key) = old[i];
	}
	free(old);
}

static struct slot *take_slot(struct places *places, const char *key)
{
	if (places->slots_used * 2 >= places->slot_count)
		grow(places);
	struct slot *slot = find_slot(places, key);
	if (slot->key == NULL) {
		slot->key = arena_copy(&places->memory, key, strlen(key));
		places->slots_used++;
	}
	return slot;
}

static void add_key(struct places *places, const char *key, struct place_name name)
{
	char first[PLACE_KEY_MAX];
	int words = 1;
	for (const char *c = key; *c != '\0'; c++)
		words += *c == ' ';
	struct slot *slot = take_slot(places, key);
	struct place_name *entry = arena_alloc(&places->memory, sizeof *entry);
	*entry = name;
	if (slot->last == NULL)
		slot->names = entry;
	else
		slot->last->next = entry;
	slot->last = entry;
	size_t n = strcspn(key, " ");
	memcpy(first, key, n);
	first[n] = '\0';
	slot = take_slot(places, first);
	if (slot->longest < words)
		slot->longest = words;
}

/* Writes the words of a name, with one space between; false when there are none, or too many. */
static bool make_key(const char *name, char out[PLACE_KEY_MAX])
{
	char *folded = fold_word(name);
	struct words walk = {.text = folded, .len = folded == NULL ? 0 : strlen(folded)};
	size_t from, to, used = 0;
	int words = 0;
	bool fits = walk.len > 0;
	while (fits && words_next(&walk, &from, &to)) {
		const char *word = folded + from;
		size_t n = to - from;
		word_unabbreviate(&word, &n);
		fits = ++words <= PLACE_WORDS_MAX && used + n + 2 <= PLACE_KEY_MAX;
		if (!fits)
			break;
		if (used > 0)
			out[used++] = ' ';
		memcpy(out + used, word, n);
		used += n;
	}
	free(folded);
	out[used < PLACE_KEY_MAX ? used : PLACE_KEY_MAX - 1] = '\0';
	return fits && used > 0;
}

/* "le mans" is also "au mans" and "du mans", "les andelys" "aux andelys" and "des andelys". */
static void add_contractions(struct places *places, const char *key, struct place_name name)
{
	static const struct {
		const char *article, *forms[2];
	} contractions[] = {{"le ", {"au ", "du "}}, {"les ", {"aux ", "des "}}};
	name.is_contracted = true;
	for (size_t i = 0; i < sizeof contractions / sizeof contractions[0]; i++) {
		size_t n = strlen(contractions[i].article);
		if (strncmp(key, contractions[i].article, n) != 0)
			continue;
		for (size_t k = 0; k < 2; k++) {
			char form[PLACE_KEY_MAX + 4];
			stpcpy(stpcpy(form, contractions[i].forms[k]), key + n);
			if (strlen(form) < PLACE_KEY_MAX)
				add_key(places, form, name);
		}
	}
}

static bool add_names(const struct yaml_node *node, struct places *places,
		      const struct place *place)
{
	char key[PLACE_KEY_MAX];
	struct place_name name = {.place = place};
	if (!make_key(place->name, key)) {
		yaml_problem(node, "the name \"%s\" has no words, or more than %d", place->name,
			     PLACE_WORDS_MAX);
		return false;
	}
	add_key(places, key, name);
	if (!place->is_ambiguous)
		add_contractions(places, key, name);
	name.is_alias = true;
	for (size_t i = 0; i < place->aliases.count; i++) {
		if (!make_key(place->aliases.items[i], key)) {
			yaml_problem(node, "the alias \"%s\" has no words, or more than %d",
				     place->aliases.items[i], PLACE_WORDS_MAX);
			return false;
		}
		add_key(places, key, name);
	}
	return true;
}

/* An area has codes of others; everything else has one of its own. */
static bool has_good_codes(const struct yaml_node *node, const struct place *place)
{
	if (place->kind != PLACE_AREA) {
		bool is_good = place->code != NULL && is_place_code(place->code);
		if (!is_good)
			yaml_problem(node, "\"%s\" needs a code: a département or BE-XXX",
				     place->name);
		return is_good;
	}
	if (place->code != NULL || place->departements.count == 0) {
		yaml_problem(node, "\"%s\" needs departements, and no code", place->name);
		return false;
	}
	for (size_t i = 0; i < place->departements.count; i++) {
		if (!is_place_code(place->departements.items[i])) {
			yaml_problem(node, "\"%s\" is no code of a département or province",
				     place->departements.items[i]);
			return false;
		}
	}
	return true;
}

static void add_place(struct places *places, const struct yaml_node *node, enum place_kind kind)
{
	struct place *place = arena_alloc(&places->memory, sizeof *place);
	place->kind = kind;
	if (!read_record(node, &place_record, &places->memory, place) ||
	    !has_good_codes(node, place) || !add_names(node, places, place))
		return;
	places->items = xgrow(places->items, places->count, sizeof(struct place *));
	places->items[places->count++] = place;
}

static void add_section(const struct yaml_node *key, const struct yaml_node *value, void *arg)
{
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		if (strcmp(yaml_text(key), sections[i].key) != 0)
			continue;
		if (!yaml_is_list(value))
			yaml_problem(value, "a list of places was expected");
		for (const struct yaml_node *n = yaml_first(value); n != NULL; n = yaml_next(n))
			add_place(arg, n, sections[i].kind);
		return;
	}
	yaml_problem(key,
		     "unknown key \"%s\": regions, departements, provinces and communes are known",
		     yaml_text(key));
}

struct places *places_load(const char *path, struct problems *p)
{
	struct places *places = xzalloc(sizeof *places);
	struct source source;
	arena_init(&places->memory, SIZE_MAX);
	grow(places);
	if (source_read(path, p, &source)) {
		yaml_each_key(&source, p, add_section, places);
		source_done(&source);
	}
	return places;
}

void places_free(struct places *places)
{
	if (places == NULL)
		return;
	arena_done(&places->memory);
	free(places->items);
	free(places->slots);
	free(places);
}

size_t places_count(const struct places *places)
{
	return places->count;
}

const struct place *places_at(const struct places *places, size_t index)
{
	return places->items[index];
}

const char *places_name(const struct places *places, const char *code)
{
	const struct place *place = places_by_code(places, code);
	return place == NULL ? NULL : place->name;
}

const struct place *places_by_code(const struct places *places, const char *code)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = places->items[i];
		bool has_own_code =
			place->kind == PLACE_DEPARTEMENT || place->kind == PLACE_PROVINCE;
		if (has_own_code && strcasecmp(place->code, code) == 0)
			return place;
	}
	return NULL;
}

const struct place_name *places_named(const struct places *places, const char *words)
{
	return find_slot(places, words)->names;
}

int places_longest(const struct places *places, const char *first_word)
{
	return find_slot(places, first_word)->longest;
}
