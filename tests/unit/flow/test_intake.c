/* SPDX-License-Identifier: EUPL-1.2 */
/* test_intake.c - a question in: refused with a sentence, or stored once with everything that belongs to it (D5). */
#include "flow/1_intake.h"

#include "audit/audit.h"
#include "base/json.h"
#include "flow/directory.h"
#include "support/flow_fixture.h"

#include <sodium.h>

static const char rules[] = "- {id: genealogie, when: {any: ['genealog']}, then: {topic: "
			    "genealogie, weight: 0.9}, why: g}\n"
			    "- {id: detresse, when: {any: ['veux mourir']}, then: {flag: detresse, "
			    "weight: 0.9}, why: d}\n";

static const char client[] = "00112233445566778899aabbccddeeff";

static struct ask an_ask(const char *text)
{
	return (struct ask){.client_id = client, .text = text};
}

static enum rc put(struct desk *d, const struct ask *ask, struct intake_result *result)
{
	static struct intake intake;
	enum rc rc = intake_understand(&d->w, ask, &intake);
	if (rc != RC_OK)
		return rc;
	assert_int_equal(store_begin(d->f.store), RC_OK);
	rc = intake_store(&d->w, &intake, result);
	if (rc == RC_OK)
		assert_int_equal(store_commit(d->f.store), RC_OK);
	else
		store_rollback(d->f.store);
	return rc;
}

static void open_house(struct desk *d)
{
	desk_open(d);
	desk_learn(d, rules);
}

static int64_t count_of(struct desk *d, const char *what)
{
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", what);
	return fixture_number(d->f.path, sql);
}

static void what_cannot_be_asked_is_refused_with_its_sentence(void **state)
{
	(void)state;
	char just_right[2 * 100 + 1] = "", too_long[2 * 101 + 1] = "";
	for (int i = 0; i < 101; i++) {
		if (i < 100)
			strcat(just_right, "é");
		strcat(too_long, "é");
	}
	const struct {
		struct ask ask;
		enum sentence sentence;
	} cases[] = {
		{{.client_id = client, .text = NULL}, SAY_TEXT_EMPTY},
		{{.client_id = client, .text = ""}, SAY_TEXT_EMPTY},
		{{.client_id = client, .text = " \t\r\n "}, SAY_TEXT_EMPTY},
		{{.client_id = client, .text = too_long}, SAY_TEXT_LONG},
		{{.client_id = NULL, .text = "q"}, SAY_CLIENT_ID},
		{{.client_id = "", .text = "q"}, SAY_CLIENT_ID},
		{{.client_id = "00112233445566778899aabbccddeef", .text = "q"}, SAY_CLIENT_ID},
		{{.client_id = "00112233445566778899aabbccddeeffaa", .text = "q"}, SAY_CLIENT_ID},
		{{.client_id = "zz112233445566778899aabbccddeeff", .text = "q"}, SAY_CLIENT_ID},
		{{.client_id = client, .text = "q", .email = "moi"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "@x.fr"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a@b"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a@b@c.fr"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a b@c.fr"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a@c.fr\nBcc: x@y.z"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a@c.fr,x@y.z"}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .email = "a@c.fr."}, SAY_EMAIL},
		{{.client_id = client, .text = "q", .kind = "autre"}, SAY_LABEL_UNKNOWN},
		{{.client_id = client, .text = "q", .kind = ""}, SAY_LABEL_UNKNOWN},
	};
	struct desk d;
	open_house(&d);
	d.settings.text_chars_max = 100;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct intake_result result;
		if (put(&d, &cases[i].ask, &result) == RC_OK)
			fail_msg("case %zu was taken", i);
		assert_int_equal(d.refusal.sentence, cases[i].sentence);
	}
	assert_int_equal(count_of(&d, "question"), 0);
	assert_int_equal(count_of(&d, "audit_leaf"), 0);
	struct intake_result result;
	struct ask ask = an_ask(just_right);
	ask.email = "claire.dupont+bib@exemple.example";
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	desk_close(&d);
}

static void a_question_is_stored_with_all_that_belongs_to_it(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask ask = an_ask("Comment commencer ma GÉNÉALOGIE à Brest ?");
	ask.library = "agen";
	ask.locale = LOCALE_EN;
	ask.audience = "adulte";
	ask.email = "";
	ask.may_transfer = true;
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	assert_false(result.was_known);
	struct question_row row = desk_row(&d, result.question);
	assert_string_equal(row.state, "routed");
	assert_string_equal(row.queue, "brest");
	assert_string_equal(row.library, "agen");
	assert_string_equal(row.network, "france");
	assert_string_equal(row.locale, "en");
	assert_string_equal(row.language, "fr");
	assert_int_equal(row.asked_at, fixture_now);
	assert_int_equal(row.due_at, fixture_now + 3 * 86400000LL);
	assert_true(row.may_transfer && !row.may_publish);
	struct question_content content;
	assert_int_equal(store_question_content(d.f.store, row.id, &d.f.arena, &content), RC_OK);
	assert_string_equal(content.text, ask.text);
	assert_null(content.email);
	struct classification_row c;
	assert_int_equal(store_classification(d.f.store, row.id, &d.f.arena, &c), RC_OK);
	assert_string_equal(c.topic, "genealogie");
	assert_non_null(strstr(c.result, "GÉNÉALOG"));
	struct routing_row r;
	assert_int_equal(store_routing(d.f.store, row.id, &d.f.arena, &r), RC_OK);
	assert_non_null(strstr(r.asker_sentence, "Your question goes to: brest"));
	assert_int_equal(
		fixture_number(d.f.path, "SELECT open FROM queue_load WHERE queue='brest'"), 1);
	assert_int_equal(fixture_number(d.f.path, "SELECT sum(open) FROM queue_load"), 1);
	desk_close(&d);
}

static void every_step_of_the_intake_leaves_its_leaf(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask ask = an_ask("Une question SECRÈTE de généalogie");
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	AUTO_JSON story = NULL;
	cJSON *steps = NULL;
	assert_int_equal(audit_story(d.f.store, result.question, &steps), RC_OK);
	char *text = json_print(steps);
	cJSON_Delete(steps);
	story = cJSON_Parse(text);
	free(text);
	static const char *const verbs[] = {"ask", "classify", "route"};
	assert_int_equal(cJSON_GetArraySize(story), 3);
	for (int i = 0; i < 3; i++)
		assert_string_equal(json_text(cJSON_GetArrayItem(story, i), "verb", ""), verbs[i]);
	/* What was asked is in the erasable payload, and not in the public leaf. */
	assert_int_equal(count_of(&d, "audit_payload WHERE payload LIKE '%SECR%'"), 1);
	assert_int_equal(count_of(&d, "audit_leaf WHERE CAST(body AS TEXT) LIKE '%SECR%'"), 0);
	desk_close(&d);
}

static void the_same_ask_again_is_the_same_question(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result first, again;
	open_house(&d);
	struct ask ask = an_ask("Qui a bâti le phare ?");
	assert_int_equal(put(&d, &ask, &first), RC_OK);
	int64_t leaves = count_of(&d, "audit_leaf"), events = count_of(&d, "event");
	/* Also as a UUID, in capitals, in another language of the screens, and much later. */
	static const char *const spellings[] = {"00112233445566778899aabbccddeeff",
						"00112233-4455-6677-8899-aabbccddeeff",
						"00112233445566778899AABBCCDDEEFF"};
	for (size_t i = 0; i < 3; i++) {
		ask.client_id = spellings[i];
		ask.locale = LOCALE_NL;
		d.clock.offset_ms += 400 * 86400000LL;
		assert_int_equal(put(&d, &ask, &again), RC_OK);
		assert_true(again.was_known);
		assert_int_equal(again.question.n, first.question.n);
		assert_string_equal(again.receipt, first.receipt);
	}
	assert_int_equal(count_of(&d, "question"), 1);
	assert_int_equal(count_of(&d, "audit_leaf"), leaves);
	assert_int_equal(count_of(&d, "event"), events);
	assert_int_equal(fixture_number(d.f.path, "SELECT sum(open) FROM queue_load"), 1);
	/* Under another key it is another receipt: it cannot be computed without ours. */
	ask.client_id = "ffffffffffffffffffffffffffffffff";
	struct intake_result other;
	assert_int_equal(put(&d, &ask, &other), RC_OK);
	assert_string_not_equal(other.receipt, first.receipt);
	desk_close(&d);
}

static void anything_else_under_the_same_client_id_is_refused(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask base = an_ask("Qui a bâti le phare ?");
	base.library = "brest";
	assert_int_equal(put(&d, &base, &result), RC_OK);
	struct ask changed[10];
	for (size_t i = 0; i < 10; i++)
		changed[i] = base;
	changed[0].text = "Qui a bâti le phare";
	changed[1].kind = "fait";
	changed[2].library = "agen";
	changed[3].country = "BE";
	changed[4].place = "Brest";
	changed[5].audience = "enfant";
	changed[6].email = "a@b.fr";
	changed[7].already_consulted = "Gallica";
	changed[8].may_publish = true;
	changed[9].may_transfer = true;
	for (size_t i = 0; i < 10; i++) {
		if (put(&d, &changed[i], &result) != RC_CONFLICT)
			fail_msg("field %zu", i);
		assert_int_equal(d.refusal.sentence, SAY_CLIENT_ID_REUSED);
	}
	assert_int_equal(count_of(&d, "question"), 1);
	desk_close(&d);
}

static void what_the_asker_chose_in_the_form_counts_most(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask ask = an_ask("Un roman sur la généalogie");
	ask.kind = "recommandation";
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	struct classification_row c;
	assert_int_equal(store_classification(d.f.store, result.question, &d.f.arena, &c), RC_OK);
	assert_string_equal(c.kind, "recommandation");
	assert_non_null(strstr(c.result, "\"by\":\"person\""));
	/* Who says so asks as a librarian. */
	ask.client_id = "11111111111111111111111111111111";
	ask.kind = "professionnelle";
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	assert_string_equal(desk_row(&d, result.question).queue, "metier");
	desk_close(&d);
}

static void where_the_asker_lives_decides_the_network(void **state)
{
	(void)state;
	static const struct {
		const char *place, *country, *network;
	} cases[] = {
		{"Liège", NULL, "fwb"},    {"liege", NULL, "fwb"}, {"BE-WLG", NULL, "fwb"},
		{"Brest", NULL, "france"}, {"29", NULL, "france"}, {"Xyzzy", NULL, "france"},
		{"", NULL, "france"},      {NULL, "BE", "fwb"},    {"Brest", "BE", "fwb"},
	};
	struct desk d;
	open_house(&d);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char id[40];
		struct intake_result result;
		snprintf(id, sizeof id, "%032zx", i + 1);
		struct ask ask = an_ask("Une question");
		ask.client_id = id;
		ask.place = cases[i].place;
		ask.country = cases[i].country;
		assert_int_equal(put(&d, &ask, &result), RC_OK);
		if (strcmp(desk_row(&d, result.question).network, cases[i].network) != 0)
			fail_msg("case %zu", i);
	}
	desk_close(&d);
}

static void someone_in_danger_is_read_first(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask ask = an_ask("je veux mourir");
	ask.library = "brest";
	assert_int_equal(put(&d, &ask, &result), RC_OK);
	assert_string_equal(desk_row(&d, result.question).queue, "urgence");
	desk_close(&d);
}

static void text_that_is_not_utf8_is_refused_not_stored(void **state)
{
	(void)state;
	struct desk d;
	struct intake_result result;
	open_house(&d);
	struct ask ask = an_ask("ques\xfftion");
	assert_int_not_equal(put(&d, &ask, &result), RC_OK);
	assert_int_equal(count_of(&d, "question"), 0);
	desk_close(&d);
}

int main(void)
{
	assert_true(sodium_init() >= 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_asked_is_refused_with_its_sentence),
		cmocka_unit_test(a_question_is_stored_with_all_that_belongs_to_it),
		cmocka_unit_test(every_step_of_the_intake_leaves_its_leaf),
		cmocka_unit_test(the_same_ask_again_is_the_same_question),
		cmocka_unit_test(anything_else_under_the_same_client_id_is_refused),
		cmocka_unit_test(what_the_asker_chose_in_the_form_counts_most),
		cmocka_unit_test(where_the_asker_lives_decides_the_network),
		cmocka_unit_test(someone_in_danger_is_read_first),
		cmocka_unit_test(text_that_is_not_utf8_is_refused_not_stored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
