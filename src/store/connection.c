/* SPDX-License-Identifier: EUPL-1.2 */
/* connection.c - see connection.h. */
#include "store/connection.h"

#include <stdio.h>
#include <string.h>

enum { BUSY_MS = 5000 };

/* trust.md S4: caps that no statement of ours comes near. ATTACHED stays 1 because VACUUM INTO needs it. */
static const struct {
	int limit, value;
} limits[] = {
	{SQLITE_LIMIT_SQL_LENGTH, 100 * 1024},  {SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024},
	{SQLITE_LIMIT_EXPR_DEPTH, 50},          {SQLITE_LIMIT_COMPOUND_SELECT, 5},
	{SQLITE_LIMIT_VARIABLE_NUMBER, 999},    {SQLITE_LIMIT_ATTACHED, 1},
	{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50}, {SQLITE_LIMIT_VDBE_OP, 25000},
};

static const struct {
	int option, value;
} options[] = {
	{SQLITE_DBCONFIG_DEFENSIVE, 1},
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	{SQLITE_DBCONFIG_DQS_DML, 0},
	{SQLITE_DBCONFIG_DQS_DDL, 0},
	{SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int64_t connection_pragma(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t value = -1;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		value = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return value;
}

static bool is_wal(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	bool yes = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
		   sqlite3_step(stmt) == SQLITE_ROW &&
		   strcmp((const char *)sqlite3_column_text(stmt, 0), "wal") == 0;
	sqlite3_finalize(stmt);
	return yes;
}

static bool set_options(sqlite3 *db)
{
	for (size_t i = 0; i < COUNT(options); i++) {
		int now = -1;
		sqlite3_db_config(db, options[i].option, options[i].value, &now);
		if (now != options[i].value)
			return false;
	}
	for (size_t i = 0; i < COUNT(limits); i++)
		sqlite3_limit(db, limits[i].limit, limits[i].value);
	return sqlite3_busy_timeout(db, BUSY_MS) == SQLITE_OK;
}

/* Every setting is written, then read back: a connection that did not take one is not used. */
static const char *settle(sqlite3 *db, enum store_mode mode, bool is_durable)
{
	if (!set_options(db))
		return "a safety setting was not accepted";
	sqlite3_exec(db, is_durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", NULL,
		     NULL, NULL);
	sqlite3_exec(db,
		     "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
		     /* so that the audit's triggers see a REPLACE, too */
		     "PRAGMA recursive_triggers=ON",
		     NULL, NULL, NULL);
	bool wal =
		is_wal(db, mode == STORE_READ ? "PRAGMA journal_mode" : "PRAGMA journal_mode=WAL");
	if (!wal)
		return "write-ahead logging is not available here (a network file system?)";
	if (connection_pragma(db, "PRAGMA synchronous") != (is_durable ? 2 : 1))
		return "synchronous mode was not accepted";
	if (connection_pragma(db, "PRAGMA foreign_keys") != 1)
		return "foreign keys could not be enforced";
	if (connection_pragma(db, "PRAGMA mmap_size") > 0)
		return "memory mapping could not be turned off";
	/* Exactly one connection may both write and checkpoint (platform-facts): its owner's. */
	if (mode != STORE_CREATE) {
		sqlite3_wal_autocheckpoint(db, 0);
		sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	}
	return NULL;
}

sqlite3 *connection_open(const char *path, enum store_mode mode, bool is_durable, char *why,
			 size_t why_size)
{
	static const int flags[] = {
		[STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[STORE_WRITE] = SQLITE_OPEN_READWRITE,
		[STORE_READ] = SQLITE_OPEN_READONLY,
	};
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(path, &db, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
	const char *what = code == SQLITE_OK ? settle(db, mode, is_durable) : sqlite3_errstr(code);
	if (what == NULL)
		return db;
	snprintf(why, why_size, "%s: %s", path, what);
	sqlite3_close(db);
	return NULL;
}

static bool is_audit_table(const char *table)
{
	return table != NULL &&
	       (strcmp(table, "audit_leaf") == 0 || strcmp(table, "audit_node") == 0);
}

static int authorize(void *arg, int action, const char *what, const char *more,
		     const char *database, const char *trigger)
{
	(void)arg;
	(void)more;
	(void)database;
	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_FUNCTION:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return is_audit_table(what) ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

void connection_restrict(sqlite3 *db)
{
	sqlite3_set_authorizer(db, authorize, NULL);
}

void connection_unrestrict(sqlite3 *db)
{
	sqlite3_set_authorizer(db, NULL, NULL);
}
