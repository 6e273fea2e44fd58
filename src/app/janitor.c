/* SPDX-License-Identifier: EUPL-1.2 */
/* janitor.c - see janitor.h. The table at the end says what is done and how often. */
#include "app/janitor.h"

#include "base/log.h"
#include "base/xalloc.h"
#include "flow/7_claim.h"
#include "flow/deadline.h"
#include "flow/referral.h"
#include "lanes/lane.h"
#include "net/conn.h"
#include "net/presence.h"
#include "net/watch.h"
#include "people/accounts.h"
#include "rules/match.h"
#include "store/event_store.h"

#include <stdlib.h>

enum {
	CHORE_ARENA_BYTES = 16 * 1024 * 1024,
	SECOND_MS = 1000,
	MINUTE_MS = 60 * SECOND_MS,
	SESSIONS_WATCHED = 4096,
	BATCH = 100,
	BATCHES_MAX = 20,
};

struct chore;
typedef enum rc chore_fn(struct chore *chore, struct worker *w);

struct chore {
	struct job job; /* comes first */
	struct janitor *janitor;
	const char *name;
	chore_fn *run;                       /* on the writer */
	void (*finish)(struct chore *chore); /* on the loop, when run succeeded; may be NULL */
	struct event_list events;
	struct session_use *sessions; /* of watch_sessions; owned */
	bool *is_over;                /* one each; owned */
	size_t session_count;
};

static void run_chore(struct job *job, void *thread)
{
	struct chore *chore = (struct chore *)job;
	struct worker *w = thread;
	struct arena a;
	arena_init(&a, CHORE_ARENA_BYTES);
	worker_renew(w);
	w->arena = &a;
	w->refusal = NULL;
	w->events = &chore->events;
	job->rc = chore->run(chore, w);
	arena_done(&a);
}

static void after_chore(struct job *job)
{
	struct chore *chore = (struct chore *)job;
	struct watch *watch = server_watch(chore->janitor->server);
	if (job->rc != RC_OK)
		log_warn("janitor: chore=%s what=%s", chore->name, rc_when(job->rc));
	for (size_t i = 0; job->rc == RC_OK && i < chore->events.count; i++)
		watch_publish(watch, &chore->events.items[i]);
	if (job->rc == RC_OK && chore->finish != NULL)
		chore->finish(chore);
	event_list_done(&chore->events);
	free(chore->sessions);
	free(chore->is_over);
	free(chore);
}

static struct chore *chore_new(struct janitor *janitor, const char *name, chore_fn *run)
{
	struct chore *chore = xzalloc(sizeof *chore);
	chore->job = (struct job){.run = run_chore, .after = after_chore};
	chore->janitor = janitor;
	chore->name = name;
	chore->run = run;
	return chore;
}

/* takes chore. A full lane is a busy desk: the next tick will do. */
static void submit(struct chore *chore)
{
	struct lane *writer = chore->janitor->writer;
	if (writer != NULL && lane_submit(writer, &chore->job) == RC_OK)
		return;
	free(chore->sessions);
	free(chore->is_over);
	free(chore);
}

/* ---------------------------------------------------------------- the chores */

static enum rc expire_leases(struct chore *chore, struct worker *w)
{
	(void)chore;
	int count = 0;
	enum rc rc = claim_expire_all(w, &count);
	if (count > 0)
		log_info("janitor: leases ended=%d", count);
	return rc;
}

/*
 * Who holds a lease that is about to end hears it once: each lease's warning moment lies in one of these spans. A lease
 * is at least six warnings long, so none begins inside its own.
 */
static enum rc warn_holders(struct chore *chore, struct worker *w)
{
	struct janitor *janitor = chore->janitor;
	int64_t now = clock_wall_ms(w->clock), until = now + claim_warning_ms(w);
	int64_t after = janitor->warned_until > now ? janitor->warned_until : now;
	enum rc rc = after < until ? claim_warn(w, after, until) : RC_OK;
	if (rc == RC_OK)
		janitor->warned_until = until;
	return rc;
}

static void tick_warnings(void *janitor)
{
	submit(chore_new(janitor, "warnings", warn_holders));
}

static enum rc tell_late_referrals(struct chore *chore, struct worker *w)
{
	(void)chore;
	return referral_tell_late(w);
}

static void tick_referrals(void *janitor)
{
	submit(chore_new(janitor, "referrals", tell_late_referrals));
}

static void tick_presence(void *arg)
{
	const struct janitor *janitor = arg;
	presence_sweep(server_presence(janitor->server), clock_monotonic_us() / 1000);
}

static void tick_leases(void *janitor)
{
	submit(chore_new(janitor, "leases", expire_leases));
}

/* Several batches in one go, so that a night's worth is caught up at the first tick; bounded, so that others work too. */
typedef enum rc batch_fn(struct worker *w, int *count);

static enum rc run_batches(struct worker *w, batch_fn *batch, const char *what)
{
	int count = BATCH, sum = 0;
	enum rc rc = RC_OK;
	for (int i = 0; i < BATCHES_MAX && rc == RC_OK && count == BATCH; i++) {
		rc = batch(w, &count);
		sum += count;
		/* What one batch read is of no use to the next. */
		arena_done(w->arena);
		arena_init(w->arena, CHORE_ARENA_BYTES);
	}
	if (sum > 0)
		log_info("janitor: %s=%d", what, sum);
	return rc;
}

static enum rc mark_deadlines(struct chore *chore, struct worker *w)
{
	(void)chore;
	return run_batches(w, deadline_tick, "deadlines");
}

static void tick_deadlines(void *janitor)
{
	submit(chore_new(janitor, "deadlines", mark_deadlines));
}

static enum rc hand_over(struct chore *chore, struct worker *w)
{
	(void)chore;
	return run_batches(w, claim_hand_over_all, "handed_over");
}

static void tick_absences(void *janitor)
{
	submit(chore_new(janitor, "absences", hand_over));
}

static enum rc rise_where_closed(struct chore *chore, struct worker *w)
{
	(void)chore;
	return run_batches(w, deadline_closures, "risen_where_closed");
}

static void tick_closures(void *janitor)
{
	submit(chore_new(janitor, "closures", rise_where_closed));
}

/*
 * A socket lives no longer than the session behind it (trust.md W15): disabled, logged out elsewhere or too old, it
 * is closed within a second or two. And who works at the desk is not idle, though no cookie travels.
 */
static enum rc check_sessions(struct chore *chore, struct worker *w)
{
	int64_t now = clock_wall_ms(w->clock);
	for (size_t i = 0; i < chore->session_count; i++) {
		const struct session_use *use = &chore->sessions[i];
		struct actor actor;
		enum rc rc = session_actor(w->store, use->session, now, &actor);
		chore->is_over[i] = rc == RC_DENIED;
		if (rc == RC_OK && use->has_spoken)
			rc = session_keep(w->store, use->session, now);
		if (rc != RC_OK && rc != RC_DENIED)
			return rc;
	}
	return RC_OK;
}

static void close_sessions(struct chore *chore)
{
	struct conns *conns = server_conns(chore->janitor->server);
	for (size_t i = 0; i < chore->session_count; i++) {
		if (chore->is_over[i])
			conns_close_session(conns, chore->sessions[i].session);
	}
}

static void tick_sockets(void *arg)
{
	struct janitor *janitor = arg;
	struct session_use *uses = xcalloc(SESSIONS_WATCHED, sizeof *uses);
	size_t count = conns_sessions(server_conns(janitor->server), uses, SESSIONS_WATCHED);
	if (count == 0) {
		free(uses);
		return;
	}
	struct chore *chore = chore_new(janitor, "sockets", check_sessions);
	chore->finish = close_sessions;
	chore->sessions = uses;
	chore->session_count = count;
	chore->is_over = xcalloc(count, sizeof *chore->is_over);
	submit(chore);
}

static enum rc sweep_sessions(struct chore *chore, struct worker *w)
{
	(void)chore;
	return sessions_sweep(w->store, clock_wall_ms(w->clock));
}

static void tick_sessions(void *janitor)
{
	submit(chore_new(janitor, "sessions", sweep_sessions));
}

static enum rc sweep_events(struct chore *chore, struct worker *w)
{
	int64_t before = clock_wall_ms(w->clock) - chore->janitor->event_keep_ms;
	return store_events_sweep(w->store, before);
}

static void tick_events(void *janitor)
{
	submit(chore_new(janitor, "events", sweep_events));
}

/* A pattern that ran into its limits may try again (trust.md P3). */
static void tick_rules(void *arg)
{
	const struct janitor *janitor = arg;
	ruleset_forgive(janitor->rules);
}

/* clang-format off */
static const struct timer_row timers[] = {
	{"leases",    2 * SECOND_MS,  tick_leases},
	{"warnings",  2 * SECOND_MS,  tick_warnings},
	{"deadlines", 2 * SECOND_MS,  tick_deadlines},
	{"absences",  MINUTE_MS,      tick_absences},
	{"closures",  10 * MINUTE_MS, tick_closures},
	{"referrals", MINUTE_MS,      tick_referrals},
	{"presence",  5 * SECOND_MS,  tick_presence},
	{"sockets",   1 * SECOND_MS,  tick_sockets},
	{"sessions",  10 * MINUTE_MS, tick_sessions},
	{"events",    60 * MINUTE_MS, tick_events},
	{"rules",     60 * MINUTE_MS, tick_rules},
};
/* clang-format on */

enum { TIMER_COUNT = sizeof timers / sizeof timers[0] };

const struct timer_row *janitor_timers(size_t *count)
{
	*count = TIMER_COUNT;
	return timers;
}

void janitor_catch_up(struct janitor *janitor)
{
	for (size_t i = 0; i < TIMER_COUNT; i++)
		timers[i].run(janitor);
}
