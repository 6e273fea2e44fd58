/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audit.h - the trace: one leaf an arrow of the flow, in the same transaction as the arrow.
 *
 * A leaf's body is public and holds no personal data (trust.md E1):
 *
 *     aiguilleur-leaf/1
 *     n 41
 *     at 2026-11-21T10
 *     verb claim
 *     object question/12
 *     actor respondent 5f0c…
 *     commit 9a3e…
 *
 * at: the hour, coarse on purpose. commit: HMAC-SHA-256(salt, payload), hexadecimal, with 32 random bytes
 * of salt and the payload as canonical JSON (as printed once, kept byte for byte). Salt and payload are in
 * an erasable table; without them the commitment says nothing, and the log verifies all the same.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "base/rc.h"
#include "people/role.h"
#include "store/ids.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

struct store;

struct audit_entry {
	const char *verb;            /* as in the table of moves, or user.add, init … */
	struct question_id question; /* 0: about no question */
	const struct actor *actor;
	int64_t at_ms;
	const cJSON *details; /* borrowed; what happened, personal data allowed; may be NULL */
};

/* Appends a leaf in the caller's transaction. */
MUST_CHECK enum rc audit_append(struct store *s, const struct audit_entry *entry);

/* Leaves so far, and the root over them. */
MUST_CHECK enum rc audit_head(struct store *s, int64_t *size, uint8_t root[HASH_BYTES]);

struct audit_verdict {
	int64_t size;         /* leaves read */
	int64_t erased;       /* of which the payload is gone, as it may be */
	int64_t first_broken; /* index of the first leaf that does not fit; -1: none */
	char what[160];       /* what does not fit, in English */
	uint8_t root[HASH_BYTES];
};

/*
 * Recomputes everything from the leaves: numbering without a gap, leaf hashes, every commitment whose
 * payload still exists, and the root, against the stored nodes. RC_OK means that it could be read: the
 * verdict says whether it holds. Reads in one transaction; a million leaves take seconds.
 */
MUST_CHECK enum rc audit_verify(struct store *s, struct audit_verdict *verdict);

/* Writes each leaf as one JSON line {n, body, hash, payload?, salt?}; payloads only when asked for. */
MUST_CHECK enum rc audit_export(struct store *s, bool with_payloads,
				bool (*line)(void *arg, const char *json), void *arg);

/* The steps of one question for people: a JSON list [{verb, from, to, name, at}], oldest first. takes nothing, gives the list. */
MUST_CHECK enum rc audit_story(struct store *s, struct question_id question, cJSON **out);

#endif
