/* SPDX-License-Identifier: EUPL-1.2 */
/* test_knowledge.c - the index follows its rows, and whatever people type finds words or nothing (S8 to S10). */
#include "support/shelf.h"

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
	assert_true(fts_tokenizer_register(db) && rank_register(db));
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

static void what_another_connection_imports_is_noticed(void **state)
{
	(void)state;
	struct shelf s;
	char why[400];
	int64_t id;
	open_shelf(&s);
	struct entry one = entry_of("un", "Phare", "phare"),
		     two = entry_of("deux", "Phare", "phare");
	(void)put(&s, &one);
	assert_string_equal(found(&s, "phare", everyone), "un ");
	struct knowledge *other = knowledge_open(s.path, STORE_CREATE, why, sizeof why);
	assert_non_null(other);
	assert_int_equal(knowledge_begin(other), RC_OK);
	assert_int_equal(knowledge_put(other, &two, &id), RC_OK);
	assert_string_equal(found(&s, "phare", everyone), "un ");
	assert_int_equal(knowledge_commit(other), RC_OK);
	assert_string_equal(found(&s, "phare", everyone), "un deux ");
	assert_int_equal(knowledge_begin(other), RC_OK);
	assert_int_equal(knowledge_forget(other, "corpus"), RC_OK);
	assert_int_equal(knowledge_commit(other), RC_OK);
	assert_string_equal(found(&s, "phare", everyone), "");
	knowledge_close(other);
	check_index(&s);
	close_shelf(&s);
}

static void expect_no_error(struct shelf *s, const char *text)
{
	struct entry_hit hits[3];
	struct search how = {.filter = everyone};
	if (search_as(s, text, how, (struct room){hits, 3}) < 0)
		fail_msg("refused: %s", text);
}

static void fill_a_little(struct shelf *s)
{
	struct entry e =
		entry_of("phare", "Le phare, NEAR et AND", "l'école c++ x * œuvre cœur été");
	(void)put(s, &e);
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
		forget_request(&s);
	}
	close_shelf(&s);
}

/* ---------------------------------------------------------------- what understanding learned */

static bool join_example(const struct example_row *row, void *arg)
{
	strcat(strcat(arg, row->text), row->place == NULL ? ";" : "!");
	return true;
}

static bool join_lexicon(const struct lexicon_row *row, void *arg)
{
	strcat(strcat(arg, row->words), row->weight > 0.5 ? "+" : "-");
	return true;
}

static bool join_model(const char *label, const void *bytes, size_t len, void *arg)
{
	strcat(arg, label);
	strncat(arg, bytes, len);
	return true;
}

static void what_was_learned_is_read_back_in_its_order(void **state)
{
	(void)state;
	struct shelf s;
	char got[200] = "";
	open_shelf(&s);
	const struct example_row examples[] = {{"un", "histoire", "fait", "", "29", NULL, 0},
					       {"deux", "", "fait", "", NULL, NULL, 0}};
	const struct lexicon_row words[] = {{"gare", "histoire", "trains", 1, 0.9},
					    {"quai", "histoire", "trains", 2, 0.2}};
	assert_int_equal(knowledge_begin(s.k), RC_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(knowledge_put_example(s.k, &examples[i]), RC_OK);
		assert_int_equal(knowledge_put_lexicon(s.k, &words[i]), RC_OK);
	}
	assert_int_equal(knowledge_put_model(s.k, "b", "old", 3), RC_OK);
	assert_int_equal(knowledge_put_model(s.k, "b", "2", 1), RC_OK);
	assert_int_equal(knowledge_put_model(s.k, "a", "1", 1), RC_OK);
	assert_int_equal(knowledge_commit(s.k), RC_OK);
	assert_int_equal(knowledge_each_example(s.k, join_example, got), RC_OK);
	assert_int_equal(knowledge_each_lexicon(s.k, join_lexicon, got), RC_OK);
	assert_int_equal(knowledge_each_model(s.k, join_model, got), RC_OK);
	assert_string_equal(got, "un!deux;gare+quai-a1b2");
	assert_int_equal(knowledge_forget_examples(s.k), RC_OK);
	assert_int_equal(knowledge_forget_lexicon(s.k), RC_OK);
	assert_int_equal(knowledge_forget_model(s.k), RC_OK);
	got[0] = '\0';
	assert_int_equal(knowledge_each_example(s.k, join_example, got), RC_OK);
	assert_int_equal(knowledge_each_lexicon(s.k, join_lexicon, got), RC_OK);
	assert_int_equal(knowledge_each_model(s.k, join_model, got), RC_OK);
	assert_string_equal(got, "");
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
		cmocka_unit_test(what_another_connection_imports_is_noticed),
		cmocka_unit_test(hostile_text_is_never_an_error),
		cmocka_unit_test(ten_thousand_random_texts_are_never_an_error),
		cmocka_unit_test(what_was_learned_is_read_back_in_its_order),
		cmocka_unit_test(where_a_resource_can_be_used_is_known_or_said_not_to_be),
		cmocka_unit_test(a_file_of_another_version_is_made_anew_by_its_owner_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
