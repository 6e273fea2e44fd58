/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * api.h - the routes that belong to the edge itself: /healthz, /readyz, /metrics.
 *
 * They run on the loop, so an answer also says that the loop turns. Their handlers find their server by
 * call_server.
 */
#ifndef NET_API_H
#define NET_API_H

#include "net/http.h"

/* borrowed, static. */
const struct route_table *api_routes(void);

#endif
