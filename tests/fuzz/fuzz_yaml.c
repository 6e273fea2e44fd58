/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_yaml.c - any bytes as a list, as a mapping, and as Markdown with front matter. */
#include "files/frontmatter.h"
#include "files/yamlfile.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_CAP = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void visit(const struct yaml_node *n)
{
	assert(yaml_line(n) >= 1 && yaml_column(n) >= 1);
	yaml_problem_inside(n, yaml_text_len(n), "end");
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		visit(i);
		if (yaml_is_map(n))
			visit(yaml_value(i));
	}
}

static void on_item(const struct yaml_node *item, void *arg)
{
	(void)arg;
	visit(item);
}

static void on_pair(const struct yaml_node *key, const struct yaml_node *value, void *arg)
{
	(void)arg;
	visit(key);
	visit(value);
}

static void read_as_markdown(const struct source *source, struct problems *problems)
{
	struct frontmatter parts;
	struct arena arena;
	if (!frontmatter_split(source, problems, &parts))
		return;
	arena_init(&arena, ARENA_CAP);
	const struct yaml_node *map = yaml_mapping(&parts.head, problems, &arena);
	if (map != NULL)
		visit(map);
	arena_done(&arena);
	frontmatter_done(&parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct problems problems = {0};
	struct source source;
	if (source_from("fuzz", (struct bytes){(const char *)data, size}, &problems, &source)) {
		yaml_each_item(&source, &problems, on_item, NULL);
		yaml_each_key(&source, &problems, on_pair, NULL);
		read_as_markdown(&source, &problems);
		source_done(&source);
	}
	problems_done(&problems);
	return 0;
}
