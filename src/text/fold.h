/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fold.h - text as rules and search see it: lower case, no accents, one kind of space, dash,
 * apostrophe.
 *
 * Folded text is valid UTF-8, NFC, without controls, trimmed; every byte knows where in the
 * original it comes from, so that what matched can be quoted from what the person wrote. Folding
 * folded text changes nothing. Latin letters lose their accents and ligatures (œ→oe, æ→ae, ß→ss,
 * ø→o, ł→l, đ→d, ı→i); other scripts keep their marks and lose only case. Pure functions, any
 * thread.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_INPUT_MAX = 16 * 1024, FOLD_DOCUMENT_MAX = 8 * 1024 * 1024 };

struct folded {
	char *text;           /* NUL-terminated */
	size_t len;           /* bytes, without the terminator */
	uint32_t *origin;     /* len + 1, never decreasing; the last is where the text ends */
	const char *original; /* what was folded; borrowed, so only good as long as that text is */
};

/*
 * gives the folded text in the arena (5 bytes a byte of common text, up to 15 of other scripts).
 * RC_INVALID: not UTF-8. RC_LIMIT: longer than FOLD_INPUT_MAX, or the arena has no room.
 */
MUST_CHECK enum rc fold_text(const char *utf8, size_t len, struct arena *a, struct folded *out);

/* The same for what the house itself indexes: up to FOLD_DOCUMENT_MAX bytes. */
MUST_CHECK enum rc fold_document(const char *utf8, size_t len, struct arena *a, struct folded *out);

/*
 * The bytes of the original that folded bytes [from, to) come from: whole characters, with the
 * accents that follow them. false, and nothing written, when the span is empty or outside the text.
 */
bool fold_span(const struct folded *f, size_t from, size_t to, size_t *orig_from, size_t *orig_to);

/* gives the folded copy of a short text on the heap; NULL when it is not UTF-8 or above
 * FOLD_INPUT_MAX. */
char *fold_word(const char *utf8);

struct nfc {
	char *text; /* NUL-terminated */
	size_t len;
};

/*
 * gives the text in NFC, otherwise as it was written, in the arena.
 * RC_INVALID: not UTF-8. RC_LIMIT: longer than FOLD_DOCUMENT_MAX, or the arena has no room.
 */
MUST_CHECK enum rc nfc_text(const char *utf8, size_t len, struct arena *a, struct nfc *out);

#endif
