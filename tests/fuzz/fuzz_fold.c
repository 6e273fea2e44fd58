/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_fold.c - folding, words, language and NFC of any bytes; what fold.h promises is asserted. */
#include "base/utf8.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/tokens.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_CAP = 8 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_origins(const struct folded *f, size_t size)
{
	for (size_t i = 0; i < f->len; i++)
		assert(f->origin[i] <= f->origin[i + 1]);
	assert(f->origin[f->len] <= size);
	size_t from, to;
	if (fold_span(f, 0, f->len, &from, &to))
		assert(from <= to && to <= size);
}

static void check_words(const struct folded *f)
{
	static struct stemmer *stemmer; /* made once: it is large */
	if (stemmer == NULL)
		stemmer = stemmer_new();
	struct tokens tokens;
	struct token token;
	uint32_t at = 0;
	tokens_init(&tokens, f->text, f->len, stemmer);
	while (tokens_next(&tokens, &token)) {
		assert(token.from >= at && token.to > token.from && token.to <= f->len);
		assert(utf8_is_valid(token.text, token.len));
		at = token.to;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct arena arena;
	struct folded folded;
	arena_init(&arena, ARENA_CAP);
	if (fold_text(text, size, &arena, &folded) == RC_OK) {
		assert(utf8_is_valid(folded.text, folded.len));
		check_origins(&folded, size);
		check_words(&folded);
		assert(language_guess(folded.text, folded.len) != NULL);
	}
	struct nfc nfc;
	if (nfc_text(text, size, &arena, &nfc) == RC_OK)
		assert(utf8_is_valid(nfc.text, nfc.len));
	arena_done(&arena);
	return 0;
}
