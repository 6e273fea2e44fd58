/* SPDX-License-Identifier: EUPL-1.2 */
/* store.c - open, migrate, transactions. See store.h. */
#include "store/store.h"

#include "base/log.h"
#include "base/xalloc.h"
#include "store/connection.h"
#include "store/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char schema_0001_record[], schema_0002_proposals[], schema_0003_network[];

enum { APPLICATION_ID = 0x41494731 }; /* "AIG1" */

/* Migrations in order: row i brings the file from version i to i + 1. */
static const struct {
	const char *name, *sql;
} migrations[] = {
	{"0001_record", schema_0001_record},
	{"0002_proposals", schema_0002_proposals},
	{"0003_network", schema_0003_network},
};

enum { SCHEMA_VERSION = sizeof migrations / sizeof migrations[0] };

struct store {
	sqlite3 *db;
	enum store_mode mode;
	bool is_open; /* a transaction is */
	sqlite3_stmt *stmts[STATEMENT_COUNT];
};

static const struct {
	const char *name, *sql;
} statements[STATEMENT_COUNT] = {
#define STATEMENT(name, sql) {#name, sql},
#include "store/statements.def"
#undef STATEMENT
};

static bool run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool migrate_one(sqlite3 *db, int64_t version)
{
	char stamp[96];
	snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		 APPLICATION_ID, (int)version + 1);
	if (run(db, "BEGIN IMMEDIATE") && run(db, migrations[version].sql) && run(db, stamp) &&
	    run(db, "COMMIT"))
		return true;
	log_error("store: migration=%s what=%s", migrations[version].name, sqlite3_errmsg(db));
	run(db, "ROLLBACK");
	return false;
}

static const char *bring_up_to_date(sqlite3 *db, enum store_mode mode)
{
	int64_t version = connection_pragma(db, "PRAGMA user_version");
	int64_t application = connection_pragma(db, "PRAGMA application_id");
	if (version > 0 && application != APPLICATION_ID)
		return "this is not a file of Aiguilleur";
	if (version > SCHEMA_VERSION)
		return "the file was written by a newer version; going back is not possible";
	if (version < SCHEMA_VERSION && mode == STORE_READ)
		return "the file is of an older version; start `aiguilleur serve` or `init` once";
	for (; version < SCHEMA_VERSION; version++) {
		if (!migrate_one(db, version))
			return "its schema could not be brought up to date";
	}
	return NULL;
}

struct store *store_open(const char *path, enum store_mode mode, char *why, size_t why_size)
{
	sqlite3 *db = connection_open(path, mode, true, why, why_size);
	if (db == NULL)
		return NULL;
	const char *what = bring_up_to_date(db, mode);
	if (what != NULL) {
		snprintf(why, why_size, "%s: %s", path, what);
		sqlite3_close(db);
		return NULL;
	}
	connection_restrict(db);
	struct store *s = xzalloc(sizeof *s);
	s->db = db;
	s->mode = mode;
	return s;
}

void store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(s->stmts[i]);
	connection_unrestrict(s->db);
	if (s->mode == STORE_CREATE)
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if (sqlite3_close(s->db) != SQLITE_OK)
		log_error("store: close what=%s", sqlite3_errmsg(s->db));
	free(s);
}

static sqlite3_stmt *prepared(struct store *s, enum statement which)
{
	if (s->stmts[which] == NULL &&
	    sqlite3_prepare_v3(s->db, statements[which].sql, -1, SQLITE_PREPARE_PERSISTENT,
			       &s->stmts[which], NULL) != SQLITE_OK)
		log_error("store: prepare statement=%s what=%s", statements[which].name,
			  sqlite3_errmsg(s->db));
	return s->stmts[which];
}

struct query query_start(struct store *s, enum statement which)
{
	return query_of(s->db, prepared(s, which), statements[which].name);
}

static enum rc run_plain(struct store *s, enum statement which)
{
	AUTO_QUERY q = query_start(s, which);
	return query_run(&q);
}

enum rc store_begin(struct store *s)
{
	enum rc rc = run_plain(s, STMT_begin);
	s->is_open = rc == RC_OK;
	return rc;
}

enum rc store_commit(struct store *s)
{
	enum rc rc = run_plain(s, STMT_commit);
	if (rc != RC_OK)
		store_rollback(s);
	s->is_open = false;
	return rc;
}

void store_rollback(struct store *s)
{
	/* A failed COMMIT on a full disk may have rolled back by itself already. */
	if (s->is_open && sqlite3_get_autocommit(s->db) == 0)
		(void)!run_plain(s, STMT_rollback);
	s->is_open = false;
}

enum rc store_scope_begin(struct store *s)
{
	return run_plain(s, STMT_scope_begin);
}

void store_scope_keep(struct store *s)
{
	(void)!run_plain(s, STMT_scope_keep);
}

void store_scope_undo(struct store *s)
{
	(void)!run_plain(s, STMT_scope_undo);
	(void)!run_plain(s, STMT_scope_keep);
}

enum rc store_fact(struct store *s, const char *name, struct arena *a, const char **value)
{
	AUTO_QUERY q = query_start(s, STMT_fact);
	query_bind_text(&q, name);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*value = query_text(&q, 0, a);
	return rc;
}

enum rc store_fact_set(struct store *s, const char *name, const char *value)
{
	AUTO_QUERY q = query_start(s, STMT_fact_set);
	query_bind_text(&q, name);
	query_bind_text(&q, value);
	return query_run(&q);
}

enum rc store_backup(struct store *s, const char *path)
{
	connection_unrestrict(s->db);
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(s->db, "VACUUM INTO ?1", -1, &stmt, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
		code = sqlite3_step(stmt);
	}
	if (code != SQLITE_DONE)
		log_error("store: backup what=%s", sqlite3_errmsg(s->db));
	sqlite3_finalize(stmt);
	connection_restrict(s->db);
	return code == SQLITE_DONE ? RC_OK : RC_UNAVAILABLE;
}

static bool check_is_clean(sqlite3 *db, const char *pragma, bool wants_ok, char *why,
			   size_t why_size)
{
	sqlite3_stmt *stmt = NULL;
	bool is_clean = false;
	if (sqlite3_prepare_v2(db, pragma, -1, &stmt, NULL) == SQLITE_OK) {
		int code = sqlite3_step(stmt);
		const char *text =
			code == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
		is_clean = wants_ok ? text != NULL && strcmp(text, "ok") == 0 : code == SQLITE_DONE;
		if (!is_clean)
			snprintf(why, why_size, "%s: %s", pragma, text ? text : sqlite3_errmsg(db));
	}
	sqlite3_finalize(stmt);
	return is_clean;
}

bool store_is_sound(struct store *s, char *why, size_t why_size)
{
	connection_unrestrict(s->db);
	bool is_sound = check_is_clean(s->db, "PRAGMA integrity_check", true, why, why_size) &&
			check_is_clean(s->db, "PRAGMA foreign_key_check", false, why, why_size);
	connection_restrict(s->db);
	return is_sound;
}

void store_checkpoint(struct store *s)
{
	if (s->mode == STORE_CREATE)
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

const char *store_first_bad_statement(struct store *s)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (prepared(s, (enum statement)i) == NULL)
			return statements[i].name;
	}
	return NULL;
}
