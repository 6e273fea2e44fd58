/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bucket.h - a token bucket: so much at once, so much a second.
 *
 * A zeroed bucket is a full one. Plain values, one thread at a time.
 */
#ifndef NET_BUCKET_H
#define NET_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct rate {
	double per_second; /* 0: no limit */
	double burst;      /* what a full bucket holds */
};

struct bucket {
	double used;   /* tokens missing from a full bucket */
	int64_t at_us; /* monotonic time of `used` */
};

/* Takes cost tokens, or takes none and says in *wait_s (may be NULL) when there will be enough. */
bool bucket_take(struct bucket *bucket, const struct rate *rate, double cost, int64_t now_us,
		 int *wait_s);

/* True when it has refilled, so that forgetting it changes nothing. */
bool bucket_is_full(const struct bucket *bucket, const struct rate *rate, int64_t now_us);

#endif
