/* SPDX-License-Identifier: EUPL-1.2 */
/* test_calendar.c - holidays by rule, working days, due dates. */
#include "flow/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int64_t utc(int year, int month, int day, int hour)
{
	struct tm tm = {
		.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour};
	return (int64_t)timegm(&tm) * 1000;
}

static void easter_falls_where_the_tables_say(void **state)
{
	(void)state;
	static const struct date easters[] = {
		{1961, 4, 2},  {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31},
		{2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2038, 4, 25},
	};
	for (size_t i = 0; i < sizeof easters / sizeof easters[0]; i++) {
		struct date found = calendar_easter(easters[i].year);
		assert_int_equal(found.month, easters[i].month);
		assert_int_equal(found.day, easters[i].day);
	}
}

static void holidays_differ_between_the_networks(void **state)
{
	(void)state;
	static const struct {
		struct date date;
		bool in[ZONE_COUNT]; /* metropole, alsace-moselle, belgique */
	} days[] = {
		{{2026, 5, 8}, {true, true, false}},    {{2026, 7, 14}, {true, true, false}},
		{{2026, 7, 21}, {false, false, true}},  {{2026, 11, 11}, {true, true, true}},
		{{2026, 12, 26}, {false, true, false}}, {{2026, 4, 3}, {false, true, false}},
		{{2026, 4, 6}, {true, true, true}},     {{2026, 5, 14}, {true, true, true}},
		{{2026, 5, 25}, {true, true, true}},    {{2026, 6, 1}, {false, false, false}},
	};
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		for (int zone = 0; zone < ZONE_COUNT; zone++)
			assert_int_equal(
				calendar_is_holiday((enum calendar_zone)zone, days[i].date),
				days[i].in[zone]);
	}
}

static void three_working_days_skip_the_weekend(void **state)
{
	(void)state;
	/* Thursday 10:00 in Paris to Tuesday 10:00. */
	assert_int_equal(calendar_due(ZONE_METROPOLE, utc(2026, 11, 19, 9), 3),
			 utc(2026, 11, 24, 9));
}

static void what_is_asked_on_a_day_off_counts_from_the_next_working_day(void **state)
{
	(void)state;
	/* Saturday to the end of Wednesday, which is midnight in Paris: 23:00 UTC in winter. */
	assert_int_equal(calendar_due(ZONE_METROPOLE, utc(2026, 11, 21, 10), 3),
			 utc(2026, 11, 25, 23));
}

static void a_due_time_keeps_its_local_hour_over_summer_time(void **state)
{
	(void)state;
	/* Friday 27 March 2026 10:00 in Paris is 09:00 UTC; on Wednesday 1 April it is 08:00 UTC. */
	assert_int_equal(calendar_due(ZONE_METROPOLE, utc(2026, 3, 27, 9), 3), utc(2026, 4, 1, 8));
}

static void belgium_works_on_the_eighth_of_may(void **state)
{
	(void)state;
	int64_t asked = utc(2026, 5, 5, 8); /* Tuesday */
	assert_int_equal(calendar_due(ZONE_BELGIQUE, asked, 3), utc(2026, 5, 8, 8));
	assert_int_equal(calendar_due(ZONE_METROPOLE, asked, 3), utc(2026, 5, 11, 8));
}

/* Open data of the state, when it is at hand: each of its dated holidays must come out of the rules. */
static void the_rules_agree_with_the_published_holidays(void **state)
{
	(void)state;
	FILE *in = fopen(SOURCE_DIR "/../shared/data/jours-feries.csv", "re");
	if (in == NULL)
		skip();
	char line[512];
	while (fgets(line, sizeof line, in) != NULL) {
		struct date d;
		if (sscanf(line, "%d-%d-%d,", &d.year, &d.month, &d.day) != 3)
			continue;
		if (strstr(line, "Métropole") != NULL && !calendar_is_holiday(ZONE_METROPOLE, d))
			fail_msg("not a holiday by rule: %s", line);
		if (strstr(line, "Alsace-Moselle") != NULL &&
		    !calendar_is_holiday(ZONE_ALSACE_MOSELLE, d))
			fail_msg("not a holiday by rule: %s", line);
	}
	fclose(in);
}

static void closures_and_a_second_zone_are_no_working_days(void **state)
{
	(void)state;
	/* Tuesday 1 to Thursday 3 December 2026 closed; 26 December and Good Friday off in Alsace-Moselle. */
	struct closure closed = {.first = calendar_days((struct date){2026, 12, 1}),
				 .last = calendar_days((struct date){2026, 12, 3})};
	struct working_calendar c = {
		.zones = 1u << ZONE_METROPOLE, .closures = &closed, .closure_count = 1};
	int64_t monday = utc(2026, 11, 30, 9);
	assert_int_equal(calendar_add(&c, monday, 24 * 3600 * 1000LL), utc(2026, 12, 4, 9));
	struct working_calendar both = {.zones = 1u << ZONE_METROPOLE | 1u << ZONE_ALSACE_MOSELLE};
	assert_false(calendar_works_on(&both, calendar_days((struct date){2025, 4, 18})));
	struct working_calendar france = calendar_of(ZONE_METROPOLE);
	assert_true(calendar_works_on(&france, calendar_days((struct date){2025, 4, 18})));
}

/* Adding, measuring and going back agree, at any moment of seven years, summer time and holidays included. */
static void adding_measuring_and_going_back_agree(void **state)
{
	(void)state;
	uint64_t seed = 42;
	for (int zone = 0; zone < ZONE_COUNT; zone++) {
		struct working_calendar c = calendar_of((enum calendar_zone)zone);
		for (int i = 0; i < 3000; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			int64_t at = utc(2024, 1, 1, 0) +
				     (int64_t)(seed >> 20) % (7 * 365 * 86400LL) * 1000;
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			int64_t span = (int64_t)(seed >> 20) % (12 * 86400LL) * 1000 + 1000;
			int64_t to = calendar_add(&c, at, span);
			assert_true(to > at);
			int64_t found = calendar_between(&c, at, to);
			/* An hour is skipped or repeated at night when summer time begins or ends. */
			if (found != span && llabs(found - span) != 3600 * 1000)
				fail_msg("zone %d at %lld + %lld: %lld", zone, (long long)at,
					 (long long)span, (long long)found);
			int64_t back = calendar_subtract(&c, to, span);
			assert_true(llabs(calendar_between(&c, back, to) - span) <= 3600 * 1000);
		}
	}
}

static void moving_holidays_follow_easter(void **state)
{
	(void)state;
	/* Easter Monday, Ascension, Whit Monday: everywhere. */
	static const struct date days[] = {
		{2024, 4, 1},  {2024, 5, 9},  {2024, 5, 20}, {2025, 4, 21}, {2025, 5, 29},
		{2025, 6, 9},  {2026, 4, 6},  {2026, 5, 14}, {2026, 5, 25}, {2027, 3, 29},
		{2027, 5, 6},  {2027, 5, 17}, {2028, 4, 17}, {2028, 5, 25}, {2028, 6, 5},
		{2029, 4, 2},  {2029, 5, 10}, {2029, 5, 21}, {2030, 4, 22}, {2030, 5, 30},
		{2030, 6, 10},
	};
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		for (int zone = 0; zone < ZONE_COUNT; zone++)
			assert_true(calendar_is_holiday((enum calendar_zone)zone, days[i]));
	}
	/* Eleven a year in France, ten in Belgium, thirteen in Alsace-Moselle; but for what falls together. */
	static const int expected[ZONE_COUNT] = {11, 13, 10};
	for (int year = 2024; year <= 2030; year++) {
		int found[ZONE_COUNT] = {0};
		for (int64_t d = calendar_days((struct date){year, 1, 1});
		     d < calendar_days((struct date){year + 1, 1, 1}); d++) {
			for (int zone = 0; zone < ZONE_COUNT; zone++)
				found[zone] += calendar_is_holiday((enum calendar_zone)zone,
								   calendar_date_of(d));
		}
		for (int zone = 0; zone < ZONE_COUNT; zone++)
			assert_int_equal(found[zone], expected[zone]);
	}
}

static void a_week_belongs_to_the_year_of_its_thursday(void **state)
{
	(void)state;
	const struct {
		struct date date;
		const char *week;
	} cases[] = {
		{{2026, 11, 23}, "2026-W48"}, {{2026, 11, 29}, "2026-W48"},
		{{2026, 11, 30}, "2026-W49"}, {{2027, 1, 1}, "2026-W53"},
		{{2027, 1, 4}, "2027-W01"},   {{2024, 12, 30}, "2025-W01"},
		{{2026, 1, 1}, "2026-W01"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char week[CALENDAR_WEEK_BYTES];
		calendar_week(calendar_days(cases[i].date) * 86400000LL + 43200000, week);
		assert_string_equal(week, cases[i].week);
	}
	/* Sunday 23:30 UTC in winter is Monday in Paris. */
	char week[CALENDAR_WEEK_BYTES];
	calendar_week(calendar_days((struct date){2026, 11, 29}) * 86400000LL + 84600000, week);
	assert_string_equal(week, "2026-W49");
	assert_int_equal(calendar_weekday(calendar_days((struct date){2026, 11, 29})), 0);
	assert_int_equal(calendar_monday(calendar_days((struct date){2026, 11, 29})),
			 calendar_days((struct date){2026, 11, 23}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_week_belongs_to_the_year_of_its_thursday),
		cmocka_unit_test(easter_falls_where_the_tables_say),
		cmocka_unit_test(holidays_differ_between_the_networks),
		cmocka_unit_test(three_working_days_skip_the_weekend),
		cmocka_unit_test(what_is_asked_on_a_day_off_counts_from_the_next_working_day),
		cmocka_unit_test(a_due_time_keeps_its_local_hour_over_summer_time),
		cmocka_unit_test(belgium_works_on_the_eighth_of_may),
		cmocka_unit_test(the_rules_agree_with_the_published_holidays),
		cmocka_unit_test(closures_and_a_second_zone_are_no_working_days),
		cmocka_unit_test(adding_measuring_and_going_back_agree),
		cmocka_unit_test(moving_holidays_follow_easter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
