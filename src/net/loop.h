/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loop.h - the server: one thread that owns every socket, timer and connection.
 *
 *   open ─► (open the lanes, with server_wake) ─► use_lanes ─► run … stop ─► (close the lanes) ─► close
 *
 * The lanes are opened after the server, whose wake they call, and closed before it. Everything here is for
 * the loop thread, but server_wake and server_stop.
 */
#ifndef NET_LOOP_H
#define NET_LOOP_H

#include "base/str.h"
#include "net/http.h"
#include "net/net_settings.h"
#include "net/verbs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;

/* Something to do every so often, on the loop: it must not block. */
struct timer_row {
	const char *name;
	int every_ms;
	void (*run)(void *arg);
};

struct server_config {
	struct net_settings settings;
	const struct verb_set *verbs;
	const struct route_set *routes; /* besides the edge's own; may be NULL */
	void *app;                      /* what handlers find in call->app */
	const struct timer_row *timers; /* may be NULL */
	size_t timer_count;
	void *timer_arg;
	bool (*is_ready)(void *app);                       /* for /readyz; NULL: always */
	void (*print_metrics)(void *app, struct str *out); /* more for /metrics; may be NULL */
	bool handles_signals;                              /* SIGTERM and SIGINT stop it */
};

/*
 * Listens. copies config and borrows what it points to. NULL with an English sentence in why. Lowers the
 * soft limit of descriptors to 65,536 when it is higher (libwebsockets allocates for every possible one).
 */
struct server *server_open(const struct server_config *config, char *why, size_t why_size);

/* The lanes that calls go to; drained when they wake the server. Borrows; NULL for a kind that is not there. */
void server_use_lanes(struct server *server, struct lane *const lanes[LANE_KIND_COUNT]);

/* The port listened on. */
int server_port(const struct server *server);

/* For lane_config.wake. Any thread, any number at once. */
void server_wake(void *server);

/*
 * Runs until stopped. A stop refuses newcomers and new requests, lets what is on its way be answered (3 s at
 * most), closes every socket with 1001 and returns, in less than 5 s altogether.
 */
void server_run(struct server *server);

/* Begins the stop. Any thread. */
void server_stop(struct server *server);

/* Frees everything. The lanes must be closed. NULL is fine. */
void server_close(struct server *server);

/* What a janitor or an ON_LOOP handler may use. Borrowed. */
struct conns *server_conns(struct server *server);
struct watch *server_watch(struct server *server);
struct presence *server_presence(struct server *server);
struct tickets *server_tickets(struct server *server);

/* For /readyz and /metrics: lanes are there and the program says yes; and everything counted. */
bool server_is_ready(const struct server *server);
void server_print_metrics(const struct server *server, struct str *out);

#endif
