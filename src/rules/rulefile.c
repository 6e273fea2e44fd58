/* SPDX-License-Identifier: EUPL-1.2 */
/* rulefile.c - see rulefile.h. */
#include "rules/rulefile.h"

#include "base/xalloc.h"
#include "files/fields.h"
#include "files/walk.h"
#include "rules/labels.h"
#include "rules/taxonomy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_MAX = 300 };

static const char *const target_words[RULE_TARGET_COUNT] = {
	[RULE_TOPIC] = "topic", [RULE_KIND] = "kind",         [RULE_FLAG] = "flag",
	[RULE_PLACE] = "place", [RULE_AUDIENCE] = "audience", [RULE_QUEUE] = "queue",
};

struct reading {
	struct rule_list *list;
	struct problems *problems;
};

/* What a rule says, before it is judged. */
struct parts {
	struct rule_source rule;
	const struct yaml_node *when, *then;
};

static const struct yaml_field rule_fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, rule.id), {0, 0}},
	{"when", FIELD_NODE, true, offsetof(struct parts, when), {0, 0}},
	{"then", FIELD_NODE, true, offsetof(struct parts, then), {0, 0}},
	{"why", FIELD_TEXT, true, offsetof(struct parts, rule.why), {1, WHY_MAX}},
	{0},
};

static const struct yaml_record rule_record = {"a rule", rule_fields};

/* A pattern is taken as it stands: space at its ends is part of it. */
static bool read_pattern(const struct yaml_node *n, struct arena *a, struct rule_pattern *out)
{
	size_t len = yaml_text_len(n);
	if (!yaml_is_text(n) || len == 0 || len > RULE_PATTERN_MAX) {
		yaml_problem(n, "a pattern of 1 to %d bytes was expected", RULE_PATTERN_MAX);
		return false;
	}
	out->text = arena_copy(a, yaml_text(n), len);
	out->place = yaml_place_of(n);
	return out->text != NULL;
}

static bool read_patterns(const struct yaml_node *n, struct arena *a, struct rule_patterns *out)
{
	if (!yaml_is_list(n) || yaml_count(n) == 0 || yaml_count(n) > RULE_PATTERNS_MAX) {
		yaml_problem(n, "a list of 1 to %d patterns was expected", RULE_PATTERNS_MAX);
		return false;
	}
	bool is_good = true;
	out->items = arena_alloc(a, yaml_count(n) * sizeof *out->items);
	for (const struct yaml_node *i = yaml_first(n); i != NULL && out->items != NULL;
	     i = yaml_next(i)) {
		if (read_pattern(i, a, &out->items[out->count]))
			out->count++;
		else
			is_good = false;
	}
	return is_good && out->items != NULL;
}

static bool read_when(const struct yaml_node *when, struct arena *a, struct rule_source *rule)
{
	static const char *const keys[] = {"any", "all", "none", NULL};
	struct rule_patterns *const lists[] = {&rule->any, &rule->all, &rule->none};
	if (!yaml_is_map(when)) {
		yaml_problem(when, "any, all or none was expected, each with a list of patterns");
		return false;
	}
	bool is_good = refuse_unknown_keys(when, keys);
	for (size_t i = 0; keys[i] != NULL; i++) {
		const struct yaml_node *n = yaml_get(when, keys[i]);
		if (n != NULL && !read_patterns(n, a, lists[i]))
			is_good = false;
	}
	if (is_good && rule->any.count + rule->all.count == 0) {
		yaml_problem(when, "a rule needs \"any\" or \"all\": with \"none\" alone it would "
				   "match nearly everything");
		return false;
	}
	return is_good;
}

static bool want_place_code(const struct yaml_node *n)
{
	if (is_place_code(yaml_text(n)))
		return true;
	yaml_problem(n, "a département code or a province (BE-XXX) was expected");
	return false;
}

/* The slug or code behind topic, kind…, and its index where there is a list of them. */
static bool read_label(const struct yaml_node *n, struct arena *a, struct rule_source *rule)
{
	static const enum label_list lists[RULE_TARGET_COUNT] = {
		[RULE_TOPIC] = LABEL_TOPIC,
		[RULE_KIND] = LABEL_KIND,
		[RULE_FLAG] = LABEL_FLAG,
		[RULE_AUDIENCE] = LABEL_AUDIENCE,
	};
	rule->index = -1;
	if (rule->target == RULE_QUEUE)
		return want_slug(n, a, &rule->label);
	bool is_good = rule->target == RULE_PLACE
			       ? want_place_code(n)
			       : want_label(n, lists[rule->target], &rule->index);
	return is_good && want_text(n, FIELD_SLUG_MAX, a, &rule->label);
}

static bool read_then(const struct yaml_node *then, struct arena *a, struct rule_source *rule)
{
	static const char *const keys[] = {"topic",    "kind",  "flag",   "place",
					   "audience", "queue", "weight", NULL};
	if (!yaml_is_map(then)) {
		yaml_problem(then, "a target was expected, as {topic: histoire, weight: 0.9}");
		return false;
	}
	bool is_good = refuse_unknown_keys(then, keys);
	const struct yaml_node *label = NULL;
	int targets = 0;
	for (int t = 0; t < RULE_TARGET_COUNT; t++) {
		const struct yaml_node *n = yaml_get(then, target_words[t]);
		if (n == NULL)
			continue;
		targets++;
		label = n;
		rule->target = (enum rule_target)t;
	}
	if (targets != 1) {
		yaml_problem(then, "exactly one of topic, kind, flag, place, audience, queue was "
				   "expected");
		return false;
	}
	const struct yaml_node *weight = yaml_get(then, "weight");
	if (weight == NULL) {
		yaml_problem(then, "the target needs \"weight\"");
		return false;
	}
	bool is_weighed = want_number(weight, (struct bounds){0, 1}, &rule->weight);
	return read_label(label, a, rule) && is_weighed && is_good;
}

static const struct rule_source *find_rule(const struct rule_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->items[i].id, id) == 0)
			return &list->items[i];
	}
	return NULL;
}

static bool is_new(const struct yaml_node *item, const struct rule_list *list, const char *id)
{
	const struct rule_source *other = find_rule(list, id);
	if (other == NULL)
		return true;
	yaml_problem(item, "the rule id \"%s\" is taken already (%s:%d)", id, other->file,
		     other->line);
	return false;
}

static void add_rule(const struct yaml_node *item, void *arg)
{
	struct reading *reading = arg;
	struct rule_list *list = reading->list;
	struct parts parts = {0};
	bool is_good = read_record(item, &rule_record, &list->memory, &parts);
	struct rule_source *rule = &parts.rule;
	if (parts.when != NULL && !read_when(parts.when, &list->memory, rule))
		is_good = false;
	if (parts.then != NULL && !read_then(parts.then, &list->memory, rule))
		is_good = false;
	if (!is_good || !is_new(item, list, rule->id))
		return;
	rule->file = arena_copy(&list->memory, yaml_path(item), strlen(yaml_path(item)));
	rule->line = yaml_line(item);
	rule->column = yaml_column(item);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *rule;
}

void rules_read_source(const struct source *s, struct problems *p, struct rule_list *list)
{
	if (list->count == 0 && list->memory.left == 0)
		arena_init(&list->memory, SIZE_MAX);
	struct reading reading = {.list = list, .problems = p};
	yaml_each_item(s, p, add_rule, &reading);
}

static bool holds_rules(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	return strcmp(name, "synonyms.yaml") != 0 && strcmp(name, "places.yaml") != 0;
}

bool rules_read(const char *dir, struct problems *p, struct rule_list *out)
{
	struct paths paths;
	*out = (struct rule_list){0};
	if (!walk_folder(dir, ".yaml", &paths)) {
		problems_add(p, (struct spot){dir, 1, 1}, "the folder of rules cannot be opened");
		return false;
	}
	for (size_t i = 0; i < paths.count; i++) {
		struct source s;
		if (!holds_rules(paths.items[i]) || !source_read(paths.items[i], p, &s))
			continue;
		rules_read_source(&s, p, out);
		source_done(&s);
	}
	paths_done(&paths);
	return true;
}

void rule_list_done(struct rule_list *list)
{
	free(list->items);
	arena_done(&list->memory);
	*list = (struct rule_list){0};
}

const char *rule_target_word(enum rule_target target)
{
	return target_words[target];
}
