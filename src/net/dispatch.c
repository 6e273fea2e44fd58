/* SPDX-License-Identifier: EUPL-1.2 */
/* dispatch.c - see dispatch.h. */
#include "net/dispatch.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "flow/rights.h"
#include "net/frame.h"
#include "net/metrics.h"
#include "net/watch.h"
#include "net/wire.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { METHOD_SHOWN = 40 };

struct dispatch {
	struct dispatch_config config;
	struct lane *lanes[LANE_KIND_COUNT];
	size_t in_flight;
	bool is_stopping;
};

struct dispatch *dispatch_new(const struct dispatch_config *config)
{
	struct dispatch *dispatch = xzalloc(sizeof *dispatch);
	dispatch->config = *config;
	return dispatch;
}

void dispatch_free(struct dispatch *dispatch)
{
	if (dispatch == NULL)
		return;
	assert(dispatch->in_flight == 0);
	free(dispatch);
}

void dispatch_use_lanes(struct dispatch *dispatch, struct lane *const lanes[LANE_KIND_COUNT])
{
	memcpy(dispatch->lanes, lanes, sizeof dispatch->lanes);
}

void dispatch_stop(struct dispatch *dispatch)
{
	dispatch->is_stopping = true;
}

size_t dispatch_in_flight(const struct dispatch *dispatch)
{
	return dispatch->in_flight;
}

struct conns *call_conns(const struct call *call)
{
	return call->dispatch->config.conns;
}

struct watch *call_watch(const struct call *call)
{
	return call->dispatch->config.watch;
}

struct presence *call_presence(const struct call *call)
{
	return call->dispatch->config.presence;
}

struct tickets *call_tickets(const struct call *call)
{
	return call->dispatch->config.tickets;
}

struct server *call_server(const struct call *call)
{
	return call->dispatch->config.server;
}

/* ---- judging ---- */

static enum rc judge_role(struct call *call)
{
	const struct verb *verb = call->verb;
	unsigned roles = call->actor.roles;
	/* A role at another library counts on that library's questions: handler_hold judges which. */
	for (int i = 0; i < call->actor.elsewhere_count && rights_find(verb->name) != NULL; i++)
		roles |= call->actor.elsewhere[i].roles;
	if (verb->roles & ROLE_PUBLIC || verb->roles & roles)
		return RC_OK;
	if (call->actor.person == 0)
		return refuse(&call->refusal, SAY_LOG_IN_FIRST, "%s", "");
	return refuse(&call->refusal, SAY_ROLE_MAY_NOT, "%s", verb->name);
}

static enum rc judge_rate(struct dispatch *dispatch, struct call *call, struct bucket *bucket)
{
	int wait_s = 0;
	const struct rate *rate = &dispatch->config.address_rate;
	if (call->verb->cost == 0 || bucket == NULL ||
	    bucket_take(bucket, rate, call->verb->cost, call->received_us, &wait_s))
		return RC_OK;
	return refuse(&call->refusal, SAY_TOO_FAST, "%d", wait_s);
}

enum rc dispatch_judge(struct dispatch *dispatch, struct call *call, struct bucket *bucket)
{
	if (dispatch->is_stopping)
		return refuse(&call->refusal, SAY_BUSY, "%s", "");
	enum rc rc = judge_role(call);
	if (rc == RC_OK)
		rc = params_check(call->verb->params, call->params, &call->refusal);
	if (rc == RC_OK)
		rc = judge_rate(dispatch, call, bucket);
	return rc;
}

/* ---- the way of a call ---- */

static void subscribe(struct dispatch *dispatch, const struct call *call)
{
	struct watch *watch = dispatch->config.watch;
	if (call->forgets_streams)
		watch_drop(watch, call->conn);
	for (size_t i = 0; i < call->stream_count; i++) {
		if (watch_add(watch, call->conn, call->streams[i]) == RC_LIMIT)
			log_warn("a connection follows too many streams: verb=%s",
				 call->verb->name);
	}
}

/* A refusal always has a sentence, and never one for another reason than its rc. */
static void complete_refusal(struct call *call)
{
	enum rc rc = call->job.rc;
	if (rc != RC_OK && sentence_rc(call->refusal.sentence) != rc)
		call_refuse_rc(call, rc);
}

static void end(struct call *call)
{
	struct dispatch *dispatch = call->dispatch;
	complete_refusal(call);
	if (call->finish != NULL)
		call->finish(call);
	bool is_done = call->job.rc == RC_OK;
	struct event_list events = call->events;
	call->events = (struct event_list){0};
	if (is_done)
		subscribe(dispatch, call);
	if (dispatch->config.metrics != NULL)
		metrics_call(dispatch->config.metrics, call->verb, call->job.rc,
			     clock_monotonic_us() - call->received_us);
	dispatch->in_flight--;
	call->ended(call);
	for (size_t i = 0; is_done && i < events.count; i++)
		watch_publish(dispatch->config.watch, &events.items[i]);
	event_list_done(&events);
}

static void after_run(struct job *job)
{
	end((struct call *)job);
}

/* A long list takes milliseconds to print: on the lane, so that the loop only copies it. */
static void print_result(struct call *call)
{
	if (call->result == NULL || call->http != NULL)
		return;
	char *text = json_print(call->result);
	cJSON_Delete(call->result);
	call->result = cJSON_CreateRaw(text);
	free(text);
}

static void run_verb(struct job *job, void *thread)
{
	struct call *call = (struct call *)job;
	call->thread = thread;
	job->rc = call->verb->run(call);
	if (job->rc == RC_OK)
		print_result(call);
	call->thread = NULL;
}

static void prepare_verb(struct job *job, void *thread)
{
	struct call *call = (struct call *)job;
	call->thread = thread;
	job->rc = call->verb->prepare(call);
	call->thread = NULL;
}

/* A full lane, one that closes, or none: the same to the person who asks. */
static void submit(struct call *call, enum lane_kind kind)
{
	struct lane *lane = call->dispatch->lanes[kind];
	if (lane != NULL && lane_submit(lane, &call->job) == RC_OK)
		return;
	call->job.rc = refuse(&call->refusal, SAY_BUSY, "%s", "");
	end(call);
}

static void go_run(struct call *call)
{
	call->job.run = run_verb;
	call->job.after = after_run;
	if (call->verb->lane != ON_LOOP) {
		submit(call, call->verb->lane);
		return;
	}
	run_verb(&call->job, NULL);
	end(call);
}

static void after_prepare(struct job *job)
{
	struct call *call = (struct call *)job;
	if (job->rc == RC_OK)
		go_run(call);
	else
		end(call);
}

void dispatch_start(struct dispatch *dispatch, struct call *call, void (*ended)(struct call *call))
{
	call->dispatch = dispatch;
	call->ended = ended;
	dispatch->in_flight++;
	if (call->verb->prepare == NULL) {
		go_run(call);
		return;
	}
	call->job.run = prepare_verb;
	call->job.after = after_prepare;
	submit(call, call->verb->prepares_outside ? ON_OUTSIDE : ON_READER);
}

/* ---- by socket ---- */

/* takes text. */
static void send_reply(struct dispatch *dispatch, struct conn_id conn, char *text)
{
	struct frame *frame = frame_new(FRAME_REPLY, text, strlen(text));
	free(text);
	conn_send(dispatch->config.conns, conn, frame);
	frame_unref(frame);
}

static void call_free(struct call *call)
{
	call_done(call);
	free(call);
}

/* gives the text. */
static char *error_text(const struct call *call, enum wire_code code, enum rc rc)
{
	const struct wire_failure failure = {code, &call->refusal, rc, call->locale,
					     call->problems};
	return wire_error(call->request_id, &failure);
}

static void answer(struct call *call)
{
	struct dispatch *dispatch = call->dispatch;
	char *text = call->job.rc == RC_OK ? wire_result(call->request_id, call->result)
					   : error_text(call, WIRE_REFUSED, call->job.rc);
	send_reply(dispatch, call->conn, text);
	conn_work_ends(dispatch->config.conns, call->conn);
	call_free(call);
}

struct message {
	struct dispatch *dispatch;
	struct conn_id conn;
	const struct identity *from;
	size_t len;
	struct wire_request request;
};

static void reply_error(struct message *m, enum wire_code code, const struct refusal *refusal)
{
	enum rc rc = sentence_rc(refusal->sentence);
	const struct wire_failure failure = {code, refusal, rc, m->from->locale, NULL};
	send_reply(m->dispatch, m->conn, wire_error(m->request.id, &failure));
}

static void reply_malformed(struct message *m, enum wire_code code, const char *why)
{
	struct refusal refusal;
	refuse(&refusal, SAY_MALFORMED, "%s", why);
	reply_error(m, code, &refusal);
}

static void reply_no_such_verb(struct message *m)
{
	char shown[METHOD_SHOWN + 1];
	size_t n = 0;
	for (; m->request.method[n] != '\0' && n < METHOD_SHOWN; n++)
		shown[n] =
			isgraph((unsigned char)m->request.method[n]) ? m->request.method[n] : '?';
	shown[n] = '\0';
	struct refusal refusal;
	refuse(&refusal, SAY_UNKNOWN_VERB, "%s", shown);
	reply_error(m, WIRE_NO_SUCH_VERB, &refusal);
}

/* gives a call that has taken the request's tree and id. */
static struct call *call_new(struct message *m, const struct verb *verb)
{
	struct call *call = xzalloc(sizeof *call);
	call->conn = m->conn;
	call->verb = verb;
	call->request_id = m->request.id;
	call->envelope = m->request.tree;
	call->params = m->request.params;
	call->actor = m->from->actor;
	call->locale = m->from->locale;
	memcpy(call->library, m->from->library, sizeof call->library);
	call->has_session = m->from->has_session;
	memcpy(call->session, m->from->session, sizeof call->session);
	call->app = m->dispatch->config.app;
	call->received_us = clock_monotonic_us();
	m->request = (struct wire_request){0};
	return call;
}

static enum rc judge_message(struct message *m, struct call *call)
{
	struct conns *conns = m->dispatch->config.conns;
	if (!conn_may_speak(conns, m->conn))
		return refuse(&call->refusal, SAY_TOO_FAST, "%d", 5);
	if (m->len > call->verb->max_bytes)
		return refuse(&call->refusal, SAY_TOO_BIG, "%zu Ko",
			      (call->verb->max_bytes + 1023) / 1024);
	return dispatch_judge(m->dispatch, call, conn_bucket(conns, m->conn));
}

static void dispatch_request(struct message *m)
{
	const struct verb *verb = verb_find(m->dispatch->config.verbs, m->request.method);
	if (verb == NULL) {
		conn_may_speak(m->dispatch->config.conns, m->conn);
		reply_no_such_verb(m);
		return;
	}
	struct call *call = call_new(m, verb);
	enum rc rc = judge_message(m, call);
	if (rc == RC_OK) {
		conn_work_begins(m->dispatch->config.conns, m->conn);
		dispatch_start(m->dispatch, call, answer);
		return;
	}
	if (m->dispatch->config.metrics != NULL)
		metrics_call(m->dispatch->config.metrics, verb, rc, 0);
	/* Of the judgements only the one on params says "invalid". */
	enum wire_code code = rc == RC_INVALID ? WIRE_BAD_PARAMS : WIRE_REFUSED;
	send_reply(m->dispatch, m->conn, error_text(call, code, rc));
	call_free(call);
}

void dispatch_text(struct dispatch *dispatch, struct conn_id conn, const char *text, size_t len)
{
	struct message m = {.dispatch = dispatch, .conn = conn, .len = len};
	m.from = conn_identity(dispatch->config.conns, conn);
	if (m.from == NULL)
		return;
	const char *why = "";
	enum wire_code code = wire_parse(text, len, &m.request, &why);
	if (code == WIRE_OK) {
		dispatch_request(&m);
	} else {
		conn_may_speak(dispatch->config.conns, conn);
		reply_malformed(&m, code, why);
	}
	wire_request_done(&m.request);
}
