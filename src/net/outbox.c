/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox.c - a ring that grows from nothing to OUTBOX_FRAMES: most connections never wait for anything. */
#include "net/outbox.h"

#include "base/xalloc.h"
#include "net/frame.h"

#include <stdlib.h>

enum { RING_FIRST = 8 };

static void grow(struct outbox *o)
{
	size_t cap = o->cap == 0 ? RING_FIRST : o->cap * 2;
	struct frame **ring = xcalloc(cap, sizeof(struct frame *));
	for (size_t i = 0; i < o->count; i++)
		ring[i] = o->ring[(o->head + i) % o->cap];
	free(o->ring);
	o->ring = ring;
	o->cap = cap;
	o->head = 0;
}

bool outbox_put(struct outbox *o, struct frame *frame)
{
	size_t len = frame_len(frame);
	if (o->count > 0 && (o->count >= OUTBOX_FRAMES || o->bytes + len > OUTBOX_BYTES))
		return false;
	if (o->count == o->cap)
		grow(o);
	o->ring[(o->head + o->count) % o->cap] = frame;
	o->count++;
	o->bytes += len;
	return true;
}

struct frame *outbox_take(struct outbox *o)
{
	if (o->count == 0)
		return NULL;
	struct frame *frame = o->ring[o->head];
	o->head = (o->head + 1) % o->cap;
	o->count--;
	o->bytes -= frame_len(frame);
	return frame;
}

size_t outbox_drop_events(struct outbox *o)
{
	size_t before = o->count;
	for (size_t i = 0; i < before; i++) {
		struct frame *frame = outbox_take(o);
		if (frame_kind(frame) == FRAME_EVENT) {
			frame_unref(frame);
			continue;
		}
		o->ring[(o->head + o->count) % o->cap] = frame;
		o->count++;
		o->bytes += frame_len(frame);
	}
	return before - o->count;
}

void outbox_done(struct outbox *o)
{
	for (struct frame *frame = outbox_take(o); frame != NULL; frame = outbox_take(o))
		frame_unref(frame);
	free(o->ring);
	*o = (struct outbox){0};
}
