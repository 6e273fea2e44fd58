/* SPDX-License-Identifier: EUPL-1.2 */
/* test_yamlfile.c - a mistake costs one item and is reported where it is. */
#include "files/yamlfile.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct source text_source(const char *text, struct problems *p)
{
	struct source s;
	assert_true(source_from("t.yaml", (struct bytes){text, strlen(text)}, p, &s));
	return s;
}

static void describe(struct str *out, const struct yaml_node *n)
{
	if (yaml_is_text(n)) {
		str_put(out, yaml_text(n));
		return;
	}
	str_put_char(out, yaml_is_list(n) ? '[' : '{');
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		if (i != yaml_first(n))
			str_put_char(out, ' ');
		describe(out, i);
		if (yaml_is_map(n)) {
			str_put_char(out, '=');
			describe(out, yaml_value(i));
		}
	}
	str_put_char(out, yaml_is_list(n) ? ']' : '}');
}

static void add_item(const struct yaml_node *item, void *arg)
{
	struct str *out = arg;
	describe(out, item);
	str_put_char(out, ';');
}

static void add_pair(const struct yaml_node *key, const struct yaml_node *value, void *arg)
{
	struct str *out = arg;
	describe(out, key);
	str_put_char(out, '=');
	describe(out, value);
	str_put_char(out, ';');
}

static void assert_problems(const struct problems *p, const char *wanted)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);
	problems_print(p, f);
	fclose(f);
	assert_string_equal(text, wanted);
	free(text);
}

/* Reads a list; compares what came out, and the problems. */
static void assert_list(const char *text, const char *items, const char *problems)
{
	struct problems p = {0};
	struct str out = {0};
	struct source s = text_source(text, &p);
	yaml_each_item(&s, &p, add_item, &out);
	assert_string_equal(str_text(&out), items);
	assert_problems(&p, problems);
	str_done(&out);
	source_done(&s);
	problems_done(&p);
}

static void assert_pairs(const char *text, const char *pairs, const char *problems)
{
	struct problems p = {0};
	struct str out = {0};
	struct source s = text_source(text, &p);
	yaml_each_key(&s, &p, add_pair, &out);
	assert_string_equal(str_text(&out), pairs);
	assert_problems(&p, problems);
	str_done(&out);
	source_done(&s);
	problems_done(&p);
}

static void a_list_is_read_item_by_item(void **state)
{
	(void)state;
	assert_list(
		"# comment\n\n- a\n- {k: v, l: [1, 2]}\n-\n  k: |\n    two\n    lines\n- 'it''s'\n",
		"a;{k=v l=[1 2]};{k=two\nlines\n};it's;", "");
	assert_list("", "", "");
	assert_list("[]\n", "", "");
	assert_list("---\n- a\n", "a;", "");
	assert_list("- k: [\n    1,\n]\n- b\n", "{k=[1]};b;", "");
	assert_list("\xef\xbb\xbf- a\r\n- b\r\n", "a;b;", "");
}

static void three_broken_items_of_five_cost_three(void **state)
{
	(void)state;
	assert_list("- id: one\n"
		    "  why: fine\n"
		    "- id: two\n"
		    "  why: \"never closed\n"
		    "- id: three\n"
		    "  when: [a, b\n"
		    "# a comment between\n"
		    "- id: four\n"
		    "   why: too deep\n"
		    "- id: five\n"
		    "  why: fine\n",
		    "{id=one why=fine};{id=five why=fine};",
		    "t.yaml:4:8: found unexpected end of stream while scanning a quoted scalar\n"
		    "t.yaml:8:1: did not find expected ',' or ']' while parsing a flow sequence\n"
		    "t.yaml:9:7: mapping values are not allowed in this context\n");
}

static void what_is_dangerous_is_refused_at_its_place(void **state)
{
	(void)state;
	assert_list("- &a [x]\n- *a\n- !!python/object x\n- ok\n", "ok;",
		    "t.yaml:1:3: anchors (&name) are not read here\n"
		    "t.yaml:2:3: aliases (*name) are not read here\n"
		    "t.yaml:3:3: tags (!name) are not read here\n");
	assert_list("- {a: 1, b: 2, a: 3}\n- ok\n", "ok;", "t.yaml:1:16: duplicate key \"a\"\n");
	assert_list("- {[a]: 1}\n", "", "t.yaml:1:4: a key must be a word\n");
	assert_list("- [[[[[[[[[[[[[[[[[[deep]]]]]]]]]]]]]]]]]]\n- ok\n", "ok;",
		    "t.yaml:1:19: nested too deeply\n");
}

static void what_is_no_list_is_said(void **state)
{
	(void)state;
	assert_list("key: value\n- a\n", "a;", "t.yaml:1:1: a list item (\"- …\") was expected\n");
	assert_list(
		"  - a\n- b\n", "b;",
		"t.yaml:1:1: nothing may be indented or closed here: \"- \" starts in the first "
		"column\n");
	assert_list("- a\n---\n- b\n", "a;b;", "t.yaml:2:1: a second document in one file\n");
}

static void a_long_text_is_refused(void **state)
{
	(void)state;
	struct str text = {0};
	str_put(&text, "- ");
	for (int i = 0; i < YAML_TEXT_MAX + 1; i++)
		str_put_char(&text, 'a');
	str_put(&text, "\n- ok\n");
	assert_list(str_text(&text), "ok;", "t.yaml:1:3: a text longer than 64 KiB\n");
	str_done(&text);
}

static void a_mapping_is_read_key_by_key(void **state)
{
	(void)state;
	assert_pairs("a: 1\nb:\n- x\n- y\nc: \"open\nd: {e: f}\n", "a=1;b=[x y];d={e=f};",
		     "t.yaml:5:4: found unexpected end of stream while scanning a quoted scalar\n");
	assert_pairs("just words\n", "", "t.yaml:1:1: \"key: …\" was expected\n");
}

static void a_whole_mapping_is_given_or_nothing(void **state)
{
	(void)state;
	struct problems p = {0};
	struct arena a;
	arena_init(&a, 1024 * 1024);
	struct source s = text_source("a: 1\nb: [x]\nc:\n", &p);
	const struct yaml_node *map = yaml_mapping(&s, &p, &a);
	assert_non_null(map);
	assert_int_equal(yaml_count(map), 3);
	assert_string_equal(yaml_text(yaml_get(map, "a")), "1");
	assert_true(yaml_is_list(yaml_get(map, "b")));
	assert_true(yaml_is_null(yaml_get(map, "c")));
	assert_null(yaml_get(map, "d"));
	source_done(&s);
	s = text_source("a: 1\nb: 2\na: 3\n", &p);
	assert_null(yaml_mapping(&s, &p, &a));
	assert_problems(&p, "t.yaml:3:1: duplicate key \"a\"\n");
	source_done(&s);
	problems_done(&p);
	arena_done(&a);
}

static void a_place_inside_a_text_is_exact(void **state)
{
	(void)state;
	struct problems p = {0};
	struct arena a;
	arena_init(&a, 1024 * 1024);
	struct source s = text_source("plain: abc\nsingle: 'é''bc'\nblock: |\n  abc\n", &p);
	const struct yaml_node *map = yaml_mapping(&s, &p, &a);
	yaml_problem_inside(yaml_get(map, "plain"), 2, "here");
	yaml_problem_inside(yaml_get(map, "single"), 3, "b is here");
	yaml_problem_inside(yaml_get(map, "block"), 2, "somewhere");
	assert_problems(&p, "t.yaml:1:10: here\nt.yaml:2:13: b is here\nt.yaml:3:8: somewhere\n");
	source_done(&s);
	problems_done(&p);
	arena_done(&a);
}

static void any_bytes_are_survived(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"- ", "a", ": ", "[", "]",  "{",     "}", "\"", "'",  "\n", "\n- ", "|\n", "&x ",
		"*x", "!", "#",  ",", "  ", "---\n", "%", "?",  "\t", "é",  "~",    "\n  "};
	uint32_t seed = 4;
	for (int round = 0; round < 4000; round++) {
		struct str text = {0}, out = {0};
		struct problems p = {0};
		for (int i = 0; i < 24; i++) {
			seed = seed * 1664525u + 1013904223u;
			str_put(&text, parts[(seed >> 16) % (sizeof parts / sizeof parts[0])]);
		}
		struct source s = text_source(str_text(&text), &p);
		struct arena a;
		arena_init(&a, 1024 * 1024);
		yaml_each_item(&s, &p, add_item, &out);
		yaml_each_key(&s, &p, add_pair, &out);
		const struct yaml_node *map = yaml_mapping(&s, &p, &a);
		assert_true(map != NULL || problems_count(&p) > 0);
		arena_done(&a);
		source_done(&s);
		problems_done(&p);
		str_done(&text);
		str_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_read_item_by_item),
		cmocka_unit_test(three_broken_items_of_five_cost_three),
		cmocka_unit_test(what_is_dangerous_is_refused_at_its_place),
		cmocka_unit_test(what_is_no_list_is_said),
		cmocka_unit_test(a_long_text_is_refused),
		cmocka_unit_test(a_mapping_is_read_key_by_key),
		cmocka_unit_test(a_whole_mapping_is_given_or_nothing),
		cmocka_unit_test(a_place_inside_a_text_is_exact),
		cmocka_unit_test(any_bytes_are_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
