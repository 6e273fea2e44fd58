/* SPDX-License-Identifier: EUPL-1.2 */
/* test_likeness.c - texts that are nearly the same are near, others are not. */
#include "text/likeness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WORDS = 2000 };

/* A text of random words; those at a place below `changed`, spread evenly, are others. */
static void make_text(unsigned seed, int words, int changed, char *out)
{
	for (int i = 0; i < words; i++) {
		seed = seed * 1664525u + 1013904223u;
		unsigned n = seed >> 12;
		if (changed > 0 && i % (words / changed) == 0)
			n ^= 0x5555;
		out += sprintf(out, "m%u ", n % 5000);
	}
}

static uint64_t of(const char *text)
{
	return likeness_of(text, strlen(text));
}

static void a_few_changed_words_stay_near(void **state)
{
	(void)state;
	int near = 0;
	for (unsigned seed = 1; seed <= 100; seed++) {
		char a[WORDS * 8], b[WORDS * 8];
		make_text(seed, WORDS, 0, a);
		make_text(seed, WORDS, 1, b);
		near += likeness_is_near(of(a), of(b));
	}
	assert_true(near >= 95);
}

static void different_texts_are_not_near(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 100; seed++) {
		char a[WORDS * 8], b[WORDS * 8];
		make_text(seed, WORDS, 0, a);
		make_text(seed + 1000, WORDS, 0, b);
		assert_false(likeness_is_near(of(a), of(b)));
	}
}

static void case_and_spacing_do_not_matter_and_order_does(void **state)
{
	(void)state;
	const char *text = "le phare guide les bateaux dans la nuit et le gardien veille sur la "
			   "lampe jusqu'au matin "
			   "quand la brume se leve enfin";
	const char *shouted =
		"LE  PHARE, guide -- les bateaux dans la nuit; et le gardien veille\nsur la lampe "
		"jusqu'au matin (quand la brume se leve enfin)!";
	const char *turned = "enfin leve se brume la quand matin au jusqu lampe la sur veille "
			     "gardien le et nuit la "
			     "dans bateaux les guide phare le";
	assert_true(of(text) == of(shouted));
	assert_false(likeness_is_near(of(text), of(turned)));
}

static void a_short_text_is_like_nothing(void **state)
{
	(void)state;
	char nineteen[WORDS], twenty[WORDS];
	make_text(3, 19, 0, nineteen);
	make_text(3, 20, 0, twenty);
	assert_true(of("") == 0 && of(" ... ") == 0 && of(nineteen) == 0);
	assert_true(of(twenty) != 0);
	assert_false(likeness_is_near(0, 0));
	assert_false(likeness_is_near(of(twenty), 0));
	assert_true(likeness_is_near(of(twenty), of(twenty)));
	assert_true(likeness_is_near(0xf0, 0xf7));
	assert_false(likeness_is_near(0xf0, 0xff));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_changed_words_stay_near),
		cmocka_unit_test(different_texts_are_not_near),
		cmocka_unit_test(case_and_spacing_do_not_matter_and_order_does),
		cmocka_unit_test(a_short_text_is_like_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
