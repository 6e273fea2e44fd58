/* SPDX-License-Identifier: EUPL-1.2 */
/* test_asker.c - what a receipt allows: follow, reply, end, rate; and nothing of anybody else's. */
#include "flow/asker.h"

#include "base/json.h"
#include "flow/7_claim.h"
#include "flow/8_answer.h"
#include "flow/receipt.h"
#include "support/flow_fixture.h"

#include <sodium.h>

static const char client_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char client_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/* A question with a real receipt, waiting in brest. */
static struct question_id asked(struct desk *d, char receipt[RECEIPT_BYTES])
{
	struct question_new q = fixture_new(&d->f, "brest", "Qui a construit ce pont ?");
	struct question_id id;
	receipt_make(&d->keys, q.client_id, receipt);
	assert_true(receipt_hash(receipt, q.receipt_hash));
	assert_int_equal(store_question_add(d->f.store, &q, &id), RC_OK);
	assert_int_equal(store_queue_load_add(d->f.store, "brest", 1), RC_OK);
	struct question_row row = desk_row(d, id);
	struct move_request request = {.verb = "route", .to = Q_ROUTED, .actor = &d->system};
	assert_int_equal(question_move(&d->w, &row, &request), RC_OK);
	return id;
}

static enum rc reply(struct desk *d, struct question_id id, const char *client, const char *text)
{
	struct question_row row = desk_row(d, id);
	return asker_reply(&d->w, &row, client, text);
}

static enum rc resolve(struct desk *d, struct question_id id, const char *suggestion)
{
	struct question_row row = desk_row(d, id);
	return asker_resolve(&d->w, &row, suggestion);
}

static enum rc withdraw(struct desk *d, struct question_id id)
{
	struct question_row row = desk_row(d, id);
	return asker_withdraw(&d->w, &row, NULL);
}

static enum rc rate(struct desk *d, struct question_id id, int64_t score)
{
	struct question_row row = desk_row(d, id);
	return asker_rate(&d->w, &row, score, "merci");
}

static struct hold claimed(struct desk *d, struct question_id id)
{
	assert_int_equal(claim_take(&d->w, &d->claire, id), RC_OK);
	return (struct hold){&d->claire, id, desk_row(d, id).epoch};
}

static void answered(struct desk *d, struct question_id id)
{
	struct hold hold = claimed(d, id);
	static const char text[] = "{\"ai\":\"none\",\"checked\":\"tout\","
				   "\"sources\":[{\"title\":\"Archives\"}]}";
	const char *why;
	AUTO_JSON method = json_parse(text, sizeof text - 1, &why);
	assert_int_equal(answer_submit(&d->w, &hold, "Voici.", method), RC_OK);
}

static int64_t count_of(struct desk *d, const char *what)
{
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", what);
	return fixture_number(d->f.path, sql);
}

static void a_receipt_finds_its_own_question_and_no_other(void **state)
{
	(void)state;
	struct desk d;
	char one[RECEIPT_BYTES], two[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id first = asked(&d, one), second = asked(&d, two);
	struct question_row row;
	assert_string_not_equal(one, two);
	assert_int_equal(asker_find(&d.w, one, &row), RC_OK);
	assert_int_equal(row.id.n, first.n);
	assert_int_equal(asker_find(&d.w, two, &row), RC_OK);
	assert_int_equal(row.id.n, second.n);
	/* Each wrong character is another receipt, which nobody has. */
	for (size_t i = 0; one[i] != '\0'; i++) {
		char wrong[RECEIPT_BYTES];
		memcpy(wrong, one, sizeof wrong);
		if (one[i] == '-')
			continue;
		wrong[i] = one[i] == '7' ? '8' : '7';
		assert_int_equal(asker_find(&d.w, wrong, &row), RC_NOT_FOUND);
	}
	static const char *const never[] = {"", "1", "' OR 1=1 --", "00000-00000"};
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
		assert_int_equal(asker_find(&d.w, never[i], &row), RC_NOT_FOUND);
	assert_int_equal(asker_find(&d.w, NULL, &row), RC_NOT_FOUND);
	desk_close(&d);
}

static void a_reply_is_kept_once(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id id = asked(&d, receipt), other = asked(&d, receipt);
	assert_int_equal(reply(&d, id, client_a, "C'est le pont de Recouvrance."), RC_OK);
	int64_t leaves = count_of(&d, "audit_leaf"), events = count_of(&d, "event");
	for (int i = 0; i < 3; i++)
		assert_int_equal(reply(&d, id, client_a, "C'est le pont de Recouvrance."), RC_OK);
	assert_int_equal(count_of(&d, "message"), 1);
	assert_int_equal(count_of(&d, "audit_leaf"), leaves);
	assert_int_equal(count_of(&d, "event"), events);
	assert_int_equal(reply(&d, id, client_a, "Autre texte"), RC_CONFLICT);
	assert_int_equal(d.refusal.sentence, SAY_CLIENT_ID_REUSED);
	/* Also when it is said under another question. */
	assert_int_equal(reply(&d, other, client_a, "C'est le pont de Recouvrance."), RC_CONFLICT);
	assert_int_equal(reply(&d, id, "short", "texte"), RC_INVALID);
	assert_int_equal(reply(&d, id, NULL, "texte"), RC_INVALID);
	assert_int_equal(reply(&d, id, client_b, " \n "), RC_INVALID);
	assert_string_equal(desk_state(&d, id), "routed");
	desk_close(&d);
}

static void a_reply_is_as_long_as_a_question_may_be(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES], text[64] = "";
	desk_open(&d);
	d.settings.text_chars_max = 10;
	struct question_id id = asked(&d, receipt);
	for (int i = 0; i < 10; i++)
		strcat(text, "é");
	assert_int_equal(reply(&d, id, client_a, text), RC_OK);
	strcat(text, "é");
	assert_int_equal(reply(&d, id, client_b, text), RC_INVALID);
	assert_string_equal(d.refusal.detail, "10");
	desk_close(&d);
}

static void a_reply_to_a_precision_gives_the_question_back_to_who_asked(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id id = asked(&d, receipt);
	struct hold hold = claimed(&d, id);
	int64_t due = desk_row(&d, id).due_at;
	assert_int_equal(answer_clarify(&d.w, &hold, "Quel pont ?"), RC_OK);
	assert_int_not_equal(desk_row(&d, id).paused_at, 0);
	d.clock.offset_ms += 5 * 60 * 60 * 1000;
	assert_int_equal(reply(&d, id, client_a, "Recouvrance"), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_string_equal(row.state, "claimed");
	assert_int_equal(row.owner.n, d.claire.person);
	assert_int_equal(row.epoch, hold.epoch);
	assert_int_equal(row.due_at, due + 5 * 60 * 60 * 1000);
	/* The same epoch goes on working. */
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &hold, "suite", NULL, &saved), RC_OK);
	desk_close(&d);
}

static void an_ended_question_is_reopened_by_a_reply_where_the_table_says_so(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id id = asked(&d, receipt), gone = asked(&d, receipt);
	answered(&d, id);
	assert_int_equal(reply(&d, id, client_a, "Et l'architecte ?"), RC_OK);
	assert_string_equal(desk_state(&d, id), "reopened");
	assert_int_equal(desk_row(&d, id).owner.n, 0);
	assert_int_equal(withdraw(&d, gone), RC_OK);
	assert_int_equal(reply(&d, gone, client_b, "finalement si"), RC_CONFLICT);
	assert_int_equal(d.refusal.sentence, SAY_NOT_NOW);
	assert_int_equal(count_of(&d, "message WHERE sender='asker'"), 1);
	desk_close(&d);
}

static void that_answers_me_ends_it_once(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id by_fiche = asked(&d, receipt), by_answer = asked(&d, receipt);
	assert_int_equal(resolve(&d, by_fiche, "fiche-ponts"), RC_OK);
	assert_string_equal(desk_state(&d, by_fiche), "self_served");
	int64_t leaves = count_of(&d, "audit_leaf");
	assert_int_equal(resolve(&d, by_fiche, "fiche-ponts"), RC_OK);
	assert_int_equal(count_of(&d, "audit_leaf"), leaves);
	answered(&d, by_answer);
	assert_int_equal(resolve(&d, by_answer, NULL), RC_OK);
	assert_string_equal(desk_state(&d, by_answer), "closed");
	assert_int_equal(count_of(&d, "audit_payload WHERE payload LIKE '%fiche-ponts%'"), 1);
	desk_close(&d);
}

static void who_withdraws_frees_the_one_who_works_on_it(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id id = asked(&d, receipt);
	struct hold hold = claimed(&d, id);
	assert_int_equal(withdraw(&d, id), RC_OK);
	assert_int_equal(withdraw(&d, id), RC_OK);
	struct question_row row = desk_row(&d, id);
	assert_string_equal(row.state, "withdrawn");
	assert_int_equal(row.owner.n, 0);
	assert_int_equal(
		fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='brest'"), 0);
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &hold, "trop tard", NULL, &saved), RC_STALE);
	/* What was sent cannot be unasked. */
	struct question_id sent = asked(&d, receipt);
	answered(&d, sent);
	assert_int_equal(withdraw(&d, sent), RC_CONFLICT);
	desk_close(&d);
}

static void an_answer_is_rated_from_one_to_five_and_again(void **state)
{
	(void)state;
	struct desk d;
	char receipt[RECEIPT_BYTES];
	desk_open(&d);
	struct question_id id = asked(&d, receipt);
	assert_int_equal(rate(&d, id, 5), RC_CONFLICT);
	answered(&d, id);
	assert_int_equal(rate(&d, id, 0), RC_INVALID);
	assert_int_equal(rate(&d, id, 6), RC_INVALID);
	assert_int_equal(rate(&d, id, 2), RC_OK);
	assert_int_equal(resolve(&d, id, NULL), RC_OK);
	assert_int_equal(rate(&d, id, 4), RC_OK);
	assert_int_equal(count_of(&d, "rating WHERE score=4"), 1);
	assert_int_equal(count_of(&d, "rating"), 1);
	desk_close(&d);
}

int main(void)
{
	assert_true(sodium_init() >= 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_receipt_finds_its_own_question_and_no_other),
		cmocka_unit_test(a_reply_is_kept_once),
		cmocka_unit_test(a_reply_is_as_long_as_a_question_may_be),
		cmocka_unit_test(a_reply_to_a_precision_gives_the_question_back_to_who_asked),
		cmocka_unit_test(an_ended_question_is_reopened_by_a_reply_where_the_table_says_so),
		cmocka_unit_test(that_answers_me_ends_it_once),
		cmocka_unit_test(who_withdraws_frees_the_one_who_works_on_it),
		cmocka_unit_test(an_answer_is_rated_from_one_to_five_and_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
