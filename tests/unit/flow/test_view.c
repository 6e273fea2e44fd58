/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view.c - what each side sees: the asker's view has nothing that is not the asker's. */
#include "flow/view.h"

#include "base/json.h"
#include "flow/6_queue.h"
#include "flow/7_claim.h"
#include "flow/8_answer.h"
#include "flow/9_review.h"
#include "flow/asker.h"
#include "flow/call.h"
#include "support/flow_fixture.h"

/* Words that must never reach the asker; each is put where staff can see it. */
static const char secret_note[] = "NOTE-INTERNE-7Q";
static const char secret_evidence[] = "EVIDENCE-7Q";
static const char secret_candidate[] = "CANDIDATE-7Q";
static const char secret_staff[] = "STAFF-SENTENCE-7Q";
static const char secret_draft[] = "DRAFT-7Q";
static const char secret_comment[] = "REVIEW-COMMENT-7Q";
static const char secret_lead[] = "PISTE-7Q";
static const char secret_email[] = "moi@asker.example";

static struct question_id full_question(struct desk *d)
{
	struct question_new q = fixture_new(&d->f, "brest", "Qui a bâti le phare ?\nEt quand ?");
	q.email = secret_email;
	q.place = "Brest";
	q.already_consulted = "Gallica";
	struct question_id id;
	assert_int_equal(store_question_add(d->f.store, &q, &id), RC_OK);
	assert_int_equal(store_queue_load_add(d->f.store, "brest", 1), RC_OK);
	struct classification_row c = {
		.topic = "histoire",
		.kind = "fait",
		.place = "29",
		.topics = "[{\"id\":\"histoire\",\"score\":0.9}]",
		.flags = "[]",
		.result = "{\"topics\":[{\"id\":\"histoire\",\"because\":\"EVIDENCE-7Q\"}]}",
		.suggestions = "[{\"id\":\"phares\"}]",
	};
	assert_int_equal(store_classification_add(d->f.store, id, &c), RC_OK);
	struct routing_row r = {
		.queue = "brest",
		.candidates = "[{\"because\":\"CANDIDATE-7Q\"}]",
		.asker_sentence = "Votre question part vers : Brest.",
		.staff_sentence = secret_staff,
	};
	assert_int_equal(store_routing_add(d->f.store, id, &r), RC_OK);
	struct question_row row = desk_row(d, id);
	struct move_request request = {.verb = "route", .to = Q_ROUTED, .actor = &d->system};
	assert_int_equal(question_move(&d->w, &row, &request), RC_OK);
	return id;
}

static void open_with_places(struct desk *d)
{
	desk_open(d);
	desk_learn(d, "[]");
}

static char *asker_text(struct desk *d, struct question_id id)
{
	struct question_row row = desk_row(d, id);
	cJSON *view = NULL;
	assert_int_equal(view_asker(&d->w, &row, &view), RC_OK);
	char *text = json_print(view);
	cJSON_Delete(view);
	return text;
}

static cJSON *staff_view(struct desk *d, struct question_id id, const struct actor *actor)
{
	struct question_row row = desk_row(d, id);
	cJSON *view = NULL;
	assert_int_equal(view_staff(&d->w, &row, actor, &view), RC_OK);
	/* Raw parts are JSON as well. */
	char *text = json_print(view);
	cJSON_Delete(view);
	/* And strict: a member that is there twice is refused. */
	const char *why;
	view = json_parse(text, strlen(text), &why);
	if (view == NULL)
		fail_msg("%s: %s", why, text);
	free(text);
	return view;
}

static void check_asker_view(struct desk *d, struct question_id id, const char *step)
{
	static const char *const never[] = {
		secret_note,       secret_evidence,    secret_candidate,      secret_staff,
		secret_draft,      secret_comment,     secret_email,          "\"epoch\":",
		"\"owner\":",      "\"lease_until\":", "\"notes\":",          "\"history\":",
		"\"candidates\":", "\"because\":",     "\"staff_sentence\":", "\"draft\":",
		secret_lead,       "\"leads\":",       "\"urgency\":",        "\"practice\":",
		"\"reviews\":",    "p-claire",         "\"mine\":",           "\"has_email\":",
	};
	char *text = asker_text(d, id);
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
		if (strstr(text, never[i]) != NULL)
			fail_msg("%s: the asker sees %s in %s", step, never[i], text);
	}
	free(text);
}

static bool asker_sees(struct desk *d, struct question_id id, const char *part)
{
	char *text = asker_text(d, id);
	bool sees = strstr(text, part) != NULL;
	free(text);
	return sees;
}

/* Through a whole life of a question, after every step. */
static void the_asker_never_sees_what_is_the_desks(void **state)
{
	(void)state;
	struct desk d;
	struct draft_saved saved;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	check_asker_view(&d, id, "routed");
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1}, ines = {&d.ines, id, 0};
	check_asker_view(&d, id, "claimed");
	assert_false(asker_sees(&d, id, "claire"));
	assert_int_equal(answer_note(&d.w, &hold, NULL, secret_note), RC_OK);
	check_asker_view(&d, id, "noted");
	assert_int_equal(call_network(&d.w, &hold, secret_note), RC_OK);
	struct hold malik = {&d.malik, id, 0};
	const struct lead lead = {"000102030405060708090a0b0c0d0eaa", secret_lead, NULL};
	assert_int_equal(lead_add(&d.w, &malik, &lead), RC_OK);
	check_asker_view(&d, id, "given a lead");
	assert_int_equal(answer_save_draft(&d.w, &hold, secret_draft, NULL, &saved), RC_OK);
	check_asker_view(&d, id, "drafted");
	const char *why;
	static const char method_text[] = "{\"ai\":\"draft\",\"tool\":\"interne\",\"checked\":"
					  "\"les "
					  "dates\",\"sources\":[{\"title\":"
					  "\"Archives\"}]}";
	AUTO_JSON method = json_parse(method_text, sizeof method_text - 1, &why);
	assert_int_equal(answer_submit(&d.w, &hold, secret_draft, method), RC_OK);
	/* Handed in, but not sent: nothing a machine helped with shows before a person sent it. */
	check_asker_view(&d, id, "in_review");
	AUTO_JSON scores = cJSON_CreateObject();
	struct review back = {.scores = scores, .decision = "return", .comment = secret_comment};
	assert_int_equal(review_submit(&d.w, &ines, &back), RC_OK);
	check_asker_view(&d, id, "returned");
	assert_int_equal(answer_submit(&d.w, &hold, "Le phare date de 1897.", method), RC_OK);
	check_asker_view(&d, id, "in_review again");
	assert_false(asker_sees(&d, id, "1897"));
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", i);
		json_put_int(scores, key, 3);
	}
	struct review good = {.scores = scores, .decision = "approve", .comment = secret_comment};
	assert_int_equal(review_submit(&d.w, &ines, &good), RC_OK);
	check_asker_view(&d, id, "sent");
	/* Now the answer, its author, its method and its sources are the asker's. */
	assert_true(asker_sees(&d, id, "1897"));
	assert_true(asker_sees(&d, id, "claire"));
	assert_true(asker_sees(&d, id, "Archives"));
	assert_true(asker_sees(&d, id, "a proposé un brouillon"));
	assert_true(asker_sees(&d, id, "\"rate\""));
	desk_close(&d);
}

/* The same holds for what followers of the question are sent. */
static void nothing_of_the_desk_is_in_the_askers_events(void **state)
{
	(void)state;
	struct desk d;
	struct draft_saved saved;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1};
	assert_int_equal(answer_note(&d.w, &hold, NULL, secret_note), RC_OK);
	assert_int_equal(answer_save_draft(&d.w, &hold, secret_draft, NULL, &saved), RC_OK);
	assert_int_equal(answer_clarify(&d.w, &hold, "Lequel ?"), RC_OK);
	int for_asker = 0, for_desk = 0;
	for (size_t i = 0; i < d.events.count; i++) {
		const struct event *e = &d.events.items[i];
		if (strcmp(e->stream, "desk") == 0) {
			for_desk++;
			continue;
		}
		for_asker++;
		assert_string_not_equal(e->type, "note");
		assert_null(strstr(e->data, "7Q"));
		assert_null(strstr(e->data, "claimed by"));
		assert_null(strstr(e->data, "\"epoch\":"));
	}
	assert_int_equal(for_asker, 3);
	assert_true(for_desk >= 4);
	desk_close(&d);
}

static const char *text_at(const cJSON *view, const char *key)
{
	return json_text(view, key, "(none)");
}

static bool can(const cJSON *view, const char *verb)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, json_get(view, "can"))
	{
		if (strcmp(item->valuestring, verb) == 0)
			return true;
	}
	return false;
}

static void staff_see_everything_but_the_address(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1};
	assert_int_equal(answer_note(&d.w, &hold, NULL, secret_note), RC_OK);
	AUTO_JSON view = staff_view(&d, id, &d.claire);
	char *text = json_print(view);
	static const char *const shown[] = {secret_note, secret_evidence, secret_candidate,
					    secret_staff, "Gallica"};
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
		assert_non_null(strstr(text, shown[i]));
	assert_null(strstr(text, secret_email));
	assert_true(json_flag(view, "has_email", false));
	assert_true(json_flag(view, "mine", false));
	assert_int_equal(json_int(view, "epoch", -1), 1);
	assert_string_equal(text_at(json_get(view, "owner"), "name"), "claire");
	assert_string_equal(text_at(view, "lease_until"), "2026-11-24T09:30:00Z");
	assert_int_equal(cJSON_GetArraySize(json_get(view, "history")), 3);
	free(text);
	AUTO_JSON others = staff_view(&d, id, &d.malik);
	assert_false(json_flag(others, "mine", true));
	desk_close(&d);
}

static void the_buttons_are_those_that_would_work(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	AUTO_JSON waiting = staff_view(&d, id, &d.claire);
	assert_true(can(waiting, "claim"));
	assert_false(can(waiting, "release"));
	assert_false(can(waiting, "decline"));
	AUTO_JSON coordinator = staff_view(&d, id, &d.ines);
	assert_true(can(coordinator, "decline"));
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	AUTO_JSON holder = staff_view(&d, id, &d.claire);
	AUTO_JSON other = staff_view(&d, id, &d.malik);
	assert_false(can(holder, "claim"));
	assert_true(can(holder, "submit") && can(holder, "clarify") && can(holder, "release"));
	assert_false(can(other, "submit") || can(other, "release") || can(other, "clarify"));
	desk_close(&d);
}

static void a_row_is_what_a_list_shows(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	struct question_row row = desk_row(&d, id);
	cJSON *view = NULL;
	assert_int_equal(view_row(&d.w, &row, &view), RC_OK);
	assert_string_equal(text_at(view, "id"), "1");
	assert_string_equal(text_at(view, "state"), "routed");
	assert_string_equal(text_at(view, "queue"), "brest");
	assert_string_equal(text_at(view, "library_name"), "brest");
	assert_string_equal(text_at(view, "excerpt"), "Qui a bâti le phare ? Et quand ?");
	assert_string_equal(text_at(json_get(view, "place"), "code"), "29");
	assert_string_equal(text_at(view, "asked_at"), "2026-11-24T09:00:00Z");
	assert_string_equal(text_at(view, "due"), "2026-11-27T09:00:00Z");
	assert_string_equal(text_at(view, "due_day"), "2026-11-27");
	assert_false(json_flag(view, "has_draft", true));
	assert_true(cJSON_IsNull(json_get(view, "owner")));
	cJSON_Delete(view);
	desk_close(&d);
}

static void an_excerpt_ends_between_two_characters(void **state)
{
	(void)state;
	struct desk d;
	char text[400] = "x";
	open_with_places(&d);
	for (int i = 0; i < 150; i++)
		strcat(text, "é");
	struct question_id id = fixture_question(&d.f, "brest", text);
	struct question_row row = desk_row(&d, id);
	cJSON *view = NULL;
	assert_int_equal(view_row(&d.w, &row, &view), RC_OK);
	size_t len = strlen(text_at(view, "excerpt"));
	assert_int_equal(len, 159);
	assert_memory_equal(text_at(view, "excerpt"), text, len);
	cJSON_Delete(view);
	desk_close(&d);
}

static void no_date_is_promised_while_the_asker_is_asked(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	assert_true(asker_sees(&d, id, "\"due_day\":\"2026-11-27\""));
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1};
	assert_int_equal(answer_clarify(&d.w, &hold, "Lequel ?"), RC_OK);
	assert_true(asker_sees(&d, id, "\"due\":null"));
	assert_true(asker_sees(&d, id, "\"due_day\":null"));
	desk_close(&d);
}

static void a_day_ends_at_midnight_where_people_live(void **state)
{
	(void)state;
	AUTO_JSON out = cJSON_CreateObject();
	/* 2026-11-25 00:00 and 00:01 in Paris; 2026-07-14 23:30 in Paris */
	view_put_day(out, "midnight", 1795561200000);
	view_put_day(out, "after", 1795561260000);
	view_put_day(out, "summer", 1784064600000);
	view_put_day(out, "never", 0);
	assert_string_equal(text_at(out, "midnight"), "2026-11-24");
	assert_string_equal(text_at(out, "after"), "2026-11-25");
	assert_string_equal(text_at(out, "summer"), "2026-07-14");
	assert_true(cJSON_IsNull(json_get(out, "never")));
}

static void an_erased_question_can_still_be_shown(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	assert_int_equal(fixture_sql(d.f.path, "DELETE FROM question_content;"
					       "DELETE FROM classification; DELETE FROM routing"),
			 SQLITE_OK);
	assert_true(asker_sees(&d, id, "\"text\":null"));
	AUTO_JSON staff = staff_view(&d, id, &d.claire);
	assert_true(cJSON_IsNull(json_get(staff, "text")));
	struct question_row row = desk_row(&d, id);
	cJSON *view = NULL;
	assert_int_equal(view_row(&d.w, &row, &view), RC_OK);
	assert_string_equal(text_at(view, "excerpt"), "");
	cJSON_Delete(view);
	desk_close(&d);
}

static void scripts_in_what_people_write_are_shown_not_run(void **state)
{
	(void)state;
	struct desk d;
	open_with_places(&d);
	struct question_id id = full_question(&d);
	assert_int_equal(claim_take(&d.w, &d.claire, id), RC_OK);
	struct hold hold = {&d.claire, id, 1};
	assert_int_equal(answer_clarify(&d.w, &hold,
					"<script>alert(1)</script> [clic](javascript:alert(2)) "
					"<img src=x onerror=alert(3)>"),
			 RC_OK);
	struct question_row row = desk_row(&d, id);
	cJSON *view = NULL;
	assert_int_equal(view_asker(&d.w, &row, &view), RC_OK);
	const cJSON *message = cJSON_GetArrayItem(json_get(view, "messages"), 0);
	const char *html = text_at(message, "html");
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "<img"));
	assert_null(strstr(html, "javascript:"));
	cJSON_Delete(view);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_asker_never_sees_what_is_the_desks),
		cmocka_unit_test(nothing_of_the_desk_is_in_the_askers_events),
		cmocka_unit_test(staff_see_everything_but_the_address),
		cmocka_unit_test(the_buttons_are_those_that_would_work),
		cmocka_unit_test(a_row_is_what_a_list_shows),
		cmocka_unit_test(an_excerpt_ends_between_two_characters),
		cmocka_unit_test(no_date_is_promised_while_the_asker_is_asked),
		cmocka_unit_test(a_day_ends_at_midnight_where_people_live),
		cmocka_unit_test(an_erased_question_can_still_be_shown),
		cmocka_unit_test(scripts_in_what_people_write_are_shown_not_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
