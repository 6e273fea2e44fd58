/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * docs.h - plain documents to search, as JSON Lines: {"id", "title", "text", "url"?} on each line.
 * Other keys are left alone.
 *
 * Read line by line, so a file may be of any size. A line that cannot be read is a problem and costs
 * itself only. Uses json_parse: one thread, the main one.
 */
#ifndef CORPUS_DOCS_H
#define CORPUS_DOCS_H

#include "files/problems.h"

#include <stdbool.h>
#include <stddef.h>

enum { DOC_LINE_MAX = 4 * 1024 * 1024, DOC_ID_MAX = 200 }; /* bytes */

/* Borrowed: lives during the callback. */
struct doc {
	const char *id, *title, *text;
	const char *url; /* NULL when the line has none */
	int line;
};

/*
 * Calls each for every good line; it returns false to stop. Ids are not compared with each other: who
 * stores them decides what a second one means. false when the file cannot be opened or read.
 */
bool docs_read(const char *path, struct problems *p, bool (*each)(const struct doc *doc, void *arg),
	       void *arg);

#endif
