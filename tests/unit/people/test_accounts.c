/* SPDX-License-Identifier: EUPL-1.2 */
/* test_accounts.c - who gets in, who does not, and when a session is over (H3, H6). */
#include "people/accounts.h"

#include "support/store_fixture.h"

#include <sodium.h>
#include <time.h>

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

static struct person_id add_claire(struct fixture *f)
{
	struct person_id id = {0};
	struct account_new account = {
		.login = "claire",
		.name = "Claire Le Goff",
		.password = "tolu-maki-rena",
		.library = "brest",
		.roles = ROLE_RESPONDENT,
		.is_in_training = true,
	};
	assert_int_equal(account_add(f->store, &account, &id), RC_OK);
	return id;
}

static void open_desk(struct fixture *f)
{
	fixture_open(f);
	fixture_fill_directory(f->store);
}

static void the_right_password_gives_the_whole_actor(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id id = add_claire(&f);
	struct actor actor = {0};
	assert_int_equal(account_check(f.store, "claire", "tolu-maki-rena", &actor), RC_OK);
	assert_int_equal(actor.person, id.n);
	assert_int_equal(actor.roles, ROLE_RESPONDENT);
	assert_true(actor.is_in_training);
	assert_string_equal(actor.name, "Claire Le Goff");
	assert_string_equal(actor.library, "brest");
	/* The audit's name says nothing of the person. */
	assert_int_equal(strlen(actor.pseudonym), 16);
	assert_int_equal(strspn(actor.pseudonym, "0123456789abcdef"), 16);
	fixture_close(&f);
}

static void a_login_is_taken_once(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	(void)add_claire(&f);
	struct person_id id = {77};
	struct account_new again = {
		.login = "claire", .name = "Autre", .password = "autre-mot-de-passe"};
	assert_int_equal(account_add(f.store, &again, &id), RC_CONFLICT);
	struct actor actor;
	assert_int_equal(account_check(f.store, "claire", "autre-mot-de-passe", &actor), RC_DENIED);
	fixture_close(&f);
}

static void everyone_else_is_denied_alike(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id id = add_claire(&f);
	static const struct {
		const char *login, *password;
	} cases[] = {
		{"claire", "tolu-maki-renb"},
		{"claire", ""},
		{"Claire", "tolu-maki-rena"},
		{"nobody", "tolu-maki-rena"},
		{"", ""},
		{"claire' OR 1=1 --", "tolu-maki-rena"},
	};
	struct actor actor = {.person = -5};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(account_check(f.store, cases[i].login, cases[i].password, &actor),
				 RC_DENIED);
	assert_int_equal(store_person_set_disabled(f.store, id, fixture_now), RC_OK);
	assert_int_equal(account_check(f.store, "claire", "tolu-maki-rena", &actor), RC_DENIED);
	assert_int_equal(actor.person, -5);
	assert_int_equal(store_person_set_disabled(f.store, id, 0), RC_OK);
	fixture_close(&f);
}

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cost_of(struct store *s, const char *login)
{
	double best = 1e9;
	for (int i = 0; i < 3; i++) {
		struct actor actor;
		double start = cpu_seconds();
		assert_int_equal(account_check(s, login, "not the password", &actor), RC_DENIED);
		double took = cpu_seconds() - start;
		best = took < best ? took : best;
	}
	return best;
}

/* By processor time, so that a busy machine does not matter: the hash is what costs, and it is always computed. */
static void an_unknown_or_disabled_login_costs_as_much_as_a_known_one(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id id = add_claire(&f);
	double known = cost_of(f.store, "claire"), unknown = cost_of(f.store, "nobody");
	assert_int_equal(store_person_set_disabled(f.store, id, fixture_now), RC_OK);
	double disabled = cost_of(f.store, "claire");
	if (unknown < known * 0.6 || unknown > known * 1.6)
		fail_msg("known %.0f ms, unknown %.0f ms", known * 1e3, unknown * 1e3);
	if (disabled < known * 0.6 || disabled > known * 1.6)
		fail_msg("known %.0f ms, disabled %.0f ms", known * 1e3, disabled * 1e3);
	fixture_close(&f);
}

struct session {
	char token[SESSION_TOKEN_BYTES];
	uint8_t hash[HASH_BYTES];
};

static struct session start(struct fixture *f, struct person_id person, int64_t now)
{
	struct session s;
	assert_int_equal(session_start(f->store, person, now, s.token, s.hash), RC_OK);
	return s;
}

static enum rc actor_at(struct fixture *f, const struct session *s, int64_t now)
{
	struct actor actor;
	return session_actor(f->store, s->hash, now, &actor);
}

static void only_the_hash_of_a_token_is_stored(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, "brest");
	struct session s = start(&f, ana, fixture_now), other = start(&f, ana, fixture_now);
	assert_int_equal(strlen(s.token), 64);
	assert_string_not_equal(s.token, other.token);
	uint8_t hash[HASH_BYTES], raw[HASH_BYTES];
	session_hash(s.token, hash);
	assert_memory_equal(hash, s.hash, HASH_BYTES);
	size_t len;
	assert_int_equal(sodium_hex2bin(raw, sizeof raw, s.token, 64, NULL, &len, NULL), 0);
	assert_memory_not_equal(raw, s.hash, HASH_BYTES);
	char sql[300];
	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM session WHERE hex(token_hash) LIKE upper('%.40s%%')",
		 s.token);
	assert_int_equal(fixture_number(f.path, sql), 0);
	struct actor actor;
	assert_int_equal(session_actor(f.store, s.hash, fixture_now, &actor), RC_OK);
	assert_int_equal(actor.person, ana.n);
	assert_string_equal(actor.library, "brest");
	fixture_close(&f);
}

static void a_session_is_over_after_thirty_idle_minutes(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, NULL);
	struct session s = start(&f, ana, fixture_now);
	assert_int_equal(actor_at(&f, &s, fixture_now + 30 * MINUTE_MS), RC_OK);
	assert_int_equal(actor_at(&f, &s, fixture_now + 30 * MINUTE_MS + 1), RC_DENIED);
	assert_int_equal(session_keep(f.store, s.hash, fixture_now + 20 * MINUTE_MS), RC_OK);
	assert_int_equal(actor_at(&f, &s, fixture_now + 50 * MINUTE_MS), RC_OK);
	assert_int_equal(actor_at(&f, &s, fixture_now + 50 * MINUTE_MS + 1), RC_DENIED);
	fixture_close(&f);
}

static void a_session_is_over_after_twelve_hours_however_busy(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, NULL);
	struct session s = start(&f, ana, fixture_now);
	for (int64_t at = 0; at <= 12 * HOUR_MS; at += 20 * MINUTE_MS) {
		assert_int_equal(actor_at(&f, &s, fixture_now + at), RC_OK);
		assert_int_equal(session_keep(f.store, s.hash, fixture_now + at), RC_OK);
	}
	assert_int_equal(actor_at(&f, &s, fixture_now + 12 * HOUR_MS + 1), RC_DENIED);
	fixture_close(&f);
}

static void a_session_ends_by_itself_by_logout_and_with_its_person(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, NULL);
	struct person_id ben = fixture_person(f.store, "ben", ROLE_RESPONDENT, NULL);
	struct session one = start(&f, ana, fixture_now), two = start(&f, ana, fixture_now);
	struct session bens = start(&f, ben, fixture_now);
	assert_int_equal(session_end(f.store, one.hash), RC_OK);
	assert_int_equal(actor_at(&f, &one, fixture_now), RC_DENIED);
	assert_int_equal(actor_at(&f, &two, fixture_now), RC_OK);
	assert_int_equal(store_person_set_disabled(f.store, ana, fixture_now), RC_OK);
	assert_int_equal(actor_at(&f, &two, fixture_now), RC_DENIED);
	assert_int_equal(store_person_set_disabled(f.store, ana, 0), RC_OK);
	assert_int_equal(store_sessions_drop_of(f.store, ana), RC_OK);
	assert_int_equal(actor_at(&f, &two, fixture_now), RC_DENIED);
	assert_int_equal(actor_at(&f, &bens, fixture_now), RC_OK);
	struct session forged = bens;
	forged.hash[0] ^= 1;
	assert_int_equal(actor_at(&f, &forged, fixture_now), RC_DENIED);
	fixture_close(&f);
}

static void the_sweep_forgets_what_is_over_and_nothing_else(void **state)
{
	(void)state;
	struct fixture f;
	open_desk(&f);
	struct person_id ana = fixture_person(f.store, "ana", ROLE_RESPONDENT, NULL);
	struct session idle = start(&f, ana, fixture_now);
	struct session old = start(&f, ana, fixture_now - 13 * HOUR_MS);
	struct session alive = start(&f, ana, fixture_now + 10 * MINUTE_MS);
	int64_t later = fixture_now + 31 * MINUTE_MS;
	assert_int_equal(session_keep(f.store, old.hash, later), RC_OK);
	assert_int_equal(sessions_sweep(f.store, later), RC_OK);
	assert_int_equal(fixture_number(f.path, "SELECT count(*) FROM session"), 1);
	assert_int_equal(actor_at(&f, &alive, later), RC_OK);
	assert_int_equal(actor_at(&f, &idle, fixture_now), RC_DENIED);
	fixture_close(&f);
}

int main(void)
{
	assert_true(sodium_init() >= 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_right_password_gives_the_whole_actor),
		cmocka_unit_test(a_login_is_taken_once),
		cmocka_unit_test(everyone_else_is_denied_alike),
		cmocka_unit_test(an_unknown_or_disabled_login_costs_as_much_as_a_known_one),
		cmocka_unit_test(only_the_hash_of_a_token_is_stored),
		cmocka_unit_test(a_session_is_over_after_thirty_idle_minutes),
		cmocka_unit_test(a_session_is_over_after_twelve_hours_however_busy),
		cmocka_unit_test(a_session_ends_by_itself_by_logout_and_with_its_person),
		cmocka_unit_test(the_sweep_forgets_what_is_over_and_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
