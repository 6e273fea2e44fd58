/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * conn.c - the table of connections, and what happens on one of them.
 *
 *   open ──► refused or asked to close ──► (close frame sent, at most 1 s) ──► gone
 *
 * A connection that was refused or asked to close reads and sends nothing more.
 */
#include "net/conn.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "net/bucket.h"
#include "net/frame.h"
#include "net/outbox.h"
#include "net/socket.h"
#include "net/wire.h"

#include <assert.h>
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

enum { CLOSE_WITHIN_US = 900 * 1000 };

struct conn {
	struct conns *conns;
	struct conn_id id;
	struct lws *wsi;
	struct bucket *address_bucket; /* borrowed; NULL: not limited */
	struct bucket messages;
	struct identity identity;
	struct str input; /* of the message being assembled */
	int fragments;
	int in_flight;
	bool is_paused;
	bool has_spoken;              /* since conns_sessions last asked */
	enum conn_close_code closing; /* 0: not */
	bool is_asked_to_close;       /* and libwebsockets has not been told yet */
	struct outbox outbox;
};

struct slot {
	struct conn *conn; /* NULL: free */
	uint32_t generation;
	uint32_t next_free; /* index + 1; 0: none */
};

struct conns {
	struct conns_config config;
	struct conns_counts counts;
	struct slot *slots;
	uint32_t slot_count;
	uint32_t first_free; /* index + 1 */
};

struct conns *conns_new(const struct conns_config *config)
{
	struct conns *conns = xzalloc(sizeof *conns);
	conns->config = *config;
	return conns;
}

void conns_free(struct conns *conns)
{
	if (conns == NULL)
		return;
	assert(conns->counts.open == 0);
	free(conns->slots);
	free(conns);
}

const struct conns_counts *conns_counts(const struct conns *conns)
{
	return &conns->counts;
}

static struct conn *find(const struct conns *conns, struct conn_id id)
{
	if (id.generation == 0 || id.slot >= conns->slot_count)
		return NULL;
	const struct slot *slot = &conns->slots[id.slot];
	return slot->generation == id.generation ? slot->conn : NULL;
}

const struct identity *conn_identity(const struct conns *conns, struct conn_id id)
{
	const struct conn *conn = find(conns, id);
	return conn == NULL ? NULL : &conn->identity;
}

bool conn_identify(struct conns *conns, struct conn_id id, const struct identity *identity)
{
	struct conn *conn = find(conns, id);
	if (conn == NULL)
		return false;
	conn->identity = *identity;
	return true;
}

static bool is_staff(const struct conn *conn)
{
	return actor_has(&conn->identity.actor, ROLES_STAFF);
}

struct bucket *conn_bucket(const struct conns *conns, struct conn_id id)
{
	const struct conn *conn = find(conns, id);
	return conn == NULL ? NULL : conn->address_bucket;
}

bool conn_may_speak(struct conns *conns, struct conn_id id)
{
	struct conn *conn = find(conns, id);
	if (conn == NULL || !conns->config.limits_enabled)
		return true;
	double per_minute = conns->config.messages_per_minute * (is_staff(conn) ? 10 : 1);
	struct rate rate = {.per_second = per_minute / 60, .burst = per_minute};
	return bucket_take(&conn->messages, &rate, 1, clock_monotonic_us(), NULL);
}

/* ---- closing ---- */

/* Nothing more is read or sent; the reason goes out once a callback returns -1. */
static void stop_talking(struct conn *conn, enum conn_close_code code)
{
	conn->closing = code;
	outbox_done(&conn->outbox);
	str_done(&conn->input);
	lws_close_reason(conn->wsi, (enum lws_close_status)code, NULL, 0);
	/* A client that does not answer the close frame, or does not read it, is cut off then. */
	lws_set_timer_usecs(conn->wsi, CLOSE_WITHIN_US);
}

/*
 * From anywhere on the loop, through a timer that fires at once. Returning -1 from the writable callback would
 * cut the connection without its close frame: Debian's 4.1.6 then closes it twice, as a test of itself.
 */
static void ask_to_close(struct conn *conn, enum conn_close_code code)
{
	if (conn->closing != 0)
		return;
	stop_talking(conn, code);
	conn->is_asked_to_close = true;
	lws_set_timer_usecs(conn->wsi, 1);
	/* lws looks at its timers after events of its own: a timer set outside of one waits for the next. */
	lws_cancel_service(lws_get_context(conn->wsi));
}

int conn_timer(struct conn *conn)
{
	if (conn->closing == 0)
		return 0;
	if (conn->is_asked_to_close) {
		conn->is_asked_to_close = false;
		lws_set_timer_usecs(conn->wsi, CLOSE_WITHIN_US);
	}
	return -1;
}

void conn_close(struct conns *conns, struct conn_id id, enum conn_close_code code)
{
	struct conn *conn = find(conns, id);
	if (conn != NULL)
		ask_to_close(conn, code);
}

size_t conns_close_person(struct conns *conns, int64_t person)
{
	size_t closed = 0;
	for (uint32_t i = 0; i < conns->slot_count; i++) {
		struct conn *conn = conns->slots[i].conn;
		if (conn == NULL || person == 0 || conn->identity.actor.person != person)
			continue;
		ask_to_close(conn, CONN_CLOSE_SESSION_OVER);
		closed++;
	}
	return closed;
}

size_t conns_close_session(struct conns *conns, const unsigned char session[SESSION_BYTES])
{
	size_t closed = 0;
	for (uint32_t i = 0; i < conns->slot_count; i++) {
		struct conn *conn = conns->slots[i].conn;
		if (conn == NULL || !conn->identity.has_session ||
		    memcmp(conn->identity.session, session, SESSION_BYTES) != 0)
			continue;
		ask_to_close(conn, CONN_CLOSE_SESSION_OVER);
		closed++;
	}
	return closed;
}

static size_t find_use(const struct session_use *uses, size_t count, const unsigned char *session)
{
	size_t i = 0;
	while (i < count && memcmp(uses[i].session, session, SESSION_BYTES) != 0)
		i++;
	return i;
}

size_t conns_sessions(struct conns *conns, struct session_use *out, size_t max)
{
	size_t count = 0;
	for (uint32_t i = 0; i < conns->slot_count; i++) {
		struct conn *conn = conns->slots[i].conn;
		if (conn == NULL || !conn->identity.has_session)
			continue;
		size_t at = find_use(out, count, conn->identity.session);
		if (at == max)
			continue;
		if (at == count) {
			out[count] = (struct session_use){.has_spoken = false};
			memcpy(out[count++].session, conn->identity.session, SESSION_BYTES);
		}
		out[at].has_spoken |= conn->has_spoken;
		conn->has_spoken = false;
	}
	return count;
}

size_t conns_close_all(struct conns *conns, enum conn_close_code code)
{
	size_t closed = 0;
	for (uint32_t i = 0; i < conns->slot_count; i++) {
		if (conns->slots[i].conn == NULL)
			continue;
		ask_to_close(conns->slots[i].conn, code);
		closed++;
	}
	return closed;
}

/* ---- sending ---- */

static struct frame *resync_frame(void)
{
	struct clock clock = clock_system(0);
	char *text = wire_resync(clock_wall_ms(&clock));
	struct frame *frame = frame_new(FRAME_EVENT, text, strlen(text));
	free(text);
	return frame;
}

/*
 * The state is in the database: staff lose the waiting events and are told to fetch it again; a widget is
 * closed, reconnects and resumes by its seq. Replies are kept: nobody would send them again.
 */
static void overflow(struct conn *conn, struct frame *frame)
{
	bool has_room = is_staff(conn) && outbox_drop_events(&conn->outbox) > 0;
	if (has_room) {
		conn->conns->counts.resyncs++;
		struct frame *resync = resync_frame();
		has_room = outbox_put(&conn->outbox, resync);
		if (!has_room)
			frame_unref(resync);
	}
	if (has_room && frame_kind(frame) == FRAME_REPLY) {
		has_room = outbox_put(&conn->outbox, frame);
		if (has_room)
			frame_ref(frame);
	}
	if (has_room)
		return;
	conn->conns->counts.slow_closed++;
	ask_to_close(conn, CONN_CLOSE_SLOW_CONSUMER);
}

bool conn_send(struct conns *conns, struct conn_id id, struct frame *frame)
{
	struct conn *conn = find(conns, id);
	if (conn == NULL || conn->closing != 0)
		return false;
	if (outbox_put(&conn->outbox, frame))
		frame_ref(frame);
	else
		overflow(conn, frame);
	lws_callback_on_writable(conn->wsi);
	return true;
}

int conn_writable(struct conn *conn)
{
	if (conn->closing != 0)
		return 0;
	struct frame *frame = outbox_take(&conn->outbox);
	if (frame == NULL)
		return 0;
	if (!socket_write(conn->wsi, frame))
		return -1;
	conn->conns->counts.out_frames++;
	if (conn->outbox.count > 0)
		lws_callback_on_writable(conn->wsi);
	return 0;
}

/* ---- flow control ---- */

void conn_work_begins(struct conns *conns, struct conn_id id)
{
	struct conn *conn = find(conns, id);
	if (conn == NULL)
		return;
	conn->in_flight++;
	if (conn->in_flight >= CONN_IN_FLIGHT && !conn->is_paused) {
		conn->is_paused = true;
		lws_rx_flow_control(conn->wsi, 0);
	}
}

void conn_work_ends(struct conns *conns, struct conn_id id)
{
	struct conn *conn = find(conns, id);
	if (conn == NULL)
		return;
	assert(conn->in_flight > 0);
	conn->in_flight--;
	if (conn->in_flight <= CONN_IN_FLIGHT_LOW && conn->is_paused) {
		conn->is_paused = false;
		lws_rx_flow_control(conn->wsi, 1);
	}
}

/* ---- receiving ---- */

static int refuse_input(struct conn *conn, enum conn_close_code code)
{
	if (code == CONN_CLOSE_TOO_BIG)
		conn->conns->counts.too_big_closed++;
	stop_talking(conn, code);
	return -1;
}

static void deliver(struct conn *conn)
{
	/* Taken out first: the receiver may close this connection. */
	struct str message = conn->input;
	struct conns *conns = conn->conns;
	conn->input = (struct str){0};
	conn->fragments = 0;
	conn->has_spoken = true;
	conns->counts.in_messages++;
	conns->config.on_text(conns->config.arg, conn->id, str_text(&message), message.len);
	str_done(&message);
}

int conn_receive(struct conn *conn, const void *bytes, size_t len)
{
	if (conn->closing != 0)
		return 0; /* lws may go on calling after a refusal */
	if (lws_frame_is_binary(conn->wsi))
		return refuse_input(conn, CONN_CLOSE_UNSUPPORTED);
	/* What the frame's header announces counts before its bytes come: 2^63-1 costs nothing. */
	size_t room = is_staff(conn) ? CONN_STAFF_BYTES : CONN_PUBLIC_BYTES;
	size_t rest = lws_remaining_packet_payload(conn->wsi);
	size_t left = conn->input.len >= room ? 0 : room - conn->input.len;
	if (len > left || rest > left - len)
		return refuse_input(conn, CONN_CLOSE_TOO_BIG);
	str_put_bytes(&conn->input, bytes, len);
	if (rest > 0)
		return 0;
	if (++conn->fragments > CONN_FRAGMENTS)
		return refuse_input(conn, CONN_CLOSE_TOO_BIG);
	if (lws_is_final_fragment(conn->wsi))
		deliver(conn);
	return 0;
}

/* ---- coming and going ---- */

static uint32_t slot_take(struct conns *conns)
{
	if (conns->first_free == 0) {
		conns->slots = xgrow(conns->slots, conns->slot_count, sizeof *conns->slots);
		conns->slots[conns->slot_count] = (struct slot){0};
		return conns->slot_count++;
	}
	uint32_t slot = conns->first_free - 1;
	conns->first_free = conns->slots[slot].next_free;
	return slot;
}

struct conn *conn_open(struct conns *conns, struct lws *wsi, struct bucket *bucket)
{
	struct conn *conn = xzalloc(sizeof *conn);
	uint32_t slot = slot_take(conns);
	conns->slots[slot].conn = conn;
	if (++conns->slots[slot].generation == 0)
		conns->slots[slot].generation = 1;
	*conn = (struct conn){
		.conns = conns,
		.id = {.slot = slot, .generation = conns->slots[slot].generation},
		.wsi = wsi,
		.address_bucket = bucket,
		.identity = {.actor = actor_public()},
	};
	conns->counts.open++;
	conns->counts.opened++;
	return conn;
}

void conn_gone(struct conn *conn)
{
	struct conns *conns = conn->conns;
	struct slot *slot = &conns->slots[conn->id.slot];
	struct conn_id id = conn->id;
	slot->conn = NULL;
	slot->next_free = conns->first_free;
	conns->first_free = id.slot + 1;
	outbox_done(&conn->outbox);
	str_done(&conn->input);
	free(conn);
	conns->counts.open--;
	conns->config.on_gone(conns->config.arg, id);
}
