/* SPDX-License-Identifier: EUPL-1.2 */
/* test_event_store.c - exactly what was missed, in order, or "refetch"; sweeping leaves no hole (D6). */
#include "store/event_store.h"

#include "support/store_fixture.h"

struct got {
	int64_t seqs[EVENTS_AT_ONCE + 10];
	int count;
	bool is_whole;
};

static bool keep(void *arg, const struct event_row *row)
{
	struct got *got = arg;
	got->seqs[got->count++] = row->seq;
	return true;
}

static struct got since(struct fixture *f, const char *stream, int64_t seq)
{
	struct got got = {0};
	assert_int_equal(
		store_events_since(f->store, stream, seq, &f->arena, &got.is_whole, keep, &got),
		RC_OK);
	return got;
}

static struct question_id open_desk(struct fixture *f)
{
	fixture_open(f);
	fixture_fill_directory(f->store);
	return fixture_question(f, "brest", "?");
}

static int64_t add(struct fixture *f, struct question_id id, const char *stream, int64_t at)
{
	struct event_row row = {.at = at, .stream = stream, .type = "t", .data = "{}"};
	int64_t seq = 0;
	assert_int_equal(store_event_add(f->store, id, &row, &seq), RC_OK);
	return seq;
}

static void a_new_desk_has_said_nothing_yet(void **state)
{
	(void)state;
	struct fixture f;
	(void)open_desk(&f);
	int64_t last = -1;
	assert_int_equal(store_event_last(f.store, &last), RC_OK);
	assert_int_equal(last, 0);
	struct got got = since(&f, "desk", 0);
	assert_true(got.is_whole);
	assert_int_equal(got.count, 0);
	fixture_close(&f);
}

static void a_follower_gets_what_it_missed_of_its_stream_in_order(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	for (int i = 1; i <= 10; i++)
		assert_int_equal(add(&f, id, i % 2 == 0 ? "desk" : "question/1", i), i);
	struct got got = since(&f, "desk", 3);
	assert_true(got.is_whole);
	assert_int_equal(got.count, 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(got.seqs[i], 4 + 2 * i);
	got = since(&f, "question/1", 0);
	assert_int_equal(got.count, 5);
	/* Nothing new is not the same as "refetch". */
	got = since(&f, "desk", 10);
	assert_true(got.is_whole);
	assert_int_equal(got.count, 0);
	fixture_close(&f);
}

static void a_number_from_the_future_means_refetch(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	(void)add(&f, id, "desk", 1);
	struct got got = since(&f, "desk", 2);
	assert_false(got.is_whole);
	assert_int_equal(got.count, 0);
	fixture_close(&f);
}

static void more_than_can_be_sent_at_once_means_refetch(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	for (int i = 1; i <= EVENTS_AT_ONCE; i++)
		(void)add(&f, id, "desk", i);
	assert_int_equal(store_commit(f.store), RC_OK);
	struct got got = since(&f, "desk", 0);
	assert_true(got.is_whole);
	assert_int_equal(got.count, EVENTS_AT_ONCE);
	(void)add(&f, id, "desk", 1);
	assert_false(since(&f, "desk", 0).is_whole);
	got = since(&f, "desk", 1);
	assert_true(got.is_whole);
	assert_int_equal(got.count, EVENTS_AT_ONCE);
	fixture_close(&f);
}

static void a_rolled_back_event_leaves_no_gap(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	assert_int_equal(add(&f, id, "desk", 1), 1);
	assert_int_equal(store_begin(f.store), RC_OK);
	assert_int_equal(add(&f, id, "desk", 2), 2);
	store_rollback(f.store);
	assert_int_equal(add(&f, id, "desk", 3), 2);
	struct got got = since(&f, "desk", 0);
	assert_true(got.is_whole);
	assert_int_equal(got.count, 2);
	fixture_close(&f);
}

static void sweeping_keeps_the_young_and_the_newest_five_hundred(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	for (int i = 1; i <= 700; i++)
		(void)add(&f, id, "desk", i);
	assert_int_equal(store_commit(f.store), RC_OK);
	assert_int_equal(store_events_sweep(f.store, 101), RC_OK);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM event"), 600);
	assert_false(since(&f, "desk", 99).is_whole);
	struct got got = since(&f, "desk", 100);
	assert_true(got.is_whole);
	assert_int_equal(got.count, 600);

	assert_int_equal(store_events_sweep(f.store, 1000000), RC_OK);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM event"), 500);
	assert_int_equal(fixture_number(f.path, "SELECT min(seq) FROM event"), 201);
	assert_false(since(&f, "desk", 199).is_whole);
	assert_true(since(&f, "desk", 200).is_whole);
	fixture_close(&f);
}

/* The clock went back an hour: the events then written look older than those before them. */
static void a_clock_that_went_back_leaves_no_hole_behind_the_sweep(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	assert_int_equal(store_begin(f.store), RC_OK);
	for (int i = 1; i <= 1200; i++)
		(void)add(&f, id, "desk", i > 300 && i <= 600 ? 1000 : 5000);
	assert_int_equal(store_commit(f.store), RC_OK);
	assert_int_equal(store_events_sweep(f.store, 3000), RC_OK);
	for (int64_t seq = 0; seq <= 1200; seq += 50) {
		struct got got = since(&f, "desk", seq);
		if (!got.is_whole)
			continue;
		assert_int_equal(got.count, 1200 - seq);
		for (int i = 0; i < got.count; i++)
			assert_int_equal(got.seqs[i], seq + 1 + i);
	}
	/* Nothing young was lost for it. */
	assert_true(since(&f, "desk", 600).is_whole);
	fixture_close(&f);
}

static void numbers_go_on_after_everything_was_swept(void **state)
{
	(void)state;
	struct fixture f;
	struct question_id id = open_desk(&f);
	for (int i = 1; i <= 3; i++)
		(void)add(&f, id, "desk", i);
	assert_int_equal(fixture_sql(f.path, "DELETE FROM event"), SQLITE_OK);
	int64_t last = 0;
	assert_int_equal(store_event_last(f.store, &last), RC_OK);
	assert_int_equal(last, 3);
	assert_true(since(&f, "desk", 3).is_whole);
	assert_false(since(&f, "desk", 2).is_whole);
	assert_int_equal(add(&f, id, "desk", 4), 4);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_desk_has_said_nothing_yet),
		cmocka_unit_test(a_follower_gets_what_it_missed_of_its_stream_in_order),
		cmocka_unit_test(a_number_from_the_future_means_refetch),
		cmocka_unit_test(more_than_can_be_sent_at_once_means_refetch),
		cmocka_unit_test(a_rolled_back_event_leaves_no_gap),
		cmocka_unit_test(sweeping_keeps_the_young_and_the_newest_five_hundred),
		cmocka_unit_test(a_clock_that_went_back_leaves_no_hole_behind_the_sweep),
		cmocka_unit_test(numbers_go_on_after_everything_was_swept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
