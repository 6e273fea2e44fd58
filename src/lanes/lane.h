/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lane.h - run blocking work off the loop thread, finish it on the loop thread.
 *
 * A lane is a bounded queue of jobs and the threads that run them. A thread takes what waits, up to a
 * batch, and runs it between batch_begin and batch_end: one commit for many writes. Nothing of a batch
 * is done before its batch_end; when that fails, everything in the batch failed.
 *
 * Invariant: a job belongs to exactly one thread at any time, so its fields need no lock. On a lane of
 * one thread, jobs are finished in the order in which they were accepted.
 */
#ifndef LANES_LANE_H
#define LANES_LANE_H

#include "base/rc.h"

#include <stddef.h>

struct lane;

struct job {
	struct job *next;                           /* the lane's, while it has the job */
	enum rc rc;                                 /* what run() leaves, or why its batch failed */
	void (*run)(struct job *job, void *thread); /* lane side; thread = what thread_open gave */
	void (*after)(struct job *job);             /* loop thread; frees the job */
};

struct lane_config {
	const char *name;
	int threads;   /* 1 for a writer */
	int capacity;  /* jobs that may wait, not counting those being run */
	int batch_max; /* 1 where nothing is gained by grouping */
	/* Called on each lane thread. thread_open may be NULL (no handle); NULL from it is a failure. */
	void *(*thread_open)(void *arg, int index);
	void (*thread_close)(void *thread); /* may be NULL */
	void (*batch_begin)(void *thread);  /* may be NULL */
	enum rc (*batch_end)(void *thread); /* may be NULL */
	/* Around each job of a batch: a scope of its own, so that one refusal undoes itself only. May be NULL. */
	enum rc (*each_begin)(void *thread);
	void (*each_end)(void *thread, enum rc rc);
	void *arg;
	/* Called when there is something to drain, once until it is drained. Any thread. */
	void (*wake)(void *arg);
	void *wake_arg;
};

/* Starts the threads and waits until all are open. NULL when one could not. Blocks. */
struct lane *lane_open(const struct lane_config *config);

/*
 * takes job on RC_OK only; RC_LIMIT when the queue is full, RC_UNAVAILABLE once closing. Any thread.
 * Never blocks longer than the lane's own lock.
 */
MUST_CHECK enum rc lane_submit(struct lane *lane, struct job *job);

/* Calls after() of every job that is done, in order. Loop thread only. Returns how many. */
int lane_drain(struct lane *lane);

/* Jobs accepted whose run is not over yet. Any thread. */
int lane_depth(struct lane *lane);

/* borrowed: the name given at lane_open. */
const char *lane_name(const struct lane *lane);

/*
 * Accepts nothing more, finishes what was accepted, joins the threads, drains, frees. Loop thread.
 * Blocks. NULL is fine.
 */
void lane_close(struct lane *lane);

#endif
