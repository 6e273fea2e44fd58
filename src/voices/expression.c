/* SPDX-License-Identifier: EUPL-1.2 */
/* expression.c - see expression.h. */
#include "voices/expression.h"

#include <stdio.h>
#include <string.h>

enum { EXPRESSION_BYTES = 64 * 1024 + WORDING_WORDS_MAX * (int)sizeof(struct token) };

struct expression expression_start(void)
{
	return (struct expression){.hash = 14695981039346656037u}; /* FNV-1a */
}

struct expression expression_add(struct expression e, const char *stem)
{
	for (; *stem != '\0'; stem++)
		e.hash = (e.hash ^ (unsigned char)*stem) * 1099511628211u;
	e.hash = (e.hash ^ ' ') * 1099511628211u;
	e.words++;
	return e;
}

struct expression expression_of(const char *text, struct stemmer *stemmer, char *out, size_t size)
{
	struct expression e = expression_start();
	struct arena a;
	struct folded folded;
	struct wording r = {0};
	size_t at = 0;
	arena_init(&a, EXPRESSION_BYTES);
	if (fold_text(text, strlen(text), &a, &folded) == RC_OK)
		(void)!wording_make(&folded, stemmer, &a, &r);
	for (int i = 0; i < r.count; i++) {
		if (r.words[i].is_stop)
			continue;
		e = expression_add(e, r.words[i].stem);
		if (at < size)
			at += (size_t)snprintf(out + at, size - at, "%s%s", at > 0 ? " " : "",
					       r.words[i].stem);
	}
	arena_done(&a);
	return e;
}
