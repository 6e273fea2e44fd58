/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * histogram.c - see histogram.h.
 *
 * Values below 2^11 have a step each. Above, a value keeps its 11 highest bits: the doubling it falls
 * in and 10 bits of place in it.
 */
#include "bench/histogram.h"

#include <stddef.h>

enum { FINE = 1 << HISTOGRAM_FINE_BITS };

static size_t step_of(int64_t us)
{
	uint64_t n = (uint64_t)us;
	if (n < 2 * FINE)
		return (size_t)n;
	int shift = 63 - __builtin_clzll(n) - HISTOGRAM_FINE_BITS;
	size_t step = ((size_t)shift << HISTOGRAM_FINE_BITS) + (size_t)(n >> shift);
	return step < HISTOGRAM_STEPS ? step : HISTOGRAM_STEPS - 1;
}

/* The longest duration that falls into this step. */
static int64_t step_end_us(size_t step)
{
	if (step < 2 * FINE)
		return (int64_t)step;
	size_t shift = (step >> HISTOGRAM_FINE_BITS) - 1;
	size_t place = step - (shift << HISTOGRAM_FINE_BITS);
	return (int64_t)(((place + 1) << shift) - 1);
}

void histogram_record(struct histogram *h, int64_t us)
{
	if (us < 0)
		us = 0;
	h->count++;
	h->steps[step_of(us)]++;
	if (us > h->max_us)
		h->max_us = us;
}

int64_t histogram_percentile_us(const struct histogram *h, double percent)
{
	double wanted = percent / 100 * (double)h->count;
	uint64_t seen = 0;
	for (size_t step = 0; step < HISTOGRAM_STEPS && h->count > 0; step++) {
		seen += h->steps[step];
		if ((double)seen < wanted || seen == 0)
			continue;
		int64_t end_us = step_end_us(step);
		return end_us < h->max_us ? end_us : h->max_us;
	}
	return h->max_us;
}
