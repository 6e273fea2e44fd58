/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.c - a chain of blocks, handed out from the front. See arena.h. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	_Alignas(16) char bytes[];
};

void arena_init(struct arena *a, size_t cap)
{
	*a = (struct arena){.left = cap};
}

void arena_done(struct arena *a)
{
	for (struct arena_block *b = a->blocks; b != NULL;) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
	*a = (struct arena){0};
}

static bool add_block(struct arena *a, size_t n)
{
	size_t bytes = n > BLOCK_BYTES ? n : BLOCK_BYTES;
	if (bytes > a->left)
		bytes = n;
	if (bytes > a->left || bytes > SIZE_MAX - sizeof(struct arena_block))
		return false;
	struct arena_block *b = malloc(sizeof *b + bytes);
	if (b == NULL)
		return false;
	b->next = a->blocks;
	a->blocks = b;
	a->left -= bytes;
	a->at = b->bytes;
	a->end = b->bytes + bytes;
	return true;
}

void *arena_alloc(struct arena *a, size_t n)
{
	if (n > SIZE_MAX - 15)
		return NULL;
	/* Nothing is something too: NULL would say that the share is used up. */
	n = n == 0 ? 16 : (n + 15) & ~(size_t)15;
	if (n > (size_t)(a->end - a->at) && !add_block(a, n))
		return NULL;
	void *p = a->at;
	a->at += n;
	return memset(p, 0, n);
}

char *arena_copy(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);
	if (copy != NULL && n > 0)
		memcpy(copy, s, n);
	return copy;
}
