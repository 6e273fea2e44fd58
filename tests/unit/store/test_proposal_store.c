/* SPDX-License-Identifier: EUPL-1.2 */
/* test_proposal_store.c - proposals as rows: one open a question, moved only from where it was. */
#include "store/proposal_store.h"

#include "support/store_fixture.h"

static struct proposal_row a_row(struct question_id question, struct person_id person)
{
	return (struct proposal_row){
		.question = question,
		.cause = "relabel",
		.person = person,
		.at = fixture_now,
		.why = "",
		.text = "Qui a construit ce pont ?",
		.before = {"", "", "", ""},
		.labels = {"histoire droit", "fait", "", "29"},
	};
}

static bool count_row(void *arg, const struct proposal_row *row)
{
	assert_non_null(row->text);
	(*(int *)arg)++;
	return true;
}

static void an_open_one_is_renewed_and_a_moved_one_is_not(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct person_id claire = fixture_person(f.store, "claire", ROLE_RESPONDENT, "brest");
	struct question_id id = fixture_question(&f, "brest", "Qui ?");
	struct proposal_row row = a_row(id, claire), read;
	int64_t first = 0, second = 0, third = 0;
	assert_int_equal(store_proposal_put(f.store, &row, &first), RC_OK);
	row.labels.topics = "arts";
	row.before.topics = "droit";
	assert_int_equal(store_proposal_put(f.store, &row, &second), RC_OK);
	assert_int_equal(first, second);
	assert_int_equal(store_proposal(f.store, first, &f.arena, &read), RC_OK);
	assert_string_equal(read.labels.topics, "arts");
	/* What was believed at first stays. */
	assert_string_equal(read.before.topics, "");
	assert_string_equal(read.state, "proposed");
	read.state = "accepted";
	read.decided_by = claire;
	read.decided_at = fixture_now + 1;
	assert_int_equal(store_proposal_move(f.store, &read, "refused"), RC_CONFLICT);
	assert_int_equal(store_proposal_move(f.store, &read, "proposed"), RC_OK);
	assert_int_equal(store_proposal_move(f.store, &read, "proposed"), RC_CONFLICT);
	assert_int_equal(store_proposal_open(f.store, id, &f.arena, &read), RC_NOT_FOUND);
	assert_int_equal(store_proposal_put(f.store, &row, &third), RC_OK);
	assert_true(third != first);
	int count = 0;
	const struct proposal_filter accepted = {"accepted", 10};
	assert_int_equal(store_proposals(f.store, &accepted, &f.arena, count_row, &count), RC_OK);
	assert_int_equal(count, 1);
	fixture_close(&f);
}

static void only_known_states_and_causes_are_stored(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct person_id claire = fixture_person(f.store, "claire", ROLE_RESPONDENT, "brest");
	struct proposal_row row = a_row(fixture_question(&f, "brest", "Qui ?"), claire), read;
	int64_t id = 0;
	row.cause = "ennui";
	assert_int_equal(store_proposal_put(f.store, &row, &id), RC_UNAVAILABLE);
	row.cause = "transfer";
	assert_int_equal(store_proposal_put(f.store, &row, &id), RC_OK);
	assert_int_equal(store_proposal(f.store, id, &f.arena, &read), RC_OK);
	read.state = "peut-être";
	assert_int_equal(store_proposal_move(f.store, &read, "proposed"), RC_UNAVAILABLE);
	assert_int_equal(store_proposal(f.store, 999, &f.arena, &read), RC_NOT_FOUND);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_open_one_is_renewed_and_a_moved_one_is_not),
		cmocka_unit_test(only_known_states_and_causes_are_stored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
