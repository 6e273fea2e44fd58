/* SPDX-License-Identifier: EUPL-1.2 */
/* test_wire.c - the envelope, in and out. */
#include "net/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum wire_code code_of(const char *text)
{
	struct wire_request request;
	const char *why = "";
	enum wire_code code = wire_parse(text, strlen(text), &request, &why);
	wire_request_done(&request);
	return code;
}

static void a_request_is_read_with_its_id_as_it_came(void **state)
{
	(void)state;
	static const struct {
		const char *text, *id;
	} cases[] = {
		{"{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ask\",\"params\":{\"a\":1}}", "7"},
		{"{\"jsonrpc\":\"2.0\",\"id\":\"\\u00e9\\\"\",\"method\":\"ask\",\"params\":{}}",
		 "\"\xc3\xa9\\\"\""},
		{"{\"jsonrpc\":\"2.0\",\"id\":9007199254740991,\"method\":\"ask\"}",
		 "9007199254740991"},
		{"{\"jsonrpc\":\"2.0\",\"id\":-3,\"method\":\"ask\"}", "-3"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct wire_request request;
		const char *why = "";
		assert_int_equal(wire_parse(cases[i].text, strlen(cases[i].text), &request, &why),
				 WIRE_OK);
		assert_string_equal(request.method, "ask");
		assert_string_equal(request.id, cases[i].id);
		wire_request_done(&request);
	}
}

static void what_is_no_request_is_told_apart(void **state)
{
	(void)state;
	assert_int_equal(code_of("{\"jsonrpc\""), WIRE_NOT_JSON);
	assert_int_equal(code_of(""), WIRE_NOT_JSON);
	assert_int_equal(code_of("{\"id\":1,\"id\":2}"), WIRE_NOT_JSON);
	assert_int_equal(code_of("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ask\"}]"),
			 WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"id\":1,\"method\":\"ask\"}"), WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ask\"}"),
			 WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"2.0\",\"method\":\"ask\"}"), WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ask\"}"),
			 WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ask\"}"),
			 WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"ask\"}"),
			 WIRE_NOT_A_REQUEST);
	assert_int_equal(code_of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ask\",\"params\":[]}"),
			 WIRE_NOT_A_REQUEST);
}

static void an_error_keeps_the_id_that_could_be_read(void **state)
{
	(void)state;
	struct wire_request request;
	struct refusal refusal;
	const char *why = "";
	static const char text[] = "{\"jsonrpc\":\"2.0\",\"id\":5}";
	enum wire_code code = wire_parse(text, sizeof text - 1, &request, &why);
	refuse(&refusal, SAY_MALFORMED, "%s", why);
	char *error = wire_error(
		request.id, &(struct wire_failure){code, &refusal, RC_INVALID, LOCALE_EN, NULL});
	assert_string_equal(error,
			    "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32600,\"message\":"
			    "\"The request could not be read (method).\","
			    "\"data\":{\"reason\":\"invalid\"}}}");
	free(error);
	wire_request_done(&request);
}

static void a_refusal_speaks_the_callers_language(void **state)
{
	(void)state;
	struct refusal refusal;
	enum rc rc = refuse(&refusal, SAY_CLAIM_HELD, "%s", "Malik");
	char *fr = wire_error("1",
			      &(struct wire_failure){WIRE_REFUSED, &refusal, rc, LOCALE_FR, NULL});
	assert_non_null(strstr(fr, "Malik a d\xc3\xa9j\xc3\xa0 pris"));
	assert_non_null(strstr(fr, "\"reason\":\"conflict\""));
	char *en = wire_error(NULL,
			      &(struct wire_failure){WIRE_REFUSED, &refusal, rc, LOCALE_EN, NULL});
	assert_non_null(strstr(en, "\"id\":null"));
	assert_non_null(strstr(en, "Malik has already claimed"));
	free(fr);
	free(en);
}

static void events_carry_their_place_in_the_stream(void **state)
{
	(void)state;
	char data[] = "{\"state\":\"claimed\"}";
	struct event event = {.stream = "question/12", .seq = 41, .type = "claimed", .data = data};
	char *text = wire_event(&event);
	assert_string_equal(text,
			    "{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":"
			    "{\"stream\":\"question/12\",\"seq\":41,\"type\":\"claimed\","
			    "\"at\":\"1970-01-01T00:00:00Z\",\"data\":{\"state\":\"claimed\"}}}");
	free(text);
	text = wire_resync(0);
	assert_non_null(strstr(text, "\"type\":\"resync\""));
	free(text);
	text = wire_result("3", NULL);
	assert_string_equal(text, "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_read_with_its_id_as_it_came),
		cmocka_unit_test(what_is_no_request_is_told_apart),
		cmocka_unit_test(an_error_keeps_the_id_that_could_be_read),
		cmocka_unit_test(a_refusal_speaks_the_callers_language),
		cmocka_unit_test(events_carry_their_place_in_the_stream),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
