/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * run.h - one measured run: sockets are opened, requests sent at their times, answers checked and timed.
 *
 * Open loop (a rate is given): requests leave at fixed times whatever the server does, and latency counts
 * from the time a request was due, so that a stall is felt by all that it delays. Closed loop (rate 0):
 * each client sends its next request as soon as the last one is answered. One thread.
 */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "bench/histogram.h"
#include "bench/questions.h"
#include "bench/tally.h"

#include <stdbool.h>
#include <stddef.h>

enum run_mode { RUN_ASK, RUN_ECHO };

struct run_plan {
	enum run_mode mode;
	int port;
	int clients;      /* sockets that talk */
	int idle;         /* sockets that are only open */
	double rate;      /* requests a second of all clients together; 0: closed loop */
	double seconds;   /* measured */
	double warm_up_s; /* before that, not measured */
};

struct run_result {
	size_t sent, acknowledged; /* of the requests due in the measured time */
	double rate;               /* right answers a second that came within it */
	struct histogram latency;
	struct histogram lateness; /* how long after its time the generator itself sent a request */
	struct tally errors;
};

/* Runs the plan and fills *out. false, said on standard error, when the sockets could not be opened. */
bool run(const struct run_plan *plan, const struct questions *questions, struct run_result *out);

#endif
