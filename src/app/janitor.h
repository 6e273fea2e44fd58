/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * janitor.h - what is done every so often: leases that end, sessions that are over, events that grow old.
 *
 * Timers tick on the loop; the work runs on the writer lane and is published like any change. Loop thread.
 */
#ifndef APP_JANITOR_H
#define APP_JANITOR_H

#include "net/loop.h"

#include <stddef.h>
#include <stdint.h>

struct lane;
struct ruleset;

struct janitor {
	struct server *server;
	struct lane *writer; /* NULL: not yet, or no more */
	const struct ruleset *rules;
	int64_t event_keep_ms;
	int64_t warned_until; /* holders were warned of leases that end before; touched on the writer lane only */
};

/* Rows for server_config.timers; their argument is a struct janitor. Borrowed, static. */
const struct timer_row *janitor_timers(size_t *count);

/* Does everything once, at start: what fell due while the program was down. */
void janitor_catch_up(struct janitor *janitor);

#endif
