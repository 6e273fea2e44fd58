/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * problems.h - what is wrong in the files that people write, each thing at its place.
 *
 * `struct problems p = {0};` is an empty list. Loaders add and go on, so that one run shows
 * everything. No more than PROBLEMS_KEPT are kept; the rest is only counted. One thread at a time.
 */
#ifndef FILES_PROBLEMS_H
#define FILES_PROBLEMS_H

#include <stddef.h>
#include <stdio.h>

enum { PROBLEMS_KEPT = 1000 };

/* Where something is wrong; a line or column below 1 counts as 1. */
struct spot {
	const char *file;
	int line, column;
};

struct problem {
	char *file;
	int line, column; /* both from 1 */
	char *what;       /* one line of English */
};

struct problems {
	struct problem *items;
	size_t kept;
	size_t count; /* kept or not */
};

/* copies the file's name and the message. */
void problems_add(struct problems *p, struct spot at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

size_t problems_count(const struct problems *p);

/* Writes each as `file:line:column: what`, in the order they were found. */
void problems_print(const struct problems *p, FILE *to);

void problems_done(struct problems *p);

#endif
