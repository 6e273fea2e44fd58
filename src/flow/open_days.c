/* SPDX-License-Identifier: EUPL-1.2 */
/* open_days.c - see open_days.h. */
#include "flow/open_days.h"

#include "flow/directory.h"

#include <stddef.h>

enum { WEEKDAYS_WORKED = 5, MONDAY = 1, FRIDAY = 5 };

struct open_days open_days_of(enum calendar_zone zone, int64_t first, int64_t after)
{
	struct open_days days = {.first = first, .zone = zone};
	for (int64_t day = first; day < after && days.count < OPEN_DAYS_MAX; day++) {
		struct date date = calendar_date_of(day);
		for (int z = 0; z < ZONE_COUNT; z++) {
			if (calendar_is_working_day((enum calendar_zone)z, date))
				days.working[z] |= UINT64_C(1) << days.count;
		}
		days.count++;
	}
	return days;
}

static int count_bits(uint64_t bits)
{
	return __builtin_popcountll(bits);
}

int open_days_most(const struct open_days *days)
{
	return count_bits(days->working[days->zone]);
}

/* The bits of the days from first to last, both included. */
static uint64_t span_bits(const struct open_days *days, int64_t first, int64_t last)
{
	uint64_t bits = 0;
	int64_t from = first < days->first ? 0 : first - days->first;
	for (int64_t at = from; at < days->count && at <= last - days->first; at++)
		bits |= UINT64_C(1) << at;
	return bits;
}

static uint64_t worked(const struct open_days *days, const struct library_entry *library)
{
	uint64_t bits = days->working[library->zone];
	for (int i = 0; library->closed_weekdays != 0 && i < days->count; i++) {
		if (library->closed_weekdays & 1u << calendar_weekday(days->first + i))
			bits &= ~(UINT64_C(1) << i);
	}
	for (int i = 0; i < library->closure_count; i++)
		bits &= ~span_bits(days, library->closures[i].first, library->closures[i].last);
	return bits;
}

int open_days_left(const struct open_days *days, const struct library_entry *library)
{
	return count_bits(worked(days, library));
}

double open_days_capacity(const struct open_days *days, const struct library_entry *library)
{
	int a_week = WEEKDAYS_WORKED;
	for (int day = MONDAY; day <= FRIDAY; day++)
		a_week -= (library->closed_weekdays & 1u << day) != 0;
	if (a_week == 0)
		return 0;
	return (double)library->capacity * open_days_left(days, library) / a_week;
}

const struct closure *open_days_closure(const struct open_days *days,
					const struct library_entry *library)
{
	const struct closure *latest = NULL;
	for (int i = 0; i < library->closure_count; i++) {
		const struct closure *c = &library->closures[i];
		if (span_bits(days, c->first, c->last) == 0)
			continue;
		if (latest == NULL || c->last > latest->last)
			latest = c;
	}
	return latest;
}
