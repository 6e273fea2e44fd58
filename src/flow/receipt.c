/* SPDX-License-Identifier: EUPL-1.2 */
/* receipt.c - see receipt.h. */
#include "flow/receipt.h"

#include <sodium.h>
#include <string.h>

enum { RECEIPT_RANDOM = 16, RECEIPT_CHARS = 26, GROUP = 5 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool client_id_parse(const char *text, uint8_t out[CLIENT_ID_BYTES])
{
	if (text == NULL || strlen(text) > 64)
		return false;
	size_t len = 0;
	uint8_t bytes[CLIENT_ID_BYTES];
	const char *end = NULL;
	if (sodium_hex2bin(bytes, sizeof bytes, text, strlen(text), "-", &len, &end) != 0)
		return false;
	if (*end != '\0' || len != CLIENT_ID_BYTES)
		return false;
	memcpy(out, bytes, CLIENT_ID_BYTES);
	return true;
}

/* 128 bits as 26 characters of 5 bits, the last two bits zero. */
static void to_base32(const uint8_t bytes[RECEIPT_RANDOM], char out[RECEIPT_CHARS + 1])
{
	unsigned bits = 0, held = 0;
	size_t at = 0;
	for (size_t i = 0; i < RECEIPT_RANDOM; i++) {
		bits = bits << 8 | bytes[i];
		held += 8;
		while (held >= 5) {
			held -= 5;
			out[at++] = alphabet[bits >> held & 31];
		}
	}
	out[at++] = alphabet[bits << (5 - held) & 31];
	out[at] = '\0';
}

void receipt_make(const struct desk_keys *keys, const uint8_t client_id[CLIENT_ID_BYTES],
		  char out[RECEIPT_BYTES])
{
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256(mac, client_id, CLIENT_ID_BYTES, keys->receipt);
	char plain[RECEIPT_CHARS + 1];
	to_base32(mac, plain);
	size_t at = 0;
	for (size_t i = 0; i < RECEIPT_CHARS; i++) {
		if (i > 0 && i % GROUP == 0)
			out[at++] = '-';
		out[at++] = plain[i];
	}
	out[at] = '\0';
}

/* The character as the alphabet has it, or 0. */
static char canonical(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c != '\0' && strchr(alphabet, c) != NULL ? c : '\0';
}

bool receipt_hash(const char *typed, uint8_t out[HASH_BYTES])
{
	char plain[RECEIPT_CHARS];
	size_t at = 0;
	for (; *typed != '\0'; typed++) {
		if (*typed == '-' || *typed == ' ')
			continue;
		char c = canonical(*typed);
		if (c == '\0' || at == RECEIPT_CHARS)
			return false;
		plain[at++] = c;
	}
	if (at != RECEIPT_CHARS)
		return false;
	crypto_hash_sha256(out, (const uint8_t *)plain, RECEIPT_CHARS);
	return true;
}

void content_hash(const struct desk_keys *keys, const char *const parts[], size_t count,
		  uint8_t out[HASH_BYTES])
{
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, keys->content, KEY_BYTES);
	for (size_t i = 0; i < count; i++) {
		const char *part = parts[i] == NULL ? "" : parts[i];
		/* The terminator goes in too, so that "ab","c" differs from "a","bc". */
		crypto_auth_hmacsha256_update(&state, (const uint8_t *)part, strlen(part) + 1);
	}
	crypto_auth_hmacsha256_final(&state, out);
}
