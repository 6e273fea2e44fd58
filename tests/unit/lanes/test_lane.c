/* SPDX-License-Identifier: EUPL-1.2 */
/* test_lane.c - jobs go out, batches commit, afters come back in order; also what TSan should look at. */
#include "base/xalloc.h"
#include "lanes/lane.h"

#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* The loop's side in a test: wakes are counted and waited for. */
struct loop {
	sem_t woken;
	atomic_int wakes;
	int finished;
	int order[100];
	enum rc rcs[100];
};

struct work {
	struct job job;
	struct loop *loop;
	sem_t *gate; /* waited for in run(), when set */
	int number;
};

/* What a writer's thread would hold: how many batches, how big, and whether commits succeed. */
struct handle {
	int begun, ended, in_batch, biggest, scopes, undone;
	bool fails;
};

static void on_wake(void *arg)
{
	struct loop *loop = arg;
	atomic_fetch_add(&loop->wakes, 1);
	sem_post(&loop->woken);
}

static void run(struct job *job, void *thread)
{
	struct work *work = (struct work *)job;
	if (work->gate != NULL)
		sem_wait(work->gate);
	if (thread != NULL)
		((struct handle *)thread)->in_batch++;
	job->rc = RC_OK;
}

static void after(struct job *job)
{
	struct work *work = (struct work *)job;
	struct loop *loop = work->loop;
	if (loop->finished < 100) {
		loop->order[loop->finished] = work->number;
		loop->rcs[loop->finished] = job->rc;
	}
	loop->finished++;
	free(work);
}

static struct work *work_new(struct loop *loop, int number, sem_t *gate)
{
	struct work *work = xzalloc(sizeof *work);
	*work = (struct work){
		.job = {.run = run, .after = after}, .loop = loop, .gate = gate, .number = number};
	return work;
}

static void drain_until(struct lane *lane, struct loop *loop, int count)
{
	while (loop->finished < count) {
		sem_wait(&loop->woken);
		lane_drain(lane);
	}
}

static int set_up(void **state)
{
	struct loop *loop = xzalloc(sizeof *loop);
	sem_init(&loop->woken, 0, 0);
	*state = loop;
	return 0;
}

static int tear_down(void **state)
{
	struct loop *loop = *state;
	sem_destroy(&loop->woken);
	free(loop);
	return 0;
}

static struct lane_config config_for(struct loop *loop)
{
	return (struct lane_config){.name = "test",
				    .threads = 1,
				    .capacity = 64,
				    .batch_max = 1,
				    .wake = on_wake,
				    .wake_arg = loop};
}

static void afters_come_in_the_order_of_submission(void **state)
{
	struct loop *loop = *state;
	struct lane_config config = config_for(loop);
	config.batch_max = 4;
	struct lane *lane = lane_open(&config);
	for (int i = 0; i < 50; i++)
		assert_int_equal(lane_submit(lane, &work_new(loop, i, NULL)->job), RC_OK);
	drain_until(lane, loop, 50);
	for (int i = 0; i < 50; i++)
		assert_int_equal(loop->order[i], i);
	assert_int_equal(lane_depth(lane), 0);
	lane_close(lane);
}

static void a_full_lane_says_so_at_once(void **state)
{
	struct loop *loop = *state;
	struct lane_config config = config_for(loop);
	config.capacity = 2;
	struct lane *lane = lane_open(&config);
	sem_t gate;
	sem_init(&gate, 0, 0);
	/* One may be running already, two wait: the fourth is always too much. */
	int accepted = 0;
	struct work *refused = NULL;
	for (int i = 0; i < 4 && refused == NULL; i++) {
		struct work *work = work_new(loop, i, &gate);
		if (lane_submit(lane, &work->job) == RC_OK)
			accepted++;
		else
			refused = work;
	}
	assert_non_null(refused);
	assert_in_range(accepted, 2, 3);
	assert_int_equal(lane_depth(lane), accepted);
	assert_int_equal(lane_submit(lane, &refused->job), RC_LIMIT);
	free(refused);
	for (int i = 0; i < accepted; i++)
		sem_post(&gate);
	drain_until(lane, loop, accepted);
	lane_close(lane);
	sem_destroy(&gate);
}

static void *handle_open(void *arg, int index)
{
	return index == 0 ? arg : NULL;
}

static void handle_begin(void *thread)
{
	struct handle *handle = thread;
	handle->begun++;
	handle->in_batch = 0;
}

static enum rc handle_end(void *thread)
{
	struct handle *handle = thread;
	handle->ended++;
	if (handle->in_batch > handle->biggest)
		handle->biggest = handle->in_batch;
	return handle->fails ? RC_UNAVAILABLE : RC_OK;
}

/* Eleven jobs behind a closed gate: the first alone or not, the rest in groups of at most eight. */
static void run_gated(struct loop *loop, struct handle *handle)
{
	struct lane_config config = config_for(loop);
	config.batch_max = 8;
	config.thread_open = handle_open;
	config.batch_begin = handle_begin;
	config.batch_end = handle_end;
	config.arg = handle;
	struct lane *lane = lane_open(&config);
	sem_t gate;
	sem_init(&gate, 0, 0);
	for (int i = 0; i < 11; i++)
		assert_int_equal(lane_submit(lane, &work_new(loop, i, &gate)->job), RC_OK);
	for (int i = 0; i < 11; i++)
		sem_post(&gate);
	drain_until(lane, loop, 11);
	lane_close(lane);
	sem_destroy(&gate);
}

static void what_waits_is_committed_together(void **state)
{
	struct loop *loop = *state;
	struct handle handle = {0};
	run_gated(loop, &handle);
	assert_int_equal(handle.begun, handle.ended);
	assert_in_range(handle.begun, 2, 4);
	assert_in_range(handle.biggest, 3, 8);
}

static void a_failed_commit_fails_the_whole_batch(void **state)
{
	struct loop *loop = *state;
	struct handle handle = {.fails = true};
	run_gated(loop, &handle);
	for (int i = 0; i < 11; i++)
		assert_int_equal(loop->rcs[i], RC_UNAVAILABLE);
}

static enum rc scope_begin(void *thread)
{
	((struct handle *)thread)->scopes++;
	return RC_OK;
}

static void scope_end(void *thread, enum rc rc)
{
	if (rc != RC_OK)
		((struct handle *)thread)->undone++;
}

static void run_refused(struct job *job, void *thread)
{
	(void)thread;
	job->rc = RC_CONFLICT;
}

static void a_refused_job_is_undone_alone(void **state)
{
	struct loop *loop = *state;
	struct handle handle = {0};
	struct lane_config config = config_for(loop);
	config.batch_max = 8;
	config.thread_open = handle_open;
	config.each_begin = scope_begin;
	config.each_end = scope_end;
	config.arg = &handle;
	struct lane *lane = lane_open(&config);
	for (int i = 0; i < 9; i++) {
		struct work *work = work_new(loop, i, NULL);
		if (i % 3 == 0)
			work->job.run = run_refused;
		assert_int_equal(lane_submit(lane, &work->job), RC_OK);
	}
	lane_close(lane);
	assert_int_equal(handle.scopes, 9);
	assert_int_equal(handle.undone, 3);
	for (int i = 0; i < 9; i++)
		assert_int_equal(loop->rcs[i], i % 3 == 0 ? RC_CONFLICT : RC_OK);
}

static void a_lane_whose_thread_cannot_open_does_not_open(void **state)
{
	struct handle handle = {0};
	struct lane_config config = config_for(*state);
	config.threads = 3;
	config.thread_open = handle_open;
	config.arg = &handle;
	assert_null(lane_open(&config));
}

static void closing_finishes_what_was_accepted(void **state)
{
	struct loop *loop = *state;
	struct lane_config config = config_for(loop);
	config.threads = 2;
	struct lane *lane = lane_open(&config);
	for (int i = 0; i < 40; i++)
		assert_int_equal(lane_submit(lane, &work_new(loop, i, NULL)->job), RC_OK);
	lane_close(lane);
	assert_int_equal(loop->finished, 40);
	lane_close(NULL);
}

static void the_loop_is_woken_once_until_it_drains(void **state)
{
	struct loop *loop = *state;
	struct lane_config config = config_for(loop);
	struct lane *lane = lane_open(&config);
	for (int i = 0; i < 20; i++)
		assert_int_equal(lane_submit(lane, &work_new(loop, i, NULL)->job), RC_OK);
	lane_close(lane);
	assert_int_equal(atomic_load(&loop->wakes), 1);
	assert_int_equal(loop->finished, 20);
}

enum { STRESS_PRODUCERS = 4, STRESS_JOBS = 2000 };

struct producer {
	struct lane *lane;
	struct loop *loop;
	pthread_t thread;
};

static void *produce(void *arg)
{
	struct producer *producer = arg;
	for (int i = 0; i < STRESS_JOBS; i++) {
		struct work *work = work_new(producer->loop, i, NULL);
		while (lane_submit(producer->lane, &work->job) != RC_OK)
			sched_yield();
	}
	return NULL;
}

static void many_submit_and_one_drains(void **state)
{
	struct loop *loop = *state;
	struct lane_config config = config_for(loop);
	config.threads = 3;
	config.batch_max = 16;
	struct lane *lane = lane_open(&config);
	struct producer producers[STRESS_PRODUCERS];
	for (int i = 0; i < STRESS_PRODUCERS; i++) {
		producers[i] = (struct producer){.lane = lane, .loop = loop};
		pthread_create(&producers[i].thread, NULL, produce, &producers[i]);
	}
	drain_until(lane, loop, STRESS_PRODUCERS * STRESS_JOBS);
	for (int i = 0; i < STRESS_PRODUCERS; i++)
		pthread_join(producers[i].thread, NULL);
	lane_close(lane);
	assert_int_equal(loop->finished, STRESS_PRODUCERS * STRESS_JOBS);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(afters_come_in_the_order_of_submission),
		CASE(a_full_lane_says_so_at_once),
		CASE(what_waits_is_committed_together),
		CASE(a_failed_commit_fails_the_whole_batch),
		CASE(a_refused_job_is_undone_alone),
		CASE(a_lane_whose_thread_cannot_open_does_not_open),
		CASE(closing_finishes_what_was_accepted),
		CASE(the_loop_is_woken_once_until_it_drains),
		CASE(many_submit_and_one_drains),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
