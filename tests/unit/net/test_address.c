/* SPDX-License-Identifier: EUPL-1.2 */
/* test_address.c - addresses, networks, and what is counted together. */
#include "net/address.h"

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
	if (!address_parse(text, &out))
		fail_msg("%s does not parse", text);
	return out;
}

static void addresses_are_read_in_all_their_forms(void **state)
{
	(void)state;
	struct address a = address("192.0.2.7");
	struct address b = address("::ffff:192.0.2.7");
	assert_memory_equal(&a, &b, sizeof a);
	a = address("[2001:db8::1]");
	b = address("2001:db8:0:0::1");
	assert_memory_equal(&a, &b, sizeof a);
}

static void what_is_no_address_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",           "localhost",    "192.0.2", "192.0.2.7:80", "192.0.2.7 ",
		"[192.0.2.7", "2001:db8:::1", "unknown", "\001"};
	struct address out;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_false(address_parse(texts[i], &out));
}

static void loopback_is_recognised(void **state)
{
	(void)state;
	struct address yes[] = {address("127.0.0.1"), address("127.9.9.9"), address("::1")};
	struct address no[] = {address("128.0.0.1"), address("::2"), address("192.0.2.127")};
	for (int i = 0; i < 3; i++) {
		assert_true(address_is_loopback(&yes[i]));
		assert_false(address_is_loopback(&no[i]));
	}
}

static void networks_hold_what_is_theirs(void **state)
{
	(void)state;
	static const struct {
		const char *network, *address;
		bool holds;
	} cases[] = {
		{"192.0.2.0/24", "192.0.2.255", true},
		{"192.0.2.0/24", "192.0.3.0", false},
		{"192.0.2.128/25", "192.0.2.127", false},
		{"192.0.2.128/25", "192.0.2.129", true},
		{"2001:db8::/33", "2001:db8:7fff::", true},
		{"2001:db8::/33", "2001:db8:8000::", false},
		{"192.0.2.9", "192.0.2.9", true},
		{"192.0.2.9", "192.0.2.8", false},
		{"0.0.0.0/0", "203.0.113.1", true},
		{"0.0.0.0/0", "2001:db8::", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct network network;
		struct address a = address(cases[i].address);
		assert_true(network_parse(cases[i].network, &network));
		assert_int_equal(network_holds(&network, &a), cases[i].holds);
	}
	struct network network;
	assert_false(network_parse("192.0.2.0/33", &network));
	assert_false(network_parse("192.0.2.0/", &network));
	assert_false(network_parse("192.0.2.0/2x", &network));
	assert_false(network_parse("/8", &network));
}

static void one_household_counts_as_one(void **state)
{
	(void)state;
	static const unsigned char key[ADDRESS_KEY_BYTES] = {1, 2, 3};
	static const unsigned char other_key[ADDRESS_KEY_BYTES] = {3, 2, 1};
	struct address a = address("2001:db8:1:2::1"), b = address("2001:db8:1:2:ffff::9");
	struct address c = address("2001:db8:1:3::1");
	assert_int_equal(address_hash(&a, key), address_hash(&b, key));
	assert_int_not_equal(address_hash(&a, key), address_hash(&c, key));
	assert_int_not_equal(address_hash(&a, key), address_hash(&a, other_key));
	a = address("192.0.2.1");
	b = address("192.0.2.2");
	assert_int_not_equal(address_hash(&a, key), address_hash(&b, key));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read_in_all_their_forms),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(loopback_is_recognised),
		cmocka_unit_test(networks_hold_what_is_theirs),
		cmocka_unit_test(one_household_counts_as_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
