/* SPDX-License-Identifier: EUPL-1.2 */
/* demo.c - see demo.h. */
#include "app/demo.h"

#include "people/accounts.h"
#include "people/password.h"
#include "store/people_store.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *login, *name, *library;
	unsigned roles;
} accounts[] = {
	{"claire", "Claire (démo)", "brest", ROLE_RESPONDENT},
	{"malik", "Malik (démo)", "rennes", ROLE_RESPONDENT},
	{"ines", "Inès (démo)", "bpi", ROLE_COORDINATOR},
	{"admin", "Administration (démo)", NULL, ROLE_ADMIN | ROLE_COORDINATOR},
};

static enum rc renew_password(struct store *s, const char *login, const char *password)
{
	struct arena a;
	struct person_row row;
	char hash[PASSWORD_HASH_BYTES];
	arena_init(&a, 16 * 1024);
	enum rc rc = store_person_by_login(s, login, &a, &row);
	if (rc == RC_OK && !password_hash(password, hash))
		rc = RC_UNAVAILABLE;
	if (rc == RC_OK)
		rc = store_person_set_password(s, row.id, hash);
	if (rc == RC_OK)
		rc = store_sessions_drop_of(s, row.id);
	arena_done(&a);
	return rc;
}

static enum rc make_all(struct store *s, const char *password)
{
	enum rc rc = store_begin(s);
	for (size_t i = 0; i < sizeof accounts / sizeof accounts[0] && rc == RC_OK; i++) {
		struct account_new account = {
			.login = accounts[i].login,
			.name = accounts[i].name,
			.password = password,
			.library = accounts[i].library,
			.roles = accounts[i].roles,
		};
		struct person_id id;
		rc = account_add(s, &account, &id);
		if (rc == RC_CONFLICT)
			rc = renew_password(s, accounts[i].login, password);
	}
	if (rc == RC_OK)
		rc = store_fact_set(s, "demo", "1");
	return rc == RC_OK ? store_commit(s) : rc;
}

bool demo_accounts(struct store *s, char *why, size_t why_size)
{
	char password[32];
	password_invent(password);
	if (make_all(s, password) != RC_OK) {
		store_rollback(s);
		snprintf(why, why_size,
			 "the demo accounts could not be made; they need the libraries of the demo "
			 "corpus (--corpus)");
		return false;
	}
	printf("demo password: %s\n", password);
	return true;
}

bool demo_is_here(struct store *s)
{
	struct arena a;
	const char *value = NULL;
	arena_init(&a, 4096);
	bool is_here = store_fact(s, "demo", &a, &value) == RC_OK && strcmp(value, "1") == 0;
	arena_done(&a);
	return is_here;
}
