/* SPDX-License-Identifier: EUPL-1.2 */
/* test_guard.c - who may connect, upgrade and post. */
#include "net/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct address address(const char *text)
{
	struct address out;
	assert_true(address_parse(text, &out));
	return out;
}

static struct upgrade good(void)
{
	return (struct upgrade){.is_get = true,
				.path = "/ws",
				.upgrade = "WebSocket",
				.version = "13",
				.subprotocol = "aiguilleur.v1",
				.host = "127.0.0.1:7681",
				.origin = "http://127.0.0.1:7681",
				.is_from_loopback = true};
}

static void sockets_of_one_address_are_counted(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	settings.sockets_per_address = 2;
	struct guard *guard = guard_new(&settings);
	struct address a = address("192.0.2.1"), b = address("192.0.2.2");
	struct tally *first = guard_enter(guard, &a);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_PASS);
	struct tally *second = guard_enter(guard, &a);
	assert_ptr_equal(first, second);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_TOO_MANY_OF_ADDRESS);
	assert_int_equal(guard_may_connect(guard, &b), GUARD_PASS);
	guard_leave(guard, first);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_PASS);
	guard_leave(guard, second);
	guard_free(guard);
}

static void connections_are_capped_in_all(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	settings.max_connections = 3;
	struct guard *guard = guard_new(&settings);
	struct address a = address("192.0.2.1");
	guard_count(guard, 3);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_TOO_MANY);
	guard_count(guard, -1);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_PASS);
	guard_stop(guard);
	assert_int_equal(guard_may_connect(guard, &a), GUARD_STOPPING);
	guard_free(guard);
}

static void exempt_networks_and_a_trusted_proxy_are_not_limited(void **state)
{
	(void)state;
	static const char *const exempt[] = {"192.0.2.0/24"};
	struct net_settings settings = net_settings_default();
	settings.sockets_per_address = 1;
	settings.exempt_networks = exempt;
	settings.exempt_network_count = 1;
	settings.trusts_proxy = true;
	struct guard *guard = guard_new(&settings);
	struct address branch = address("192.0.2.1"), proxy = address("127.0.0.1");
	struct address other = address("203.0.113.1");
	struct tally *tallies[6];
	for (int i = 0; i < 3; i++) {
		tallies[i] = guard_enter(guard, &branch);
		tallies[3 + i] = guard_enter(guard, &proxy);
	}
	assert_int_equal(guard_may_connect(guard, &branch), GUARD_PASS);
	assert_int_equal(guard_may_connect(guard, &proxy), GUARD_PASS);
	assert_null(tally_bucket(tallies[0]));
	for (int i = 0; i < 6; i++)
		guard_leave(guard, tallies[i]);
	struct tally *limited = guard_enter(guard, &other);
	assert_non_null(tally_bucket(limited));
	assert_int_equal(guard_may_connect(guard, &other), GUARD_TOO_MANY_OF_ADDRESS);
	guard_leave(guard, limited);
	guard_free(guard);
}

static void many_addresses_do_not_grow_the_table_for_ever(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct guard *guard = guard_new(&settings);
	for (unsigned i = 0; i < 200000; i++) {
		struct address a = address("192.0.2.1");
		memcpy(a.bytes + 12, &i, 4);
		guard_leave(guard, guard_enter(guard, &a));
	}
	/* Still counts who is new. */
	struct address a = address("203.0.113.200");
	struct tally *tally = guard_enter(guard, &a);
	assert_non_null(tally_bucket(tally));
	guard_leave(guard, tally);
	guard_free(guard);
}

static void only_the_exact_upgrade_passes(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct guard *guard = guard_new(&settings);
	struct upgrade u = good();
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_PASS);
	u.upgrade = "h2c";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_NOT_WEBSOCKET);
	u.upgrade = NULL;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_NOT_WEBSOCKET);
	u = good();
	u.is_get = false;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_METHOD);
	u = good();
	u.path = "/ws/";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_PATH);
	u = good();
	u.version = "8";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_VERSION);
	u = good();
	u.subprotocol = "aiguilleur.v1, chat";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_SUBPROTOCOL);
	u.subprotocol = NULL;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_SUBPROTOCOL);
	guard_free(guard);
}

/* trust.md W13: twelve variants, twelve refusals, with an allow-list and a name of our own. */
static void foreign_origins_are_refused(void **state)
{
	(void)state;
	static const char *const allowed[] = {"https://biblio.example"};
	static const char *const bad[] = {
		"null",
		"https://evil.example",
		"https://biblio.example.evil.example",
		"https://evilbiblio.example",
		"https://biblio.example:8443",
		"https://biblio.example:443",
		"http://biblio.example",
		"https://BIBLIO.example",
		"https://biblio.example/",
		"https://biblio.example,https://biblio.example",
		"https://questions.example.evil.example",
		"\001",
	};
	struct net_settings settings = net_settings_default();
	settings.public_url = "https://questions.example";
	settings.allowed_origins = allowed;
	settings.allowed_origin_count = 1;
	struct guard *guard = guard_new(&settings);
	struct upgrade u = good();
	u.host = "questions.example";
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		u.origin = bad[i];
		if (guard_judge_upgrade(guard, &u) != GUARD_ORIGIN)
			fail_msg("%s passes", bad[i]);
	}
	u.origin = "https://questions.example";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_PASS);
	u.origin = "https://biblio.example";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_PASS);
	guard_free(guard);
}

static void a_rebound_name_is_not_our_own(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct guard *guard = guard_new(&settings);
	guard_set_port(guard, 7681);
	struct upgrade u = good();
	u.host = "evil.example:7681";
	u.origin = "http://evil.example:7681";
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_HOST);
	assert_true(guard_host_is_ours(guard, "localhost:7681"));
	assert_true(guard_host_is_ours(guard, "[::1]:7681"));
	assert_false(guard_host_is_ours(guard, "localhost:7682"));
	assert_false(guard_host_is_ours(guard, "localhost"));
	assert_false(guard_host_is_ours(guard, NULL));
	assert_false(guard_host_is_ours(guard, "127.0.0.1:7681 "));
	guard_free(guard);
}

static void programs_without_origin_are_let_in_from_this_machine_only(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct guard *guard = guard_new(&settings);
	struct upgrade u = good();
	u.origin = NULL;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_PASS);
	u.is_from_loopback = false;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_ORIGIN);
	guard_free(guard);
	settings.listen_host = "0.0.0.0";
	guard = guard_new(&settings);
	u.is_from_loopback = true;
	assert_int_equal(guard_judge_upgrade(guard, &u), GUARD_ORIGIN);
	guard_free(guard);
}

static void a_foreign_page_may_not_post(void **state)
{
	(void)state;
	struct net_settings settings = net_settings_default();
	struct guard *guard = guard_new(&settings);
	static const char host[] = "127.0.0.1:7681";
	assert_true(guard_origin_may_post(guard, host, NULL, NULL));
	assert_true(guard_origin_may_post(guard, host, "http://127.0.0.1:7681", NULL));
	assert_true(guard_origin_may_post(guard, host, "null", "same-origin"));
	assert_false(guard_origin_may_post(guard, host, "null", "cross-site"));
	assert_false(guard_origin_may_post(guard, host, "null", NULL));
	assert_false(guard_origin_may_post(guard, host, "http://evil.example", "same-origin"));
	guard_free(guard);
}

static void settings_that_cannot_be_are_named(void **state)
{
	(void)state;
	static const char *const slash[] = {"https://biblio.example/"};
	struct net_settings settings = net_settings_default();
	assert_null(net_settings_problem(&settings));
	settings.limits_enabled = false;
	assert_null(net_settings_problem(&settings));
	settings.listen_host = "0.0.0.0";
	assert_non_null(strstr(net_settings_problem(&settings), "loopback"));
	settings = net_settings_default();
	settings.allowed_origins = slash;
	settings.allowed_origin_count = 1;
	assert_non_null(strstr(net_settings_problem(&settings), "origin"));
	settings = net_settings_default();
	settings.public_url = "questions.example";
	assert_non_null(strstr(net_settings_problem(&settings), "public URL"));
	settings = net_settings_default();
	settings.hangup_s = settings.ping_s;
	assert_non_null(strstr(net_settings_problem(&settings), "ping"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sockets_of_one_address_are_counted),
		cmocka_unit_test(connections_are_capped_in_all),
		cmocka_unit_test(exempt_networks_and_a_trusted_proxy_are_not_limited),
		cmocka_unit_test(many_addresses_do_not_grow_the_table_for_ever),
		cmocka_unit_test(only_the_exact_upgrade_passes),
		cmocka_unit_test(foreign_origins_are_refused),
		cmocka_unit_test(a_rebound_name_is_not_our_own),
		cmocka_unit_test(programs_without_origin_are_let_in_from_this_machine_only),
		cmocka_unit_test(a_foreign_page_may_not_post),
		cmocka_unit_test(settings_that_cannot_be_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
