/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places.h - which place a text speaks of.
 *
 * The longest name wins over one inside it; of several mentions the surest, then the first. A name that
 * is also a word needs a preposition before it ("a nice") or its code after it; in a text that uses
 * capitals it needs one too. A name after rue, avenue, place… is a street. "(29)", "dept 29" and postal
 * codes count as names. Any thread.
 */
#ifndef RULES_PLACES_H
#define RULES_PLACES_H

#include "rules/gazetteer.h"
#include "text/fold.h"

#include <stdbool.h>
#include <stddef.h>

struct place_hit {
	const struct place *place;
	const char *code; /* of the département or province; NULL from places_find_area only */
	const char *name; /* for people */
	size_t from, to;  /* the mention, in the folded text */
	double score; /* 0..1: an ambiguous name 0.7, a name 0.9, with its code 0.99; an area 0.5 */
};

/*
 * Writes the best place with a code and returns true; false when there is none. Capitals are looked up
 * in folded->original, which must still be there; NULL when it is not at hand.
 */
bool places_find(const struct places *places, const struct folded *folded, struct place_hit *out);

/* The best région or landscape, likewise: what is left to say when places_find finds nothing. */
bool places_find_area(const struct places *places, const struct folded *folded,
		      struct place_hit *out);

/* For a field that asks for a place: any name or code counts, ambiguous or not; areas do not. */
bool places_find_alone(const struct places *places, const struct folded *folded,
		       struct place_hit *out);

#endif
