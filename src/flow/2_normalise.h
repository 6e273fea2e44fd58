/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 2_normalise.h - text to canonical text and words; the original is kept.
 *
 * Everything after this station reads the folded text or the words, never the original, and quotes the
 * original through folded.origin. Lane side.
 */
#ifndef FLOW_NORMALISE_H
#define FLOW_NORMALISE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/knowledge.h"
#include "text/fold.h"

struct stemmer;

struct normalised {
	const char *original; /* borrowed */
	struct folded folded;
	struct term terms[TERMS_MAX]; /* distinct, without stop words, in order */
	int term_count;
	const char *language; /* "fr" … static */
};

/* RC_INVALID: not UTF-8. RC_LIMIT: too long for one question, or the arena is used up. */
MUST_CHECK enum rc normalise(const char *text, struct stemmer *stemmer, struct arena *a,
			     struct normalised *out);

/* gives the words of the original behind folded [from, to), at most 80 bytes, or NULL. */
const char *normalised_quote(const struct normalised *n, size_t from, size_t to, struct arena *a);

#endif
