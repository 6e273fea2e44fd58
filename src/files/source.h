/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * source.h - one file that people wrote, read whole: at most 4 MiB of valid UTF-8.
 *
 * A byte order mark at the start is dropped and CRLF becomes LF, so lines and columns count the
 * same everywhere. One thread at a time.
 */
#ifndef FILES_SOURCE_H
#define FILES_SOURCE_H

#include "files/problems.h"

#include <stdbool.h>
#include <stddef.h>

enum { SOURCE_BYTES_MAX = 4 * 1024 * 1024 };

struct source {
	char *path; /* as problems name it */
	char *text; /* NUL-terminated */
	size_t len;
	int first_line; /* the number of the first line: 1, or more in a part of a file */
};

/* gives the file's text. false, with a problem added, when it cannot be read or is not UTF-8. */
bool source_read(const char *path, struct problems *p, struct source *out);

struct bytes {
	const char *text;
	size_t len;
};

/* The same for text in memory; copies path and text. */
bool source_from(const char *path, struct bytes bytes, struct problems *p, struct source *out);

void source_done(struct source *s);

#endif
