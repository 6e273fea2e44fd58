/* SPDX-License-Identifier: EUPL-1.2 */
/* problems.c - see problems.h. */
#include "files/problems.h"

#include "base/str.h"
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdlib.h>

void problems_add(struct problems *p, struct spot at, const char *format, ...)
{
	p->count++;
	if (p->kept >= PROBLEMS_KEPT)
		return;
	struct str what = {0};
	va_list args;
	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	p->items = xgrow(p->items, p->kept, sizeof *p->items);
	p->items[p->kept++] = (struct problem){
		.file = xstrdup(at.file),
		.line = at.line < 1 ? 1 : at.line,
		.column = at.column < 1 ? 1 : at.column,
		.what = str_take(&what),
	};
}

size_t problems_count(const struct problems *p)
{
	return p->count;
}

void problems_print(const struct problems *p, FILE *to)
{
	for (size_t i = 0; i < p->kept; i++) {
		const struct problem *one = &p->items[i];
		fprintf(to, "%s:%d:%d: %s\n", one->file, one->line, one->column, one->what);
	}
	if (p->count > p->kept)
		fprintf(to, "… and %zu more\n", p->count - p->kept);
}

void problems_done(struct problems *p)
{
	for (size_t i = 0; i < p->kept; i++) {
		free(p->items[i].file);
		free(p->items[i].what);
	}
	free(p->items);
	*p = (struct problems){0};
}
