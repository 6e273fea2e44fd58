/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rank.h - how well an entry answers a question: an FTS5 auxiliary function of our own. For this folder only.
 *
 * BM25 field by field (title, headings, keywords, body), each with its own document frequencies and mean length,
 * added up with a weight each: on our collections that is far ahead of one weighted table (docs/search.md). The
 * method is that of Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004),
 * but with the fields saturated one by one. To it come: the opening of a text, which says what it is about; words of
 * the question that stand side by side; the form as written, beside its stem.
 *
 * `SELECT aig_rank(entry_fts, ?1) FROM entry_fts WHERE entry_fts MATCH ?2`, with a struct ranking bound as the pointer
 * "aig_ranking": each row is scored, and the best are kept in the ranking. One thread.
 */
#ifndef STORE_RANK_H
#define STORE_RANK_H

#include "store/facts.h"
#include "store/knowledge.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum { PHRASES_MAX = 32, BEST_MAX = 1024 };

/* One token or expression of the index, spoken for a word of the question. */
struct phrase {
	int group;     /* which word of the question */
	bool is_exact; /* the form as written, not the stem */
	double weight; /* 1 for the word itself, less for other spellings and near-synonyms */
	int64_t rows[FIELD_COUNT]; /* entries that have it, field by field */
};

/* A word of the question. */
struct group {
	bool has_exact;          /* a phrase of its own for the form as written */
	double idf[FIELD_COUNT]; /* of its best phrase */
	double exact_idf;        /* of the form as written, in the body */
	double most;             /* what it can add to a score, about */
};

struct ranked {
	int64_t id;
	double score;
};

struct ranking {
	const struct search_weights *weights;
	const struct search_filter *filter;
	uint16_t library; /* the filter's, as facts tag it */
	struct facts *facts;
	struct group groups[TERMS_MAX];
	int group_count;
	struct phrase phrases[PHRASES_MAX];
	int phrase_count;

	/* of the query being run */
	int first_phrase;       /* phrases of the expression before those that are scored */
	bool is_old[TERMS_MAX]; /* rows with one of these words were scored by an earlier query */
	int64_t rows_seen;

	/* the best so far: a heap, the worst of them first */
	struct ranked best[BEST_MAX];
	int best_count, best_max;
};

/* Registers aig_rank on this connection; false when FTS5 is not there. */
bool rank_register(sqlite3 *db);

/* The score that a row must pass to be among the best; 0 while there is room. */
double ranking_floor(const struct ranking *r);

/* Sorts the best, best first; equal scores by id. The heap is none any more. */
void ranking_sort(struct ranking *r);

/* Robertson and Spärck Jones's weight of a word that `rows_with` of `rows` entries have; never negative. */
double idf_of(int64_t rows, int64_t rows_with);

#endif
