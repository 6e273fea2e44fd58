/* SPDX-License-Identifier: EUPL-1.2 */
/* knowledge.c - see knowledge.h. */
#include "store/knowledge.h"

#include "base/log.h"
#include "base/xalloc.h"
#include "rules/taxonomy.h"
#include "store/connection.h"
#include "store/fts_tokenizer.h"
#include "store/knowledge_file.h"
#include "text/likeness.h"
#include "text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char schema_knowledge[];

enum {
	SCHEMA_VERSION = 5,
	FILE_VERSION = SCHEMA_VERSION * 1000 + TOKENS_VERSION,
	APPLICATION_ID = 0x4149474b, /* "AIGK" */
	SIZE_BYTES = 64,             /* of one row's docsize: a number a field */
};

static const struct {
	const char *name, *sql;
} statements[K_COUNT] = {
#define STATEMENT(name, sql) {#name, sql},
#include "store/knowledge.def"
#undef STATEMENT
};

struct query knowledge_start(struct knowledge *k, enum knowledge_statement which)
{
	if (k->stmts[which] == NULL &&
	    sqlite3_prepare_v3(k->db, statements[which].sql, -1, SQLITE_PREPARE_PERSISTENT,
			       &k->stmts[which], NULL) != SQLITE_OK)
		log_error("knowledge: prepare statement=%s what=%s", statements[which].name,
			  sqlite3_errmsg(k->db));
	return query_of(k->db, k->stmts[which], statements[which].name);
}

static bool run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool drop_all(sqlite3 *db)
{
	/* Tables before those that they read; names of every version that there was. */
	static const char *const drops[] = {
		"DROP TABLE IF EXISTS entry_vocab",   "DROP TABLE IF EXISTS entry_fts",
		"DROP TABLE IF EXISTS availability",  "DROP TABLE IF EXISTS entry",
		"DROP TABLE IF EXISTS example_vocab", "DROP TABLE IF EXISTS example_fts",
		"DROP TABLE IF EXISTS example",       "DROP TABLE IF EXISTS term",
		"DROP TABLE IF EXISTS facts",         "DROP TABLE IF EXISTS lexicon",
		"DROP TABLE IF EXISTS model",         "DROP TABLE IF EXISTS known_word",
	};
	for (size_t i = 0; i < sizeof drops / sizeof drops[0]; i++) {
		if (!run(db, drops[i]))
			return false;
	}
	return true;
}

/* The file is derived: another version is emptied and filled again by whoever opened it to write. */
static bool make_anew(sqlite3 *db)
{
	char stamp[96];
	snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		 APPLICATION_ID, FILE_VERSION);
	return run(db, "BEGIN IMMEDIATE") && drop_all(db) && run(db, schema_knowledge) &&
	       run(db, stamp) && run(db, "COMMIT");
}

static const char *settle(sqlite3 *db, enum store_mode mode)
{
	if (!fts_tokenizer_register(db) || !rank_register(db))
		return "full-text search is not available in this SQLite";
	if (connection_pragma(db, "PRAGMA user_version") == FILE_VERSION)
		return NULL;
	if (mode != STORE_CREATE)
		return "it is of another version: run `aiguilleur init` again";
	return make_anew(db) ? NULL : "its tables could not be made";
}

struct knowledge *knowledge_open(const char *path, enum store_mode mode, char *why, size_t why_size)
{
	/* Nothing here is a record, so a commit need not wait for the disk. */
	sqlite3 *db = connection_open(path, mode, false, why, why_size);
	if (db == NULL)
		return NULL;
	const char *what = settle(db, mode);
	if (what != NULL) {
		snprintf(why, why_size, "%s: %s", path, what);
		sqlite3_close(db);
		return NULL;
	}
	struct knowledge *k = xzalloc(sizeof *k);
	k->db = db;
	/* A search reads the same pages again and again: 16 MiB of them are kept; an import writes many more. */
	(void)run(db, mode == STORE_READ ? "PRAGMA cache_size=-16384" : "PRAGMA cache_size=-65536");
	k->facts = facts_new(db);
	k->ranking = xzalloc(sizeof *k->ranking);
	return k;
}

void knowledge_close(struct knowledge *k)
{
	if (k == NULL)
		return;
	for (int i = 0; i < K_COUNT; i++)
		sqlite3_finalize(k->stmts[i]);
	facts_free(k->facts);
	free(k->ranking);
	if (sqlite3_close(k->db) != SQLITE_OK)
		log_error("knowledge: close what=%s", sqlite3_errmsg(k->db));
	free(k);
}

static enum rc run_plain(struct knowledge *k, enum knowledge_statement which)
{
	AUTO_QUERY q = knowledge_start(k, which);
	return query_run(&q);
}

enum rc knowledge_begin(struct knowledge *k)
{
	k->is_unmarked = false;
	return run_plain(k, K_begin);
}

enum rc knowledge_commit(struct knowledge *k)
{
	enum rc rc = facts_flush(k->facts);
	return rc == RC_OK ? run_plain(k, K_commit) : rc;
}

void knowledge_rollback(struct knowledge *k)
{
	if (sqlite3_get_autocommit(k->db) == 0)
		(void)!run_plain(k, K_rollback);
	facts_forget(k->facts);
	k->is_unmarked = false;
}

/* ---------------------------------------------------------------- filling */

static void read_entry(struct query *q, struct arena *a, struct entry *entry)
{
	*entry = (struct entry){
		.id = query_int(q, 0),
		.slug = query_text(q, 1, a),
		.origin = query_text(q, 2, a),
		.kind = query_text(q, 3, a),
		.title = query_text(q, 4, a),
		.headings = query_text(q, 5, a),
		.keywords = query_text(q, 6, a),
		.body = query_text(q, 7, a),
		.url = query_text(q, 8, a),
		.audience = query_text(q, 9, a),
		.library = query_text(q, 10, a),
		.territory = query_text(q, 11, a),
		.topics = query_text(q, 12, a),
		.sources = query_text(q, 13, a),
		.reviewed = query_text(q, 14, a),
		.expires = query_text(q, 15, a),
	};
}

static const char *headings_of(const struct entry *entry)
{
	return entry->headings == NULL ? "" : entry->headings;
}

static enum rc change_index(struct knowledge *k, enum knowledge_statement which,
			    const struct entry *entry)
{
	/* From now on the counted tokens are not all; said once a transaction. */
	enum rc rc = k->is_unmarked ? RC_OK : run_plain(k, K_term_unmark);
	if (rc != RC_OK)
		return rc;
	k->is_unmarked = sqlite3_get_autocommit(k->db) == 0;
	AUTO_QUERY q = knowledge_start(k, which);
	query_bind_int(&q, entry->id);
	query_bind_text(&q, entry->title);
	query_bind_text(&q, headings_of(entry));
	query_bind_text(&q, entry->keywords);
	query_bind_text(&q, entry->body);
	return query_run(&q);
}

static enum rc drop_row(struct knowledge *k, enum knowledge_statement which, int64_t id)
{
	AUTO_QUERY q = knowledge_start(k, which);
	query_bind_int(&q, id);
	return query_run(&q);
}

/* An external-content index is told the old words before the row goes. */
static enum rc drop_entry(struct knowledge *k, const struct entry *entry)
{
	static const struct fact none = {0};
	facts_set(k->facts, entry->id, &none);
	enum rc rc = change_index(k, K_entry_unindex, entry);
	if (rc == RC_OK)
		rc = drop_row(k, K_availability_drop, entry->id);
	if (rc == RC_OK)
		rc = drop_row(k, K_entry_drop, entry->id);
	return rc;
}

static enum rc drop_if_there(struct knowledge *k, const char *slug)
{
	struct arena a;
	arena_init(&a, 32 * 1024 * 1024);
	struct entry old;
	enum rc rc = knowledge_entry(k, slug, &a, &old);
	rc = rc == RC_OK ? drop_entry(k, &old) : rc == RC_NOT_FOUND ? RC_OK : rc;
	arena_done(&a);
	return rc;
}

/*
 * No RETURNING: a statement with one opens a savepoint, at which FTS5 (3.40) writes out the words that it holds back, a
 * segment for every entry. Without, an import is three times as fast.
 */
static enum rc add_entry(struct knowledge *k, const struct entry *entry, int64_t *id)
{
	const char *texts[] = {entry->slug,        entry->origin,   entry->kind,      entry->title,
			       headings_of(entry), entry->keywords, entry->body,      entry->url,
			       entry->audience,    entry->library,  entry->territory, entry->topics,
			       entry->sources,     entry->reviewed, entry->expires};
	AUTO_QUERY q = knowledge_start(k, K_entry_add);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		query_bind_text(&q, texts[i]);
	enum rc rc = query_run(&q);
	if (rc == RC_OK)
		*id = sqlite3_last_insert_rowid(k->db);
	return rc;
}

/* One of SQLite's variable-length integers: seven bits a byte, the high bit says that more follow. */
static unsigned read_varint(const unsigned char **at, const unsigned char *end)
{
	unsigned value = 0;
	while (*at < end) {
		unsigned char c = *(*at)++;
		value = value << 7 | (c & 0x7fu);
		if (c < 0x80)
			break;
	}
	return value;
}

/* How many words FTS5 counted in each field of a row that it has just indexed. */
static enum rc read_sizes(struct knowledge *k, int64_t id, unsigned sizes[FIELD_COUNT])
{
	AUTO_QUERY q = knowledge_start(k, K_entry_size);
	query_bind_int(&q, id);
	enum rc rc = query_one(&q);
	if (rc != RC_OK)
		return RC_UNAVAILABLE;
	const unsigned char *at = sqlite3_column_blob(q.stmt, 0);
	const unsigned char *end = at + sqlite3_column_bytes(q.stmt, 0);
	for (int i = 0; i < FIELD_COUNT; i++)
		sizes[i] = at == NULL ? 0 : read_varint(&at, end);
	return RC_OK;
}

static unsigned at_most(unsigned value, unsigned most)
{
	return value < most ? value : most;
}

static enum rc note_facts(struct knowledge *k, const struct entry *entry)
{
	unsigned sizes[FIELD_COUNT];
	enum rc rc = read_sizes(k, entry->id, sizes);
	if (rc != RC_OK)
		return rc;
	const struct fact fact = {
		.likeness = likeness_of(entry->body, strlen(entry->body)),
		.body = (uint16_t)at_most(sizes[FIELD_BODY], UINT16_MAX),
		.library = library_tag(entry->library),
		.title = (uint8_t)at_most(sizes[FIELD_TITLE], UINT8_MAX),
		.headings = (uint8_t)at_most(sizes[FIELD_HEADINGS], UINT8_MAX),
		.keywords = (uint8_t)at_most(sizes[FIELD_KEYWORDS], UINT8_MAX),
		.is_there = 1,
		.is_doc = strcmp(entry->kind, "doc") == 0,
		.audience = (unsigned)audience_find(entry->audience) & 3u,
	};
	facts_set(k->facts, entry->id, &fact);
	return RC_OK;
}

enum rc knowledge_put(struct knowledge *k, const struct entry *entry, int64_t *id)
{
	enum rc rc = drop_if_there(k, entry->slug);
	if (rc == RC_OK)
		rc = add_entry(k, entry, id);
	if (rc != RC_OK)
		return rc;
	struct entry stored = *entry;
	stored.id = *id;
	rc = change_index(k, K_entry_index, &stored);
	return rc == RC_OK ? note_facts(k, &stored) : rc;
}

/* One entry of that origin, so that none is dropped while the list is being read. */
static enum rc first_of(struct knowledge *k, const char *origin, struct arena *a,
			struct entry *entry)
{
	AUTO_QUERY q = knowledge_start(k, K_entries_of);
	query_bind_text(&q, origin);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		read_entry(&q, a, entry);
	return rc;
}

enum rc knowledge_forget(struct knowledge *k, const char *origin)
{
	for (;;) {
		struct arena a;
		arena_init(&a, 32 * 1024 * 1024);
		struct entry entry;
		enum rc rc = first_of(k, origin, &a, &entry);
		if (rc == RC_OK)
			rc = drop_entry(k, &entry);
		arena_done(&a);
		if (rc == RC_NOT_FOUND)
			return RC_OK;
		if (rc != RC_OK)
			return rc;
	}
}

enum rc knowledge_put_availability(struct knowledge *k, int64_t entry, const char *library,
				   const struct entry_availability *have)
{
	AUTO_QUERY q = knowledge_start(k, K_availability_add);
	query_bind_int(&q, entry);
	query_bind_text(&q, library);
	query_bind_int(&q, have->on_site);
	query_bind_int(&q, have->is_remote);
	return query_run(&q);
}

enum rc knowledge_optimize(struct knowledge *k)
{
	static const enum knowledge_statement steps[] = {K_begin,         K_entry_optimize,
							 K_term_drop_all, K_term_count_all,
							 K_term_mark,     K_commit};
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		enum rc rc = run_plain(k, steps[i]);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* ---------------------------------------------------------------- asking for one */

enum rc knowledge_entry(struct knowledge *k, const char *slug, struct arena *a, struct entry *entry)
{
	AUTO_QUERY q = knowledge_start(k, K_entry_by_slug);
	query_bind_text(&q, slug);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		read_entry(&q, a, entry);
	return rc;
}

enum rc knowledge_availability(struct knowledge *k, int64_t entry, const char *library,
			       struct entry_availability *out)
{
	AUTO_QUERY q = knowledge_start(k, K_availability_find);
	query_bind_int(&q, entry);
	query_bind_text(&q, library);
	enum rc rc = query_one(&q);
	if (rc == RC_OK) {
		*out = (struct entry_availability){
			.is_known = query_int(&q, 0) != 0,
			.on_site = query_int(&q, 1) != 0,
			.is_remote = query_int(&q, 2) != 0,
		};
	}
	return rc;
}
