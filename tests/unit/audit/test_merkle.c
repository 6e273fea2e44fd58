/* SPDX-License-Identifier: EUPL-1.2 */
/* test_merkle.c - the tree of RFC 6962 against its own recursive definition, and a log that shows every change. */
#include "audit/audit.h"
#include "audit/merkle.h"
#include "store/audit_store.h"
#include "store/store.h"

#include <setjmp.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SIZES = 260 };

/* MTH of RFC 6962 section 2.1, as it is written there. */
static void mth(uint8_t (*leaves)[HASH_BYTES], int n, uint8_t out[HASH_BYTES])
{
	if (n == 0) {
		crypto_hash_sha256(out, (const uint8_t *)"", 0);
		return;
	}
	if (n == 1) {
		memcpy(out, leaves[0], HASH_BYTES);
		return;
	}
	int k = 1;
	while (k * 2 < n)
		k *= 2;
	uint8_t bytes[1 + 2 * HASH_BYTES] = {0x01};
	mth(leaves, k, bytes + 1);
	mth(leaves + k, n - k, bytes + 1 + HASH_BYTES);
	crypto_hash_sha256(out, bytes, sizeof bytes);
}

static char path[64];

static struct store *open_new(void)
{
	char why[256];
	snprintf(path, sizeof path, "/tmp/aiguilleur-merkle-%d.db", (int)getpid());
	unlink(path);
	struct store *s = store_open(path, STORE_CREATE, why, sizeof why);
	assert_non_null(s);
	return s;
}

static void remove_files(void)
{
	char more[80];
	unlink(path);
	snprintf(more, sizeof more, "%s-wal", path);
	unlink(more);
	snprintf(more, sizeof more, "%s-shm", path);
	unlink(more);
}

static void append(struct store *s, int n)
{
	struct actor actor = actor_system();
	struct audit_entry entry = {.verb = "try", .actor = &actor, .at_ms = 1000 * n};
	assert_int_equal(audit_append(s, &entry), RC_OK);
}

static void the_empty_tree_has_the_hash_of_nothing(void **state)
{
	(void)state;
	uint8_t root[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];
	merkle_empty_root(root);
	sodium_bin2hex(hex, sizeof hex, root, sizeof root);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void every_size_has_the_root_of_the_definition(void **state)
{
	(void)state;
	static uint8_t leaves[SIZES][HASH_BYTES];
	struct store *s = open_new();
	struct merkle_run run = {0};
	assert_int_equal(store_begin(s), RC_OK);
	for (int n = 0; n <= SIZES; n++) {
		uint8_t expected[HASH_BYTES], stored[HASH_BYTES], ran[HASH_BYTES];
		mth(leaves, n, expected);
		assert_int_equal(merkle_root(s, n, stored), RC_OK);
		merkle_run_root(&run, ran);
		assert_memory_equal(expected, stored, HASH_BYTES);
		assert_memory_equal(expected, ran, HASH_BYTES);
		if (n == SIZES)
			break;
		append(s, n);
		assert_int_equal(store_audit_node(s, 0, n, leaves[n]), RC_OK);
		merkle_run_add(&run, leaves[n], NULL);
	}
	/* Roots of the past can be had from the log of today. */
	for (int n = 0; n <= SIZES; n++) {
		uint8_t expected[HASH_BYTES], stored[HASH_BYTES];
		mth(leaves, n, expected);
		assert_int_equal(merkle_root(s, n, stored), RC_OK);
		assert_memory_equal(expected, stored, HASH_BYTES);
	}
	assert_int_equal(store_commit(s), RC_OK);
	store_close(s);
	remove_files();
}

static struct audit_verdict verdict_of(void)
{
	char why[256];
	struct audit_verdict verdict;
	struct store *s = store_open(path, STORE_READ, why, sizeof why);
	assert_non_null(s);
	assert_int_equal(audit_verify(s, &verdict), RC_OK);
	store_close(s);
	return verdict;
}

/* Past the guards of the program: what somebody with the file could do. */
static void tamper(const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(
		db,
		"DROP TRIGGER audit_leaf_is_kept_update; DROP TRIGGER audit_leaf_is_kept_delete;"
		"DROP TRIGGER audit_node_is_kept_update; DROP TRIGGER audit_node_is_kept_delete;"
		"PRAGMA foreign_keys=OFF",
		NULL, NULL, NULL);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void make_log_of(int leaves)
{
	struct store *s = open_new();
	assert_int_equal(store_begin(s), RC_OK);
	for (int n = 0; n < leaves; n++)
		append(s, n);
	assert_int_equal(store_commit(s), RC_OK);
	store_close(s);
}

static void every_kind_of_change_is_found(void **state)
{
	(void)state;
	static const char *const changes[] = {
		"UPDATE audit_leaf SET body = CAST(replace(CAST(body AS TEXT), 'verb try', 'verb "
		"tri') AS BLOB) WHERE n=3",
		"UPDATE audit_leaf SET hash = zeroblob(32) WHERE n=3",
		"UPDATE audit_payload SET payload = replace(payload, 'try', 'tri') WHERE n=3",
		"UPDATE audit_payload SET salt = zeroblob(32) WHERE n=3",
		"UPDATE audit_node SET hash = zeroblob(32) WHERE level=1 AND n=3",
		"DELETE FROM audit_node WHERE level=3",
		"DELETE FROM audit_leaf WHERE n=3",
		"UPDATE audit_leaf SET n=100 WHERE n=3; UPDATE audit_leaf SET n=3 WHERE n=4; "
		"UPDATE audit_leaf SET n=4 WHERE n=100",
	};
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		make_log_of(8);
		assert_int_equal(verdict_of().first_broken, -1);
		tamper(changes[i]);
		if (verdict_of().first_broken < 0)
			fail_msg("not found: %s", changes[i]);
		remove_files();
	}
}

static void an_erased_payload_leaves_a_log_that_verifies(void **state)
{
	(void)state;
	make_log_of(8);
	struct audit_verdict before = verdict_of();
	tamper("DELETE FROM audit_payload WHERE n IN (2, 5)");
	struct audit_verdict after = verdict_of();
	assert_int_equal(after.first_broken, -1);
	assert_int_equal(after.erased, 2);
	assert_memory_equal(before.root, after.root, HASH_BYTES);
	remove_files();
}

static void a_leaf_is_undone_with_its_transaction(void **state)
{
	(void)state;
	struct store *s = open_new();
	int64_t size = -1;
	assert_int_equal(store_begin(s), RC_OK);
	append(s, 0);
	assert_int_equal(store_scope_begin(s), RC_OK);
	append(s, 1);
	store_scope_undo(s);
	assert_int_equal(store_audit_size(s, &size), RC_OK);
	assert_int_equal(size, 1);
	store_rollback(s);
	assert_int_equal(store_audit_size(s, &size), RC_OK);
	assert_int_equal(size, 0);
	store_close(s);
	remove_files();
}

static void the_program_itself_cannot_change_a_leaf(void **state)
{
	(void)state;
	make_log_of(2);
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "UPDATE audit_leaf SET hash=hash", NULL, NULL, NULL),
			     SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "DELETE FROM audit_node", NULL, NULL, NULL),
			     SQLITE_OK);
	sqlite3_close(db);
	remove_files();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_tree_has_the_hash_of_nothing),
		cmocka_unit_test(every_size_has_the_root_of_the_definition),
		cmocka_unit_test(every_kind_of_change_is_found),
		cmocka_unit_test(an_erased_payload_leaves_a_log_that_verifies),
		cmocka_unit_test(a_leaf_is_undone_with_its_transaction),
		cmocka_unit_test(the_program_itself_cannot_change_a_leaf),
	};
	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
