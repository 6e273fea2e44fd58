/* SPDX-License-Identifier: EUPL-1.2 */
/* test_password.c - Argon2id as it should be, and the one rule about passwords (H1, H2). */
#include "people/password.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void the_rule_about_passwords(void **state)
{
	(void)state;
	char longest[PASSWORD_MOST + 2];
	memset(longest, 'p', sizeof longest);
	longest[PASSWORD_MOST] = '\0';
	char too_long[PASSWORD_MOST + 2];
	memset(too_long, 'p', sizeof too_long);
	too_long[PASSWORD_MOST + 1] = '\0';
	const struct {
		const char *password, *login;
		bool will_do;
	} cases[] = {
		{"", "claire", false},
		{"1234567", "claire", false},
		{"tolu-maki-rena", "claire", true},
		{"huitcara", "claire", true},
		{"mot de passe avec espaces", "claire", true},
		{"un pingouin à vélo 🐧", "claire", true},
		{longest, "claire", true},
		{too_long, "claire", false},
		{"motdepasse", "claire", false},
		{"MotDePasse", "claire", false},
		{"12345678", NULL, false},
		{"bibliotheque", NULL, false},
		{"claire.martin", "claire.martin", false},
		{"Claire.Martin", "claire.martin", false},
		{"claire.martin", NULL, true},
		{"claire.martin2", "claire.martin", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why = password_problem(cases[i].password, cases[i].login);
		if ((why == NULL) != cases[i].will_do)
			fail_msg("%s: %s", cases[i].password, why == NULL ? "accepted" : why);
		assert_true(why == NULL || strlen(why) > 10);
	}
}

static void a_hash_is_argon2id_with_the_promised_cost(void **state)
{
	(void)state;
	char one[PASSWORD_HASH_BYTES], two[PASSWORD_HASH_BYTES];
	assert_true(password_hash("tolu-maki-rena", one));
	assert_true(password_hash("tolu-maki-rena", two));
	static const char head[] = "$argon2id$v=19$m=65536,t=2,p=1$";
	assert_memory_equal(one, head, sizeof head - 1);
	/* Salted: the same word never has the same hash. */
	assert_string_not_equal(one, two);
	assert_true(password_verify(one, "tolu-maki-rena"));
	assert_true(password_verify(two, "tolu-maki-rena"));
	assert_false(password_verify(one, "tolu-maki-renb"));
	assert_false(password_verify(one, ""));
	assert_false(password_verify(one, "TOLU-MAKI-RENA"));
}

static void what_is_no_hash_lets_nobody_in(void **state)
{
	(void)state;
	static const char *const hashes[] = {"", "-", "tolu", "$argon2id$v=19$m=65536,t=2,p=1$",
					     "$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA"};
	for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++)
		assert_false(password_verify(hashes[i], "tolu"));
	assert_false(password_verify(NULL, ""));
}

static void an_invented_password_is_one_that_will_do(void **state)
{
	(void)state;
	char words[200][32];
	for (size_t i = 0; i < 200; i++) {
		memset(words[i], 'x', sizeof words[i]);
		password_invent(words[i]);
		assert_true(memchr(words[i], '\0', sizeof words[i]) != NULL);
		assert_null(password_problem(words[i], "claire"));
		assert_int_equal(strlen(words[i]), 19);
		assert_int_equal(strspn(words[i], "abdefgiklmnoprstuvz-"), 19);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(words[i], words[k]);
	}
}

int main(void)
{
	assert_true(sodium_init() >= 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rule_about_passwords),
		cmocka_unit_test(a_hash_is_argon2id_with_the_promised_cost),
		cmocka_unit_test(what_is_no_hash_lets_nobody_in),
		cmocka_unit_test(an_invented_password_is_one_that_will_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
