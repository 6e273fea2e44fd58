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
	const char *headings;           /* those inside the body, one a line; NULL: none */
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
	const char *place;     /* may be NULL */
	const uint64_t *words; /* hashes of its telling words; borrowed */
	size_t word_count;
};
MUST_CHECK enum rc knowledge_put_example(struct knowledge *k, const struct example_row *example);
MUST_CHECK enum rc knowledge_forget_examples(struct knowledge *k);

/* What a file of rules/lexicon/ says of one word or expression. */
struct lexicon_row {
	const char *words, *topic, *about;
	uint64_t hash; /* of the words (voices/expression.h) */
	double weight; /* 0..1 */
};
MUST_CHECK enum rc knowledge_put_lexicon(struct knowledge *k, const struct lexicon_row *row);
MUST_CHECK enum rc knowledge_forget_lexicon(struct knowledge *k);

/* A word that rules/ know as written, folded, and how often it stands there. */
MUST_CHECK enum rc knowledge_put_known_word(struct knowledge *k, const char *word,
					    int64_t occurrences);
MUST_CHECK enum rc knowledge_forget_known_words(struct knowledge *k);

/* What `init` trained for one label; replaces what was there. */
MUST_CHECK enum rc knowledge_put_model(struct knowledge *k, const char *label, const void *bytes,
				       size_t len);
MUST_CHECK enum rc knowledge_forget_model(struct knowledge *k);

/* Folds the index's segments into one and counts its tokens: after a bulk load. */
MUST_CHECK enum rc knowledge_optimize(struct knowledge *k);

/* ---- asking */

enum { TERMS_MAX = 32, FORMS_MAX = 4, FORM_BYTES = 64 };

/* Another way to say a word of the question: a spelling that the index knows, or a near-synonym. */
struct form {
	char tokens[FORM_BYTES]; /* stems as text/tokens.h makes them, between spaces */
	double weight;           /* 0..1: how sure it is the same */
};

/* A word of the question, as text/tokens.h gave it. */
struct term {
	const char *word, *stem;
	struct form forms[FORMS_MAX];
	int form_count;
	const char *read_as; /* the word that a misspelling was taken for; NULL: as written */
	double idf; /* filled by the search: how rare it is, >= 0; 0 when unknown to the index */
};

struct search_filter {
	unsigned audiences;  /* 1 << AUDIENCE_* of rules/taxonomy.h */
	const char *library; /* whose own entries count too; NULL: none's */
	bool wants_docs;     /* imported documents as well */
};

/* What the parts of a score weigh (store/rank.h). Set by settings, tuned by bench/tune.mjs. */
struct search_weights {
	double title, headings, keywords, body; /* of each field's BM25 */
	double opening,
		opening_alone; /* of the first words of the body, beside a title and without one */
	double exact;          /* of the form as written */
	double pair_title, pair_body; /* of words side by side */
	double spelling, synonyms; /* of other spellings and near-synonyms (flow/2_normalise.h) */
	double title_k1, title_b, body_k1, body_b;
	int64_t opening_words;
};
extern const struct search_weights search_weights_default;

struct entry_hit {
	int64_t id;
	const char *slug, *kind, *title, *keywords, *url, *audience, *topics, *excerpt;
	double score; /* the sum over the words' idf: comparable between questions, roughly 0..3 */
	uint64_t likeness; /* text/likeness.h */
};

/* What is asked; texts of the hits live in the arena. */
struct search {
	struct term *terms; /* their idf is filled */
	int term_count;
	struct search_filter filter;
	const struct search_weights *weights; /* NULL: the default ones */
	bool folds_likes;                     /* of nearly equal texts only the best is given */
	struct arena *arena;
};

/*
 * The best entries, best first: how many, 0 for no words, -1 when the file refused. Rows that have the question's rare
 * words are scored first; common words are asked for only while they could still change the result.
 */
int knowledge_search(struct knowledge *k, const struct search *search, struct entry_hit *hits,
		     int max);

/* In how many entries a token stands, at most, field by field: 0 when the index does not know it. */
int64_t knowledge_rows_with(struct knowledge *k, const char *token);

/* ---- what understanding is made from; each calls back once a row, and stops when it returns false */

MUST_CHECK enum rc knowledge_each_example(struct knowledge *k,
					  bool (*each)(const struct example_row *row, void *arg),
					  void *arg);
MUST_CHECK enum rc knowledge_each_lexicon(struct knowledge *k,
					  bool (*each)(const struct lexicon_row *row, void *arg),
					  void *arg);
/* Every word that entries or rules/ know as written, folded, and how often; a word may come twice. */
MUST_CHECK enum rc knowledge_each_word(struct knowledge *k,
				       bool (*each)(const char *word, int64_t rows, void *arg),
				       void *arg);
MUST_CHECK enum rc knowledge_each_model(struct knowledge *k,
					bool (*each)(const char *label, const void *bytes,
						     size_t len, void *arg),
					void *arg);

/* One entry by slug; RC_NOT_FOUND. */
MUST_CHECK enum rc knowledge_entry(struct knowledge *k, const char *slug, struct arena *a,
				   struct entry *entry);

MUST_CHECK enum rc knowledge_availability(struct knowledge *k, int64_t entry, const char *library,
					  struct entry_availability *out);

#endif
