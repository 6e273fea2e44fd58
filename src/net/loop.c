/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loop.c - the context, the switchboard that libwebsockets calls, timers, and the graceful stop.
 *
 * The switchboard says who is concerned and nothing more.
 */
#include "net/loop.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/api.h"
#include "net/dispatch.h"
#include "net/gauges.h"
#include "net/guard.h"
#include "net/metrics.h"
#include "net/peer.h"
#include "net/presence.h"
#include "net/tickets.h"
#include "net/upgrade.h"
#include "net/watch.h"

#include <assert.h>
#include <libwebsockets.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <uv.h>

enum {
	DESCRIPTORS_MAX = 65536, /* libwebsockets' map is one pointer for each */
	DESCRIPTORS_KEPT = 256,  /* for the store, the web files, mail (trust.md W6) */
	LAG_EVERY_MS = 100,
	STOP_EVERY_MS = 20,
	STOP_ANSWERS_MS = 3000, /* for calls on their way */
	STOP_CLOSES_MS = 1200,  /* for close frames */
	RX_BYTES = 2048,        /* per socket, allocated while it is open */
	TX_BYTES = 64 * 1024,   /* offered to the kernel at once */
	SERVICE_BYTES = 16 * 1024,
	ASSET_MAX_AGE_S = 365 * 24 * 3600,
};

struct timer {
	uv_timer_t handle;
	const struct timer_row *row;
	void *arg;
};

enum phase { RUNNING, ANSWERING_LAST, CLOSING_ALL };

struct server {
	struct server_config config;
	struct lane *lanes[LANE_KIND_COUNT];
	bool has_lanes;

	uv_loop_t loop;
	uv_signal_t signals[2];
	uv_async_t stopper;
	uv_timer_t lag_timer;
	uv_timer_t stop_timer;
	struct timer *timers;
	int64_t lag_due_us;

	enum phase phase;
	int64_t phase_since_us;

	struct lws_context *context;
	struct lws_http_mount mount;
	char *assets_dir;
	lws_retry_bo_t idle;
	int port;

	struct guard *guard;
	struct headers *headers;
	struct metrics *metrics;
	struct conns *conns;
	struct watch *watch;
	struct presence *presence;
	struct tickets *tickets;
	struct dispatch *dispatch;
	struct http *http;
	struct route_table *tables;
	struct route_set routes;
};

static struct server *server_of(struct lws *wsi)
{
	return lws_context_user(lws_get_context(wsi));
}

/* ---- the switchboard ---- */

static int on_accept(struct server *server, const struct lws_filter_network_conn_args *args)
{
	struct address address;
	address_of_sockaddr((const struct sockaddr *)(const void *)&args->cli_addr, &address);
	enum guard_verdict verdict = guard_may_connect(server->guard, &address);
	if (verdict == GUARD_PASS)
		return 0;
	metrics_refused(server->metrics, verdict);
	return -1;
}

static void drain_lanes(struct server *server)
{
	/* The writer first: what is committed is told in that order. */
	static const enum lane_kind order[] = {ON_WRITER, ON_READER, ON_OUTSIDE};
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		if (server->lanes[order[i]] != NULL)
			lane_drain(server->lanes[order[i]]);
	}
}

/* What happens to the connection or the context, whichever protocol it speaks. */
static int on_connection(struct lws *wsi, enum lws_callback_reasons why, void *user)
{
	struct server *server = server_of(wsi);
	switch (why) {
	case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
		return on_accept(server, user);
	case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
		peer_open(server->guard, wsi);
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		peer_close(server->guard, wsi);
		return 0;
	case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
		drain_lanes(server);
		return 0;
	/* CONNECT turns a connection raw: that is not spoken here. */
	case LWS_CALLBACK_RAW_ADOPT:
	case LWS_CALLBACK_RAW_RX:
	case LWS_CALLBACK_RAW_WRITEABLE:
		return -1;
	default:
		return 0;
	}
}

static int on_upgrade(struct server *server, struct peer *peer)
{
	struct upgrade_doors doors = {server->guard, server->headers, server->metrics};
	return upgrade_judge(&doors, peer);
}

static int on_http(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in, size_t len)
{
	struct peer *peer;
	switch (why) {
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
	case LWS_CALLBACK_FILTER_HTTP_CONNECTION:
	case LWS_CALLBACK_HTTP:
	case LWS_CALLBACK_HTTP_BODY:
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
	case LWS_CALLBACK_HTTP_WRITEABLE:
	case LWS_CALLBACK_TIMER:
		peer = peer_of(wsi);
		if (peer == NULL)
			return -1;
		break;
	default:
		return on_connection(wsi, why, user);
	}
	switch (why) {
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		return on_upgrade(server_of(wsi), peer);
	case LWS_CALLBACK_FILTER_HTTP_CONNECTION:
		return http_filter(server_of(wsi)->http, peer);
	case LWS_CALLBACK_HTTP:
		return http_request(server_of(wsi)->http, peer);
	case LWS_CALLBACK_HTTP_BODY:
		return http_body(peer, in, len);
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
		return http_body_complete(peer);
	case LWS_CALLBACK_HTTP_WRITEABLE:
		return http_writable(peer);
	default:
		return http_timer(peer);
	}
}

static int socket_open(struct server *server, struct lws *wsi)
{
	struct peer *peer = peer_of(wsi);
	if (peer == NULL || !peer->may_upgrade)
		return -1;
	struct tally *tally = peer->client_tally == NULL ? peer->tally : peer->client_tally;
	peer->conn = conn_open(server->conns, wsi, tally_bucket(tally));
	return 0;
}

static int on_ws(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in, size_t len)
{
	struct peer *peer;
	switch (why) {
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
		peer = peer_of(wsi);
		return peer != NULL && peer->may_upgrade ? 0 : -1;
	case LWS_CALLBACK_ESTABLISHED:
		return socket_open(server_of(wsi), wsi);
	case LWS_CALLBACK_RECEIVE:
		peer = peer_of(wsi);
		return peer->conn == NULL ? -1 : conn_receive(peer->conn, in, len);
	case LWS_CALLBACK_SERVER_WRITEABLE:
		peer = peer_of(wsi);
		return peer->conn == NULL ? -1 : conn_writable(peer->conn);
	case LWS_CALLBACK_TIMER:
		peer = peer_of(wsi);
		return peer->conn == NULL ? -1 : conn_timer(peer->conn);
	case LWS_CALLBACK_CLOSED:
		peer_socket_gone(peer_of(wsi));
		return 0;
	case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
		return 0; /* each protocol is told; the other one has drained */
	default:
		return on_connection(wsi, why, user);
	}
}

static int on_http_first(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in,
			 size_t len)
{
	/* An upgrade is only for the socket's own protocol; a file is done when lws says so. */
	if (why == LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION)
		return -1;
	if (why == LWS_CALLBACK_HTTP_FILE_COMPLETION)
		return lws_http_transaction_completed(wsi) ? -1 : 0;
	return on_http(wsi, why, user, in, len);
}

/* ---- timers, signals, stop ---- */

static void on_timer(uv_timer_t *handle)
{
	struct timer *timer = handle->data;
	timer->row->run(timer->arg);
}

static void on_lag_timer(uv_timer_t *handle)
{
	struct server *server = handle->data;
	int64_t now_us = clock_monotonic_us();
	int64_t late_us = now_us - server->lag_due_us;
	metrics_loop_lag(server->metrics, late_us < 0 ? 0 : late_us);
	server->lag_due_us = now_us + LAG_EVERY_MS * 1000;
}

static void enter_phase(struct server *server, enum phase phase)
{
	server->phase = phase;
	server->phase_since_us = clock_monotonic_us();
}

static bool is_answering(const struct server *server)
{
	return dispatch_in_flight(server->dispatch) > 0 || http_in_flight(server->http) > 0;
}

static void on_stop_timer(uv_timer_t *handle)
{
	struct server *server = handle->data;
	int64_t passed_ms = (clock_monotonic_us() - server->phase_since_us) / 1000;
	if (server->phase == ANSWERING_LAST &&
	    (!is_answering(server) || passed_ms > STOP_ANSWERS_MS)) {
		conns_close_all(server->conns, CONN_CLOSE_GOING_AWAY);
		enter_phase(server, CLOSING_ALL);
		return;
	}
	if (server->phase == CLOSING_ALL &&
	    (conns_counts(server->conns)->open == 0 || passed_ms > STOP_CLOSES_MS))
		uv_stop(&server->loop);
}

static void begin_stop(struct server *server)
{
	if (server->phase != RUNNING)
		return;
	log_info("stopping: connections=%zu calls=%zu", conns_counts(server->conns)->open,
		 dispatch_in_flight(server->dispatch));
	enter_phase(server, ANSWERING_LAST);
	guard_stop(server->guard);
	dispatch_stop(server->dispatch);
	uv_timer_start(&server->stop_timer, on_stop_timer, 0, STOP_EVERY_MS);
}

static void on_stop_asked(uv_async_t *handle)
{
	begin_stop(handle->data);
}

static void on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	begin_stop(handle->data);
}

static void start_signals(struct server *server)
{
	static const int numbers[2] = {SIGTERM, SIGINT};
	for (int i = 0; i < 2; i++) {
		uv_signal_init(&server->loop, &server->signals[i]);
		server->signals[i].data = server;
		if (server->config.handles_signals)
			uv_signal_start(&server->signals[i], on_signal, numbers[i]);
	}
}

static void start_handles(struct server *server)
{
	uv_loop_init(&server->loop);
	start_signals(server);
	uv_async_init(&server->loop, &server->stopper, on_stop_asked);
	server->stopper.data = server;
	uv_timer_init(&server->loop, &server->stop_timer);
	server->stop_timer.data = server;
	uv_timer_init(&server->loop, &server->lag_timer);
	server->lag_timer.data = server;
	server->timers = xcalloc(server->config.timer_count + 1, sizeof *server->timers);
	for (size_t i = 0; i < server->config.timer_count; i++) {
		struct timer *timer = &server->timers[i];
		timer->row = &server->config.timers[i];
		timer->arg = server->config.timer_arg;
		uv_timer_init(&server->loop, &timer->handle);
		timer->handle.data = timer;
	}
}

/* Started with the run, so that no timer is late before there is anything to do. */
static void start_timers(struct server *server)
{
	server->lag_due_us = clock_monotonic_us() + LAG_EVERY_MS * 1000;
	uv_timer_start(&server->lag_timer, on_lag_timer, LAG_EVERY_MS, LAG_EVERY_MS);
	for (size_t i = 0; i < server->config.timer_count; i++) {
		struct timer *timer = &server->timers[i];
		uint64_t every_ms = (uint64_t)timer->row->every_ms;
		uv_timer_start(&timer->handle, on_timer, every_ms, every_ms);
	}
}

static void close_handles(struct server *server)
{
	uv_close((uv_handle_t *)&server->signals[0], NULL);
	uv_close((uv_handle_t *)&server->signals[1], NULL);
	uv_close((uv_handle_t *)&server->stopper, NULL);
	uv_close((uv_handle_t *)&server->stop_timer, NULL);
	uv_close((uv_handle_t *)&server->lag_timer, NULL);
	for (size_t i = 0; i < server->config.timer_count; i++)
		uv_close((uv_handle_t *)&server->timers[i].handle, NULL);
}

/* ---- opening ---- */

/*
 * libwebsockets allocates for every descriptor that the process may have, and looks them up fast only when it
 * was told that very number. Returns the limit.
 */
static unsigned settle_descriptors(struct server *server)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 1024;
	if (limit.rlim_cur > DESCRIPTORS_MAX) {
		limit.rlim_cur = DESCRIPTORS_MAX;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	int most = (int)limit.rlim_cur - DESCRIPTORS_KEPT;
	if (most < 1)
		most = 1;
	if (server->config.settings.max_connections > most) {
		log_warn("fewer connections than asked for: descriptors=%d connections=%d",
			 (int)limit.rlim_cur, most);
		server->config.settings.max_connections = most;
	}
	return (unsigned)limit.rlim_cur;
}

static void on_text(void *arg, struct conn_id id, const char *text, size_t len)
{
	struct server *server = arg;
	dispatch_text(server->dispatch, id, text, len);
}

static void on_gone(void *arg, struct conn_id id)
{
	struct server *server = arg;
	presence_drop(server->presence, id);
	watch_drop(server->watch, id);
}

static void collect_routes(struct server *server)
{
	size_t count = server->config.routes == NULL ? 0 : server->config.routes->count;
	server->tables = xcalloc(count + 1, sizeof *server->tables);
	server->tables[0] = *api_routes();
	for (size_t i = 0; i < count; i++)
		server->tables[i + 1] = server->config.routes->tables[i];
	server->routes = (struct route_set){server->tables, count + 1};
}

static void build_conns(struct server *server)
{
	const struct net_settings *s = &server->config.settings;
	server->conns = conns_new(&(struct conns_config){
		.limits_enabled = s->limits_enabled,
		.messages_per_minute = s->socket_messages_per_minute,
		.on_text = on_text,
		.on_gone = on_gone,
		.arg = server,
	});
	server->watch = watch_new(server->conns);
	server->presence = presence_new(server->conns, server->watch);
}

static void build_parts(struct server *server)
{
	const struct net_settings *s = &server->config.settings;
	server->guard = guard_new(s);
	server->headers = headers_new(s);
	server->metrics = metrics_new();
	server->tickets = tickets_new();
	build_conns(server);
	server->dispatch = dispatch_new(&(struct dispatch_config){
		.verbs = server->config.verbs,
		.conns = server->conns,
		.watch = server->watch,
		.presence = server->presence,
		.tickets = server->tickets,
		.metrics = server->metrics,
		.server = server,
		.app = server->config.app,
		.address_rate = guard_address_rate(server->guard),
	});
	collect_routes(server);
	server->http = http_new(&(struct http_config){
		.routes = &server->routes,
		.dispatch = server->dispatch,
		.guard = server->guard,
		.headers = server->headers,
		.metrics = server->metrics,
		.web_dir = s->web_dir,
		.app = server->config.app,
		.is_secure = s->public_url != NULL && strncmp(s->public_url, "https:", 6) == 0,
		.body_s = s->body_s,
	});
}

static void free_parts(struct server *server)
{
	http_free(server->http);
	dispatch_free(server->dispatch);
	presence_free(server->presence);
	watch_free(server->watch);
	conns_free(server->conns);
	tickets_free(server->tickets);
	metrics_free(server->metrics);
	headers_free(server->headers);
	guard_free(server->guard);
	free(server->tables);
	free(server->timers);
	free(server->assets_dir);
	free(server);
}

static void write_lws_log(int level, const char *line)
{
	(void)level;
	log_warn("libwebsockets: %.*s", (int)strcspn(line, "\n"), line);
}

static const struct lws_protocols protocols[] = {
	{.name = "http", .callback = on_http_first, .tx_packet_size = TX_BYTES},
	{.name = "aiguilleur.v1",
	 .callback = on_ws,
	 .rx_buffer_size = RX_BYTES,
	 .tx_packet_size = TX_BYTES},
	{0},
};

static const struct lws_protocol_vhost_options asset_types[] = {
	{&asset_types[1], NULL, ".woff2", "font/woff2"},
	{&asset_types[2], NULL, ".js", "text/javascript; charset=utf-8"},
	{&asset_types[3], NULL, ".map", "application/json"},
	{&asset_types[4], NULL, ".wasm", "application/wasm"},
	{NULL, NULL, ".webmanifest", "application/manifest+json"},
};

/* Files under assets carry a hash of their content in their name: they never change. */
static const struct lws_http_mount *assets_mount(struct server *server)
{
	if (server->config.settings.web_dir == NULL)
		return NULL;
	server->assets_dir = xasprintf("%s/assets", server->config.settings.web_dir);
	server->mount = (struct lws_http_mount){
		.mountpoint = "/assets",
		.mountpoint_len = 7,
		.origin = server->assets_dir,
		.origin_protocol = LWSMPRO_FILE,
		.protocol = "http", /* what is not there comes back to our own 404 */
		.extra_mimetypes = &asset_types[0],
		.cache_max_age = ASSET_MAX_AGE_S,
		.cache_reusable = 1,
		.cache_intermediaries = 1,
	};
	return &server->mount;
}

static uint64_t context_options(const char *host)
{
	uint64_t options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
			   LWS_SERVER_OPTION_VALIDATE_UTF8 |
			   LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
			   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME |
			   LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
	if (strchr(host, ':') == NULL)
		options |= LWS_SERVER_OPTION_DISABLE_IPV6;
	return options;
}

/* NULL listens on every address. */
static const char *interface_of(const char *host)
{
	if (strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0)
		return NULL;
	return strcasecmp(host, "localhost") == 0 ? "127.0.0.1" : host;
}

/* The context first, alone: when listening fails, it can be taken down like one that has run. */
static bool create_context(struct server *server, struct lws_context_creation_info *info)
{
	server->context = lws_create_context(info);
	if (server->context == NULL)
		return false;
	struct lws_vhost *vhost = lws_create_vhost(server->context, info);
	if (vhost == NULL)
		return false;
	server->port = lws_get_vhost_listen_port(vhost);
	guard_set_port(server->guard, server->port);
	return true;
}

static bool open_context(struct server *server)
{
	const struct net_settings *s = &server->config.settings;
	unsigned descriptors = settle_descriptors(server);
	void *loops[] = {&server->loop};
	server->idle = (lws_retry_bo_t){.secs_since_valid_ping = (uint16_t)s->ping_s,
					.secs_since_valid_hangup = (uint16_t)s->hangup_s};
	/* The address of a peer and the text of a message are in lower levels' lines: not those. */
	lws_set_log_level(LLL_ERR | LLL_WARN, write_lws_log);
	struct lws_context_creation_info info = {
		.iface = interface_of(s->listen_host),
		.port = s->listen_port,
		.protocols = protocols,
		.extensions = NULL, /* permessage-deflate: 107 KiB a socket (W10) */
		.headers = headers_list(server->headers),
		.mounts = assets_mount(server),
		.keepalive_timeout = 5,
		.timeout_secs = 5,
		.timeout_secs_ah_idle = 5,
		.fd_limit_per_thread = descriptors,
		.pt_serv_buf_size = SERVICE_BYTES,
		.options = context_options(s->listen_host),
		.user = server,
		.foreign_loops = loops,
		.pcontext = &server->context,
		.retry_and_idle_policy = &server->idle,
		.alpn = "http/1.1",
		.vhost_name = "aiguilleur",
	};
	return create_context(server, &info);
}

struct server *server_open(const struct server_config *config, char *why, size_t why_size)
{
	const char *problem = net_settings_problem(&config->settings);
	if (problem != NULL) {
		snprintf(why, why_size, "%s", problem);
		return NULL;
	}
	struct server *server = xzalloc(sizeof *server);
	server->config = *config;
	signal(SIGPIPE, SIG_IGN);
	build_parts(server);
	start_handles(server);
	if (open_context(server))
		return server;
	snprintf(why, why_size, "cannot listen on %s:%d", config->settings.listen_host,
		 config->settings.listen_port);
	server_close(server);
	return NULL;
}

/* ---- the rest of the header ---- */

void server_use_lanes(struct server *server, struct lane *const lanes[LANE_KIND_COUNT])
{
	memcpy(server->lanes, lanes, sizeof server->lanes);
	dispatch_use_lanes(server->dispatch, lanes);
	server->has_lanes = true;
}

int server_port(const struct server *server)
{
	return server->port;
}

void server_wake(void *arg)
{
	struct server *server = arg;
	lws_cancel_service(server->context);
}

void server_run(struct server *server)
{
	start_timers(server);
	uv_run(&server->loop, UV_RUN_DEFAULT);
	/* Their owner closes the lanes now, in any order: nothing goes to them any more. */
	struct lane *none[LANE_KIND_COUNT] = {0};
	server_use_lanes(server, none);
	server->has_lanes = false;
}

void server_stop(struct server *server)
{
	uv_async_send(&server->stopper);
}

void server_close(struct server *server)
{
	if (server == NULL)
		return;
	close_handles(server);
	/* In two steps on a loop that is not its own: close what is open; free, once libuv has closed it. */
	if (server->context != NULL)
		lws_context_destroy(server->context);
	uv_run(&server->loop, UV_RUN_DEFAULT);
	if (server->context != NULL) /* it writes NULL here when it is freed */
		lws_context_destroy(server->context);
	uv_run(&server->loop, UV_RUN_DEFAULT);
	int rc = uv_loop_close(&server->loop);
	if (rc != 0)
		log_error("the loop still had handles: %s", uv_strerror(rc));
	free_parts(server);
}

struct conns *server_conns(struct server *server)
{
	return server->conns;
}

struct watch *server_watch(struct server *server)
{
	return server->watch;
}

struct presence *server_presence(struct server *server)
{
	return server->presence;
}

struct tickets *server_tickets(struct server *server)
{
	return server->tickets;
}

bool server_is_ready(const struct server *server)
{
	const struct server_config *c = &server->config;
	return server->has_lanes && server->phase == RUNNING &&
	       (c->is_ready == NULL || c->is_ready(c->app));
}

void server_print_metrics(const struct server *server, struct str *out)
{
	gauges_print(&(struct gauges){.conns = conns_counts(server->conns),
				      .connections = guard_connections(server->guard),
				      .subscriptions = watch_count(server->watch),
				      .calls = dispatch_in_flight(server->dispatch),
				      .lanes = server->lanes},
		     out);
	metrics_print(server->metrics, out);
	if (server->config.print_metrics != NULL)
		server->config.print_metrics(server->config.app, out);
}
