/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verbs.h - the table of wire verbs, and the call that a handler works on.
 *
 * A verb is a row: who may, on which lane, how big, at what cost, with which params. The dispatcher
 * (dispatch.h) checks all of that before any handler, so that none can forget it. A call is one request on
 * its way: the loop fills it, prepare and run work on it on their lanes, and back on the loop its
 * subscriptions are made, it is answered, and its events are published, in that order.
 *
 * Verbs that subscribe run on the writer lane: only there is the order of calls that of commits.
 *
 * Handlers see a call only. They return RC_OK with a result, or the rc of a refusal that they left in
 * call->refusal:  return refuse(&call->refusal, SAY_CLAIM_HELD, "%s", holder);
 */
#ifndef NET_VERBS_H
#define NET_VERBS_H

#include "base/event.h"
#include "base/json.h"
#include "base/refusal.h"
#include "lanes/lane.h"
#include "net/conn.h"
#include "people/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct dispatch;
struct http_call;
struct presence;
struct server;
struct tickets;
struct watch;

enum lane_kind {
	ON_LOOP,    /* must not block: hello, and little else */
	ON_READER,  /* search, matching, reading */
	ON_WRITER,  /* anything that changes the record */
	ON_OUTSIDE, /* slow and fallible: passwords, mail, AI */
	LANE_KIND_COUNT
};

enum param_type {
	PARAM_TEXT,   /* max: bytes */
	PARAM_ID,     /* a slug or number, as text or as a whole number; max: bytes, 64 when 0 */
	PARAM_INT,    /* max: greatest value, 2^53 when 0; never negative */
	PARAM_FLAG,   /* true or false */
	PARAM_OBJECT, /* max: members, 64 when 0 */
	PARAM_LIST,   /* max: items */
	PARAM_TYPE_COUNT
};

/* A row whose name is NULL ends a table of params. */
struct param {
	const char *name;
	enum param_type type;
	bool is_required; /* null counts as absent */
	size_t max;
	const char *sentence; /* for docs/protocol.md */
};

struct verb {
	const char *name;
	unsigned roles; /* ROLE_* bits; ROLE_PUBLIC means anyone, staff too */
	enum lane_kind lane;
	size_t max_bytes;                      /* of the whole message */
	unsigned cost;                         /* tokens of the address's bucket; 0: none */
	enum rc (*prepare)(struct call *call); /* on the reader lane, first; may be NULL */
	enum rc (*run)(struct call *call);     /* on `lane` */
	const struct param *params;            /* NULL: none */
	const char *sentence;
	bool prepares_outside; /* prepare is slow on purpose (passwords): on the outside lane, not a reader's */
};

/* One file's verbs; and the files there are. */
struct verb_table {
	const char *title; /* chapter of docs/protocol.md */
	const struct verb *verbs;
	size_t count;
};

struct verb_set {
	const struct verb_table *const *tables;
	size_t count;
};

const struct verb *verb_find(const struct verb_set *set, const char *name);

enum { CALL_STREAMS = 16 };

/*
 * job comes first. Fields above the line are filled before prepare and only read by handlers; those below
 * are the handler's to leave behind.
 */
struct call {
	struct job job;
	struct dispatch *dispatch; /* whose call it is; loop thread only */
	struct conn_id conn;       /* may be gone by the end; {0} for HTTP */
	struct http_call *http;    /* NULL when it came by socket */
	char *request_id;          /* as it goes back */
	const struct verb *verb;
	cJSON *envelope;     /* owned; params points into it */
	const cJSON *params; /* an object, checked against verb->params; NULL when none came */
	struct actor actor;
	enum locale locale;
	char library[SLUG_BYTES];
	bool has_session;
	unsigned char session[SESSION_BYTES];
	void *app;    /* borrowed: what the dispatcher was given for its handlers */
	void *thread; /* the lane's handle; NULL on the loop */
	int64_t received_us;
	void (*ended)(struct call *call); /* the dispatcher's */
	/* ------------------------------------------------------------------ */
	cJSON *result; /* gives; NULL counts as {} */
	struct refusal refusal;
	cJSON *problems;                     /* gives; what a refusal says besides: data.problems */
	void *scratch;                       /* from prepare to run to finish */
	void (*scratch_free)(void *scratch); /* may be NULL */
	struct event_list events;            /* published when rc is RC_OK, after the answer */
	char streams[CALL_STREAMS][EVENT_STREAM_BYTES]; /* subscribed to when rc is RC_OK */
	size_t stream_count;
	bool forgets_streams; /* drop what the connection followed before */
	/* On the loop, whatever the rc (job.rc), before the answer is made: hello, logout. May be NULL. */
	void (*finish)(struct call *call);
};

/* ---- reading params: any thread; the checks have been made, so these cannot fail ---- */

const char *call_text(const struct call *call, const char *name); /* NULL when absent */
int64_t call_int(const struct call *call, const char *name, int64_t fallback);
bool call_flag(const struct call *call, const char *name, bool fallback);
const cJSON *call_param(const struct call *call, const char *name); /* NULL when absent */

/* A PARAM_ID that is a number, sent as text or as number; 0 when absent or not a number. */
int64_t call_id(const struct call *call, const char *name);

/* Subscribes the connection to a stream once the call has succeeded. False when there are too many. */
bool call_follow(struct call *call, const char *stream);

/* A refusal whose sentence only its rc implies: for what no sentence was written for. Returns rc. */
enum rc call_refuse_rc(struct call *call, enum rc rc);

/* ---- what ON_LOOP handlers and finish hooks may use ---- */

struct conns *call_conns(const struct call *call);
struct watch *call_watch(const struct call *call);
struct presence *call_presence(const struct call *call); /* may be NULL */
struct tickets *call_tickets(const struct call *call);
struct server *call_server(const struct call *call);

/* ---- the checks, as functions of their own ---- */

/*
 * Judges params against the table: unknown names, absence, type, size. RC_OK, or RC_INVALID with the
 * sentence in refusal. params may be NULL.
 */
MUST_CHECK enum rc params_check(const struct param *table, const cJSON *params,
				struct refusal *refusal);

/* Frees what a call holds, not the call itself. */
void call_done(struct call *call);

#endif
