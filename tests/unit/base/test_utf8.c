/* SPDX-License-Identifier: EUPL-1.2 */
/* test_utf8.c - RFC 3629 to the letter: every code point, every wrong byte; cuts between characters. */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static void every_code_point_but_surrogates_is_valid(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[4];
		size_t len = encode(c, bytes);
		bool is_surrogate = c >= 0xd800 && c <= 0xdfff;
		if (utf8_is_valid(bytes, len) == is_surrogate)
			fail_msg("U+%04X", c);
		if (!is_surrogate && utf8_count(bytes, len) != 1)
			fail_msg("count of U+%04X", c);
		for (size_t cut = 1; cut < len; cut++) {
			if (utf8_is_valid(bytes, cut))
				fail_msg("U+%04X cut at %zu", c, cut);
		}
	}
}

/* Two-byte strings, all of them: valid exactly when the rule says. */
static void every_pair_of_bytes_is_judged_right(void **state)
{
	(void)state;
	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			char bytes[2] = {(char)a, (char)b};
			bool expected = (a < 0x80 && b < 0x80) ||
					(a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf);
			if (utf8_is_valid(bytes, 2) != expected)
				fail_msg("%02x %02x", a, b);
		}
	}
}

static void overlong_and_impossible_forms_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\xc0\x80",
		"\xc1\xbf",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xfe",
		"\x80",
		"a\xbf",
		"\xe2\x82",
		"\xe2\x82z",
		"\xf0\x9f\x98",
		"\xf0\x9f\x98z",
		"\xc3",
		"\xc3(",
		"\xed\xa0\xbd\xed\xb8\x80",
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (utf8_is_valid(bad[i], strlen(bad[i])))
			fail_msg("case %zu", i);
	}
	assert_true(utf8_is_valid("", 0));
	assert_true(utf8_is_valid("a\0b", 3));
}

static void characters_are_counted_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("abc", 3), 3);
	assert_int_equal(utf8_count("été", 5), 3);
	assert_int_equal(utf8_count("œ漢😀", 9), 3);
}

static void a_cut_never_splits_a_character(void **state)
{
	(void)state;
	static const char text[] = "aé漢😀z";
	size_t len = strlen(text);
	static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
	for (size_t max = 0; max < sizeof expected / sizeof expected[0]; max++) {
		size_t cut = utf8_cut(text, len, max);
		assert_int_equal(cut, expected[max]);
		assert_true(utf8_is_valid(text, cut));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_but_surrogates_is_valid),
		cmocka_unit_test(every_pair_of_bytes_is_judged_right),
		cmocka_unit_test(overlong_and_impossible_forms_are_refused),
		cmocka_unit_test(characters_are_counted_not_bytes),
		cmocka_unit_test(a_cut_never_splits_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
