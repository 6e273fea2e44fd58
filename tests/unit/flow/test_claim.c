/* SPDX-License-Identifier: EUPL-1.2 */
/* test_claim.c - one winner, for as long as the lease runs; what ended is given back (D9). */
#include "flow/7_claim.h"

#include "flow/8_answer.h"
#include "support/flow_fixture.h"

static void the_first_of_many_wins_and_the_others_hear_who(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = desk_routed(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	for (int i = 0; i < 50; i++) {
		assert_int_equal(claim_take(&d.w, i % 2 ? &d.malik : &d.claire, id), RC_CONFLICT);
		assert_int_equal(d.refusal.sentence, SAY_CLAIM_HELD);
		assert_string_equal(d.refusal.detail, "claire");
	}
	struct question_row row = desk_row(&d, id);
	assert_int_equal(row.owner.n, d.claire.person);
	assert_int_equal(row.epoch, 1);
	assert_int_equal(row.lease_until, fixture_now + d.settings.lease_ms);
	desk_close(&d);
}

static void neither_asker_nor_auditor_claims(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = desk_routed(&d, "brest");
	struct actor auditor = desk_actor(&d, "aude", ROLE_AUDITOR, NULL);
	struct actor admin = desk_actor(&d, "admin", ROLE_ADMIN, NULL);
	const struct actor *actors[] = {&d.asker, &d.system, &auditor, &admin};
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(claim_take(&d.w, actors[i], id), RC_DENIED);
	assert_string_equal(desk_state(&d, id), "routed");
	assert_int_equal(claim_take(&d.w, &d.claire, (struct question_id){999}), RC_NOT_FOUND);
	desk_close(&d);
}

static void an_ended_lease_keeps_nobody_waiting(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = desk_routed(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	d.clock.offset_ms += d.settings.lease_ms - 1;
	assert_int_equal(claim_take(&d.w, &d.malik, id), RC_CONFLICT);
	d.clock.offset_ms += 1;
	/* The janitor has not been by: the claim itself sees that the lease is over. */
	assert_int_equal(claim_take(&d.w, &d.malik, id), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_int_equal(row.owner.n, d.malik.person);
	assert_int_equal(row.epoch, 2);
	struct hold late = {&d.claire, id, 1};
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &late, "trop tard", NULL, &saved), RC_STALE);
	assert_non_null(strstr(d.refusal.detail, "malik"));
	desk_close(&d);
}

static void a_sign_of_life_moves_the_end_and_never_back(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = desk_routed(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	d.clock.offset_ms += 10 * 60 * 1000;
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 1), RC_OK);
	int64_t until = desk_row(&d, id).lease_until;
	assert_int_equal(until, clock_wall_ms(&d.clock) + d.settings.lease_ms);
	d.clock.offset_ms -= 60 * 60 * 1000;
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 1), RC_OK);
	assert_int_equal(desk_row(&d, id).lease_until, until);
	d.clock.offset_ms = fixture_now + 10 * 60 * 1000;
	assert_int_equal(claim_renew(&d.w, &d.malik, id, 1), RC_STALE);
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 0), RC_STALE);
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 2), RC_STALE);
	/* After the end it is too late, also for who held it. */
	d.clock.offset_ms = until;
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 1), RC_STALE);
	desk_close(&d);
}

static void what_is_released_waits_again_with_its_draft(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = desk_routed(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1};
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &hold, "commencé", NULL, &saved), RC_OK);
	assert_int_equal(claim_release(&d.w, &d.malik, id, 1, NULL), RC_STALE);
	assert_int_equal(claim_release(&d.w, &d.claire, id, 1, "hors de mon domaine"), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_string_equal(row.state, "routed");
	assert_int_equal(row.owner.n, 0);
	assert_int_equal(row.lease_until, 0);
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM draft"), 1);
	/* The epoch goes on: the old one never fits again. */
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	assert_int_equal(desk_row(&d, id).epoch, 2);
	assert_int_equal(answer_save_draft(&d.w, &hold, "ancien", NULL, &saved), RC_STALE);
	/* A coordinator frees a question without holding it. */
	assert_int_equal(claim_release(&d.w, &d.ines, id, 0, "absente"), RC_OK);
	desk_close(&d);
}

static void every_ended_lease_is_given_back_and_no_other(void **state)
{
	(void)state;
	struct desk d;
	int count = -1;
	desk_open(&d);
	struct question_id ids[130];
	for (int i = 0; i < 130; i++) {
		ids[i] = desk_routed(&d, "brest");
		if (i == 120)
			d.clock.offset_ms += 1000;
		assert_int_equal(claim_take(&d.w, &d.claire, ids[i]), RC_OK);
	}
	assert_int_equal(claim_expire_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 0);
	d.clock.offset_ms = fixture_now + d.settings.lease_ms;
	assert_int_equal(claim_expire_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 100);
	assert_int_equal(claim_expire_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 20);
	assert_int_equal(claim_expire_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 0);
	for (int i = 0; i < 130; i++)
		assert_string_equal(desk_state(&d, ids[i]), i < 120 ? "routed" : "claimed");
	assert_int_equal(
		fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='brest'"), 130);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_of_many_wins_and_the_others_hear_who),
		cmocka_unit_test(neither_asker_nor_auditor_claims),
		cmocka_unit_test(an_ended_lease_keeps_nobody_waiting),
		cmocka_unit_test(a_sign_of_life_moves_the_end_and_never_back),
		cmocka_unit_test(what_is_released_waits_again_with_its_draft),
		cmocka_unit_test(every_ended_lease_is_given_back_and_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
