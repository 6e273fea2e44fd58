/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * calendar.h - working days of a network, and the date by which an answer is promised.
 *
 * French and Belgian holidays by rule (Easter after Butcher's algorithm, as in Meeus, Astronomical
 * Algorithms, ch. 8); days begin and end at midnight of Paris and Brussels (European summer time by
 * Directive 2000/84/EC: last Sundays of March and October, 01:00 UTC). Pure functions, any thread.
 */
#ifndef FLOW_CALENDAR_H
#define FLOW_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum calendar_zone { ZONE_METROPOLE, ZONE_ALSACE_MOSELLE, ZONE_BELGIQUE, ZONE_COUNT };

/* The zone of a word of the files ("belgique"); ZONE_METROPOLE for an unknown one. */
enum calendar_zone calendar_zone(const char *word);

/* "belgique" … Borrowed, static. */
const char *calendar_zone_word(enum calendar_zone zone);

struct date {
	int year, month, day; /* 1-based */
};

/* Days since 1970-01-01, and back. */
int64_t calendar_days(struct date date);
struct date calendar_date_of(int64_t days);

/* "2026-11-25"; 1970-01-01 for what is no date (files and forms are checked before). */
struct date calendar_parse(const char *day);

enum { CALENDAR_DAY_BYTES = 16 };

/* Writes "2026-11-25". */
void calendar_print(struct date date, char out[CALENDAR_DAY_BYTES]);

/* The local day of a moment, as calendar_days counts. */
int64_t calendar_day(int64_t wall_ms);

/* The local date of a moment. */
struct date calendar_date(int64_t wall_ms);

/* 0 is Sunday … 6 is Saturday: the bits of a library's closed_weekdays. */
int calendar_weekday(int64_t days);

/* The Monday of a day's week. */
int64_t calendar_monday(int64_t days);

enum { CALENDAR_WEEK_BYTES = 32 };

/* The ISO week of a moment, "2026-W48": the week of its Thursday's year. */
void calendar_week(int64_t wall_ms, char out[CALENDAR_WEEK_BYTES]);

bool calendar_is_holiday(enum calendar_zone zone, struct date date);
bool calendar_is_working_day(enum calendar_zone zone, struct date date);

/* Easter Sunday of a year of the Gregorian calendar. */
struct date calendar_easter(int year);

/* Days on which a library does not answer, both ends included, as calendar_days counts them. */
struct closure {
	int64_t first, last;
	const char *first_day, *last_day; /* YYYY-MM-DD */
	const char *kind;                 /* closed | absence */
	const char *why;                  /* "" when none was given */
};

/* The days on which work is done: not at week-ends, not on the holidays of any of the zones, not while closed. */
struct working_calendar {
	unsigned zones; /* 1 << ZONE_* */
	const struct closure *closures;
	int closure_count;
};

/* Of a network alone. */
struct working_calendar calendar_of(enum calendar_zone zone);

bool calendar_works_on(const struct working_calendar *c, int64_t day);

/*
 * The moment by which so much working time has passed. A working day has 24 hours, from midnight to midnight, so that
 * three days later is the same time of day; a moment on a day off counts as the start of the next working day.
 * working_ms >= 0.
 */
int64_t calendar_add(const struct working_calendar *c, int64_t wall_ms, int64_t working_ms);

/* The last moment in working time from which so much of it is left until wall_ms. */
int64_t calendar_subtract(const struct working_calendar *c, int64_t wall_ms, int64_t working_ms);

/* The working time between two moments; negative when `to` lies before `from`. */
int64_t calendar_between(const struct working_calendar *c, int64_t from_ms, int64_t to_ms);

/* calendar_add over whole days of a network. */
int64_t calendar_due(enum calendar_zone zone, int64_t wall_ms, int days);

#endif
