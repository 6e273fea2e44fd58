/* SPDX-License-Identifier: EUPL-1.2 */
/* test_headers.c - what every response says about itself. */
#include "net/headers.h"
#include "net/metrics.h"
#include "net/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const struct str *text, const char *part)
{
	if (strstr(str_text(text), part) == NULL)
		fail_msg("no %s in %s", part, str_text(text));
}

static void pages_may_run_our_scripts_and_nothing_else(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct headers *headers = headers_new(&settings);
	struct str out = {0};
	headers_put(headers, CSP_PAGE, "127.0.0.1:7681", &out);
	expect(&out, "content-security-policy: default-src 'none'; script-src 'self'; ");
	expect(&out, "connect-src 'self' ws://127.0.0.1:7681 wss://127.0.0.1:7681; ");
	expect(&out, "img-src 'self' data:; font-src 'self'; ");
	expect(&out, "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; ");
	expect(&out, "require-trusted-types-for 'script'; trusted-types lit-html "
		     "aiguilleur-markdown\r\n");
	expect(&out, "x-content-type-options: nosniff\r\n");
	assert_null(strstr(str_text(&out), "strict-transport-security"));
	str_clear(&out);
	headers_put(headers, CSP_NOTHING, NULL, &out);
	expect(&out, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors "
		     "'none'\r\n");
	str_done(&out);
	headers_free(headers);
	headers_free(NULL);
}

static void the_widget_is_framed_by_whom_we_said(void **state)
{
	(void)state;
	static const char *const origins[] = {"https://a.example", "https://b.example:8443"};
	struct net_settings settings = net_settings_default();
	settings.public_url = "https://questions.example";
	settings.allowed_origins = origins;
	settings.allowed_origin_count = 2;
	struct headers *headers = headers_new(&settings);
	struct str out = {0};
	headers_put(headers, CSP_WIDGET, "questions.example", &out);
	expect(&out, "frame-ancestors 'self' https://a.example https://b.example:8443;");
	expect(&out, "connect-src 'self' wss://questions.example; ");
	expect(&out, "cross-origin-resource-policy: cross-origin\r\n");
	expect(&out, "strict-transport-security: max-age=63072000; includeSubDomains\r\n");
	str_done(&out);
	headers_free(headers);
}

static void every_page_has_a_file_and_a_policy(void **state)
{
	(void)state;
	size_t count;
	const struct page *pages = pages_all(&count);
	assert_true(count >= 9);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(page_find(pages[i].path), &pages[i]);
		assert_null(strstr(pages[i].file, ".."));
		bool is_style = strstr(pages[i].content_type, "text/css") != NULL;
		assert_int_equal(pages[i].csp == CSP_NOTHING, is_style);
	}
	assert_null(page_find("/desk/"));
	assert_null(page_find(""));
}

static void error_pages_are_documents_without_script(void **state)
{
	(void)state;
	static const int statuses[] = {400, 403, 404, 405, 408, 411, 413, 415, 421, 429, 500, 503};
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		struct str out = {0};
		page_put_error(&out, statuses[i]);
		expect(&out, "<!doctype html>\n<html lang=\"fr\" dir=\"ltr\">");
		expect(&out, "<h1>");
		assert_null(strstr(str_text(&out), "<script"));
		assert_true(out.len < 1000);
		str_done(&out);
	}
	struct str out = {0};
	page_put(&out, LOCALE_FR, "<b>&", "<p>fait</p>");
	expect(&out, "<h1>&lt;b&gt;&amp;</h1>\n<p>fait</p>");
	str_done(&out);
	assert_string_equal(status_words(404), "Not Found");
	assert_string_equal(status_words(799), "Internal Server Error");
}

static void figures_are_prometheus_text(void **state)
{
	(void)state;
	static const struct verb ask = {.name = "ask"};
	struct metrics *metrics = metrics_new();
	struct str out = {0};
	metrics_call(metrics, &ask, RC_OK, 700);
	metrics_call(metrics, &ask, RC_LIMIT, 20000000);
	metrics_call(metrics, &ask, RC_OK, 100);
	metrics_refused(metrics, GUARD_ORIGIN);
	metrics_http(metrics, 404);
	metrics_loop_lag(metrics, 10);
	metrics_print(metrics, &out);
	expect(&out, "aiguilleur_calls_total{verb=\"ask\",rc=\"ok\"} 2\n");
	expect(&out, "aiguilleur_calls_total{verb=\"ask\",rc=\"limit\"} 1\n");
	expect(&out, "aiguilleur_call_seconds_bucket{le=\"0.001\"} 2\n");
	expect(&out, "aiguilleur_call_seconds_bucket{le=\"+Inf\"} 3\n");
	expect(&out, "aiguilleur_call_seconds_count 3\n");
	expect(&out, "aiguilleur_refused_total{why=\"origin\"} 1\n");
	expect(&out, "aiguilleur_http_responses_total{status=\"4xx\"} 1\n");
	expect(&out, "# TYPE aiguilleur_loop_lag_seconds histogram\n");
	str_done(&out);
	metrics_free(metrics);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_may_run_our_scripts_and_nothing_else),
		cmocka_unit_test(the_widget_is_framed_by_whom_we_said),
		cmocka_unit_test(every_page_has_a_file_and_a_policy),
		cmocka_unit_test(error_pages_are_documents_without_script),
		cmocka_unit_test(figures_are_prometheus_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
