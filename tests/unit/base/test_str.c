/* SPDX-License-Identifier: EUPL-1.2 */
/* test_str.c - growing, formatting, escaping, taking. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_one_reads_as_nothing(void **state)
{
	(void)state;
	struct str s = {0};
	assert_string_equal(str_text(&s), "");
	str_clear(&s);
	assert_string_equal(str_text(&s), "");
	char *taken = str_take(&s);
	assert_string_equal(taken, "");
	free(taken);
	str_done(&s);
}

static void it_grows_by_any_kind_of_put(void **state)
{
	(void)state;
	struct str s = {0}, expected = {0};
	for (int i = 0; i < 1000; i++) {
		str_put(&s, "é");
		str_put_char(&s, '-');
		str_printf(&s, "%d", i);
		str_put_bytes(&s, "xyz", 2);
		assert_int_equal(s.len, strlen(s.s));
	}
	for (int i = 0; i < 1000; i++)
		str_printf(&expected, "é-%dxy", i);
	assert_string_equal(str_text(&s), str_text(&expected));
	str_done(&s);
	str_done(&expected);
	assert_null(s.s);
}

static void a_format_may_be_longer_than_what_there_was(void **state)
{
	(void)state;
	struct str s = {0};
	str_printf(&s, "%s", "");
	assert_string_equal(str_text(&s), "");
	str_printf(&s, "%5000d", 7);
	assert_int_equal(s.len, 5000);
	assert_int_equal(s.s[4999], '7');
	str_printf(&s, "|%s|", "fin");
	assert_string_equal(s.s + 4999, "7|fin|");
	str_done(&s);
}

static void clearing_keeps_the_memory(void **state)
{
	(void)state;
	struct str s = {0};
	str_put(&s, "avant");
	const char *before = s.s;
	str_clear(&s);
	assert_string_equal(str_text(&s), "");
	str_put(&s, "apres");
	assert_ptr_equal(s.s, before);
	assert_string_equal(str_text(&s), "apres");
	str_done(&s);
}

static void taking_leaves_an_empty_one(void **state)
{
	(void)state;
	struct str s = {0};
	str_put(&s, "à emporter");
	char *taken = str_take(&s);
	assert_string_equal(taken, "à emporter");
	assert_string_equal(str_text(&s), "");
	str_put(&s, "autre");
	assert_string_equal(taken, "à emporter");
	free(taken);
	str_done(&s);
}

static void html_cannot_be_broken_out_of(void **state)
{
	(void)state;
	struct str s = {0};
	str_put_html(&s, "<a href=\"x\" onclick='y'>é & ü</a>");
	assert_string_equal(str_text(&s), "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;é &amp; "
					  "ü&lt;/a&gt;");
	str_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_one_reads_as_nothing),
		cmocka_unit_test(it_grows_by_any_kind_of_put),
		cmocka_unit_test(a_format_may_be_longer_than_what_there_was),
		cmocka_unit_test(clearing_keeps_the_memory),
		cmocka_unit_test(taking_leaves_an_empty_one),
		cmocka_unit_test(html_cannot_be_broken_out_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
