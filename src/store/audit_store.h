/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audit_store.h - leaves, tree nodes and erasable payloads as rows. What they mean is in src/audit/.
 *
 * Called by src/audit only. See store.h for threads and errors.
 */
#ifndef STORE_AUDIT_STORE_H
#define STORE_AUDIT_STORE_H

#include "base/arena.h"
#include "base/rc.h"
#include "store/ids.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

struct leaf_row {
	int64_t n;
	const char *body;
	size_t body_len;
	uint8_t hash[HASH_BYTES];
	struct question_id question; /* 0: about no question, or erased */
	const char *payload;         /* NULL once erased */
	uint8_t salt[HASH_BYTES];
};

MUST_CHECK enum rc store_audit_size(struct store *s, int64_t *size);
MUST_CHECK enum rc store_audit_add_leaf(struct store *s, const struct leaf_row *leaf);
MUST_CHECK enum rc store_audit_add_node(struct store *s, int level, int64_t n,
					const uint8_t hash[HASH_BYTES]);
/* The hash of a complete subtree; level 0 are the leaves. RC_NOT_FOUND. */
MUST_CHECK enum rc store_audit_node(struct store *s, int level, int64_t n,
				    uint8_t hash[HASH_BYTES]);
/* How many nodes are stored, those of level 0 (leaves) not counted. */
MUST_CHECK enum rc store_audit_node_count(struct store *s, int64_t *count);
/* Every leaf from `first` on, in order. Strings are borrowed for the call: a million leaves need no arena. */
MUST_CHECK enum rc store_audit_leaves(struct store *s, int64_t first,
				      bool (*each)(void *arg, const struct leaf_row *leaf),
				      void *arg);
/* The leaves about one question, in order. */
MUST_CHECK enum rc store_audit_of(struct store *s, struct question_id id,
				  bool (*each)(void *arg, const struct leaf_row *leaf), void *arg);

#endif
