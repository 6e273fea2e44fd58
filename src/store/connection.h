/* SPDX-License-Identifier: EUPL-1.2 */
/* connection.h - how this folder opens SQLite: the settings of trust.md S4, read back. For this folder only. */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "store/store.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* gives an open, hardened connection, or NULL with a sentence in why. Durable: WAL + FULL; else WAL + NORMAL. */
sqlite3 *connection_open(const char *path, enum store_mode mode, bool is_durable, char *why,
			 size_t why_size);

/* From now on: no DDL, no ATTACH, no PRAGMA; UPDATE and DELETE on audit tables refused (trust.md S5). */
void connection_restrict(sqlite3 *db);

/* Lifts the restriction for this connection's own maintenance (checkpoint, backup, integrity check). */
void connection_unrestrict(sqlite3 *db);

/* PRAGMA name, as an integer; -1 when it has none. */
int64_t connection_pragma(sqlite3 *db, const char *sql);

#endif
