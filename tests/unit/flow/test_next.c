/* SPDX-License-Identifier: EUPL-1.2 */
/* test_next.c - the next question for one person: the order, and one winner over it. */
#include "flow/7_next.h"

#include "flow/7_claim.h"
#include "flow/practice.h"
#include "support/flow_fixture.h"

enum { HOUR_MS = 60 * 60 * 1000, DAY_MS = 24 * HOUR_MS };

static void due(struct desk *d, struct question_id id, int64_t at)
{
	struct question_row row = desk_row(d, id);
	struct question_head head = {.state = row.state,
				     .queue = row.queue,
				     .epoch = row.epoch,
				     .due_at = at,
				     .moved_at = row.moved_at,
				     .mark = row.mark};
	assert_int_equal(store_question_move(d->f.store, &row, &head), RC_OK);
}

static struct question_id waiting(struct desk *d, const char *queue, int64_t at)
{
	struct question_id id = desk_routed(d, queue);
	due(d, id, at);
	return id;
}

static void urgent_then_late_then_ones_own_then_the_day(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	int64_t now = fixture_now;
	struct question_id far = waiting(&d, "brest", now + 9 * DAY_MS);
	struct question_id other = waiting(&d, "agen", now + 4 * DAY_MS);
	struct question_id network = waiting(&d, "reseau", now + 5 * DAY_MS);
	struct question_id near = waiting(&d, "agen", now + HOUR_MS);
	struct question_id late = waiting(&d, "agen", now - HOUR_MS);
	struct question_id urgent = waiting(&d, "urgence", now + 9 * DAY_MS);
	struct question_id soon = waiting(&d, "brest", now + 6 * DAY_MS);
	struct question_id foreign = waiting(&d, "reseau-fwb", now + 3 * DAY_MS);
	const struct question_id wanted[] = {urgent, late,    near,    soon,
					     far,    network, foreign, other};
	struct next_list list;
	assert_int_equal(next_find(&d.w, &d.claire, NULL, &list), RC_OK);
	assert_int_equal(list.count, 8);
	assert_true(list.is_whole);
	for (int i = 0; i < 8; i++)
		assert_int_equal(list.ids[i].n, wanted[i].n);
	desk_close(&d);
}

static void a_scope_narrows_and_an_unknown_one_is_refused(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id own = waiting(&d, "brest", fixture_now + DAY_MS * 2);
	struct question_id network = waiting(&d, "reseau", fixture_now + DAY_MS * 2);
	waiting(&d, "agen", fixture_now + DAY_MS * 2);
	struct next_list list;
	assert_int_equal(next_find(&d.w, &d.claire, "mine", &list), RC_OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.ids[0].n, own.n);
	assert_int_equal(next_find(&d.w, &d.claire, "network", &list), RC_OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.ids[0].n, network.n);
	d.settings.keeps_to_own = true;
	assert_int_equal(next_find(&d.w, &d.claire, "all", &list), RC_OK);
	assert_int_equal(list.count, 2);
	assert_int_equal(next_find(&d.w, &d.claire, "elsewhere", &list), RC_INVALID);
	desk_close(&d);
}

static void who_comes_second_gets_the_second_and_the_last_nothing(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id first = waiting(&d, "reseau", fixture_now + DAY_MS * 2);
	struct question_id second = waiting(&d, "reseau", fixture_now + DAY_MS * 3);
	struct next_list for_claire, for_malik;
	struct question_id taken;
	assert_int_equal(next_find(&d.w, &d.claire, NULL, &for_claire), RC_OK);
	assert_int_equal(next_find(&d.w, &d.malik, NULL, &for_malik), RC_OK);
	assert_int_equal(next_take(&d.w, &d.claire, &for_claire, &taken), RC_OK);
	assert_int_equal(taken.n, first.n);
	assert_int_equal(next_take(&d.w, &d.malik, &for_malik, &taken), RC_OK);
	assert_int_equal(taken.n, second.n);
	assert_int_equal(next_take(&d.w, &d.claire, &for_claire, &taken), RC_NOT_FOUND);
	assert_int_equal(desk_row(&d, second).owner.n, d.malik.person);
	desk_close(&d);
}

static void an_exercise_is_nobodys_next_and_weighs_on_no_queue(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = waiting(&d, "brest", fixture_now);
	int at = directory_queue(d.w.directory, "brest");
	struct hold hold = {&d.ines, id, 0};
	struct next_list list;
	int64_t *open;
	assert_int_equal(practice_set(&d.w, &hold, true), RC_OK);
	assert_int_equal(practice_set(&d.w, &hold, true), RC_OK);
	assert_int_equal(directory_loads(d.w.directory, d.f.store, &d.f.arena, &open), RC_OK);
	assert_int_equal(open[at], 0);
	assert_int_equal(next_find(&d.w, &d.claire, NULL, &list), RC_OK);
	assert_int_equal(list.count, 0);
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	assert_int_equal(practice_set(&d.w, &hold, false), RC_OK);
	assert_int_equal(directory_loads(d.w.directory, d.f.store, &d.f.arena, &open), RC_OK);
	assert_int_equal(open[at], 1);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urgent_then_late_then_ones_own_then_the_day),
		cmocka_unit_test(a_scope_narrows_and_an_unknown_one_is_refused),
		cmocka_unit_test(who_comes_second_gets_the_second_and_the_last_nothing),
		cmocka_unit_test(an_exercise_is_nobodys_next_and_weighs_on_no_queue),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
