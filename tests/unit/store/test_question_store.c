/* SPDX-License-Identifier: EUPL-1.2 */
/* test_question_store.c - heads, contents, moves guarded by state and epoch, loads. */
#include "store/question_store.h"

#include "support/store_fixture.h"

static void open_desk(struct fixture *f)
{
	fixture_open(f);
	fixture_fill_directory(f->store);
}

static void what_was_asked_is_read_back_to_the_letter(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct question_new q =
		fixture_new(&f, "brest", "L'« œuvre » d'été ?\n\"; DROP TABLE x;--");
	q.library = "brest";
	q.locale = "en";
	q.language = "nl";
	q.audience = "enfant";
	q.place = "Brest (29)";
	q.email = "a@example.org";
	q.already_consulted = "Gallica";
	q.may_transfer = true;
	struct question_id id;
	assert_int_equal(store_question_add(f.store, &q, &id), RC_OK);
	struct question_row row = fixture_read(&f, id);
	assert_string_equal(row.state, "received");
	assert_string_equal(row.queue, "brest");
	assert_string_equal(row.library, "brest");
	assert_string_equal(row.network, "france");
	assert_string_equal(row.locale, "en");
	assert_string_equal(row.language, "nl");
	assert_string_equal(row.audience, "enfant");
	assert_int_equal(row.owner.n, 0);
	assert_null(row.owner_name);
	assert_int_equal(row.epoch, 0);
	assert_int_equal(row.lease_until, 0);
	assert_int_equal(row.asked_at, q.asked_at);
	assert_int_equal(row.due_at, q.due_at);
	assert_int_equal(row.moved_at, q.asked_at);
	assert_false(row.may_publish);
	assert_true(row.may_transfer);
	struct question_content content;
	assert_int_equal(store_question_content(f.store, id, &f.arena, &content), RC_OK);
	assert_string_equal(content.text, q.text);
	assert_string_equal(content.place, q.place);
	assert_string_equal(content.email, q.email);
	assert_string_equal(content.already_consulted, q.already_consulted);
	fixture_close(&f);
}

static void what_was_not_said_is_null(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct question_id id = fixture_question(&f, "brest", "?");
	struct question_row row = fixture_read(&f, id);
	assert_null(row.library);
	assert_null(row.audience);
	struct question_content content;
	assert_int_equal(store_question_content(f.store, id, &f.arena, &content), RC_OK);
	assert_null(content.place);
	assert_null(content.email);
	assert_null(content.already_consulted);
	fixture_close(&f);
}

static void a_client_id_makes_one_question_for_ever(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct question_new q = fixture_new(&f, "brest", "Une seule fois");
	struct question_id id, again = {77};
	assert_int_equal(store_question_add(f.store, &q, &id), RC_OK);
	q.text = "Autre texte";
	memset(q.receipt_hash, 0xee, sizeof q.receipt_hash);
	for (int i = 0; i < 5; i++)
		assert_int_equal(store_question_add(f.store, &q, &again), RC_CONFLICT);
	assert_int_equal(again.n, 77);

	store_close(f.store);
	f.store = fixture_store(f.path, STORE_CREATE);
	assert_int_equal(store_question_add(f.store, &q, &again), RC_CONFLICT);
	struct question_row row;
	uint8_t hash[HASH_BYTES], expected[HASH_BYTES];
	memset(expected, 0xc0, sizeof expected);
	assert_int_equal(store_question_by_client(f.store, q.client_id, &f.arena, &row, hash),
			 RC_OK);
	assert_int_equal(row.id.n, id.n);
	assert_memory_equal(hash, expected, HASH_BYTES);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM question"), 1);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM question_content"), 1);
	fixture_close(&f);
}

static void a_question_is_found_by_its_receipt_and_no_other(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct question_new q = fixture_new(&f, "brest", "?");
	struct question_id id;
	struct question_row row;
	assert_int_equal(store_question_add(f.store, &q, &id), RC_OK);
	assert_int_equal(store_question_by_receipt(f.store, q.receipt_hash, &f.arena, &row), RC_OK);
	assert_int_equal(row.id.n, id.n);
	q.receipt_hash[31] ^= 1;
	assert_int_equal(store_question_by_receipt(f.store, q.receipt_hash, &f.arena, &row),
			 RC_NOT_FOUND);
	q.client_id[0] ^= 1;
	uint8_t hash[HASH_BYTES];
	assert_int_equal(store_question_by_client(f.store, q.client_id, &f.arena, &row, hash),
			 RC_NOT_FOUND);
	assert_int_equal(store_question(f.store, (struct question_id){999}, &f.arena, &row),
			 RC_NOT_FOUND);
	fixture_close(&f);
}

static struct question_head head_of(const struct question_row *row, const char *to)
{
	return (struct question_head){
		.state = to,
		.queue = row->queue,
		.owner = row->owner,
		.epoch = row->epoch,
		.due_at = row->due_at,
		.moved_at = fixture_now,
	};
}

static void a_move_is_written_only_from_where_it_started(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	struct question_id id = fixture_question(&f, "brest", "?");
	struct question_row row = fixture_read(&f, id);
	struct question_head head = head_of(&row, "claimed");
	head.owner = ana;
	head.epoch = 1;
	head.lease_until = fixture_now + 1000;

	struct question_row other = row;
	other.state = "routed";
	assert_int_equal(store_question_move(f.store, &other, &head), RC_CONFLICT);
	other = row;
	other.epoch = 4;
	assert_int_equal(store_question_move(f.store, &other, &head), RC_CONFLICT);
	other = row;
	other.id.n = 999;
	assert_int_equal(store_question_move(f.store, &other, &head), RC_CONFLICT);
	assert_string_equal(fixture_read(&f, id).state, "received");

	assert_int_equal(store_question_move(f.store, &row, &head), RC_OK);
	/* The second of two that read the same row comes too late. */
	assert_int_equal(store_question_move(f.store, &row, &head), RC_CONFLICT);
	struct question_row after = fixture_read(&f, id);
	assert_string_equal(after.state, "claimed");
	assert_int_equal(after.owner.n, ana.n);
	assert_string_equal(after.owner_name, "ana");
	assert_string_equal(after.owner_library, "brest");
	assert_int_equal(after.epoch, 1);
	assert_int_equal(after.lease_until, fixture_now + 1000);
	/* No state that the table of states does not have. */
	head.state = "lost";
	assert_int_equal(store_question_move(f.store, &after, &head), RC_UNAVAILABLE);
	fixture_close(&f);
}

static struct question_id claimed_by(struct fixture *f, struct person_id owner, int64_t until)
{
	struct question_id id = fixture_question(f, "brest", "?");
	struct question_row row = fixture_read(f, id);
	struct question_head head = head_of(&row, "claimed");
	head.owner = owner;
	head.epoch = 1;
	head.lease_until = until;
	assert_int_equal(store_question_move(f->store, &row, &head), RC_OK);
	return id;
}

static void a_lease_is_renewed_by_its_holder_alone(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	struct person_id ben = fixture_person(f.store, "ben", ROLE_RESPONDENT, "brest");
	struct question_id id = claimed_by(&f, ana, 1000);
	assert_int_equal(store_question_renew(f.store, id, ben, 1, 5000), RC_STALE);
	assert_int_equal(store_question_renew(f.store, id, ana, 0, 5000), RC_STALE);
	assert_int_equal(store_question_renew(f.store, id, ana, 2, 5000), RC_STALE);
	assert_int_equal(fixture_read(&f, id).lease_until, 1000);
	assert_int_equal(store_question_renew(f.store, id, ana, 1, 5000), RC_OK);
	assert_int_equal(fixture_read(&f, id).lease_until, 5000);
	/* Without a lease there is nothing to renew. */
	struct question_row row = fixture_read(&f, id);
	struct question_head head = head_of(&row, "in_review");
	assert_int_equal(store_question_move(f.store, &row, &head), RC_OK);
	assert_int_equal(store_question_renew(f.store, id, ana, 1, 9000), RC_STALE);
	fixture_close(&f);
}

static void ended_leases_come_oldest_first_and_no_more_than_asked(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	struct question_id late = claimed_by(&f, ana, 3000), early = claimed_by(&f, ana, 1000);
	struct question_id middle = claimed_by(&f, ana, 2000), runs = claimed_by(&f, ana, 3001);
	(void)fixture_question(&f, "brest", "never claimed");
	struct question_batch batch = {.count = -1};
	assert_int_equal(store_questions_expired(f.store, 999, &batch), RC_OK);
	assert_int_equal(batch.count, 0);
	assert_int_equal(store_questions_expired(f.store, 3000, &batch), RC_OK);
	assert_int_equal(batch.count, 3);
	assert_int_equal(batch.ids[0].n, early.n);
	assert_int_equal(batch.ids[1].n, middle.n);
	assert_int_equal(batch.ids[2].n, late.n);
	batch.max = 2;
	assert_int_equal(store_questions_expired(f.store, 9999, &batch), RC_OK);
	assert_int_equal(batch.count, 2);
	assert_int_equal(batch.ids[1].n, middle.n);
	(void)runs;
	fixture_close(&f);
}

static bool collect(void *arg, const struct question_row *row)
{
	char *out = arg;
	size_t at = strlen(out);
	snprintf(out + at, 200 - at, "%lld ", (long long)row->id.n);
	return true;
}

static bool stop_at_once(void *arg, const struct question_row *row)
{
	(void)collect(arg, row);
	return false;
}

static const char *list_of(struct fixture *f, const char *queue, const char *states, int limit)
{
	static char out[200];
	out[0] = '\0';
	struct question_filter filter = {.queue = queue, .states = states, .limit = limit};
	assert_int_equal(store_questions(f->store, &filter, &f->arena, collect, out), RC_OK);
	return out;
}

static void lists_are_by_state_and_queue_in_the_order_of_due_dates(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	for (int i = 0; i < 3; i++) {
		struct question_new q = fixture_new(&f, i == 1 ? "agen" : "brest", "?");
		q.due_at = 3000 - i * 1000;
		struct question_id id;
		assert_int_equal(store_question_add(f.store, &q, &id), RC_OK);
	}
	(void)claimed_by(&f, ana, 1000);
	assert_string_equal(list_of(&f, NULL, "received", 10), "3 2 1 ");
	assert_string_equal(list_of(&f, "", "received claimed", 10), "3 2 1 4 ");
	assert_string_equal(list_of(&f, "brest", "received claimed", 10), "3 1 4 ");
	assert_string_equal(list_of(&f, "brest", "received", 1), "3 ");
	assert_string_equal(list_of(&f, "agen", "claimed", 10), "");
	assert_string_equal(list_of(&f, "nowhere", "received", 10), "");
	assert_string_equal(list_of(&f, NULL, "", 10), "");
	assert_string_equal(list_of(&f, NULL, "  claimed   closed ", 10), "4 ");
	assert_string_equal(list_of(&f, NULL, "received') OR 1=1 --", 10), "");
	char out[200] = "";
	struct question_filter filter = {.states = "received", .limit = 10};
	assert_int_equal(store_questions(f.store, &filter, &f.arena, stop_at_once, out), RC_OK);
	assert_string_equal(out, "3 ");
	fixture_close(&f);
}

/* What is between quotes in the list of states is one JSON string, whatever a client put there. */
static void a_hostile_state_is_no_error(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	assert_string_equal(list_of(&f, NULL, "rou\"ted", 10), "");
	assert_string_equal(list_of(&f, NULL, "\\ \\u0000 ]", 10), "");
	fixture_close(&f);
}

static int64_t load_of(struct fixture *f, const char *queue)
{
	char sql[200];
	snprintf(sql, sizeof sql,
		 "SELECT coalesce((SELECT open FROM queue_load WHERE queue='%s'), 0)", queue);
	return fixture_number(f->path, sql);
}

static void a_load_is_never_negative(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	(void)!store_queue_load_add(f.store, "agen", -1);
	assert_int_equal(load_of(&f, "agen"), 0);
	assert_int_equal(store_queue_load_add(f.store, "agen", 1), RC_OK);
	assert_int_equal(store_queue_load_add(f.store, "agen", 1), RC_OK);
	assert_int_equal(load_of(&f, "agen"), 2);
	for (int i = 0; i < 5; i++) {
		(void)!store_queue_load_add(f.store, "agen", -1);
		assert_true(load_of(&f, "agen") >= 0);
	}
	assert_int_equal(load_of(&f, "agen"), 0);
	fixture_close(&f);
}

static void the_newest_judgement_counts_and_the_others_stay(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	struct question_id id = fixture_question(&f, "brest", "?");
	struct classification_row c = {
		.at = 1,
		.topics = "[]",
		.flags = "[]",
		.result = "{}",
		.suggestions = "[]",
	};
	struct classification_row got;
	assert_int_equal(store_classification(f.store, id, &f.arena, &got), RC_NOT_FOUND);
	assert_int_equal(store_classification_add(f.store, id, &c), RC_OK);
	c.at = 2;
	c.person = ana;
	c.topic = "droit";
	c.kind = "fait";
	c.place = "29";
	assert_int_equal(store_classification_add(f.store, id, &c), RC_OK);
	assert_int_equal(store_classification(f.store, id, &f.arena, &got), RC_OK);
	assert_int_equal(got.at, 2);
	assert_int_equal(got.person.n, ana.n);
	assert_string_equal(got.topic, "droit");
	assert_string_equal(got.kind, "fait");
	assert_string_equal(got.place, "29");

	struct routing_row r = {
		.at = 1,
		.queue = "brest",
		.candidates = "[]",
		.asker_sentence = "première",
		.staff_sentence = "-",
	};
	struct routing_row route;
	assert_int_equal(store_routing(f.store, id, &f.arena, &route), RC_NOT_FOUND);
	assert_int_equal(store_routing_add(f.store, id, &r), RC_OK);
	r.asker_sentence = "seconde";
	assert_int_equal(store_routing_add(f.store, id, &r), RC_OK);
	assert_int_equal(store_routing(f.store, id, &f.arena, &route), RC_OK);
	assert_string_equal(route.asker_sentence, "seconde");
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM classification"), 2);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM routing"), 2);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_asked_is_read_back_to_the_letter),
		cmocka_unit_test(what_was_not_said_is_null),
		cmocka_unit_test(a_client_id_makes_one_question_for_ever),
		cmocka_unit_test(a_question_is_found_by_its_receipt_and_no_other),
		cmocka_unit_test(a_move_is_written_only_from_where_it_started),
		cmocka_unit_test(a_lease_is_renewed_by_its_holder_alone),
		cmocka_unit_test(ended_leases_come_oldest_first_and_no_more_than_asked),
		cmocka_unit_test(lists_are_by_state_and_queue_in_the_order_of_due_dates),
		cmocka_unit_test(a_hostile_state_is_no_error),
		cmocka_unit_test(a_load_is_never_negative),
		cmocka_unit_test(the_newest_judgement_counts_and_the_others_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
