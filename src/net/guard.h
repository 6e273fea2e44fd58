/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * guard.h - who may connect, upgrade and speak: the checks that libwebsockets leaves to us.
 *
 * Knows nothing of sockets: it is told addresses and header values, and answers. Loop thread only.
 */
#ifndef NET_GUARD_H
#define NET_GUARD_H

#include "net/address.h"
#include "net/bucket.h"
#include "net/net_settings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct guard;

enum guard_verdict {
	GUARD_PASS,
	GUARD_TOO_MANY, /* connections in all */
	GUARD_TOO_MANY_OF_ADDRESS,
	GUARD_STOPPING,
	GUARD_NOT_WEBSOCKET, /* Upgrade: says something else */
	GUARD_METHOD,
	GUARD_PATH,
	GUARD_VERSION,
	GUARD_SUBPROTOCOL,
	GUARD_HOST,
	GUARD_ORIGIN,
	GUARD_VERDICT_COUNT
};

/* "origin" … for logs and metrics. Borrowed, static. */
const char *guard_word(enum guard_verdict verdict);

/* copies settings' values; their texts are borrowed. */
struct guard *guard_new(const struct net_settings *settings);
void guard_free(struct guard *guard);

/* The port really listened on, once known: part of our own origin. */
void guard_set_port(struct guard *guard, int port);

/* From now on nobody passes. */
void guard_stop(struct guard *guard);

/* ---- connections ---- */

/* May one more connection from here be accepted? Changes nothing. */
enum guard_verdict guard_may_connect(struct guard *guard, const struct address *address);

/* A tally of one address: its sockets, its tokens. Valid while counted (between enter and leave). */
struct tally;

/* A connection more (1) or less (-1), of those that max_connections bounds. */
void guard_count(struct guard *guard, int change);

/* Counts a socket of this address in, and out. */
struct tally *guard_enter(struct guard *guard, const struct address *address);
void guard_leave(struct guard *guard, struct tally *tally);

/* The token bucket of a tally; NULL when its address is exempt or limits are off. */
struct bucket *tally_bucket(struct tally *tally);

/* What a verb's cost is measured against. */
struct rate guard_address_rate(const struct guard *guard);

size_t guard_connections(const struct guard *guard);

/* ---- requests: texts are header values, NULL when the header is absent ---- */

struct upgrade {
	bool is_get;
	const char *path;
	const char *upgrade;
	const char *version;
	const char *subprotocol;
	const char *host;
	const char *origin;
	bool is_from_loopback; /* the peer itself, not what a proxy says */
};

enum guard_verdict guard_judge_upgrade(const struct guard *guard, const struct upgrade *upgrade);

/* Is this Host one of ours? Refusing others keeps a rebound DNS name from becoming our own origin. */
bool guard_host_is_ours(const struct guard *guard, const char *host);

/*
 * May a page of this origin change things by HTTP? Our own origin may; a program (no Origin) may; "null"
 * may when the browser itself says that the request is same-origin (a form under no-referrer).
 */
bool guard_origin_may_post(const struct guard *guard, const char *host, const char *origin,
			   const char *fetch_site);

/* True when the X-Forwarded-For of this peer is to be believed. */
bool guard_trusts(const struct guard *guard, const struct address *peer);

#endif
