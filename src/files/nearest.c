/* SPDX-License-Identifier: EUPL-1.2 */
/* nearest.c - Levenshtein distance over one row. See nearest.h. */
#include "files/nearest.h"

#include <stddef.h>
#include <string.h>

enum { WORD_MAX = 64, SLIPS_MAX = 2 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

static size_t distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1];
	size_t n = strlen(b);
	for (size_t k = 0; k <= n; k++)
		row[k] = k;
	for (size_t i = 0; a[i] != '\0'; i++) {
		size_t diagonal = row[0];
		row[0] = i + 1;
		for (size_t k = 0; k < n; k++) {
			size_t above = row[k + 1];
			row[k + 1] = least(above + 1, row[k] + 1, diagonal + (a[i] != b[k]));
			diagonal = above;
		}
	}
	return row[n];
}

const char *nearest_word(const char *word, const char *const *words)
{
	const char *nearest = NULL;
	size_t best = SLIPS_MAX + 1;
	if (strlen(word) > WORD_MAX)
		return NULL;
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);
		if (n > WORD_MAX || n <= SLIPS_MAX)
			continue;
		size_t slips = distance(word, *words);
		if (slips < best) {
			best = slips;
			nearest = *words;
		}
	}
	return nearest;
}
