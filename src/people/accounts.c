/* SPDX-License-Identifier: EUPL-1.2 */
/* accounts.c - see accounts.h. */
#include "people/accounts.h"

#include "people/password.h"
#include "store/people_store.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	IDLE_MS = 30 * 60 * 1000,
	ABSOLUTE_MS = 12 * 60 * 60 * 1000,
	ACCOUNT_ARENA_BYTES = 16 * 1024,
	PSEUDONYM_RANDOM = 8,
	LOGIN_BYTES_MAX = 80, /* as session.start takes */
};

static void copy_text(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text == NULL ? "" : text);
}

struct actor account_actor(const struct person_row *row)
{
	struct actor actor = {
		.person = row->id.n,
		.roles = row->roles,
		.is_in_training = row->is_in_training,
	};
	copy_text(actor.name, sizeof actor.name, row->name);
	copy_text(actor.library, sizeof actor.library, row->library);
	copy_text(actor.pseudonym, sizeof actor.pseudonym, row->pseudonym);
	return actor;
}

static bool add_membership(void *arg, const struct membership_row *row)
{
	struct actor *actor = arg;
	if (actor->elsewhere_count == MEMBERSHIPS_MAX || row->library == NULL)
		return false;
	struct membership *m = &actor->elsewhere[actor->elsewhere_count++];
	copy_text(m->library, sizeof m->library, row->library);
	m->roles = row->roles;
	return true;
}

/* out is untouched on failure. */
static enum rc read_actor(struct store *s, const struct person_row *row, struct arena *a,
			  struct actor *out)
{
	struct actor actor = account_actor(row);
	enum rc rc = store_memberships(s, row->id, a, add_membership, &actor);
	if (rc == RC_OK)
		*out = actor;
	return rc;
}

const char *login_problem(const char *login)
{
	size_t len = strlen(login);
	if (len == 0 || len > LOGIN_BYTES_MAX)
		return "a login has 1 to 80 bytes";
	for (const unsigned char *c = (const unsigned char *)login; *c != '\0'; c++) {
		if (*c <= ' ' || *c == 0x7f)
			return "a login has no spaces";
	}
	return NULL;
}

enum rc account_add(struct store *s, const struct account_new *account, struct person_id *id)
{
	char hash[PASSWORD_HASH_BYTES];
	return password_hash(account->password, hash) ? account_insert(s, account, hash, id)
						      : RC_UNAVAILABLE;
}

enum rc account_insert(struct store *s, const struct account_new *account, const char *hash,
		       struct person_id *id)
{
	uint8_t bytes[PSEUDONYM_RANDOM];
	char pseudonym[2 * PSEUDONYM_RANDOM + 1];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(pseudonym, sizeof pseudonym, bytes, sizeof bytes);
	struct person_row row = {
		.login = account->login,
		.name = account->name,
		.password_hash = hash,
		.pseudonym = pseudonym,
		.library = account->library,
		.roles = account->roles,
		.is_in_training = account->is_in_training,
	};
	return store_person_add(s, &row, id);
}

enum rc account_check(struct store *s, const char *login, const char *password, struct actor *actor)
{
	struct arena arena;
	arena_init(&arena, ACCOUNT_ARENA_BYTES);
	struct person_row row = {0};
	enum rc rc = store_person_by_login(s, login, &arena, &row);
	bool is_known = rc == RC_OK && !row.is_disabled;
	bool is_right = password_verify(is_known ? row.password_hash : NULL, password);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = is_right ? RC_OK : RC_DENIED;
	if (rc == RC_OK)
		rc = read_actor(s, &row, &arena, actor);
	arena_done(&arena);
	return rc;
}

void session_hash(const char *token, uint8_t hash[HASH_BYTES])
{
	crypto_hash_sha256(hash, (const uint8_t *)token, strlen(token));
}

enum rc session_start(struct store *s, struct person_id person, int64_t now_ms,
		      char token[SESSION_TOKEN_BYTES], uint8_t hash[HASH_BYTES])
{
	uint8_t bytes[(SESSION_TOKEN_BYTES - 1) / 2];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(token, SESSION_TOKEN_BYTES, bytes, sizeof bytes);
	session_hash(token, hash);
	return store_session_add(s, hash, person, now_ms);
}

enum rc session_actor(struct store *s, const uint8_t hash[HASH_BYTES], int64_t now_ms,
		      struct actor *actor)
{
	struct person_id person;
	enum rc rc = store_session_find(s, hash, now_ms - IDLE_MS, now_ms - ABSOLUTE_MS, &person);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_DENIED : rc;
	struct arena arena;
	arena_init(&arena, ACCOUNT_ARENA_BYTES);
	struct person_row row;
	rc = store_person(s, person, &arena, &row);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && row.is_disabled))
		rc = RC_DENIED;
	if (rc == RC_OK)
		rc = read_actor(s, &row, &arena, actor);
	arena_done(&arena);
	return rc;
}

enum rc session_keep(struct store *s, const uint8_t hash[HASH_BYTES], int64_t now_ms)
{
	return store_session_touch(s, hash, now_ms);
}

enum rc session_end(struct store *s, const uint8_t hash[HASH_BYTES])
{
	return store_session_drop(s, hash);
}

enum rc sessions_sweep(struct store *s, int64_t now_ms)
{
	return store_sessions_sweep(s, now_ms - IDLE_MS, now_ms - ABSOLUTE_MS);
}
