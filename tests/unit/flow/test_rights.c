/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rights.c - role × verb × library, cell by cell, against a matrix written out here and nowhere else (W16). */
#include "flow/rights.h"

#include "base/json.h"
#include "flow/8_answer.h"
#include "support/flow_fixture.h"

/*
 * Y yes, n no, h help; in the order: respondent at home, in a network's queue, at another library; coordinator,
 * admin, auditor.
 */
static const struct {
	const char *verb, *cells;
} expected[] = {
	{"question.get", "YYhYYY"},       {"question.look", "YYhYYn"},
	{"question.claim", "YYhYnn"},     {"question.renew", "YYhYnn"},
	{"question.release", "YYhYnn"},   {"question.transfer", "YYhYnn"},
	{"question.refer", "YYhYnn"},     {"question.clarify", "YYhYnn"},
	{"question.note", "YYhYnn"},      {"question.decline", "YYhYnn"},
	{"question.duplicate", "YYhYnn"}, {"question.spam", "YYhYnn"},
	{"question.relabel", "YYhYnn"},   {"question.set_practice", "nnnYnn"},
	{"question.close", "nnnYnn"},     {"question.reopen", "nnnYnn"},
	{"question.call", "YYhYnn"},      {"question.call_off", "YYhYnn"},
	{"lead.add", "YYhYnn"},           {"lead.credit", "YYhYnn"},
	{"draft.save", "YYhYnn"},         {"answer.submit", "YYhYnn"},
	{"review.take", "nnnYnn"},        {"review.submit", "nnnYnn"},
	{"referral.end", "YYhYnn"},
};

enum { EXPECTED = sizeof expected / sizeof expected[0] };

/* Where the question is, seen from Brest. */
static const char *const queues[WHOSE_COUNT] = {"brest", "reseau", "agen"};

static bool is_allowed(char cell, bool helps)
{
	return cell == 'Y' || (cell == 'h' && helps);
}

static int walk(struct desk *d, const struct actor *actor, const char *verb,
		const char cells[WHOSE_COUNT])
{
	bool helps = !d->settings.keeps_to_own;
	int wrong = 0;
	for (int whose = 0; whose < WHOSE_COUNT; whose++) {
		struct question_row row = {.queue = queues[whose]};
		bool is_right =
			rights_may(&d->w, actor, &row, verb) == is_allowed(cells[whose], helps);
		bool agrees = (rights_check(&d->w, actor, &row, verb) == RC_OK) ==
			      is_allowed(cells[whose], helps);
		if (!is_right || !agrees)
			print_message("%s in %s is wrong (help across: %d)\n", verb, queues[whose],
				      helps);
		wrong += !is_right || !agrees;
	}
	return wrong;
}

static void every_cell_is_as_written_here(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct actor admin = desk_actor(&d, "admin", ROLE_ADMIN, NULL);
	struct actor auditor = desk_actor(&d, "aude", ROLE_AUDITOR, NULL);
	size_t count;
	int wrong = 0;
	rights_table(&count);
	assert_int_equal(count, EXPECTED);
	for (int helps = 0; helps <= 1; helps++) {
		d.settings.keeps_to_own = !helps;
		for (size_t i = 0; i < EXPECTED; i++) {
			const char *verb = expected[i].verb, *c = expected[i].cells;
			char coordinator[] = {c[3], c[3], c[3]};
			char by_admin[] = {c[4], c[4], c[4]}, by_auditor[] = {c[5], c[5], c[5]};
			wrong += walk(&d, &d.claire, verb, c);
			wrong += walk(&d, &d.ines, verb, coordinator);
			wrong += walk(&d, &admin, verb, by_admin);
			wrong += walk(&d, &auditor, verb, by_auditor);
			wrong += walk(&d, &d.asker, verb, "nnn");
		}
	}
	assert_int_equal(wrong, 0);
	desk_close(&d);
}

static void a_verb_without_a_row_is_refused(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_row row = {.queue = "brest"};
	assert_int_equal(rights_check(&d.w, &d.ines, &row, "question.explode"), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_ROLE_MAY_NOT);
	assert_false(rights_may_move(&d.w, &d.ines, &row, "send"));
	assert_true(rights_may_move(&d.w, &d.ines, &row, "return"));
	assert_false(rights_may_move(&d.w, &d.claire, &row, "return"));
	desk_close(&d);
}

static void a_call_a_mention_or_a_claim_opens_another_librarys_question(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	d.settings.keeps_to_own = true;
	struct question_id id = desk_routed(&d, "agen");
	struct question_row row = desk_row(&d, id);
	assert_int_equal(rights_check(&d.w, &d.claire, &row, "question.get"), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_OTHER_LIBRARY);
	assert_string_equal(d.refusal.detail, "agen");
	row.risen_at = 1;
	assert_true(rights_may(&d.w, &d.claire, &row, "question.claim"));
	row.risen_at = 0;
	row.owner.n = d.claire.person;
	assert_true(rights_may(&d.w, &d.claire, &row, "answer.submit"));
	row.owner.n = 0;
	AUTO_JSON mentions = json_parse("[\"claire\"]", 10, &(const char *){NULL});
	const struct note_sent sent = {.text = "Claire, une idée ?", .mentions = mentions};
	struct hold hold = {&d.malik, id, 0};
	assert_int_equal(answer_note_to(&d.w, &hold, &sent), RC_OK);
	assert_true(rights_may(&d.w, &d.claire, &row, "question.note"));
	assert_false(rights_may(&d.w, &d.nora, &row, "question.note"));
	desk_close(&d);
}

static void a_membership_counts_at_its_library_and_nowhere_else(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	d.settings.keeps_to_own = true;
	struct actor claire = d.claire;
	claire.elsewhere_count = 1;
	claire.elsewhere[0] = (struct membership){"agen", ROLE_COORDINATOR};
	struct question_row agen = {.queue = "agen"}, albi = {.queue = "albi"},
			    brest = {.queue = "brest"};
	assert_true(rights_may(&d.w, &claire, &agen, "question.close"));
	assert_false(rights_may(&d.w, &claire, &brest, "question.close"));
	assert_false(rights_may(&d.w, &claire, &albi, "question.get"));
	assert_int_equal(rights_whose(&d.w, &claire, &agen), WHOSE_OWN);
	desk_close(&d);
}

static void word_is_confined_only_where_libraries_keep_to_themselves(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_row agen = {.queue = "agen"}, network = {.queue = "reseau"},
			    risen = {.queue = "agen", .risen_at = 1};
	assert_null(rights_confined_to(&d.w, &agen));
	d.settings.keeps_to_own = true;
	assert_string_equal(rights_confined_to(&d.w, &agen), "agen");
	assert_null(rights_confined_to(&d.w, &network));
	assert_null(rights_confined_to(&d.w, &risen));
	assert_true(rights_hears(&d.malik, "agen", 0));
	assert_false(rights_hears(&d.claire, "agen", 0));
	assert_true(rights_hears(&d.claire, "agen", d.claire.person));
	assert_true(rights_hears(&d.ines, "agen", 0));
	assert_false(rights_hears(&d.asker, "agen", 0));
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_is_as_written_here),
		cmocka_unit_test(a_verb_without_a_row_is_refused),
		cmocka_unit_test(a_call_a_mention_or_a_claim_opens_another_librarys_question),
		cmocka_unit_test(a_membership_counts_at_its_library_and_nowhere_else),
		cmocka_unit_test(word_is_confined_only_where_libraries_keep_to_themselves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
