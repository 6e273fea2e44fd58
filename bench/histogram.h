/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * histogram.h - durations in microseconds, and what share of them stayed below which value.
 *
 * Exact up to 2,047 us, then within 0.1 %. Fixed size, recording never allocates. `struct histogram h = {0};`
 * is an empty one. One thread at a time.
 */
#ifndef BENCH_HISTOGRAM_H
#define BENCH_HISTOGRAM_H

#include <stdint.h>

enum {
	HISTOGRAM_FINE_BITS = 10, /* each doubling is cut into 1,024 steps */
	HISTOGRAM_DOUBLINGS = 26, /* up to 2^36 us, 19 hours; what is longer counts as that */
	HISTOGRAM_STEPS = (HISTOGRAM_DOUBLINGS + 1) << HISTOGRAM_FINE_BITS,
};

struct histogram {
	uint64_t count;
	int64_t max_us;
	uint32_t steps[HISTOGRAM_STEPS];
};

/* A negative duration counts as 0. */
void histogram_record(struct histogram *h, int64_t us);

/* The smallest duration that at least `percent` of all stayed at or below; 0 when there are none. */
int64_t histogram_percentile_us(const struct histogram *h, double percent);

#endif
