/* SPDX-License-Identifier: EUPL-1.2 */
/* test_taxonomy.c - the lists are whole and consistent. */
#include "rules/taxonomy.h"

#include "rules/labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_lists_have_their_counts(void **state)
{
	(void)state;
	assert_int_equal(TOPIC_COUNT, 28);
	assert_int_equal(KIND_COUNT, 7);
	assert_int_equal(FLAG_COUNT, 7);
	assert_int_equal(AUDIENCE_COUNT, 3);
}

static void each_slug_is_found_at_its_index(void **state)
{
	(void)state;
	for (int i = 0; i < TOPIC_COUNT; i++) {
		assert_int_equal(topic_find(topic_label(i)->slug), i);
		assert_true(strlen(topic_label(i)->title) > 0);
		assert_string_equal(topic_slugs()[i], topic_label(i)->slug);
	}
	assert_null(topic_slugs()[TOPIC_COUNT]);
	for (int i = 0; i < KIND_COUNT; i++)
		assert_int_equal(kind_find(kind_label(i)->slug), i);
	for (int i = 0; i < FLAG_COUNT; i++)
		assert_int_equal(flag_find(flag_label(i)->slug), i);
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		assert_int_equal(audience_find(audience_label(i)->slug), i);
	assert_int_equal(topic_find("nothing"), -1);
	assert_int_equal(topic_find("patrimoine-local"), TOPIC_PATRIMOINE_LOCAL);
	assert_int_equal(flag_find("detresse"), FLAG_DETRESSE);
}

static void place_codes_are_known_by_their_form(void **state)
{
	(void)state;
	static const char *const good[] = {"01", "29", "2A", "2B", "974", "BE-WHT"};
	static const char *const bad[] = {"",      "1",      "2C", "2a",  "A1",  "BE-",
					  "BE-XX", "BE-xxx", "FR", "97A", "1000"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(is_place_code(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(is_place_code(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lists_have_their_counts),
		cmocka_unit_test(each_slug_is_found_at_its_index),
		cmocka_unit_test(place_codes_are_known_by_their_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
