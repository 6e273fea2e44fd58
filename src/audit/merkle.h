/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * merkle.h - the hash tree of RFC 6962 section 2.1, kept as rows that are never rewritten.
 *
 * Leaf i has hash SHA-256(0x00 || body); a complete subtree of 2^level leaves has one node row,
 * SHA-256(0x01 || left || right), written when its last leaf arrives. The root of any size is then put
 * together from at most 64 nodes, and nothing ever needs rehashing. Called in the writer's transaction.
 */
#ifndef AUDIT_MERKLE_H
#define AUDIT_MERKLE_H

#include "base/rc.h"
#include "store/ids.h"

#include <stddef.h>
#include <stdint.h>

struct store;

void merkle_leaf_hash(const void *body, size_t len, uint8_t out[HASH_BYTES]);
void merkle_node_hash(const uint8_t left[HASH_BYTES], const uint8_t right[HASH_BYTES],
		      uint8_t out[HASH_BYTES]);

/* The hash of the empty string: the root of the empty tree. */
void merkle_empty_root(uint8_t out[HASH_BYTES]);

/* Writes the node rows that leaf n (already added) completes. */
MUST_CHECK enum rc merkle_complete(struct store *s, int64_t n, const uint8_t leaf[HASH_BYTES]);

/* The root over the first `size` leaves. */
MUST_CHECK enum rc merkle_root(struct store *s, int64_t size, uint8_t out[HASH_BYTES]);

/*
 * A root computed from leaves as they come, without the node rows: the independent way, for verification.
 * Zeroed is empty.
 */
struct merkle_run {
	int64_t size;
	uint8_t stack[64][HASH_BYTES]; /* stack[l] is valid when bit l of size is set */
};
/* Returns how many subtrees the leaf completes; their hashes, from level 1 up, go to completed (64 rows, or NULL). */
int merkle_run_add(struct merkle_run *run, const uint8_t leaf[HASH_BYTES],
		   uint8_t (*completed)[HASH_BYTES]);
void merkle_run_root(const struct merkle_run *run, uint8_t out[HASH_BYTES]);

#endif
