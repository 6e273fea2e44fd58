/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * directory.h - networks, libraries and queues in memory: what routing looks at for each question.
 *
 * Loaded whole from the store at start, immutable afterwards, shared by all threads.
 */
#ifndef FLOW_DIRECTORY_H
#define FLOW_DIRECTORY_H

#include "base/arena.h"
#include "base/rc.h"
#include "flow/calendar.h"
#include "rules/taxonomy.h"

#include <stdbool.h>
#include <stddef.h>

struct store;
struct library_row;

struct network_entry {
	const char *id, *name, *country; /* FR | BE */
	enum calendar_zone zone;
	const char *library;      /* staffs the fallback */
	int fallback;             /* index of its fallback queue */
	int urgent, professional; /* -1 when it has none */
};

/*
 * A place's code as a number, which is compared at once: up to 8 bytes. 0: NULL, empty or longer, which is no code of
 * ours, and no list has it.
 */
uint64_t place_key(const char *code);

/* Codes as numbers, for the one question that routing asks of each library. */
struct place_keys {
	const uint64_t *items;
	int count;
};
bool place_keys_have(const struct place_keys *keys, uint64_t key);

struct library_entry {
	const char *id, *name, *kind, *commune, *departement, *region, *languages;
	const char *insee; /* may be NULL, as commune may */
	const char *convention, *convention_until;
	const char *contact, *website, *email;
	int network; /* index */
	enum calendar_zone zone;
	int64_t capacity; /* questions a week */
	bool is_illustration;
	const char *policy_text, *policy_reviewed;
	float topics[TOPIC_COUNT]; /* strengths, 0..1 */
	float kinds[KIND_COUNT];
	unsigned closed_weekdays; /* bit 0: Sunday … bit 6: Saturday */
	struct closure *closures; /* oldest first */
	int closure_count;
	const char *territory; /* " 29 35 " : codes between spaces */
	const char *referent;  /* the same, for départements without a library of their own */
	struct place_keys territory_keys, referent_keys; /* both again, as numbers */
};

enum queue_kind {
	QUEUE_LIBRARY,
	QUEUE_EXPERT,
	QUEUE_PROFESSIONAL,
	QUEUE_PARTNER,
	QUEUE_URGENT,
	QUEUE_FALLBACK,
	QUEUE_KIND_COUNT
};

struct queue_entry {
	const char *id, *title;
	const char *note; /* for staff; may be NULL */
	enum queue_kind kind;
	int network, library; /* indexes */
	bool topics[TOPIC_COUNT], kinds[KIND_COUNT], flags[FLAG_COUNT];
	bool is_closed; /* nothing is sent there: in the copies that what_if.h makes, never in the store's */
};

struct directory {
	struct arena arena;
	struct network_entry *networks;
	int network_count;
	struct library_entry *libraries;
	int library_count;
	struct queue_entry *queues;
	int queue_count;
};

/*
 * gives the directory, or NULL with a sentence in why: the store failed, or a network has no fallback queue
 * (a question must always have somewhere to go).
 */
struct directory *directory_load(struct store *s, char *why, size_t why_size);
void directory_free(struct directory *d);

/* Index, or -1; NULL finds nothing. */
int directory_network(const struct directory *d, const char *id);
int directory_network_of_country(const struct directory *d, const char *country);
int directory_library(const struct directory *d, const char *id);
int directory_queue(const struct directory *d, const char *id);

/*
 * gives the open questions of each queue, by its index, in the arena; all 0 without a store. RC_LIMIT,
 * RC_UNAVAILABLE; *open can be used in the latter case too.
 */
MUST_CHECK enum rc directory_loads(const struct directory *d, struct store *s, struct arena *a,
				   int64_t **open);

/* What routing looks at of a queue that changes from minute to minute. */
struct queue_figures {
	int64_t open;             /* questions that wait there or are being answered */
	int64_t routed_this_week; /* that were sent there since Monday: the fairness of the week */
};

/*
 * gives the figures of each queue, by its index, in the worker's arena, of the week of its clock; all 0 without a store.
 * RC_LIMIT, RC_UNAVAILABLE; *out can be used in the latter case too.
 */
struct worker;
MUST_CHECK enum rc directory_figures(struct worker *w, struct queue_figures **out);

/* "library", "expert" … Borrowed, static. */
const char *queue_kind_word(enum queue_kind kind);

/* The closure that holds on that day (calendar_days), or NULL. Weekdays are not looked at. */
const struct closure *library_closure_on(const struct library_entry *library, int64_t day);

/*
 * Whole months since the library's policy page was last reviewed, on that day (calendar_days); -1: there is no page, or
 * no date. A page reviewed a year ago or longer is stale.
 */
int library_policy_months(const struct library_entry *library, int64_t day);
bool library_policy_is_stale(const struct library_entry *library, int64_t day);

/* True when " 29 35 " names the code. */
bool territory_has(const char *territory, const char *code);

#endif
