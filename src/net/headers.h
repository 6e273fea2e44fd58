/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * headers.h - the security headers of every response, errors included (trust.md H8).
 *
 * libwebsockets adds its vhost's headers to what it answers by itself: files, assets, its own errors. Those
 * headers are a list of ours whose values say what the response being written is; they stand at
 * "nothing allowed" except while a page is served. Responses that we build take the same set as text.
 * Loop thread only.
 */
#ifndef NET_HEADERS_H
#define NET_HEADERS_H

#include "base/str.h"
#include "net/net_settings.h"

#include <stddef.h>

struct headers;
struct lws_protocol_vhost_options;

enum csp {
	CSP_NOTHING,      /* data, errors, assets: no document should come of it */
	CSP_PAGE,         /* our pages: own scripts and styles, own socket, never framed */
	CSP_WIDGET,       /* the page inside the embedding site's frame */
	CSP_EMBED_SCRIPT, /* widget.js: any site may load it */
	CSP_FORM_RESULT,  /* HTML that we make: own styles, forms to us, no script */
	CSP_COUNT
};

/* copies what it needs of settings. */
struct headers *headers_new(const struct net_settings *settings);
void headers_free(struct headers *headers);

/* The list for lws_context_creation_info.headers; borrowed, its values change. */
const struct lws_protocol_vhost_options *headers_list(struct headers *headers);

/* From here on responses are of this class. host is the request's, already judged; NULL for none. */
void headers_choose(struct headers *headers, enum csp csp, const char *host);

/* Appends "name: value\r\n" lines for a response of this class. */
void headers_put(struct headers *headers, enum csp csp, const char *host, struct str *out);

#endif
