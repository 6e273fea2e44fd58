/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * expression.h - an expression is its telling words as stems, in order, whatever small words stand between them.
 *
 * Its hash stands for it: two expressions with one 64-bit hash would be one. Pure functions, any thread.
 */
#ifndef VOICES_EXPRESSION_H
#define VOICES_EXPRESSION_H

#include "text/wording.h"

#include <stdint.h>

struct expression {
	uint64_t hash;
	int words; /* telling ones */
};

/* No words yet. */
struct expression expression_start(void);

/* With one more stem. */
struct expression expression_add(struct expression e, const char *stem);

/* Of a text as people write it, its stems also into out between spaces, cut at size; 0 words when it has none. */
struct expression expression_of(const char *text, struct stemmer *stemmer, char *out, size_t size);

#endif
