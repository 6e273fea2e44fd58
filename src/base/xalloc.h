/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * xalloc.h - memory for the program's own structure: abort when there is none.
 *
 * Never for what an outsider can make us allocate: that comes from an arena with a cap.
 */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

/* gives n zeroed bytes. */
void *xzalloc(size_t n);

/* gives an array of count zeroed elements; aborts on overflow too. */
void *xcalloc(size_t count, size_t size);

/* takes p, gives count elements of size bytes; new bytes are not zeroed. */
void *xreallocarray(void *p, size_t count, size_t size);

/* gives a copy of s; NULL for NULL. */
char *xstrdup(const char *s);

/* gives a NUL-terminated copy of n bytes. */
char *xmemdup(const char *s, size_t n);

/* gives a formatted string. */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Makes room for one more element in a grown-by-doubling array: `items` with `count` used.
 * The capacity is implied by the count (powers of two), so no third field has to be kept.
 */
void *xgrow(void *items, size_t count, size_t size);

#endif
