/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * knowledge.h - the searchable file: fiches, resources, events, imported documents, labelled examples.
 *
 * It holds no record: `aiguilleur init` rebuilds it. One connection a thread, as with store.h. What people
 * typed reaches FTS5 only as words that text/tokens.h produced, each quoted, joined by OR (trust.md S8).
 */
#ifndef STORE_KNOWLEDGE_H
#define STORE_KNOWLEDGE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct knowledge;

/* gives an open file, or NULL with a sentence in why. A file of another version is refused by readers and emptied by STORE_CREATE. */
struct knowledge *knowledge_open(const char *path, enum store_mode mode, char *why,
				 size_t why_size);
void knowledge_close(struct knowledge *k);

MUST_CHECK enum rc knowledge_begin(struct knowledge *k);
MUST_CHECK enum rc knowledge_commit(struct knowledge *k);
void knowledge_rollback(struct knowledge *k);

/* ---- filling */

struct entry {
	int64_t id; /* set when read */
	const char *slug, *origin, *kind, *title, *keywords, *body;
	const char *url;                /* may be NULL */
	const char *audience;           /* public | staff | professional */
	const char *library;            /* NULL: for all */
	const char *territory;          /* NULL: everywhere */
	const char *topics;             /* "genealogie histoire" */
	const char *sources;            /* JSON list */
	const char *reviewed, *expires; /* may be NULL */
};

/* Inserts or replaces by slug; the index follows in the same transaction. */
MUST_CHECK enum rc knowledge_put(struct knowledge *k, const struct entry *entry, int64_t *id);
/* Removes every entry of one origin. */
MUST_CHECK enum rc knowledge_forget(struct knowledge *k, const char *origin);
/* Where a resource can be used. */
struct entry_availability {
	bool is_known; /* the entry has an availability table at all */
	bool on_site, is_remote;
};
MUST_CHECK enum rc knowledge_put_availability(struct knowledge *k, int64_t entry,
					      const char *library,
					      const struct entry_availability *have);

struct example_row {
	const char *text, *topics, *kind, *flags;
	const char *place; /* may be NULL */
};
MUST_CHECK enum rc knowledge_put_example(struct knowledge *k, const struct example_row *example);
MUST_CHECK enum rc knowledge_forget_examples(struct knowledge *k);

/* Folds the index's segments into one: after a bulk load. */
MUST_CHECK enum rc knowledge_optimize(struct knowledge *k);

/* ---- asking */

/* A word of the question, as text/tokens.h gave it. */
struct term {
	const char *word, *stem;
	double idf; /* filled by the search: how rare it is, >= 0; 0 when unknown to the index */
};
enum { TERMS_MAX = 32 };

struct search_filter {
	unsigned audiences;  /* 1 << AUDIENCE_* of rules/taxonomy.h */
	const char *library; /* whose own entries count too; NULL: none's */
	bool wants_docs;     /* imported documents as well */
};

struct entry_hit {
	int64_t id;
	const char *slug, *kind, *title, *keywords, *url, *audience, *topics, *excerpt;
	double score; /* bm25 over the sum of the words' idf: comparable between questions, roughly 0..3 */
};

/* What is asked; texts of the hits live in the arena. */
struct search {
	struct term *terms; /* their idf is filled */
	int term_count;
	struct search_filter filter; /* of entries; examples have none */
	struct arena *arena;
};

/*
 * The best entries, best first: how many, 0 for no words, -1 when the file refused. Costs one index read a word;
 * with more than a few thousand entries only the rarest words are asked.
 */
int knowledge_search(struct knowledge *k, const struct search *search, struct entry_hit *hits,
		     int max);

struct example_hit {
	const char *text, *topics, *kind, *flags, *place;
	double score; /* as above */
};
/* The most similar labelled questions, likewise. */
int knowledge_neighbours(struct knowledge *k, const struct search *search, struct example_hit *hits,
			 int max);

/* One entry by slug; RC_NOT_FOUND. */
MUST_CHECK enum rc knowledge_entry(struct knowledge *k, const char *slug, struct arena *a,
				   struct entry *entry);

MUST_CHECK enum rc knowledge_availability(struct knowledge *k, int64_t entry, const char *library,
					  struct entry_availability *out);

#endif
