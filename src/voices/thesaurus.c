/* SPDX-License-Identifier: EUPL-1.2 */
/* thesaurus.c - see thesaurus.h. */
#include "voices/thesaurus.h"

#include "base/xalloc.h"
#include "voices/expression.h"

#include <stdlib.h>
#include <string.h>

struct place {
	uint64_t hash; /* 0: free */
	const struct synonym **others;
	int count;
};

struct thesaurus {
	struct arena memory;
	struct place *places;
	size_t place_count, used;
};

struct thesaurus *thesaurus_new(void)
{
	struct thesaurus *t = xzalloc(sizeof *t);
	arena_init(&t->memory, SIZE_MAX);
	t->place_count = 1 << 10;
	t->places = xcalloc(t->place_count, sizeof *t->places);
	return t;
}

void thesaurus_free(struct thesaurus *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->place_count; i++)
		free(t->places[i].others);
	free(t->places);
	arena_done(&t->memory);
	free(t);
}

static struct place *find_place(struct place *places, size_t count, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (count - 1);
	while (places[at].hash != 0 && places[at].hash != hash)
		at = (at + 1) & (count - 1);
	return &places[at];
}

static void grow(struct thesaurus *t)
{
	size_t count = t->place_count * 2;
	struct place *places = xcalloc(count, sizeof *places);
	for (size_t i = 0; i < t->place_count; i++) {
		if (t->places[i].hash != 0)
			*find_place(places, count, t->places[i].hash) = t->places[i];
	}
	free(t->places);
	t->places = places;
	t->place_count = count;
}

static void link_to(struct thesaurus *t, uint64_t hash, const struct synonym *other)
{
	if (t->used * 2 > t->place_count)
		grow(t);
	struct place *place = find_place(t->places, t->place_count, hash);
	t->used += place->hash == 0;
	place->hash = hash;
	place->others = xgrow(place->others, (size_t)place->count, sizeof(struct synonym *));
	place->others[place->count++] = other;
}

void thesaurus_add(struct thesaurus *t, const struct texts *group, struct stemmer *stemmer)
{
	uint64_t *hashes = xcalloc(group->count, sizeof *hashes);
	struct synonym **members = xcalloc(group->count, sizeof(struct synonym *));
	for (size_t i = 0; i < group->count; i++) {
		struct synonym *s = arena_alloc(&t->memory, sizeof *s);
		struct expression e =
			expression_of(group->items[i], stemmer, s->stems, sizeof s->stems);
		if (e.words == 0 || e.words > THESAURUS_WORDS_MAX)
			continue;
		s->written = arena_copy(&t->memory, group->items[i], strlen(group->items[i]));
		s->words = e.words;
		hashes[i] = e.hash;
		members[i] = s;
	}
	for (size_t i = 0; i < group->count; i++) {
		for (size_t j = 0; j < group->count; j++) {
			if (members[i] != NULL && members[j] != NULL && hashes[i] != hashes[j])
				link_to(t, hashes[i], members[j]);
		}
	}
	free(hashes);
	free(members);
}

bool thesaurus_find(const struct thesaurus *t, const struct wording *reading, int from,
		    struct expression_hit *out)
{
	struct expression e = expression_start();
	bool is_found = false;
	if (reading->words[from].is_stop)
		return false;
	for (int i = from; i < reading->count && e.words < THESAURUS_WORDS_MAX; i++) {
		if (reading->words[i].is_stop)
			continue;
		e = expression_add(e, reading->words[i].stem);
		const struct place *place = find_place(t->places, t->place_count, e.hash);
		if (place->hash == 0)
			continue;
		*out = (struct expression_hit){from, i + 1, place->others, place->count};
		is_found = true;
	}
	return is_found;
}
