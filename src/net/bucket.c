/* SPDX-License-Identifier: EUPL-1.2 */
/* bucket.c - see bucket.h. */
#include "net/bucket.h"

#include <stddef.h>

static double used_now(const struct bucket *bucket, const struct rate *rate, int64_t now_us)
{
	double refilled = (double)(now_us - bucket->at_us) / 1e6 * rate->per_second;
	return refilled >= bucket->used ? 0 : bucket->used - refilled;
}

bool bucket_take(struct bucket *bucket, const struct rate *rate, double cost, int64_t now_us,
		 int *wait_s)
{
	if (rate->per_second <= 0)
		return true;
	double used = used_now(bucket, rate, now_us);
	/* A cost above the burst is let through a full bucket, or it could never pass. */
	double room = cost > rate->burst ? cost : rate->burst;
	if (used + cost > room) {
		if (wait_s != NULL)
			*wait_s = 1 + (int)((used + cost - room) / rate->per_second);
		return false;
	}
	*bucket = (struct bucket){.used = used + cost, .at_us = now_us};
	return true;
}

bool bucket_is_full(const struct bucket *bucket, const struct rate *rate, int64_t now_us)
{
	return rate->per_second <= 0 || used_now(bucket, rate, now_us) <= 0;
}
