/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * printed.h - a JSON tree as YAML text: for our readers, each value on a line of its own that knows its path; and for
 * people, in the form of the files that they write.
 *
 * Pure but for memory; any thread.
 */
#ifndef FILES_PRINTED_H
#define FILES_PRINTED_H

#include "base/str.h"

#include <cjson/cJSON.h>
#include <stddef.h>

/* `struct printed p = {0};` is an empty one. */
struct printed {
	struct str text;
	char **paths; /* of line 1, 2 …: "policy.text", "calendar.absences.0.from"; "" for a line about the whole */
	size_t line_count;
};

/*
 * Prints an object with one key, or one item, a line, in JSON that YAML reads as well; the first line is a comment, so that
 * whatever a reader says of line 1 is about the whole.
 */
void printed_object(const cJSON *object, struct printed *out);
void printed_done(struct printed *p);

/* The path of what stands on a line, from 1; "" when there is none. Borrowed. */
const char *printed_path(const struct printed *p, int line);

/*
 * Appends an object as we write such files: slugs and days as they are, other texts in double quotes, texts of several
 * lines as a block, lists and small maps on one line, lists of objects one item a line. Keys keep their order; null
 * members are left out. What yamlfile.h reads of it is what was printed.
 */
void printed_yaml(const cJSON *object, struct str *out);

#endif
