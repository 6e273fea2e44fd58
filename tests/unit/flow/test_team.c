/* SPDX-License-Identifier: EUPL-1.2 */
/* test_team.c - who may change what of whom, what ends sessions, and what the trace holds. */
#include "flow/team.h"

#include "base/json.h"
#include "support/flow_fixture.h"

struct people {
	struct desk d;
	struct actor admin;
};

static void people_open(struct people *p)
{
	desk_open(&p->d);
	p->admin = desk_actor(&p->d, "admin", ROLE_ADMIN, NULL);
}

static void session_of(struct people *p, const struct actor *actor, unsigned char byte)
{
	uint8_t hash[HASH_BYTES];
	memset(hash, byte, sizeof hash);
	struct person_id id = {actor->person};
	assert_int_equal(store_session_add(p->d.f.store, hash, id, fixture_now), RC_OK);
}

static enum rc save(struct people *p, const struct actor *actor, const struct actor *whose,
		    const char *changes)
{
	AUTO_JSON object = cJSON_Parse(changes);
	assert_non_null(object);
	struct team_act act = {.actor = actor, .person.n = whose->person};
	return team_save(&p->d.w, &act, object);
}

static int64_t number(struct people *p, const char *sql)
{
	return fixture_number(p->d.f.path, sql);
}

/* One row a field: whether the admin, the coordinator, the person and a colleague may. */
static void each_field_is_changed_by_those_whose_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *changes;
		bool admin, coordinator, self, other;
	} cases[] = {
		{"{\"name\": \"N\"}", true, false, false, false},
		{"{\"library\": \"agen\"}", true, false, false, false},
		{"{\"roles\": [\"auditor\"]}", true, false, false, false},
		{"{\"memberships\": [{\"library\": \"albi\", \"roles\": [\"respondent\"]}]}", true,
		 false, false, false},
		{"{\"training\": true}", true, true, false, false},
		{"{\"topics\": [\"droit\"]}", true, true, false, false},
		{"{\"referent\": [\"22\"]}", true, true, false, false},
		{"{\"absences\": [{\"from\": \"2026-12-01\", \"to\": \"2026-12-02\"}]}", true, true,
		 true, false},
		{"{\"email\": \"a@b.fr\"}", true, false, true, false},
		{"{\"signature\": \"Claire, Brest\"}", true, false, true, false},
		{"{\"login\": \"autre\"}", false, false, false, false},
		{"{\"disabled\": true}", false, false, false, false},
		{"{\"inconnu\": 1}", false, false, false, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct people p;
		people_open(&p);
		/* Least first, so that what is allowed still differs from what is. */
		assert_int_equal(save(&p, &p.d.malik, &p.d.claire, cases[i].changes),
				 cases[i].other ? RC_OK : RC_DENIED);
		assert_int_equal(save(&p, &p.d.claire, &p.d.claire, cases[i].changes),
				 cases[i].self ? RC_OK : RC_DENIED);
		if (!cases[i].self)
			assert_int_equal(save(&p, &p.d.ines, &p.d.claire, cases[i].changes),
					 cases[i].coordinator ? RC_OK : RC_DENIED);
		if (!cases[i].self && !cases[i].coordinator)
			assert_int_equal(save(&p, &p.admin, &p.d.claire, cases[i].changes),
					 cases[i].admin ? RC_OK : RC_DENIED);
		desk_close(&p.d);
	}
}

static void values_of_the_wrong_form_are_refused_by_their_field(void **state)
{
	(void)state;
	static const struct {
		const char *changes, *field;
	} cases[] = {
		{"{\"name\": \" \"}", "name"},
		{"{\"library\": \"lune\"}", "library"},
		{"{\"roles\": []}", "roles"},
		{"{\"roles\": [\"public\"]}", "roles"},
		{"{\"roles\": [\"system\"]}", "roles"},
		{"{\"memberships\": [{\"library\": \"albi\", \"roles\": [\"admin\"]}]}",
		 "memberships"},
		{"{\"memberships\": [{\"library\": \"lune\", \"roles\": [\"respondent\"]}]}",
		 "memberships"},
		{"{\"training\": \"oui\"}", "training"},
		{"{\"topics\": [\"astrologie\"]}", "topics"},
		{"{\"referent\": [\"Ain\"]}", "referent"},
		{"{\"absences\": [{\"from\": \"2026-12-02\", \"to\": \"2026-12-01\"}]}",
		 "absences"},
		{"{\"absences\": [{\"from\": \"demain\", \"to\": \"2026-12-01\"}]}", "absences"},
		{"{\"email\": \"pas une adresse\"}", "email"},
	};
	struct people p;
	people_open(&p);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(save(&p, &p.admin, &p.d.claire, cases[i].changes), RC_INVALID);
		assert_string_equal(p.d.refusal.detail, cases[i].field);
	}
	assert_int_equal(number(&p, "SELECT count(*) FROM audit_leaf"), 0);
	desk_close(&p.d);
}

static void what_changes_rights_ends_sessions_and_nothing_else_does(void **state)
{
	(void)state;
	struct people p;
	people_open(&p);
	session_of(&p, &p.d.claire, 1);
	session_of(&p, &p.d.malik, 2);
	assert_int_equal(save(&p, &p.d.claire, &p.d.claire, "{\"email\": \"a@b.fr\"}"), RC_OK);
	assert_int_equal(number(&p, "SELECT count(*) FROM session"), 2);
	assert_int_equal(save(&p, &p.admin, &p.d.claire, "{\"library\": null}"), RC_OK);
	assert_int_equal(number(&p, "SELECT count(*) FROM session"), 1);
	struct team_act act = {.actor = &p.admin, .person.n = p.d.malik.person};
	assert_int_equal(team_set_disabled(&p.d.w, &act, true), RC_OK);
	assert_int_equal(number(&p, "SELECT count(*) FROM session"), 0);
	assert_int_equal(team_set_disabled(&p.d.w, &act, false), RC_OK);
	session_of(&p, &p.d.malik, 2);
	assert_int_equal(team_set_password(&p.d.w, &act, "hash-secret"), RC_OK);
	assert_int_equal(number(&p, "SELECT count(*) FROM session"), 0);
	assert_int_equal(number(&p, "SELECT count(*) FROM audit_payload WHERE payload LIKE "
				    "'%hash-secret%'"),
			 0);
	desk_close(&p.d);
}

static void nobody_takes_administration_away_from_themselves(void **state)
{
	(void)state;
	struct people p;
	people_open(&p);
	assert_int_equal(save(&p, &p.admin, &p.admin, "{\"roles\": [\"coordinator\"]}"),
			 RC_CONFLICT);
	struct team_act act = {.actor = &p.admin, .person.n = p.admin.person};
	assert_int_equal(team_set_disabled(&p.d.w, &act, true), RC_CONFLICT);
	assert_int_equal(save(&p, &p.admin, &p.admin, "{\"roles\": [\"admin\", \"auditor\"]}"),
			 RC_OK);
	desk_close(&p.d);
}

static void the_trace_tells_which_fields_and_colleagues_see_no_address(void **state)
{
	(void)state;
	struct people p;
	cJSON *person = NULL;
	struct person_id claire;
	people_open(&p);
	claire.n = p.d.claire.person;
	assert_int_equal(
		save(&p, &p.admin, &p.d.claire,
		     "{\"topics\": [\"droit\"], \"email\": \"a@b.fr\", \"training\": false, "
		     "\"absences\": [{\"from\": \"2026-11-20\", \"to\": \"2026-11-30\"}]}"),
		RC_OK);
	assert_int_equal(number(&p, "SELECT count(*) FROM audit_payload WHERE payload LIKE "
				    "'%person.save%' AND payload LIKE '%\"topics\":{\"before\":[],"
				    "\"after\":[\"droit\"]}%' AND payload NOT LIKE '%training%'"),
			 1);
	assert_int_equal(team_person(&p.d.w, &p.d.malik, claire, &person), RC_OK);
	assert_true(json_flag(person, "away", false));
	assert_null(json_get(person, "email"));
	assert_null(json_get(person, "absences"));
	cJSON_Delete(person);
	assert_int_equal(team_person(&p.d.w, &p.d.claire, claire, &person), RC_OK);
	assert_string_equal(json_text(person, "email", ""), "a@b.fr");
	cJSON_Delete(person);
	assert_int_equal(team_list(&p.d.w, &p.d.malik, "brest", &person), RC_OK);
	assert_int_equal(cJSON_GetArraySize(person), 2);
	cJSON_Delete(person);
	assert_int_equal(team_person(&p.d.w, &p.admin, (struct person_id){999}, &person),
			 RC_NOT_FOUND);
	desk_close(&p.d);
}

static bool note_away(void *arg, struct person_id id)
{
	*(int64_t *)arg = *(int64_t *)arg * 10 + id.n;
	return true;
}

static void those_who_are_away_on_a_day_are_known(void **state)
{
	(void)state;
	struct people p;
	int64_t away = 0;
	bool is_away = true;
	people_open(&p);
	assert_int_equal(save(&p, &p.d.claire, &p.d.claire,
			      "{\"absences\": [{\"from\": \"2026-12-01\", \"to\": \"2026-12-03\"}, "
			      "{\"from\": "
			      "\"2026-12-02\", \"to\": \"2026-12-09\", \"why\": \"congé\"}]}"),
			 RC_OK);
	assert_int_equal(store_people_away(p.d.f.store, "2026-12-03", note_away, &away), RC_OK);
	assert_int_equal(away, p.d.claire.person);
	away = 0;
	assert_int_equal(store_people_away(p.d.f.store, "2026-12-10", note_away, &away), RC_OK);
	assert_int_equal(away, 0);
	struct person_id claire = {p.d.claire.person};
	assert_int_equal(store_person_is_away(p.d.f.store, claire, "2026-11-30", &is_away), RC_OK);
	assert_false(is_away);
	assert_int_equal(store_person_is_away(p.d.f.store, claire, "2026-12-09", &is_away), RC_OK);
	assert_true(is_away);
	desk_close(&p.d);
}

static void a_new_account_needs_a_free_login_a_role_and_a_library_that_exists(void **state)
{
	(void)state;
	struct people p;
	people_open(&p);
	struct team_act act = {.actor = &p.admin};
	struct account_new account = {
		.login = "lea", .name = "Léa", .library = "albi", .roles = ROLE_RESPONDENT};
	assert_int_equal(team_add(&p.d.w, &act, &account, "x"), RC_OK);
	assert_true(act.person.n > 0);
	assert_int_equal(team_add(&p.d.w, &act, &account, "x"), RC_CONFLICT);
	account.login = "leo";
	account.roles = 0;
	assert_int_equal(team_add(&p.d.w, &act, &account, "x"), RC_INVALID);
	account.roles = ROLE_RESPONDENT;
	account.library = "lune";
	assert_int_equal(team_add(&p.d.w, &act, &account, "x"), RC_INVALID);
	desk_close(&p.d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_field_is_changed_by_those_whose_it_is),
		cmocka_unit_test(values_of_the_wrong_form_are_refused_by_their_field),
		cmocka_unit_test(what_changes_rights_ends_sessions_and_nothing_else_does),
		cmocka_unit_test(nobody_takes_administration_away_from_themselves),
		cmocka_unit_test(the_trace_tells_which_fields_and_colleagues_see_no_address),
		cmocka_unit_test(those_who_are_away_on_a_day_are_known),
		cmocka_unit_test(a_new_account_needs_a_free_login_a_role_and_a_library_that_exists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
