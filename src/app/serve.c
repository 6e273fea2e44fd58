/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * serve.c - `aiguilleur serve`: start order and stop order.
 *
 *   settings → data → server (listens) → lanes → run … stop → lanes → server → data
 */
#include "app/serve.h"

#include "app/commands.h"
#include "app/data.h"
#include "app/demo.h"
#include "app/janitor.h"
#include "app/settings.h"
#include "base/log.h"
#include "base/str.h"
#include "flow/directory.h"
#include "flow/shared_directory.h"
#include "net/loop.h"
#include "net/metrics.h"
#include "net/plain.h"
#include "net/session_api.h"
#include "net/verbs_console.h"
#include "net/verbs_desk.h"
#include "net/verbs_directory.h"
#include "net/verbs_network.h"
#include "net/verbs_people.h"
#include "net/verbs_public.h"
#include "net/verbs_rules.h"
#include "net/verbs_team.h"
#include "rules/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	LIST_MAX = 64,
	WRITER_BATCH = 64,
	LANE_CAPACITY = 4096,
	OUTSIDE_CAPACITY = 16, /* trust.md H1: two hash at a time, sixteen wait */
	OUTSIDE_THREADS = 2,
	WHY_BYTES = PATH_BYTES + 200,
};

/* clang-format off */
static const struct verb_table *const tables[] = {
	&verbs_public,
	&verbs_desk,
	&verbs_network,
	&verbs_console,
	&verbs_rules,
	&verbs_directory,
	&verbs_people,
	&verbs_team,
};
/* clang-format on */
static const struct verb_set verbs = {tables, sizeof tables / sizeof tables[0]};

const struct verb_set *serve_verbs(void)
{
	return &verbs;
}

/* What exists once while the server runs. facts comes first: the handlers' call->app. */
struct program {
	struct desk_facts facts;
	struct settings settings;
	struct base_data base;
	int lock; /* the data directory is ours while it is open */
	struct net_settings net;
	char host[128];
	char *origin_text, *network_text;
	const char *origins[LIST_MAX], *networks[LIST_MAX];
	struct route_table route_tables[2];
	struct route_set routes;
	struct janitor janitor;
	struct server *server;
	struct lane *lanes[LANE_KIND_COUNT];
	char why[WHY_BYTES];
};

static bool fail(struct program *p, const char *what)
{
	snprintf(p->why, sizeof p->why, "%s", what);
	return false;
}

/* ---------------------------------------------------------------- settings */

static bool read_settings(struct program *p, const struct options *o)
{
	settings_init(&p->settings);
	if (o->config != NULL) {
		struct problems problems = {0};
		bool is_read = settings_read(&p->settings, o->config, &problems);
		problems_print(&problems, stderr);
		problems_done(&problems);
		if (!is_read)
			return fail(p, "the configuration file has errors (see above)");
	}
	if (!settings_set_all(&p->settings, o->set, p->why, sizeof p->why))
		return false;
	static const char *const levels[] = {"error", "warn", "info", "debug"};
	for (int i = 0; i < 4; i++) {
		if (strcmp(levels[i], p->settings.log_level) == 0)
			log_set_level((enum log_level)i);
	}
	return true;
}

/* Words between spaces, cut in place; returns how many. */
static size_t split(char *text, const char *words[LIST_MAX])
{
	size_t count = 0;
	char *rest = NULL;
	for (char *word = strtok_r(text, " ", &rest); word != NULL && count < LIST_MAX;
	     word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	return count;
}

/* "host:port", "[::1]:port"; the parts of the default that are not given stay. */
static bool read_listen(struct program *p, const char *listen)
{
	const char *colon = listen == NULL ? NULL : strrchr(listen, ':');
	if (listen == NULL)
		return true;
	if (colon == NULL)
		return fail(p, "--listen takes HOST:PORT, as 127.0.0.1:7681");
	bool has_brackets = listen[0] == '[' && colon > listen && colon[-1] == ']';
	int len = (int)(colon - listen) - (has_brackets ? 2 : 0);
	snprintf(p->host, sizeof p->host, "%.*s", len, listen + (has_brackets ? 1 : 0));
	char *end = NULL;
	long port = strtol(colon + 1, &end, 10);
	if (end == colon + 1 || *end != '\0' || port < 0 || port > 65535)
		return fail(p, "the port is a number from 0 to 65535");
	p->net.listen_host = p->host;
	p->net.listen_port = (int)port;
	return true;
}

static bool make_net_settings(struct program *p, const struct options *o)
{
	const struct settings *s = &p->settings;
	p->net = net_settings_default();
	if (!read_listen(p, o->listen))
		return false;
	p->origin_text = strdup(s->allowed_origins);
	p->network_text = strdup(s->exempt_networks);
	p->net.web_dir = o->web;
	p->net.public_url = s->public_url[0] == '\0' ? NULL : s->public_url;
	p->net.allowed_origins = p->origins;
	p->net.allowed_origin_count = split(p->origin_text, p->origins);
	p->net.exempt_networks = p->networks;
	p->net.exempt_network_count = split(p->network_text, p->networks);
	p->net.limits_enabled = s->limits_enabled;
	p->net.trusts_proxy = s->trusts_proxy;
	p->net.max_connections = (int)s->connections;
	p->net.sockets_per_address = (int)s->sockets_per_address;
	p->net.address_tokens_per_second = s->address_tokens_per_second;
	p->net.address_burst = s->address_burst;
	p->net.socket_messages_per_minute = (double)s->messages_per_minute;
	p->net.ping_s = (int)s->ping_s;
	p->net.hangup_s = (int)s->hangup_s;
	const char *problem = net_settings_problem(&p->net);
	if (problem != NULL)
		return fail(p, problem);
	if (s->clock_offset_ms != 0 && !net_is_loopback_host(p->net.listen_host))
		return fail(p, "test.clock_offset_ms is for a loopback address only");
	return true;
}

/* ---------------------------------------------------------------- data */

static bool open_data(struct program *p, const struct options *o)
{
	p->lock = data_lock(o->data, p->why, sizeof p->why);
	if (p->lock < 0)
		return false;
	if (!base_data_open(&p->base, o->data, p->why, sizeof p->why))
		return false;
	p->base.settings = settings_desk(&p->settings);
	p->base.clock = clock_system(p->settings.clock_offset_ms);
	p->facts = (struct desk_facts){
		.version = AIG_VERSION,
		.lease_ms = p->base.settings.lease_ms,
		.text_chars_max = p->base.settings.text_chars_max,
	};
	return true;
}

/* The demo accounts' password is printed on a terminal: such a desk does not leave the machine. */
static bool demo_stays_home(struct program *p)
{
	char path[PATH_BYTES];
	if (!data_path(p->base.dir, "desk.db", path))
		return fail(p, "the data directory's path is too long");
	struct store *s = store_open(path, STORE_READ, p->why, sizeof p->why);
	if (s == NULL)
		return false;
	p->facts.is_demo = demo_is_here(s);
	store_close(s);
	if (!p->facts.is_demo || net_is_loopback_host(p->net.listen_host))
		return true;
	return fail(p, "this data has the demo accounts, which are for loopback addresses only; "
		       "make a data directory without --demo");
}

/* ---------------------------------------------------------------- lanes */

static void *open_thread(const struct program *p, enum store_mode mode)
{
	char why[WHY_BYTES];
	struct worker *w = worker_open(&p->base, mode, why, sizeof why);
	if (w == NULL)
		log_error("lane: what=%s", why);
	return w;
}

static void *open_writer(void *program, int index)
{
	(void)index;
	return open_thread(program, STORE_CREATE);
}

static void *open_reader(void *program, int index)
{
	(void)index;
	return open_thread(program, STORE_READ);
}

static void close_thread(void *thread)
{
	worker_close(thread);
}

static void writer_batch_begin(void *thread)
{
	struct worker *w = thread;
	if (store_begin(w->store) != RC_OK)
		log_error("writer: a transaction could not begin");
}

static enum rc writer_batch_end(void *thread)
{
	struct worker *w = thread;
	return store_commit(w->store);
}

static enum rc writer_each_begin(void *thread)
{
	struct worker *w = thread;
	return store_scope_begin(w->store);
}

static void writer_each_end(void *thread, enum rc rc)
{
	struct worker *w = thread;
	w->events = NULL;
	if (rc == RC_OK)
		store_scope_keep(w->store);
	else
		store_scope_undo(w->store);
}

static bool open_lanes(struct program *p)
{
	struct lane_config common = {
		.capacity = LANE_CAPACITY,
		.thread_close = close_thread,
		.arg = p,
		.wake = server_wake,
		.wake_arg = p->server,
	};
	struct lane_config writer = common, reader = common, outside = common;
	writer.name = "writer";
	writer.threads = 1;
	writer.batch_max = WRITER_BATCH;
	writer.thread_open = open_writer;
	writer.batch_begin = writer_batch_begin;
	writer.batch_end = writer_batch_end;
	writer.each_begin = writer_each_begin;
	writer.each_end = writer_each_end;
	reader.name = "reader";
	reader.threads = (int)p->settings.reader_threads;
	reader.batch_max = 1;
	reader.thread_open = open_reader;
	outside.name = "outside";
	outside.threads = OUTSIDE_THREADS;
	outside.capacity = OUTSIDE_CAPACITY;
	outside.batch_max = 1;
	outside.thread_open = open_reader;
	p->lanes[ON_WRITER] = lane_open(&writer);
	p->lanes[ON_READER] = p->lanes[ON_WRITER] == NULL ? NULL : lane_open(&reader);
	p->lanes[ON_OUTSIDE] = p->lanes[ON_READER] == NULL ? NULL : lane_open(&outside);
	if (p->lanes[ON_OUTSIDE] == NULL)
		return fail(p, "a lane could not be opened (see above)");
	server_use_lanes(p->server, p->lanes);
	p->janitor.writer = p->lanes[ON_WRITER];
	return true;
}

static void close_lanes(struct program *p)
{
	struct lane *none[LANE_KIND_COUNT] = {NULL};
	p->janitor.writer = NULL;
	if (p->server != NULL)
		server_use_lanes(p->server, none);
	/* Readers first: what they finish may still go to the writer's queue only before it closes. */
	for (int i = LANE_KIND_COUNT - 1; i >= 0; i--)
		lane_close(p->lanes[i]);
}

/* ---------------------------------------------------------------- the server */

static void print_metrics(void *program, struct str *out)
{
	const struct program *p = program;
	static const struct metric depth = {"aiguilleur_lane_depth", "gauge",
					    "Jobs accepted and not yet run, by lane."};
	static const struct metric left_out = {"aiguilleur_rules_quarantined", "gauge",
					       "Rules left out for having run into their limits."};
	const struct ruleset *rules = p->base.reference.rules;
	int quarantined = 0;
	for (size_t i = 0; i < ruleset_count(rules); i++)
		quarantined += ruleset_is_quarantined(rules, i);
	metric_head(out, &left_out);
	metric_value(out, left_out.name, NULL, NULL, quarantined);
	metric_head(out, &depth);
	for (int i = 0; i < LANE_KIND_COUNT; i++) {
		if (p->lanes[i] != NULL)
			metric_value(out, depth.name, "lane", lane_name(p->lanes[i]),
				     lane_depth(p->lanes[i]));
	}
}

static bool open_server(struct program *p)
{
	p->route_tables[0] = session_routes;
	p->route_tables[1] = plain_routes;
	p->routes = (struct route_set){p->route_tables, 2};
	struct server_config config = {
		.settings = p->net,
		.verbs = &verbs,
		.routes = &p->routes,
		.app = p,
		.timer_arg = &p->janitor,
		.print_metrics = print_metrics,
		.handles_signals = true,
	};
	config.timers = janitor_timers(&config.timer_count);
	p->server = server_open(&config, p->why, sizeof p->why);
	p->janitor.server = p->server;
	p->janitor.rules = p->base.reference.rules;
	p->janitor.event_keep_ms = p->settings.event_hours * 60 * 60 * 1000;
	return p->server != NULL;
}

static void announce(const struct program *p)
{
	struct shared_directory *shared = p->base.reference.directories;
	const struct directory *d = shared_directory_renew(shared, NULL);
	log_info("serving: version=%s address=%s:%d rules=%zu jit=%s libraries=%d queues=%d",
		 AIG_VERSION, p->net.listen_host, server_port(p->server),
		 ruleset_count(p->base.reference.rules),
		 ruleset_has_jit(p->base.reference.rules) ? "yes" : "no", d->library_count,
		 d->queue_count);
	shared_directory_drop(shared, d);
}

int command_serve(const struct options *o)
{
	struct program *p = calloc(1, sizeof *p);
	if (p == NULL)
		return could_not("serve", "out of memory");
	bool is_open = read_settings(p, o) && make_net_settings(p, o) && open_data(p, o) &&
		       demo_stays_home(p) && open_server(p) && open_lanes(p);
	if (is_open) {
		announce(p);
		janitor_catch_up(&p->janitor);
		server_run(p->server);
		log_info("stopped");
	} else {
		could_not("serve", "%s", p->why);
	}
	close_lanes(p);
	server_close(p->server);
	base_data_close(&p->base);
	if (p->lock > 0)
		close(p->lock);
	settings_done(&p->settings);
	free(p->origin_text);
	free(p->network_text);
	free(p);
	return is_open ? DONE : COULD_NOT;
}
