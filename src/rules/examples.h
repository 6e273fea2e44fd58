/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * examples.h - labelled sample questions (the .yaml files of rules/examples/), whose neighbours vote.
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef RULES_EXAMPLES_H
#define RULES_EXAMPLES_H

#include "base/arena.h"
#include "files/problems.h"
#include "rules/labels.h"

#include <stdbool.h>
#include <stddef.h>

enum { EXAMPLE_TEXT_MAX = 2000 }; /* characters */

/* At least one of topics, kind and flags is given. */
struct example {
	char *text;           /* as an asker would write it, not folded */
	struct topics topics; /* main first; may be none */
	int kind;             /* -1: none given */
	unsigned flags;       /* 1 << enum flag */
	char *place;          /* what it is about: a code, or NULL */
	char *file;
	int line;
};

/* Owns all that the examples refer to. */
struct examples {
	struct arena memory;
	struct example *items;
	size_t count;
};

/*
 * gives the examples of a folder (examples_done); what is wrong becomes problems. false when the folder
 * cannot be opened, and then there are none.
 */
bool examples_load(const char *dir, struct problems *p, struct examples *out);

/* Adds the examples of one source, for tests. `struct examples e = {0};` is an empty list. */
void examples_read_source(const struct source *s, struct problems *p, struct examples *out);

void examples_done(struct examples *e);

#endif
