/* SPDX-License-Identifier: EUPL-1.2 */
/* headers.c - see headers.h. */
#include "net/headers.h"

#include "base/xalloc.h"

#include <libwebsockets.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIXED = 4, CHOSEN = 2, LISTED_MAX = FIXED + CHOSEN + 1, POLICY_BYTES = 1500 };

static const struct {
	const char *name, *value;
} fixed[FIXED] = {
	{"x-content-type-options:", "nosniff"},
	{"referrer-policy:", "no-referrer"},
	{"cross-origin-opener-policy:", "same-origin"},
	{"permissions-policy:", "camera=(), display-capture=(), geolocation=(), microphone=(), "
				"payment=(), usb=(), interest-cohort=()"},
};

static const char hsts_name[] = "strict-transport-security:";
static const char hsts_value[] = "max-age=63072000; includeSubDomains";
static const char csp_name[] = "content-security-policy:";
static const char corp_name[] = "cross-origin-resource-policy:";

struct headers {
	struct lws_protocol_vhost_options list[LISTED_MAX];
	struct lws_protocol_vhost_options *csp, *corp; /* the two of the list that change */
	char chosen[POLICY_BYTES];
	char *public_socket; /* "wss://host", or NULL: take the request's host */
	char *ancestors;     /* of the widget */
	bool is_secure;
};

static char *socket_of(const char *public_url)
{
	if (public_url == NULL)
		return NULL;
	if (strncmp(public_url, "https://", 8) == 0)
		return xasprintf("wss://%s", public_url + 8);
	return xasprintf("ws://%s", public_url + 7);
}

static char *ancestors_of(const struct net_settings *settings)
{
	if (settings->allowed_origin_count == 0)
		return xstrdup("*");
	struct str out = {0};
	str_put(&out, "'self'");
	for (size_t i = 0; i < settings->allowed_origin_count; i++)
		str_printf(&out, " %s", settings->allowed_origins[i]);
	return str_take(&out);
}

/* Links the entries in order; pvo names carry their colon. */
static void fill_list(struct headers *h)
{
	size_t n = 0;
	for (; n < FIXED; n++)
		h->list[n] = (struct lws_protocol_vhost_options){.name = fixed[n].name,
								 .value = fixed[n].value};
	if (h->is_secure)
		h->list[n++] =
			(struct lws_protocol_vhost_options){.name = hsts_name, .value = hsts_value};
	h->corp = &h->list[n++];
	h->corp->name = corp_name;
	h->csp = &h->list[n++];
	h->csp->name = csp_name;
	for (size_t i = 0; i + 1 < n; i++)
		h->list[i].next = &h->list[i + 1];
}

struct headers *headers_new(const struct net_settings *settings)
{
	struct headers *h = xzalloc(sizeof *h);
	h->public_socket = socket_of(settings->public_url);
	h->is_secure =
		settings->public_url != NULL && strncmp(settings->public_url, "https://", 8) == 0;
	h->ancestors = ancestors_of(settings);
	fill_list(h);
	headers_choose(h, CSP_NOTHING, NULL);
	return h;
}

void headers_free(struct headers *h)
{
	if (h == NULL)
		return;
	free(h->public_socket);
	free(h->ancestors);
	free(h);
}

const struct lws_protocol_vhost_options *headers_list(struct headers *h)
{
	return h->list;
}

/* 'self' covers the socket in today's browsers; older ones want it spelled out. */
static void put_sockets(const struct headers *h, const char *host, struct str *out)
{
	str_put(out, "connect-src 'self'");
	if (h->public_socket != NULL)
		str_printf(out, " %s", h->public_socket);
	else if (host != NULL)
		str_printf(out, " ws://%s wss://%s", host, host);
	str_put(out, "; ");
}

static void put_policy(const struct headers *h, enum csp csp, const char *host, struct str *out)
{
	bool is_page = csp == CSP_PAGE || csp == CSP_WIDGET;
	bool is_document = is_page || csp == CSP_FORM_RESULT;
	str_put(out, "default-src 'none'; ");
	if (is_page) {
		str_put(out, "script-src 'self'; worker-src 'self'; frame-src 'self'; "
			     "img-src 'self' data:; font-src 'self'; manifest-src 'self'; ");
		put_sockets(h, host, out);
	}
	if (is_document)
		str_put(out, "style-src 'self'; ");
	str_printf(out, "base-uri 'none'; form-action %s; frame-ancestors %s",
		   is_document ? "'self'" : "'none'", csp == CSP_WIDGET ? h->ancestors : "'none'");
	if (is_page)
		str_put(out, "; require-trusted-types-for 'script'; "
			     "trusted-types lit-html aiguilleur-markdown");
}

static const char *resource_policy(enum csp csp)
{
	return csp == CSP_EMBED_SCRIPT || csp == CSP_WIDGET ? "cross-origin" : "same-origin";
}

void headers_choose(struct headers *h, enum csp csp, const char *host)
{
	struct str policy = {0};
	put_policy(h, csp, host, &policy);
	bool fits = policy.len < sizeof h->chosen;
	memcpy(h->chosen, fits ? str_text(&policy) : "default-src 'none'",
	       fits ? policy.len + 1 : sizeof "default-src 'none'");
	str_done(&policy);
	h->csp->value = h->chosen;
	h->corp->value = resource_policy(csp);
}

void headers_put(struct headers *h, enum csp csp, const char *host, struct str *out)
{
	for (size_t i = 0; i < FIXED; i++)
		str_printf(out, "%s %s\r\n", fixed[i].name, fixed[i].value);
	if (h->is_secure)
		str_printf(out, "%s %s\r\n", hsts_name, hsts_value);
	str_printf(out, "%s %s\r\n%s ", corp_name, resource_policy(csp), csp_name);
	put_policy(h, csp, host, out);
	str_put(out, "\r\n");
}
