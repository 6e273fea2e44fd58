/* SPDX-License-Identifier: EUPL-1.2 */
/* examples.c - see examples.h. */
#include "rules/examples.h"

#include "base/xalloc.h"
#include "files/fields.h"
#include "files/walk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct parts {
	struct example example;
	const struct yaml_node *topics, *kind, *flags, *place;
};

static const struct yaml_field fields[] = {
	{"text", FIELD_TEXT, true, offsetof(struct parts, example.text), {1, EXAMPLE_TEXT_MAX}},
	{"topics", FIELD_NODE, false, offsetof(struct parts, topics), {0, 0}},
	{"kind", FIELD_NODE, false, offsetof(struct parts, kind), {0, 0}},
	{"flags", FIELD_NODE, false, offsetof(struct parts, flags), {0, 0}},
	{"place", FIELD_NODE, false, offsetof(struct parts, place), {0, 0}},
	{0},
};

static const struct yaml_record record = {"an example", fields};

static bool read_place(const struct yaml_node *n, struct arena *a, struct example *example)
{
	enum { CODE_MAX = 6 };
	if (!is_place_code(yaml_text(n))) {
		yaml_problem(n,
			     "a département code or a province (BE-XXX) was expected, in quotes");
		return false;
	}
	return want_text(n, CODE_MAX, a, &example->place);
}

static bool read_labels(const struct yaml_node *item, const struct parts *parts, struct arena *a,
			struct example *out)
{
	bool is_good = true;
	out->kind = -1;
	if (parts->topics != NULL && !want_topics(parts->topics, 0, TOPICS_MAX, &out->topics))
		is_good = false;
	if (parts->kind != NULL && !want_label(parts->kind, LABEL_KIND, &out->kind))
		is_good = false;
	if (parts->flags != NULL && !want_label_set(parts->flags, LABEL_FLAG, &out->flags))
		is_good = false;
	if (parts->place != NULL && !read_place(parts->place, a, out))
		is_good = false;
	if (is_good && out->topics.count == 0 && out->kind < 0 && out->flags == 0) {
		yaml_problem(item, "an example needs a topic, a kind or a flag");
		return false;
	}
	return is_good;
}

static void add_example(const struct yaml_node *item, void *arg)
{
	struct examples *e = arg;
	struct parts parts = {0};
	bool is_good = read_record(item, &record, &e->memory, &parts);
	if (!read_labels(item, &parts, &e->memory, &parts.example) || !is_good)
		return;
	const char *path = yaml_path(item);
	parts.example.file = arena_copy(&e->memory, path, strlen(path));
	parts.example.line = yaml_line(item);
	e->items = xgrow(e->items, e->count, sizeof *e->items);
	e->items[e->count++] = parts.example;
}

void examples_read_source(const struct source *s, struct problems *p, struct examples *out)
{
	if (out->count == 0 && out->memory.left == 0)
		arena_init(&out->memory, SIZE_MAX);
	yaml_each_item(s, p, add_example, out);
}

bool examples_load(const char *dir, struct problems *p, struct examples *out)
{
	struct paths paths;
	*out = (struct examples){0};
	if (!walk_files(dir, ".yaml", &paths)) {
		problems_add(p, (struct spot){dir, 1, 1},
			     "the folder of examples cannot be opened");
		return false;
	}
	for (size_t i = 0; i < paths.count; i++) {
		struct source s;
		if (!source_read(paths.items[i], p, &s))
			continue;
		examples_read_source(&s, p, out);
		source_done(&s);
	}
	paths_done(&paths);
	return true;
}

void examples_done(struct examples *e)
{
	free(e->items);
	arena_done(&e->memory);
	*e = (struct examples){0};
}
