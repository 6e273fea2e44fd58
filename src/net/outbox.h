/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * outbox.h - frames waiting for one connection to be writable.
 *
 * Bounded in frames and in bytes; when full, the caller decides. Frames are shared: the outbox holds one
 * reference each. Loop thread only.
 */
#ifndef NET_OUTBOX_H
#define NET_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>

struct frame;

enum { OUTBOX_FRAMES = 500, OUTBOX_BYTES = 256 * 1024 };

struct outbox {
	struct frame **ring; /* NULL until the first put */
	size_t cap, head, count, bytes;
};

/* takes one reference. false when full, the reference still the caller's. An empty outbox takes any frame. */
bool outbox_put(struct outbox *outbox, struct frame *frame);

/* gives the oldest frame's reference, or NULL. */
struct frame *outbox_take(struct outbox *outbox);

/* Drops the waiting events, keeps the replies in order. Returns how many went. */
size_t outbox_drop_events(struct outbox *outbox);

/* Drops everything and frees; leaves it zeroed and reusable. */
void outbox_done(struct outbox *outbox);

#endif
