/* SPDX-License-Identifier: EUPL-1.2 */
/* test_marks.c - what is added is there once, what is cut is gone. */
#include "base/marks.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void what_is_added_is_there_once(void **state)
{
	(void)state;
	struct marks m;
	marks_init(&m, 130);
	assert_true(marks_add(&m, 129));
	assert_true(marks_add(&m, 0));
	assert_true(marks_add(&m, 64));
	assert_false(marks_add(&m, 129));
	assert_int_equal(m.count, 3);
	assert_true(marks_has(&m, 64));
	assert_false(marks_has(&m, 65));
	marks_sort(&m);
	assert_int_equal(m.items[0], 0);
	assert_int_equal(m.items[1], 64);
	assert_int_equal(m.items[2], 129);
	marks_done(&m);
}

static void what_is_cut_can_come_again(void **state)
{
	(void)state;
	struct marks m;
	marks_init(&m, 10);
	marks_add(&m, 7);
	marks_add(&m, 3);
	marks_cut(&m, 1);
	assert_true(marks_has(&m, 7));
	assert_false(marks_has(&m, 3));
	assert_true(marks_add(&m, 3));
	marks_cut(&m, 0);
	assert_int_equal(m.count, 0);
	assert_false(marks_has(&m, 7));
	marks_done(&m);
}

static void nothing_fits_in_an_empty_one(void **state)
{
	(void)state;
	struct marks m;
	marks_init(&m, 0);
	marks_cut(&m, 0);
	marks_sort(&m);
	assert_int_equal(m.count, 0);
	marks_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_is_there_once),
		cmocka_unit_test(what_is_cut_can_come_again),
		cmocka_unit_test(nothing_fits_in_an_empty_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
