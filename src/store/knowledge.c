/* SPDX-License-Identifier: EUPL-1.2 */
/* knowledge.c - see knowledge.h. */
#include "store/knowledge.h"

#include "base/log.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "store/connection.h"
#include "store/fts_tokenizer.h"
#include "store/statement.h"
#include "text/tokens.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char schema_knowledge[];

enum {
	SCHEMA_VERSION = 1,
	FILE_VERSION = SCHEMA_VERSION * 1000 + TOKENS_VERSION,
	APPLICATION_ID = 0x4149474b, /* "AIGK" */
	/* Above this many rows a question's common words cost more than they bring (platform-facts). */
	ROWS_FOR_ALL_TERMS = 4000,
	RAREST_TERMS = 8,
	MATCH_BYTES = 1024,
};

enum knowledge_statement {
#define STATEMENT(name, sql) K_##name,
#include "store/knowledge.def"
#undef STATEMENT
	K_COUNT
};

static const struct {
	const char *name, *sql;
} statements[K_COUNT] = {
#define STATEMENT(name, sql) {#name, sql},
#include "store/knowledge.def"
#undef STATEMENT
};

struct knowledge {
	sqlite3 *db;
	sqlite3_stmt *stmts[K_COUNT];
	int64_t entries, examples; /* for idf; counted once a connection and after changes */
};

static struct query start(struct knowledge *k, enum knowledge_statement which)
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

/* The file is derived: another version is emptied and filled again by whoever opened it to write. */
static bool make_anew(sqlite3 *db)
{
	char stamp[96];
	snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		 APPLICATION_ID, FILE_VERSION);
	return run(db, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS entry_vocab; DROP TABLE IF EXISTS "
		       "entry_fts;"
		       "DROP TABLE IF EXISTS availability; DROP TABLE IF EXISTS entry;"
		       "DROP TABLE IF EXISTS example_vocab; DROP TABLE IF EXISTS example_fts;"
		       "DROP TABLE IF EXISTS example") &&
	       run(db, schema_knowledge) && run(db, stamp) && run(db, "COMMIT");
}

static const char *settle(sqlite3 *db, enum store_mode mode)
{
	if (!fts_tokenizer_register(db))
		return "full-text search is not available in this SQLite";
	if (connection_pragma(db, "PRAGMA user_version") == FILE_VERSION)
		return NULL;
	if (mode != STORE_CREATE)
		return "it is of another version: run `aiguilleur init` again";
	return make_anew(db) ? NULL : "its tables could not be made";
}

static int64_t count_rows(struct knowledge *k, enum knowledge_statement which)
{
	AUTO_QUERY q = start(k, which);
	return query_one(&q) == RC_OK ? query_int(&q, 0) : 0;
}

static void count_all(struct knowledge *k)
{
	k->entries = count_rows(k, K_entry_count);
	k->examples = count_rows(k, K_example_count);
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
	count_all(k);
	return k;
}

void knowledge_close(struct knowledge *k)
{
	if (k == NULL)
		return;
	for (int i = 0; i < K_COUNT; i++)
		sqlite3_finalize(k->stmts[i]);
	if (sqlite3_close(k->db) != SQLITE_OK)
		log_error("knowledge: close what=%s", sqlite3_errmsg(k->db));
	free(k);
}

static enum rc run_plain(struct knowledge *k, enum knowledge_statement which)
{
	AUTO_QUERY q = start(k, which);
	return query_run(&q);
}

enum rc knowledge_begin(struct knowledge *k)
{
	return run_plain(k, K_begin);
}

enum rc knowledge_commit(struct knowledge *k)
{
	enum rc rc = run_plain(k, K_commit);
	count_all(k);
	return rc;
}

void knowledge_rollback(struct knowledge *k)
{
	if (sqlite3_get_autocommit(k->db) == 0)
		(void)!run_plain(k, K_rollback);
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
		.keywords = query_text(q, 5, a),
		.body = query_text(q, 6, a),
		.url = query_text(q, 7, a),
		.audience = query_text(q, 8, a),
		.library = query_text(q, 9, a),
		.territory = query_text(q, 10, a),
		.topics = query_text(q, 11, a),
		.sources = query_text(q, 12, a),
		.reviewed = query_text(q, 13, a),
		.expires = query_text(q, 14, a),
	};
}

static enum rc change_index(struct knowledge *k, enum knowledge_statement which,
			    const struct entry *entry)
{
	AUTO_QUERY q = start(k, which);
	query_bind_int(&q, entry->id);
	query_bind_text(&q, entry->title);
	query_bind_text(&q, entry->keywords);
	query_bind_text(&q, entry->body);
	return query_run(&q);
}

static enum rc drop_row(struct knowledge *k, enum knowledge_statement which, int64_t id)
{
	AUTO_QUERY q = start(k, which);
	query_bind_int(&q, id);
	return query_run(&q);
}

/* An external-content index is told the old words before the row goes. */
static enum rc drop_entry(struct knowledge *k, const struct entry *entry)
{
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

static enum rc add_entry(struct knowledge *k, const struct entry *entry, int64_t *id)
{
	const char *texts[] = {entry->slug,     entry->origin,    entry->kind,   entry->title,
			       entry->keywords, entry->body,      entry->url,    entry->audience,
			       entry->library,  entry->territory, entry->topics, entry->sources,
			       entry->reviewed, entry->expires};
	AUTO_QUERY q = start(k, K_entry_add);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		query_bind_text(&q, texts[i]);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*id = query_int(&q, 0);
	return rc;
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
	return change_index(k, K_entry_index, &stored);
}

/* One entry of that origin, so that none is dropped while the list is being read. */
static enum rc first_of(struct knowledge *k, const char *origin, struct arena *a,
			struct entry *entry)
{
	AUTO_QUERY q = start(k, K_entries_of);
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
	AUTO_QUERY q = start(k, K_availability_add);
	query_bind_int(&q, entry);
	query_bind_text(&q, library);
	query_bind_int(&q, have->on_site);
	query_bind_int(&q, have->is_remote);
	return query_run(&q);
}

static enum rc add_example(struct knowledge *k, const struct example_row *example, int64_t *id)
{
	AUTO_QUERY q = start(k, K_example_add);
	query_bind_text(&q, example->text);
	query_bind_text(&q, example->topics);
	query_bind_text(&q, example->kind);
	query_bind_text(&q, example->flags);
	query_bind_text(&q, example->place);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		*id = query_int(&q, 0);
	return rc;
}

enum rc knowledge_put_example(struct knowledge *k, const struct example_row *example)
{
	int64_t id;
	enum rc rc = add_example(k, example, &id);
	if (rc != RC_OK)
		return rc;
	AUTO_QUERY q = start(k, K_example_index);
	query_bind_int(&q, id);
	query_bind_text(&q, example->text);
	return query_run(&q);
}

enum rc knowledge_forget_examples(struct knowledge *k)
{
	enum rc rc = run_plain(k, K_example_drop_all);
	return rc == RC_OK ? run_plain(k, K_example_unindex_all) : rc;
}

enum rc knowledge_optimize(struct knowledge *k)
{
	enum rc rc = run_plain(k, K_entry_optimize);
	return rc == RC_OK ? run_plain(k, K_example_optimize) : rc;
}

/* ---------------------------------------------------------------- asking */

/* BM25's idf (Robertson, Spärck Jones), never negative. */
static double idf_of(int64_t rows, int64_t with_word)
{
	if (with_word == 0)
		return 0;
	double n = (double)rows, df = (double)with_word;
	return log(1 + (n - df + 0.5) / (df + 0.5));
}

static int64_t rows_with(struct knowledge *k, enum knowledge_statement which, const char *stem)
{
	AUTO_QUERY q = start(k, which);
	query_bind_text(&q, stem);
	return query_one(&q) == RC_OK ? query_int(&q, 0) : 0;
}

/* Which of the two indexes is asked. */
struct index {
	enum knowledge_statement word, search;
	int64_t rows;
};

static double weigh(struct knowledge *k, const struct index *index, const struct search *search)
{
	double sum = 0;
	for (int i = 0; i < search->term_count; i++) {
		struct term *term = &search->terms[i];
		term->idf = idf_of(index->rows, rows_with(k, index->word, term->stem));
		sum += term->idf;
	}
	return sum;
}

/* The idf that a word must reach to be asked for, when there are too many rows to ask for all. */
static double rarity_floor(const struct search *search, int64_t rows)
{
	if (rows < ROWS_FOR_ALL_TERMS || search->term_count <= RAREST_TERMS)
		return 0;
	double rarest[RAREST_TERMS] = {0};
	for (int i = 0; i < search->term_count; i++) {
		double idf = search->terms[i].idf;
		for (int r = 0; r < RAREST_TERMS; r++) {
			if (idf > rarest[r]) {
				double swap = rarest[r];
				rarest[r] = idf;
				idf = swap;
			}
		}
	}
	return rarest[RAREST_TERMS - 1];
}

/* "mot" OR "autre": quoted words only, so FTS5's own syntax is out of reach. false when no word is known. */
static bool build_match(const struct search *search, int64_t rows, char out[MATCH_BYTES])
{
	double least = rarity_floor(search, rows);
	size_t at = 0;
	out[0] = '\0';
	for (int i = 0; i < search->term_count; i++) {
		const struct term *term = &search->terms[i];
		size_t room = MATCH_BYTES - at;
		if (term->idf <= 0 || term->idf < least || strlen(term->word) + 8 > room)
			continue;
		at += (size_t)snprintf(out + at, room, "%s\"%s\"", at > 0 ? " OR " : "",
				       term->word);
	}
	return at > 0;
}

static void read_entry_hit(struct query *q, const struct search *search, double sum,
			   struct entry_hit *hit)
{
	struct arena *a = search->arena;
	*hit = (struct entry_hit){
		.id = query_int(q, 0),
		.slug = query_text(q, 1, a),
		.kind = query_text(q, 2, a),
		.title = query_text(q, 3, a),
		.keywords = query_text(q, 4, a),
		.url = query_text(q, 5, a),
		.audience = query_text(q, 6, a),
		.topics = query_text(q, 7, a),
		.excerpt = query_text(q, 8, a),
		.score = query_real(q, 9) / sum,
	};
}

int knowledge_search(struct knowledge *k, const struct search *search, struct entry_hit *hits,
		     int max)
{
	const struct index index = {K_entry_word, K_entry_search, k->entries};
	double sum = weigh(k, &index, search);
	char match[MATCH_BYTES];
	if (!build_match(search, index.rows, match))
		return 0;
	AUTO_QUERY q = start(k, index.search);
	query_bind_text(&q, match);
	query_bind_int(&q, search->filter.audiences);
	query_bind_text(&q, search->filter.library);
	query_bind_int(&q, search->filter.wants_docs);
	query_bind_int(&q, max);
	int count = 0;
	enum step step = STEP_DONE;
	while (count < max && (step = query_step(&q)) == STEP_ROW)
		read_entry_hit(&q, search, sum, &hits[count++]);
	return step == STEP_FAILED ? -1 : count;
}

int knowledge_neighbours(struct knowledge *k, const struct search *search, struct example_hit *hits,
			 int max)
{
	const struct index index = {K_example_word, K_example_search, k->examples};
	double sum = weigh(k, &index, search);
	char match[MATCH_BYTES];
	if (!build_match(search, index.rows, match))
		return 0;
	AUTO_QUERY q = start(k, index.search);
	query_bind_text(&q, match);
	query_bind_int(&q, max);
	int count = 0;
	enum step step = STEP_DONE;
	while (count < max && (step = query_step(&q)) == STEP_ROW) {
		hits[count++] = (struct example_hit){
			.text = query_text(&q, 0, search->arena),
			.topics = query_text(&q, 1, search->arena),
			.kind = query_text(&q, 2, search->arena),
			.flags = query_text(&q, 3, search->arena),
			.place = query_text(&q, 4, search->arena),
			.score = query_real(&q, 5) / sum,
		};
	}
	return step == STEP_FAILED ? -1 : count;
}

enum rc knowledge_entry(struct knowledge *k, const char *slug, struct arena *a, struct entry *entry)
{
	AUTO_QUERY q = start(k, K_entry_by_slug);
	query_bind_text(&q, slug);
	enum rc rc = query_one(&q);
	if (rc == RC_OK)
		read_entry(&q, a, entry);
	return rc;
}

enum rc knowledge_availability(struct knowledge *k, int64_t entry, const char *library,
			       struct entry_availability *out)
{
	AUTO_QUERY q = start(k, K_availability_find);
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
