/* SPDX-License-Identifier: EUPL-1.2 */
/* directory_store.h - networks, libraries and queues as rows. See store.h for threads and errors. */
#ifndef STORE_DIRECTORY_STORE_H
#define STORE_DIRECTORY_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "corpus/library.h"
#include "corpus/network.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/*
 * Insert or replace. A network first, then its libraries with their queues, then the network's own queues, which name
 * libraries. A queue that no file names any more stays: questions may be in it.
 */
MUST_CHECK enum rc store_network_save(struct store *s, const struct network *network);
MUST_CHECK enum rc store_library_save(struct store *s, const struct library *library);
MUST_CHECK enum rc store_network_queues_save(struct store *s, const struct network *network);

struct network_row {
	const char *id, *name, *country, *calendar, *library;
};

struct library_row {
	const char *id, *network, *name, *kind;
	const char *commune, *departement, *region; /* commune may be NULL */
	const char *languages;                      /* "fr en" */
	const char *zone;                           /* metropole | alsace-moselle | belgique */
	int64_t capacity;                           /* questions a week */
	bool is_illustration;
	const char *policy_text, *policy_reviewed; /* policy_reviewed may be NULL */
	const char *insee;                         /* may be NULL, as all that follow */
	const char *convention, *convention_until; /* convention: "" when none is known */
	const char *contact, *website, *email;
	unsigned closed_weekdays; /* bit 0: Sunday … bit 6: Saturday */
};

struct closure_row {
	const char *library;
	const char *first_day, *last_day; /* YYYY-MM-DD, both ends included */
	const char *kind;                 /* closed | absence */
	const char *why;                  /* "" when none was given */
};

struct label_row {
	const char *owner; /* library or queue id */
	const char *dimension, *label;
	double weight; /* 1 for queues */
};

struct queue_row {
	const char *id, *title, *network, *library, *kind;
	const char *note; /* may be NULL */
};

/* Every row of one table, in the order of ids; stops early when each returns false. */
MUST_CHECK enum rc store_networks(struct store *s, struct arena *a,
				  bool (*each)(void *arg, const struct network_row *row),
				  void *arg);
MUST_CHECK enum rc store_libraries(struct store *s, struct arena *a,
				   bool (*each)(void *arg, const struct library_row *row),
				   void *arg);
MUST_CHECK enum rc store_library_labels(struct store *s, struct arena *a,
					bool (*each)(void *arg, const struct label_row *row),
					void *arg);
MUST_CHECK enum rc store_library_closures(struct store *s, struct arena *a,
					  bool (*each)(void *arg, const struct closure_row *row),
					  void *arg);
MUST_CHECK enum rc store_queues(struct store *s, struct arena *a,
				bool (*each)(void *arg, const struct queue_row *row), void *arg);
MUST_CHECK enum rc store_queue_labels(struct store *s, struct arena *a,
				      bool (*each)(void *arg, const struct label_row *row),
				      void *arg);

/* The open questions of each queue. */
MUST_CHECK enum rc store_queue_loads(struct store *s, struct arena *a,
				     bool (*each)(void *arg, const char *queue, int64_t open),
				     void *arg);

/*
 * What waits at a queue and what was routed there in a week, in the order of ids; only of queues that ever
 * had a question, as routing one there makes its load. queue is valid during the call only.
 */
struct queue_figures_row {
	const char *queue;
	int64_t open, routed;
};
MUST_CHECK enum rc store_queue_figures(struct store *s, const char *week,
				       bool (*each)(void *arg, const struct queue_figures_row *row),
				       void *arg);

/* One more question was routed to that queue in that week ("2026-W48"). */
MUST_CHECK enum rc store_queue_week_add(struct store *s, const char *queue, const char *week);

#endif
