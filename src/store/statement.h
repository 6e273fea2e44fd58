/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statement.h - prepared statements with checked binds, for the files of this folder only.
 *
 * A query is a statement being used: binds count up from ?1, columns are read by index, and it is reset
 * when it goes out of scope (AUTO_QUERY), so that no read transaction outlives its function. A bind that
 * fails makes the step fail. This header and its users are the only ones that know SQLite.
 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "base/arena.h"
#include "base/rc.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum statement {
#define STATEMENT(name, sql) STMT_##name,
#include "store/statements.def"
#undef STATEMENT
	STATEMENT_COUNT
};

struct store;

struct query {
	sqlite3_stmt *stmt; /* NULL when it could not be prepared */
	sqlite3 *db;
	const char *name;
	int bound;  /* parameters so far */
	int failed; /* first SQLite error of a bind, or SQLITE_OK */
};

struct query query_start(struct store *s, enum statement statement);
/* The same for a statement that is not in the list (knowledge.c has its own list). */
struct query query_of(sqlite3 *db, sqlite3_stmt *stmt, const char *name);
void query_end(struct query *q);
#define AUTO_QUERY __attribute__((cleanup(query_end))) struct query

/* Binds are borrowed until query_end: the caller's text must live that long. */
void query_bind_int(struct query *q, int64_t value);
/* 0 becomes NULL: for ids and times where 0 means none. */
void query_bind_int_or_null(struct query *q, int64_t value);
void query_bind_real(struct query *q, double value);
void query_bind_text(struct query *q, const char *text); /* NULL becomes NULL */
void query_bind_blob(struct query *q, const void *bytes, size_t len);

enum step { STEP_ROW, STEP_DONE, STEP_FAILED };
/* One row, the end, or a failure (logged once, with the statement's name). */
enum step query_step(struct query *q);

/* Runs to the end: RC_OK or RC_UNAVAILABLE. */
MUST_CHECK enum rc query_run(struct query *q);
/* For RETURNING and single rows: RC_OK with the row current, RC_NOT_FOUND, RC_UNAVAILABLE. */
MUST_CHECK enum rc query_one(struct query *q);

int64_t query_int(struct query *q, int column); /* NULL reads as 0 */
double query_real(struct query *q, int column);
/* gives a copy in the arena; NULL for NULL or when the arena is full. */
const char *query_text(struct query *q, int column, struct arena *a);

/* The same, borrowed from the row: gone with the next step. */
const char *query_text_here(struct query *q, int column);
/* Copies exactly len bytes; false when the column holds another length. */
bool query_blob(struct query *q, int column, void *out, size_t len);

#endif
