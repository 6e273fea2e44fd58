/* SPDX-License-Identifier: EUPL-1.2 */
/* test_clock.c - a clock that a test can put where it wants, and times as they are written. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

static void a_standing_clock_stands(void **state)
{
	(void)state;
	struct clock clock = clock_standing(1795510800000);
	assert_int_equal(clock_wall_ms(&clock), 1795510800000);
	assert_int_equal(clock_wall_ms(&clock), 1795510800000);
	clock.offset_ms += 1;
	assert_int_equal(clock_wall_ms(&clock), 1795510800001);
}

static void the_systems_clock_can_be_shifted(void **state)
{
	(void)state;
	enum { HOUR_MS = 3600000 };
	struct clock now = clock_system(0), later = clock_system(HOUR_MS);
	int64_t before = (int64_t)time(NULL) * 1000;
	int64_t a = clock_wall_ms(&now), b = clock_wall_ms(&later);
	assert_true(a >= before - 1000 && a < before + 60000);
	assert_true(b - a >= HOUR_MS && b - a < HOUR_MS + 60000);
}

static void measured_time_never_goes_back(void **state)
{
	(void)state;
	int64_t last = clock_monotonic_us();
	for (int i = 0; i < 100000; i++) {
		int64_t now = clock_monotonic_us();
		assert_true(now >= last);
		last = now;
	}
}

static void times_are_written_in_utc(void **state)
{
	(void)state;
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {
		{0, "1970-01-01T00:00:00Z"},
		{999, "1970-01-01T00:00:00Z"},
		{1000, "1970-01-01T00:00:01Z"},
		{951782400000, "2000-02-29T00:00:00Z"},
		{1795510800123, "2026-11-24T09:00:00Z"},
		{253402300799000, "9999-12-31T23:59:59Z"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char out[32];
		clock_format_utc(cases[i].ms, out);
		assert_string_equal(out, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_standing_clock_stands),
		cmocka_unit_test(the_systems_clock_can_be_shifted),
		cmocka_unit_test(measured_time_never_goes_back),
		cmocka_unit_test(times_are_written_in_utc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
