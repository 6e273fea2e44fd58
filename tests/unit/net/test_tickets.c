/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tickets.c - a ticket opens one socket, once, in time. */
#include "net/tickets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct identity claire = {.actor = {.person = 3, .roles = ROLE_RESPONDENT},
				       .has_session = true,
				       .session = {1, 2, 3}};

static void a_ticket_is_good_once(void **state)
{
	(void)state;
	struct tickets *tickets = tickets_new();
	struct identity who = {0};
	char token[TICKET_TEXT_BYTES];
	tickets_issue(tickets, &claire, 1000, token);
	assert_int_equal(strlen(token), 43);
	assert_true(tickets_take(tickets, token, 1001, &who));
	assert_int_equal(who.actor.person, 3);
	assert_false(tickets_take(tickets, token, 1002, &who));
	tickets_free(tickets);
}

static void a_ticket_is_good_for_thirty_seconds(void **state)
{
	(void)state;
	struct tickets *tickets = tickets_new();
	struct identity who;
	char first[TICKET_TEXT_BYTES], second[TICKET_TEXT_BYTES];
	tickets_issue(tickets, &claire, 0, first);
	tickets_issue(tickets, &claire, 0, second);
	assert_true(tickets_take(tickets, first, TICKET_TTL_MS - 1, &who));
	assert_false(tickets_take(tickets, second, TICKET_TTL_MS, &who));
	tickets_free(tickets);
}

static void what_is_no_ticket_is_refused(void **state)
{
	(void)state;
	struct tickets *tickets = tickets_new();
	struct identity who;
	char token[TICKET_TEXT_BYTES];
	tickets_issue(tickets, &claire, 0, token);
	assert_false(tickets_take(tickets, "", 1, &who));
	assert_false(tickets_take(tickets, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 1, &who));
	token[0] = token[0] == 'A' ? 'B' : 'A';
	assert_false(tickets_take(tickets, token, 1, &who));
	tickets_free(tickets);
	tickets_free(NULL);
}

static void logging_out_takes_the_tickets_along(void **state)
{
	(void)state;
	struct tickets *tickets = tickets_new();
	struct identity who;
	struct identity malik = {.actor = {.person = 4}, .has_session = true, .session = {9}};
	char hers[TICKET_TEXT_BYTES], his[TICKET_TEXT_BYTES];
	tickets_issue(tickets, &claire, 0, hers);
	tickets_issue(tickets, &malik, 0, his);
	tickets_drop_session(tickets, claire.session);
	assert_false(tickets_take(tickets, hers, 1, &who));
	assert_true(tickets_take(tickets, his, 1, &who));
	assert_int_equal(who.actor.person, 4);
	tickets_free(tickets);
}

static void a_flood_of_tickets_is_bounded(void **state)
{
	(void)state;
	struct tickets *tickets = tickets_new();
	struct identity who;
	char first[TICKET_TEXT_BYTES], last[TICKET_TEXT_BYTES];
	tickets_issue(tickets, &claire, 0, first);
	for (int i = 0; i < 10000; i++)
		tickets_issue(tickets, &claire, 0, last);
	assert_false(tickets_take(tickets, first, 1, &who));
	assert_true(tickets_take(tickets, last, 1, &who));
	tickets_free(tickets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ticket_is_good_once),
		cmocka_unit_test(a_ticket_is_good_for_thirty_seconds),
		cmocka_unit_test(what_is_no_ticket_is_refused),
		cmocka_unit_test(logging_out_takes_the_tickets_along),
		cmocka_unit_test(a_flood_of_tickets_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
