/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_call.h - a request that is not a socket's, as its handler sees it: route, params, answer.
 *
 * A route is a row. What it does is a verb's row: the same judge (role, size, params, rate), the same lanes,
 * the same handlers. Its params come from a JSON body, a form body or the query. The answer is JSON made
 * of the result or the refusal, unless the handler or the route's render made another.
 *
 * Its actor is the public: a route for staff finds its session by the cookie, in its handler.
 */
#ifndef NET_HTTP_CALL_H
#define NET_HTTP_CALL_H

#include "base/str.h"
#include "net/address.h"
#include "net/headers.h"
#include "net/verbs.h"

#include <stdbool.h>
#include <stddef.h>

enum { HTTP_BODY_BYTES = 64 * 1024, HTTP_COOKIE_BYTES = 2048, HTTP_HOST_BYTES = 128 };

enum http_method { HTTP_GET, HTTP_POST, HTTP_DELETE, HTTP_METHOD_COUNT };

enum body_kind {
	BODY_NONE, /* params from the query string, if the verb has a table */
	BODY_JSON,
	BODY_FORM, /* application/x-www-form-urlencoded; "consent.publish" becomes a member of consent */
};

struct http_call;

struct route {
	enum http_method method; /* HTTP_GET serves HEAD as well */
	const char *path;        /* exact */
	const struct verb *verb; /* need not be in the verb set */
	enum body_kind body;
	enum csp csp;
	/* On the loop, when call.rc is known: makes the answer. NULL: JSON. */
	void (*render)(struct http_call *hc);
};

struct route_table {
	const struct route *routes;
	size_t count;
};

struct route_set {
	const struct route_table *tables;
	size_t count;
};

struct http_call {
	struct call call; /* comes first */
	const struct route *route;
	char host[HTTP_HOST_BYTES];
	char cookie[HTTP_COOKIE_BYTES]; /* the Cookie header; "" when absent */
	bool is_secure; /* browsers see us over https: cookies may be Secure and __Host- */
	bool accepts_html;
	/* ---- the answer; status 0 means that none was made ---- */
	int status;
	const char *content_type; /* static */
	struct str headers;       /* whole lines */
	struct str body;
	/* ---- http.c's ---- */
	struct address client;     /* for the rate; not to be kept */
	struct exchange *exchange; /* NULL once the client is gone; loop thread only */
};

/* The HTTP side of a call, or NULL when it came by socket. */
struct http_call *http_of(struct call *call);

/* Copies the value of a cookie; false when it is absent or does not fit. */
bool http_cookie(const struct http_call *hc, const char *name, char *out, size_t size);

/* Adds a header; ignored when value holds a control character. */
void http_header(struct http_call *hc, const char *name, const char *value);

/* Makes the answer. content_type must be static. copies body. */
void http_answer(struct http_call *hc, int status, const char *content_type, const char *body);

/* takes json. */
void http_answer_json(struct http_call *hc, int status, cJSON *json);

/* A page of a title and a body of HTML (the caller has escaped what is in it), in the call's language, no script. */
void http_answer_page(struct http_call *hc, int status, const char *title, const char *html);

/* 303 See Other. */
void http_redirect(struct http_call *hc, const char *location);

/* The status that goes with an rc: 200, 400, 403, 404, 409, 429, 503. */
int http_status(enum rc rc);

/* ---- for http.c ---- */

struct response {
	int status;
	enum csp csp;
	const char *content_type;
	const char *more; /* header lines, or "" */
	const struct str *body;
	bool is_head; /* the body is only counted */
	bool closes;
};

/* Appends the whole response: status line, headers, body. */
void response_put(struct str *out, const struct response *response, struct headers *headers);

/* The call is over: leaves an answer in hc, if need be JSON of its result or of its refusal. */
void http_call_conclude(struct http_call *hc);

void http_call_free(struct http_call *hc);

#endif
