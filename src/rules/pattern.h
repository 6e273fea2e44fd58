/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pattern.h - a PCRE2 pattern as a tree, understood just as far as the search for literals needs it.
 *
 * The tree describes at least every text that the pattern can match, never fewer: what is not understood
 * becomes PART_UNKNOWN, or costs the whole tree. Pure function, any thread.
 */
#ifndef RULES_PATTERN_H
#define RULES_PATTERN_H

#include "base/arena.h"

#include <stddef.h>

enum { PART_CHARS_MAX = 10, PART_WIDTH_MAX = 100000 };

enum part_kind {
	PART_NOTHING, /* takes no text: an empty branch, an anchor, a lookaround */
	PART_EDGE,    /* \b */
	PART_CHARS,   /* one of a few characters */
	PART_UNKNOWN, /* any text, perhaps none */
	PART_ROW,     /* its children, one after the other */
	PART_CHOICE   /* one of its children */
};

struct part {
	enum part_kind kind;
	char chars[PART_CHARS_MAX +
		   1]; /* of PART_CHARS: printable ASCII, lower case, NUL-terminated */
	size_t width;  /* about how many texts it stands for; PART_WIDTH_MAX: that many or more */
	struct part *first, *last, *next;
};

/*
 * gives the tree, in the arena, of a pattern that compiles with PCRE2_CASELESS, UTF and UCP. NULL when it
 * uses something that is not followed (recursion, conditions, \Q…\E, \x…), or when the arena is full.
 */
const struct part *pattern_read(const char *pattern, struct arena *a);

#endif
