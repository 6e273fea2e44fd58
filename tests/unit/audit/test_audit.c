/* SPDX-License-Identifier: EUPL-1.2 */
/* test_audit.c - what a leaf says and does not say; verification finds every flipped byte (A5, E1, E2). */
#include "audit/audit.h"

#include "audit/merkle.h"
#include "base/json.h"
#include "base/str.h"
#include "store/audit_store.h"
#include "support/store_fixture.h"

#include <sodium.h>

enum { LEAVES = 7 };

/* A log about two questions, with a leaf about none; committed. */
static void open_log(struct fixture *f)
{
	fixture_open(f);
	fixture_fill_directory(f->store);
	struct question_id ids[] = {
		{0}, fixture_question(f, "brest", "?"), fixture_question(f, "agen", "?")};
	struct actor claire = {.person = 1, .roles = ROLE_RESPONDENT};
	snprintf(claire.name, sizeof claire.name, "Claire Le Goff");
	snprintf(claire.pseudonym, sizeof claire.pseudonym, "5f0c");
	assert_int_equal(store_begin(f->store), RC_OK);
	for (int n = 0; n < LEAVES; n++) {
		AUTO_JSON details = cJSON_CreateObject();
		json_put_text(details, "text", "le texte de la personne");
		struct audit_entry entry = {.verb = "claim",
					    .question = ids[n % 3],
					    .actor = &claire,
					    .at_ms = fixture_now + n,
					    .details = n == 3 ? NULL : details};
		assert_int_equal(audit_append(f->store, &entry), RC_OK);
	}
	assert_int_equal(store_commit(f->store), RC_OK);
}

static struct audit_verdict verdict_of(struct fixture *f)
{
	struct audit_verdict verdict;
	memset(&verdict, 0x55, sizeof verdict);
	assert_int_equal(audit_verify(f->store, &verdict), RC_OK);
	return verdict;
}

static bool keep_body(void *arg, const struct leaf_row *leaf)
{
	struct str *bodies = arg;
	str_put_bytes(bodies, leaf->body, leaf->body_len);
	return leaf->n < 1;
}

static void a_leaf_says_what_happened_and_nothing_of_anybody(void **state)
{
	(void)state;
	struct fixture f;
	struct str bodies = {0};
	open_log(&f);
	assert_int_equal(store_audit_leaves(f.store, 0, keep_body, &bodies), RC_OK);
	char first[65], second[65];
	int n = 0;
	assert_int_equal(sscanf(str_text(&bodies),
				"aiguilleur-leaf/1\nn 0\nat 2026-11-24T09\nverb claim\n"
				"actor respondent 5f0c\ncommit %64[0-9a-f]\n"
				"aiguilleur-leaf/1\nn 1\nat 2026-11-24T09\nverb claim\n"
				"object question/1\nactor respondent 5f0c\ncommit %64[0-9a-f]%n",
				first, second, &n),
			 2);
	assert_string_equal(str_text(&bodies) + n, "\n");
	assert_int_equal(strlen(first), 64);
	/* The same facts, another salt: nobody can tell that they are the same. */
	assert_string_not_equal(first, second);
	assert_null(strstr(str_text(&bodies), "Claire"));
	assert_null(strstr(str_text(&bodies), "texte"));
	str_done(&bodies);
	fixture_close(&f);
}

static void a_whole_log_verifies_and_tells_its_root(void **state)
{
	(void)state;
	struct fixture f;
	uint8_t root[HASH_BYTES];
	int64_t size = 0;
	open_log(&f);
	struct audit_verdict verdict = verdict_of(&f);
	assert_int_equal(verdict.first_broken, -1);
	assert_int_equal(verdict.size, LEAVES);
	assert_int_equal(verdict.erased, 0);
	assert_int_equal(audit_head(f.store, &size, root), RC_OK);
	assert_int_equal(size, LEAVES);
	assert_memory_equal(root, verdict.root, HASH_BYTES);
	/* A reader sees the same beside the writer. */
	struct store *reader = fixture_store(f.path, STORE_READ);
	assert_int_equal(audit_verify(reader, &verdict), RC_OK);
	assert_int_equal(verdict.first_broken, -1);
	store_close(reader);
	fixture_close(&f);
}

static sqlite3 *unguarded(const struct fixture *f)
{
	sqlite3 *db = fixture_raw(f->path);
	static const char sql[] = "DROP TRIGGER IF EXISTS audit_leaf_is_kept_update;"
				  "DROP TRIGGER IF EXISTS audit_leaf_is_kept_delete;"
				  "DROP TRIGGER IF EXISTS audit_node_is_kept_update;"
				  "DROP TRIGGER IF EXISTS audit_node_is_kept_delete;"
				  "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF";
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void change(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

/* A column of a row of the trace, as bytes that can be flipped one by one. */
struct cell {
	const char *table, *column, *where, *type;
};

static int64_t bytes_in(sqlite3 *db, const struct cell *cell)
{
	char sql[300];
	sqlite3_stmt *stmt = NULL;
	snprintf(sql, sizeof sql, "SELECT length(CAST(%s AS BLOB)) FROM %s WHERE %s", cell->column,
		 cell->table, cell->where);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int64_t bytes = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return bytes;
}

/* Writes the cell with one byte replaced by another that a text may hold. */
static void flip(sqlite3 *db, const struct cell *cell, int64_t at)
{
	char sql[900];
	snprintf(sql, sizeof sql,
		 "UPDATE %s SET %s = CAST(CAST(substr(CAST(%s AS BLOB), 1, %lld) AS BLOB) ||"
		 " CASE WHEN substr(CAST(%s AS BLOB), %lld, 1) = x'30' THEN x'31' ELSE x'30' END ||"
		 " substr(CAST(%s AS BLOB), %lld) AS %s) WHERE %s",
		 cell->table, cell->column, cell->column, (long long)at, cell->column,
		 (long long)at + 1, cell->column, (long long)at + 2, cell->type, cell->where);
	change(db, sql);
	assert_int_equal(sqlite3_changes(db), 1);
}

static void every_flipped_byte_is_found(void **state)
{
	(void)state;
	static const struct cell cells[] = {
		{"audit_leaf", "body", "n=0", "BLOB"},
		{"audit_leaf", "body", "n=4", "BLOB"},
		{"audit_leaf", "hash", "n=4", "BLOB"},
		{"audit_leaf", "hash", "n=6", "BLOB"},
		{"audit_node", "hash", "level=1 AND n=0", "BLOB"},
		{"audit_node", "hash", "level=1 AND n=2", "BLOB"},
		{"audit_node", "hash", "level=2 AND n=0", "BLOB"},
		{"audit_payload", "payload", "n=4", "TEXT"},
		{"audit_payload", "salt", "n=4", "BLOB"},
	};
	struct fixture f;
	open_log(&f);
	sqlite3 *db = unguarded(&f);
	int flipped = 0;
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		int64_t bytes = bytes_in(db, &cells[i]);
		assert_true(bytes >= 32);
		change(db, "CREATE TABLE kept_leaf AS SELECT * FROM audit_leaf;"
			   "CREATE TABLE kept_node AS SELECT * FROM audit_node;"
			   "CREATE TABLE kept_payload AS SELECT * FROM audit_payload");
		for (int64_t at = 0; at < bytes; at++, flipped++) {
			flip(db, &cells[i], at);
			if (verdict_of(&f).first_broken < 0)
				fail_msg("%s.%s, byte %lld", cells[i].table, cells[i].column,
					 (long long)at);
			change(db, "DELETE FROM audit_leaf; DELETE FROM audit_node;"
				   "DELETE FROM audit_payload;"
				   "INSERT INTO audit_leaf SELECT * FROM kept_leaf;"
				   "INSERT INTO audit_node SELECT * FROM kept_node;"
				   "INSERT INTO audit_payload SELECT * FROM kept_payload");
		}
		assert_int_equal(verdict_of(&f).first_broken, -1);
		change(db, "DROP TABLE kept_leaf; DROP TABLE kept_node; DROP TABLE kept_payload");
	}
	assert_true(flipped > 500);
	sqlite3_close(db);
	fixture_close(&f);
}

static void what_was_done_to_rows_is_found_where_it_begins(void **state)
{
	(void)state;
	static const struct {
		const char *sql;
		int64_t first_broken;
	} cases[] = {
		{"DELETE FROM audit_leaf WHERE n=0", 0},
		{"DELETE FROM audit_leaf WHERE n=3", 3},
		{"INSERT INTO audit_leaf SELECT 9, body, hash FROM audit_leaf WHERE n=2", 7},
		{"INSERT INTO audit_leaf SELECT 7, body, hash FROM audit_leaf WHERE n=2", 7},
		{"UPDATE audit_leaf SET n=n+100 WHERE n IN (1,2);"
		 "UPDATE audit_leaf SET n=2 WHERE n=101; UPDATE audit_leaf SET n=1 WHERE n=102",
		 1},
		{"UPDATE audit_payload SET n=n+100 WHERE n IN (1,2);"
		 "UPDATE audit_payload SET n=2 WHERE n=101; UPDATE audit_payload SET n=1 WHERE "
		 "n=102",
		 1},
		/* a step filed under another question, or under one when it is about none */
		{"UPDATE audit_payload SET question=2 WHERE n=1", 1},
		{"UPDATE audit_payload SET question=1 WHERE n=3", 3},
		{"UPDATE audit_payload SET question=NULL WHERE n=4", 4},
		{"DELETE FROM audit_node WHERE level=1 AND n=1", 3},
		{"INSERT INTO audit_node VALUES(2, 1, zeroblob(32))", 7},
		/* The last leaf gone: what it had completed is still there. */
		{"DELETE FROM audit_payload WHERE n>=5; DELETE FROM audit_leaf WHERE n>=5", 5},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture f;
		open_log(&f);
		sqlite3 *db = unguarded(&f);
		change(db, cases[i].sql);
		sqlite3_close(db);
		struct audit_verdict verdict = verdict_of(&f);
		if (verdict.first_broken != cases[i].first_broken)
			fail_msg("%s: %lld", cases[i].sql, (long long)verdict.first_broken);
		assert_true(strlen(verdict.what) > 10);
		fixture_close(&f);
	}
}

/* What only a checkpoint kept elsewhere can tell: this log is whole, and shorter (A5, A6). */
static void a_log_cut_clean_verifies_under_another_root(void **state)
{
	(void)state;
	struct fixture f;
	open_log(&f);
	struct audit_verdict before = verdict_of(&f);
	sqlite3 *db = unguarded(&f);
	change(db, "DELETE FROM audit_payload WHERE n=6; DELETE FROM audit_leaf WHERE n=6");
	sqlite3_close(db);
	struct audit_verdict after = verdict_of(&f);
	assert_int_equal(after.first_broken, -1);
	assert_int_equal(after.size, before.size - 1);
	assert_memory_not_equal(after.root, before.root, HASH_BYTES);
	fixture_close(&f);
}

static void what_is_erased_is_counted_and_no_fault(void **state)
{
	(void)state;
	struct fixture f;
	open_log(&f);
	struct audit_verdict before = verdict_of(&f);
	assert_int_equal(fixture_sql(f.path, "DELETE FROM audit_payload WHERE question=1"),
			 SQLITE_OK);
	struct audit_verdict after = verdict_of(&f);
	assert_int_equal(after.first_broken, -1);
	assert_int_equal(after.erased, 2);
	assert_memory_equal(after.root, before.root, HASH_BYTES);
	cJSON *story = NULL;
	assert_int_equal(audit_story(f.store, (struct question_id){1}, &story), RC_OK);
	assert_int_equal(cJSON_GetArraySize(story), 0);
	cJSON_Delete(story);
	fixture_close(&f);
}

static void a_refused_append_leaves_nothing(void **state)
{
	(void)state;
	static const char *const tables[] = {"audit_leaf", "audit_payload", "audit_node"};
	struct actor system = actor_system();
	struct audit_entry entry = {.verb = "try", .actor = &system, .at_ms = fixture_now};
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		struct fixture f;
		char sql[200];
		open_log(&f);
		snprintf(
			sql, sizeof sql,
			"CREATE TRIGGER full BEFORE INSERT ON %s BEGIN SELECT raise(ABORT, 'full');"
			"END",
			tables[i]);
		assert_int_equal(fixture_sql(f.path, sql), SQLITE_OK);
		assert_int_equal(store_begin(f.store), RC_OK);
		assert_int_equal(store_fact_set(f.store, "neighbour", "1"), RC_OK);
		assert_int_equal(store_scope_begin(f.store), RC_OK);
		/* Leaf 7 completes nodes, so each of the three tables is written to. */
		assert_int_equal(audit_append(f.store, &entry), RC_UNAVAILABLE);
		store_scope_undo(f.store);
		assert_int_equal(store_commit(f.store), RC_OK);
		struct audit_verdict verdict = verdict_of(&f);
		assert_int_equal(verdict.first_broken, -1);
		assert_int_equal(verdict.size, LEAVES);
		assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM meta"), 1);
		fixture_close(&f);
	}
}

static bool add_line(void *arg, const char *json)
{
	str_printf(arg, "%s\n", json);
	return true;
}

static void an_export_has_payloads_only_when_asked_for(void **state)
{
	(void)state;
	struct fixture f;
	struct str with = {0}, without = {0};
	open_log(&f);
	assert_int_equal(audit_export(f.store, false, add_line, &without), RC_OK);
	assert_int_equal(audit_export(f.store, true, add_line, &with), RC_OK);
	assert_null(strstr(str_text(&without), "Claire"));
	assert_null(strstr(str_text(&without), "salt"));
	assert_non_null(strstr(str_text(&with), "Claire"));
	int lines = 0;
	for (const char *c = str_text(&with); *c != '\0'; c++)
		lines += *c == '\n';
	assert_int_equal(lines, LEAVES);
	str_done(&with);
	str_done(&without);
	fixture_close(&f);
}

static void a_history_is_of_one_question_in_order(void **state)
{
	(void)state;
	struct fixture f;
	open_log(&f);
	cJSON *story = NULL;
	assert_int_equal(audit_story(f.store, (struct question_id){1}, &story), RC_OK);
	char *text = json_print(story);
	cJSON_Delete(story);
	AUTO_JSON steps = cJSON_Parse(text);
	free(text);
	assert_int_equal(cJSON_GetArraySize(steps), 2);
	assert_int_equal(json_int(cJSON_GetArrayItem(steps, 0), "at_ms", 0), fixture_now + 1);
	assert_int_equal(json_int(cJSON_GetArrayItem(steps, 1), "at_ms", 0), fixture_now + 4);
	assert_string_equal(json_text(cJSON_GetArrayItem(steps, 0), "name", ""), "Claire Le Goff");
	fixture_close(&f);
}

int main(void)
{
	assert_true(sodium_init() >= 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_leaf_says_what_happened_and_nothing_of_anybody),
		cmocka_unit_test(a_whole_log_verifies_and_tells_its_root),
		cmocka_unit_test(every_flipped_byte_is_found),
		cmocka_unit_test(what_was_done_to_rows_is_found_where_it_begins),
		cmocka_unit_test(a_log_cut_clean_verifies_under_another_root),
		cmocka_unit_test(what_is_erased_is_counted_and_no_fault),
		cmocka_unit_test(a_refused_append_leaves_nothing),
		cmocka_unit_test(an_export_has_payloads_only_when_asked_for),
		cmocka_unit_test(a_history_is_of_one_question_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
