/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * 2_normalise.h - text to canonical text and words; the original is kept.
 *
 * Everything after this station reads the folded text or the words, never the original, and quotes the
 * original through folded.origin. Words that nobody knows are taken for the known word they look or sound like, and
 * what people write short is written out; each such guess is kept, to be shown. Lane side.
 */
#ifndef FLOW_NORMALISE_H
#define FLOW_NORMALISE_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/worker.h"
#include "store/knowledge.h"
#include "text/fold.h"
#include "text/wording.h"

#include <cjson/cJSON.h>

enum { GUESSES_MAX = 24 };

/* A word that was taken for another. */
struct guess {
	const char *written, *read_as; /* folded */
	double likeness;               /* 0..1 */
};

struct normalised {
	const char *original; /* borrowed */
	struct folded folded;
	struct wording reading; /* every word; the stem of a guessed one is that of the guess */
	struct term terms[TERMS_MAX]; /* distinct, without stop words, in order */
	int term_count;
	struct guess guesses[GUESSES_MAX];
	int guess_count;
	const char *language; /* "fr" … static */
};

/* RC_INVALID: not UTF-8. RC_LIMIT: too long for one question, or the arena is used up. */
MUST_CHECK enum rc normalise(struct worker *w, const char *text, struct normalised *out);

/* gives the words of the original behind folded [from, to), at most 80 bytes, or NULL. */
const char *normalised_quote(const struct normalised *n, size_t from, size_t to, struct arena *a);

/*
 * [{written, read_as, how, likeness}]; how: "short" (written out), "spelling" (read as the other word by all), "tried"
 * (the search tries it beside what was written). Gives a tree.
 */
cJSON *normalised_guesses_json(const struct normalised *n);

/* What was read: {text, folded, words, guesses}; gives a tree. */
cJSON *normalised_json(const struct normalised *n);

#endif
