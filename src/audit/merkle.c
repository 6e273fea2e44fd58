/* SPDX-License-Identifier: EUPL-1.2 */
/* merkle.c - see merkle.h. */
#include "audit/merkle.h"

#include "store/audit_store.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

void merkle_leaf_hash(const void *body, size_t len, uint8_t out[HASH_BYTES])
{
	static const uint8_t prefix = 0x00;
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, &prefix, 1);
	crypto_hash_sha256_update(&state, body, len);
	crypto_hash_sha256_final(&state, out);
}

void merkle_node_hash(const uint8_t left[HASH_BYTES], const uint8_t right[HASH_BYTES],
		      uint8_t out[HASH_BYTES])
{
	uint8_t bytes[1 + 2 * HASH_BYTES] = {0x01};
	memcpy(bytes + 1, left, HASH_BYTES);
	memcpy(bytes + 1 + HASH_BYTES, right, HASH_BYTES);
	crypto_hash_sha256(out, bytes, sizeof bytes);
}

void merkle_empty_root(uint8_t out[HASH_BYTES])
{
	crypto_hash_sha256(out, (const uint8_t *)"", 0);
}

enum rc merkle_complete(struct store *s, int64_t n, const uint8_t leaf[HASH_BYTES])
{
	uint8_t right[HASH_BYTES];
	memcpy(right, leaf, HASH_BYTES);
	/* While n is a right child, its left sibling is complete and so is now their parent. */
	for (int level = 0; n & 1; level++, n >>= 1) {
		uint8_t left[HASH_BYTES], parent[HASH_BYTES];
		enum rc rc = store_audit_node(s, level, n - 1, left);
		if (rc != RC_OK)
			return RC_UNAVAILABLE;
		merkle_node_hash(left, right, parent);
		rc = store_audit_add_node(s, level + 1, n >> 1, parent);
		if (rc != RC_OK)
			return rc;
		memcpy(right, parent, HASH_BYTES);
	}
	return RC_OK;
}

enum rc merkle_root(struct store *s, int64_t size, uint8_t out[HASH_BYTES])
{
	if (size == 0) {
		merkle_empty_root(out);
		return RC_OK;
	}
	/* The complete subtrees of this size, from the smallest (rightmost) up: one a set bit. */
	bool is_first = true;
	for (int level = 0; level < 63; level++) {
		if ((size >> level & 1) == 0)
			continue;
		uint8_t node[HASH_BYTES];
		if (store_audit_node(s, level, (size >> level) - 1, node) != RC_OK)
			return RC_UNAVAILABLE;
		if (is_first)
			memcpy(out, node, HASH_BYTES);
		else
			merkle_node_hash(node, out, out);
		is_first = false;
	}
	return RC_OK;
}

int merkle_run_add(struct merkle_run *run, const uint8_t leaf[HASH_BYTES],
		   uint8_t (*completed)[HASH_BYTES])
{
	uint8_t node[HASH_BYTES];
	memcpy(node, leaf, HASH_BYTES);
	int level = 0;
	for (; run->size >> level & 1; level++) {
		merkle_node_hash(run->stack[level], node, node);
		if (completed != NULL)
			memcpy(completed[level], node, HASH_BYTES);
	}
	memcpy(run->stack[level], node, HASH_BYTES);
	run->size++;
	return level;
}

void merkle_run_root(const struct merkle_run *run, uint8_t out[HASH_BYTES])
{
	bool is_first = true;
	merkle_empty_root(out);
	for (int level = 0; level < 63; level++) {
		if ((run->size >> level & 1) == 0)
			continue;
		if (is_first)
			memcpy(out, run->stack[level], HASH_BYTES);
		else
			merkle_node_hash(run->stack[level], out, out);
		is_first = false;
	}
}
