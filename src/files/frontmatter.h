/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * frontmatter.h - a Markdown file in two: the YAML between the first two lines "---", and the text
 * below.
 *
 * One thread at a time.
 */
#ifndef FILES_FRONTMATTER_H
#define FILES_FRONTMATTER_H

#include "files/source.h"

struct frontmatter {
	struct source head; /* the YAML, with the line where it starts */
	char *body;         /* NUL-terminated, without empty lines around it */
	size_t body_len;
	int body_line; /* of the body's first line in the file */
};

/* gives the two parts as copies. false, with a problem added, when the file does not have that
 * shape. */
bool frontmatter_split(const struct source *file, struct problems *p, struct frontmatter *out);

void frontmatter_done(struct frontmatter *f);

#endif
