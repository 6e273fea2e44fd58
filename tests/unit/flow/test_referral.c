/* SPDX-License-Identifier: EUPL-1.2 */
/* test_referral.c - a question at a partner's comes back, or is answered, and a late one is told once. */
#include "flow/referral.h"

#include "base/json.h"
#include "flow/7_claim.h"
#include "support/flow_fixture.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct question_id referred(struct desk *d)
{
	struct question_id id = desk_routed(d, "brest");
	d->settings.referral_days = 10;
	assert_int_equal(fixture_sql(d->f.path, "UPDATE question SET may_transfer=1"), SQLITE_OK);
	assert_int_equal(claim_take(&d->w, &d->claire, id), RC_OK);
	const struct queue_move move = {id, 1, "partenaire-archives", "Cote d'archives"};
	assert_int_equal(queue_refer(&d->w, &d->claire, &move), RC_OK);
	assert_string_equal(desk_state(d, id), "referred");
	return id;
}

static void what_the_partner_answered_reaches_the_asker_and_closes(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = referred(&d);
	struct hold by_malik = {&d.malik, id, 0}, by_claire = {&d.claire, id, 0};
	assert_int_equal(referral_end(&d.w, &by_malik, "answered", "Oui."), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_REFERRAL_OTHERS);
	assert_int_equal(referral_end(&d.w, &by_claire, "answered", " "), RC_INVALID);
	assert_int_equal(referral_end(&d.w, &by_claire, "eaten", "Oui."), RC_INVALID);
	assert_int_equal(referral_end(&d.w, &by_claire, "answered", "Cote 3 P 12."), RC_OK);
	assert_string_equal(desk_state(&d, id), "closed");
	assert_int_equal(referral_end(&d.w, &by_claire, "answered", "Encore."), RC_CONFLICT);
	desk_close(&d);
}

static void what_comes_back_waits_where_it_was_and_is_promised_anew(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = referred(&d);
	int64_t before = desk_row(&d, id).due_at;
	d.clock.offset_ms += 20LL * DAY_MS;
	struct hold by_ines = {&d.ines, id, 0};
	assert_int_equal(referral_end(&d.w, &by_ines, "lost", NULL), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_string_equal(row.state, "reopened");
	assert_string_equal(row.queue, "brest");
	assert_true(row.due_at > before + 10LL * DAY_MS);
	assert_int_equal(claim_take(&d.w, &d.malik, id), RC_OK);
	desk_close(&d);
}

static int late_told(const struct desk *d)
{
	int count = 0;
	for (size_t i = 0; i < d->events.count; i++)
		count += strcmp(d->events.items[i].type, "referral_late") == 0;
	return count;
}

static void a_late_one_is_flagged_and_told_once(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = referred(&d);
	(void)id;
	assert_int_equal(referral_tell_late(&d.w), RC_OK);
	assert_int_equal(late_told(&d), 0);
	d.clock.offset_ms += 30LL * DAY_MS;
	assert_int_equal(referral_tell_late(&d.w), RC_OK);
	assert_int_equal(referral_tell_late(&d.w), RC_OK);
	assert_int_equal(late_told(&d), 1);
	cJSON *list;
	assert_int_equal(referral_list(&d.w, &d.claire, &list), RC_OK);
	assert_int_equal(cJSON_GetArraySize(list), 1);
	assert_true(json_flag(cJSON_GetArrayItem(list, 0), "late", false));
	assert_true(json_flag(cJSON_GetArrayItem(list, 0), "mine", false));
	cJSON_Delete(list);
	desk_close(&d);
}

static void a_transfer_by_hand_ends_it_too(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = referred(&d);
	const struct queue_move move = {id, 0, "agen", "Revenue par téléphone"};
	assert_int_equal(queue_transfer(&d.w, &d.ines, &move), RC_OK);
	cJSON *list;
	assert_int_equal(referral_list(&d.w, &d.ines, &list), RC_OK);
	assert_int_equal(cJSON_GetArraySize(list), 0);
	cJSON_Delete(list);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_partner_answered_reaches_the_asker_and_closes),
		cmocka_unit_test(what_comes_back_waits_where_it_was_and_is_promised_anew),
		cmocka_unit_test(a_late_one_is_flagged_and_told_once),
		cmocka_unit_test(a_transfer_by_hand_ends_it_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
