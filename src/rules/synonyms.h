/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * synonyms.h - groups of words that askers use for one thing (rules/synonyms.yaml).
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef RULES_SYNONYMS_H
#define RULES_SYNONYMS_H

#include "base/arena.h"
#include "files/fields.h"
#include "files/problems.h"

#include <stdbool.h>
#include <stddef.h>

enum { SYNONYMS_MAX = 30 }; /* in one group */

/* Each group has two words or expressions at least, as written (not folded), the usual one first. */
struct synonyms {
	struct arena memory;
	struct texts *groups;
	size_t count;
};

/*
 * gives the groups of a file (synonyms_done); what is wrong becomes problems. false when the file cannot be read, and then there are none.
 */
bool synonyms_load(const char *path, struct problems *p, struct synonyms *out);
void synonyms_done(struct synonyms *s);

#endif
