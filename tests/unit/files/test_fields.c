/* SPDX-License-Identifier: EUPL-1.2 */
/* test_fields.c - values of each type, and records by their table. */
#include "files/fields.h"

#include "files/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct thing {
	char *id, *title, *url;
	char day[11];
	double weight;
	int capacity;
	bool is_open;
	struct texts words;
	const struct yaml_node *rest;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct thing, id), {0, 0}},
	{"title", FIELD_TEXT, false, offsetof(struct thing, title), {1, 10}},
	{"url", FIELD_URL, false, offsetof(struct thing, url), {0, 0}},
	{"day", FIELD_DATE, false, offsetof(struct thing, day), {0, 0}},
	{"weight", FIELD_NUMBER, false, offsetof(struct thing, weight), {0, 1}},
	{"capacity", FIELD_INT, false, offsetof(struct thing, capacity), {0, 100}},
	{"open", FIELD_FLAG, false, offsetof(struct thing, is_open), {0, 0}},
	{"words", FIELD_TEXTS, false, offsetof(struct thing, words), {1, 3}},
	{"rest", FIELD_NODE, false, offsetof(struct thing, rest), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a thing", fields};

struct reading {
	struct arena arena;
	struct problems problems;
	struct source source;
	struct thing thing;
	bool is_good;
};

static void read_thing(struct reading *r, const char *text)
{
	*r = (struct reading){0};
	arena_init(&r->arena, 1024 * 1024);
	assert_true(source_from("t.yaml", (struct bytes){text, strlen(text)}, &r->problems,
				&r->source));
	const struct yaml_node *map = yaml_mapping(&r->source, &r->problems, &r->arena);
	assert_non_null(map);
	r->is_good = read_record(map, &record, &r->arena, &r->thing);
}

static void reading_done(struct reading *r)
{
	arena_done(&r->arena);
	problems_done(&r->problems);
	source_done(&r->source);
}

static void a_good_record_is_read(void **state)
{
	(void)state;
	struct reading r;
	read_thing(&r,
		   "id: a-1\ntitle: ' Été '\nurl: https://www.bnf.fr/\nday: 2028-02-29\n"
		   "weight: 0.25\ncapacity: 12\nopen: true\nwords: [a, \"b c\"]\nrest: {x: y}\n");
	assert_true(r.is_good);
	assert_string_equal(r.thing.id, "a-1");
	assert_string_equal(r.thing.title, "Été");
	assert_string_equal(r.thing.url, "https://www.bnf.fr/");
	assert_string_equal(r.thing.day, "2028-02-29");
	assert_true(r.thing.weight == 0.25);
	assert_int_equal(r.thing.capacity, 12);
	assert_true(r.thing.is_open);
	assert_int_equal(r.thing.words.count, 2);
	assert_string_equal(r.thing.words.items[1], "b c");
	assert_true(yaml_is_map(r.thing.rest));
	reading_done(&r);
}

static void null_stands_for_an_absent_field(void **state)
{
	(void)state;
	struct reading r;
	read_thing(&r, "id: a\ntitle: null\nday: ~\n");
	assert_true(r.is_good);
	assert_null(r.thing.title);
	reading_done(&r);
}

static void each_bad_value_has_its_message(void **state)
{
	(void)state;
	static const struct {
		const char *line, *what;
		int column;
	} cases[] = {
		{"tilte: x", "unknown key \"tilte\" (did you mean \"title\"?)", 1},
		{"zzzzzz: x", "unknown key \"zzzzzz\"", 1},
		{"title: 12345678901", "the text is longer than 10 characters", 8},
		{"title: '  '", "the text is empty (at most 10 characters)", 8},
		{"title: [a]", "a text was expected", 8},
		{"url: www.bnf.fr", "an address was expected, starting with https:// or http://",
		 6},
		{"url: 'https:// x'", "an address was expected, starting with https:// or http://",
		 6},
		{"url: 'javascript:alert(1)'",
		 "an address was expected, starting with https:// or http://", 6},
		{"day: 2027-02-29", "a date was expected, as 2026-11-21", 6},
		{"day: 2027-13-01", "a date was expected, as 2026-11-21", 6},
		{"day: 21/11/2026", "a date was expected, as 2026-11-21", 6},
		{"weight: 1.5", "1.5 is not between 0 and 1", 9},
		{"weight: '0.5'", "a number was expected", 9},
		{"weight: 0x1", "a number was expected", 9},
		{"weight: nan", "a number was expected", 9},
		{"weight: 1.2.3", "a number was expected", 9},
		{"capacity: 1.5", "a whole number was expected", 11},
		{"open: yes", "true or false was expected", 7},
		{"words: x", "a list was expected", 8},
		{"words: []", "0 items where 1 to 3 were expected", 8},
		{"words: [a, {b: c}]", "a text was expected", 12},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[200];
		struct reading r;
		snprintf(text, sizeof text, "id: a\n%s\n", cases[i].line);
		read_thing(&r, text);
		assert_false(r.is_good);
		assert_int_equal(problems_count(&r.problems), 1);
		assert_string_equal(r.problems.items[0].what, cases[i].what);
		assert_int_equal(r.problems.items[0].line, 2);
		assert_int_equal(r.problems.items[0].column, cases[i].column);
		reading_done(&r);
	}
}

static void a_missing_field_is_named(void **state)
{
	(void)state;
	struct reading r;
	read_thing(&r, "title: x\n");
	assert_false(r.is_good);
	assert_string_equal(r.problems.items[0].what, "a thing needs \"id\"");
	reading_done(&r);
}

static void slugs_are_strict(void **state)
{
	(void)state;
	assert_true(is_slug("a"));
	assert_true(is_slug("atelier-2026-12"));
	assert_false(is_slug(""));
	assert_false(is_slug("-a"));
	assert_false(is_slug("a-"));
	assert_false(is_slug("a--b"));
	assert_false(is_slug("A"));
	assert_false(is_slug("é"));
	assert_false(is_slug("a b"));
}

static void the_nearest_word_is_at_most_two_slips_away(void **state)
{
	(void)state;
	static const char *const words[] = {"when", "then", "why", "id", NULL};
	assert_string_equal(nearest_word("wehn", words), "when");
	assert_string_equal(nearest_word("tehn", words), "then");
	assert_null(nearest_word("something", words));
	assert_null(nearest_word("xx", words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_record_is_read),
		cmocka_unit_test(null_stands_for_an_absent_field),
		cmocka_unit_test(each_bad_value_has_its_message),
		cmocka_unit_test(a_missing_field_is_named),
		cmocka_unit_test(slugs_are_strict),
		cmocka_unit_test(the_nearest_word_is_at_most_two_slips_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
