/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http.c - one exchange at a time per connection:
 *
 *   request ──► READING (body, at most body_s) ──► WORKING (on its lanes) ──► ANSWERING ──► next or closed
 *        └────────────────────── refused ──────────────────────────────────────┘
 *
 * While WORKING nothing is read from the connection: libwebsockets would spin on what a client pipelines.
 */
#include "net/http.h"

#include "base/clock.h"
#include "base/xalloc.h"
#include "net/dispatch.h"
#include "net/form.h"
#include "net/frame.h"
#include "net/guard.h"
#include "net/metrics.h"
#include "net/pages.h"
#include "net/peer.h"
#include "net/request.h"
#include "net/socket.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { WORK_S = 30, ANSWER_S = 20, FLUSH_S = 60, PATH_MAX_BYTES = 1024 };

static const char assets_prefix[] = "/assets/";
static const char json_type[] = "application/json";
static const char html_type[] = "text/html; charset=utf-8";

enum stage { READING, WORKING, ANSWERING };

struct exchange {
	struct http *http;
	struct peer *peer;
	enum stage stage;
	bool is_head;
	bool closes;          /* the connection, after the answer */
	size_t expected;      /* bytes of body */
	struct str input;     /* the body so far */
	struct http_call *hc; /* while READING and WORKING */
	struct frame *output; /* while ANSWERING */
	int status;
};

struct http {
	struct http_config config;
	size_t in_flight;
};

struct http *http_new(const struct http_config *config)
{
	struct http *http = xzalloc(sizeof *http);
	http->config = *config;
	return http;
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	assert(http->in_flight == 0);
	free(http);
}

size_t http_in_flight(const struct http *http)
{
	return http->in_flight;
}

/* ---- answering ---- */

static void set_timer(struct exchange *x, int seconds)
{
	lws_set_timer_usecs(x->peer->wsi, (lws_usec_t)seconds * LWS_US_PER_SEC);
}

static void exchange_free(struct exchange *x)
{
	x->peer->exchange = NULL;
	x->http->in_flight--;
	frame_unref(x->output);
	str_done(&x->input);
	free(x);
}

/* Makes the response and waits for writability; reading goes on, or writability is not told (4.1.6). */
static void respond(struct exchange *x, struct response *r)
{
	struct str text = {0};
	r->is_head = x->is_head;
	r->closes = x->closes;
	response_put(&text, r, x->http->config.headers);
	x->output = frame_new(FRAME_HTTP, str_text(&text), text.len);
	str_done(&text);
	x->stage = ANSWERING;
	x->status = r->status;
	set_timer(x, ANSWER_S);
	lws_rx_flow_control(x->peer->wsi, 1);
	lws_callback_on_writable(x->peer->wsi);
}

/* An error ends the connection: what follows on it may be the body that was refused. */
static void respond_error(struct exchange *x, int status, const char *more)
{
	struct str body = {0};
	page_put_error(&body, status);
	x->closes = true;
	respond(x, &(struct response){.status = status,
				      .csp = CSP_NOTHING,
				      .content_type = html_type,
				      .more = more,
				      .body = &body});
	str_done(&body);
}

/* The call is over; its client may have gone meanwhile. */
static void ended(struct call *call)
{
	struct http_call *hc = (struct http_call *)call;
	struct exchange *x = hc->exchange;
	if (x != NULL) {
		http_call_conclude(hc);
		x->hc = NULL;
		respond(x, &(struct response){.status = hc->status,
					      .csp = hc->route->csp,
					      .content_type = hc->content_type,
					      .more = str_text(&hc->headers),
					      .body = &hc->body});
	}
	http_call_free(hc);
}

/* ---- working ---- */

static enum rc refuse_malformed(struct http_call *hc, const char *why)
{
	return refuse(&hc->call.refusal, SAY_MALFORMED, "%s", why);
}

static enum rc read_json(struct http_call *hc, const struct str *body)
{
	const char *why = "";
	if (body->len == 0)
		return RC_OK;
	hc->call.envelope = json_parse(str_text(body), body->len, &why);
	if (hc->call.envelope == NULL)
		return refuse_malformed(hc, why);
	if (!cJSON_IsObject(hc->call.envelope))
		return refuse_malformed(hc, "object");
	return RC_OK;
}

/* takes query. A form goes to the address of its page: what stands there (?library=…) counts where the form is silent. */
static void add_query(cJSON *params, cJSON *query)
{
	while (query != NULL && query->child != NULL) {
		cJSON *item = cJSON_DetachItemViaPointer(query, query->child);
		if (json_get(params, item->string) == NULL)
			cJSON_AddItemToObject(params, item->string, item);
		else
			cJSON_Delete(item);
	}
	cJSON_Delete(query);
}

static enum rc read_form(struct http_call *hc, const struct str *body)
{
	const char *why = "";
	cJSON *query = hc->call.envelope;
	hc->call.envelope = form_decode(str_text(body), body->len, hc->call.verb->params, &why);
	if (hc->call.envelope == NULL) {
		cJSON_Delete(query);
		return refuse_malformed(hc, why);
	}
	add_query(hc->call.envelope, query);
	return RC_OK;
}

/* A query was read with the headers (read_query). */
static enum rc read_params(struct http_call *hc, const struct str *body)
{
	enum rc rc = RC_OK;
	if (hc->route->body == BODY_JSON)
		rc = read_json(hc, body);
	else if (hc->route->body == BODY_FORM)
		rc = read_form(hc, body);
	hc->call.params = hc->call.envelope;
	return rc;
}

static enum rc judge(struct exchange *x, struct http_call *hc)
{
	enum rc rc = read_params(hc, &x->input);
	if (rc != RC_OK)
		return rc;
	struct guard *guard = x->http->config.guard;
	struct tally *tally = guard_enter(guard, &hc->client);
	rc = dispatch_judge(x->http->config.dispatch, &hc->call, tally_bucket(tally));
	guard_leave(guard, tally);
	return rc;
}

static void start_work(struct exchange *x)
{
	struct http_call *hc = x->hc;
	x->stage = WORKING;
	set_timer(x, WORK_S);
	lws_rx_flow_control(x->peer->wsi, 0);
	hc->call.job.rc = judge(x, hc);
	str_done(&x->input);
	if (hc->call.job.rc == RC_OK)
		dispatch_start(x->http->config.dispatch, &hc->call, ended);
	else
		ended(&hc->call);
}

/* ---- reading the request ---- */

static bool serves(enum request_method method, enum http_method wanted)
{
	switch (wanted) {
	case HTTP_GET:
		return method == REQUEST_GET || method == REQUEST_HEAD;
	case HTTP_POST:
		return method == REQUEST_POST;
	case HTTP_DELETE:
		return method == REQUEST_DELETE;
	case HTTP_METHOD_COUNT:
		break;
	}
	return false;
}

/* The route for a method and path; *has_path says whether the path has any. */
static const struct route *route_find(const struct http *http, const struct request_head *head,
				      bool *has_path)
{
	const struct route_set *set = http->config.routes;
	*has_path = page_find(head->path) != NULL;
	for (size_t t = 0; t < set->count; t++) {
		for (size_t i = 0; i < set->tables[t].count; i++) {
			const struct route *route = &set->tables[t].routes[i];
			if (strcmp(route->path, head->path) != 0)
				continue;
			*has_path = true;
			if (serves(head->method, route->method))
				return route;
		}
	}
	return NULL;
}

static bool is_asset(const char *path)
{
	return strncmp(path, assets_prefix, sizeof assets_prefix - 1) == 0;
}

int http_filter(struct http *http, struct peer *peer)
{
	struct request_head head;
	size_t length = 0;
	bool has_path;
	if (peer->exchange != NULL)
		return -1;
	request_head_read(peer->wsi, &head);
	bool is_reading = head.method == REQUEST_GET || head.method == REQUEST_HEAD;
	/* Assets are served by libwebsockets whatever the method is. */
	if (is_asset(head.path) &&
	    (!is_reading || !guard_host_is_ours(http->config.guard, head.host)))
		return -1;
	enum request_length kind = request_length(peer->wsi, &length);
	if (kind == LENGTH_NONE || (kind == LENGTH_GIVEN && length == 0))
		return 0;
	const struct route *route = route_find(http, &head, &has_path);
	bool wants_body = route != NULL && route->body != BODY_NONE;
	return wants_body ? 0 : -1;
}

static bool content_type_fits(struct lws *wsi, enum body_kind body)
{
	static const char *const types[] = {
		[BODY_JSON] = json_type, [BODY_FORM] = "application/x-www-form-urlencoded"};
	char buf[128];
	const char *type = request_header(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, buf, sizeof buf);
	if (body == BODY_NONE)
		return true;
	size_t len = strlen(types[body]);
	return type != NULL && strncasecmp(type, types[body], len) == 0 &&
	       (type[len] == '\0' || type[len] == ';' || type[len] == ' ');
}

/* 0, or the status that refuses this body. */
static int judge_body(struct exchange *x, const struct route *route)
{
	size_t max = route->verb->max_bytes;
	if (route->body == BODY_NONE)
		return 0;
	switch (request_length(x->peer->wsi, &x->expected)) {
	case LENGTH_GIVEN:
		break;
	case LENGTH_WRONG:
		return 400;
	case LENGTH_NONE:
	case LENGTH_MISSING:
		return 411;
	}
	if (x->expected > (max == 0 || max > HTTP_BODY_BYTES ? HTTP_BODY_BYTES : max))
		return 413;
	return content_type_fits(x->peer->wsi, route->body) ? 0 : 415;
}

static int judge_request(struct exchange *x, const struct request_head *head,
			 const struct route *route, bool has_path)
{
	const struct guard *guard = x->http->config.guard;
	if (!guard_host_is_ours(guard, head->host))
		return 421;
	if (route == NULL)
		return has_path ? 405 : 404;
	if (route->method != HTTP_GET &&
	    !guard_origin_may_post(guard, head->host, request_given(head->origin),
				   request_given(head->fetch_site)))
		return 403;
	return judge_body(x, route);
}

/* The address that the request counts against: the proxy's last word, if it is ours to believe. */
struct address http_client(const struct guard *guard, const struct peer *peer)
{
	char buf[REQUEST_VALUE_BYTES];
	struct address address;
	if (!guard_trusts(guard, &peer->address))
		return peer->address;
	const char *list = request_header(peer->wsi, WSI_TOKEN_X_FORWARDED_FOR, buf, sizeof buf);
	if (list == NULL)
		return peer->address;
	const char *comma = strrchr(list, ',');
	const char *last = comma == NULL ? list : comma + 1;
	last += strspn(last, " ");
	return address_parse(last, &address) ? address : peer->address;
}

/* lws has decoded and split the arguments: one fragment each. */
static void read_query(struct http_call *hc, struct lws *wsi)
{
	char argument[REQUEST_VALUE_BYTES];
	cJSON *params = cJSON_CreateObject();
	for (int i = 0; i < 16; i++) {
		int len = lws_hdr_copy_fragment(wsi, argument, (int)sizeof argument - 1,
						WSI_TOKEN_HTTP_URI_ARGS, i);
		if (len <= 0)
			break;
		argument[len] = '\0';
		char *equals = strchr(argument, '=');
		if (equals != NULL)
			*equals++ = '\0';
		form_put(params, argument, equals == NULL ? "" : equals, hc->call.verb->params);
	}
	hc->call.envelope = params;
}

static struct http_call *http_call_new(struct exchange *x, const struct request_head *head,
				       const struct route *route)
{
	char buf[REQUEST_VALUE_BYTES];
	struct lws *wsi = x->peer->wsi;
	struct http_call *hc = xzalloc(sizeof *hc);
	hc->exchange = x;
	hc->route = route;
	hc->is_secure = x->http->config.is_secure;
	hc->client = http_client(x->http->config.guard, x->peer);
	memcpy(hc->host, head->host, sizeof hc->host);
	request_copy(wsi, WSI_TOKEN_HTTP_COOKIE, hc->cookie, sizeof hc->cookie);
	const char *accept = request_header(wsi, WSI_TOKEN_HTTP_ACCEPT, buf, sizeof buf);
	hc->accepts_html = accept != NULL && strstr(accept, "text/html") != NULL;
	const char *language = request_header(wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, buf, sizeof buf);
	hc->call.locale = locale_find(language);
	hc->call.http = hc;
	hc->call.verb = route->verb;
	hc->call.actor = actor_public();
	hc->call.app = x->http->config.app;
	hc->call.received_us = clock_monotonic_us();
	if (route->body != BODY_JSON && route->verb->params != NULL)
		read_query(hc, wsi);
	return hc;
}

static struct exchange *exchange_new(struct http *http, struct peer *peer, bool is_head)
{
	struct exchange *x = xzalloc(sizeof *x);
	*x = (struct exchange){.http = http, .peer = peer, .is_head = is_head};
	peer->exchange = x;
	http->in_flight++;
	/* libwebsockets' own limit is 5 s for the whole; ours are set with each stage. */
	lws_set_timeout(peer->wsi, NO_PENDING_TIMEOUT, 0);
	return x;
}

static int serve_page(struct http *http, struct peer *peer, const struct page *page,
		      const char *host)
{
	char file[PATH_MAX_BYTES];
	char cache[64];
	snprintf(file, sizeof file, "%s/%s", http->config.web_dir, page->file);
	int len = snprintf(cache, sizeof cache, "cache-control: %s\r\n", page->cache);
	headers_choose(http->config.headers, page->csp, host);
	int n = lws_serve_http_file(peer->wsi, file, page->content_type, cache, len);
	headers_choose(http->config.headers, CSP_NOTHING, NULL);
	metrics_http(http->config.metrics, 200);
	if (n < 0 || (n > 0 && lws_http_transaction_completed(peer->wsi)))
		return -1;
	return 0;
}

static bool page_is_there(const struct http *http, const struct page *page)
{
	char file[PATH_MAX_BYTES];
	if (page == NULL || http->config.web_dir == NULL)
		return false;
	snprintf(file, sizeof file, "%s/%s", http->config.web_dir, page->file);
	return access(file, R_OK) == 0;
}

int http_request(struct http *http, struct peer *peer)
{
	struct request_head head;
	bool has_path;
	request_head_read(peer->wsi, &head);
	bool is_reading = head.method == REQUEST_GET || head.method == REQUEST_HEAD;
	const struct page *page = is_reading ? page_find(head.path) : NULL;
	if (page_is_there(http, page) && guard_host_is_ours(http->config.guard, head.host))
		return serve_page(http, peer, page, head.host);

	struct exchange *x = exchange_new(http, peer, head.method == REQUEST_HEAD);
	const struct route *route = route_find(http, &head, &has_path);
	/* A page that was not built is not there. */
	int status = judge_request(x, &head, route, has_path && page == NULL);
	if (status != 0) {
		respond_error(x, status, status == 405 ? "allow: GET, HEAD, POST, DELETE\r\n" : "");
		return 0;
	}
	x->hc = http_call_new(x, &head, route);
	/* A POST without a body nor a length: lws would wait for one on this connection for ever. */
	x->closes = route->body == BODY_NONE && head.method == REQUEST_POST;
	if (route->body == BODY_NONE)
		start_work(x);
	else
		set_timer(x, http->config.body_s);
	return 0;
}

/* ---- what comes after the headers ---- */

int http_body(struct peer *peer, const void *bytes, size_t len)
{
	struct exchange *x = peer->exchange;
	if (x == NULL || x->stage != READING)
		return 0; /* of a refused request */
	if (len > x->expected - x->input.len)
		return -1;
	str_put_bytes(&x->input, bytes, len);
	return 0;
}

int http_body_complete(struct peer *peer)
{
	struct exchange *x = peer->exchange;
	/* lws repeats this for each read while the answer is awaited. */
	if (x != NULL && x->stage == READING)
		start_work(x);
	return 0;
}

int http_writable(struct peer *peer)
{
	struct exchange *x = peer->exchange;
	if (x == NULL || x->stage != ANSWERING)
		return 0;
	bool closes = x->closes;
	struct frame *output = x->output;
	x->output = NULL;
	metrics_http(x->http->config.metrics, x->status);
	exchange_free(x);
	lws_set_timer_usecs(peer->wsi, LWS_SET_TIMER_USEC_CANCEL);
	/* For the rest of a long answer, should the client not read it; the next request sets another. */
	lws_set_timeout(peer->wsi, PENDING_TIMEOUT_HTTP_CONTENT, FLUSH_S);
	if (!socket_write(peer->wsi, output) || closes)
		return -1;
	return lws_http_transaction_completed(peer->wsi) ? -1 : 0;
}

int http_timer(struct peer *peer)
{
	struct exchange *x = peer->exchange;
	if (x == NULL)
		return 0;
	if (x->stage == ANSWERING)
		return -1;
	/* The call goes on without us, or was never begun. */
	bool was_reading = x->stage == READING;
	if (was_reading)
		http_call_free(x->hc);
	else
		x->hc->exchange = NULL;
	x->hc = NULL;
	respond_error(x, was_reading ? 408 : 503, "");
	return 0;
}

void http_gone(struct peer *peer)
{
	struct exchange *x = peer->exchange;
	if (x == NULL)
		return;
	if (x->hc != NULL && x->stage == READING)
		http_call_free(x->hc);
	else if (x->hc != NULL)
		x->hc->exchange = NULL;
	exchange_free(x);
}
