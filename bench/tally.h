/* SPDX-License-Identifier: EUPL-1.2 */
/* tally.h - how often something went wrong, by reason. `struct tally t = {0};` is an empty one. One thread. */
#ifndef BENCH_TALLY_H
#define BENCH_TALLY_H

#include <stddef.h>

enum { TALLY_REASONS = 24, TALLY_NAME_BYTES = 48 };

struct tally {
	size_t reason_count, total;
	struct tally_row {
		char reason[TALLY_NAME_BYTES];
		size_t count;
	} rows[TALLY_REASONS]; /* the last one takes in all reasons there is no room for */
};

/* Copies reason, cut to its room. */
void tally_add(struct tally *t, const char *reason);

#endif
