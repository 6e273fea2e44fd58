/* SPDX-License-Identifier: EUPL-1.2 */
/* api.c - see api.h. */
#include "net/api.h"

#include "net/loop.h"

static enum rc run_health(struct call *call)
{
	http_answer(http_of(call), 200, "text/plain; charset=utf-8", "ok\n");
	return RC_OK;
}

static enum rc run_ready(struct call *call)
{
	bool is_ready = server_is_ready(call_server(call));
	http_answer(http_of(call), is_ready ? 200 : 503, "text/plain; charset=utf-8",
		    is_ready ? "ready\n" : "not ready\n");
	return RC_OK;
}

static enum rc run_metrics(struct call *call)
{
	struct str text = {0};
	server_print_metrics(call_server(call), &text);
	http_answer(http_of(call), 200, "text/plain; version=0.0.4; charset=utf-8",
		    str_text(&text));
	str_done(&text);
	return RC_OK;
}

static const struct verb health = {
	.name = "GET /healthz",
	.roles = ROLE_PUBLIC,
	.lane = ON_LOOP,
	.run = run_health,
	.sentence = "The loop turns.",
};

static const struct verb ready = {
	.name = "GET /readyz",
	.roles = ROLE_PUBLIC,
	.lane = ON_LOOP,
	.run = run_ready,
	.sentence = "Lanes are open and the store answers.",
};

static const struct verb metrics = {
	.name = "GET /metrics",
	.roles = ROLE_PUBLIC,
	.lane = ON_LOOP,
	.run = run_metrics,
	.sentence = "What the service counts, as Prometheus text.",
};

static const struct route routes[] = {
	{.method = HTTP_GET, .path = "/healthz", .verb = &health},
	{.method = HTTP_GET, .path = "/readyz", .verb = &ready},
	{.method = HTTP_GET, .path = "/metrics", .verb = &metrics},
};

static const struct route_table table = {routes, sizeof routes / sizeof routes[0]};

const struct route_table *api_routes(void)
{
	return &table;
}
