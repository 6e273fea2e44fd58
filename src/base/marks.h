/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * marks.h - a set of numbers below a bound, of which few are ever in it.
 *
 * Adding, asking and emptying cost what is in the set, not what could be: ten thousand rules are no dearer
 * than a hundred when the same five are marked. One thread at a time.
 */
#ifndef BASE_MARKS_H
#define BASE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks {
	uint64_t *bits;
	uint32_t *items; /* what is in it, as it came or sorted */
	size_t count;
};

/* For marks_done. An empty set for numbers below the bound. */
void marks_init(struct marks *m, size_t bound);
void marks_done(struct marks *m);

/* Takes out all but the first `kept` of its items. */
void marks_cut(struct marks *m, size_t kept);

/* Puts the items in rising order. */
void marks_sort(struct marks *m);

static inline bool marks_has(const struct marks *m, size_t number)
{
	return (m->bits[number / 64] >> (number % 64) & 1) != 0;
}

/* Returns whether it was not there before. */
static inline bool marks_add(struct marks *m, size_t number)
{
	if (marks_has(m, number))
		return false;
	m->bits[number / 64] |= (uint64_t)1 << (number % 64);
	m->items[m->count++] = (uint32_t)number;
	return true;
}

#endif
