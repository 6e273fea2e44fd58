/* SPDX-License-Identifier: EUPL-1.2 */
/* janitor.c - see janitor.h. The table at the end says what is done and how often. */
#include "app/janitor.h"

#include "base/log.h"
#include "base/xalloc.h"
#include "flow/7_claim.h"
#include "lanes/lane.h"
#include "net/watch.h"
#include "people/accounts.h"
#include "store/event_store.h"

#include <stdlib.h>

enum { CHORE_ARENA_BYTES = 16 * 1024 * 1024, SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

struct chore;
typedef enum rc chore_fn(struct chore *chore, struct worker *w);

struct chore {
	struct job job; /* comes first */
	struct janitor *janitor;
	chore_fn *run;
	const char *name;
	struct event_list events;
};

static void run_chore(struct job *job, void *thread)
{
	struct chore *chore = (struct chore *)job;
	struct worker *w = thread;
	struct arena a;
	arena_init(&a, CHORE_ARENA_BYTES);
	w->events = &chore->events;
	w->arena = &a;
	w->refusal = NULL;
	job->rc = chore->run(chore, w);
	w->events = NULL;
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
	event_list_done(&chore->events);
	free(chore);
}

static void submit(struct janitor *janitor, const char *name, chore_fn *run)
{
	if (janitor->writer == NULL)
		return;
	struct chore *chore = xzalloc(sizeof *chore);
	*chore = (struct chore){
		.job = {.run = run_chore, .after = after_chore},
		.janitor = janitor,
		.run = run,
		.name = name,
	};
	/* A full lane is a busy desk: the next tick will do. */
	if (lane_submit(janitor->writer, &chore->job) != RC_OK)
		free(chore);
}

static enum rc expire_leases(struct chore *chore, struct worker *w)
{
	(void)chore;
	int count = 0;
	enum rc rc = claim_expire_all(w, &count);
	if (count > 0)
		log_info("janitor: leases ended=%d", count);
	return rc;
}

static enum rc sweep_sessions(struct chore *chore, struct worker *w)
{
	(void)chore;
	(void)w->arena;
	return sessions_sweep(w->store, clock_wall_ms(w->clock));
}

static enum rc sweep_events(struct chore *chore, struct worker *w)
{
	(void)w->arena;
	return store_events_sweep(w->store,
				  clock_wall_ms(w->clock) - chore->janitor->event_keep_ms);
}

static void tick_leases(void *janitor)
{
	submit(janitor, "leases", expire_leases);
}

static void tick_sessions(void *janitor)
{
	submit(janitor, "sessions", sweep_sessions);
}

static void tick_events(void *janitor)
{
	submit(janitor, "events", sweep_events);
}

static const struct timer_row timers[] = {
	{"leases", 2 * SECOND_MS, tick_leases},
	{"sessions", 10 * MINUTE_MS, tick_sessions},
	{"events", 60 * MINUTE_MS, tick_events},
};

const struct timer_row *janitor_timers(size_t *count)
{
	*count = sizeof timers / sizeof timers[0];
	return timers;
}

void janitor_catch_up(struct janitor *janitor)
{
	for (size_t i = 0; i < sizeof timers / sizeof timers[0]; i++)
		timers[i].run(janitor);
}
