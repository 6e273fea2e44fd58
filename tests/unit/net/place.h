/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place.h - a real server on a port of its own, with verbs and routes made for tests.
 *
 * Functions are inline so that each test program takes what it needs.
 */
#ifndef UNIT_NET_PLACE_H
#define UNIT_NET_PLACE_H

#include "base/xalloc.h"
#include "net/loop.h"
#include "net/watch.h"

#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static inline enum rc run_echo(struct call *call)
{
	call->result = cJSON_CreateObject();
	json_put_text(call->result, "text", call_text(call, "text"));
	json_put_text(call->result, "on", call->thread == NULL ? "loop" : "lane");
	return RC_OK;
}

static inline enum rc run_follow(struct call *call)
{
	call_follow(call, call_text(call, "stream"));
	return RC_OK;
}

static inline enum rc run_tell(struct call *call)
{
	struct event event = {.seq = call_int(call, "seq", 1), .type = "told", .data = NULL};
	snprintf(event.stream, sizeof event.stream, "%s", call_text(call, "stream"));
	size_t fill = (size_t)call_int(call, "fill", 0);
	char *text = xzalloc(fill + 1);
	memset(text, 'x', fill);
	event.data = xasprintf("{\"fill\":\"%s\"}", text);
	for (int64_t i = 0; i < call_int(call, "times", 1); i++) {
		event_list_add(&call->events, &event);
		event.seq++;
	}
	free(event.data);
	free(text);
	return RC_OK;
}

static inline enum rc run_refuse(struct call *call)
{
	return refuse(&call->refusal, SAY_CLAIM_HELD, "%s", "Malik");
}

static inline enum rc run_become(struct call *call)
{
	struct identity identity = {.actor = {.person = 7, .roles = ROLE_RESPONDENT}};
	conn_identify(call_conns(call), call->conn, &identity);
	return RC_OK;
}

static inline enum rc run_nothing(struct call *call)
{
	(void)call;
	return RC_OK;
}

/* What a handler finds in call->app: how many held calls may go on. */
struct app {
	sem_t releases;
};

static inline enum rc run_held(struct call *call)
{
	sem_wait(&((struct app *)call->app)->releases);
	return RC_OK;
}

static const struct param echo_params[] = {
	{"text", PARAM_TEXT, true, 60000, "What comes back."},
	{0},
};
static const struct param stream_params[] = {
	{"stream", PARAM_TEXT, true, 60, "Which."},
	{"seq", PARAM_INT, false, 0, "First number."},
	{"fill", PARAM_INT, false, 100000, "Bytes in each."},
	{"times", PARAM_INT, false, 2000, "How many."},
	{0},
};

/* clang-format off */
static const struct verb verbs[] = {
	{.name = "echo", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 65536, .cost = 1, .run = run_echo, .params = echo_params, .sentence = "Echo."},
	{.name = "both", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 16384, .prepare = run_echo, .run = run_nothing, .params = echo_params, .sentence = "Prepared."},
	{.name = "here", .roles = ROLE_PUBLIC, .lane = ON_LOOP, .max_bytes = 16384, .run = run_echo, .params = echo_params, .sentence = "On the loop."},
	{.name = "follow", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 1024, .run = run_follow, .params = stream_params, .sentence = "Follow."},
	{.name = "tell", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 1024, .run = run_tell, .params = stream_params, .sentence = "Tell."},
	{.name = "refuse", .roles = ROLE_PUBLIC, .lane = ON_READER, .max_bytes = 1024, .run = run_refuse, .sentence = "No."},
	{.name = "become", .roles = ROLE_PUBLIC, .lane = ON_LOOP, .max_bytes = 1024, .run = run_become, .sentence = "Staff."},
	{.name = "held", .roles = ROLE_PUBLIC, .lane = ON_READER, .max_bytes = 1024, .run = run_held, .sentence = "Held."},
	{.name = "staff", .roles = ROLE_RESPONDENT, .lane = ON_LOOP, .max_bytes = 1024, .run = run_echo, .params = echo_params, .sentence = "Staff only."},
	{.name = "dear", .roles = ROLE_PUBLIC, .lane = ON_LOOP, .max_bytes = 1024, .cost = 10, .run = run_refuse, .sentence = "Costs ten."},
};
static const struct verb posted   = {.name = "POST /echo", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 1000, .run = run_echo, .params = echo_params, .sentence = "."};
static const struct verb prepared = {.name = "POST /form", .roles = ROLE_PUBLIC, .lane = ON_WRITER, .max_bytes = 1000, .prepare = run_echo, .run = run_nothing, .params = echo_params, .sentence = "."};
static const struct verb asked    = {.name = "GET /echo", .roles = ROLE_PUBLIC, .lane = ON_READER, .max_bytes = 0, .run = run_echo, .params = echo_params, .sentence = "."};

static const struct route routes[] = {
	{HTTP_POST, "/echo", &posted,   BODY_JSON, CSP_NOTHING, NULL},
	{HTTP_POST, "/form", &posted,   BODY_FORM, CSP_FORM_RESULT, NULL},
	{HTTP_POST, "/both", &prepared, BODY_FORM, CSP_FORM_RESULT, NULL},
	{HTTP_GET,  "/echo", &asked,    BODY_NONE, CSP_NOTHING, NULL},
};
/* clang-format on */

static const struct verb_table table = {"Test", verbs, sizeof verbs / sizeof verbs[0]};
static const struct verb_table *const tables[] = {&table};
static const struct verb_set set = {tables, 1};
static const struct route_table route_table = {routes, sizeof routes / sizeof routes[0]};
static const struct route_set route_set = {&route_table, 1};

struct place {
	struct app app;
	struct server *server;
	struct lane *lanes[LANE_KIND_COUNT];
	pthread_t thread;
	bool is_running;
	char web_dir[64];
};

static inline void *lane_handle(void *arg, int index)
{
	(void)index;
	return arg;
}

static inline struct lane *open_lane(struct place *place, const char *name, int threads)
{
	return lane_open(&(struct lane_config){.name = name,
					       .threads = threads,
					       .capacity = 256,
					       .batch_max = 8,
					       .thread_open = lane_handle,
					       .arg = place,
					       .wake = server_wake,
					       .wake_arg = place->server});
}

static inline void *run_server(void *arg)
{
	server_run(((struct place *)arg)->server);
	return NULL;
}

static inline void write_file(const char *dir, const char *name, const char *text)
{
	char path[200];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static inline void make_web(struct place *place)
{
	char assets[100];
	snprintf(place->web_dir, sizeof place->web_dir, "/tmp/aig-test-web-XXXXXX");
	assert_non_null(mkdtemp(place->web_dir));
	snprintf(assets, sizeof assets, "%s/assets", place->web_dir);
	mkdir(assets, 0700);
	write_file(place->web_dir, "index.html", "<!doctype html><title>Accueil</title>");
	write_file(place->web_dir, "widget.html", "<!doctype html><title>Widget</title>");
	write_file(place->web_dir, "widget.js", "'use strict'");
	write_file(assets, "app-1a2b.js", "export {}");
}

static inline void remove_web(const struct place *place)
{
	static const char *const files[] = {"index.html", "widget.html", "widget.js",
					    "assets/app-1a2b.js", "assets"};
	char path[200];
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", place->web_dir, files[i]);
		remove(path);
	}
	remove(place->web_dir);
}

static inline struct place *open_place(struct net_settings settings)
{
	char why[200] = "";
	struct place *place = xzalloc(sizeof *place);
	sem_init(&place->app.releases, 0, 0);
	make_web(place);
	settings.listen_port = 0;
	settings.web_dir = place->web_dir;
	struct server_config config = {
		.settings = settings, .verbs = &set, .routes = &route_set, .app = &place->app};
	place->server = server_open(&config, why, sizeof why);
	if (place->server == NULL)
		fail_msg("%s", why);
	place->lanes[ON_WRITER] = open_lane(place, "writer", 1);
	place->lanes[ON_READER] = open_lane(place, "reader", 2);
	server_use_lanes(place->server, place->lanes);
	pthread_create(&place->thread, NULL, run_server, place);
	place->is_running = true;
	return place;
}

static inline void stop_place(struct place *place)
{
	if (!place->is_running)
		return;
	for (int i = 0; i < 1000; i++)
		sem_post(&place->app.releases);
	server_stop(place->server);
	pthread_join(place->thread, NULL);
	place->is_running = false;
}

static inline struct net_settings lenient(void)
{
	struct net_settings settings = net_settings_default();
	settings.limits_enabled = false;
	settings.body_s = 1;
	return settings;
}

static inline int set_up(void **state)
{
	*state = open_place(lenient());
	return 0;
}

static inline int tear_down(void **state)
{
	struct place *place = *state;
	stop_place(place);
	/* The writer first: the reader's afters must not miss it. */
	lane_close(place->lanes[ON_WRITER]);
	lane_close(place->lanes[ON_READER]);
	server_close(place->server);
	remove_web(place);
	sem_destroy(&place->app.releases);
	free(place);
	return 0;
}

#endif
