/* SPDX-License-Identifier: EUPL-1.2 */
/* facts.c - see facts.h. */
#include "store/facts.h"

#include "base/log.h"
#include "base/xalloc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FACTS_PER_CHUNK = 512, SIZES_CHUNK = -1 };

struct chunk {
	struct fact facts[FACTS_PER_CHUNK];
	bool is_dirty;
};

struct facts {
	sqlite3 *db;
	sqlite3_stmt *read, *write;
	struct chunk **chunks; /* by number; NULL until read */
	int64_t chunk_count;
	struct field_size sizes[FIELD_COUNT];
	bool has_sizes;
};

_Static_assert(sizeof(struct fact) == 16, "a fact is 16 bytes in the file");

struct facts *facts_new(sqlite3 *db)
{
	struct facts *f = xzalloc(sizeof *f);
	f->db = db;
	sqlite3_prepare_v3(db, "SELECT bytes FROM facts WHERE chunk=?1", -1,
			   SQLITE_PREPARE_PERSISTENT, &f->read, NULL);
	sqlite3_prepare_v3(db, "INSERT OR REPLACE INTO facts(chunk, bytes) VALUES(?1,?2)", -1,
			   SQLITE_PREPARE_PERSISTENT, &f->write, NULL);
	return f;
}

void facts_forget(struct facts *f)
{
	for (int64_t i = 0; i < f->chunk_count; i++)
		free(f->chunks[i]);
	free(f->chunks);
	f->chunks = NULL;
	f->chunk_count = 0;
	f->has_sizes = false;
}

void facts_free(struct facts *f)
{
	if (f == NULL)
		return;
	facts_forget(f);
	sqlite3_finalize(f->read);
	sqlite3_finalize(f->write);
	free(f);
}

/* Leaves out as it is when the file has no such chunk, or one of another size. */
static void read_chunk(struct facts *f, int64_t chunk, void *out, size_t size)
{
	if (f->read == NULL)
		return;
	sqlite3_bind_int64(f->read, 1, chunk);
	if (sqlite3_step(f->read) == SQLITE_ROW && (size_t)sqlite3_column_bytes(f->read, 0) == size)
		memcpy(out, sqlite3_column_blob(f->read, 0), size);
	sqlite3_reset(f->read);
}

static enum rc write_chunk(struct facts *f, int64_t chunk, const void *bytes, size_t size)
{
	if (f->write == NULL)
		return RC_UNAVAILABLE;
	sqlite3_bind_int64(f->write, 1, chunk);
	sqlite3_bind_blob64(f->write, 2, bytes, size, SQLITE_STATIC);
	int code = sqlite3_step(f->write);
	sqlite3_reset(f->write);
	sqlite3_clear_bindings(f->write);
	if (code == SQLITE_DONE)
		return RC_OK;
	log_error("facts: write chunk=%lld what=%s", (long long)chunk, sqlite3_errmsg(f->db));
	return RC_UNAVAILABLE;
}

static struct chunk *chunk_of(struct facts *f, int64_t id)
{
	int64_t number = id / FACTS_PER_CHUNK;
	if (number >= f->chunk_count) {
		int64_t count = number + 1 > 2 * f->chunk_count ? number + 1 : 2 * f->chunk_count;
		f->chunks = xreallocarray(f->chunks, (size_t)count, sizeof(struct chunk *));
		memset(f->chunks + f->chunk_count, 0,
		       (size_t)(count - f->chunk_count) * sizeof(struct chunk *));
		f->chunk_count = count;
	}
	if (f->chunks[number] == NULL) {
		struct chunk *chunk = xzalloc(sizeof *chunk);
		read_chunk(f, number, chunk->facts, sizeof chunk->facts);
		f->chunks[number] = chunk;
	}
	return f->chunks[number];
}

const struct fact *facts_find(struct facts *f, int64_t id)
{
	if (id <= 0)
		return NULL;
	const struct fact *fact = &chunk_of(f, id)->facts[id % FACTS_PER_CHUNK];
	return fact->is_there ? fact : NULL;
}

uint16_t library_tag(const char *library)
{
	if (library == NULL || library[0] == '\0')
		return 0;
	uint32_t hash = 2166136261u; /* FNV-1a, folded to 16 bits, never 0 */
	for (; *library != '\0'; library++)
		hash = (hash ^ (unsigned char)*library) * 16777619u;
	uint16_t tag = (uint16_t)(hash ^ hash >> 16);
	return tag == 0 ? 1 : tag;
}

unsigned fact_words(const struct fact *fact, enum field field)
{
	switch (field) {
	case FIELD_TITLE:
		return fact->title;
	case FIELD_HEADINGS:
		return fact->headings;
	case FIELD_KEYWORDS:
		return fact->keywords;
	default:
		return fact->body;
	}
}

static void load_sizes(struct facts *f)
{
	if (f->has_sizes)
		return;
	memset(f->sizes, 0, sizeof f->sizes);
	read_chunk(f, SIZES_CHUNK, f->sizes, sizeof f->sizes);
	f->has_sizes = true;
}

static void count_fact(struct facts *f, const struct fact *fact, int sign)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		int64_t words = fact_words(fact, (enum field)i);
		f->sizes[i].rows += sign * (words > 0);
		f->sizes[i].words += sign * words;
	}
}

void facts_set(struct facts *f, int64_t id, const struct fact *fact)
{
	assert(id > 0);
	struct chunk *chunk = chunk_of(f, id);
	struct fact *here = &chunk->facts[id % FACTS_PER_CHUNK];
	load_sizes(f);
	count_fact(f, here, -1);
	*here = *fact;
	count_fact(f, here, 1);
	chunk->is_dirty = true;
}

enum rc facts_flush(struct facts *f)
{
	bool is_changed = false;
	for (int64_t i = 0; i < f->chunk_count; i++) {
		struct chunk *chunk = f->chunks[i];
		if (chunk == NULL || !chunk->is_dirty)
			continue;
		if (write_chunk(f, i, chunk->facts, sizeof chunk->facts) != RC_OK)
			return RC_UNAVAILABLE;
		chunk->is_dirty = false;
		is_changed = true;
	}
	return is_changed ? write_chunk(f, SIZES_CHUNK, f->sizes, sizeof f->sizes) : RC_OK;
}

const struct field_size *facts_sizes(struct facts *f)
{
	load_sizes(f);
	return f->sizes;
}
