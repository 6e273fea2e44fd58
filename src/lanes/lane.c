/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lane.c - two queues under one mutex, and the threads between them.
 *
 *   submit ──► waiting ──(a thread takes a batch)──► run … batch_end ──► done ──► drain: after()
 */
#include "lanes/lane.h"

#include "base/xalloc.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct queue {
	struct job *first, *last;
	int count;
};

struct worker {
	struct lane *lane;
	int index;
	pthread_t thread;
};

struct lane {
	struct lane_config config;
	struct worker *workers;
	int worker_count; /* started */
	pthread_mutex_t guard;
	pthread_cond_t has_work;
	pthread_cond_t has_opened;
	/* under guard */
	struct queue waiting;
	struct queue done;
	int running;
	int opened; /* threads that have tried */
	bool has_failed_to_open;
	bool is_closing;
};

static void queue_put(struct queue *q, struct job *job)
{
	job->next = NULL;
	if (q->last == NULL)
		q->first = job;
	else
		q->last->next = job;
	q->last = job;
	q->count++;
}

static struct job *queue_take(struct queue *q)
{
	struct job *job = q->first;
	if (job == NULL)
		return NULL;
	q->first = job->next;
	if (q->first == NULL)
		q->last = NULL;
	q->count--;
	job->next = NULL;
	return job;
}

static void queue_append(struct queue *q, struct queue *more)
{
	if (more->first == NULL)
		return;
	if (q->last == NULL)
		q->first = more->first;
	else
		q->last->next = more->first;
	q->last = more->last;
	q->count += more->count;
	*more = (struct queue){0};
}

/* Waits for work; an empty batch means that the lane is closing and nothing is left. */
static struct queue take_batch(struct lane *lane)
{
	struct queue batch = {0};
	pthread_mutex_lock(&lane->guard);
	while (lane->waiting.first == NULL && !lane->is_closing)
		pthread_cond_wait(&lane->has_work, &lane->guard);
	while (batch.count < lane->config.batch_max && lane->waiting.first != NULL)
		queue_put(&batch, queue_take(&lane->waiting));
	lane->running += batch.count;
	pthread_mutex_unlock(&lane->guard);
	return batch;
}

static void run_one(const struct lane_config *c, struct job *job, void *thread)
{
	job->rc = c->each_begin == NULL ? RC_OK : c->each_begin(thread);
	if (job->rc != RC_OK)
		return;
	job->run(job, thread);
	if (c->each_end != NULL)
		c->each_end(thread, job->rc);
}

static void run_batch(struct lane *lane, const struct queue *batch, void *thread)
{
	const struct lane_config *c = &lane->config;
	if (c->batch_begin != NULL)
		c->batch_begin(thread);
	for (struct job *job = batch->first; job != NULL; job = job->next)
		run_one(c, job, thread);
	enum rc rc = c->batch_end == NULL ? RC_OK : c->batch_end(thread);
	if (rc == RC_OK)
		return;
	/* What was refused was judged beside writes that are undone now: it failed as well. */
	for (struct job *job = batch->first; job != NULL; job = job->next)
		job->rc = rc;
}

static void hand_over(struct lane *lane, struct queue *batch)
{
	pthread_mutex_lock(&lane->guard);
	bool was_empty = lane->done.first == NULL;
	lane->running -= batch->count;
	queue_append(&lane->done, batch);
	pthread_mutex_unlock(&lane->guard);
	if (was_empty && lane->config.wake != NULL)
		lane->config.wake(lane->config.wake_arg);
}

/* True when this thread may go on: every thread of the lane has a handle. */
static bool open_together(struct lane *lane, bool is_open)
{
	pthread_mutex_lock(&lane->guard);
	lane->opened++;
	if (!is_open)
		lane->has_failed_to_open = true;
	pthread_cond_broadcast(&lane->has_opened);
	while (lane->opened < lane->config.threads)
		pthread_cond_wait(&lane->has_opened, &lane->guard);
	bool may_go_on = !lane->has_failed_to_open;
	pthread_mutex_unlock(&lane->guard);
	return may_go_on;
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct lane *lane = worker->lane;
	const struct lane_config *c = &lane->config;
	void *thread = c->thread_open == NULL ? NULL : c->thread_open(c->arg, worker->index);
	bool is_open = thread != NULL || c->thread_open == NULL;
	if (open_together(lane, is_open)) {
		struct queue batch = take_batch(lane);
		for (; batch.count > 0; batch = take_batch(lane)) {
			run_batch(lane, &batch, thread);
			hand_over(lane, &batch);
		}
	}
	if (thread != NULL && c->thread_close != NULL)
		c->thread_close(thread);
	return NULL;
}

static bool all_opened(struct lane *lane)
{
	pthread_mutex_lock(&lane->guard);
	while (lane->opened < lane->config.threads)
		pthread_cond_wait(&lane->has_opened, &lane->guard);
	bool is_open = !lane->has_failed_to_open;
	pthread_mutex_unlock(&lane->guard);
	return is_open;
}

/* Threads that could not be started count as opened and failed, so that nobody waits for them. */
static void start_workers(struct lane *lane)
{
	for (int i = 0; i < lane->config.threads; i++) {
		lane->workers[i] = (struct worker){.lane = lane, .index = i};
		if (pthread_create(&lane->workers[i].thread, NULL, work, &lane->workers[i]) == 0) {
			lane->worker_count++;
			continue;
		}
		pthread_mutex_lock(&lane->guard);
		lane->opened += lane->config.threads - i;
		lane->has_failed_to_open = true;
		pthread_cond_broadcast(&lane->has_opened);
		pthread_mutex_unlock(&lane->guard);
		return;
	}
}

struct lane *lane_open(const struct lane_config *config)
{
	assert(config->threads > 0 && config->capacity > 0 && config->batch_max > 0);
	struct lane *lane = xzalloc(sizeof *lane);
	lane->config = *config;
	lane->workers = xcalloc((size_t)config->threads, sizeof *lane->workers);
	pthread_mutex_init(&lane->guard, NULL);
	pthread_cond_init(&lane->has_work, NULL);
	pthread_cond_init(&lane->has_opened, NULL);
	start_workers(lane);
	if (all_opened(lane))
		return lane;
	lane_close(lane);
	return NULL;
}

enum rc lane_submit(struct lane *lane, struct job *job)
{
	enum rc rc = RC_OK;
	pthread_mutex_lock(&lane->guard);
	if (lane->is_closing)
		rc = RC_UNAVAILABLE;
	else if (lane->waiting.count >= lane->config.capacity)
		rc = RC_LIMIT;
	else
		queue_put(&lane->waiting, job);
	pthread_mutex_unlock(&lane->guard);
	if (rc == RC_OK)
		pthread_cond_signal(&lane->has_work);
	return rc;
}

int lane_drain(struct lane *lane)
{
	struct queue done = {0};
	pthread_mutex_lock(&lane->guard);
	queue_append(&done, &lane->done);
	pthread_mutex_unlock(&lane->guard);
	int finished = done.count;
	for (struct job *job = queue_take(&done); job != NULL; job = queue_take(&done))
		job->after(job);
	return finished;
}

int lane_depth(struct lane *lane)
{
	pthread_mutex_lock(&lane->guard);
	int depth = lane->waiting.count + lane->running;
	pthread_mutex_unlock(&lane->guard);
	return depth;
}

const char *lane_name(const struct lane *lane)
{
	return lane->config.name;
}

void lane_close(struct lane *lane)
{
	if (lane == NULL)
		return;
	pthread_mutex_lock(&lane->guard);
	lane->is_closing = true;
	pthread_cond_broadcast(&lane->has_work);
	pthread_mutex_unlock(&lane->guard);
	for (int i = 0; i < lane->worker_count; i++)
		pthread_join(lane->workers[i].thread, NULL);
	lane_drain(lane);
	pthread_cond_destroy(&lane->has_opened);
	pthread_cond_destroy(&lane->has_work);
	pthread_mutex_destroy(&lane->guard);
	free(lane->workers);
	free(lane);
}
