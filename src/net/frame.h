/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * frame.h - an immutable, counted message, built once and shared by all who are to read it.
 *
 * Keeps the headroom that lws_write wants in front (it writes the same header there each time). Loop
 * thread only: the count is not atomic.
 */
#ifndef NET_FRAME_H
#define NET_FRAME_H

#include <stddef.h>

struct frame;

enum frame_kind {
	FRAME_REPLY, /* answers a request: never dropped while its connection lives */
	FRAME_EVENT, /* may be dropped for a resync */
	FRAME_HTTP,  /* a whole HTTP response */
};

/* copies; gives a frame with one reference. len may be 0. */
struct frame *frame_new(enum frame_kind kind, const char *text, size_t len);

/* gives one more reference. */
struct frame *frame_ref(struct frame *frame);
/* takes one reference; the last one frees. NULL is fine. */
void frame_unref(struct frame *frame);

enum frame_kind frame_kind(const struct frame *frame);
size_t frame_len(const struct frame *frame);
const char *frame_text(const struct frame *frame); /* borrowed, NUL-terminated */

/* The payload, with LWS_PRE writable bytes before it: for the one lws_write (socket.c). */
unsigned char *frame_payload(struct frame *frame);

#endif
