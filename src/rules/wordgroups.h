/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wordgroups.h - groups of words and expressions that speak for a topic (the .yaml files of rules/lexicon/).
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef RULES_WORDGROUPS_H
#define RULES_WORDGROUPS_H

#include "base/arena.h"
#include "files/fields.h"
#include "files/problems.h"

#include <stdbool.h>
#include <stddef.h>

enum { WORDGROUP_WORDS_MAX = 500 };

struct wordgroup {
	int topic;     /* the group's own, else that of the file's name */
	char *about;   /* what the words have in common, shown as the reason */
	double weight; /* 0..1: how likely a question with one of them is about the topic */
	struct texts words;
};

/* Owns all that the groups refer to. */
struct wordgroups {
	struct arena memory;
	struct wordgroup *items;
	size_t count;
};

/*
 * gives the groups of a folder (wordgroups_done); what is wrong becomes problems. false when the folder cannot be
 * opened, and then there are none.
 */
bool wordgroups_load(const char *dir, struct problems *p, struct wordgroups *out);

/* Adds the groups of one source, for tests; its path's name may give the topic. `struct wordgroups g = {0};` is an empty list. */
void wordgroups_read_source(const struct source *s, struct problems *p, struct wordgroups *out);

void wordgroups_done(struct wordgroups *g);

#endif
