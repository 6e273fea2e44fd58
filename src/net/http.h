/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http.h - requests that are not a socket, on their connections: bodies, deadlines, pages, answers.
 *
 * Bodies are read only where a route wants one, up to its size, with a Content-Length, within a time of ours
 * (trust.md W3). One request at a time per connection; reading stops while it is worked on. Loop thread only;
 * what handlers use is in http_call.h.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "net/http_call.h"

struct http;
struct lws;
struct metrics;
struct peer;

struct http_config {
	const struct route_set *routes;
	struct dispatch *dispatch;
	struct guard *guard;
	struct headers *headers;
	struct metrics *metrics;
	const char *web_dir; /* NULL: no pages */
	void *app;           /* for call->app */
	bool is_secure;
	int body_s;
};

struct http *http_new(const struct http_config *config);
void http_free(struct http *http);

/* Headers are complete: 0 to go on, other to drop the connection. */
int http_filter(struct http *http, struct peer *peer);
int http_request(struct http *http, struct peer *peer);
int http_body(struct peer *peer, const void *bytes, size_t len);
int http_body_complete(struct peer *peer);
int http_writable(struct peer *peer);
int http_timer(struct peer *peer);
void http_gone(struct peer *peer);

/* The address that a request counts against: the proxy's last word, where it is to be believed. */
struct address http_client(const struct guard *guard, const struct peer *peer);

/* Requests being answered. */
size_t http_in_flight(const struct http *http);

#endif
