/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * data.h - the data directory: which file is where, its keys, and a thread's set of tools.
 *
 *   DIR/desk.db        the record
 *   DIR/knowledge.db   searchable; rebuilt by init
 *   DIR/rules/         the rules as they were at init
 *   DIR/keys/          secrets, 0600, never in a database or its backup
 */
#ifndef APP_DATA_H
#define APP_DATA_H

#include "base/clock.h"
#include "flow/worker.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum { PATH_BYTES = 4096 };

/* Writes DIR/name; false when it does not fit. */
bool data_path(const char *dir, const char *name, char out[PATH_BYTES]);

/* Makes the directory (0700) and its keys, when they are not there. false with a sentence in why. */
bool data_make(const char *dir, char *why, size_t why_size);

/*
 * Takes the data directory for this process, until it ends: gives a descriptor, or -1 with a sentence in why when
 * another has it. One server, or one init, at a time.
 */
int data_lock(const char *dir, char *why, size_t why_size);

/* Reads the keys; false with a sentence in why. */
bool data_keys(const char *dir, struct desk_keys *keys, char *why, size_t why_size);

/* Everything that is loaded once and shared: rules, places, directory, keys. */
struct base_data {
	char dir[PATH_BYTES];
	struct reference reference;
	struct desk_keys keys;
	struct desk_settings settings;
	struct clock clock;
};

/* Opens a data directory that init has made; rules with problems are reported and left out. false with a sentence in why. */
bool base_data_open(struct base_data *b, const char *dir, char *why, size_t why_size);
/* The same for searching only: what was learned, and no desk. Works before there is a network or a rule. */
bool base_data_open_search(struct base_data *b, const char *dir, char *why, size_t why_size);
void base_data_close(struct base_data *b);

/* What a thread of that mode opens: readers have the knowledge and a matcher, the writer has neither. */
struct worker *worker_open(const struct base_data *b, enum store_mode mode, char *why,
			   size_t why_size);
/* For searching only: the knowledge and no store. */
struct worker *worker_open_search(const struct base_data *b, char *why, size_t why_size);
void worker_close(struct worker *w);

#endif
