/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lexicon.h - words and expressions that speak for a topic, each with a weight (rules/lexicon/).
 *
 * An expression is found as neighbouring stems, whatever small words stand between them; at each place only the longest
 * counts. One thread while it is filled; read-only afterwards, any thread.
 */
#ifndef VOICES_LEXICON_H
#define VOICES_LEXICON_H

#include "text/wording.h"

#include <stdbool.h>

enum { LEXICON_WORDS_MAX = 5 }; /* of one expression, small words not counted */

struct lexicon_entry {
	int topic;
	double weight;     /* 0..1: how likely a question that has it is about the topic */
	const char *about; /* the group's name, for people */
	int next;          /* of the same expression; -1: none */
};

struct lexicon_hit {
	const struct lexicon_entry *entry;
	int from, to; /* words of the reading, [from, to) */
	int topics;   /* how many topics the expression speaks for */
};

struct lexicon;

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *l);

/* Adds an expression by its hash (expression.h). Copies. */
void lexicon_add(struct lexicon *l, uint64_t hash, const struct lexicon_entry *entry);
int lexicon_count(const struct lexicon *l);

/* The entry after one of the same expression, or NULL. */
const struct lexicon_entry *lexicon_next(const struct lexicon *l,
					 const struct lexicon_entry *entry);

/* Calls hit for each expression found, once a topic. Borrowed during the call. */
void lexicon_find(const struct lexicon *l, const struct wording *reading,
		  void (*hit)(const struct lexicon_hit *hit, void *arg), void *arg);

#endif
