/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * worker.h - what a station works with: one thread's tools, what all threads share, and the request's own.
 *
 * Stations know nothing of threads, sockets or JSON-RPC: they take a worker and a request, and are plain
 * and synchronous. The same code runs in the server, under `aiguilleur explain` and in tests.
 */
#ifndef FLOW_WORKER_H
#define FLOW_WORKER_H

#include "base/clock.h"
#include "base/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct directory;
struct knowledge;
struct lexicon;
struct matcher;
struct model;
struct neighbours;
struct places;
struct ruleset;
struct search_weights;
struct refusal;
struct shared_directory;
struct stemmer;
struct store;
struct thesaurus;
struct understanding;
struct vocabulary;

/* Read-only once loaded, shared by all threads; the directories alone are replaced, each whole. */
struct reference {
	const struct ruleset *rules;
	const struct places *places;
	struct shared_directory *directories; /* NULL: one directory for the whole run */
	/* learned at init; NULL when there is nothing of the kind */
	const struct vocabulary *words;
	const struct thesaurus *thesaurus;
	const struct lexicon *lexicon;
	const struct neighbours *neighbours;
	const struct model *model;
};

/* The settings that stations read; units in the names. */
struct desk_settings {
	int64_t lease_ms;          /* a claim, between two signs of life */
	int64_t returned_lease_ms; /* a returned answer, to its author */
	int answer_days;           /* working days promised */
	int64_t near_ms;           /* working time before the due date that is "near" */
	int referral_days;         /* working days given to a partner */
	bool keeps_to_own;         /* libraries do not help each other unless called (rights.h) */
	size_t text_chars_max;     /* of a question */
	double suggest_threshold;  /* below: silence */
	const struct search_weights *search_weights; /* NULL: the default ones */
	const struct understanding *understanding;   /* likewise */
};

enum { KEY_BYTES = 32 };

/* Keys of this data directory; never in the database. */
struct desk_keys {
	uint8_t receipt[KEY_BYTES]; /* receipts are derived under it */
	uint8_t content[KEY_BYTES]; /* content hashes are keyed with it */
};

struct worker {
	struct store *store;         /* reader or writer, as the lane is */
	struct knowledge *knowledge; /* NULL on the writer */
	struct matcher *matcher;     /* NULL on the writer */
	struct stemmer *stemmer;
	const struct reference *reference;
	const struct desk_settings *settings;
	const struct desk_keys *keys;
	const struct clock *clock;

	const struct directory *directory; /* the newest when the request began */

	/* ---- of the request being worked on: set before a station is called, valid until it returns */
	struct arena *arena;       /* what the request reads and makes; capped */
	struct refusal *refusal;   /* where a refusal leaves its sentence; may be NULL */
	struct event_list *events; /* where changes leave what followers are told; may be NULL */
};

/* What each request begins with: the newest directory. */
void worker_renew(struct worker *w);

#endif
