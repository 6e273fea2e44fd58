/* SPDX-License-Identifier: EUPL-1.2 */
/* test_json.c - what is JSON and what only looks like it (trust.md H15); numbers and texts out and in. */
#include "base/json.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(s) s, sizeof(s) - 1

/* NULL, or why it was refused. */
static const char *why_not(const char *text, size_t len)
{
	const char *why = "unset";
	/* An exact copy on the heap: the sanitizer sees a read past the end. */
	char *exact = malloc(len + (len == 0));
	assert_non_null(exact);
	memcpy(exact, text, len);
	cJSON *tree = json_parse(exact, len, &why);
	assert_true((tree == NULL) == (why != NULL));
	cJSON_Delete(tree);
	free(exact);
	return why;
}

static void what_rfc_8259_allows_is_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t len;
	} cases[] = {
		{TEXT("null")},
		{TEXT("true")},
		{TEXT("false")},
		{TEXT("0")},
		{TEXT("-0")},
		{TEXT("-0.5e+10")},
		{TEXT("1E-400")},
		{TEXT("1.7976931348623157e308")},
		{TEXT("\"\"")},
		{TEXT("[]")},
		{TEXT("{}")},
		{TEXT(" \t\r\n{ \"a\" : [ 1 , { } ] } \n")},
		{TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"")},
		{TEXT("\"\\ud83d\\ude00\"")},
		{TEXT("\"é œ 漢 😀\"")},
		{TEXT("{\"a\":1,\"A\":2,\"\":3}")},
		{TEXT("[\"\x7f\"]")},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why = why_not(cases[i].text, cases[i].len);
		if (why != NULL)
			fail_msg("%s: %s", cases[i].text, why);
	}
}

static void each_quirk_of_cjson_is_refused_with_its_reason(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t len;
		const char *why;
	} cases[] = {
		/* what cJSON 1.7.15 accepts (platform-facts.md) */
		{TEXT("\xef\xbb\xbf{}"), "malformed number"},
		{TEXT("01"), "number with a leading zero"},
		{TEXT("-01"), "number with a leading zero"},
		{TEXT("1e999"), "number out of range"},
		{TEXT("[-1e999]"), "number out of range"},
		{TEXT("{\"a\":{\"b\":1e400}}"), "number out of range"},
		{TEXT("{\"a\":1,\"a\":2}"), "duplicate key"},
		{TEXT("{\"a\":1,\"\\u0061\":2}"), "duplicate key"},
		{TEXT("{\"a/b\":1,\"a\\/b\":2}"), "duplicate key"},
		{TEXT("{\"\xc3\xa9\":1,\"\\u00e9\":2}"), "duplicate key"},
		{TEXT("{\"\":1,\"\":2}"), "duplicate key"},
		{TEXT("[{\"x\":[{\"k\":1,\"z\":0,\"k\":1}]}]"), "duplicate key"},
		{TEXT("\"a\\u0000b\""), "U+0000 in a string"},
		{TEXT("{\"a\\u0000\":1}"), "U+0000 in a string"},
		{TEXT("\"a\0b\""), "control character in a string"},
		{TEXT("{}\0"), "something follows the JSON value"},
		{TEXT("\"\xff\""), "not valid UTF-8"},
		{TEXT("\"\xc0\xaf\""), "not valid UTF-8"},
		{TEXT("\"\xed\xa0\x80\""), "not valid UTF-8"},
		{TEXT("\"\xf4\x90\x80\x80\""), "not valid UTF-8"},
		{TEXT("\"\xe2\x82\""), "not valid UTF-8"},
		{TEXT("{} {}"), "something follows the JSON value"},
		{TEXT("{}x"), "something follows the JSON value"},
		{TEXT("1 2"), "something follows the JSON value"},
		{TEXT("\"a\nb\""), "control character in a string"},
		{TEXT("\"a\tb\""), "control character in a string"},
		/* what is no JSON */
		{TEXT(""), "unfinished JSON"},
		{TEXT("   "), "unfinished JSON"},
		{TEXT("{"), "a string was expected"},
		{TEXT("["), "unfinished JSON"},
		{TEXT("[1,]"), "malformed number"},
		{TEXT("[,1]"), "malformed number"},
		{TEXT("[1 2]"), "a comma was expected"},
		{TEXT("{\"a\":1,}"), "a string was expected"},
		{TEXT("{\"a\"}"), "a colon was expected"},
		{TEXT("{a:1}"), "a string was expected"},
		{TEXT("{'a':1}"), "a string was expected"},
		{TEXT("{\"a\":}"), "malformed number"},
		{TEXT("[1}"), "a comma was expected"},
		{TEXT("\"open"), "unfinished string"},
		{TEXT("\"open\\"), "unfinished string"},
		{TEXT("\"\\x41\""), "unknown escape"},
		{TEXT("\"\\u12\""), "malformed \\u escape"},
		{TEXT("\"\\u12g4\""), "malformed \\u escape"},
		{TEXT("\"\\u123"), "malformed \\u escape"},
		{TEXT("+1"), "malformed number"},
		{TEXT(".5"), "malformed number"},
		{TEXT("1."), "malformed number"},
		{TEXT("1e"), "malformed number"},
		{TEXT("1e+"), "malformed number"},
		{TEXT("-"), "malformed number"},
		{TEXT("0x10"), "something follows the JSON value"},
		{TEXT("NaN"), "malformed number"},
		{TEXT("Infinity"), "malformed number"},
		{TEXT("True"), "malformed number"},
		{TEXT("nul"), "unknown word"},
		{TEXT("truefalse"), "something follows the JSON value"},
		{TEXT("// no\n1"), "malformed number"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why = why_not(cases[i].text, cases[i].len);
		if (why == NULL)
			fail_msg("case %zu was accepted: %s", i, cases[i].text);
		if (strcmp(why, cases[i].why) != 0)
			fail_msg("case %zu, %s: \"%s\", not \"%s\"", i, cases[i].text, why,
				 cases[i].why);
	}
}

/* A surrogate without its other half is no character: it may not reach a tree as broken UTF-8. */
static void half_a_surrogate_pair_is_refused(void **state)
{
	(void)state;
	assert_non_null(why_not(TEXT("\"\\ud83d\"")));
	assert_non_null(why_not(TEXT("\"\\ude00\"")));
	assert_non_null(why_not(TEXT("\"\\ud83d\\u0041\"")));
}

static const char *why_not_nested(int depth, const char *open, const char *close)
{
	struct str text = {0};
	for (int i = 0; i < depth; i++)
		str_put(&text, open);
	str_put(&text, "1");
	for (int i = 0; i < depth; i++)
		str_put(&text, close);
	const char *why = why_not(str_text(&text), text.len);
	str_done(&text);
	return why;
}

static void nesting_ends_at_sixteen(void **state)
{
	(void)state;
	assert_null(why_not_nested(JSON_DEPTH_MAX, "[", "]"));
	assert_null(why_not_nested(JSON_DEPTH_MAX, "{\"a\":", "}"));
	assert_string_equal(why_not_nested(JSON_DEPTH_MAX + 1, "[", "]"), "nested too deeply");
	assert_string_equal(why_not_nested(JSON_DEPTH_MAX + 1, "{\"a\":", "}"),
			    "nested too deeply");
	assert_string_equal(why_not_nested(100000, "[", "]"), "nested too deeply");
	/* Depth is that of the place, not a count of brackets so far. */
	struct str wide = {0};
	str_put_char(&wide, '[');
	for (int i = 0; i < 100; i++)
		str_printf(&wide, "%s[[]]", i > 0 ? "," : "");
	str_put_char(&wide, ']');
	assert_null(why_not(str_text(&wide), wide.len));
	str_done(&wide);
}

static const char *why_not_keys(int count)
{
	struct str text = {0};
	for (int i = 0; i < count; i++)
		str_printf(&text, "%c\"k%d\":%d", i == 0 ? '{' : ',', i, i);
	str_put_char(&text, '}');
	const char *why = why_not(str_text(&text), text.len);
	str_done(&text);
	return why;
}

static void an_object_has_at_most_sixty_four_keys(void **state)
{
	(void)state;
	assert_null(why_not_keys(JSON_KEYS_MAX));
	assert_string_equal(why_not_keys(JSON_KEYS_MAX + 1), "too many keys in one object");
	/* Lists are bounded by the size of the message alone. */
	struct str list = {0};
	for (int i = 0; i < 1000; i++)
		str_printf(&list, "%c%d", i == 0 ? '[' : ',', i);
	str_put_char(&list, ']');
	assert_null(why_not(str_text(&list), list.len));
	str_done(&list);
}

static void every_cut_of_a_message_is_refused(void **state)
{
	(void)state;
	static const char whole[] = "{\"a\":[1.5e3,\"\\u00e9\xc3\xa9\",true,null,{\"b\":{}}]}";
	assert_null(why_not(TEXT(whole)));
	for (size_t len = 0; len + 1 < sizeof whole; len++)
		assert_non_null(why_not(whole, len));
}

static cJSON *parse(const char *text)
{
	const char *why;
	cJSON *tree = json_parse(text, strlen(text), &why);
	assert_non_null(tree);
	return tree;
}

static void members_are_found_by_their_exact_name_and_type(void **state)
{
	(void)state;
	AUTO_JSON tree = parse("{\"Role\":\"admin\",\"n\":7,\"s\":\"7\",\"f\":true,\"z\":null,"
			       "\"big\":1e17,\"half\":2.9,\"neg\":-3}");
	assert_null(json_get(tree, "role"));
	assert_string_equal(json_text(tree, "role", "none"), "none");
	assert_string_equal(json_text(tree, "Role", "none"), "admin");
	assert_string_equal(json_text(tree, "n", "none"), "none");
	assert_string_equal(json_text(tree, "z", "none"), "none");
	assert_null(json_text(tree, "absent", NULL));
	assert_int_equal(json_int(tree, "n", -1), 7);
	assert_int_equal(json_int(tree, "neg", -1), -3);
	assert_int_equal(json_int(tree, "s", -1), -1);
	assert_int_equal(json_int(tree, "big", -1), -1);
	assert_int_equal(json_int(tree, "half", -1), 2);
	assert_true(json_flag(tree, "f", false));
	assert_true(json_flag(tree, "n", true));
	assert_false(json_flag(tree, "n", false));
	assert_null(json_get(NULL, "a"));
}

static void what_is_put_is_printed(void **state)
{
	(void)state;
	AUTO_JSON tree = cJSON_CreateObject();
	json_put_text(tree, "t", "l'été \"x\"\n");
	json_put_text(tree, "none", NULL);
	json_put_int(tree, "ms", 1795224253123);
	json_put_int(tree, "least", -999999999999999);
	json_put_flag(tree, "f", false);
	json_put_score(tree, "s", 0.123456);
	json_put_raw(tree, "raw", "[1, {\"a\":2}]");
	json_put_raw(tree, "nothing", "");
	json_put_raw(tree, "null", NULL);
	char *text = json_print(tree);
	assert_string_equal(text,
			    "{\"t\":\"l'été \\\"x\\\"\\n\",\"none\":null,\"ms\":1795224253123,"
			    "\"least\":-999999999999999,\"f\":false,\"s\":0.123,"
			    "\"raw\":[1, {\"a\":2}],\"nothing\":null,\"null\":null}");
	free(text);
	text = json_print(NULL);
	assert_string_equal(text, "null");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_rfc_8259_allows_is_read),
		cmocka_unit_test(each_quirk_of_cjson_is_refused_with_its_reason),
		cmocka_unit_test(half_a_surrogate_pair_is_refused),
		cmocka_unit_test(nesting_ends_at_sixteen),
		cmocka_unit_test(an_object_has_at_most_sixty_four_keys),
		cmocka_unit_test(every_cut_of_a_message_is_refused),
		cmocka_unit_test(members_are_found_by_their_exact_name_and_type),
		cmocka_unit_test(what_is_put_is_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
