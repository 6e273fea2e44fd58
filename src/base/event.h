/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * event.h - something that happened, as those who follow it are told.
 *
 * Made where the change is made (with the sequence number of its row), handed up with the result, and
 * published by net once the change is committed. One thread at a time.
 */
#ifndef BASE_EVENT_H
#define BASE_EVENT_H

#include <stddef.h>
#include <stdint.h>

enum { EVENT_STREAM_BYTES = 80, EVENT_TYPE_BYTES = 40, EVENT_LIBRARY_BYTES = 64 };

struct event {
	char stream[EVENT_STREAM_BYTES]; /* "question/12", "queue/renens", "desk" */
	int64_t seq;                     /* of its row: grows, per stream and over all */
	char type[EVENT_TYPE_BYTES];     /* "claimed" … */
	int64_t at_ms;                   /* wall clock */
	char *data;                      /* JSON text; NULL for {}. The list owns it */
	/* Whom it is confined to (flow/rights.h): a library's people, and the holder. "": everybody on the stream. */
	char library[EVENT_LIBRARY_BYTES];
	int64_t person;
};

struct event_list {
	struct event *items;
	size_t count;
};

/* copies event and its data. */
void event_list_add(struct event_list *list, const struct event *event);

/* Frees everything; leaves it empty and reusable. */
void event_list_done(struct event_list *list);

#endif
