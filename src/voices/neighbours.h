/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * neighbours.h - the labelled questions most like one: a small full-text index in memory.
 *
 * BM25 (Robertson, Zaragoza, "The probabilistic relevance framework", 2009) over the telling words of the examples, as
 * stems. Scored in one pass over the postings of the question's words: some ten thousand examples take some ten
 * microseconds, which a database could not. One thread while it is filled; read-only afterwards, any thread.
 */
#ifndef VOICES_NEIGHBOURS_H
#define VOICES_NEIGHBOURS_H

#include "base/arena.h"
#include "text/wording.h"

#include <stdint.h>

struct neighbour_labels {
	uint64_t topics; /* 1 << enum topic */
	int main_topic;  /* -1: none */
	int kind;        /* -1: none */
	unsigned flags;  /* 1 << enum flag */
};

struct neighbour {
	const char *text; /* borrowed from the index */
	struct neighbour_labels labels;
	double score; /* of the question's whole weight, about 0..2: comparable between questions */
};

struct neighbours;

struct neighbours *neighbours_new(void);
void neighbours_free(struct neighbours *n);

/* What the index keeps of a word: a hash of its stem. */
uint64_t neighbour_word(const struct token *word);

/* A question with its telling words, in order. */
struct neighbour_question {
	const char *text;
	struct neighbour_labels labels;
	const uint64_t *words; /* neighbour_word of each */
	size_t word_count;
};

/* Copies. One without a word is left out. */
void neighbours_add(struct neighbours *n, const struct neighbour_question *question);

/* After the last one, before the first search. */
void neighbours_seal(struct neighbours *n);

int neighbours_count(const struct neighbours *n);

/* The most similar, best first. */
enum { NEAREST_MAX = 20 };
struct nearest {
	struct neighbour items[NEAREST_MAX];
	int count;
};

/* Finds them. What it needs meanwhile comes from the arena: none are found when that is full. */
void neighbours_find(const struct neighbours *n, const struct wording *reading, struct arena *a,
		     struct nearest *out);

#endif
