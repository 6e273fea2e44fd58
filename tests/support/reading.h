/* SPDX-License-Identifier: EUPL-1.2 */
/* reading.h - a text read as the stations read it, for tests of what reads words. Include after cmocka's headers. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "text/wording.h"

enum { READING_ARENA_BYTES = 8 * 1024 * 1024 };

struct reading {
	struct arena arena;
	struct stemmer *stemmer;
	struct folded folded;
	struct wording words;
};

static inline void reading_open(struct reading *r, const char *text)
{
	arena_init(&r->arena, READING_ARENA_BYTES);
	r->stemmer = stemmer_new();
	assert_int_equal(fold_text(text, strlen(text), &r->arena, &r->folded), RC_OK);
	assert_int_equal(wording_make(&r->folded, r->stemmer, &r->arena, &r->words), RC_OK);
}

static inline void reading_close(struct reading *r)
{
	stemmer_free(r->stemmer);
	arena_done(&r->arena);
}

#endif
