/* SPDX-License-Identifier: EUPL-1.2 */
/* wording.c - see wording.h. */
#include "text/wording.h"

/* A word and what parts it from the next are two bytes at least. */
static int words_most(const struct folded *folded)
{
	size_t most = folded->len / 2 + 1;
	return most < WORDING_WORDS_MAX ? (int)most : WORDING_WORDS_MAX;
}

enum rc wording_make(const struct folded *folded, struct stemmer *stemmer, struct arena *a,
		     struct wording *out)
{
	int room = words_most(folded);
	*out = (struct wording){.folded = folded};
	out->words = arena_alloc(a, (size_t)(room + 1) * sizeof *out->words);
	if (out->words == NULL)
		return RC_LIMIT;
	struct tokens tokens;
	tokens_init(&tokens, folded->text, folded->len, stemmer);
	while (out->count < room && tokens_next(&tokens, &out->words[out->count]))
		out->count++;
	out->core = politeness_core(out->words, out->count, folded->text);
	for (int i = 0; i < out->count; i++)
		out->words[i].is_stop |= i < out->core.from || i >= out->core.to;
	return RC_OK;
}
