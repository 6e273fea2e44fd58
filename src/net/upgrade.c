/* SPDX-License-Identifier: EUPL-1.2 */
/* upgrade.c - see upgrade.h. */
#include "net/upgrade.h"

#include "net/frame.h"
#include "net/guard.h"
#include "net/http.h"
#include "net/metrics.h"
#include "net/pages.h"
#include "net/peer.h"
#include "net/request.h"
#include "net/socket.h"

#include <strings.h>

static void send_403(const struct upgrade_doors *doors, struct peer *peer)
{
	struct str body = {0}, text = {0};
	page_put_error(&body, 403);
	response_put(&text,
		     &(struct response){.status = 403,
					.csp = CSP_NOTHING,
					.content_type = "text/html; charset=utf-8",
					.more = "",
					.body = &body,
					.closes = true},
		     doors->headers);
	metrics_http(doors->metrics, 403);
	/* Not in a writable callback, but on a socket to which nothing is being written. */
	socket_write(peer->wsi, frame_new(FRAME_HTTP, str_text(&text), text.len));
	str_done(&text);
	str_done(&body);
}

/* Behind a proxy the socket counts against its client too. */
static enum guard_verdict count_client(struct guard *guard, struct peer *peer)
{
	if (!peer->is_trusted_proxy)
		return GUARD_PASS;
	struct address client = http_client(guard, peer);
	enum guard_verdict verdict = guard_may_connect(guard, &client);
	if (verdict == GUARD_PASS)
		peer->client_tally = guard_enter(guard, &client);
	return verdict;
}

static enum guard_verdict judge(struct guard *guard, struct peer *peer)
{
	struct request_head head;
	char upgrade[32], version[16], subprotocol[64];
	struct lws *wsi = peer->wsi;
	/*
	 * CVE-2025-11677: after an unknown Upgrade on a re-used connection lws has dropped the header table
	 * and goes on. Nothing of the callback's `in` is read; without a table there is no Upgrade header.
	 */
	struct upgrade u = {
		.upgrade = request_header(wsi, WSI_TOKEN_UPGRADE, upgrade, sizeof upgrade)};
	if (u.upgrade == NULL || strcasecmp(u.upgrade, "websocket") != 0)
		return GUARD_NOT_WEBSOCKET;
	request_head_read(wsi, &head);
	u.is_get = head.method == REQUEST_GET;
	u.path = head.path;
	u.version = request_header(wsi, WSI_TOKEN_VERSION, version, sizeof version);
	u.subprotocol = request_header(wsi, WSI_TOKEN_PROTOCOL, subprotocol, sizeof subprotocol);
	u.host = head.host;
	u.origin = request_given(head.origin);
	u.is_from_loopback = address_is_loopback(&peer->address);
	enum guard_verdict verdict = guard_judge_upgrade(guard, &u);
	return verdict == GUARD_PASS ? count_client(guard, peer) : verdict;
}

int upgrade_judge(const struct upgrade_doors *doors, struct peer *peer)
{
	if (peer->exchange != NULL || peer->client_tally != NULL)
		return -1;
	enum guard_verdict verdict = judge(doors->guard, peer);
	if (verdict == GUARD_PASS) {
		peer->may_upgrade = true;
		return 0;
	}
	metrics_refused(doors->metrics, verdict);
	if (verdict != GUARD_NOT_WEBSOCKET)
		send_403(doors, peer);
	return -1;
}
