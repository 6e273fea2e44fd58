/* SPDX-License-Identifier: EUPL-1.2 */
/* synonyms.c - see synonyms.h. */
#include "rules/synonyms.h"

#include "base/xalloc.h"

#include <stdint.h>
#include <stdlib.h>

static void add_group(const struct yaml_node *item, void *arg)
{
	struct synonyms *s = arg;
	struct texts group;
	if (!want_list_of_texts(item, (struct bounds){2, SYNONYMS_MAX}, &s->memory, &group))
		return;
	s->groups = xgrow(s->groups, s->count, sizeof *s->groups);
	s->groups[s->count++] = group;
}

bool synonyms_load(const char *path, struct problems *p, struct synonyms *out)
{
	struct source source;
	*out = (struct synonyms){0};
	if (!source_read(path, p, &source))
		return false;
	arena_init(&out->memory, SIZE_MAX);
	yaml_each_item(&source, p, add_group, out);
	source_done(&source);
	return true;
}

void synonyms_done(struct synonyms *s)
{
	free(s->groups);
	arena_done(&s->memory);
	*s = (struct synonyms){0};
}
