/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rc.c - the words of the wire, and the languages that are spoken. */
#include "base/rc.h"

#include "base/locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* design.md 5.3: extended, not changed. */
static void the_wire_has_the_words_of_the_design(void **state)
{
	(void)state;
	static const char *const words[] = {
		[RC_INVALID] = "invalid",         [RC_DENIED] = "denied",
		[RC_CONFLICT] = "conflict",       [RC_LIMIT] = "limit",
		[RC_NOT_FOUND] = "not_found",     [RC_STALE] = "stale",
		[RC_UNAVAILABLE] = "unavailable", [RC_CHALLENGE] = "challenge",
	};
	assert_int_equal(sizeof words / sizeof words[0], RC_COUNT);
	for (int i = RC_OK + 1; i < RC_COUNT; i++)
		assert_string_equal(rc_wire((enum rc)i), words[i]);
}

static void every_code_has_its_own_word_and_a_reason(void **state)
{
	(void)state;
	for (int i = 0; i < RC_COUNT; i++) {
		assert_true(strlen(rc_when((enum rc)i)) > 3);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(rc_wire((enum rc)i), rc_wire((enum rc)k));
	}
}

static void a_tag_finds_its_language_whatever_the_region(void **state)
{
	(void)state;
	static const struct {
		const char *tag;
		enum locale locale;
	} cases[] = {
		{"fr", LOCALE_FR},    {"fr-BE", LOCALE_FR}, {"en", LOCALE_EN},
		{"EN", LOCALE_EN},    {"en-GB", LOCALE_EN}, {"en_US", LOCALE_EN},
		{"nl", LOCALE_NL},    {"nl-BE", LOCALE_NL}, {"ar", LOCALE_AR},
		{"ar-MA", LOCALE_AR}, {"Ar_dz", LOCALE_AR}, {NULL, LOCALE_FR},
		{"", LOCALE_FR},      {"e", LOCALE_FR},     {"de", LOCALE_FR},
		{"eng", LOCALE_FR},   {"arn", LOCALE_FR},   {"nlx-BE", LOCALE_FR},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(locale_find(cases[i].tag), cases[i].locale);
	for (int i = 0; i < LOCALE_COUNT; i++)
		assert_int_equal(locale_find(locale_tag((enum locale)i)), i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wire_has_the_words_of_the_design),
		cmocka_unit_test(every_code_has_its_own_word_and_a_reason),
		cmocka_unit_test(a_tag_finds_its_language_whatever_the_region),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
