/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * features.h - what the trained model sees of a text: words, neighbouring words, letters, and its shape.
 *
 * Four blocks: telling words as stems, alone and in pairs; all words as written, alone, in pairs and in threes
 * (how one asks: "a qui m'adresser"); runs of three to five letters, which survive typing errors; the shape (length,
 * question mark, capitals, a telephone number). A feature is a 64-bit hash of its text; equal hashes are one feature.
 * Pure function, any thread.
 */
#ifndef VOICES_FEATURES_H
#define VOICES_FEATURES_H

#include "base/arena.h"
#include "text/wording.h"

#include <stdint.h>

enum feature_block { BLOCK_CONTENT, BLOCK_WORDS, BLOCK_LETTERS, BLOCK_SHAPE, BLOCK_COUNT };

struct feature {
	uint64_t hash;
	uint16_t from, to; /* words of the reading that it comes from, [from, to) */
	uint8_t block;
};

struct features {
	struct feature *items; /* in the arena; one feature may stand several times */
	int count;
};

/* original: as the person wrote it. Gives what fits into the arena: an empty list when nothing does. */
void features_read(const struct wording *reading, const char *original, struct arena *a,
		   struct features *out);

#endif
