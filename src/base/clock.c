/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.c - see clock.h. */
#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_ms(clockid_t id)
{
	struct timespec now;
	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_wall(const struct clock *clock)
{
	return read_ms(CLOCK_REALTIME) + clock->offset_ms;
}

static int64_t standing_wall(const struct clock *clock)
{
	return clock->offset_ms;
}

struct clock clock_system(int64_t offset_ms)
{
	return (struct clock){.wall_ms = system_wall, .offset_ms = offset_ms};
}

struct clock clock_standing(int64_t at_ms)
{
	return (struct clock){.wall_ms = standing_wall, .offset_ms = at_ms};
}

int64_t clock_wall_ms(const struct clock *clock)
{
	return clock->wall_ms(clock);
}

int64_t clock_monotonic_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clock_format_utc(int64_t wall_ms, char out[32])
{
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm utc;
	gmtime_r(&seconds, &utc);
	strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
