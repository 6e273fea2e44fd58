/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prefilter.h - which of many patterns can match a text at all, told in one pass over it.
 *
 * An Aho-Corasick automaton over the literals (literals.h) of all patterns. A pattern that is no candidate
 * cannot match; a candidate may. The automaton is immutable once made and shared by all threads; each
 * thread has candidates of its own.
 */
#ifndef RULES_PREFILTER_H
#define RULES_PREFILTER_H

#include "base/marks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prefilter;

/* What one pass has found, for one thread. */
struct candidates {
	struct marks patterns; /* first those that always are */
	struct marks literals; /* those met already */
	uint32_t *from;        /* of a candidate: no match starts before this byte */
};

/* For the tests and for who measures. */
struct prefilter_figures {
	size_t patterns, always; /* always: without literals, so candidates for every text */
	size_t literals, states, bytes;
};

/*
 * gives the automaton of patterns that compile (pattern.h), known from now on by their index. A NULL is a
 * pattern that is never a candidate. Nothing of the patterns is kept.
 */
struct prefilter *prefilter_new(const char *const *patterns, size_t count);
void prefilter_free(struct prefilter *f);

struct prefilter_figures prefilter_figures(const struct prefilter *f);

/* Is this pattern a candidate for every text? */
bool prefilter_is_always(const struct prefilter *f, size_t pattern);

/* For candidates_done. */
void candidates_init(struct candidates *c, const struct prefilter *f);
void candidates_done(struct candidates *c);

/* Forgets what was found before and marks the candidates for a folded text (fold.h). Costs what is found. */
void prefilter_mark(const struct prefilter *f, const char *text, size_t len, struct candidates *c);

static inline bool candidates_has(const struct candidates *c, size_t pattern)
{
	return marks_has(&c->patterns, pattern);
}

#endif
