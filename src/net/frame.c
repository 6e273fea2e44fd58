/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.c - see frame.h. */
#include "net/frame.h"

#include "base/xalloc.h"

#include <assert.h>
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

struct frame {
	unsigned references;
	enum frame_kind kind;
	size_t len;
	unsigned char room[]; /* LWS_PRE, then the payload and its NUL */
};

struct frame *frame_new(enum frame_kind kind, const char *text, size_t len)
{
	struct frame *frame = xzalloc(sizeof *frame + LWS_PRE + len + 1);
	frame->references = 1;
	frame->kind = kind;
	frame->len = len;
	if (len > 0)
		memcpy(frame->room + LWS_PRE, text, len);
	return frame;
}

struct frame *frame_ref(struct frame *frame)
{
	frame->references++;
	return frame;
}

void frame_unref(struct frame *frame)
{
	if (frame == NULL)
		return;
	assert(frame->references > 0);
	if (--frame->references == 0)
		free(frame);
}

enum frame_kind frame_kind(const struct frame *frame)
{
	return frame->kind;
}

size_t frame_len(const struct frame *frame)
{
	return frame->len;
}

const char *frame_text(const struct frame *frame)
{
	return (const char *)frame->room + LWS_PRE;
}

unsigned char *frame_payload(struct frame *frame)
{
	return frame->room + LWS_PRE;
}
