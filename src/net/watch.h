/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch.h - who follows which stream, and telling them.
 *
 * Streams are names: "question/12" (its asker), "queue/renens", "desk" (all staff). Subscriptions are
 * made in a call's after, events are published there too, and afters come in the order of commits:
 * what a snapshot did not hold yet is always published after the subscription. Loop thread only.
 */
#ifndef NET_WATCH_H
#define NET_WATCH_H

#include "base/event.h"
#include "base/rc.h"
#include "net/conn.h"

#include <stdbool.h>
#include <stddef.h>

struct frame;
struct watch;

enum { WATCH_STREAMS_PER_CONN = 64 };

struct watch *watch_new(struct conns *conns);
void watch_free(struct watch *watch);

/* copies stream. Twice is once. RC_LIMIT at WATCH_STREAMS_PER_CONN, RC_NOT_FOUND when it is gone. */
MUST_CHECK enum rc watch_add(struct watch *watch, struct conn_id id, const char *stream);
void watch_remove(struct watch *watch, struct conn_id id, const char *stream);

/* Forgets everything this connection followed. */
void watch_drop(struct watch *watch, struct conn_id id);

/* One shared frame into the outbox of each who follows event->stream and may hear it. Returns how many. */
size_t watch_publish(struct watch *watch, const struct event *event);

/* The same with a frame of one's own, which is borrowed: event says only where, and to whom it is confined. */
size_t watch_send(struct watch *watch, const struct event *event, struct frame *frame);

/* Whether anybody follows a stream; whether this connection does. */
bool watch_has(struct watch *watch, const char *stream);
bool watch_follows(struct watch *watch, struct conn_id id, const char *stream);

/* Called when a stream gets its first follower or has lost its last. It may send, but not follow. */
typedef void watch_change_fn(void *arg, const char *stream);
void watch_on_change(struct watch *watch, watch_change_fn *changed, void *arg);

/* Subscriptions held; for /metrics. */
size_t watch_count(const struct watch *watch);

#endif
