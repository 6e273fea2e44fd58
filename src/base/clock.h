/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock.h - what time it is, replaceable in tests.
 *
 * Wall time (ms since 1970 UTC) goes to storage; monotonic time drives timers and measures. The two
 * are never mixed. A const struct clock may be read from any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct clock {
	int64_t (*wall_ms)(const struct clock *clock);
	int64_t offset_ms; /* added to the system's time, or the whole time of a test clock */
};

/* The system's time, shifted by offset_ms (0 outside tests and drills). */
struct clock clock_system(int64_t offset_ms);

/* A clock that stands at `at_ms`; a test moves it by writing offset_ms. */
struct clock clock_standing(int64_t at_ms);

/* Milliseconds since 1970 UTC. */
int64_t clock_wall_ms(const struct clock *clock);

/* Monotonic microseconds since an arbitrary start, for measuring. */
int64_t clock_monotonic_us(void);

/* Writes "2026-11-21T03:24:13Z" (21 bytes with the end). */
void clock_format_utc(int64_t wall_ms, char out[32]);

#endif
