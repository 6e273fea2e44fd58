/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * arena.h - capped memory for one request, freed whole at its end.
 *
 * Everything an outsider can make us allocate comes from here. The cap is the promise: a request
 * that has used its share gets NULL, and its caller answers RC_LIMIT. One thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;
	char *at, *end;
	size_t left; /* bytes that may still be taken from the system */
};

/* An empty arena that will never hold more than cap bytes; takes nothing until first asked. */
void arena_init(struct arena *a, size_t cap);

/* Frees everything; leaves it zeroed and reusable after another arena_init. */
void arena_done(struct arena *a);

/* gives n zeroed bytes, 16-aligned, or NULL when the request has used its share. */
void *arena_alloc(struct arena *a, size_t n);

/* gives a NUL-terminated copy of n bytes, or NULL. */
char *arena_copy(struct arena *a, const char *s, size_t n);

#endif
