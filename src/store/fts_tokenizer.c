/* SPDX-License-Identifier: EUPL-1.2 */
/* fts_tokenizer.c - see fts_tokenizer.h and SQLite's fts5.html, section 7.1. */
#include "store/fts_tokenizer.h"

#include "base/arena.h"
#include "base/xalloc.h"
#include "text/fold.h"
#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>

/* Folding costs up to 15 bytes a byte; a document is at most FOLD_DOCUMENT_MAX. */
enum { ARENA_BYTES_PER_BYTE = 16, ARENA_BYTES_LEAST = 64 * 1024 };

static int tokenizer_open(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	(void)context;
	(void)args;
	(void)count;
	*out = (Fts5Tokenizer *)stemmer_new();
	return SQLITE_OK;
}

static void tokenizer_close(Fts5Tokenizer *tokenizer)
{
	stemmer_free((struct stemmer *)tokenizer);
}

typedef int emit_fn(void *, int, const char *, int, int, int);

static bool is_own_stem(const struct token *token)
{
	return token->len == token->stem_len && memcmp(token->text, token->stem, token->len) == 0;
}

/* The form as written, beside its stem: at the same place, marked so that it is never taken for a stem. */
static int emit_exact(const struct token *token, const struct folded *folded, void *context,
		      emit_fn *emit)
{
	char exact[TOKEN_BYTES_MAX + 2];
	exact[0] = FTS_EXACT;
	memcpy(exact + 1, token->text, token->len);
	return emit(context, FTS5_TOKEN_COLOCATED, exact, (int)token->len + 1,
		    (int)folded->origin[token->from], (int)folded->origin[token->to]);
}

static int emit_tokens(struct stemmer *stemmer, const struct folded *folded, void *context,
		       emit_fn *emit)
{
	struct tokens tokens;
	struct token token;
	tokens_init(&tokens, folded->text, folded->len, stemmer);
	while (tokens_next(&tokens, &token)) {
		if (token.is_stop)
			continue;
		int code = emit(context, 0, token.stem, (int)token.stem_len,
				(int)folded->origin[token.from], (int)folded->origin[token.to]);
		if (code == SQLITE_OK && !is_own_stem(&token))
			code = emit_exact(&token, folded, context, emit);
		if (code != SQLITE_OK)
			return code;
	}
	return SQLITE_OK;
}

/* A query holds tokens of the index already, between spaces: what text/tokens.h made of the question. */
static int emit_words(const char *text, int len, void *context, emit_fn *emit)
{
	for (int at = 0; at < len;) {
		int from = at;
		while (at < len && text[at] != ' ')
			at++;
		int code =
			at == from ? SQLITE_OK : emit(context, 0, text + from, at - from, from, at);
		if (code != SQLITE_OK)
			return code;
		at++;
	}
	return SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int len,
		    emit_fn *emit)
{
	if (text == NULL || len <= 0)
		return SQLITE_OK;
	if (flags & FTS5_TOKENIZE_QUERY)
		return emit_words(text, len, context, emit);
	struct arena arena;
	arena_init(&arena, (size_t)len * ARENA_BYTES_PER_BYTE + ARENA_BYTES_LEAST);
	struct folded folded;
	int code = SQLITE_OK;
	/* Text that cannot be folded (not UTF-8, absurdly long) is not searchable, which is no error of the row. */
	if (fold_document(text, (size_t)len, &arena, &folded) == RC_OK)
		code = emit_tokens((struct stemmer *)tokenizer, &folded, context, emit);
	arena_done(&arena);
	return code;
}

fts5_api *fts_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

bool fts_tokenizer_register(sqlite3 *db)
{
	static const fts5_tokenizer methods = {tokenizer_open, tokenizer_close, tokenize};
	fts5_tokenizer copy = methods;
	fts5_api *api = fts_api(db);
	return api != NULL &&
	       api->xCreateTokenizer(api, "aiguilleur", NULL, &copy, NULL) == SQLITE_OK;
}
