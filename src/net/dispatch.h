/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dispatch.h - the one place that judges a request before its handler runs, and brings its answer back.
 *
 *   text ─► parse ─► verb? role? size? params? rate? ─► [reader: prepare] ─► [lane: run] ─►
 *           loop: finish ─► subscribe ─► answer ─► publish events
 *
 * Loop thread only.
 */
#ifndef NET_DISPATCH_H
#define NET_DISPATCH_H

#include "net/bucket.h"
#include "net/verbs.h"

struct metrics;
struct presence;

struct dispatch_config {
	const struct verb_set *verbs;
	struct conns *conns;
	struct watch *watch;
	struct presence *presence; /* may be NULL */
	struct tickets *tickets;
	struct server *server;
	struct metrics *metrics; /* may be NULL */
	void *app;
	struct rate address_rate; /* per_second 0: no limit */
};

/* copies config; borrows what it points to. */
struct dispatch *dispatch_new(const struct dispatch_config *config);
void dispatch_free(struct dispatch *dispatch);

/* From here on calls go to these lanes; NULL for a kind that is not there. Borrows. */
void dispatch_use_lanes(struct dispatch *dispatch, struct lane *const lanes[LANE_KIND_COUNT]);

/* Refuses new calls from now on (graceful stop). */
void dispatch_stop(struct dispatch *dispatch);

/* Calls on their way. */
size_t dispatch_in_flight(const struct dispatch *dispatch);

/* One text message of a connection: answered at once, or sent on its way. */
void dispatch_text(struct dispatch *dispatch, struct conn_id conn, const char *text, size_t len);

/*
 * Judges a call that was built elsewhere (HTTP): role, params, rate of bucket (may be NULL). Its verb,
 * params, actor and locale are set. RC_OK, or a refusal in call->refusal.
 */
MUST_CHECK enum rc dispatch_judge(struct dispatch *dispatch, struct call *call,
				  struct bucket *bucket);

/*
 * Sends a judged call on its way. ended is called once on the loop, maybe before this returns, when
 * job.rc is known and its subscriptions are made; it answers, and frees the call after call_done.
 */
void dispatch_start(struct dispatch *dispatch, struct call *call, void (*ended)(struct call *call));

#endif
