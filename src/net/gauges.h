/* SPDX-License-Identifier: EUPL-1.2 */
/* gauges.h - how things stand at the edge now, as Prometheus text. Loop thread only. */
#ifndef NET_GAUGES_H
#define NET_GAUGES_H

#include "base/str.h"
#include "net/conn.h"

#include <stddef.h>

struct lane;

struct gauges {
	const struct conns_counts *conns;
	size_t connections, subscriptions, calls;
	struct lane *const *lanes; /* LANE_KIND_COUNT of them, NULL where there is none */
};

void gauges_print(const struct gauges *gauges, struct str *out);

#endif
