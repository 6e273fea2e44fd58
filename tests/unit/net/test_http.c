/* SPDX-License-Identifier: EUPL-1.2 */
/* test_http.c - the door and HTTP on a real server: upgrades, origins, bodies, headers (trust.md W1, W3, W13, H8). */
#include "unit/net/client.h"
#include "unit/net/place.h"

/* ---- the door ---- */

static void only_our_own_origin_path_and_protocol_upgrade(void **state)
{
	static const struct {
		const char *request;
		int status;
	} cases[] = {
		{"GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "\r\n", 101},
		{"GET /ws HTTP/1.1\r\n" HOST UPGRADE KEY SUB "\r\n", 101},
		{"GET /ws HTTP/1.1\r\n" HOST "Origin: http://evil.example\r\n" UPGRADE KEY SUB
		 "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST "Origin: null\r\n" UPGRADE KEY SUB "\r\n", 403},
		{"GET /ws HTTP/1.1\r\n" HOST
		 "Origin: http://127.0.0.1:@.evil.example\r\n" UPGRADE KEY SUB "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1:1\r\n" UPGRADE KEY SUB
		 "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST "Origin: HTTP://127.0.0.1:@\r\n" UPGRADE KEY SUB
		 "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST "Origin: https://127.0.0.1:@\r\n" UPGRADE KEY SUB
		 "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST ORIGIN ORIGIN UPGRADE KEY SUB "\r\n", 403},
		{"GET /ws HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n" UPGRADE
			 KEY SUB "\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\nOrigin: http://evil.example\r\n" UPGRADE KEY SUB "\r\n", 403},
		{"GET /other HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "\r\n", 403},
		{"GET / HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "\r\n", 403},
		{"GET /ws/ HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "\r\n", 403},
		{"GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY "\r\n", 403},
		{"GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY
		 "Sec-WebSocket-Protocol: http\r\n\r\n",
		 403},
		{"GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE "Connection: Upgrade\r\n"
		 "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" SUB
		 "\r\n",
		 403},
		{"POST /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "Content-Length: 0\r\n\r\n",
		 403},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int status = status_of(*state, cases[i].request);
		if (status != cases[i].status)
			fail_msg("case %zu: %d, not %d", i, status, cases[i].status);
	}
}

static void other_upgrades_are_closed(void **state)
{
	static const char *const requests[] = {
		"GET / HTTP/1.1\r\n" HOST "Connection: Upgrade\r\nUpgrade: foo\r\n\r\n",
		"GET / HTTP/1.1\r\n" HOST "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
		"HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\nhello",
	};
	char out[4096];
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		struct client fresh = dial(*state);
		say(&fresh, *state, requests[i]);
		assert_true(is_closed_within(&fresh, 1000));
		hang_up(&fresh);
		/* The use-after-free of CVE-2025-11677 needs a connection that was used before. */
		struct client used = dial(*state);
		say(&used, *state, "GET /healthz HTTP/1.1\r\n" HOST "\r\n");
		assert_int_equal(response(&used, out, sizeof out), 200);
		say(&used, *state, requests[i]);
		assert_true(is_closed_within(&used, 1000));
		hang_up(&used);
	}
	assert_int_equal(status_of(*state, "GET /healthz HTTP/1.1\r\n" HOST "\r\n"), 200);
}

static void too_many_sockets_of_one_address_are_refused(void **state)
{
	struct net_settings settings = net_settings_default();
	settings.sockets_per_address = 3;
	struct place *place = open_place(settings);
	struct client clients[3];
	for (int i = 0; i < 3; i++)
		clients[i] = open_socket(place);
	struct client fourth = dial(place);
	assert_true(is_closed_within(&fourth, PATIENCE_MS));
	hang_up(&fourth);
	for (int i = 0; i < 5; i++)
		send_text(&clients[0], "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"dear\"}");
	for (int i = 0; i < 5; i++)
		expect_text(&clients[0], "\"reason\":\"conflict\"");
	/* Five at once for this address, whichever socket it uses. */
	send_text(&clients[1], "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"dear\"}");
	expect_text(&clients[1], "\"reason\":\"limit\"");
	for (int i = 0; i < 3; i++)
		hang_up(&clients[i]);
	void *other = place;
	tear_down(&other);
	(void)state;
}

static void behind_a_proxy_the_client_is_who_counts(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	settings.sockets_per_address = 1;
	settings.trusts_proxy = true;
	struct place *place = open_place(settings);
	static const struct {
		const char *forwarded;
		int status;
	} cases[] = {
		{"203.0.113.9", 101},
		{"198.51.100.1, 203.0.113.9", 403}, /* only the last word is the proxy's own */
		{"203.0.113.10", 101},
		{"2001:db8::1", 101},
		{"2001:db8::2", 403},
	};
	struct client clients[sizeof cases / sizeof cases[0]];
	char out[4096], request[600];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		snprintf(request, sizeof request,
			 "GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB
			 "X-Forwarded-For: %s\r\n\r\n",
			 cases[i].forwarded);
		clients[i] = dial(place);
		say(&clients[i], place, request);
		assert_int_equal(response(&clients[i], out, sizeof out), cases[i].status);
	}
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		hang_up(&clients[i]);
	void *other = place;
	tear_down(&other);
}

/* ---- HTTP ---- */

static int header_count(const char *text, const char *name)
{
	int count = 0;
	for (const char *at = text; (at = strcasestr(at, name)) != NULL; at += strlen(name))
		count++;
	return count;
}

/* The exact set of trust.md H8, each once, on whatever is answered. */
static void expect_headers(const char *out, const char *csp)
{
	static const char *const names[] = {"\r\nx-content-type-options: nosniff\r\n",
					    "\r\nreferrer-policy: no-referrer\r\n",
					    "\r\ncross-origin-opener-policy: same-origin\r\n",
					    "\r\ncross-origin-resource-policy: ",
					    "\r\npermissions-policy: ",
					    "\r\ncontent-security-policy: default-src 'none';",
					    "\r\ncache-control: ",
					    "\r\ncontent-type: "};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (header_count(out, names[i]) != 1)
			fail_msg("%d times %s in %s", header_count(out, names[i]), names[i], out);
	}
	assert_non_null(strstr(out, csp));
	assert_null(strcasestr(out, "\r\nserver:"));
	assert_null(strcasestr(out, "\r\nset-cookie:"));
}

static void every_answer_carries_the_same_headers(void **state)
{
	static const struct {
		const char *request;
		int status;
		const char *csp;
	} cases[] = {
		{"GET / HTTP/1.1\r\n" HOST "\r\n", 200, "trusted-types lit-html"},
		{"GET /widget HTTP/1.1\r\n" HOST "\r\n", 200, "frame-ancestors *"},
		{"GET /widget.js HTTP/1.1\r\n" HOST "\r\n", 200, "resource-policy: cross-origin"},
		{"GET /assets/app-1a2b.js HTTP/1.1\r\n" HOST "\r\n", 200, "max-age=31536000"},
		{"GET /assets/none.js HTTP/1.1\r\n" HOST "\r\n", 404, "Page introuvable"},
		{"GET /assets/../index.html HTTP/1.1\r\n" HOST "\r\n", 404,
		 "frame-ancestors 'none'"},
		{"GET /desk HTTP/1.1\r\n" HOST "\r\n", 404, "Page introuvable"},
		{"GET /healthz HTTP/1.1\r\n" HOST "\r\n", 200, "\r\n\r\nok\n"},
		{"GET /readyz HTTP/1.1\r\n" HOST "\r\n", 200, "ready"},
		{"GET /metrics HTTP/1.1\r\n" HOST "\r\n", 200, "aiguilleur_loop_lag_seconds_count"},
		{"GET /nothing HTTP/1.1\r\n" HOST "\r\n", 404, "Page introuvable"},
		{"POST /healthz HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 405, "\r\nallow: "},
		{"GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "Adresse inconnue"},
		{"POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n\r\n", 411,
		 "longueur"},
		{"POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
		 "Content-Length: 1001\r\n\r\n",
		 413, "trop long"},
		{"POST /echo HTTP/1.1\r\n" HOST
		 "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
		 415, "Format"},
		{"POST /echo HTTP/1.1\r\n" HOST "Origin: http://evil.example\r\n"
		 "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
		 403, "frame-ancestors 'none'"},
		{"POST /echo HTTP/1.1\r\n" HOST
		 "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
		 400, "\"reason\":\"invalid\""},
		{"POST /echo HTTP/1.1\r\n" HOST
		 "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n"
		 "{\"text\":\"allo\"}",
		 200, "\"text\":\"allo\""},
		{"GET /echo?text=d%27accord HTTP/1.1\r\n" HOST "\r\n", 200, "d'accord"},
		{"POST /form HTTP/1.1\r\n" HOST "Origin: null\r\nSec-Fetch-Site: same-origin\r\n"
		 "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
		 "14\r\n\r\ntext=%C3%A9t+e",
		 200, "\"text\":\"\xc3\xa9t e\""},
		{"POST /form HTTP/1.1\r\n" HOST
		 "Content-Type: application/x-www-form-urlencoded\r\n"
		 "Content-Length: 5\r\n\r\ntex=1",
		 400,
		 "<h1>Cela n\xe2\x80\x99"
		 "a pas abouti</h1>"},
	};
	char out[16384];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct client c = dial(*state);
		say(&c, *state, cases[i].request);
		int status = response(&c, out, sizeof out);
		if (status != cases[i].status)
			fail_msg("case %zu: %d, not %d: %s", i, status, cases[i].status, out);
		expect_headers(out, cases[i].csp);
		hang_up(&c);
	}
}

static void bodies_that_nobody_asked_for_close_the_connection(void **state)
{
	static const char *const requests[] = {
		"GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello",
		"GET /assets/app-1a2b.js HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello",
		"POST /nothing HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello",
		"DELETE /healthz HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello",
		"GET /healthz HTTP/1.1\r\n" HOST
		"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
		"PUT /assets/app-1a2b.js HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n",
	};
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		struct client c = dial(*state);
		say(&c, *state, requests[i]);
		if (!is_closed_within(&c, 1000))
			fail_msg("case %zu stays open", i);
		hang_up(&c);
	}
}

static void smuggling_pairs_are_refused(void **state)
{
	static const char *const lines[] = {"Content-Length: 2\r\nContent-Length: 2\r\n",
					    "Content-Length: -1\r\n",
					    "Content-Length: 2, 2\r\n",
					    "Content-Length: +2\r\n",
					    "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
					    "Content-Length: 99999999999999999999\r\n"};
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		char request[400];
		char out[4096];
		snprintf(request, sizeof request,
			 "POST /echo HTTP/1.1\r\n" HOST
			 "Content-Type: application/json\r\n%s\r\n{}",
			 lines[i]);
		struct client c = dial(*state);
		say(&c, *state, request);
		int status = response(&c, out, sizeof out);
		if (status != 400 && status != 411 && status != 0)
			fail_msg("case %zu: %d", i, status);
		assert_true(is_closed_within(&c, 1000));
		hang_up(&c);
	}
}

static void a_slow_body_is_cut_off_in_time(void **state)
{
	char out[4096];
	struct client c = dial(*state);
	int64_t begin = now_ms();
	say(&c, *state,
	    "POST /echo HTTP/1.1\r\n" HOST
	    "Content-Type: application/json\r\nContent-Length: 90\r\n\r\n{");
	/* One byte more each time that nothing was heard for a while. */
	while (!hear(&c, now_ms() + 100) && !c.is_closed && now_ms() - begin < PATIENCE_MS)
		say_bytes(&c, " ", 1);
	assert_int_equal(response(&c, out, sizeof out), 408);
	assert_true(is_closed_within(&c, 1000));
	assert_in_range(now_ms() - begin, 900, 2500);
	hang_up(&c);
}

static void requests_sent_together_are_answered_in_turn(void **state)
{
	char out[8192];
	struct client c = dial(*state);
	say(&c, *state,
	    "POST /both HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 6\r\n\r\ntext=a"
	    "GET /echo?text=b HTTP/1.1\r\n" HOST "\r\n"
	    "GET /echo?text=c HTTP/1.1\r\n" HOST "\r\n"
	    "HEAD /healthz HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
	assert_int_equal(response(&c, out, sizeof out), 200);
	assert_non_null(strstr(out, "\"text\":\"a\""));
	assert_int_equal(response(&c, out, sizeof out), 200);
	assert_non_null(strstr(out, "\"text\":\"b\""));
	assert_int_equal(response(&c, out, sizeof out), 200);
	assert_non_null(strstr(out, "\"text\":\"c\""));
	assert_true(is_closed_within(&c, 2000));
	hang_up(&c);
}

static void a_web_client_that_leaves_early_costs_nothing(void **state)
{
	for (int i = 0; i < 20; i++) {
		struct client c = dial(*state);
		say(&c, *state,
		    "POST /both HTTP/1.1\r\n" HOST
		    "Content-Type: application/x-www-form-urlencoded\r\n"
		    "Content-Length: 6\r\n\r\ntext=a");
		struct linger now = {.l_onoff = 1};
		if (i % 2)
			setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		hang_up(&c);
	}
	assert_int_equal(status_of(*state, "GET /echo?text=a HTTP/1.1\r\n" HOST "\r\n"), 200);
}

/* With an argument, only the cases whose names match it ("*slow*"). */
int main(int argc, char **argv)
{
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(only_our_own_origin_path_and_protocol_upgrade),
		CASE(other_upgrades_are_closed),
		CASE(behind_a_proxy_the_client_is_who_counts),
		CASE(too_many_sockets_of_one_address_are_refused),
		CASE(every_answer_carries_the_same_headers),
		CASE(bodies_that_nobody_asked_for_close_the_connection),
		CASE(smuggling_pairs_are_refused),
		CASE(a_slow_body_is_cut_off_in_time),
		CASE(requests_sent_together_are_answered_in_turn),
		CASE(a_web_client_that_leaves_early_costs_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
