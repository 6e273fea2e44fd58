/* SPDX-License-Identifier: EUPL-1.2 */
/* test_form.c - fields of a form become params. */
#include "net/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct param table[] = {
	{"text", PARAM_TEXT, true, 100, "."},   {"score", PARAM_INT, false, 5, "."},
	{"urgent", PARAM_FLAG, false, 0, "."},  {"consent", PARAM_OBJECT, false, 0, "."},
	{"email", PARAM_TEXT, false, 100, "."}, {0},
};

static void expect(const char *body, const char *json)
{
	const char *why = NULL;
	AUTO_JSON params = form_decode(body, strlen(body), table, &why);
	if (params == NULL)
		fail_msg("%s: %s", body, why);
	char *text = json_print(params);
	assert_string_equal(text, json);
	free(text);
}

static void fields_are_decoded_and_typed(void **state)
{
	(void)state;
	expect("", "{}");
	expect("text=d%27o%C3%B9+vient", "{\"text\":\"d'o\xc3\xb9 vient\"}");
	expect("text=a%0D%0Ab%0ac", "{\"text\":\"a\\nb\\nc\"}");
	expect("text=a%3Db%26c", "{\"text\":\"a=b&c\"}");
	expect("score=4&urgent=on", "{\"score\":4,\"urgent\":true}");
	expect("score=x&urgent=no", "{\"score\":\"x\",\"urgent\":false}");
	expect("consent.publish=on&consent.transfer=&consent.x=1a",
	       "{\"consent\":{\"publish\":true,\"x\":\"1a\"}}");
	expect("&&text=a&", "{\"text\":\"a\"}");
	expect("text=&email=&other=1", "{\"text\":\"\",\"other\":\"1\"}");
}

static void broken_forms_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"text=%",
					  "text=%4",
					  "text=%zz",
					  "text=%00",
					  "text=%C3%28",
					  "text=a&text=b",
					  "=a",
					  "consent.a=1&consent.a=2",
					  "consent=1&consent.a=2",
					  "te%00xt=1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *why = NULL;
		assert_null(form_decode(bad[i], strlen(bad[i]), table, &why));
		assert_non_null(why);
	}
	char many[65 * 4 + 1];
	for (int i = 0; i < 65; i++)
		snprintf(many + i * 4, 5, "%c%c=&", 'a' + i / 26, 'a' + i % 26);
	const char *why = NULL;
	assert_null(form_decode(many, strlen(many), table, &why));
	assert_string_equal(why, "too many fields");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_decoded_and_typed),
		cmocka_unit_test(broken_forms_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
