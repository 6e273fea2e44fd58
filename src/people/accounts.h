/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * accounts.h - who may log in, and the sessions of those who did.
 *
 * A session is 256 random bits in a cookie; only its SHA-256 is stored (trust.md H6). It ends after 30
 * idle minutes or 12 hours. Lane side; functions that hash passwords block for a quarter of a second.
 */
#ifndef PEOPLE_ACCOUNTS_H
#define PEOPLE_ACCOUNTS_H

#include "base/arena.h"
#include "base/rc.h"
#include "people/role.h"
#include "store/ids.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct person_row;

enum { SESSION_TOKEN_BYTES = 65 }; /* 64 hexadecimal digits and the end */

/* Fills an actor from an account; its memberships elsewhere are read by whoever has the store. */
struct actor account_actor(const struct person_row *row);

struct account_new {
	const char *login, *name, *password;
	const char *library; /* NULL: the whole network */
	unsigned roles;
	bool is_in_training;
};
/* NULL, or the English sentence that says why this login will not do. */
const char *login_problem(const char *login);

/* Inserts with a hash that was made elsewhere (password.h); RC_CONFLICT when the login is taken. */
MUST_CHECK enum rc account_insert(struct store *s, const struct account_new *account,
				  const char *hash, struct person_id *id);

/* Hashes and inserts; RC_CONFLICT when the login is taken. Blocks. */
MUST_CHECK enum rc account_add(struct store *s, const struct account_new *account,
			       struct person_id *id);

/* RC_OK and the actor; RC_DENIED for an unknown login, a wrong password or a disabled account alike. Reader lane; blocks. */
MUST_CHECK enum rc account_check(struct store *s, const char *login, const char *password,
				 struct actor *actor);

/* Starts a session; the token is for the cookie, the hash for everything else. */
MUST_CHECK enum rc session_start(struct store *s, struct person_id person, int64_t now_ms,
				 char token[SESSION_TOKEN_BYTES], uint8_t hash[HASH_BYTES]);

/* The SHA-256 of a token, as stored. */
void session_hash(const char *token, uint8_t hash[HASH_BYTES]);

/* The actor behind a session; RC_DENIED when it is over, unknown, or its person disabled. */
MUST_CHECK enum rc session_actor(struct store *s, const uint8_t hash[HASH_BYTES], int64_t now_ms,
				 struct actor *actor);

/* Slides the idle time-out. */
MUST_CHECK enum rc session_keep(struct store *s, const uint8_t hash[HASH_BYTES], int64_t now_ms);

MUST_CHECK enum rc session_end(struct store *s, const uint8_t hash[HASH_BYTES]);

/* Forgets sessions that are over. */
MUST_CHECK enum rc sessions_sweep(struct store *s, int64_t now_ms);

#endif
