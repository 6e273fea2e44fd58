/* SPDX-License-Identifier: EUPL-1.2 */
/* test_deadline.c - what the clock does to a question: once, in order, whatever the clock itself does. */
#include "flow/deadline.h"

#include "base/json.h"
#include "flow/7_claim.h"
#include "flow/8_answer.h"
#include "flow/asker.h"
#include "store/conversation_store.h"
#include "support/flow_fixture.h"

#include <cjson/cJSON.h>

static const int64_t hour = 60 * 60 * 1000LL, day = 24 * 60 * 60 * 1000LL;

/* The verbs of a question's trace from the n-th on, between spaces. */
static const char *trace(struct desk *d, struct question_id id, char out[400])
{
	sqlite3 *db = fixture_raw(d->f.path);
	sqlite3_stmt *stmt = NULL;
	char object[60];
	out[0] = '\0';
	snprintf(object, sizeof object, "%%object question/%lld\n%%", (long long)id.n);
	assert_int_equal(
		sqlite3_prepare_v2(db,
				   "SELECT substr(CAST(body AS TEXT), instr(CAST(body AS TEXT), "
				   "'verb ') + 5) FROM "
				   "audit_leaf WHERE CAST(body AS TEXT) LIKE ?1 ORDER BY n",
				   -1, &stmt, NULL),
		SQLITE_OK);
	sqlite3_bind_text(stmt, 1, object, -1, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *verb = (const char *)sqlite3_column_text(stmt, 0);
		size_t at = strlen(out);
		snprintf(out + at, 400 - at, "%s%.*s", at > 0 ? " " : "", (int)strcspn(verb, "\n"),
			 verb);
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return out;
}

/* A question that waits in a queue and is promised from now on. */
static struct question_id waiting(struct desk *d, const char *queue)
{
	struct question_id id = fixture_question(&d->f, queue, "Qui a construit ce pont ?");
	assert_int_equal(store_queue_load_add(d->f.store, queue, 1), RC_OK);
	struct question_row row = desk_row(d, id);
	struct question_head head = {
		.state = row.state,
		.queue = row.queue,
		.moved_at = row.moved_at,
		.due_at = deadline_promise(&d->w, row.network, queue, clock_wall_ms(&d->clock))};
	assert_int_equal(store_question_move(d->f.store, &row, &head), RC_OK);
	row = desk_row(d, id);
	struct move_request request = {.verb = "route", .to = Q_ROUTED, .actor = &d->system};
	assert_int_equal(question_move(&d->w, &row, &request), RC_OK);
	return id;
}

static void tick(struct desk *d)
{
	int count;
	assert_int_equal(deadline_tick(&d->w, &count), RC_OK);
}

static void what_nobody_takes_rises_then_is_near_then_over(void **state)
{
	(void)state;
	struct desk d;
	char verbs[400];
	desk_open(&d);
	/* Tuesday 10:00; due Friday 10:00; half is Wednesday 22:00; near is Thursday 10:00. */
	struct question_id id = waiting(&d, "brest");
	d.clock.offset_ms = fixture_now + 36 * hour - 1;
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route");
	d.clock.offset_ms++;
	tick(&d);
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route rise");
	assert_true(desk_row(&d, id).risen_at == d.clock.offset_ms);
	d.clock.offset_ms = fixture_now + 48 * hour;
	tick(&d);
	d.clock.offset_ms = fixture_now + 72 * hour;
	tick(&d);
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route rise near over");
	assert_int_equal(desk_row(&d, id).mark_at, 0);
	desk_close(&d);
}

static void after_a_night_down_each_mark_is_left_once_and_in_order(void **state)
{
	(void)state;
	struct desk d;
	char verbs[400];
	desk_open(&d);
	struct question_id id = waiting(&d, "brest");
	d.clock.offset_ms = fixture_now + 10 * day;
	tick(&d);
	/* The clock was wrong, and is set back: what was said stays said, and nothing is said twice. */
	d.clock.offset_ms = fixture_now + hour;
	tick(&d);
	assert_int_equal(deadline_urgency(&d.w,
					  &(struct question_row){.state = "routed",
								 .network = "france",
								 .due_at = fixture_now + 3 * day},
					  clock_wall_ms(&d.clock)),
			 URGENCY_CALM);
	d.clock.offset_ms = fixture_now + 11 * day;
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route rise near over");
	desk_close(&d);
}

static void what_is_held_at_half_does_not_rise_until_it_is_given_back(void **state)
{
	(void)state;
	struct desk d;
	char verbs[400];
	desk_open(&d);
	d.settings.lease_ms = 30 * day;
	struct question_id id = waiting(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	d.clock.offset_ms = fixture_now + 37 * hour;
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route claim half");
	assert_int_equal(desk_row(&d, id).risen_at, 0);
	assert_int_equal(claim_release(&d.w, &d.claire, id, 1, NULL), RC_OK);
	assert_true(desk_row(&d, id).risen_at == d.clock.offset_ms);
	assert_int_equal(claim_take(&d.w, &d.malik, id), RC_OK);
	assert_int_equal(desk_row(&d, id).risen_at, 0);
	desk_close(&d);
}

static void the_clock_stands_while_the_asker_is_asked(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = waiting(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	/* Asked on Wednesday 10:00, with two working days left; answered on Saturday: they count from Monday. */
	d.clock.offset_ms = fixture_now + 24 * hour;
	d.settings.lease_ms = 30 * day;
	struct hold hold = {.actor = &d.claire, .question = id, .epoch = 1};
	d.clock.offset_ms = fixture_now + 10 * 60 * 1000;
	assert_int_equal(claim_renew(&d.w, &d.claire, id, 1), RC_OK);
	d.clock.offset_ms = fixture_now + 24 * hour;
	assert_int_equal(answer_clarify(&d.w, &hold, "De quel pont parlez-vous ?"), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_int_equal(row.mark_at, 0);
	d.clock.offset_ms = fixture_now + 4 * day;
	tick(&d);
	assert_string_equal(desk_row(&d, id).mark, "none");
	assert_int_equal(
		asker_reply(&d.w, &row, "000102030405060708090a0b0c0d0eff", "De celui-ci."), RC_OK);
	row = desk_row(&d, id);
	/* Monday 0:00 and two days: Wednesday 0:00 in Paris. */
	assert_int_equal(row.due_at, fixture_now + 4 * day - 10 * hour + 2 * day + 2 * day);
	assert_true(row.mark_at > d.clock.offset_ms);
	desk_close(&d);
}

static void an_answer_stops_the_clock(void **state)
{
	(void)state;
	struct desk d;
	char verbs[400];
	desk_open(&d);
	struct question_id id = waiting(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {.actor = &d.claire, .question = id, .epoch = 1};
	const char *why;
	const char *text =
		"{\"ai\":\"none\",\"checked\":\"Le plan\",\"sources\":[{\"title\":\"Archives\"}]}";
	cJSON *method = json_parse(text, strlen(text), &why);
	assert_int_equal(answer_submit(&d.w, &hold, "Vauban.", method), RC_OK);
	cJSON_Delete(method);
	d.clock.offset_ms = fixture_now + 20 * day;
	tick(&d);
	assert_string_equal(trace(&d, id, verbs), "route claim submit send");
	desk_close(&d);
}

static void hundreds_due_at_once_are_all_told(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	enum { MANY = 230 };
	assert_int_equal(store_begin(d.f.store), RC_OK);
	for (int i = 0; i < MANY; i++)
		(void)waiting(&d, "brest");
	d.clock.offset_ms = fixture_now + 10 * day;
	int sum = 0, count = 100;
	while (count == 100) {
		assert_int_equal(deadline_tick(&d.w, &count), RC_OK);
		sum += count;
	}
	assert_int_equal(store_commit(d.f.store), RC_OK);
	assert_int_equal(sum, MANY);
	assert_int_equal(
		fixture_number(d.f.path, "SELECT count(*) FROM question WHERE mark='over'"), MANY);
	desk_close(&d);
}

static void an_absence_hands_claims_over_with_their_draft(void **state)
{
	(void)state;
	struct desk d;
	char sql[200], verbs[400];
	int count;
	desk_open(&d);
	struct question_id id = waiting(&d, "brest");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {.actor = &d.claire, .question = id, .epoch = 1};
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &hold, "Une ébauche", NULL, &saved), RC_OK);
	assert_int_equal(claim_hand_over_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 0);
	snprintf(sql, sizeof sql,
		 "INSERT INTO person_absence(person, first_day, last_day) VALUES(%lld, "
		 "'2026-11-24', '2026-11-30')",
		 (long long)d.claire.person);
	assert_int_equal(fixture_sql(d.f.path, sql), SQLITE_OK);
	assert_int_equal(claim_hand_over_all(&d.w, &count), RC_OK);
	assert_int_equal(count, 1);
	assert_string_equal(desk_state(&d, id), "routed");
	assert_string_equal(trace(&d, id, verbs), "route claim draft hand_over");
	struct draft_row draft;
	assert_int_equal(store_draft(d.f.store, id, &d.f.arena, &draft), RC_OK);
	assert_int_equal(answer_save_draft(&d.w, &hold, "Encore", NULL, &saved), RC_STALE);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_takes_rises_then_is_near_then_over),
		cmocka_unit_test(after_a_night_down_each_mark_is_left_once_and_in_order),
		cmocka_unit_test(what_is_held_at_half_does_not_rise_until_it_is_given_back),
		cmocka_unit_test(the_clock_stands_while_the_asker_is_asked),
		cmocka_unit_test(an_answer_stops_the_clock),
		cmocka_unit_test(hundreds_due_at_once_are_all_told),
		cmocka_unit_test(an_absence_hands_claims_over_with_their_draft),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
