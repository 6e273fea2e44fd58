/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wording.h - all the words of one question, in order, as everything that understands it reads them.
 *
 * Read once (tokens.h), shared by search and by the voices that classify. Any thread.
 */
#ifndef TEXT_WORDING_H
#define TEXT_WORDING_H

#include "base/arena.h"
#include "base/rc.h"
#include "text/fold.h"
#include "text/politeness.h"
#include "text/tokens.h"

enum { WORDING_WORDS_MAX = 600 };

struct wording {
	const struct folded *folded; /* borrowed */
	struct token *words; /* those of greeting, thanks and signature are marked as stop words */
	int count;
	struct span core; /* the question itself (politeness.h) */
};

/* gives the words in the arena; of a text with more than WORDING_WORDS_MAX, the first ones. RC_LIMIT: no room. */
MUST_CHECK enum rc wording_make(const struct folded *folded, struct stemmer *stemmer,
				struct arena *a, struct wording *out);

#endif
