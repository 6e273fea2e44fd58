/* SPDX-License-Identifier: EUPL-1.2 */
/* password.c - see password.h. */
#include "people/password.h"

#include <sodium.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { MEMORY_BYTES = 64 * 1024 * 1024, PASSES = 2 };

bool password_hash(const char *password, char out[PASSWORD_HASH_BYTES])
{
	_Static_assert(PASSWORD_HASH_BYTES >= crypto_pwhash_STRBYTES, "room for the hash");
	return crypto_pwhash_str(out, password, strlen(password), PASSES, MEMORY_BYTES) == 0;
}

bool password_verify(const char *hash, const char *password)
{
	/* Of no password: an unknown login must not answer faster than a known one (trust.md H3). */
	static const char nobody[crypto_pwhash_STRBYTES] =
		"$argon2id$v=19$m=65536,t=2,p=1$c29kaXVtc2FsdHNhbHQhIQ$"
		"RVZRDFvWIcBhrMzZUyb1zZhhXMWPnVrLKBrUPUuSPtg";
	if (hash == NULL) {
		(void)!crypto_pwhash_str_verify(nobody, password, strlen(password));
		return false;
	}
	return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

const char *password_problem(const char *password, const char *login)
{
	static const char *const common[] = {
		"12345678",   "123456789",  "1234567890",   "password",    "motdepasse",
		"azertyuiop", "qwertyuiop", "bibliotheque", "mediatheque", "aiguilleur",
		"iloveyou",   "bonjour1",   "soleil123",    "doudou123",   "azerty123",
		"admin123",   "11111111",   "00000000",
	};
	size_t len = strlen(password);
	if (len < PASSWORD_LEAST)
		return "a password has at least 8 characters; 15 or more are better";
	if (len > PASSWORD_MOST)
		return "a password has at most 256 bytes";
	if (login != NULL && strcasecmp(password, login) == 0)
		return "the password is the login";
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
		if (strcasecmp(password, common[i]) == 0)
			return "this password is among those that are tried first";
	}
	return NULL;
}

void password_invent(char out[32])
{
	static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
	size_t at = 0;
	for (int syllable = 0; syllable < 8; syllable++) {
		if (syllable > 0 && syllable % 2 == 0)
			out[at++] = '-';
		out[at++] = consonants[randombytes_uniform(sizeof consonants - 1)];
		out[at++] = vowels[randombytes_uniform(sizeof vowels - 1)];
	}
	out[at] = '\0';
}
