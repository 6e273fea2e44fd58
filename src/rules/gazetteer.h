/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gazetteer.h - names of communes, départements, provinces and areas, and what they map to.
 *
 * Loaded from rules/places.yaml, immutable afterwards, any thread. Names are kept as words (folded; a
 * hyphen, an apostrophe and a space are the same, st is saint). Several places may bear one name.
 */
#ifndef RULES_GAZETTEER_H
#define RULES_GAZETTEER_H

#include "files/fields.h"
#include "files/problems.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLACE_WORDS_MAX = 8, PLACE_KEY_MAX = 128 }; /* words, and bytes, of one name */

enum place_kind {
	PLACE_AREA, /* a région or a landscape: several codes */
	PLACE_DEPARTEMENT,
	PLACE_PROVINCE,
	PLACE_COMMUNE,
	PLACE_KIND_COUNT
};

struct place {
	enum place_kind kind;
	char *code; /* a département or BE-XXX; NULL for an area */
	char *name;
	char *insee, *role;        /* of communes; may be NULL */
	struct texts departements; /* of an area */
	struct texts aliases;
	bool is_ambiguous; /* the name is also a word, a river, a person: it needs a preposition */
};

/* One name of one place; the chain is of those with the same name, in the order of the file. */
struct place_name {
	const struct place *place;
	bool is_alias;
	bool is_contracted; /* "au mans" for Le Mans: the preposition is part of it */
	const struct place_name *next;
};

struct places;

/* gives the gazetteer; entries that cannot be read become problems. Never NULL. */
struct places *places_load(const char *path, struct problems *p);
void places_free(struct places *places);

size_t places_count(const struct places *places);

/* The place at an index below the count, in the order of the file. Borrowed. */
const struct place *places_at(const struct places *places, size_t index);

/* The name of a département or province for screens; NULL for a code that is none. Borrowed. */
const char *places_name(const struct places *places, const char *code);

/* The département or province of a code; upper and lower case are the same. NULL: none. Borrowed. */
const struct place *places_by_code(const struct places *places, const char *code);

/* The places called like the words ("saint denis"); NULL: none. Borrowed. */
const struct place_name *places_named(const struct places *places, const char *words);

/* The words of the longest name that starts with this word; 0: none does. */
int places_longest(const struct places *places, const char *first_word);

#endif
