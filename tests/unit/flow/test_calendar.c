/* SPDX-License-Identifier: EUPL-1.2 */
/* test_calendar.c - holidays by rule, working days, due dates. */
#include "flow/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
