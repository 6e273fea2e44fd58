/* SPDX-License-Identifier: EUPL-1.2 */
/* event_store.h - what subscribers are told, as rows. See store.h for threads and errors. */
#ifndef STORE_EVENT_STORE_H
#define STORE_EVENT_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>

struct store;

struct event_row {
	int64_t seq, at;
	const char *stream, *type, *data; /* data: JSON */
	const char *library;              /* to whose people it is confined; NULL: to nobody's */
	struct person_id person;          /* and to this one; 0: nobody */
};

/* Appends; the sequence number comes back, greater than every earlier one of any stream. */
MUST_CHECK enum rc store_event_add(struct store *s, struct question_id question,
				   const struct event_row *row, int64_t *seq);

/* The last number given out; 0 before the first. */
MUST_CHECK enum rc store_event_last(struct store *s, int64_t *seq);

enum { EVENTS_AT_ONCE = 1000 };

/*
 * The events of a stream after `since`, in order. *is_whole is false when some of them were swept or there are more than
 * EVENTS_AT_ONCE: then what came is not all, and the client has to refetch.
 */
MUST_CHECK enum rc store_events_since(struct store *s, const char *stream, int64_t since,
				      struct arena *a, bool *is_whole,
				      bool (*each)(void *arg, const struct event_row *row),
				      void *arg);

/* Forgets what is older than before_ms, but keeps the newest 500. */
MUST_CHECK enum rc store_events_sweep(struct store *s, int64_t before_ms);

#endif
