/* SPDX-License-Identifier: EUPL-1.2 */
/* gauges.c - see gauges.h. */
#include "net/gauges.h"

#include "net/metrics.h"
#include "net/verbs.h"

struct row {
	struct metric metric;
	size_t value;
};

static void print_lanes(struct lane *const *lanes, struct str *out)
{
	static const struct metric depth = {"aiguilleur_lane_depth", "gauge",
					    "Jobs waiting or being run."};
	metric_head(out, &depth);
	for (int i = 0; i < LANE_KIND_COUNT; i++) {
		if (lanes[i] != NULL)
			metric_value(out, depth.name, "lane", lane_name(lanes[i]),
				     lane_depth(lanes[i]));
	}
}

void gauges_print(const struct gauges *g, struct str *out)
{
	const struct conns_counts *c = g->conns;
	/* clang-format off */
	const struct row rows[] = {
		{{"aiguilleur_connections", "gauge", "Accepted connections, HTTP and socket."}, g->connections},
		{{"aiguilleur_sockets", "gauge", "Open WebSocket connections."}, c->open},
		{{"aiguilleur_sockets_total", "counter", "WebSocket connections ever opened."}, c->opened},
		{{"aiguilleur_messages_in_total", "counter", "Messages received."}, c->in_messages},
		{{"aiguilleur_messages_out_total", "counter", "Messages sent."}, c->out_frames},
		{{"aiguilleur_resyncs_total", "counter", "Staff told to fetch again."}, c->resyncs},
		{{"aiguilleur_slow_consumers_total", "counter", "Sockets closed as too slow."}, c->slow_closed},
		{{"aiguilleur_too_big_total", "counter", "Sockets closed for too big a message."}, c->too_big_closed},
		{{"aiguilleur_subscriptions", "gauge", "Streams followed."}, g->subscriptions},
		{{"aiguilleur_calls_in_flight", "gauge", "Calls on their way."}, g->calls},
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		metric_head(out, &rows[i].metric);
		metric_value(out, rows[i].metric.name, NULL, NULL, (double)rows[i].value);
	}
	print_lanes(g->lanes, out);
}
