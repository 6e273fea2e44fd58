/* SPDX-License-Identifier: EUPL-1.2 */
/* test_facts.c - the numbers of every entry: kept in chunks, summed, written and forgotten. */
#include "store/facts.h"

#include "support/store_fixture.h"

static sqlite3 *open_db(void)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
			     "CREATE TABLE facts(chunk INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
			     NULL, NULL, NULL),
		SQLITE_OK);
	return db;
}

static struct fact fact_of(unsigned title, unsigned body)
{
	return (struct fact){
		.title = (uint8_t)title, .body = (uint16_t)body, .is_there = 1, .audience = 2};
}

static void what_is_set_is_found_summed_and_written(void **state)
{
	(void)state;
	sqlite3 *db = open_db();
	struct facts *f = facts_new(db), *other = facts_new(db);
	/* in three chunks */
	static const int64_t ids[] = {1, 511, 512, 5000};
	for (int i = 0; i < 4; i++) {
		struct fact fact = fact_of(2, 10u + (unsigned)i);
		facts_set(f, ids[i], &fact);
	}
	assert_null(facts_find(other, 512));
	facts_forget(other);
	assert_int_equal(facts_flush(f), RC_OK);
	assert_int_equal(facts_flush(f), RC_OK);
	for (int i = 0; i < 4; i++) {
		const struct fact *fact = facts_find(other, ids[i]);
		assert_non_null(fact);
		assert_int_equal(fact_words(fact, FIELD_BODY), 10 + i);
		assert_int_equal(fact_words(fact, FIELD_TITLE), 2);
		assert_int_equal(fact_words(fact, FIELD_KEYWORDS), 0);
		assert_int_equal(fact->audience, 2);
	}
	const struct field_size *sizes = facts_sizes(other);
	assert_int_equal(sizes[FIELD_TITLE].rows, 4);
	assert_int_equal(sizes[FIELD_TITLE].words, 8);
	assert_int_equal(sizes[FIELD_BODY].words, 10 + 11 + 12 + 13);
	assert_int_equal(sizes[FIELD_KEYWORDS].rows, 0);
	assert_null(facts_find(f, 2));
	assert_null(facts_find(f, 1 << 20));
	assert_null(facts_find(f, 0));
	assert_null(facts_find(f, -7));
	facts_free(f);
	facts_free(other);
	facts_free(NULL);
	sqlite3_close(db);
}

static void replaced_and_removed_facts_leave_the_sums_right(void **state)
{
	(void)state;
	sqlite3 *db = open_db();
	struct facts *f = facts_new(db);
	struct fact fact = fact_of(3, 100), none = {0};
	facts_set(f, 7, &fact);
	fact = fact_of(0, 40);
	facts_set(f, 7, &fact);
	facts_set(f, 8, &fact);
	facts_set(f, 8, &none);
	facts_set(f, 9, &none);
	const struct field_size *sizes = facts_sizes(f);
	assert_int_equal(sizes[FIELD_TITLE].rows, 0);
	assert_int_equal(sizes[FIELD_TITLE].words, 0);
	assert_int_equal(sizes[FIELD_BODY].rows, 1);
	assert_int_equal(sizes[FIELD_BODY].words, 40);
	assert_null(facts_find(f, 8));
	/* Forgetting drops what was not flushed: the rolled-back transaction. */
	facts_forget(f);
	assert_null(facts_find(f, 7));
	assert_int_equal(facts_sizes(f)[FIELD_BODY].rows, 0);
	facts_free(f);
	sqlite3_close(db);
}

static void a_damaged_chunk_costs_its_entries_only(void **state)
{
	(void)state;
	sqlite3 *db = open_db();
	struct facts *f = facts_new(db);
	struct fact fact = fact_of(1, 1);
	facts_set(f, 7, &fact);
	facts_set(f, 700, &fact);
	assert_int_equal(facts_flush(f), RC_OK);
	facts_forget(f);
	assert_int_equal(
		sqlite3_exec(db, "UPDATE facts SET bytes=x'00' WHERE chunk=0", NULL, NULL, NULL),
		SQLITE_OK);
	assert_null(facts_find(f, 7));
	assert_non_null(facts_find(f, 700));
	facts_free(f);
	sqlite3_close(db);
}

static void a_file_without_facts_is_refused_when_written(void **state)
{
	(void)state;
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	struct facts *f = facts_new(db);
	struct fact fact = fact_of(1, 1);
	assert_null(facts_find(f, 1));
	facts_set(f, 1, &fact);
	assert_int_equal(facts_flush(f), RC_UNAVAILABLE);
	facts_free(f);
	sqlite3_close(db);
}

static void a_library_has_a_tag_and_none_has_none(void **state)
{
	(void)state;
	assert_int_equal(library_tag(NULL), 0);
	assert_int_equal(library_tag(""), 0);
	assert_true(library_tag("brest") != 0);
	assert_int_equal(library_tag("brest"), library_tag("brest"));
	assert_true(library_tag("brest") != library_tag("agen"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_set_is_found_summed_and_written),
		cmocka_unit_test(replaced_and_removed_facts_leave_the_sums_right),
		cmocka_unit_test(a_damaged_chunk_costs_its_entries_only),
		cmocka_unit_test(a_file_without_facts_is_refused_when_written),
		cmocka_unit_test(a_library_has_a_tag_and_none_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
