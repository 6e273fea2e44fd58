/* SPDX-License-Identifier: EUPL-1.2 */
/* websocket.c - see websocket.h. */
#include "bench/websocket.h"

#include "base/xalloc.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NO_STATUS_CODE = 1005, CONTROL_BYTES = 125, ANSWER_BYTES = 8 * 1024 };

/* The sample of RFC 6455 1.3: the right answer is known, no SHA-1 is needed to check it. */
static const char sample_key[] = "dGhlIHNhbXBsZSBub25jZQ==";
static const char sample_accept[] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/* ---- out ---- */

static size_t put_header(unsigned char *out, enum ws_opcode opcode, size_t len)
{
	out[0] = (unsigned char)(0x80 | opcode);
	if (len < 126) {
		out[1] = (unsigned char)(0x80 | len);
		return 2;
	}
	int length_bytes = len <= UINT16_MAX ? 2 : 8;
	out[1] = length_bytes == 2 ? 0x80 | 126 : 0x80 | 127;
	for (int i = 0; i < length_bytes; i++)
		out[2 + i] = (unsigned char)((uint64_t)len >> (8 * (length_bytes - 1 - i)));
	return 2 + (size_t)length_bytes;
}

size_t ws_frame(unsigned char *out, enum ws_opcode opcode, const void *payload, size_t len)
{
	size_t at = put_header(out, opcode, len);
	unsigned char mask[4];
	randombytes_buf(mask, sizeof mask);
	memcpy(out + at, mask, sizeof mask);
	at += sizeof mask;
	const unsigned char *bytes = payload;
	for (size_t i = 0; i < len; i++)
		out[at + i] = bytes[i] ^ mask[i & 3];
	return at + len;
}

bool ws_upgrade_request(char *out, size_t room, int port)
{
	int len = snprintf(out, room,
			   "GET /ws HTTP/1.1\r\n"
			   "Host: 127.0.0.1:%d\r\n"
			   "Upgrade: websocket\r\n"
			   "Connection: Upgrade\r\n"
			   "Sec-WebSocket-Key: %s\r\n"
			   "Sec-WebSocket-Version: 13\r\n"
			   "Sec-WebSocket-Protocol: aiguilleur.v1\r\n"
			   "Origin: http://127.0.0.1:%d\r\n"
			   "\r\n",
			   port, sample_key, port);
	return len > 0 && (size_t)len < room;
}

/* ---- in ---- */

static void make_room(struct ws_reader *r, size_t len)
{
	if (r->start > 0) {
		memmove(r->bytes, r->bytes + r->start, r->end - r->start);
		r->end -= r->start;
		r->start = 0;
	}
	if (r->end + len > r->room) {
		r->room = r->end + len;
		r->bytes = xreallocarray(r->bytes, r->room, 1);
	}
}

void ws_reader_feed(struct ws_reader *r, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	if (r->start == r->end)
		r->start = r->end = 0;
	if (r->end + len > r->room)
		make_room(r, len);
	memcpy(r->bytes + r->end, bytes, len);
	r->end += len;
}

void ws_reader_done(struct ws_reader *r)
{
	free(r->bytes);
	free(r->message);
	*r = (struct ws_reader){0};
}

static bool header_is(const char *answer, const char *name, const char *value)
{
	const char *at = strcasestr(answer, name);
	if (at == NULL)
		return false;
	at += strlen(name);
	at += strspn(at, " ");
	return strncmp(at, value, strlen(value)) == 0 && at[strlen(value)] == '\r';
}

int ws_upgrade_answer(struct ws_reader *r)
{
	size_t len = r->end - r->start;
	const unsigned char *front = r->bytes + r->start;
	const unsigned char *end = len == 0 ? NULL : memmem(front, len, "\r\n\r\n", 4);
	if (end == NULL)
		return len > ANSWER_BYTES ? -1 : 0;
	char answer[ANSWER_BYTES + 4];
	size_t answer_len = (size_t)(end + 4 - front);
	if (answer_len >= sizeof answer)
		return -1;
	memcpy(answer, front, answer_len);
	answer[answer_len] = '\0';
	r->start += answer_len;
	int status = 0;
	if (sscanf(answer, "HTTP/1.1 %3d ", &status) != 1)
		return -1;
	if (status != 101)
		return status;
	bool is_right = header_is(answer, "\r\nsec-websocket-accept:", sample_accept) &&
			header_is(answer, "\r\nsec-websocket-protocol:", "aiguilleur.v1");
	return is_right ? 101 : -1;
}

struct header {
	enum ws_opcode opcode;
	bool is_final;
	size_t bytes; /* of the header itself */
	uint64_t payload_len;
};

/* WS_TEXT: *out is a whole header. */
static enum ws_event read_header(const unsigned char *at, size_t len, struct header *out)
{
	if (len < 2)
		return WS_NOTHING;
	bool has_reserved_bits = (at[0] & 0x70) != 0, is_masked = (at[1] & 0x80) != 0;
	if (has_reserved_bits || is_masked)
		return WS_BROKEN;
	*out = (struct header){.opcode = at[0] & 0x0f, .is_final = (at[0] & 0x80) != 0};
	uint64_t short_len = at[1] & 0x7f;
	size_t length_bytes = short_len == 127 ? 8 : short_len == 126 ? 2 : 0;
	out->bytes = 2 + length_bytes;
	if (len < out->bytes)
		return WS_NOTHING;
	out->payload_len = length_bytes == 0 ? short_len : 0;
	for (size_t i = 0; i < length_bytes; i++)
		out->payload_len = out->payload_len << 8 | at[2 + i];
	bool is_control = out->opcode >= WS_OP_CLOSE;
	if (is_control && (!out->is_final || out->payload_len > CONTROL_BYTES))
		return WS_BROKEN;
	return out->payload_len > WS_MESSAGE_BYTES ? WS_BROKEN : WS_TEXT;
}

static enum ws_event take_control(const struct header *h, const unsigned char *payload,
				  struct ws_message *out)
{
	size_t len = (size_t)h->payload_len;
	*out = (struct ws_message){.text = (const char *)payload, .len = len};
	if (h->opcode == WS_OP_PING)
		return WS_PING;
	if (h->opcode != WS_OP_CLOSE)
		return h->opcode == WS_OP_PONG ? WS_NOTHING : WS_BROKEN;
	out->code = len >= 2 ? payload[0] << 8 | payload[1] : NO_STATUS_CODE;
	return WS_CLOSED;
}

static enum ws_event take_data(struct ws_reader *r, const struct header *h,
			       const unsigned char *payload, struct ws_message *out)
{
	bool is_first = h->opcode == WS_OP_TEXT;
	if (is_first == r->is_in_message || (!is_first && h->opcode != WS_OP_CONTINUATION))
		return WS_BROKEN;
	if (is_first)
		r->message_len = 0;
	size_t len = (size_t)h->payload_len;
	if (r->message_len + len > WS_MESSAGE_BYTES)
		return WS_BROKEN;
	if (r->message_len + len + 1 > r->message_room) {
		r->message_room = 2 * (r->message_len + len + 1);
		r->message = xreallocarray(r->message, r->message_room, 1);
	}
	memcpy(r->message + r->message_len, payload, len);
	r->message_len += len;
	r->message[r->message_len] = '\0';
	r->is_in_message = !h->is_final;
	*out = (struct ws_message){.text = r->message, .len = r->message_len};
	return h->is_final ? WS_TEXT : WS_NOTHING;
}

enum ws_event ws_reader_next(struct ws_reader *r, struct ws_message *out)
{
	for (;;) {
		struct header h;
		const unsigned char *front = r->bytes + r->start;
		size_t len = r->end - r->start;
		enum ws_event event = read_header(front, len, &h);
		if (event != WS_TEXT)
			return event;
		if (len - h.bytes < h.payload_len)
			return WS_NOTHING;
		r->start += h.bytes + (size_t)h.payload_len;
		event = h.opcode >= WS_OP_CLOSE ? take_control(&h, front + h.bytes, out)
						: take_data(r, &h, front + h.bytes, out);
		/* A pong, or a part of a message: there may be more behind it. */
		if (event != WS_NOTHING)
			return event;
	}
}
