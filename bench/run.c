/* SPDX-License-Identifier: EUPL-1.2 */
/* run.c - see run.h. */
#include "bench/run.h"

#include "bench/client.h"

#include "base/xalloc.h"

#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum {
	CONNECTING_AT_ONCE = 32, /* well below any listen queue */
	CONNECT_MS = 30 * 1000,
	DRAIN_MS = 5 * 1000, /* an answer that comes later than that after the end does not count */
	MESSAGE_BYTES = QUESTION_JSON_BYTES + 512,
	CLIENT_ID_BYTES = 16,
};

enum phase { PHASE_CONNECTING, PHASE_SENDING, PHASE_DRAINING, PHASE_OVER };

/* One request. Its number in the run is its JSON-RPC id (id 0 is hello's). */
struct flight {
	int64_t due_us;
	struct client *client;
	bool is_waiting;
};

struct run {
	const struct run_plan *plan;
	const struct questions *questions;
	struct run_result *out;

	uv_loop_t loop;
	struct client_pool pool;
	struct client **clients; /* those that talk, then the idle ones */
	size_t client_count, opened, ready;

	struct flight *flights;
	size_t flight_count, waiting, next_client, acknowledged_in_time;

	enum phase phase;
	bool has_failed;
	int64_t start_us, measure_from_us, measure_to_us;
	uv_timer_t deadline; /* the end of the phase */
	int pacer_fd;        /* a timerfd: the loop's own timers only know milliseconds */
	uv_poll_t pacer;
};

/* ---- the end ---- */

static void close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

static void finish(struct run *r)
{
	r->phase = PHASE_OVER;
	for (size_t i = 0; i < r->opened; i++) {
		if (r->clients[i] != NULL)
			client_close(r->clients[i]);
	}
	uv_walk(&r->loop, close_handle, NULL);
}

static void fail(struct run *r, const char *why)
{
	if (!r->has_failed)
		fprintf(stderr, "load: opening socket %zu of %zu: %s\n", r->ready + 1,
			r->client_count, why);
	r->has_failed = true;
	finish(r);
}

static void on_drained(uv_timer_t *timer)
{
	finish(timer->data);
}

static void drain(struct run *r)
{
	if (r->phase != PHASE_SENDING)
		return;
	r->phase = PHASE_DRAINING;
	if (r->waiting == 0)
		finish(r);
	else
		uv_timer_start(&r->deadline, on_drained, DRAIN_MS, 0);
}

static void on_time_over(uv_timer_t *timer)
{
	drain(timer->data);
}

/* ---- sending ---- */

static int write_ask(const struct run *r, size_t id, char out[MESSAGE_BYTES])
{
	unsigned char random[CLIENT_ID_BYTES];
	char client_id[2 * CLIENT_ID_BYTES + 1];
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(client_id, sizeof client_id, random, sizeof random);
	const char *text = r->questions->json[randombytes_uniform((uint32_t)r->questions->count)];
	return snprintf(out, MESSAGE_BYTES,
			"{\"jsonrpc\":\"2.0\",\"id\":%zu,\"method\":\"ask\",\"params\":{\"client_"
			"id\":\"%s\","
			"\"text\":%s,\"locale\":\"fr\",\"consent\":{\"publish\":false,\"transfer\":"
			"false}}}",
			id, client_id, text);
}

static int write_echo(const struct run *r, size_t id, char out[MESSAGE_BYTES])
{
	(void)r;
	return snprintf(out, MESSAGE_BYTES,
			"{\"jsonrpc\":\"2.0\",\"id\":%zu,\"method\":\"echo\",\"params\":{\"text\":"
			"\"écho %zu\"}}",
			id, id);
}

static bool is_measured(const struct run *r, int64_t due_us)
{
	return due_us >= r->measure_from_us && due_us < r->measure_to_us;
}

static void send_request(struct run *r, struct client *client, int64_t due_us)
{
	char message[MESSAGE_BYTES];
	size_t id = r->flight_count + 1;
	int len = r->plan->mode == RUN_ASK ? write_ask(r, id, message) : write_echo(r, id, message);
	r->flights = xgrow(r->flights, r->flight_count, sizeof *r->flights);
	r->flights[r->flight_count++] =
		(struct flight){.due_us = due_us, .client = client, .is_waiting = true};
	r->waiting++;
	if (is_measured(r, due_us)) {
		r->out->sent++;
		histogram_record(&r->out->lateness, client_now_us() - due_us);
	}
	client_send(client, message, (size_t)len);
}

/* The talking clients take turns; NULL when none is left. */
static struct client *next_client(struct run *r)
{
	size_t talking = (size_t)r->plan->clients;
	for (size_t tried = 0; tried < talking; tried++) {
		struct client *client = r->clients[r->next_client++ % talking];
		if (client_is_ready(client))
			return client;
	}
	return NULL;
}

static int64_t due_us_of(const struct run *r, size_t n)
{
	return r->start_us + (int64_t)((double)n * 1e6 / r->plan->rate);
}

static void arm_pacer(struct run *r)
{
	int64_t due_us = due_us_of(r, r->flight_count);
	struct itimerspec at = {
		.it_value = {.tv_sec = due_us / 1000000, .tv_nsec = due_us % 1000000 * 1000}};
	timerfd_settime(r->pacer_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

static void on_pace(uv_poll_t *poll, int status, int events)
{
	struct run *r = poll->data;
	uint64_t expirations;
	(void)status, (void)events;
	if (read(r->pacer_fd, &expirations, sizeof expirations) < 0 || r->phase != PHASE_SENDING)
		return;
	int64_t now_us = client_now_us();
	for (int64_t due_us; (due_us = due_us_of(r, r->flight_count)) <= now_us;) {
		struct client *client = next_client(r);
		if (client == NULL || due_us >= r->measure_to_us) {
			drain(r);
			return;
		}
		send_request(r, client, due_us);
	}
	arm_pacer(r);
}

static void start_sending(struct run *r)
{
	const struct run_plan *plan = r->plan;
	r->phase = PHASE_SENDING;
	r->start_us = client_now_us();
	r->measure_from_us = r->start_us + (int64_t)(plan->warm_up_s * 1e6);
	r->measure_to_us = r->measure_from_us + (int64_t)(plan->seconds * 1e6);
	if (plan->rate > 0) {
		uv_poll_start(&r->pacer, UV_READABLE, on_pace);
		arm_pacer(r);
		return;
	}
	uint64_t length_ms = (uint64_t)((plan->warm_up_s + plan->seconds) * 1000);
	uv_timer_start(&r->deadline, on_time_over, length_ms, 0);
	for (int i = 0; i < plan->clients; i++)
		send_request(r, r->clients[i], client_now_us());
}

/* ---- answers ---- */

/* What a person gets who asks: a question that is on disk, understood, routed, and fiches for it. */
static const char *ask_fault(const cJSON *result)
{
	static const char *const members[] = {"question",       "receipt", "state",
					      "classification", "route",   "suggestions"};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		if (cJSON_GetObjectItemCaseSensitive(result, members[i]) == NULL)
			return "incomplete answer";
	}
	const cJSON *route = cJSON_GetObjectItemCaseSensitive(result, "route");
	const cJSON *queue = cJSON_GetObjectItemCaseSensitive(route, "queue");
	const cJSON *suggestions = cJSON_GetObjectItemCaseSensitive(result, "suggestions");
	return queue != NULL && cJSON_IsArray(suggestions) ? NULL : "incomplete answer";
}

static const char *echo_fault(const cJSON *result, size_t id)
{
	char sent[64];
	snprintf(sent, sizeof sent, "écho %zu", id);
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "text"));
	return text != NULL && strcmp(text, sent) == 0 ? NULL : "another text came back";
}

static void count_refusal(struct run *r, const cJSON *error)
{
	char why[TALLY_NAME_BYTES];
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(error, "data");
	const cJSON *reason = cJSON_GetObjectItemCaseSensitive(data, "reason");
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(error, "code");
	if (cJSON_IsString(reason))
		snprintf(why, sizeof why, "%s", reason->valuestring);
	else
		snprintf(why, sizeof why, "error %d", code == NULL ? 0 : code->valueint);
	tally_add(&r->out->errors, why);
}

static void count_right_answer(struct run *r, const struct flight *flight, int64_t came_us)
{
	if (is_measured(r, came_us))
		r->acknowledged_in_time++;
	if (!is_measured(r, flight->due_us))
		return;
	r->out->acknowledged++;
	histogram_record(&r->out->latency, came_us - flight->due_us);
}

/* Faults count in the warm-up, too: there should be none at any time. */
static void judge(struct run *r, size_t id, const cJSON *message, int64_t came_us)
{
	const cJSON *error = cJSON_GetObjectItemCaseSensitive(message, "error");
	const cJSON *result = cJSON_GetObjectItemCaseSensitive(message, "result");
	if (error != NULL) {
		count_refusal(r, error);
		return;
	}
	const char *fault = r->plan->mode == RUN_ASK ? ask_fault(result) : echo_fault(result, id);
	if (fault != NULL)
		tally_add(&r->out->errors, fault);
	else
		count_right_answer(r, &r->flights[id - 1], came_us);
}

/* The flight this answers, or NULL: a notification, or an answer to nothing. */
static struct flight *flight_of(struct run *r, const cJSON *message)
{
	const cJSON *id = cJSON_GetObjectItemCaseSensitive(message, "id");
	if (!cJSON_IsNumber(id) || id->valuedouble < 1 || id->valuedouble > (double)r->flight_count)
		return NULL;
	struct flight *flight = &r->flights[(size_t)id->valuedouble - 1];
	return flight->is_waiting ? flight : NULL;
}

static void on_message(void *arg, const cJSON *message, int64_t came_us)
{
	struct run *r = arg;
	struct flight *flight = flight_of(r, message);
	if (flight == NULL) {
		if (cJSON_GetObjectItemCaseSensitive(message, "method") == NULL)
			tally_add(&r->out->errors, "answer to nothing");
		return;
	}
	struct client *client = flight->client;
	flight->is_waiting = false;
	r->waiting--;
	judge(r, (size_t)(flight - r->flights) + 1, message, came_us);
	if (r->phase == PHASE_SENDING && r->plan->rate <= 0)
		send_request(r, client, client_now_us());
	else if (r->phase == PHASE_DRAINING && r->waiting == 0)
		finish(r);
}

/* ---- sockets ---- */

static void open_next(struct run *r)
{
	if (r->opened < r->client_count && !r->has_failed) {
		size_t n = r->opened++;
		r->clients[n] = client_open(&r->pool);
	}
}

static void on_ready(void *arg, struct client *client)
{
	struct run *r = arg;
	(void)client;
	r->ready++;
	open_next(r);
	if (r->ready == r->client_count)
		start_sending(r);
}

static bool has_talking_client(struct run *r)
{
	return next_client(r) != NULL;
}

static void on_gone(void *arg, struct client *client, const char *why)
{
	struct run *r = arg;
	if (r->phase == PHASE_CONNECTING) {
		fail(r, why);
		return;
	}
	size_t lost = 0;
	for (size_t i = 0; i < r->flight_count; i++) {
		if (!r->flights[i].is_waiting || r->flights[i].client != client)
			continue;
		r->flights[i].is_waiting = false;
		r->waiting--;
		lost++;
		tally_add(&r->out->errors, why);
	}
	if (lost == 0) /* a socket that is lost is a fault even if nothing was asked on it */
		tally_add(&r->out->errors, why);
	if (!has_talking_client(r))
		finish(r);
}

static void on_connect_deadline(uv_timer_t *timer)
{
	fail(timer->data, "took too long");
}

/* ---- all of it ---- */

static void raise_descriptor_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static bool start(struct run *r)
{
	uv_loop_init(&r->loop);
	if (!client_pool_init(&r->pool, &r->loop, r->plan->port))
		return false;
	r->pool.hooks = (struct client_hooks){
		.on_ready = on_ready, .on_message = on_message, .on_gone = on_gone, .arg = r};
	r->client_count = (size_t)(r->plan->clients + r->plan->idle);
	r->clients = xcalloc(r->client_count, sizeof *r->clients);
	r->pacer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	uv_poll_init(&r->loop, &r->pacer, r->pacer_fd);
	uv_timer_init(&r->loop, &r->deadline);
	r->pacer.data = r->deadline.data = r;
	uv_timer_start(&r->deadline, on_connect_deadline, CONNECT_MS, 0);
	for (int i = 0; i < CONNECTING_AT_ONCE; i++)
		open_next(r);
	return true;
}

static void count_unanswered(struct run *r)
{
	for (size_t i = 0; i < r->flight_count; i++) {
		if (r->flights[i].is_waiting)
			tally_add(&r->out->errors, "no answer");
	}
}

bool run(const struct run_plan *plan, const struct questions *questions, struct run_result *out)
{
	struct run *r = xzalloc(sizeof *r);
	r->plan = plan;
	r->questions = questions;
	r->out = out;
	signal(SIGPIPE, SIG_IGN);
	raise_descriptor_limit();
	bool is_good = start(r);
	if (is_good)
		uv_run(&r->loop, UV_RUN_DEFAULT);
	is_good = is_good && !r->has_failed;
	count_unanswered(r);
	out->rate = (double)r->acknowledged_in_time / plan->seconds;
	for (size_t i = 0; i < r->opened; i++)
		client_free(r->clients[i]);
	uv_loop_close(&r->loop);
	close(r->pacer_fd);
	free(r->clients);
	free(r->flights);
	free(r);
	return is_good;
}
