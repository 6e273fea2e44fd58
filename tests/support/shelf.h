/* SPDX-License-Identifier: EUPL-1.2 */
/* shelf.h - a knowledge file in a folder of its own, for unit tests of this layer: to fill, to ask, and to check. */
#ifndef TESTS_SHELF_H
#define TESTS_SHELF_H

#include "rules/taxonomy.h"
#include "store/connection.h"
#include "store/facts.h"
#include "store/fts_tokenizer.h"
#include "store/knowledge.h"
#include "store/rank.h"
#include "support/store_fixture.h"
#include "text/fold.h"
#include "text/tokens.h"

enum {
	PUBLIC = 1 << AUDIENCE_PUBLIC,
	STAFF = 1 << AUDIENCE_STAFF,
	PRO = 1 << AUDIENCE_PROFESSIONAL
};

static inline uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

struct shelf {
	struct fixture f;
	char path[FIXTURE_PATH_BYTES];
	struct knowledge *k;
	struct stemmer *stemmer;
};

static inline void open_shelf(struct shelf *s)
{
	char why[400] = "";
	fixture_folder(&s->f);
	fixture_file(&s->f, "knowledge.db", s->path);
	s->k = knowledge_open(s->path, STORE_CREATE, why, sizeof why);
	if (s->k == NULL)
		fail_msg("%s", why);
	s->stemmer = stemmer_new();
}

static inline void close_shelf(struct shelf *s)
{
	knowledge_close(s->k);
	stemmer_free(s->stemmer);
	fixture_close(&s->f);
}

static inline struct entry entry_of(const char *slug, const char *title, const char *body)
{
	return (struct entry){
		.slug = slug,
		.origin = "corpus",
		.kind = "fiche",
		.title = title,
		.keywords = "",
		.body = body,
		.audience = "public",
		.topics = "histoire",
		.sources = "[]",
	};
}

static inline int64_t put(struct shelf *s, const struct entry *entry)
{
	int64_t id = 0;
	assert_int_equal(knowledge_begin(s->k), RC_OK);
	assert_int_equal(knowledge_put(s->k, entry, &id), RC_OK);
	assert_int_equal(knowledge_commit(s->k), RC_OK);
	return id;
}

/* A connection that has the tokenizer, for looking into the index. */
static inline sqlite3 *index_of(const struct shelf *s)
{
	sqlite3 *db = fixture_raw(s->path);
	assert_true(fts_tokenizer_register(db));
	return db;
}

/* Reads one of SQLite's variable-length integers. */
static inline unsigned read_varint(const unsigned char **at)
{
	unsigned value = 0;
	do
		value = value << 7 | (**at & 0x7fu);
	while (*(*at)++ & 0x80);
	return value;
}

/* What is in memory of an entry is what the index counted of it, and the sums are the sums. */
static inline void check_facts(sqlite3 *db)
{
	struct facts *facts = facts_new(db);
	struct field_size sums[FIELD_COUNT] = {0};
	sqlite3_stmt *stmt = NULL;
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT id, sz FROM entry_fts_docsize", -1, &stmt, NULL),
		SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const struct fact *fact = facts_find(facts, sqlite3_column_int64(stmt, 0));
		const unsigned char *sizes = sqlite3_column_blob(stmt, 1);
		assert_non_null(fact);
		for (int i = 0; i < FIELD_COUNT; i++) {
			unsigned words = read_varint(&sizes);
			assert_int_equal(fact_words(fact, (enum field)i), words);
			sums[i].rows += words > 0;
			sums[i].words += words;
		}
	}
	sqlite3_finalize(stmt);
	assert_memory_equal(facts_sizes(facts), sums, sizeof sums);
	facts_free(facts);
}

/* Compares index and facts with the rows, word by word. */
static inline void check_index(const struct shelf *s)
{
	sqlite3 *db = index_of(s);
	static const char check[] =
		"INSERT INTO entry_fts(entry_fts, rank) VALUES('integrity-check', 1)";
	if (sqlite3_exec(db, check, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", check, sqlite3_errmsg(db));
	check_facts(db);
	sqlite3_close(db);
}

/* The distinct words of a text that say something, as the station normalise makes them. */
static inline int terms_of(struct shelf *s, const char *text, struct term terms[TERMS_MAX])
{
	struct folded folded;
	struct tokens tokens;
	struct token token;
	int count = 0;
	if (fold_text(text, strlen(text), &s->f.arena, &folded) != RC_OK)
		return 0;
	tokens_init(&tokens, folded.text, folded.len, s->stemmer);
	while (count < TERMS_MAX && tokens_next(&tokens, &token)) {
		if (token.is_stop)
			continue;
		terms[count++] = (struct term){
			.word = arena_copy(&s->f.arena, token.text, token.len),
			.stem = arena_copy(&s->f.arena, token.stem, token.stem_len),
		};
	}
	return count;
}

/* As terms_of, each stem once. */
static inline int distinct_terms_of(struct shelf *s, const char *text, struct term terms[TERMS_MAX])
{
	int count = terms_of(s, text, terms), kept = 0;
	for (int i = 0; i < count; i++) {
		bool is_new = true;
		for (int k = 0; k < kept && is_new; k++)
			is_new = strcmp(terms[k].stem, terms[i].stem) != 0;
		if (is_new)
			terms[kept++] = terms[i];
	}
	return kept;
}

/* Room for the best entries that a search may find. */
struct room {
	struct entry_hit *hits;
	int max;
};

static inline int search_as(struct shelf *s, const char *text, struct search how, struct room room)
{
	struct term terms[TERMS_MAX];
	how.terms = terms;
	how.term_count = terms_of(s, text, terms);
	how.arena = &s->f.arena;
	return knowledge_search(s->k, &how, room.hits, room.max);
}

/* The slugs found, best first, between spaces. */
static inline const char *found_as(struct shelf *s, const char *text, struct search how)
{
	static char out[400];
	struct entry_hit hits[10];
	int count = search_as(s, text, how, (struct room){hits, 10});
	out[0] = '\0';
	for (int i = 0; i < count; i++) {
		size_t at = strlen(out);
		snprintf(out + at, sizeof out - at, "%s ", hits[i].slug);
	}
	return count < 0 ? "refused" : out;
}

static inline const char *found(struct shelf *s, const char *text, struct search_filter filter)
{
	return found_as(s, text, (struct search){.filter = filter});
}

static const struct search_filter everyone = {.audiences = PUBLIC};

static inline void forget_request(struct shelf *s)
{
	arena_done(&s->f.arena);
	arena_init(&s->f.arena, FIXTURE_ARENA_BYTES);
}

#endif
