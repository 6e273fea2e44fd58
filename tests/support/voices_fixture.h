/* SPDX-License-Identifier: EUPL-1.2 */
/* voices_fixture.h - teaches the voices from texts, as app/learned.c does from files. */
#ifndef SUPPORT_VOICES_FIXTURE_H
#define SUPPORT_VOICES_FIXTURE_H

#include "text/fold.h"
#include "text/wording.h"
#include "voices/expression.h"
#include "voices/lexicon.h"
#include "voices/neighbours.h"

#include <string.h>

enum { TEACHING_BYTES = 1024 * 1024 };

/* Adds a labelled question; one that cannot be read, or has no telling word, is left out. */
static inline void teach_question(struct neighbours *n, const char *text,
				  const struct neighbour_labels *labels, struct stemmer *stemmer)
{
	struct arena a;
	struct folded folded;
	struct wording wording = {0};
	uint64_t words[WORDING_WORDS_MAX];
	struct neighbour_question question = {.text = text, .labels = *labels, .words = words};
	arena_init(&a, TEACHING_BYTES);
	if (fold_text(text, strlen(text), &a, &folded) == RC_OK)
		(void)!wording_make(&folded, stemmer, &a, &wording);
	for (int i = 0; i < wording.count; i++) {
		if (!wording.words[i].is_stop)
			words[question.word_count++] = neighbour_word(&wording.words[i]);
	}
	neighbours_add(n, &question);
	arena_done(&a);
}

/* Adds an expression; false when it has no telling word, or too many. */
static inline bool teach_expression(struct lexicon *l, const char *words, struct stemmer *stemmer,
				    const struct lexicon_entry *entry)
{
	char stems[LEXICON_WORDS_MAX * TOKEN_BYTES_MAX];
	struct expression e = expression_of(words, stemmer, stems, sizeof stems);
	if (e.words == 0 || e.words > LEXICON_WORDS_MAX)
		return false;
	lexicon_add(l, e.hash, entry);
	return true;
}

#endif
