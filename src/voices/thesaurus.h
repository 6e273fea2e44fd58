/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * thesaurus.h - other ways to say an expression of the question (rules/synonyms.yaml), for search.
 *
 * Expressions are compared as neighbouring stems, small words left out. One thread while it is filled; read-only
 * afterwards, any thread.
 */
#ifndef VOICES_THESAURUS_H
#define VOICES_THESAURUS_H

#include "files/fields.h"
#include "text/wording.h"

enum { THESAURUS_WORDS_MAX = 5, THESAURUS_BYTES = 64 };

struct synonym {
	char stems[THESAURUS_BYTES]; /* between spaces */
	const char *written;         /* as in the file; borrowed */
	int words;                   /* telling ones */
};

/* What an expression of the question can be said as. */
struct expression_hit {
	int from, to;                        /* words of the reading, [from, to) */
	const struct synonym *const *others; /* borrowed */
	int count;
};

struct thesaurus;

struct thesaurus *thesaurus_new(void);
void thesaurus_free(struct thesaurus *t);

/* Copies. Members without a telling word, or too long, are left out. */
void thesaurus_add(struct thesaurus *t, const struct texts *group, struct stemmer *stemmer);

/* The longest expression that starts at a word; false when there is none. An expression of two groups has both. */
bool thesaurus_find(const struct thesaurus *t, const struct wording *reading, int from,
		    struct expression_hit *out);

#endif
