/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * conn.h - one WebSocket connection: identity, reassembly, flow control, what waits to be sent.
 *
 * Outside this folder a connection is a conn_id: a slot and the generation of its tenant. Looking up an
 * id whose tenant is gone finds nothing, so that no pointer to a connection outlives it (trust.md W21).
 * Loop thread only; a conn_id is a plain value and may travel.
 */
#ifndef NET_CONN_H
#define NET_CONN_H

#include "base/locale.h"
#include "people/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket;
struct conns;
struct frame;
struct lws;

struct conn_id {
	uint32_t slot;
	uint32_t generation; /* 0: nobody */
};

enum { SESSION_BYTES = 32 };

/* Who is at the other end, as said by hello. */
struct identity {
	struct actor actor;
	enum locale locale;
	char library[SLUG_BYTES]; /* the widget's library; "" when none was said */
	bool has_session;
	unsigned char session[SESSION_BYTES]; /* hash of the session behind a staff socket */
};

enum {
	CONN_PUBLIC_BYTES = 16 * 1024, /* a public message, trust.md W8 */
	CONN_STAFF_BYTES = 64 * 1024,
	CONN_FRAGMENTS = 64,
	CONN_IN_FLIGHT = 16, /* requests being worked on; reading stops there */
	CONN_IN_FLIGHT_LOW = 8,
};

enum conn_close_code {
	CONN_CLOSE_GOING_AWAY = 1001,
	CONN_CLOSE_UNSUPPORTED = 1003,
	CONN_CLOSE_POLICY = 1008,
	CONN_CLOSE_TOO_BIG = 1009,
	CONN_CLOSE_SESSION_OVER = 4001,
	CONN_CLOSE_SLOW_CONSUMER = 4008,
};

struct conns_config {
	bool limits_enabled;
	double messages_per_minute;
	/* A whole text message of len bytes. The connection may be gone when it returns. */
	void (*on_text)(void *arg, struct conn_id id, const char *text, size_t len);
	/* The connection is gone; its id finds nothing any more. */
	void (*on_gone)(void *arg, struct conn_id id);
	void *arg;
};

struct conns_counts {
	size_t open, opened, in_messages, out_frames, resyncs, slow_closed, too_big_closed;
};

struct conns *conns_new(const struct conns_config *config);
void conns_free(struct conns *conns); /* every connection must be gone */
const struct conns_counts *conns_counts(const struct conns *conns);

/* borrowed until the next change, or NULL when gone. */
const struct identity *conn_identity(const struct conns *conns, struct conn_id id);

/* copies identity; false when gone. Staff get the wider limits. */
bool conn_identify(struct conns *conns, struct conn_id id, const struct identity *identity);

/* The address's token bucket, for the verb's cost; NULL when gone or not limited. Borrowed. */
struct bucket *conn_bucket(const struct conns *conns, struct conn_id id);

/*
 * Puts frame (its own reference is taken) in the outbox and asks for writability. A full outbox: staff
 * lose their waiting events and are told `resync`; the public is closed with 4008. false when gone.
 */
bool conn_send(struct conns *conns, struct conn_id id, struct frame *frame);

/* One more, or one less, request is being worked on for it; reading stops and goes on accordingly. */
void conn_work_begins(struct conns *conns, struct conn_id id);
void conn_work_ends(struct conns *conns, struct conn_id id);

/* false when the socket has used its messages of the minute. Takes one. */
bool conn_may_speak(struct conns *conns, struct conn_id id);

/* Sends a close frame with code when writable; what waits to be sent is dropped. Within 1 s. */
void conn_close(struct conns *conns, struct conn_id id, enum conn_close_code code);

/* A session that holds sockets open, and whether anything was said over them since this was last asked. */
struct session_use {
	unsigned char session[SESSION_BYTES];
	bool has_spoken;
};

/* Writes each session once, at most max of them; what was said counts anew from here. Returns how many. */
size_t conns_sessions(struct conns *conns, struct session_use *out, size_t max);

/* Closes every socket of that person or session, or all there are. Returns how many. */
size_t conns_close_person(struct conns *conns, int64_t person);
size_t conns_close_session(struct conns *conns, const unsigned char session[SESSION_BYTES]);
size_t conns_close_all(struct conns *conns, enum conn_close_code code);

/* ---- for the switchboard in loop.c: what libwebsockets reports. Results are what it wants back. ---- */

struct conn;

/* gives the connection for an upgraded socket; it lives until conn_gone. bucket may be NULL, borrowed. */
struct conn *conn_open(struct conns *conns, struct lws *wsi, struct bucket *bucket);
int conn_receive(struct conn *conn, const void *bytes, size_t len);
int conn_writable(struct conn *conn);
int conn_timer(struct conn *conn);
void conn_gone(struct conn *conn);

#endif
