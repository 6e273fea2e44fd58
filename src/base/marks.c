/* SPDX-License-Identifier: EUPL-1.2 */
/* marks.c - a bit each to ask, and a list of those that are set. See marks.h. */
#include "base/marks.h"

#include "base/xalloc.h"

#include <stdlib.h>

void marks_init(struct marks *m, size_t bound)
{
	*m = (struct marks){.bits = xcalloc((bound + 63) / 64, sizeof *m->bits),
			    .items = xcalloc(bound, sizeof *m->items)};
}

void marks_done(struct marks *m)
{
	free(m->bits);
	free(m->items);
	*m = (struct marks){0};
}

void marks_cut(struct marks *m, size_t kept)
{
	for (; m->count > kept; m->count--) {
		uint32_t number = m->items[m->count - 1];
		m->bits[number / 64] &= ~((uint64_t)1 << (number % 64));
	}
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

void marks_sort(struct marks *m)
{
	if (m->count > 1)
		qsort(m->items, m->count, sizeof *m->items, compare_numbers);
}
