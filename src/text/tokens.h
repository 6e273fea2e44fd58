/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tokens.h - the words of folded text, for the index and for queries alike.
 *
 * Words are split at whatever is neither letter nor digit; an elided word is cut off ("l'ecole"
 * gives "ecole") unless it belongs to the word (aujourd'hui, prud'homme); hyphenated words give
 * their parts, but a few compounds are one word however they are spelled (rendez-vous, rendez
 * vous); "c.a.f." gives "caf"; numbers are words; ranks and centuries are one word
 * however they are written (XVIIIe, 18ème, 18e).  Nothing is allocated per token. Changing any of
 * this changes what is stored in the index: TOKENS_VERSION goes up and the index is rebuilt.
 *
 * A stemmer is for one thread at a time; the rest is for any thread.
 */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOKENS_VERSION = 2, TOKEN_BYTES_MAX = 63 };

struct stemmer;

/* gives a Snowball French stemmer. Aborts when memory is out. */
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *s);

/*
 * Writes the stem of a folded word (NUL-terminated, cut at TOKEN_BYTES_MAX) and returns its length.
 * Words with a digit are their own stem.
 */
size_t stemmer_stem(struct stemmer *s, const char *word, size_t len, char out[TOKEN_BYTES_MAX + 1]);

struct token {
	uint32_t from, to; /* bytes in the folded text, without what was elided */
	uint32_t len, stem_len;
	bool is_stop; /* grammar or politeness: says nothing about the subject */
	char text[TOKEN_BYTES_MAX +
		  1]; /* NUL-terminated; a longer word is cut between two characters */
	char stem[TOKEN_BYTES_MAX + 1]; /* the same as text when there is no stemmer */
};

/* Where the iteration is. Borrows the text and the stemmer. */
struct tokens {
	const char *text;
	size_t len, at;
	struct stemmer *stemmer;
};

/* Starts at the first word of folded text (fold.h); stemmer may be NULL. */
void tokens_init(struct tokens *t, const char *folded, size_t len, struct stemmer *stemmer);

/* Fills out with the next word; false at the end of the text. */
bool tokens_next(struct tokens *t, struct token *out);

/* Where a walk over plain words is: `{.text = folded, .len = len}` at first. Borrows the text. */
struct words {
	const char *text;
	size_t len, at;
};

/* The next plain word, nothing elided or joined: a run of letters and digits. false at the end. */
bool words_next(struct words *w, size_t *from, size_t *to);

/* Points word and len at "saint" or "sainte" when the word is st or ste; leaves others alone. */
void word_unabbreviate(const char **word, size_t *len);

#endif
