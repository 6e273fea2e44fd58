/* SPDX-License-Identifier: EUPL-1.2 */
/* 2_normalise.c - see 2_normalise.h. */
#include "flow/2_normalise.h"

#include "base/utf8.h"
#include "text/language.h"
#include "text/tokens.h"

#include <string.h>

enum { QUOTE_BYTES = 80 };

static bool has_stem(const struct normalised *n, const char *stem)
{
	for (int i = 0; i < n->term_count; i++) {
		if (strcmp(n->terms[i].stem, stem) == 0)
			return true;
	}
	return false;
}

static bool add_term(struct normalised *n, const struct token *token, struct arena *a)
{
	struct term *term = &n->terms[n->term_count];
	term->word = arena_copy(a, token->text, token->len);
	term->stem = arena_copy(a, token->stem, token->stem_len);
	if (term->word == NULL || term->stem == NULL)
		return false;
	n->term_count++;
	return true;
}

enum rc normalise(const char *text, struct stemmer *stemmer, struct arena *a,
		  struct normalised *out)
{
	*out = (struct normalised){.original = text};
	enum rc rc = fold_text(text, strlen(text), a, &out->folded);
	if (rc != RC_OK)
		return rc;
	struct tokens tokens;
	struct token token;
	tokens_init(&tokens, out->folded.text, out->folded.len, stemmer);
	while (out->term_count < TERMS_MAX && tokens_next(&tokens, &token)) {
		if (token.is_stop || has_stem(out, token.stem))
			continue;
		if (!add_term(out, &token, a))
			return RC_LIMIT;
	}
	out->language = language_guess(out->folded.text, out->folded.len);
	return RC_OK;
}

const char *normalised_quote(const struct normalised *n, size_t from, size_t to, struct arena *a)
{
	size_t start, end;
	if (!fold_span(&n->folded, from, to, &start, &end))
		return NULL;
	size_t len = utf8_cut(n->original + start, end - start, QUOTE_BYTES);
	return arena_copy(a, n->original + start, len);
}
