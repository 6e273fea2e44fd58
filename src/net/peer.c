/* SPDX-License-Identifier: EUPL-1.2 */
/* peer.c - see peer.h. */
#include "net/peer.h"

#include "base/xalloc.h"
#include "net/conn.h"
#include "net/guard.h"
#include "net/http.h"

#include <libwebsockets.h>
#include <stdlib.h>
#include <sys/socket.h>

struct peer *peer_of(struct lws *wsi)
{
	return lws_get_opaque_user_data(wsi);
}

void peer_open(struct guard *guard, struct lws *wsi)
{
	struct sockaddr_storage from = {0};
	socklen_t len = sizeof from;
	getpeername(lws_get_socket_fd(wsi), (struct sockaddr *)(void *)&from, &len);
	struct peer *peer = xzalloc(sizeof *peer);
	peer->wsi = wsi;
	address_of_sockaddr((const struct sockaddr *)(const void *)&from, &peer->address);
	peer->is_trusted_proxy = guard_trusts(guard, &peer->address);
	peer->tally = guard_enter(guard, &peer->address);
	guard_count(guard, 1);
	lws_set_opaque_user_data(wsi, peer);
}

void peer_socket_gone(struct peer *peer)
{
	if (peer == NULL || peer->conn == NULL)
		return;
	conn_gone(peer->conn);
	peer->conn = NULL;
}

void peer_close(struct guard *guard, struct lws *wsi)
{
	struct peer *peer = peer_of(wsi);
	if (peer == NULL)
		return;
	lws_set_opaque_user_data(wsi, NULL);
	peer_socket_gone(peer);
	http_gone(peer);
	guard_leave(guard, peer->tally);
	if (peer->client_tally != NULL)
		guard_leave(guard, peer->client_tally);
	guard_count(guard, -1);
	free(peer);
}
