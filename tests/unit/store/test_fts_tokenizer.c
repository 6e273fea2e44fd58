/* SPDX-License-Identifier: EUPL-1.2 */
/* test_fts_tokenizer.c - index and query cut any text alike (S10). */
#include "store/fts_tokenizer.h"

#include "support/shelf.h"

/* A random French sentence: accents composed and not, œ, both apostrophes, hyphens, capitals, numbers. */
static void random_sentence(uint32_t *seed, char *out, size_t size)
{
	static const char *const parts[] = {
		"phare",
		"école",
		"e\xcc\x81"
		"cole",
		"œuvre",
		"Œuvre",
		"cœur",
		"l’été",
		"l'hiver",
		"aujourd’hui",
		"aujourd'hui",
		"prud'homme",
		"rendez-vous",
		"arc-en-ciel",
		"c.a.f.",
		"C.A.F",
		"S.N.C.F.",
		"1914-1918",
		"20e",
		"XIXe",
		"XVIIIe siècle",
		"18ème",
		"1er",
		"VIe siècle",
		"la vie",
		"qu’est-ce",
		"n’y",
		"ÎLE",
		"maïs",
		"Noël",
		"c\xcc\xa7"
		"a",
		"garçon",
		"où",
		"naïveté",
		"ex-voto",
		"ﬁn",
		"Straße",
		"d’Artagnan",
		"jusqu’à",
		"lorsqu'on",
		"presqu’île",
		"chevaux",
		"nationaux",
		"bibliothécaire·s",
		"lecteur·rice",
		"Saint-Étienne",
		"St-Malo",
		"n°5",
		"3,14",
		"50%",
		"a",
		"I",
		"q",
		"entr'ouvert",
		"quelqu’un",
		"t-il",
		"week-end",
		"etc.",
		"A.",
		"l.",
		"vis-à-vis",
		"B.A.-BA",
		"Ð",
		"Łódź",
		"Ångström",
		"ﬀ",
	};
	static const char *const joints[] = {" ",  " ", " ",  " ",  ", ", ". ", "-", "/",  " (",
					     ") ", "…", "\n", "  ", "’",  "'",  "·", " : "};
	size_t at = 0;
	for (uint32_t n = 1 + next_random(seed) % 9; n > 0 && at + 40 < size; n--)
		at += (size_t)snprintf(
			out + at, size - at, "%s%s",
			parts[next_random(seed) % (sizeof parts / sizeof parts[0])],
			joints[next_random(seed) % (sizeof joints / sizeof joints[0])]);
}

/* What FTS5 was given for one text. */
struct emitted {
	char tokens[100][TOKEN_BYTES_MAX + 2];
	bool is_beside[100];
	int count;
};

static int on_token(void *context, int flags, const char *token, int len, int from, int to)
{
	struct emitted *e = context;
	assert_true(from <= to && len <= TOKEN_BYTES_MAX + 1 && e->count < 100);
	memcpy(e->tokens[e->count], token, (size_t)len);
	e->tokens[e->count][len] = '\0';
	e->is_beside[e->count++] = (flags & FTS5_TOKEN_COLOCATED) != 0;
	return SQLITE_OK;
}

/* FTS5's view of our tokenizer. */
struct indexer {
	sqlite3 *db;
	fts5_tokenizer methods;
	Fts5Tokenizer *tokenizer;
};

static void indexer_open(struct indexer *x)
{
	void *context = NULL;
	assert_int_equal(sqlite3_open(":memory:", &x->db), SQLITE_OK);
	assert_true(fts_tokenizer_register(x->db));
	fts5_api *api = fts_api(x->db);
	assert_int_equal(api->xFindTokenizer(api, "aiguilleur", &context, &x->methods), SQLITE_OK);
	assert_int_equal(x->methods.xCreate(context, NULL, 0, &x->tokenizer), SQLITE_OK);
}

static void indexer_close(struct indexer *x)
{
	x->methods.xDelete(x->tokenizer);
	sqlite3_close(x->db);
}

static void emit(const struct indexer *x, const char *text, int flags, struct emitted *out)
{
	out->count = 0;
	assert_int_equal(
		x->methods.xTokenize(x->tokenizer, out, flags, text, (int)strlen(text), on_token),
		SQLITE_OK);
}

/* The query's word is in the index where it should be: its stem, and beside it the form as written. */
static void expect_token(const struct indexer *x, const struct emitted *index, int *at,
			 const struct token *token)
{
	static struct emitted query;
	bool is_own_stem = strcmp(token->text, token->stem) == 0;
	assert_true(*at < index->count && !index->is_beside[*at]);
	assert_string_equal(index->tokens[(*at)++], token->stem);
	emit(x, token->stem, FTS5_TOKENIZE_QUERY, &query);
	assert_int_equal(query.count, 1);
	assert_string_equal(query.tokens[0], token->stem);
	if (is_own_stem)
		return;
	assert_true(*at < index->count && index->is_beside[*at]);
	assert_int_equal(index->tokens[*at][0], FTS_EXACT);
	assert_string_equal(index->tokens[(*at)++] + 1, token->text);
}

/* S10, on many texts: what the index is given of a text is what a query makes of it, token by token. */
static void index_and_query_cut_a_text_alike(void **state)
{
	(void)state;
	enum { TEXTS = 100000 };
	static struct emitted index;
	struct indexer x;
	struct stemmer *stemmer = stemmer_new();
	uint32_t seed = 11;
	indexer_open(&x);
	for (int i = 0; i < TEXTS; i++) {
		char text[600];
		struct arena arena;
		struct folded folded;
		struct tokens tokens;
		struct token token;
		int at = 0;
		arena_init(&arena, 64 * 1024);
		random_sentence(&seed, text, sizeof text);
		assert_int_equal(fold_text(text, strlen(text), &arena, &folded), RC_OK);
		emit(&x, text, FTS5_TOKENIZE_DOCUMENT, &index);
		tokens_init(&tokens, folded.text, folded.len, stemmer);
		while (tokens_next(&tokens, &token)) {
			if (!token.is_stop)
				expect_token(&x, &index, &at, &token);
		}
		assert_int_equal(at, index.count);
		arena_done(&arena);
	}
	indexer_close(&x);
	stemmer_free(stemmer);
}

static bool row_has_token(sqlite3_stmt *stmt, int64_t row, const char *token)
{
	char quoted[100];
	snprintf(quoted, sizeof quoted, "\"%s\"", token);
	sqlite3_bind_text(stmt, 1, quoted, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 2, row);
	bool has = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_reset(stmt);
	return has;
}

/* S10, through the index itself: index(x) matches query(x), word by word. */
static void every_word_of_a_text_finds_that_text(void **state)
{
	(void)state;
	enum { TEXTS = 4000 };
	struct shelf s;
	uint32_t seed = 1;
	static char texts[TEXTS][600];
	static int64_t ids[TEXTS];
	open_shelf(&s);
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	for (int i = 0; i < TEXTS; i++) {
		char slug[16];
		snprintf(slug, sizeof slug, "e%d", i);
		random_sentence(&seed, texts[i], sizeof texts[i]);
		struct entry entry = entry_of(slug, "", texts[i]);
		assert_int_equal(knowledge_put(s.k, &entry, &ids[i]), RC_OK);
	}
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	check_index(&s);
	sqlite3 *db = index_of(&s);
	sqlite3_stmt *stmt = NULL;
	static const char sql[] = "SELECT 1 FROM entry_fts WHERE entry_fts MATCH ?1 AND rowid=?2";
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	int words = 0;
	for (int i = 0; i < TEXTS; i++) {
		struct term terms[TERMS_MAX];
		int count = terms_of(&s, texts[i], terms);
		for (int t = 0; t < count; t++, words++) {
			if (!row_has_token(stmt, ids[i], terms[t].stem))
				fail_msg("\"%s\" does not find: %s", terms[t].stem, texts[i]);
			if (knowledge_rows_with(s.k, terms[t].stem) == 0)
				fail_msg("\"%s\" is not counted: %s", terms[t].stem, texts[i]);
		}
		forget_request(&s);
	}
	assert_true(words > 4 * TEXTS);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	close_shelf(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(index_and_query_cut_a_text_alike),
		cmocka_unit_test(every_word_of_a_text_finds_that_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
