/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * password.h - Argon2id, and the one rule about passwords (trust.md H1, H2).
 *
 * Hashing takes a quarter of a second and 64 MiB on purpose: never on the loop thread. Any other thread.
 */
#ifndef PEOPLE_PASSWORD_H
#define PEOPLE_PASSWORD_H

#include <stdbool.h>

enum { PASSWORD_HASH_BYTES = 128, PASSWORD_LEAST = 8, PASSWORD_MOST = 256 };

/* Writes libsodium's self-describing hash; false when memory is short. Blocks. */
bool password_hash(const char *password, char out[PASSWORD_HASH_BYTES]);

/* A hash of NULL (no such account) costs the same time and is false. Blocks. */
bool password_verify(const char *hash, const char *password);

/* NULL, or the English sentence that says why this password will not do. */
const char *password_problem(const char *password, const char *login);

/* Writes a random word that can be read aloud ("tolu-maki-rena"), about 50 bits. */
void password_invent(char out[32]);

#endif
