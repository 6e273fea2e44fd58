/* SPDX-License-Identifier: EUPL-1.2 */
/* calendar.c - see calendar.h. */
#include "flow/calendar.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
	DAY_MS = 24 * 60 * 60 * 1000,
	HOUR_MS = 60 * 60 * 1000,
	MONDAY = 1,
	FRIDAY = 5,
	THURSDAY = 4
};

static const char *const zone_words[ZONE_COUNT] = {"metropole", "alsace-moselle", "belgique"};

enum {
	IN_FRANCE = 1 << ZONE_METROPOLE | 1 << ZONE_ALSACE_MOSELLE,
	IN_ALSACE = 1 << ZONE_ALSACE_MOSELLE,
	IN_BELGIUM = 1 << ZONE_BELGIQUE,
	EVERYWHERE = IN_FRANCE | IN_BELGIUM
};

/* Fixed holidays; and those counted in days from Easter Sunday (month 0). */
static const struct {
	int month, day;
	unsigned zones;
} holidays[] = {
	{1, 1, EVERYWHERE},   {5, 1, EVERYWHERE},  {5, 8, IN_FRANCE},   {7, 14, IN_FRANCE},
	{7, 21, IN_BELGIUM},  {8, 15, EVERYWHERE}, {11, 1, EVERYWHERE}, {11, 11, EVERYWHERE},
	{12, 25, EVERYWHERE}, {12, 26, IN_ALSACE}, {0, -2, IN_ALSACE},  {0, 1, EVERYWHERE},
	{0, 39, EVERYWHERE},  {0, 50, EVERYWHERE},
};

enum calendar_zone calendar_zone(const char *word)
{
	for (int i = 0; i < ZONE_COUNT; i++) {
		if (word != NULL && strcmp(zone_words[i], word) == 0)
			return (enum calendar_zone)i;
	}
	return ZONE_METROPOLE;
}

const char *calendar_zone_word(enum calendar_zone zone)
{
	return zone_words[zone];
}

/* Days since 1970-01-01 and back (Hinnant, "chrono-compatible low-level date algorithms"). */
int64_t calendar_days(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

struct date calendar_date_of(int64_t days)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct date d = {
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
		.month = (int)(month < 10 ? month + 3 : month - 9),
	};
	d.year = (int)(year_of_era + era * 400 + (d.month <= 2));
	return d;
}

/* 1970-01-01 was a Thursday. */
int calendar_weekday(int64_t days)
{
	return (int)(((days + THURSDAY) % 7 + 7) % 7);
}

int64_t calendar_monday(int64_t days)
{
	return days - (calendar_weekday(days) + 6) % 7;
}

static int64_t last_sunday(int year, int month)
{
	int64_t last = calendar_days((struct date){year, month, 31});
	return last - calendar_weekday(last);
}

/* Milliseconds that Paris and Brussels are ahead of UTC. */
static int64_t offset_ms(int64_t utc_ms)
{
	int year = calendar_date_of(utc_ms / DAY_MS).year;
	int64_t from = last_sunday(year, 3) * DAY_MS + HOUR_MS;
	int64_t to = last_sunday(year, 10) * DAY_MS + HOUR_MS;
	return utc_ms >= from && utc_ms < to ? 2 * HOUR_MS : HOUR_MS;
}

static int64_t to_utc(int64_t local_ms)
{
	/* The offset an hour before is right except within the hour of a change, at night. */
	return local_ms - offset_ms(local_ms - HOUR_MS);
}

int64_t calendar_day(int64_t wall_ms)
{
	return (wall_ms + offset_ms(wall_ms)) / DAY_MS;
}

struct date calendar_date(int64_t wall_ms)
{
	return calendar_date_of(calendar_day(wall_ms));
}

struct date calendar_parse(const char *day)
{
	struct date d = {1970, 1, 1};
	struct date read;
	if (day != NULL && sscanf(day, "%4d-%2d-%2d", &read.year, &read.month, &read.day) == 3)
		d = read;
	return d;
}

void calendar_print(struct date date, char out[CALENDAR_DAY_BYTES])
{
	/* A year has four digits for as long as this program will run. */
	snprintf(out, CALENDAR_DAY_BYTES, "%04u-%02u-%02u", (unsigned)date.year % 10000,
		 (unsigned)date.month % 100, (unsigned)date.day % 100);
}

struct date calendar_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;
	return (struct date){year, n / 31, n % 31 + 1};
}

void calendar_week(int64_t wall_ms, char out[CALENDAR_WEEK_BYTES])
{
	int64_t thursday = calendar_monday(calendar_day(wall_ms)) + THURSDAY - MONDAY;
	int year = calendar_date_of(thursday).year;
	int week = (int)((thursday - calendar_days((struct date){year, 1, 1})) / 7) + 1;
	snprintf(out, CALENDAR_WEEK_BYTES, "%04d-W%02d", year, week);
}

bool calendar_is_holiday(enum calendar_zone zone, struct date date)
{
	int64_t days = calendar_days(date);
	int64_t easter = calendar_days(calendar_easter(date.year));
	for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++) {
		if ((holidays[i].zones & 1u << zone) == 0)
			continue;
		int64_t on = holidays[i].month == 0
				     ? easter + holidays[i].day
				     : calendar_days((struct date){date.year, holidays[i].month,
								   holidays[i].day});
		if (on == days)
			return true;
	}
	return false;
}

bool calendar_is_working_day(enum calendar_zone zone, struct date date)
{
	int day = calendar_weekday(calendar_days(date));
	return day >= MONDAY && day <= FRIDAY && !calendar_is_holiday(zone, date);
}

struct working_calendar calendar_of(enum calendar_zone zone)
{
	return (struct working_calendar){.zones = 1u << zone};
}

bool calendar_works_on(const struct working_calendar *c, int64_t day)
{
	int of_week = calendar_weekday(day);
	if (of_week < MONDAY || of_week > FRIDAY)
		return false;
	struct date date = calendar_date_of(day);
	for (int zone = 0; zone < ZONE_COUNT; zone++) {
		if ((c->zones & 1u << zone) != 0 &&
		    calendar_is_holiday((enum calendar_zone)zone, date))
			return false;
	}
	for (int i = 0; i < c->closure_count; i++) {
		if (c->closures[i].first <= day && day <= c->closures[i].last)
			return false;
	}
	return true;
}

/* Local milliseconds moved to the first moment from there on that lies in a working day. */
static int64_t into_work(const struct working_calendar *c, int64_t local)
{
	int64_t day = local / DAY_MS;
	if (calendar_works_on(c, day))
		return local;
	while (!calendar_works_on(c, day))
		day++;
	return day * DAY_MS;
}

int64_t calendar_add(const struct working_calendar *c, int64_t wall_ms, int64_t working_ms)
{
	int64_t local = into_work(c, wall_ms + offset_ms(wall_ms));
	for (int64_t left = working_ms; left > 0;) {
		int64_t rest = DAY_MS - local % DAY_MS;
		int64_t step = left < rest ? left : rest;
		local = into_work(c, local + step);
		left -= step;
	}
	return to_utc(local);
}

int64_t calendar_subtract(const struct working_calendar *c, int64_t wall_ms, int64_t working_ms)
{
	int64_t local = wall_ms + offset_ms(wall_ms);
	for (int64_t left = working_ms; left > 0;) {
		/* The day that ends at midnight is the one before. */
		int64_t day = (local - 1) / DAY_MS, since = local - day * DAY_MS;
		int64_t step = left < since ? left : since;
		if (calendar_works_on(c, day))
			left -= step;
		else
			step = since;
		local -= step;
	}
	return to_utc(local);
}

int64_t calendar_between(const struct working_calendar *c, int64_t from_ms, int64_t to_ms)
{
	if (to_ms < from_ms)
		return -calendar_between(c, to_ms, from_ms);
	int64_t from = into_work(c, from_ms + offset_ms(from_ms)), to = to_ms + offset_ms(to_ms);
	int64_t sum = 0;
	while (from < to) {
		int64_t end = (from / DAY_MS + 1) * DAY_MS;
		sum += (end < to ? end : to) - from;
		from = into_work(c, end);
	}
	return sum;
}

int64_t calendar_due(enum calendar_zone zone, int64_t wall_ms, int days)
{
	struct working_calendar c = calendar_of(zone);
	return calendar_add(&c, wall_ms, (int64_t)days * DAY_MS);
}
