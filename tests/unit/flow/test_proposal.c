/* SPDX-License-Identifier: EUPL-1.2 */
/* test_proposal.c - a correction is proposed, anonymised; a coordinator decides once; what is taken back is forgotten. */
#include "flow/proposal.h"

#include "base/json.h"
#include "flow/6_queue.h"
#include "flow/asker.h"
#include "support/flow_fixture.h"

static struct question_id routed(struct desk *d, const char *text)
{
	struct question_id id = fixture_question(&d->f, "brest", text);
	assert_int_equal(store_queue_load_add(d->f.store, "brest", 1), RC_OK);
	struct question_row row = desk_row(d, id);
	struct move_request request = {.verb = "route", .to = Q_ROUTED, .actor = &d->system};
	assert_int_equal(question_move(&d->w, &row, &request), RC_OK);
	return id;
}

static enum rc relabel(struct desk *d, struct question_id id, const char *topic, const char *flag)
{
	AUTO_JSON topics = cJSON_CreateArray();
	AUTO_JSON flags = cJSON_CreateArray();
	cJSON_AddItemToArray(topics, cJSON_CreateString(topic));
	if (flag != NULL)
		cJSON_AddItemToArray(flags, cJSON_CreateString(flag));
	struct relabel r = {.question = id,
			    .topics = topics,
			    .flags = flag == NULL ? NULL : flags,
			    .why = "Vu avec Mme Exemple."};
	return queue_relabel(&d->w, &d->claire, &r);
}

static struct proposal_row open_one(struct desk *d, struct question_id id)
{
	struct proposal_row row;
	assert_int_equal(store_proposal_open(d->f.store, id, &d->f.arena, &row), RC_OK);
	return row;
}

static const char *state_of(struct desk *d, int64_t proposal)
{
	struct proposal_row row;
	assert_int_equal(store_proposal(d->f.store, proposal, &d->f.arena, &row), RC_OK);
	return row.state;
}

static void a_relabel_proposes_without_what_tells_who(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Je m'appelle Zoé. Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", "mineur"), RC_OK);
	struct proposal_row row = open_one(&d, id);
	assert_string_equal(row.text, "Je m'appelle [nom]. Qui a construit ce pont ?");
	assert_string_equal(row.why, "Vu avec Mme [nom].");
	assert_string_equal(row.labels.topics, "histoire");
	assert_string_equal(row.labels.flags, "mineur");
	assert_string_equal(row.before.topics, "");
	assert_string_equal(row.name, "claire");
	desk_close(&d);
}

static void flags_that_are_not_given_stay_as_they_were(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", "detresse"), RC_OK);
	int64_t first = open_one(&d, id).id;
	assert_int_equal(relabel(&d, id, "droit", NULL), RC_OK);
	struct proposal_row row = open_one(&d, id);
	assert_int_equal(row.id, first);
	assert_string_equal(row.labels.topics, "droit");
	assert_string_equal(row.labels.flags, "detresse");
	desk_close(&d);
}

/* Each verb from each state: only from `proposed`, only a coordinator. */
static void it_is_decided_once_and_by_a_coordinator(void **state)
{
	(void)state;
	typedef enum rc decide_fn(struct worker *, const struct decision *);
	static const struct {
		decide_fn *act;
		const char *after;
	} acts[] = {{proposal_accept, "accepted"}, {proposal_refuse, "refused"}};
	for (size_t i = 0; i < 2; i++) {
		struct desk d;
		desk_open(&d);
		struct question_id id = routed(&d, "Qui a construit ce pont ?");
		assert_int_equal(relabel(&d, id, "histoire", NULL), RC_OK);
		struct decision decision = {.proposal = open_one(&d, id).id,
					    .reason = "Parce que."};
		const struct actor *others[] = {&d.claire, &d.asker, &d.system};
		for (size_t o = 0; o < 3; o++) {
			decision.actor = others[o];
			assert_int_equal(acts[i].act(&d.w, &decision), RC_DENIED);
		}
		decision.actor = &d.ines;
		assert_int_equal(acts[i].act(&d.w, &decision), RC_OK);
		assert_string_equal(state_of(&d, decision.proposal), acts[i].after);
		for (size_t again = 0; again < 2; again++) {
			assert_int_equal(acts[again].act(&d.w, &decision), RC_CONFLICT);
			assert_int_equal(d.refusal.sentence, SAY_PROPOSAL_DECIDED);
		}
		/* What is decided is not taken back; a further correction is a new proposal. */
		assert_int_equal(proposals_withdraw(&d.w, id), RC_OK);
		assert_string_equal(state_of(&d, decision.proposal), acts[i].after);
		assert_int_equal(relabel(&d, id, "droit", NULL), RC_OK);
		assert_true(open_one(&d, id).id != decision.proposal);
		desk_close(&d);
	}
}

static void what_is_no_example_is_refused(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", NULL), RC_OK);
	int64_t proposal = open_one(&d, id).id;
	struct decision good = {.actor = &d.ines, .proposal = proposal};
	struct decision unknown = good, blank = good, contact = good, no_kind = good;
	unknown.proposal = 999;
	blank.text = "  ";
	contact.text = "Appelez le 01 99 00 12 34";
	no_kind.kind = "rien-de-tel";
	assert_int_equal(proposal_accept(&d.w, &unknown), RC_NOT_FOUND);
	assert_int_equal(proposal_accept(&d.w, &blank), RC_INVALID);
	assert_int_equal(proposal_accept(&d.w, &contact), RC_INVALID);
	assert_int_equal(proposal_accept(&d.w, &no_kind), RC_INVALID);
	assert_int_equal(proposal_refuse(&d.w, &good), RC_INVALID);
	assert_int_equal(d.refusal.sentence, SAY_REASON_MISSING);
	assert_string_equal(state_of(&d, proposal), "proposed");
	desk_close(&d);
}

static void a_withdrawn_question_leaves_no_text(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", NULL), RC_OK);
	struct decision no = {
		.actor = &d.ines, .proposal = open_one(&d, id).id, .reason = "Trop vague."};
	assert_int_equal(proposal_refuse(&d.w, &no), RC_OK);
	assert_int_equal(relabel(&d, id, "droit", NULL), RC_OK);
	int64_t second = open_one(&d, id).id;
	struct question_row row = desk_row(&d, id);
	assert_int_equal(asker_withdraw(&d.w, &row, NULL), RC_OK);
	assert_string_equal(state_of(&d, second), "withdrawn");
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM proposal WHERE text<>''"),
			 0);
	desk_close(&d);
}

static void an_erased_question_is_no_longer_known_to_its_example(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", NULL), RC_OK);
	struct decision yes = {.actor = &d.ines, .proposal = open_one(&d, id).id};
	assert_int_equal(proposal_accept(&d.w, &yes), RC_OK);
	assert_int_equal(proposals_erase(&d.w, id), RC_OK);
	struct proposal_row row;
	assert_int_equal(store_proposal(d.f.store, yes.proposal, &d.f.arena, &row), RC_OK);
	assert_int_equal(row.question.n, 0);
	assert_string_equal(row.text, "Qui a construit ce pont ?");
	desk_close(&d);
}

static void nothing_in_the_trace_holds_the_text(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct question_id id = routed(&d, "Qui a construit ce pont ?");
	assert_int_equal(relabel(&d, id, "histoire", NULL), RC_OK);
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM audit_payload"
						  " WHERE payload LIKE '%proposal.make%'"),
			 1);
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM audit_payload"
						  " WHERE payload LIKE '%proposal%'"
						  " AND payload LIKE '%construit%'"),
			 0);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_relabel_proposes_without_what_tells_who),
		cmocka_unit_test(flags_that_are_not_given_stay_as_they_were),
		cmocka_unit_test(it_is_decided_once_and_by_a_coordinator),
		cmocka_unit_test(what_is_no_example_is_refused),
		cmocka_unit_test(a_withdrawn_question_leaves_no_text),
		cmocka_unit_test(an_erased_question_is_no_longer_known_to_its_example),
		cmocka_unit_test(nothing_in_the_trace_holds_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
