/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * literals.h - what must stand in a folded text for a pattern to match it.
 *
 * Out of the pattern's text comes a set of literals such that the pattern can only match a text in which
 * at least one of them occurs. Always on the safe side: where that cannot be told there is no set, and
 * such a pattern has to be run. Folded text (fold.h) is relied on: there ASCII letters stand for
 * themselves only, however caseless the pattern is. Pure function, any thread.
 */
#ifndef RULES_LITERALS_H
#define RULES_LITERALS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LITERAL_MIN = 3,         /* bytes; one less with an edge or two digits; any number with @ */
	LITERAL_MAX = 16,        /* longer ones are cut: they are rare enough, and take memory */
	LITERALS_ARENA = 1 << 20 /* bytes that are enough for any sane pattern */
};

/* Where \b must hold: before the first byte, behind the last. */
enum { EDGE_BEFORE = 1, EDGE_BEHIND = 2 };

struct literal {
	const char *text; /* printable ASCII, lower case */
	uint8_t len;
	uint8_t edges;
};

struct literals {
	struct literal *items;
	size_t count;
	bool is_start; /* a match starts at the first byte of one of them */
};

/*
 * gives the literals of a pattern that compiles (pattern.h), in the arena, sorted. false when there are
 * none to rely on.
 */
bool literals_of(const char *pattern, struct arena *a, struct literals *out);

#endif
