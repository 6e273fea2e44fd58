/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * request.h - reading the headers of the request that a wsi has parsed.
 *
 * Only while libwebsockets holds the header table: in the callbacks up to LWS_CALLBACK_HTTP. Loop thread only.
 */
#ifndef NET_REQUEST_H
#define NET_REQUEST_H

#include <libwebsockets.h>
#include <stdbool.h>
#include <stddef.h>

enum { REQUEST_PATH_BYTES = 256, REQUEST_HOST_BYTES = 128, REQUEST_VALUE_BYTES = 512 };

enum request_method {
	REQUEST_GET,
	REQUEST_HEAD,
	REQUEST_POST,
	REQUEST_DELETE,
	REQUEST_OTHER,
};

/*
 * buf with the value; NULL when the header is absent; a text that equals no valid value ("\001") when it
 * does not fit. A header that came twice is its values joined by commas.
 */
const char *request_header(struct lws *wsi, enum lws_token_indexes token, char *buf, size_t size);

/* The same for a header that lws has no token for; name in lower case with its colon. */
const char *request_custom(struct lws *wsi, const char *name, char *buf, size_t size);

/* The method; the path, decoded and without arguments, in path ("" when it does not fit). */
enum request_method request_line(struct lws *wsi, char path[REQUEST_PATH_BYTES]);

/* What every request is judged by; texts are "" when absent. */
struct request_head {
	enum request_method method;
	char path[REQUEST_PATH_BYTES];
	char host[REQUEST_HOST_BYTES];
	char origin[REQUEST_VALUE_BYTES];
	char fetch_site[32];
};

void request_head_read(struct lws *wsi, struct request_head *head);

/* NULL for an absent text. */
const char *request_given(const char *text);

/* Copies a header's value, "" when absent. */
void request_copy(struct lws *wsi, enum lws_token_indexes token, char *out, size_t size);

enum request_length {
	LENGTH_NONE,    /* no body is announced */
	LENGTH_GIVEN,   /* Content-Length, once, digits only */
	LENGTH_MISSING, /* a body may come, nobody knows how long: Transfer-Encoding */
	LENGTH_WRONG,
};

/* How long is the body? *out is set when LENGTH_GIVEN, and at most 2^31. */
enum request_length request_length(struct lws *wsi, size_t *out);

#endif
