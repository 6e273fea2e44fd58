/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * peer.h - one accepted TCP connection, from accept to its end, whatever it becomes.
 *
 * Hangs on the wsi as its opaque data, so that it outlives the protocol switch of an upgrade. Loop thread only.
 */
#ifndef NET_PEER_H
#define NET_PEER_H

#include "net/address.h"

#include <stdbool.h>

struct conn;
struct exchange;
struct guard;
struct lws;
struct tally;

struct peer {
	struct lws *wsi;
	struct address address; /* of the socket; gone with the connection */
	bool is_trusted_proxy;
	bool may_upgrade;    /* the upgrade guard has passed this request */
	struct tally *tally; /* what it counts against; never NULL */
	struct tally
		*client_tally; /* behind a proxy: the client of the upgraded socket; else NULL */
	struct exchange *exchange; /* the HTTP request being answered, or NULL */
	struct conn *conn;         /* once upgraded */
};

/* The peer behind a wsi, or NULL: the listener has none. Borrowed. */
struct peer *peer_of(struct lws *wsi);

/* Counts the accepted connection in, and hangs a peer on it. */
void peer_open(struct guard *guard, struct lws *wsi);

/* Its WebSocket is over. NULL is fine. */
void peer_socket_gone(struct peer *peer);

/* The connection is over: ends what was going on, counts it out, frees. Nothing when there is no peer. */
void peer_close(struct guard *guard, struct lws *wsi);

#endif
