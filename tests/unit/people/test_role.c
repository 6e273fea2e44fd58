/* SPDX-License-Identifier: EUPL-1.2 */
/* test_role.c - roles as bits and words. */
#include "people/role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	enum role role;
	const char *word;
} roles[] = {
	{ROLE_PUBLIC, "public"}, {ROLE_RESPONDENT, "respondent"}, {ROLE_COORDINATOR, "coordinator"},
	{ROLE_ADMIN, "admin"},   {ROLE_AUDITOR, "auditor"},       {ROLE_SYSTEM, "system"},
};

enum { COUNT = sizeof roles / sizeof roles[0] };

static void each_role_is_one_bit_and_one_word(void **state)
{
	(void)state;
	unsigned all = 0;
	for (size_t i = 0; i < COUNT; i++) {
		unsigned bit = roles[i].role;
		assert_true(bit != 0 && (bit & (bit - 1)) == 0);
		assert_int_equal(all & bit, 0);
		all |= bit;
		assert_string_equal(role_word(roles[i].role), roles[i].word);
		assert_int_equal(role_find(roles[i].word), bit);
	}
	assert_int_equal(all & (unsigned)ROLES_STAFF, (unsigned)ROLES_STAFF);
}

/* What staff may, neither the public nor the program may by being counted among them. */
static void staff_is_neither_the_public_nor_the_program(void **state)
{
	(void)state;
	assert_int_equal(ROLES_STAFF & ROLE_PUBLIC, 0);
	assert_int_equal(ROLES_STAFF & ROLE_SYSTEM, 0);
	assert_int_equal(ROLES_DESK, ROLE_RESPONDENT | ROLE_COORDINATOR);
	assert_int_equal(ROLES_DESK & ~ROLES_STAFF, 0);
}

static void an_unknown_word_or_a_mask_is_no_role(void **state)
{
	(void)state;
	static const char *const words[] = {"", "Admin", "respondents", "respondent ", "root"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		assert_int_equal(role_find(words[i]), 0);
	assert_null(role_word((enum role)(ROLE_RESPONDENT | ROLE_ADMIN)));
	assert_null(role_word((enum role)0));
}

static void an_actor_has_what_the_mask_shares_with_it(void **state)
{
	(void)state;
	struct actor asker = actor_public(), system = actor_system();
	assert_true(actor_has(&asker, ROLE_PUBLIC));
	assert_false(actor_has(&asker, ROLES_STAFF | ROLE_SYSTEM));
	assert_true(actor_has(&system, ROLE_SYSTEM));
	assert_false(actor_has(&system, ROLES_STAFF | ROLE_PUBLIC));
	assert_int_equal(asker.person, 0);
	assert_int_equal(system.person, 0);
	struct actor both = {.roles = ROLE_RESPONDENT | ROLE_AUDITOR};
	assert_true(actor_has(&both, ROLES_DESK));
	assert_false(actor_has(&both, 0));
	struct actor nobody = {0};
	assert_false(actor_has(&nobody, ~0u));
}

static void a_mask_reads_as_words_and_never_overruns(void **state)
{
	(void)state;
	char out[96];
	roles_text(0, out, sizeof out);
	assert_string_equal(out, "");
	roles_text(ROLE_RESPONDENT | ROLE_COORDINATOR, out, sizeof out);
	assert_string_equal(out, "respondent, coordinator");
	roles_text(~0u, out, sizeof out);
	assert_string_equal(out, "public, respondent, coordinator, admin, auditor, system");
	for (int size = 1; size < 60; size++) {
		char small[64];
		memset(small, 'x', sizeof small);
		roles_text(~0u, small, size);
		assert_int_equal(strlen(small), size - 1 < 55 ? size - 1 : 55);
		assert_int_equal(small[size], 'x');
	}
}

static void a_respondent_answers_at_home_and_where_a_membership_says_so(void **state)
{
	(void)state;
	struct actor actor = {.roles = ROLE_RESPONDENT, .library = "brest", .elsewhere_count = 1};
	actor.elsewhere[0] = (struct membership){"rennes", ROLE_RESPONDENT | ROLE_COORDINATOR};
	assert_int_equal(actor_roles_at(&actor, "brest"), ROLE_RESPONDENT);
	assert_int_equal(actor_roles_at(&actor, "rennes"), ROLE_RESPONDENT | ROLE_COORDINATOR);
	assert_int_equal(actor_roles_at(&actor, "agen"), 0);
	assert_int_equal(actor_roles_at(&actor, NULL), ROLE_RESPONDENT);
	struct actor coordinator = {.roles = ROLE_COORDINATOR, .library = "bpi"};
	assert_int_equal(actor_roles_at(&coordinator, "agen"), ROLE_COORDINATOR);
	struct actor everywhere = {.roles = ROLE_RESPONDENT};
	assert_int_equal(actor_roles_at(&everywhere, "agen"), ROLE_RESPONDENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_role_is_one_bit_and_one_word),
		cmocka_unit_test(staff_is_neither_the_public_nor_the_program),
		cmocka_unit_test(an_unknown_word_or_a_mask_is_no_role),
		cmocka_unit_test(an_actor_has_what_the_mask_shares_with_it),
		cmocka_unit_test(a_mask_reads_as_words_and_never_overruns),
		cmocka_unit_test(a_respondent_answers_at_home_and_where_a_membership_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
