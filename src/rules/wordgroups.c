/* SPDX-License-Identifier: EUPL-1.2 */
/* wordgroups.c - see wordgroups.h. */
#include "rules/wordgroups.h"

#include "base/xalloc.h"
#include "files/walk.h"
#include "rules/labels.h"
#include "rules/taxonomy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ABOUT_MAX = 120 };

struct parts {
	struct wordgroup group;
	const struct yaml_node *topic;
};

static const struct yaml_field fields[] = {
	{"about", FIELD_TEXT, true, offsetof(struct parts, group.about), {1, ABOUT_MAX}},
	{"weight", FIELD_NUMBER, true, offsetof(struct parts, group.weight), {0, 1}},
	{"words", FIELD_TEXTS, true, offsetof(struct parts, group.words), {1, WORDGROUP_WORDS_MAX}},
	{"topic", FIELD_NODE, false, offsetof(struct parts, topic), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a group of words", fields};

struct loading {
	struct wordgroups *groups;
	int topic; /* of the file's name; -1: none */
};

static void add_group(const struct yaml_node *item, void *arg)
{
	struct loading *l = arg;
	struct wordgroups *g = l->groups;
	struct parts parts = {.group = {.topic = l->topic}};
	bool is_good = read_record(item, &record, &g->memory, &parts);
	if (parts.topic != NULL && !want_label(parts.topic, LABEL_TOPIC, &parts.group.topic))
		return;
	if (parts.group.topic < 0) {
		yaml_problem(item, "the file has no topic's name, so each group needs `topic:`");
		return;
	}
	if (!is_good)
		return;
	g->items = xgrow(g->items, g->count, sizeof *g->items);
	g->items[g->count++] = parts.group;
}

/* "rules/lexicon/histoire.yaml" speaks for histoire. */
static int topic_of_file(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
	char slug[64];
	size_t len = strcspn(name, ".");
	if (len >= sizeof slug)
		return -1;
	memcpy(slug, name, len);
	slug[len] = '\0';
	return topic_find(slug);
}

void wordgroups_read_source(const struct source *s, struct problems *p, struct wordgroups *out)
{
	struct loading l = {out, topic_of_file(s->path)};
	if (out->count == 0 && out->memory.left == 0)
		arena_init(&out->memory, SIZE_MAX);
	yaml_each_item(s, p, add_group, &l);
}

bool wordgroups_load(const char *dir, struct problems *p, struct wordgroups *out)
{
	struct paths paths;
	*out = (struct wordgroups){0};
	if (!walk_files(dir, ".yaml", &paths)) {
		problems_add(p, (struct spot){dir, 1, 1}, "the folder of words cannot be opened");
		return false;
	}
	for (size_t i = 0; i < paths.count; i++) {
		struct source s;
		if (!source_read(paths.items[i], p, &s))
			continue;
		wordgroups_read_source(&s, p, out);
		source_done(&s);
	}
	paths_done(&paths);
	return true;
}

void wordgroups_done(struct wordgroups *g)
{
	free(g->items);
	arena_done(&g->memory);
	*g = (struct wordgroups){0};
}
