/* SPDX-License-Identifier: EUPL-1.2 */
/* xalloc.c - see xalloc.h. */
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_abort(void *p)
{
	if (p == NULL) {
		fputs("aiguilleur: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *xzalloc(size_t n)
{
	return or_abort(calloc(1, n == 0 ? 1 : n));
}

void *xcalloc(size_t count, size_t size)
{
	return or_abort(calloc(count == 0 ? 1 : count, size));
}

void *xreallocarray(void *p, size_t count, size_t size)
{
	return or_abort(reallocarray(p, count == 0 ? 1 : count, size));
}

char *xstrdup(const char *s)
{
	return s == NULL ? NULL : or_abort(strdup(s));
}

char *xmemdup(const char *s, size_t n)
{
	char *copy = xzalloc(n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	return copy;
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = NULL;
	int n = vasprintf(&text, format, args);
	va_end(args);
	return or_abort(n < 0 ? NULL : text);
}

void *xgrow(void *items, size_t count, size_t size)
{
	bool is_full = (count & (count - 1)) == 0;
	if (!is_full)
		return items;
	return xreallocarray(items, count == 0 ? 1 : count * 2, size);
}
