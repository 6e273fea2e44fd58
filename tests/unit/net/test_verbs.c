/* SPDX-License-Identifier: EUPL-1.2 */
/* test_verbs.c - params are judged by their table, and read from a call. */
#include "net/verbs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct param table[] = {
	{"text", PARAM_TEXT, true, 5, "."},    {"question", PARAM_ID, false, 0, "."},
	{"epoch", PARAM_INT, false, 0, "."},   {"score", PARAM_INT, false, 5, "."},
	{"urgent", PARAM_FLAG, false, 0, "."}, {"consent", PARAM_OBJECT, false, 2, "."},
	{"queues", PARAM_LIST, false, 2, "."}, {0},
};

static enum rc check(const char *json, struct refusal *refusal)
{
	AUTO_JSON params = cJSON_Parse(json);
	*refusal = (struct refusal){0};
	return params_check(table, params, refusal);
}

static void good_params_pass(void **state)
{
	(void)state;
	static const char *const good[] = {
		"{\"text\":\"abcde\"}",
		"{\"text\":\"\",\"question\":\"12\",\"epoch\":9007199254740991,\"score\":5}",
		"{\"text\":\"\",\"question\":12,\"urgent\":false,\"consent\":{\"a\":1,\"b\":2}}",
		"{\"text\":\"\",\"question\":\"bm-lyon/general\",\"queues\":[1,2]}",
		"{\"text\":\"\",\"question\":null,\"queues\":null}",
	};
	struct refusal refusal;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_int_equal(check(good[i], &refusal), RC_OK);
	assert_int_equal(params_check(NULL, NULL, &refusal), RC_OK);
}

static void bad_params_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *json, *named;
	} bad[] = {
		{"{}", "text"},
		{"{\"text\":null}", "text"},
		{"{\"text\":\"abcdef\"}", "text (> 5)"},
		{"{\"text\":[]}", "text"},
		{"{\"text\":\"\",\"question\":\"\"}", "question"},
		{"{\"text\":\"\",\"question\":\"a b\"}", "question"},
		{"{\"text\":\"\",\"question\":1.5}", "question"},
		{"{\"text\":\"\",\"question\":-1}", "question"},
		{"{\"text\":\"\",\"epoch\":\"1\"}", "epoch"},
		{"{\"text\":\"\",\"epoch\":9007199254740994}", "epoch"},
		{"{\"text\":\"\",\"score\":6}", "score"},
		{"{\"text\":\"\",\"urgent\":1}", "urgent"},
		{"{\"text\":\"\",\"consent\":{\"a\":1,\"b\":2,\"c\":3}}", "consent"},
		{"{\"text\":\"\",\"queues\":[1,2,3]}", "queues"},
		{"{\"text\":\"\",\"Text\":\"\"}", "Text ?"},
		{"{\"text\":\"\",\"<b>\xc3\xa9\":1}", "<b>?? ?"},
	};
	struct refusal refusal;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(check(bad[i].json, &refusal), RC_INVALID);
		assert_int_equal(refusal.sentence, SAY_BAD_PARAM);
		assert_string_equal(refusal.detail, bad[i].named);
	}
	AUTO_JSON extra = cJSON_Parse("{\"a\":1}");
	assert_int_equal(params_check(NULL, extra, &refusal), RC_INVALID);
}

static void a_call_gives_its_params(void **state)
{
	(void)state;
	static const struct verb verb = {.name = "test"};
	struct call call = {.verb = &verb};
	call.envelope = cJSON_Parse(
		"{\"text\":\"a\",\"n\":3,\"f\":true,\"id\":\"0012\",\"slug\":\"a1\",\"x\":null}");
	call.params = call.envelope;
	assert_string_equal(call_text(&call, "text"), "a");
	assert_null(call_text(&call, "none"));
	assert_null(call_text(&call, "x"));
	assert_null(call_param(&call, "x"));
	assert_int_equal(call_int(&call, "n", 0), 3);
	assert_int_equal(call_int(&call, "none", -1), -1);
	assert_true(call_flag(&call, "f", false));
	assert_int_equal(call_id(&call, "id"), 12);
	assert_int_equal(call_id(&call, "n"), 3);
	assert_int_equal(call_id(&call, "slug"), 0);
	assert_int_equal(call_id(&call, "none"), 0);
	assert_true(call_follow(&call, "desk"));
	char name[200];
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_false(call_follow(&call, name));
	assert_int_equal(call.stream_count, 1);
	call_done(&call);
}

static void verbs_are_found_over_all_tables(void **state)
{
	(void)state;
	static const struct verb first[] = {{.name = "ask"}, {.name = "follow"}};
	static const struct verb second[] = {{.name = "question.claim"}};
	static const struct verb_table one = {"One", first, 2}, two = {"Two", second, 1};
	static const struct verb_table *const tables[] = {&one, &two};
	static const struct verb_set set = {tables, 2};
	assert_ptr_equal(verb_find(&set, "follow"), &first[1]);
	assert_ptr_equal(verb_find(&set, "question.claim"), &second[0]);
	assert_null(verb_find(&set, "Ask"));
	assert_null(verb_find(&set, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_params_pass),
		cmocka_unit_test(bad_params_are_named),
		cmocka_unit_test(a_call_gives_its_params),
		cmocka_unit_test(verbs_are_found_over_all_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
