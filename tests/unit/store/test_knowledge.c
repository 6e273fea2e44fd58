/* SPDX-License-Identifier: EUPL-1.2 */
/* test_knowledge.c - the index follows its rows, and whatever people type finds words or nothing (S8 to S10). */
#include "store/knowledge.h"

#include "rules/taxonomy.h"
#include "store/connection.h"
#include "store/fts_tokenizer.h"
#include "support/store_fixture.h"
#include "text/fold.h"
#include "text/tokens.h"

enum {
	PUBLIC = 1 << AUDIENCE_PUBLIC,
	STAFF = 1 << AUDIENCE_STAFF,
	PRO = 1 << AUDIENCE_PROFESSIONAL
};

struct shelf {
	struct fixture f;
	char path[FIXTURE_PATH_BYTES];
	struct knowledge *k;
	struct stemmer *stemmer;
};

static void open_shelf(struct shelf *s)
{
	char why[400] = "";
	fixture_folder(&s->f);
	fixture_file(&s->f, "knowledge.db", s->path);
	s->k = knowledge_open(s->path, STORE_CREATE, why, sizeof why);
	if (s->k == NULL)
		fail_msg("%s", why);
	s->stemmer = stemmer_new();
}

static void close_shelf(struct shelf *s)
{
	knowledge_close(s->k);
	stemmer_free(s->stemmer);
	fixture_close(&s->f);
}

static struct entry entry_of(const char *slug, const char *title, const char *body)
{
	return (struct entry){
		.slug = slug,
		.origin = "corpus",
		.kind = "fiche",
		.title = title,
		.keywords = "",
		.body = body,
		.audience = "public",
		.topics = "histoire",
		.sources = "[]",
	};
}

static int64_t put(struct shelf *s, const struct entry *entry)
{
	int64_t id = 0;
	assert_int_equal(knowledge_begin(s->k), RC_OK);
	assert_int_equal(knowledge_put(s->k, entry, &id), RC_OK);
	assert_int_equal(knowledge_commit(s->k), RC_OK);
	return id;
}

/* A connection that has the tokenizer, for looking into the index. */
static sqlite3 *index_of(const struct shelf *s)
{
	sqlite3 *db = fixture_raw(s->path);
	assert_true(fts_tokenizer_register(db));
	return db;
}

/* Compares the index with its content table: both indexes, word by word. */
static void check_index(const struct shelf *s)
{
	sqlite3 *db = index_of(s);
	static const char *const checks[] = {
		"INSERT INTO entry_fts(entry_fts, rank) VALUES('integrity-check', 1)",
		"INSERT INTO example_fts(example_fts, rank) VALUES('integrity-check', 1)",
	};
	for (size_t i = 0; i < 2; i++) {
		if (sqlite3_exec(db, checks[i], NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s: %s", checks[i], sqlite3_errmsg(db));
	}
	sqlite3_close(db);
}

/* The distinct words of a text that say something, as the station normalise makes them. */
static int terms_of(struct shelf *s, const char *text, struct term terms[TERMS_MAX])
{
	struct folded folded;
	struct tokens tokens;
	struct token token;
	int count = 0;
	if (fold_text(text, strlen(text), &s->f.arena, &folded) != RC_OK)
		return 0;
	tokens_init(&tokens, folded.text, folded.len, s->stemmer);
	while (count < TERMS_MAX && tokens_next(&tokens, &token)) {
		if (token.is_stop)
			continue;
		terms[count++] = (struct term){
			.word = arena_copy(&s->f.arena, token.text, token.len),
			.stem = arena_copy(&s->f.arena, token.stem, token.stem_len),
		};
	}
	return count;
}

/* Room for the best entries that a search may find. */
struct room {
	struct entry_hit *hits;
	int max;
};

static int search_as(struct shelf *s, const char *text, struct search_filter filter,
		     struct room room)
{
	struct term terms[TERMS_MAX];
	struct search search = {
		.terms = terms,
		.term_count = terms_of(s, text, terms),
		.filter = filter,
		.arena = &s->f.arena,
	};
	return knowledge_search(s->k, &search, room.hits, room.max);
}

/* The slugs found, best first, between spaces. */
static const char *found(struct shelf *s, const char *text, struct search_filter filter)
{
	static char out[400];
	struct entry_hit hits[10];
	int count = search_as(s, text, filter, (struct room){hits, 10});
	out[0] = '\0';
	for (int i = 0; i < count; i++) {
		size_t at = strlen(out);
		snprintf(out + at, sizeof out - at, "%s ", hits[i].slug);
	}
	return count < 0 ? "refused" : out;
}

static const struct search_filter everyone = {.audiences = PUBLIC};

static const char *const statements[][2] = {
#define STATEMENT(name, sql) {#name, sql},
#include "store/knowledge.def"
#undef STATEMENT
};

static void every_statement_compiles_against_the_schema(void **state)
{
	(void)state;
	struct shelf s;
	char why[400];
	open_shelf(&s);
	sqlite3 *db = connection_open(s.path, STORE_CREATE, false, why, sizeof why);
	assert_non_null(db);
	assert_true(fts_tokenizer_register(db));
	for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
		sqlite3_stmt *stmt = NULL;
		if (sqlite3_prepare_v2(db, statements[i][1], -1, &stmt, NULL) != SQLITE_OK)
			fail_msg("%s: %s", statements[i][0], sqlite3_errmsg(db));
		sqlite3_finalize(stmt);
	}
	sqlite3_close(db);
	close_shelf(&s);
}

static void the_index_follows_what_is_put_replaced_and_forgotten(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry lighthouse =
		entry_of("phare", "Les phares de Bretagne", "Gardiens et lampes.");
	struct entry mill = entry_of("moulin", "Moulins à vent", "Ailes et meuniers.");
	mill.origin = "import";
	(void)put(&s, &lighthouse);
	(void)put(&s, &mill);
	check_index(&s);
	assert_string_equal(found(&s, "un gardien de phare", everyone), "phare ");
	assert_string_equal(found(&s, "le meunier", everyone), "moulin ");

	lighthouse.title = "Les sémaphores";
	lighthouse.body = "Signaux optiques.";
	lighthouse.keywords = "télégraphe";
	(void)put(&s, &lighthouse);
	check_index(&s);
	assert_string_equal(found(&s, "un gardien de phare", everyone), "");
	assert_string_equal(found(&s, "le télégraphe", everyone), "phare ");

	assert_int_equal(knowledge_begin(s.k), RC_OK);
	assert_int_equal(knowledge_forget(s.k, "corpus"), RC_OK);
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	check_index(&s);
	assert_string_equal(found(&s, "le télégraphe des sémaphores", everyone), "");
	assert_string_equal(found(&s, "le meunier", everyone), "moulin ");
	assert_int_equal(knowledge_optimize(s.k), RC_OK);
	check_index(&s);
	struct entry got;
	assert_int_equal(knowledge_entry(s.k, "phare", &s.f.arena, &got), RC_NOT_FOUND);
	assert_int_equal(knowledge_entry(s.k, "moulin", &s.f.arena, &got), RC_OK);
	assert_string_equal(got.title, "Moulins à vent");
	close_shelf(&s);
}

static void a_rolled_back_load_leaves_index_and_rows_as_they_were(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry one = entry_of("un", "Phares", "un"),
		     two = entry_of("deux", "Moulins", "deux");
	(void)put(&s, &one);
	int64_t id;
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	one.title = "Girouettes";
	assert_int_equal(knowledge_put(s.k, &one, &id), RC_OK);
	assert_int_equal(knowledge_put(s.k, &two, &id), RC_OK);
	knowledge_rollback(s.k);
	knowledge_rollback(s.k);
	check_index(&s);
	assert_string_equal(found(&s, "phares moulins girouettes", everyone), "un ");
	close_shelf(&s);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void a_thousand_changes_keep_index_and_rows_the_same(void **state)
{
	(void)state;
	static const char *const words[] = {"phare",       "moulin", "œuvre",  "l'été",
					    "c++",         "gare",   "cœur",   "AND",
					    "rendez-vous", "1914",   "ponton", "éolien"};
	struct shelf s;
	uint32_t seed = 7;
	open_shelf(&s);
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	for (int i = 0; i < 1000; i++) {
		char slug[16], title[100], body[100];
		snprintf(slug, sizeof slug, "e%u", next_random(&seed) % 40);
		snprintf(title, sizeof title, "%s %s", words[next_random(&seed) % 12],
			 words[next_random(&seed) % 12]);
		snprintf(body, sizeof body, "%s, %s.", words[next_random(&seed) % 12],
			 words[next_random(&seed) % 12]);
		struct entry entry = entry_of(slug, title, body);
		entry.origin = next_random(&seed) % 5 == 0 ? "import" : "corpus";
		int64_t id;
		assert_int_equal(knowledge_put(s.k, &entry, &id), RC_OK);
		if (i % 211 == 210)
			assert_int_equal(knowledge_forget(s.k, "import"), RC_OK);
	}
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	check_index(&s);
	close_shelf(&s);
}

static void who_asks_decides_what_is_found(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry e = entry_of("public", "Phare", "phare");
	(void)put(&s, &e);
	e.slug = "staff";
	e.audience = "staff";
	(void)put(&s, &e);
	e.slug = "pro";
	e.audience = "professional";
	(void)put(&s, &e);
	e = entry_of("brest", "Phare", "phare");
	e.library = "brest";
	(void)put(&s, &e);
	e = entry_of("doc", "Phare", "phare");
	e.kind = "doc";
	(void)put(&s, &e);
	assert_string_equal(found(&s, "phare", everyone), "public ");
	assert_string_equal(found(&s, "phare", (struct search_filter){.audiences = PUBLIC | STAFF}),
			    "public staff ");
	assert_string_equal(found(&s, "phare", (struct search_filter){.audiences = PRO}), "pro ");
	assert_string_equal(found(&s, "phare", (struct search_filter){0}), "");
	assert_string_equal(
		found(&s, "phare", (struct search_filter){.audiences = PUBLIC, .library = "brest"}),
		"public brest ");
	assert_string_equal(
		found(&s, "phare", (struct search_filter){.audiences = PUBLIC, .library = "agen"}),
		"public ");
	assert_string_equal(
		found(&s, "phare", (struct search_filter){.audiences = PUBLIC, .wants_docs = true}),
		"public doc ");
	close_shelf(&s);
}

static void a_title_outweighs_keywords_and_keywords_the_text(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry body = entry_of("texte", "Sans titre", "le phare se voit de loin");
	struct entry title = entry_of("titre", "Phare", "se voit de loin la nuit");
	struct entry words = entry_of("mots", "Sans titre", "se voit de loin la nuit");
	words.keywords = "phare";
	(void)put(&s, &body);
	(void)put(&s, &words);
	(void)put(&s, &title);
	for (int i = 0; i < 5; i++) {
		char slug[16];
		snprintf(slug, sizeof slug, "autre%d", i);
		struct entry other = entry_of(slug, "Autre chose", "rien de cela");
		(void)put(&s, &other);
	}
	assert_string_equal(found(&s, "phare", everyone), "titre mots texte ");
	struct entry_hit hits[3];
	assert_int_equal(search_as(&s, "phare", everyone, (struct room){hits, 3}), 3);
	assert_true(hits[0].score > hits[1].score && hits[1].score > hits[2].score);
	assert_true(hits[2].score > 0);
	assert_int_equal(search_as(&s, "phare", everyone, (struct room){hits, 1}), 1);
	close_shelf(&s);
}

/* Searches, and asks FTS5 itself with the same words: neither may ever be an error. */
static void expect_no_error(struct shelf *s, const char *text)
{
	struct entry_hit hits[3];
	struct example_hit examples[3];
	struct term terms[TERMS_MAX];
	if (search_as(s, text, everyone, (struct room){hits, 3}) < 0)
		fail_msg("refused: %s", text);
	struct search search = {
		.terms = terms, .term_count = terms_of(s, text, terms), .arena = &s->f.arena};
	if (knowledge_neighbours(s->k, &search, examples, 3) < 0)
		fail_msg("refused by the examples: %s", text);
}

static void fill_a_little(struct shelf *s)
{
	struct entry e =
		entry_of("phare", "Le phare, NEAR et AND", "l'école c++ x * œuvre cœur été");
	(void)put(s, &e);
	struct example_row example = {.text = "à l'école en c++ et NOT",
				      .topics = "education",
				      .kind = "fait",
				      .flags = ""};
	assert_int_equal(knowledge_begin(s->k), RC_OK);
	assert_int_equal(knowledge_put_example(s->k, &example), RC_OK);
	assert_int_equal(knowledge_commit(s->k), RC_OK);
}

static void hostile_text_is_never_an_error(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"l'ecole",
		"c++",
		"AND",
		"OR",
		"NOT",
		"NEAR",
		"*",
		"\"x",
		"x\"",
		"\"\"\"",
		"NEAR(",
		"NEAR(ecole phare, 3)",
		"",
		" ",
		"phare*",
		"^phare",
		"title:phare",
		"{title body}: phare",
		"- phare",
		"(phare",
		"phare)",
		"phare AND",
		"AND AND OR NOT",
		"phare + ecole",
		"'; DROP TABLE entry; --",
		"\\",
		"%",
		"entry_fts",
		"rank",
		"x'00'",
		"?1",
		"\xef\xbb\xbfphare",
		"ph\x01are",
		"\xff\xfe",
		"🐧",
		"e\xcc\x81"
		"cole",
		"ﬁn de l’œuvre",
	};
	struct shelf s;
	open_shelf(&s);
	fill_a_little(&s);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		expect_no_error(&s, texts[i]);
	/* And what is meant is found among it. */
	assert_string_equal(found(&s, "NEAR(", everyone), "phare ");
	assert_string_equal(found(&s, "l’ÉCOLE", everyone), "phare ");
	assert_string_equal(found(&s, "*", everyone), "");
	assert_string_equal(found(&s, "\"oeuvre", everyone), "phare ");
	close_shelf(&s);
}

static void ten_thousand_random_texts_are_never_an_error(void **state)
{
	(void)state;
	/* Pieces of FTS5's syntax, of UTF-8 and of words, put together without sense. */
	static const char *const pieces[] = {
		"\"",   "'",     "*",  "(",        ")",     "AND",   "OR",   "NOT",
		"NEAR", "NEAR(", ":",  "^",        "+",     "-",     "{",    "}",
		",",    " ",     " ",  " ",        "phare", "école", "c",    "++",
		"œ",    "l’",    "d'", "x",        "été",   "\xc3",  "\xa9", "\xe2\x80\x99",
		"1",    "0",     ".",  "\n",       "\t",    "%",     ";",    "--",
		"\\",   "\x7f",  "漢", "\xcc\x81", "ß",     "ﬁ",     "body", "title",
		"🐧",    "İ",
	};
	struct shelf s;
	uint32_t seed = 42;
	open_shelf(&s);
	fill_a_little(&s);
	for (int i = 0; i < 10000; i++) {
		char text[200] = "";
		size_t at = 0;
		for (uint32_t n = next_random(&seed) % 20; n > 0 && at < 180; n--)
			at += (size_t)snprintf(
				text + at, sizeof text - at, "%s",
				pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])]);
		expect_no_error(&s, text);
		arena_done(&s.f.arena);
		arena_init(&s.f.arena, FIXTURE_ARENA_BYTES);
	}
	close_shelf(&s);
}

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

static bool row_has_word(sqlite3 *db, int64_t row, const char *word)
{
	sqlite3_stmt *stmt = NULL;
	char quoted[100];
	snprintf(quoted, sizeof quoted, "\"%s\"", word);
	assert_int_equal(
		sqlite3_prepare_v2(
			db, "SELECT 1 FROM example_fts WHERE example_fts MATCH ?1 AND rowid=?2", -1,
			&stmt, NULL),
		SQLITE_OK);
	sqlite3_bind_text(stmt, 1, quoted, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 2, row);
	bool has = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_finalize(stmt);
	return has;
}

static int64_t rows_with_stem(sqlite3 *db, const char *stem)
{
	sqlite3_stmt *stmt = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT doc FROM example_vocab WHERE term=?1", -1,
					    &stmt, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(stmt, 1, stem, -1, SQLITE_STATIC);
	int64_t rows = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return rows;
}

/*
 * S10: index(x) matches query(x), word by word. The query gives FTS5 a word as text/tokens.h cut it, and FTS5 cuts that
 * word again: both ways must end at the stem that the index has.
 */
static void every_word_of_a_text_finds_that_text(void **state)
{
	(void)state;
	enum { TEXTS = 2000 };
	struct shelf s;
	uint32_t seed = 1;
	static char texts[TEXTS][600];
	open_shelf(&s);
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	for (int i = 0; i < TEXTS; i++) {
		random_sentence(&seed, texts[i], sizeof texts[i]);
		struct example_row row = {
			.text = texts[i], .topics = "", .kind = "fait", .flags = ""};
		assert_int_equal(knowledge_put_example(s.k, &row), RC_OK);
	}
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	check_index(&s);
	sqlite3 *db = index_of(&s);
	int words = 0;
	for (int i = 0; i < TEXTS; i++) {
		struct term terms[TERMS_MAX];
		int count = terms_of(&s, texts[i], terms);
		for (int t = 0; t < count; t++, words++) {
			if (!row_has_word(db, i + 1, terms[t].word))
				fail_msg("\"%s\" does not find: %s", terms[t].word, texts[i]);
			if (rows_with_stem(db, terms[t].stem) == 0)
				fail_msg("\"%s\" is not in the index: %s", terms[t].stem, texts[i]);
		}
		arena_done(&s.f.arena);
		arena_init(&s.f.arena, FIXTURE_ARENA_BYTES);
	}
	assert_true(words > 4 * TEXTS);
	sqlite3_close(db);
	close_shelf(&s);
}

static void the_most_similar_example_comes_first(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	static const char *const texts[] = {
		"Qui a construit le phare d'Eckmühl ?",
		"Comment construire un cerf-volant ?",
		"Quels sont les horaires du dimanche ?",
	};
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	for (size_t i = 0; i < 3; i++) {
		struct example_row row = {.text = texts[i],
					  .topics = "histoire arts",
					  .kind = "fait",
					  .flags = "",
					  .place = i == 0 ? "29" : NULL};
		assert_int_equal(knowledge_put_example(s.k, &row), RC_OK);
	}
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	struct term terms[TERMS_MAX];
	struct example_hit hits[5];
	struct search search = {.terms = terms, .arena = &s.f.arena};
	search.term_count = terms_of(&s, "les constructeurs du phare d’Eckmühl", terms);
	int count = knowledge_neighbours(s.k, &search, hits, 5);
	assert_true(count >= 1);
	assert_string_equal(hits[0].text, texts[0]);
	assert_string_equal(hits[0].topics, "histoire arts");
	assert_string_equal(hits[0].place, "29");
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	assert_int_equal(knowledge_forget_examples(s.k), RC_OK);
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	assert_int_equal(knowledge_neighbours(s.k, &search, hits, 5), 0);
	check_index(&s);
	close_shelf(&s);
}

static void where_a_resource_can_be_used_is_known_or_said_not_to_be(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry e = entry_of("presse", "Presse en ligne", "journaux");
	int64_t listed = put(&s, &e);
	e.slug = "libre";
	int64_t open = put(&s, &e);
	struct entry_availability have = {.on_site = true}, got;
	assert_int_equal(knowledge_put_availability(s.k, listed, "brest", &have), RC_OK);
	assert_int_equal(knowledge_availability(s.k, listed, "brest", &got), RC_OK);
	assert_true(got.is_known && got.on_site && !got.is_remote);
	assert_int_equal(knowledge_availability(s.k, listed, "agen", &got), RC_OK);
	assert_true(got.is_known && !got.on_site && !got.is_remote);
	assert_int_equal(knowledge_availability(s.k, open, "brest", &got), RC_OK);
	assert_false(got.is_known);
	/* It goes with its entry. */
	e.slug = "presse";
	int64_t again = put(&s, &e);
	assert_int_equal(knowledge_availability(s.k, again, "brest", &got), RC_OK);
	assert_false(got.is_known);
	close_shelf(&s);
}

static void a_file_of_another_version_is_made_anew_by_its_owner_alone(void **state)
{
	(void)state;
	struct shelf s;
	char why[400] = "";
	open_shelf(&s);
	struct entry e = entry_of("phare", "Phare", "phare");
	(void)put(&s, &e);
	knowledge_close(s.k);
	struct knowledge *reader = knowledge_open(s.path, STORE_READ, why, sizeof why);
	assert_non_null(reader);
	knowledge_close(reader);
	assert_int_equal(fixture_sql(s.path, "PRAGMA user_version=1"), SQLITE_OK);
	assert_null(knowledge_open(s.path, STORE_READ, why, sizeof why));
	assert_non_null(strstr(why, "another version"));
	s.k = knowledge_open(s.path, STORE_CREATE, why, sizeof why);
	assert_non_null(s.k);
	assert_string_equal(found(&s, "phare", everyone), "");
	(void)put(&s, &e);
	assert_string_equal(found(&s, "phare", everyone), "phare ");
	check_index(&s);
	close_shelf(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_compiles_against_the_schema),
		cmocka_unit_test(the_index_follows_what_is_put_replaced_and_forgotten),
		cmocka_unit_test(a_rolled_back_load_leaves_index_and_rows_as_they_were),
		cmocka_unit_test(a_thousand_changes_keep_index_and_rows_the_same),
		cmocka_unit_test(who_asks_decides_what_is_found),
		cmocka_unit_test(a_title_outweighs_keywords_and_keywords_the_text),
		cmocka_unit_test(hostile_text_is_never_an_error),
		cmocka_unit_test(ten_thousand_random_texts_are_never_an_error),
		cmocka_unit_test(every_word_of_a_text_finds_that_text),
		cmocka_unit_test(the_most_similar_example_comes_first),
		cmocka_unit_test(where_a_resource_can_be_used_is_known_or_said_not_to_be),
		cmocka_unit_test(a_file_of_another_version_is_made_anew_by_its_owner_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
