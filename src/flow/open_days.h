/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * open_days.h - on how many days of a span a library works, and what it can answer there.
 *
 * A span's working days are found once for all zones (Easter is not computed for each of 2,000 libraries), then a library's own
 * closures are taken out as bits. Pure functions, any thread.
 */
#ifndef FLOW_OPEN_DAYS_H
#define FLOW_OPEN_DAYS_H

#include "flow/calendar.h"

#include <stdint.h>

struct closure;
struct library_entry;

enum { OPEN_DAYS_MAX = 64 };

struct open_days {
	int64_t first;                /* day, as calendar_days counts: bit 0 */
	int count;                    /* at most OPEN_DAYS_MAX */
	enum calendar_zone zone;      /* the network's */
	uint64_t working[ZONE_COUNT]; /* a bit a working day */
};

/* The days from first up to, not including, after; longer spans are cut. */
struct open_days open_days_of(enum calendar_zone zone, int64_t first, int64_t after);

/* How many are the network's. */
int open_days_most(const struct open_days *days);

/* How many the library works on: of its zone, but for its closed weekdays and its closures. */
int open_days_left(const struct open_days *days, const struct library_entry *library);

/* What it can answer on them: a week's capacity spread evenly over the weekdays that it works on. */
double open_days_capacity(const struct open_days *days, const struct library_entry *library);

/* The closure that takes most of these days from it, by its end; NULL: none does. */
const struct closure *open_days_closure(const struct open_days *days,
					const struct library_entry *library);

#endif
