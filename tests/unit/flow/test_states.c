/* SPDX-License-Identifier: EUPL-1.2 */
/* test_states.c - the table of states and moves, walked. */
#include "flow/states.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void spread(bool reached[Q_STATE_COUNT], enum question_state from)
{
	size_t count;
	const struct move *moves = question_moves(&count);
	reached[from] = true;
	for (size_t i = 0; i < count; i++) {
		if (moves[i].from == from && !reached[moves[i].to])
			spread(reached, moves[i].to);
	}
}

static void every_state_can_be_reached_from_received(void **state)
{
	(void)state;
	bool reached[Q_STATE_COUNT] = {false};
	spread(reached, Q_RECEIVED);
	for (int i = 0; i < Q_STATE_COUNT; i++) {
		if (!reached[i])
			fail_msg("%s is never reached", state_row((enum question_state)i)->word);
	}
}

static void every_state_that_is_not_final_has_a_way_out(void **state)
{
	(void)state;
	size_t count;
	const struct move *moves = question_moves(&count);
	for (int s = 0; s < Q_STATE_COUNT; s++) {
		bool has_way_out = state_row((enum question_state)s)->is_final;
		for (size_t i = 0; i < count; i++)
			has_way_out |= (int)moves[i].from == s && (int)moves[i].to != s;
		if (!has_way_out)
			fail_msg("%s is a dead end", state_row((enum question_state)s)->word);
	}
}

static void every_move_has_a_role_and_a_verb_and_stands_once(void **state)
{
	(void)state;
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++) {
		assert_true(moves[i].who != 0);
		assert_true(moves[i].verb[0] != '\0');
		for (size_t j = i + 1; j < count; j++) {
			bool is_twin = moves[i].from == moves[j].from &&
				       moves[i].to == moves[j].to &&
				       strcmp(moves[i].verb, moves[j].verb) == 0;
			assert_false(is_twin);
		}
	}
}

/* A machine moves a question into a queue, out of an ended claim or an absence, or sends what a person approved: nothing else. */
static void the_system_only_routes_gives_back_and_sends(void **state)
{
	(void)state;
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++) {
		if ((moves[i].who & ROLE_SYSTEM) == 0)
			continue;
		bool is_expected =
			strcmp(moves[i].verb, "route") == 0 ||
			strcmp(moves[i].verb, "expire") == 0 ||
			strcmp(moves[i].verb, "hand_over") == 0 ||
			(strcmp(moves[i].verb, "send") == 0 && moves[i].from == Q_APPROVED);
		assert_true(is_expected);
	}
}

static void an_answer_is_sent_from_approved_only(void **state)
{
	(void)state;
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++) {
		if (moves[i].to == Q_SENT)
			assert_int_equal(moves[i].from, Q_APPROVED);
	}
}

static void every_state_has_words_for_everyone(void **state)
{
	(void)state;
	for (int s = 0; s < Q_STATE_COUNT; s++) {
		const struct state_row *row = state_row((enum question_state)s);
		assert_int_equal(state_find(row->word), s);
		assert_true(row->title[0] != '\0');
		for (int l = 0; l < LOCALE_COUNT; l++)
			assert_non_null(row->asker[l]);
	}
	assert_int_equal(state_find("nowhere"), Q_STATE_COUNT);
}

static void the_drawing_names_every_move(void **state)
{
	(void)state;
	char *text = question_states_markdown();
	size_t count;
	const struct move *moves = question_moves(&count);
	for (size_t i = 0; i < count; i++)
		assert_non_null(strstr(text, moves[i].verb));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_can_be_reached_from_received),
		cmocka_unit_test(every_state_that_is_not_final_has_a_way_out),
		cmocka_unit_test(every_move_has_a_role_and_a_verb_and_stands_once),
		cmocka_unit_test(the_system_only_routes_gives_back_and_sends),
		cmocka_unit_test(an_answer_is_sent_from_approved_only),
		cmocka_unit_test(every_state_has_words_for_everyone),
		cmocka_unit_test(the_drawing_names_every_move),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
