/* SPDX-License-Identifier: EUPL-1.2 */
/* socket.c - see socket.h. */
#include "net/socket.h"

#include "net/frame.h"

#include <libwebsockets.h>

bool socket_write(struct lws *wsi, struct frame *frame)
{
	enum lws_write_protocol kind =
		frame_kind(frame) == FRAME_HTTP ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_TEXT;
	int written = lws_write(wsi, frame_payload(frame), frame_len(frame), kind);
	frame_unref(frame);
	/* Any other number is no failure: what was not sent yet is buffered inside lws. */
	return written >= 0;
}
