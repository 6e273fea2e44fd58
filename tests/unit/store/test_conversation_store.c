/* SPDX-License-Identifier: EUPL-1.2 */
/* test_conversation_store.c - messages, and apart from them notes; drafts, answers, reviews, ratings. */
#include "store/conversation_store.h"

#include "support/store_fixture.h"

struct desk {
	struct fixture f;
	struct person_id ana, ben;
	struct question_id id;
};

static void open_desk(struct desk *d)
{
	fixture_open(&d->f);
	fixture_fill_directory(d->f.store);
	d->ana = fixture_person(d->f.store, "ana", ROLE_RESPONDENT, "brest");
	d->ben = fixture_person(d->f.store, "ben", ROLE_RESPONDENT, NULL);
	d->id = fixture_question(&d->f, "brest", "?");
}

static bool join_message(void *arg, const struct message_row *row)
{
	char *out = arg;
	size_t at = strlen(out);
	snprintf(out + at, 300 - at, "%s/%s/%s/%s:%s ", row->sender, row->kind,
		 row->name == NULL ? "-" : row->name, row->library == NULL ? "-" : row->library,
		 row->text);
	return true;
}

static bool join_note(void *arg, const struct note_row *row)
{
	char *out = arg;
	size_t at = strlen(out);
	snprintf(out + at, 300 - at, "%s:%s ", row->name, row->text);
	return true;
}

static void a_note_is_never_among_the_messages(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	struct message_row asker = {.at = 1, .sender = "asker", .kind = "reply", .text = "bonjour"};
	struct message_row answer = {
		.at = 3, .sender = "librarian", .kind = "answer", .person = d.ana, .text = "voici"};
	struct note_row note = {.at = 2, .person = d.ben, .text = "SECRET"};
	assert_int_equal(store_message_add(d.f.store, d.id, &asker), RC_OK);
	assert_int_equal(store_note_add(d.f.store, d.id, &note), RC_OK);
	assert_int_equal(store_message_add(d.f.store, d.id, &answer), RC_OK);
	char out[300] = "", notes[300] = "";
	assert_int_equal(store_messages(d.f.store, d.id, &d.f.arena, join_message, out), RC_OK);
	assert_string_equal(out, "asker/reply/-/-:bonjour librarian/answer/ana/brest:voici ");
	assert_int_equal(store_notes(d.f.store, d.id, &d.f.arena, join_note, notes), RC_OK);
	assert_string_equal(notes, "ben:SECRET ");
	struct question_id other = fixture_question(&d.f, "brest", "?");
	out[0] = '\0';
	assert_int_equal(store_messages(d.f.store, other, &d.f.arena, join_message, out), RC_OK);
	assert_string_equal(out, "");
	fixture_close(&d.f);
}

static void a_client_id_adds_one_message_or_note(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	static const uint8_t client[CLIENT_ID_BYTES] = {1, 2, 3};
	struct message_row message = {
		.sender = "asker", .kind = "reply", .client_id = client, .text = "un"};
	struct question_id found;
	const char *text;
	assert_int_equal(store_message_by_client(d.f.store, client, &d.f.arena, &found, &text),
			 RC_NOT_FOUND);
	assert_int_equal(store_message_add(d.f.store, d.id, &message), RC_OK);
	message.text = "deux";
	assert_int_equal(store_message_add(d.f.store, d.id, &message), RC_CONFLICT);
	assert_int_equal(store_message_by_client(d.f.store, client, &d.f.arena, &found, &text),
			 RC_OK);
	assert_int_equal(found.n, d.id.n);
	assert_string_equal(text, "un");
	/* What the service itself says has none, any number of times. */
	message.client_id = NULL;
	assert_int_equal(store_message_add(d.f.store, d.id, &message), RC_OK);
	assert_int_equal(store_message_add(d.f.store, d.id, &message), RC_OK);

	struct note_row note = {.person = d.ana, .client_id = client, .text = "note"};
	assert_int_equal(store_note_add(d.f.store, d.id, &note), RC_OK);
	assert_int_equal(store_note_add(d.f.store, d.id, &note), RC_CONFLICT);
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM note"), 1);
	fixture_close(&d.f);
}

static void there_is_one_draft_and_its_version_grows(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	struct draft_row draft = {.person = d.ana, .text = "un", .method = "{}", .saved_at = 1};
	struct draft_row got;
	int64_t version = 0;
	assert_int_equal(store_draft(d.f.store, d.id, &d.f.arena, &got), RC_NOT_FOUND);
	assert_int_equal(store_draft_save(d.f.store, d.id, &draft, &version), RC_OK);
	assert_int_equal(version, 1);
	draft.text = "deux";
	draft.person = d.ben;
	assert_int_equal(store_draft_save(d.f.store, d.id, &draft, &version), RC_OK);
	assert_int_equal(version, 2);
	assert_int_equal(store_draft(d.f.store, d.id, &d.f.arena, &got), RC_OK);
	assert_string_equal(got.text, "deux");
	assert_string_equal(got.name, "ben");
	assert_int_equal(got.version, 2);
	assert_int_equal(store_draft_drop(d.f.store, d.id), RC_OK);
	assert_int_equal(store_draft(d.f.store, d.id, &d.f.arena, &got), RC_NOT_FOUND);
	fixture_close(&d.f);
}

static void the_newest_answer_counts_and_leaves_once(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	struct answer_row answer = {
		.person = d.ana,
		.text = "première",
		.ai = "none",
		.checked = "tout",
		.sources = "[]",
		.submitted_at = 5,
	};
	struct answer_row got;
	assert_int_equal(store_answer(d.f.store, d.id, &d.f.arena, &got), RC_NOT_FOUND);
	assert_int_equal(store_answer_add(d.f.store, d.id, &answer), RC_OK);
	answer.text = "seconde";
	answer.ai = "search";
	answer.tool = "outil";
	assert_int_equal(store_answer_add(d.f.store, d.id, &answer), RC_OK);
	assert_int_equal(store_answer(d.f.store, d.id, &d.f.arena, &got), RC_OK);
	assert_string_equal(got.text, "seconde");
	assert_string_equal(got.tool, "outil");
	assert_string_equal(got.library, "brest");
	assert_int_equal(got.sent_at, 0);
	assert_int_equal(got.reviewer.n, 0);
	assert_int_equal(store_answer_send(d.f.store, got.id, d.ben, 9), RC_OK);
	assert_int_not_equal(store_answer_send(d.f.store, got.id, d.ana, 10), RC_OK);
	assert_int_equal(store_answer(d.f.store, d.id, &d.f.arena, &got), RC_OK);
	assert_int_equal(got.sent_at, 9);
	assert_int_equal(got.reviewer.n, d.ben.n);
	/* A method of another word than the five is no method. */
	answer.ai = "magic";
	assert_int_equal(store_answer_add(d.f.store, d.id, &answer), RC_UNAVAILABLE);
	fixture_close(&d.f);
}

static bool join_review(void *arg, const struct review_row *row)
{
	char *out = arg;
	size_t at = strlen(out);
	snprintf(out + at, 300 - at, "%s:%s:%s ", row->name, row->decision, row->comment);
	return true;
}

static void every_review_stays(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	struct answer_row answer = {
		.person = d.ana, .text = "t", .ai = "none", .checked = "c", .sources = "[]"};
	assert_int_equal(store_answer_add(d.f.store, d.id, &answer), RC_OK);
	struct review_row review = {
		.answer = 1, .person = d.ben, .scores = "{}", .decision = "return", .comment = "a"};
	assert_int_equal(store_review_add(d.f.store, d.id, &review), RC_OK);
	review.decision = "approve";
	review.comment = "b";
	assert_int_equal(store_review_add(d.f.store, d.id, &review), RC_OK);
	char out[300] = "";
	assert_int_equal(store_reviews(d.f.store, d.id, &d.f.arena, join_review, out), RC_OK);
	assert_string_equal(out, "ben:return:a ben:approve:b ");
	review.decision = "maybe";
	assert_int_equal(store_review_add(d.f.store, d.id, &review), RC_UNAVAILABLE);
	fixture_close(&d.f);
}

static void a_later_rating_replaces_the_first(void **state)
{
	(void)state;
	struct desk d;
	open_desk(&d);
	struct rating_row rating = {.score = 2, .at = 1, .comment = "bof"}, got;
	assert_int_equal(store_rating(d.f.store, d.id, &d.f.arena, &got), RC_NOT_FOUND);
	assert_int_equal(store_rating_save(d.f.store, d.id, &rating), RC_OK);
	rating = (struct rating_row){.score = 5, .at = 2};
	assert_int_equal(store_rating_save(d.f.store, d.id, &rating), RC_OK);
	assert_int_equal(store_rating(d.f.store, d.id, &d.f.arena, &got), RC_OK);
	assert_int_equal(got.score, 5);
	assert_null(got.comment);
	rating.score = 6;
	assert_int_equal(store_rating_save(d.f.store, d.id, &rating), RC_UNAVAILABLE);
	fixture_close(&d.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_is_never_among_the_messages),
		cmocka_unit_test(a_client_id_adds_one_message_or_note),
		cmocka_unit_test(there_is_one_draft_and_its_version_grows),
		cmocka_unit_test(the_newest_answer_counts_and_leaves_once),
		cmocka_unit_test(every_review_stays),
		cmocka_unit_test(a_later_rating_replaces_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
