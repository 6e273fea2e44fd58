/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rarity.c - the order of what is common and what is rare; the figures themselves are guesses. */
#include "rules/rarity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint32_t rarity(const char *text)
{
	return rarity_of(text, strlen(text));
}

static void the_first_is_rarer(void **state)
{
	(void)state;
	static const struct {
		const char *rare, *common;
	} pairs[] = {
		{" gnou ", " pour "},
		{" gnou ", " gnou"},
		{" gnou", "gnou"},
		{" gnous", " gnou"},
		{" gnou ", " livre "},
		{" quel ", " quel"},
		{" quoique ", " pour "},
		{" lynx ", " quoique "},
		{" livre gnou ", " gnou "},
		{"06", "0"},
		{"1789", "17"},
		{" gnou ", " de "},
		{"@", "ab"},
		{" cordialement", " me "},
		{" zut ", " bonj"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if (rarity(pairs[i].rare) >= rarity(pairs[i].common))
			fail_msg("\"%s\" is not rarer than \"%s\"", pairs[i].rare, pairs[i].common);
	}
}

static void what_says_nothing_is_always_there(void **state)
{
	(void)state;
	assert_int_equal(rarity(""), RARITY_ALWAYS);
	assert_int_equal(rarity(" - "), RARITY_ALWAYS);
	assert_in_range(rarity("a"), 1, RARITY_ALWAYS);
}

static void long_text_and_many_pieces_are_no_trouble(void **state)
{
	(void)state;
	char text[200];
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 2 == 0 ? 'x' : ' ';
	assert_in_range(rarity_of(text, sizeof text), 1, RARITY_ALWAYS);
	memset(text, 'x', sizeof text);
	assert_in_range(rarity_of(text, sizeof text), 1, RARITY_ALWAYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_is_rarer),
		cmocka_unit_test(what_says_nothing_is_always_there),
		cmocka_unit_test(long_text_and_many_pieces_are_no_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
