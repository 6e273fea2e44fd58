/* SPDX-License-Identifier: EUPL-1.2 */
/* test_answer.c - draft, answer, review, sending, and the reasoned no; each change with its leaf (A1, L1). */
#include "flow/8_answer.h"

#include "audit/audit.h"
#include "base/json.h"
#include "flow/6_queue.h"
#include "flow/7_claim.h"
#include "flow/9_review.h"
#include "flow/asker.h"
#include "support/flow_fixture.h"

static const char whole_method[] = "{\"ai\":\"none\",\"checked\":\"dates et noms\","
				   "\"sources\":[{\"title\":\"Archives du Finistère\"}]}";
static const char ai_method[] =
	"{\"ai\":\"draft\",\"tool\":\"interne\",\"checked\":\"tout\","
	"\"sources\":[{\"title\":\"Archives\",\"url\":\"https://a.example\"}]}";

static cJSON *parse(const char *text)
{
	const char *why;
	cJSON *tree = json_parse(text, strlen(text), &why);
	assert_non_null(tree);
	return tree;
}

static struct hold claimed(struct desk *d, const struct actor *actor)
{
	struct question_id id = desk_routed(d, "brest");
	assert_int_equal(claim_take(&d->w, actor, id), RC_OK);
	return (struct hold){actor, id, 1};
}

static enum rc submit(struct desk *d, const struct hold *hold, const char *method)
{
	AUTO_JSON tree = parse(method);
	return answer_submit(&d->w, hold, "Le pont date de **1861**.", tree);
}

static int64_t count_of(struct desk *d, const char *table)
{
	char sql[300];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
	return fixture_number(d->f.path, sql);
}

static void an_answer_by_a_person_alone_leaves_at_once(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	struct draft_saved saved;
	assert_int_equal(answer_save_draft(&d.w, &hold, "br", NULL, &saved), RC_OK);
	assert_int_equal(saved.version, 1);
	assert_string_equal(desk_state(&d, hold.question), "drafted");
	assert_int_equal(answer_save_draft(&d.w, &hold, "brouillon", NULL, &saved), RC_OK);
	assert_int_equal(saved.version, 2);
	assert_int_equal(submit(&d, &hold, whole_method), RC_OK);
	assert_string_equal(desk_state(&d, hold.question), "sent");
	assert_int_equal(count_of(&d, "draft"), 0);
	assert_int_equal(count_of(&d, "answer WHERE sent_at IS NOT NULL AND reviewer IS NULL"), 1);
	assert_int_equal(count_of(&d, "message WHERE kind='answer'"), 1);
	assert_int_equal(
		fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='brest'"), 0);
	/* Once. */
	assert_int_not_equal(submit(&d, &hold, whole_method), RC_OK);
	desk_close(&d);
}

static void what_needs_a_second_person_waits_for_one(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	/* by AI; by someone in training; about health or law */
	struct hold by_ai = claimed(&d, &d.claire), by_nora = claimed(&d, &d.nora);
	struct hold medical = claimed(&d, &d.claire);
	struct classification_row c = {
		.topics = "[]", .flags = "[\"medical\"]", .result = "{}", .suggestions = "[]"};
	assert_int_equal(store_classification_add(d.f.store, medical.question, &c), RC_OK);
	assert_int_equal(submit(&d, &by_ai, ai_method), RC_OK);
	assert_int_equal(submit(&d, &by_nora, whole_method), RC_OK);
	assert_int_equal(submit(&d, &medical, whole_method), RC_OK);
	assert_string_equal(desk_state(&d, by_ai.question), "in_review");
	assert_string_equal(desk_state(&d, by_nora.question), "in_review");
	assert_string_equal(desk_state(&d, medical.question), "in_review");
	assert_int_equal(count_of(&d, "answer WHERE sent_at IS NOT NULL"), 0);
	assert_int_equal(count_of(&d, "message"), 0);
	desk_close(&d);
}

static void nothing_leaves_without_claim_text_and_method(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	AUTO_JSON method = parse(whole_method);
	struct hold stranger = {&d.malik, hold.question, 1};
	struct hold old = {&d.claire, hold.question, 0};
	assert_int_equal(answer_submit(&d.w, &stranger, "t", method), RC_STALE);
	assert_int_equal(answer_submit(&d.w, &old, "t", method), RC_STALE);
	assert_int_equal(answer_submit(&d.w, &hold, " \n\t", method), RC_INVALID);
	assert_int_equal(answer_submit(&d.w, &hold, NULL, method), RC_INVALID);
	assert_int_equal(answer_submit(&d.w, &hold, "t", NULL), RC_INVALID);
	assert_int_equal(d.refusal.sentence, SAY_METHOD_MISSING);
	assert_int_equal(submit(&d, &hold, "{\"ai\":\"none\",\"checked\":\"x\",\"sources\":[]}"),
			 RC_INVALID);
	assert_int_equal(submit(&d, &hold,
				"{\"ai\":\"draft\",\"checked\":\"x\",\"sources\":["
				"{\"title\":\"t\"}]}"),
			 RC_INVALID);
	d.clock.offset_ms += d.settings.lease_ms;
	assert_int_equal(submit(&d, &hold, whole_method), RC_STALE);
	assert_string_equal(desk_state(&d, hold.question), "claimed");
	assert_int_equal(count_of(&d, "answer"), 0);
	desk_close(&d);
}

/* Every point with the same score, but one. */
static cJSON *scores(int64_t all, int point, int64_t score)
{
	cJSON *out = cJSON_CreateObject();
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", i);
		int64_t value = i == point ? score : all;
		if (value != 0)
			json_put_int(out, key, value);
	}
	return out;
}

/* takes the scores */
static enum rc judge(struct desk *d, const struct hold *hold, struct review review)
{
	enum rc rc = review_submit(&d->w, hold, &review);
	cJSON_Delete((cJSON *)review.scores);
	return rc;
}

static void an_approved_answer_leaves_under_both_names(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire), ines = {&d.ines, hold.question, 0};
	assert_int_equal(submit(&d, &hold, ai_method), RC_OK);
	assert_int_equal(judge(&d, &ines, (struct review){scores(3, 0, 0), "approve", NULL}),
			 RC_OK);
	assert_string_equal(desk_state(&d, hold.question), "sent");
	char where[100];
	snprintf(where, sizeof where, "answer WHERE person=%d AND reviewer=%d",
		 (int)d.claire.person, (int)d.ines.person);
	assert_int_equal(count_of(&d, where), 1);
	assert_int_equal(count_of(&d, "review WHERE decision='approve'"), 1);
	desk_close(&d);
}

static void a_blocking_point_blocks_and_every_point_is_scored(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire), ines = {&d.ines, hold.question, 0};
	assert_int_equal(submit(&d, &hold, ai_method), RC_OK);
	assert_int_equal(store_begin(d.f.store), RC_OK);
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		bool blocks = review_criterion(i)->blocks_sending;
		assert_int_equal(store_scope_begin(d.f.store), RC_OK);
		enum rc rc = judge(&d, &ines, (struct review){scores(3, i, 1), "approve", NULL});
		if ((rc == RC_OK) == blocks)
			fail_msg("%s", review_criterion(i)->title);
		store_scope_undo(d.f.store);
		assert_int_equal(
			judge(&d, &ines, (struct review){scores(3, i, 0), "approve", NULL}),
			RC_INVALID);
		assert_int_equal(
			judge(&d, &ines, (struct review){scores(3, i, 4), "approve", NULL}),
			RC_INVALID);
		assert_int_equal(
			judge(&d, &ines, (struct review){scores(3, i, -1), "return", "non"}),
			RC_INVALID);
	}
	assert_int_equal(store_commit(d.f.store), RC_OK);
	assert_int_equal(judge(&d, &ines, (struct review){scores(3, 0, 0), "maybe", NULL}),
			 RC_INVALID);
	assert_string_equal(desk_state(&d, hold.question), "in_review");
	assert_int_equal(count_of(&d, "review"), 0);
	desk_close(&d);
}

static void a_returned_answer_goes_back_to_its_author_with_a_comment(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire), ines = {&d.ines, hold.question, 0};
	assert_int_equal(submit(&d, &hold, ai_method), RC_OK);
	assert_int_equal(judge(&d, &ines, (struct review){scores(2, 0, 0), "return", NULL}),
			 RC_INVALID);
	assert_int_equal(judge(&d, &ines, (struct review){scores(2, 0, 0), "return", "   "}),
			 RC_INVALID);
	assert_int_equal(
		judge(&d, &ines, (struct review){scores(2, 0, 0), "return", "Citez l'archive."}),
		RC_OK);
	struct question_row row = desk_row(&d, hold.question);
	assert_string_equal(row.state, "returned");
	assert_int_equal(row.owner.n, d.claire.person);
	assert_int_equal(row.epoch, 1);
	assert_int_equal(row.lease_until, fixture_now + d.settings.returned_lease_ms);
	assert_int_equal(submit(&d, &hold, ai_method), RC_OK);
	assert_string_equal(desk_state(&d, hold.question), "in_review");
	assert_int_equal(count_of(&d, "answer"), 2);
	desk_close(&d);
}

static void nobody_reviews_their_own_answer(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.ines);
	assert_int_equal(submit(&d, &hold, ai_method), RC_OK);
	assert_int_equal(judge(&d, &hold, (struct review){scores(3, 0, 0), "approve", NULL}),
			 RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_REVIEW_OWN);
	struct hold claire = {&d.claire, hold.question, 0};
	assert_int_equal(judge(&d, &claire, (struct review){scores(3, 0, 0), "approve", NULL}),
			 RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_ROLE_MAY_NOT);
	assert_string_equal(desk_state(&d, hold.question), "in_review");
	desk_close(&d);
}

static void a_note_is_kept_once_and_is_no_message(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	const char *client = "00112233445566778899aabbccddeeff";
	assert_int_equal(answer_note(&d.w, &hold, client, "voir les archives"), RC_OK);
	assert_int_equal(answer_note(&d.w, &hold, client, "voir les archives"), RC_OK);
	assert_int_equal(answer_note(&d.w, &hold, NULL, "sans identifiant"), RC_OK);
	assert_int_equal(answer_note(&d.w, &hold, "court", "x"), RC_INVALID);
	assert_int_equal(answer_note(&d.w, &hold, NULL, "  "), RC_INVALID);
	assert_int_equal(count_of(&d, "note"), 2);
	assert_int_equal(count_of(&d, "message"), 0);
	desk_close(&d);
}

static void a_no_says_why_and_where_to_turn(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	assert_int_equal(answer_decline(&d.w, &hold, "", "ailleurs"), RC_INVALID);
	assert_int_equal(answer_decline(&d.w, &hold, "Conseil juridique.", "Point-justice"), RC_OK);
	assert_string_equal(desk_state(&d, hold.question), "declined");
	assert_int_equal(count_of(&d, "message WHERE kind='decline' AND text LIKE "
				      "'Conseil juridique.%Point-justice'"),
			 1);
	struct hold other = claimed(&d, &d.claire);
	assert_int_equal(answer_duplicate(&d.w, &other, other.question), RC_INVALID);
	assert_int_equal(answer_duplicate(&d.w, &other, (struct question_id){999}), RC_NOT_FOUND);
	assert_int_equal(answer_duplicate(&d.w, &other, hold.question), RC_OK);
	assert_int_equal(desk_row(&d, other.question).duplicate_of.n, hold.question.n);
	struct hold junk = claimed(&d, &d.claire);
	assert_int_equal(answer_spam(&d.w, &junk), RC_OK);
	assert_string_equal(desk_state(&d, junk.question), "spam");
	desk_close(&d);
}

static void a_referral_needs_consent_a_partner_and_a_reason(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	struct queue_move move = {.question = hold.question,
				  .epoch = 1,
				  .queue = "partenaire-archives",
				  .reason = "fonds notarial"};
	assert_int_equal(queue_refer(&d.w, &d.claire, &move), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_NO_CONSENT);
	assert_int_equal(fixture_sql(d.f.path, "UPDATE question SET may_transfer=1"), SQLITE_OK);
	move.reason = " ";
	assert_int_equal(queue_refer(&d.w, &d.claire, &move), RC_INVALID);
	move.reason = "fonds notarial";
	move.queue = "agen";
	assert_int_equal(queue_refer(&d.w, &d.claire, &move), RC_INVALID);
	move.queue = "partenaire-archives";
	assert_int_equal(queue_transfer(&d.w, &d.claire, &move), RC_INVALID);
	assert_int_equal(queue_refer(&d.w, &d.claire, &move), RC_OK);
	assert_string_equal(desk_state(&d, hold.question), "referred");
	desk_close(&d);
}

static void a_transfer_frees_the_question_and_moves_the_load(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct hold hold = claimed(&d, &d.claire);
	struct queue_move move = {
		.question = hold.question, .epoch = 1, .queue = "agen", .reason = "leur fonds"};
	assert_int_equal(queue_transfer(&d.w, &d.malik, &move), RC_STALE);
	assert_int_equal(queue_transfer(&d.w, &d.claire, &move), RC_OK);
	struct question_row row = desk_row(&d, hold.question);
	assert_string_equal(row.state, "routed");
	assert_string_equal(row.queue, "agen");
	assert_int_equal(row.owner.n, 0);
	assert_int_equal(
		fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='brest'"), 0);
	assert_int_equal(fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='agen'"),
			 1);
	assert_int_equal(queue_transfer(&d.w, &d.ines, &move), RC_CONFLICT);
	assert_int_equal(d.refusal.sentence, SAY_QUEUE_SAME);
	move.queue = "ailleurs";
	assert_int_equal(queue_transfer(&d.w, &d.ines, &move), RC_INVALID);
	desk_close(&d);
}

/* ---------------------------------------------------------------- one transaction, whatever fails */

static enum rc do_claim(struct desk *d, const struct hold *h)
{
	return claim_take(&d->w, &d->malik, h->question);
}

static enum rc do_release(struct desk *d, const struct hold *h)
{
	return claim_release(&d->w, h->actor, h->question, h->epoch, "fini");
}

static enum rc do_transfer(struct desk *d, const struct hold *h)
{
	struct queue_move move = {
		.question = h->question, .epoch = h->epoch, .queue = "agen", .reason = "r"};
	return queue_transfer(&d->w, h->actor, &move);
}

static enum rc do_clarify(struct desk *d, const struct hold *h)
{
	return answer_clarify(&d->w, h, "Lequel ?");
}

static enum rc do_draft(struct desk *d, const struct hold *h)
{
	struct draft_saved saved;
	return answer_save_draft(&d->w, h, "texte", NULL, &saved);
}

static enum rc do_submit(struct desk *d, const struct hold *h)
{
	return submit(d, h, whole_method);
}

static enum rc do_decline(struct desk *d, const struct hold *h)
{
	return answer_decline(&d->w, h, "non", NULL);
}

static enum rc do_note(struct desk *d, const struct hold *h)
{
	return answer_note(&d->w, h, NULL, "note");
}

static enum rc do_withdraw(struct desk *d, const struct hold *h)
{
	struct question_row row = desk_row(d, h->question);
	return asker_withdraw(&d->w, &row, "trouvé");
}

static enum rc do_reply(struct desk *d, const struct hold *h)
{
	struct question_row row = desk_row(d, h->question);
	char client[40];
	snprintf(client, sizeof client, "%032x", ++d->f.next_client);
	return asker_reply(&d->w, &row, client, "encore ceci");
}

static const struct {
	const char *name;
	enum rc (*run)(struct desk *d, const struct hold *h);
	bool is_unclaimed; /* starts from a question that waits */
} actions[] = {
	{"claim", do_claim, true},        {"release", do_release, false},
	{"transfer", do_transfer, false}, {"clarify", do_clarify, false},
	{"draft", do_draft, false},       {"submit", do_submit, false},
	{"decline", do_decline, false},   {"note", do_note, false},
	{"withdraw", do_withdraw, false}, {"reply", do_reply, false},
};

/* Everything that an action could have changed, as one number. */
static const char fingerprint[] =
	"SELECT (SELECT count(*) FROM audit_leaf)*1 + (SELECT count(*) FROM audit_payload)*100"
	" + (SELECT count(*) FROM event)*10000 + (SELECT count(*) FROM message)*1000000"
	" + (SELECT count(*) FROM note)*10000000 + (SELECT count(*) FROM draft)*100000000"
	" + (SELECT count(*) FROM answer)*1000000000 + (SELECT sum(moved_at % 97) FROM question)"
	"*10000000000 + (SELECT count(*) FROM routing)*10000000000000"
	" + (SELECT count(*) FROM question WHERE state='claimed')*100000000000000";

/* One row more or changed in that table is refused, as a full disk would. */
static void break_table(const struct desk *d, const char *table)
{
	char sql[300];
	snprintf(sql, sizeof sql,
		 "CREATE TRIGGER broken_i BEFORE INSERT ON %s BEGIN SELECT raise(ABORT, 'x'); END;"
		 "CREATE TRIGGER broken_u BEFORE UPDATE ON %s BEGIN SELECT raise(ABORT, 'x'); END",
		 table, table);
	assert_int_equal(fixture_sql(d->f.path, sql), SQLITE_OK);
}

static void mend_table(const struct desk *d)
{
	assert_int_equal(fixture_sql(d->f.path, "DROP TRIGGER broken_i; DROP TRIGGER broken_u"),
			 SQLITE_OK);
}

/* As the writer lane does: a scope for each request, undone when it is refused. */
static enum rc in_a_scope(struct desk *d, size_t action, const struct hold *hold)
{
	assert_int_equal(store_begin(d->f.store), RC_OK);
	assert_int_equal(store_scope_begin(d->f.store), RC_OK);
	enum rc rc = actions[action].run(d, hold);
	if (rc == RC_OK)
		store_scope_keep(d->f.store);
	else
		store_scope_undo(d->f.store);
	assert_int_equal(store_commit(d->f.store), RC_OK);
	return rc;
}

static void a_change_and_its_leaf_are_both_there_or_neither(void **state)
{
	(void)state;
	static const char *const tables[] = {
		"question", "queue_load", "audit_leaf", "audit_node", "audit_payload", "event",
		"message",  "note",       "draft",      "answer",     "routing"};
	struct desk d;
	desk_open(&d);
	for (size_t a = 0; a < sizeof actions / sizeof actions[0]; a++) {
		struct hold hold = {&d.claire, desk_routed(&d, "brest"), 1};
		if (!actions[a].is_unclaimed)
			assert_int_equal(claim_take(&d.w, &d.claire, hold.question), RC_OK);
		d.clock.offset_ms += 1000;
		int failures = 0;
		bool is_done = false;
		for (size_t t = 0; t < sizeof tables / sizeof tables[0] && !is_done; t++) {
			int64_t before = fixture_number(d.f.path, fingerprint);
			break_table(&d, tables[t]);
			is_done = in_a_scope(&d, a, &hold) == RC_OK;
			mend_table(&d);
			failures += !is_done;
			if (is_done == (fixture_number(d.f.path, fingerprint) == before))
				fail_msg("%s with %s broken", actions[a].name, tables[t]);
			/* Untouched tables do not matter: then it is done, and starts anew. */
			if (!is_done)
				continue;
			hold.question = desk_routed(&d, "brest");
			if (!actions[a].is_unclaimed)
				assert_int_equal(claim_take(&d.w, &d.claire, hold.question), RC_OK);
			is_done = false;
			d.clock.offset_ms += 1000;
		}
		/* leaf, payload and event at the least */
		if (failures < 3)
			fail_msg("%s writes too little: %d", actions[a].name, failures);
		int64_t leaves = count_of(&d, "audit_leaf");
		assert_int_equal(in_a_scope(&d, a, &hold), RC_OK);
		assert_true(count_of(&d, "audit_leaf") > leaves);
	}
	struct audit_verdict verdict;
	assert_int_equal(audit_verify(d.f.store, &verdict), RC_OK);
	assert_int_equal(verdict.first_broken, -1);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_by_a_person_alone_leaves_at_once),
		cmocka_unit_test(what_needs_a_second_person_waits_for_one),
		cmocka_unit_test(nothing_leaves_without_claim_text_and_method),
		cmocka_unit_test(an_approved_answer_leaves_under_both_names),
		cmocka_unit_test(a_blocking_point_blocks_and_every_point_is_scored),
		cmocka_unit_test(a_returned_answer_goes_back_to_its_author_with_a_comment),
		cmocka_unit_test(nobody_reviews_their_own_answer),
		cmocka_unit_test(a_note_is_kept_once_and_is_no_message),
		cmocka_unit_test(a_no_says_why_and_where_to_turn),
		cmocka_unit_test(a_referral_needs_consent_a_partner_and_a_reason),
		cmocka_unit_test(a_transfer_frees_the_question_and_moves_the_load),
		cmocka_unit_test(a_change_and_its_leaf_are_both_there_or_neither),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
