/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * facts.h - the few numbers that ranking needs of every entry, in memory, 16 bytes an entry.
 *
 * A search looks at thousands of entries and may not read a row for each. The numbers lie in the knowledge
 * file in chunks of FACTS_PER_CHUNK entries, are read chunk by chunk when first asked for, and are kept until
 * facts_forget. Whoever changes entries sets their facts in the same transaction and flushes before COMMIT.
 * For this folder only; one connection, one thread.
 */
#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "base/rc.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* The columns of the index, in its order. */
enum field { FIELD_TITLE, FIELD_HEADINGS, FIELD_KEYWORDS, FIELD_BODY, FIELD_COUNT };

struct fact {
	uint64_t likeness; /* simhash of the text (text/likeness.h); 0: too short to tell */
	uint16_t body;     /* words, at most 65535 */
	uint16_t library;  /* a tag of whose it is, 0: everybody's */
	uint8_t title, headings, keywords; /* words, at most 255 */
	uint8_t is_there : 1, is_doc : 1, audience : 2;
};

/* How many entries have words in a field, and how many words in all. */
struct field_size {
	int64_t rows, words;
};

struct facts;

/* Borrows the connection; it outlives the facts. */
struct facts *facts_new(sqlite3 *db);
void facts_free(struct facts *f);

/* The facts of an entry; NULL when there is no such entry, or the file refused. Borrowed until the next change. */
const struct fact *facts_find(struct facts *f, int64_t id);

/* Sets, or with an all-zero fact removes, what is known of an entry. */
void facts_set(struct facts *f, int64_t id, const struct fact *fact);

/* Writes what was set; within the caller's transaction. */
MUST_CHECK enum rc facts_flush(struct facts *f);

/* Drops all that is in memory: another connection changed the file, or a transaction was rolled back. */
void facts_forget(struct facts *f);

/* The sizes of the fields over all entries; FIELD_COUNT of them. Borrowed. */
const struct field_size *facts_sizes(struct facts *f);

/* What stands for a library in a fact: 0 for none, and never for one. Two may share a tag. */
uint16_t library_tag(const char *library);

/* The words of one field of an entry. */
unsigned fact_words(const struct fact *fact, enum field field);

#endif
