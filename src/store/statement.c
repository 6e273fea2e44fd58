/* SPDX-License-Identifier: EUPL-1.2 */
/* statement.c - see statement.h. */
#include "store/statement.h"

#include "base/log.h"

#include <string.h>

struct query query_of(sqlite3 *db, sqlite3_stmt *stmt, const char *name)
{
	return (struct query){
		.db = db, .stmt = stmt, .name = name, .failed = stmt ? SQLITE_OK : SQLITE_ERROR};
}

void query_end(struct query *q)
{
	if (q->stmt == NULL)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

static void note_bind(struct query *q, int code)
{
	if (code != SQLITE_OK && q->failed == SQLITE_OK)
		q->failed = code;
}

void query_bind_int(struct query *q, int64_t value)
{
	note_bind(q, sqlite3_bind_int64(q->stmt, ++q->bound, value));
}

void query_bind_int_or_null(struct query *q, int64_t value)
{
	if (value == 0)
		note_bind(q, sqlite3_bind_null(q->stmt, ++q->bound));
	else
		query_bind_int(q, value);
}

void query_bind_real(struct query *q, double value)
{
	note_bind(q, sqlite3_bind_double(q->stmt, ++q->bound, value));
}

void query_bind_text(struct query *q, const char *text)
{
	note_bind(q, sqlite3_bind_text(q->stmt, ++q->bound, text, -1, SQLITE_STATIC));
}

void query_bind_blob(struct query *q, const void *bytes, size_t len)
{
	if (bytes == NULL)
		note_bind(q, sqlite3_bind_null(q->stmt, ++q->bound));
	else
		note_bind(q, sqlite3_bind_blob64(q->stmt, ++q->bound, bytes, len, SQLITE_STATIC));
}

enum step query_step(struct query *q)
{
	int code = q->failed == SQLITE_OK ? sqlite3_step(q->stmt) : q->failed;
	if (code == SQLITE_ROW)
		return STEP_ROW;
	if (code == SQLITE_DONE)
		return STEP_DONE;
	log_error("store: statement=%s code=%d what=%s", q->name, code, sqlite3_errmsg(q->db));
	return STEP_FAILED;
}

enum rc query_run(struct query *q)
{
	enum step step;
	while ((step = query_step(q)) == STEP_ROW)
		;
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc query_one(struct query *q)
{
	switch (query_step(q)) {
	case STEP_ROW:
		return RC_OK;
	case STEP_DONE:
		return RC_NOT_FOUND;
	default:
		return RC_UNAVAILABLE;
	}
}

int64_t query_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

double query_real(struct query *q, int column)
{
	return sqlite3_column_double(q->stmt, column);
}

const char *query_text(struct query *q, int column, struct arena *a)
{
	const unsigned char *text = sqlite3_column_text(q->stmt, column);
	if (text == NULL)
		return NULL;
	return arena_copy(a, (const char *)text, (size_t)sqlite3_column_bytes(q->stmt, column));
}

const char *query_text_here(struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->stmt, column);
}

bool query_blob(struct query *q, int column, void *out, size_t len)
{
	const void *bytes = sqlite3_column_blob(q->stmt, column);
	if (bytes == NULL || (size_t)sqlite3_column_bytes(q->stmt, column) != len)
		return false;
	memcpy(out, bytes, len);
	return true;
}
