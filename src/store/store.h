/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store.h - the desk's record: one file, one writer, many readers.
 *
 * A store is one connection and belongs to one thread. The writer is the only connection that writes and
 * the only one that checkpoints (platform-facts: the WAL-reset bug of SQLite < 3.51.3); readers are
 * read-only. Nothing here is acknowledged before store_commit returned RC_OK.
 *
 * The domain's verbs are in the headers beside this one, a noun each: directory_store.h, people_store.h,
 * question_store.h, proposal_store.h, conversation_store.h, audit_store.h, event_store.h, figures_store.h. All of them return
 * RC_OK, RC_NOT_FOUND or RC_CONFLICT where that is said, and RC_UNAVAILABLE when the database refused
 * (logged here, once, with its own words). Text that they give lives in the arena that the caller passes.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

enum store_mode {
	STORE_CREATE, /* read, write and checkpoint; creates and migrates: the one owner of the file */
	STORE_WRITE, /* read and write, never checkpoint: a command beside a running server */
	STORE_READ,  /* read only */
};

/*
 * gives an open store, or NULL with a sentence in why (English, for operators). Asserts the settings of
 * trust.md S4 and refuses a file of a newer schema. Blocks on the disk.
 */
struct store *store_open(const char *path, enum store_mode mode, char *why, size_t why_size);

/* Closes and frees; NULL is fine. The writer checkpoints first. */
void store_close(struct store *s);

/* BEGIN IMMEDIATE. */
MUST_CHECK enum rc store_begin(struct store *s);

/* COMMIT, synchronous=FULL: RC_OK means on disk. On failure everything since store_begin is undone. */
MUST_CHECK enum rc store_commit(struct store *s);

/* Undoes everything since store_begin; harmless outside a transaction. */
void store_rollback(struct store *s);

/* A nested scope, so that one request's failure does not undo its neighbours in a group commit. */
MUST_CHECK enum rc store_scope_begin(struct store *s);
void store_scope_keep(struct store *s);
void store_scope_undo(struct store *s);

/* Facts about the data directory ("demo"): RC_NOT_FOUND when it was never said. */
MUST_CHECK enum rc store_fact(struct store *s, const char *name, struct arena *a,
			      const char **value);
MUST_CHECK enum rc store_fact_set(struct store *s, const char *name, const char *value);

/* Copies the whole database into a new file (VACUUM INTO), consistent, while others go on. */
MUST_CHECK enum rc store_backup(struct store *s, const char *path);

/* PRAGMA integrity_check and foreign_key_check; false with the first complaint in why. */
bool store_is_sound(struct store *s, char *why, size_t why_size);

/* Moves the WAL into the database file; writer only. */
void store_checkpoint(struct store *s);

/* Every statement of statements.def compiles against the schema: for tests. NULL, or the name of one that does not. */
const char *store_first_bad_statement(struct store *s);

#endif
