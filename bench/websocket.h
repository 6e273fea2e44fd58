/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * websocket.h - the client's side of RFC 6455, as bytes: no socket here, no extensions.
 *
 * Just what a bench needs, and our own, so that a fault of the server's library is not repeated by the client.
 * One thread at a time.
 */
#ifndef BENCH_WEBSOCKET_H
#define BENCH_WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WS_HEADER_BYTES = 14,               /* the longest header of a client's frame */
	WS_MESSAGE_BYTES = 4 * 1024 * 1024, /* a longer message from the server is WS_BROKEN */
};

enum ws_opcode {
	WS_OP_CONTINUATION = 0,
	WS_OP_TEXT = 1,
	WS_OP_BINARY = 2,
	WS_OP_CLOSE = 8,
	WS_OP_PING = 9,
	WS_OP_PONG = 10,
};

/* What comes in: bytes not yet looked at, and the message put together so far. */
struct ws_reader {
	unsigned char *bytes;
	size_t start, end, room;
	char *message;
	size_t message_len, message_room;
	bool is_in_message;
};

enum ws_event {
	WS_NOTHING, /* more bytes are needed */
	WS_TEXT,    /* a whole text message */
	WS_PING,    /* to be answered with a pong of the same payload */
	WS_CLOSED,  /* the server says goodbye; see code */
	WS_BROKEN,  /* not RFC 6455, or a binary message: not the server we know */
};

struct ws_message {
	const char *text; /* borrowed until the reader's next call; NUL-terminated when WS_TEXT */
	size_t len;
	int code; /* of WS_CLOSED; 1005 when none was given */
};

/* Copies bytes in. */
void ws_reader_feed(struct ws_reader *r, const void *bytes, size_t len);

/* Takes the next thing out of what was fed; call until WS_NOTHING. */
enum ws_event ws_reader_next(struct ws_reader *r, struct ws_message *out);
void ws_reader_done(struct ws_reader *r);

/* Writes one final masked frame to out, which has WS_HEADER_BYTES + len bytes. How many it took. */
size_t ws_frame(unsigned char *out, enum ws_opcode opcode, const void *payload, size_t len);

/* The request that opens a socket at /ws, subprotocol aiguilleur.v1. false when it does not fit. */
bool ws_upgrade_request(char *out, size_t room, int port);

/*
 * Looks for the server's answer at the front of what was fed. 0: more bytes are needed; 101: the
 * socket is open and the answer taken out; another status as it came; -1: not a right answer.
 */
int ws_upgrade_answer(struct ws_reader *r);

#endif
