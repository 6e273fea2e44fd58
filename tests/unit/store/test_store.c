/* SPDX-License-Identifier: EUPL-1.2 */
/* test_store.c - the file is opened safe or not at all; transactions, scopes, backup (trust.md S4 to S6). */
#include "store/connection.h"
#include "store/fts_tokenizer.h"
#include "store/statement.h"
#include "support/store_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void every_statement_compiles_against_the_schema(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	const char *bad = store_first_bad_statement(f.store);
	if (bad != NULL)
		fail_msg("%s does not compile", bad);
	/* Readers have the same list. */
	struct store *reader = fixture_store(f.path, STORE_READ);
	assert_null(store_first_bad_statement(reader));
	store_close(reader);
	fixture_close(&f);
}

static const struct {
	const char *name, *sql;
} statements[] = {
#define STATEMENT(name, sql) {#name, sql},
#include "store/statements.def"
#undef STATEMENT
};

/* Statements that read a whole table on purpose: small tables, or figures and exports that are about everything. */
static const char *const may_scan[] = {
	"networks",      "libraries",    "library_labels",   "library_closures", "queues",
	"queue_labels",  "queue_loads",  "people",           "count_states",     "count_topics",
	"count_overdue", "count_ai",     "totals_questions", "totals_answered",  "totals_median",
	"queue_figures", "totals_rated", "sessions_sweep",   "event_last",       "audit_node_count",
};

static bool scan_is_meant(const char *name)
{
	for (size_t i = 0; i < COUNT(may_scan); i++) {
		if (strcmp(may_scan[i], name) == 0)
			return true;
	}
	return false;
}

/* The plan's line about a table read from end to end without an index; false when there is none. */
static bool scans_a_table(sqlite3 *db, const char *sql, char what[200])
{
	sqlite3_stmt *stmt = NULL;
	char explain[4000];
	snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql);
	if (sqlite3_prepare_v2(db, explain, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	bool found = false;
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(stmt, 3);
		if (strncmp(line, "SCAN ", 5) != 0 || strstr(line, "VIRTUAL TABLE") != NULL ||
		    strcmp(line, "SCAN CONSTANT ROW") == 0 || strstr(line, "INDEX") != NULL)
			continue;
		snprintf(what, 200, "%s", line);
		found = true;
	}
	sqlite3_finalize(stmt);
	return found;
}

static void every_plan_uses_an_index(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	sqlite3 *db = fixture_raw(f.path);
	for (size_t i = 0; i < COUNT(statements); i++) {
		char what[200];
		if (!scan_is_meant(statements[i].name) &&
		    scans_a_table(db, statements[i].sql, what))
			fail_msg("%s: %s", statements[i].name, what);
	}
	sqlite3_close(db);
	fixture_close(&f);
}

static int option_of(sqlite3 *db, int option)
{
	int value = -1;
	sqlite3_db_config(db, option, -1, &value);
	return value;
}

static void check_settings(sqlite3 *db, int synchronous)
{
	/* trust.md S4 */
	assert_int_equal(connection_pragma(db, "PRAGMA synchronous"), synchronous);
	assert_int_equal(connection_pragma(db, "PRAGMA foreign_keys"), 1);
	assert_int_equal(connection_pragma(db, "PRAGMA cell_size_check"), 1);
	assert_int_equal(connection_pragma(db, "PRAGMA recursive_triggers"), 1);
	assert_true(connection_pragma(db, "PRAGMA mmap_size") <= 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_DEFENSIVE), 1);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA), 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_DQS_DML), 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_DQS_DDL), 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER), 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION), 0);
	assert_int_equal(option_of(db, SQLITE_DBCONFIG_ENABLE_FKEY), 1);
	static const struct {
		int limit, most;
	} limits[] = {
		{SQLITE_LIMIT_SQL_LENGTH, 100 * 1024},  {SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024},
		{SQLITE_LIMIT_EXPR_DEPTH, 50},          {SQLITE_LIMIT_COMPOUND_SELECT, 5},
		{SQLITE_LIMIT_VARIABLE_NUMBER, 999},    {SQLITE_LIMIT_ATTACHED, 1},
		{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50}, {SQLITE_LIMIT_VDBE_OP, 25000},
	};
	for (size_t i = 0; i < COUNT(limits); i++)
		assert_true(sqlite3_limit(db, limits[i].limit, -1) <= limits[i].most);
}

static void every_setting_is_taken_in_every_mode(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	for (int mode = STORE_CREATE; mode <= STORE_READ; mode++) {
		char why[400] = "";
		sqlite3 *db = connection_open(f.path, (enum store_mode)mode, true, why, sizeof why);
		if (db == NULL)
			fail_msg("%s", why);
		check_settings(db, 2);
		assert_int_equal(connection_pragma(db, "PRAGMA wal_autocheckpoint") > 0,
				 mode == STORE_CREATE);
		assert_int_equal(option_of(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE),
				 mode != STORE_CREATE);
		assert_int_equal(sqlite3_db_readonly(db, "main"), mode == STORE_READ);
		sqlite3_close(db);
		db = connection_open(f.path, (enum store_mode)mode, false, why, sizeof why);
		check_settings(db, 1);
		sqlite3_close(db);
	}
	fixture_close(&f);
}

/* trust.md S5: each of them prepared on a restricted connection, each refused by name. */
static void what_no_statement_of_ours_does_is_refused(void **state)
{
	(void)state;
	static const char *const forbidden[] = {
		"CREATE TABLE x(a)",
		"CREATE TEMP TABLE x(a)",
		"CREATE INDEX x ON question(locale)",
		"CREATE VIEW x AS SELECT 1",
		"CREATE TEMP VIEW x AS SELECT 1",
		"CREATE TRIGGER x AFTER INSERT ON question BEGIN SELECT 1; END",
		"CREATE TEMP TRIGGER x AFTER INSERT ON main.question BEGIN SELECT 1; END",
		"CREATE VIRTUAL TABLE x USING fts5(a)",
		"DROP TABLE question",
		"DROP INDEX question_open",
		"DROP TRIGGER audit_leaf_is_kept_delete",
		"ALTER TABLE question RENAME TO q",
		"ALTER TABLE question ADD COLUMN x TEXT",
		"ATTACH ':memory:' AS other",
		"DETACH main",
		"PRAGMA synchronous=OFF",
		"PRAGMA journal_mode=DELETE",
		"PRAGMA writable_schema=ON",
		"PRAGMA foreign_keys=OFF",
		"PRAGMA user_version=99",
		"PRAGMA integrity_check",
		"ANALYZE",
		"REINDEX question",
		"UPDATE audit_leaf SET body=x'00'",
		"UPDATE audit_node SET hash=x'00'",
		"DELETE FROM audit_leaf",
		"DELETE FROM audit_node WHERE level=1",
		"UPDATE sqlite_schema SET sql=''",
		"DELETE FROM sqlite_schema",
	};
	struct fixture f;
	char why[400];
	fixture_open(&f);
	sqlite3 *db = connection_open(f.path, STORE_CREATE, true, why, sizeof why);
	assert_non_null(db);
	connection_restrict(db);
	for (size_t i = 0; i < COUNT(forbidden); i++) {
		sqlite3_stmt *stmt = NULL;
		int code = sqlite3_prepare_v2(db, forbidden[i], -1, &stmt, NULL);
		if (code == SQLITE_OK)
			fail_msg("allowed: %s", forbidden[i]);
		assert_null(stmt);
	}
	/* VACUUM compiles; what it would do is refused. */
	assert_int_not_equal(sqlite3_exec(db, "VACUUM", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM audit_payload", NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
	fixture_close(&f);
}

/* Even with the file in hand and no authorizer: the table's own triggers hold. */
static void the_trace_is_append_only_in_the_file_itself(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	assert_int_equal(fixture_sql(f.path, "INSERT INTO audit_leaf VALUES(0, x'61', x'62');"
					     "INSERT INTO audit_node VALUES(1, 0, x'63')"),
			 SQLITE_OK);
	static const char *const changes[] = {
		"UPDATE audit_leaf SET body=x'00'",
		"UPDATE audit_leaf SET n=5",
		"DELETE FROM audit_leaf",
		"UPDATE audit_node SET hash=x'00'",
		"DELETE FROM audit_node WHERE level=1",
	};
	for (size_t i = 0; i < COUNT(changes); i++) {
		if (fixture_sql(f.path, changes[i]) != SQLITE_CONSTRAINT)
			fail_msg("done: %s", changes[i]);
	}
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM audit_leaf WHERE body=x'61'"),
			 1);
	fixture_close(&f);
}

/* REPLACE deletes without saying DELETE: neither the authorizer nor, by default, a trigger sees it. */
static void a_leaf_cannot_be_replaced_either(void **state)
{
	(void)state;
	struct fixture f;
	char why[400];
	fixture_open(&f);
	assert_int_equal(fixture_sql(f.path, "INSERT INTO audit_leaf VALUES(0, x'61', x'62')"),
			 SQLITE_OK);
	sqlite3 *db = connection_open(f.path, STORE_CREATE, true, why, sizeof why);
	assert_non_null(db);
	connection_restrict(db);
	assert_int_not_equal(
		sqlite3_exec(db, "INSERT OR REPLACE INTO audit_leaf VALUES(0, x'00', x'00')", NULL,
			     NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM audit_leaf WHERE body=x'61'"),
			 1);
	fixture_close(&f);
}

static void expect_refused(const char *path, enum store_mode mode, const char *part)
{
	char why[400] = "";
	struct store *s = store_open(path, mode, why, sizeof why);
	if (s != NULL)
		fail_msg("%s was opened", path);
	if (strstr(why, part) == NULL || strstr(why, path) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", why, part);
}

static void a_file_that_is_not_ours_to_open_is_refused(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	store_close(f.store);
	f.store = NULL;
	assert_int_equal(fixture_sql(f.path, "PRAGMA user_version=1000"), SQLITE_OK);
	for (int mode = STORE_CREATE; mode <= STORE_READ; mode++)
		expect_refused(f.path, (enum store_mode)mode, "newer version");
	assert_int_equal(fixture_sql(f.path, "PRAGMA user_version=1; PRAGMA application_id=7"),
			 SQLITE_OK);
	expect_refused(f.path, STORE_CREATE, "not a file of Aiguilleur");

	char other[FIXTURE_PATH_BYTES];
	fixture_file(&f, "absent.db", other);
	expect_refused(other, STORE_READ, "unable to open");
	expect_refused(other, STORE_WRITE, "unable to open");
	assert_int_not_equal(access(other, F_OK), 0);

	fixture_file(&f, "letter.txt", other);
	FILE *file = fopen(other, "w");
	assert_non_null(file);
	for (int i = 0; i < 500; i++)
		fputs("Ceci n'est pas une base de données.\n", file);
	fclose(file);
	expect_refused(other, STORE_CREATE, "letter.txt");
	fixture_close(&f);
}

static void a_reader_does_not_bring_a_file_up_to_date(void **state)
{
	(void)state;
	struct fixture f;
	fixture_folder(&f);
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	expect_refused(f.path, STORE_READ, "older version");
	f.store = fixture_store(f.path, STORE_CREATE);
	struct store *reader = fixture_store(f.path, STORE_READ);
	store_close(reader);
	fixture_close(&f);
}

static int facts(struct fixture *f)
{
	return (int)fixture_number(f->path, "SELECT count(*) FROM meta");
}

static void nothing_is_seen_before_commit_and_nothing_stays_after_rollback(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	assert_int_equal(store_fact_set(f.store, "a", "1"), RC_OK);
	assert_int_equal(facts(&f), 0);
	assert_int_equal(store_commit(f.store), RC_OK);
	assert_int_equal(facts(&f), 1);

	assert_int_equal(store_begin(f.store), RC_OK);
	assert_int_equal(store_fact_set(f.store, "b", "1"), RC_OK);
	store_rollback(f.store);
	store_rollback(f.store);
	assert_int_equal(facts(&f), 1);

	/* A store that is closed in the middle of a transaction undoes it. */
	assert_int_equal(store_begin(f.store), RC_OK);
	assert_int_equal(store_fact_set(f.store, "c", "1"), RC_OK);
	store_close(f.store);
	f.store = fixture_store(f.path, STORE_CREATE);
	assert_int_equal(facts(&f), 1);
	fixture_close(&f);
}

static void a_failed_job_undoes_itself_and_no_neighbour(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	for (int job = 0; job < 64; job++) {
		char name[16];
		snprintf(name, sizeof name, "job-%d", job);
		assert_int_equal(store_scope_begin(f.store), RC_OK);
		assert_int_equal(store_fact_set(f.store, name, "done"), RC_OK);
		if (job % 3 == 1)
			store_scope_undo(f.store);
		else
			store_scope_keep(f.store);
	}
	assert_int_equal(facts(&f), 0);
	assert_int_equal(store_commit(f.store), RC_OK);
	assert_int_equal(facts(&f), 64 - 21);
	const char *value;
	assert_int_equal(store_fact(f.store, "job-0", &f.arena, &value), RC_OK);
	assert_int_equal(store_fact(f.store, "job-1", &f.arena, &value), RC_NOT_FOUND);
	assert_int_equal(store_fact(f.store, "job-2", &f.arena, &value), RC_OK);
	fixture_close(&f);
}

/* A statement that fails on a constraint takes back its own rows and leaves the transaction usable. */
static void a_refused_row_does_not_end_the_transaction(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	assert_int_equal(store_fact_set(f.store, "before", "1"), RC_OK);
	/* No such queue: a foreign key says no. */
	assert_int_equal(store_queue_load_add(f.store, "nowhere", 1), RC_UNAVAILABLE);
	assert_int_equal(store_fact_set(f.store, "after", "1"), RC_OK);
	assert_int_equal(store_commit(f.store), RC_OK);
	assert_int_equal(facts(&f), 2);
	fixture_close(&f);
}

static void a_fact_is_told_again_as_it_was_last_said(void **state)
{
	(void)state;
	struct fixture f;
	const char *value = NULL;
	fixture_open(&f);
	assert_int_equal(store_fact(f.store, "demo", &f.arena, &value), RC_NOT_FOUND);
	assert_int_equal(store_fact_set(f.store, "demo", "oui"), RC_OK);
	assert_int_equal(store_fact_set(f.store, "demo", "l'été \"; DROP TABLE meta"), RC_OK);
	assert_int_equal(store_fact(f.store, "demo", &f.arena, &value), RC_OK);
	assert_string_equal(value, "l'été \"; DROP TABLE meta");
	fixture_close(&f);
}

static void a_reader_reads_and_cannot_write(void **state)
{
	(void)state;
	struct fixture f;
	const char *value;
	fixture_open(&f);
	assert_int_equal(store_fact_set(f.store, "demo", "oui"), RC_OK);
	struct store *reader = fixture_store(f.path, STORE_READ);
	assert_int_equal(store_fact(reader, "demo", &f.arena, &value), RC_OK);
	assert_int_equal(store_fact_set(reader, "demo", "non"), RC_UNAVAILABLE);
	store_close(reader);
	assert_int_equal(store_fact(f.store, "demo", &f.arena, &value), RC_OK);
	assert_string_equal(value, "oui");
	fixture_close(&f);
}

static void a_backup_is_a_whole_and_sound_record(void **state)
{
	(void)state;
	struct fixture f;
	char why[400] = "", copy[FIXTURE_PATH_BYTES];
	const char *value;
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct question_id id = fixture_question(&f, "brest", "Qui a bâti le phare ?");
	assert_int_equal(store_fact_set(f.store, "demo", "oui"), RC_OK);
	fixture_file(&f, "copy.db", copy);
	assert_int_equal(store_backup(f.store, copy), RC_OK);
	assert_int_equal(store_fact_set(f.store, "demo", "changé depuis"), RC_OK);
	/* Never over a file that is there. */
	assert_int_equal(store_backup(f.store, copy), RC_UNAVAILABLE);

	struct store *other = fixture_store(copy, STORE_CREATE);
	assert_true(store_is_sound(other, why, sizeof why));
	assert_int_equal(store_fact(other, "demo", &f.arena, &value), RC_OK);
	assert_string_equal(value, "oui");
	struct question_row row;
	assert_int_equal(store_question(other, id, &f.arena, &row), RC_OK);
	store_close(other);
	fixture_close(&f);
}

static void damage_and_broken_references_are_found(void **state)
{
	(void)state;
	struct fixture f;
	char why[400] = "";
	fixture_open(&f);
	fixture_fill_directory(f.store);
	assert_true(store_is_sound(f.store, why, sizeof why));
	assert_int_equal(fixture_sql(f.path, "PRAGMA foreign_keys=OFF;"
					     "INSERT INTO queue_load VALUES('nowhere', 1)"),
			 SQLITE_OK);
	assert_false(store_is_sound(f.store, why, sizeof why));
	assert_non_null(strstr(why, "queue_load"));
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_compiles_against_the_schema),
		cmocka_unit_test(every_plan_uses_an_index),
		cmocka_unit_test(every_setting_is_taken_in_every_mode),
		cmocka_unit_test(what_no_statement_of_ours_does_is_refused),
		cmocka_unit_test(the_trace_is_append_only_in_the_file_itself),
		cmocka_unit_test(a_leaf_cannot_be_replaced_either),
		cmocka_unit_test(a_file_that_is_not_ours_to_open_is_refused),
		cmocka_unit_test(a_reader_does_not_bring_a_file_up_to_date),
		cmocka_unit_test(nothing_is_seen_before_commit_and_nothing_stays_after_rollback),
		cmocka_unit_test(a_failed_job_undoes_itself_and_no_neighbour),
		cmocka_unit_test(a_refused_row_does_not_end_the_transaction),
		cmocka_unit_test(a_fact_is_told_again_as_it_was_last_said),
		cmocka_unit_test(a_reader_reads_and_cannot_write),
		cmocka_unit_test(a_backup_is_a_whole_and_sound_record),
		cmocka_unit_test(damage_and_broken_references_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
