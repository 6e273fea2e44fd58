/* SPDX-License-Identifier: EUPL-1.2 */
/* lexicon.c - see lexicon.h. */
#include "voices/lexicon.h"

#include "base/xalloc.h"
#include "voices/expression.h"

#include <stdlib.h>
#include <string.h>

enum { NONE = -1 };

/* An expression is the hash of its stems; two that share a 64-bit hash would be one. */
struct place {
	uint64_t hash;
	int first; /* entry; NONE: free */
};

struct lexicon {
	struct place *places;
	size_t place_count, used;
	struct lexicon_entry *entries;
	size_t count;
	struct arena memory; /* names of groups */
	const char *last_about;
};

static void places_init(struct lexicon *l, size_t count)
{
	l->places = xcalloc(count, sizeof *l->places);
	l->place_count = count;
	for (size_t i = 0; i < count; i++)
		l->places[i].first = NONE;
}

struct lexicon *lexicon_new(void)
{
	struct lexicon *l = xzalloc(sizeof *l);
	arena_init(&l->memory, SIZE_MAX);
	places_init(l, 1 << 12);
	return l;
}

void lexicon_free(struct lexicon *l)
{
	if (l == NULL)
		return;
	free(l->places);
	free(l->entries);
	arena_done(&l->memory);
	free(l);
}

int lexicon_count(const struct lexicon *l)
{
	return (int)l->count;
}

static struct place *find_place(const struct lexicon *l, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (l->place_count - 1);
	while (l->places[at].first != NONE && l->places[at].hash != hash)
		at = (at + 1) & (l->place_count - 1);
	return &l->places[at];
}

static void grow(struct lexicon *l)
{
	struct place *old = l->places;
	size_t count = l->place_count;
	places_init(l, count * 2);
	for (size_t i = 0; i < count; i++) {
		if (old[i].first != NONE)
			*find_place(l, old[i].hash) = old[i];
	}
	free(old);
}

static const char *keep_about(struct lexicon *l, const char *about)
{
	/* Groups come one after the other: a name is kept once. */
	if (l->last_about == NULL || strcmp(l->last_about, about) != 0)
		l->last_about = arena_copy(&l->memory, about, strlen(about));
	return l->last_about;
}

/* The same expression twice for one topic: the larger weight. */
static bool raise_weight(struct lexicon *l, int first, const struct lexicon_entry *entry)
{
	for (int i = first; i != NONE; i = l->entries[i].next) {
		if (l->entries[i].topic != entry->topic)
			continue;
		if (l->entries[i].weight < entry->weight)
			l->entries[i].weight = entry->weight;
		return true;
	}
	return false;
}

void lexicon_add(struct lexicon *l, uint64_t hash, const struct lexicon_entry *entry)
{
	if (l->used * 2 > l->place_count)
		grow(l);
	struct place *place = find_place(l, hash);
	if (raise_weight(l, place->first, entry))
		return;
	l->used += place->first == NONE;
	l->entries = xgrow(l->entries, l->count, sizeof *l->entries);
	l->entries[l->count] = (struct lexicon_entry){.topic = entry->topic,
						      .weight = entry->weight,
						      .about = keep_about(l, entry->about),
						      .next = place->first};
	*place = (struct place){hash, (int)l->count++};
}

const struct lexicon_entry *lexicon_next(const struct lexicon *l, const struct lexicon_entry *entry)
{
	return entry->next == NONE ? NULL : &l->entries[entry->next];
}

/* The longest expression that starts at a telling word; NULL, or its first entry with where it ends. */
static const struct lexicon_entry *longest_at(const struct lexicon *l, const struct wording *r,
					      int from, int *to)
{
	const struct lexicon_entry *found = NULL;
	struct expression e = expression_start();
	for (int i = from; i < r->count && e.words < LEXICON_WORDS_MAX; i++) {
		if (r->words[i].is_stop)
			continue;
		e = expression_add(e, r->words[i].stem);
		const struct place *place = find_place(l, e.hash);
		if (place->first == NONE)
			continue;
		found = &l->entries[place->first];
		*to = i + 1;
	}
	return found;
}

void lexicon_find(const struct lexicon *l, const struct wording *reading,
		  void (*hit)(const struct lexicon_hit *hit, void *arg), void *arg)
{
	for (int i = 0; i < reading->count; i++) {
		int to = i;
		const struct lexicon_entry *first =
			reading->words[i].is_stop ? NULL : longest_at(l, reading, i, &to);
		int topics = 0;
		for (const struct lexicon_entry *e = first; e != NULL; e = lexicon_next(l, e))
			topics++;
		for (const struct lexicon_entry *e = first; e != NULL; e = lexicon_next(l, e))
			hit(&(struct lexicon_hit){e, i, to, topics}, arg);
	}
}
