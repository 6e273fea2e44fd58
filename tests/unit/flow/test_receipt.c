/* SPDX-License-Identifier: EUPL-1.2 */
/* test_receipt.c - receipts: derived, found again however they are typed, and nothing else is one. */
#include "flow/receipt.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct desk_keys keys = {.receipt = {1, 2, 3}, .content = {4, 5, 6}};
static const uint8_t client_id[CLIENT_ID_BYTES] = {0xde, 0xad, 0xbe, 0xef};

static void the_same_client_id_gives_the_same_receipt(void **state)
{
	(void)state;
	char first[RECEIPT_BYTES], second[RECEIPT_BYTES], other[RECEIPT_BYTES];
	receipt_make(&keys, client_id, first);
	receipt_make(&keys, client_id, second);
	assert_string_equal(first, second);
	struct desk_keys changed = keys;
	changed.receipt[0] ^= 1;
	receipt_make(&changed, client_id, other);
	assert_string_not_equal(first, other);
}

static void a_receipt_is_found_however_it_is_typed(void **state)
{
	(void)state;
	char receipt[RECEIPT_BYTES], typed[128] = "";
	uint8_t hash[HASH_BYTES], again[HASH_BYTES];
	receipt_make(&keys, client_id, receipt);
	assert_true(receipt_hash(receipt, hash));
	size_t at = 0;
	for (const char *c = receipt; *c != '\0'; c++) {
		if (*c == '-')
			continue;
		typed[at++] = *c == '0'   ? 'o'
			      : *c == '1' ? 'l'
					  : (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
		typed[at++] = ' ';
	}
	assert_true(receipt_hash(typed, again));
	assert_memory_equal(hash, again, HASH_BYTES);
}

static void what_is_not_a_receipt_is_refused(void **state)
{
	(void)state;
	uint8_t hash[HASH_BYTES];
	static const char *const wrong[] = {"",
					    "-",
					    "ABC",
					    "00000-00000-00000-00000-00000-U",
					    "00000-00000-00000-00000-00000-00",
					    "00000-00000-00000-00000-0000é-0"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(receipt_hash(wrong[i], hash));
}

static void a_client_id_is_sixteen_bytes_in_hexadecimal(void **state)
{
	(void)state;
	uint8_t id[CLIENT_ID_BYTES];
	assert_true(client_id_parse("00112233445566778899aabbccddeeff", id));
	assert_true(client_id_parse("00112233-4455-6677-8899-aabbccddeeff", id));
	assert_false(client_id_parse(NULL, id));
	assert_false(client_id_parse("", id));
	assert_false(client_id_parse("00112233445566778899aabbccddeef", id));
	assert_false(client_id_parse("00112233445566778899aabbccddeeff00", id));
	assert_false(client_id_parse("zz112233445566778899aabbccddeeff", id));
}

static void moving_a_letter_from_one_field_to_the_next_changes_the_content(void **state)
{
	(void)state;
	const char *one[] = {"ab", "c"}, *two[] = {"a", "bc"}, *with_null[] = {"ab", NULL};
	uint8_t a[HASH_BYTES], b[HASH_BYTES];
	content_hash(&keys, one, 2, a);
	content_hash(&keys, two, 2, b);
	assert_memory_not_equal(a, b, HASH_BYTES);
	content_hash(&keys, with_null, 2, b);
	assert_memory_not_equal(a, b, HASH_BYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_client_id_gives_the_same_receipt),
		cmocka_unit_test(a_receipt_is_found_however_it_is_typed),
		cmocka_unit_test(what_is_not_a_receipt_is_refused),
		cmocka_unit_test(a_client_id_is_sixteen_bytes_in_hexadecimal),
		cmocka_unit_test(moving_a_letter_from_one_field_to_the_next_changes_the_content),
	};
	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
