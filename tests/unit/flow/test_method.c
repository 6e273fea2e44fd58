/* SPDX-License-Identifier: EUPL-1.2 */
/* test_method.c - the method statement that no answer goes without; and Markdown that cannot bite. */
#include "base/json.h"
#include "flow/markdown.h"
#include "flow/method.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum rc check(const char *text)
{
	const char *why;
	AUTO_JSON method = json_parse(text, strlen(text), &why);
	assert_non_null(method);
	struct refusal refusal;
	return method_check(method, &refusal);
}

static void a_whole_statement_passes(void **state)
{
	(void)state;
	assert_int_equal(check("{\"ai\":\"none\",\"checked\":\"les "
			       "dates\",\"sources\":[{\"title\":\"BnF\"}]}"),
			 RC_OK);
	assert_int_equal(
		check("{\"ai\":\"draft\",\"tool\":\"un modèle\",\"checked\":\"tout\",\"sources\":"
		      "[{\"title\":\"BnF\",\"url\":\"https://www.bnf.fr/\"}]}"),
		RC_OK);
}

static void a_statement_with_a_part_missing_does_not(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"{}",
		"[]",
		"{\"checked\":\"x\",\"sources\":[{\"title\":\"BnF\"}]}",
		"{\"ai\":\"a little\",\"checked\":\"x\",\"sources\":[{\"title\":\"BnF\"}]}",
		"{\"ai\":\"draft\",\"checked\":\"x\",\"sources\":[{\"title\":\"BnF\"}]}",
		"{\"ai\":\"none\",\"sources\":[{\"title\":\"BnF\"}]}",
		"{\"ai\":\"none\",\"checked\":\"  \",\"sources\":[{\"title\":\"BnF\"}]}",
		"{\"ai\":\"none\",\"checked\":\"x\",\"sources\":[]}",
		"{\"ai\":\"none\",\"checked\":\"x\",\"sources\":[{\"title\":\" \"}]}",
		"{\"ai\":\"none\",\"checked\":\"x\",\"sources\":[{\"title\":\"BnF\",\"url\":"
		"\"javascript:alert(1)\"}]}",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (check(wrong[i]) != RC_INVALID)
			fail_msg("accepted: %s", wrong[i]);
	}
}

static void markdown_lets_no_script_through(void **state)
{
	(void)state;
	static const char *const payloads[] = {
		"<script>alert(1)</script>",    "[x](javascript:alert(1))",
		"<img src=x onerror=alert(1)>", "![x](data:text/html;base64,PHNjcmlwdD4=)",
		"<a href=\"vbscript:x\">y</a>",
	};
	for (size_t i = 0; i < sizeof payloads / sizeof payloads[0]; i++) {
		char *html = markdown_html(payloads[i]);
		assert_null(strstr(html, "<script"));
		assert_null(strstr(html, "javascript:"));
		assert_null(strstr(html, "onerror"));
		assert_null(strstr(html, "data:"));
		assert_null(strstr(html, "vbscript"));
		free(html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_statement_passes),
		cmocka_unit_test(a_statement_with_a_part_missing_does_not),
		cmocka_unit_test(markdown_lets_no_script_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
