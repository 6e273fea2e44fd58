/* SPDX-License-Identifier: EUPL-1.2 */
/* test_width.c - columns, not bytes: what lines up on a terminal. */
#include "text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_character_takes_its_columns_whatever_its_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int columns;
	} cases[] = {
		{"", 0},
		{"abc", 3},
		{"été", 3},
		{"e\xcc\x81t\xcc\x81", 2},
		{"« où »", 6},
		{"日本", 4},
		{"مرحبا", 5},
		{"\001\007\033", 0},
		{"█░", 2},
		{"a\xff"
		 "b",
		 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(width_of(cases[i].text, strlen(cases[i].text)), cases[i].columns);
}

static void the_end_is_where_nothing_is_read(void **state)
{
	(void)state;
	size_t len = 9;
	assert_int_equal(width_of_character("", 0, &len), 0);
	assert_int_equal(len, 0);
	/* Cut inside a character: one byte at a time, never beyond. */
	assert_int_equal(width_of_character("\xc3\xa9", 1, &len), 1);
	assert_int_equal(len, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_character_takes_its_columns_whatever_its_bytes),
		cmocka_unit_test(the_end_is_where_nothing_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
