/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rulefile.c - rules as they are written: what is read, and what is said about mistakes. */
#include "rules/rulefile.h"

#include "rules/taxonomy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rule_list read_text(const char *text, struct problems *p)
{
	struct source s;
	struct rule_list list = {0};
	assert_true(source_from("r.yaml", (struct bytes){text, strlen(text)}, p, &s));
	rules_read_source(&s, p, &list);
	source_done(&s);
	return list;
}

static void a_rule_is_read_whole(void **state)
{
	(void)state;
	struct problems p = {0};
	struct rule_list list = read_text("# rules\n"
					  "- id: topic-histoire\n"
					  "  when:\n"
					  "    any: ['\\bguerre\\b', ' l''an ']\n"
					  "    all: ['x']\n"
					  "    none: ['jeu']\n"
					  "  then: {topic: histoire, weight: 0.75}\n"
					  "  why: \"La question parle de guerre.\"\n",
					  &p);
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	assert_int_equal(list.count, 1);
	const struct rule_source *r = &list.items[0];
	assert_string_equal(r->id, "topic-histoire");
	assert_int_equal(r->any.count, 2);
	assert_string_equal(r->any.items[1].text, " l'an "); /* spaces count */
	assert_int_equal(r->all.count, 1);
	assert_int_equal(r->none.count, 1);
	assert_int_equal(r->target, RULE_TOPIC);
	assert_string_equal(r->label, "histoire");
	assert_int_equal(r->index, TOPIC_HISTOIRE);
	assert_true(r->weight == 0.75);
	assert_string_equal(r->file, "r.yaml");
	assert_int_equal(r->line, 2);
	rule_list_done(&list);
}

static void each_target_is_read(void **state)
{
	(void)state;
	static const struct {
		const char *then, *label;
		enum rule_target target;
		int index;
	} cases[] = {
		{"{kind: fait, weight: 1}", "fait", RULE_KIND, KIND_FAIT},
		{"{flag: mineur, weight: 1}", "mineur", RULE_FLAG, FLAG_MINEUR},
		{"{place: '29', weight: 1}", "29", RULE_PLACE, -1},
		{"{place: BE-WHT, weight: 1}", "BE-WHT", RULE_PLACE, -1},
		{"{audience: professional, weight: 1}", "professional", RULE_AUDIENCE,
		 AUDIENCE_PROFESSIONAL},
		{"{queue: emi, weight: 0}", "emi", RULE_QUEUE, -1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[300];
		struct problems p = {0};
		snprintf(text, sizeof text, "- id: a\n  when: {any: ['x']}\n  then: %s\n  why: b\n",
			 cases[i].then);
		struct rule_list list = read_text(text, &p);
		assert_int_equal(problems_count(&p), 0);
		assert_int_equal(list.items[0].target, cases[i].target);
		assert_int_equal(list.items[0].index, cases[i].index);
		assert_string_equal(list.items[0].label, cases[i].label);
		rule_list_done(&list);
	}
}

static void each_mistake_is_said_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *what;
		int line, column;
	} cases[] = {
		{"- id: a\n  wehn: {any: ['x']}\n  then: {topic: droit, weight: 1}\n  why: b\n",
		 "unknown key \"wehn\" (did you mean \"when\"?)", 2, 3},
		{"- id: a\n  when: {ayn: ['x']}\n  then: {topic: droit, weight: 1}\n  why: b\n",
		 "unknown key \"ayn\" (did you mean \"any\"?)", 2, 10},
		{"- id: a\n  when: {any: ['x']}\n  then: {topic: driot, weight: 1}\n  why: b\n",
		 "unknown topic \"driot\" (did you mean \"droit\"?)", 3, 17},
		{"- id: a\n  when: {any: ['x']}\n  then: {topic: droit, kind: fait, weight: 1}\n"
		 "  why: b\n",
		 "exactly one of topic, kind, flag, place, audience, queue was expected", 3, 9},
		{"- id: a\n  when: {any: ['x']}\n  then: {topic: droit}\n  why: b\n",
		 "the target needs \"weight\"", 3, 9},
		{"- id: a\n  when: {any: ['x']}\n  then: {topic: droit, weight: 2}\n  why: b\n",
		 "2 is not between 0 and 1", 3, 32},
		{"- id: a\n  when: {none: ['x']}\n  then: {topic: droit, weight: 1}\n  why: b\n",
		 "a rule needs \"any\" or \"all\": with \"none\" alone it would match nearly "
		 "everything",
		 2, 9},
		{"- id: a\n  when: {any: x}\n  then: {topic: droit, weight: 1}\n  why: b\n",
		 "a list of 1 to 100 patterns was expected", 2, 15},
		{"- id: a\n  when: {any: ['']}\n  then: {topic: droit, weight: 1}\n  why: b\n",
		 "a pattern of 1 to 1000 bytes was expected", 2, 16},
		{"- id: a\n  when: {any: ['x']}\n  then: {place: Paris, weight: 1}\n  why: b\n",
		 "a département code or a province (BE-XXX) was expected", 3, 17},
		{"- just words\n", "a rule was expected, as \"key: value\" lines", 1, 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct problems p = {0};
		struct rule_list list = read_text(cases[i].text, &p);
		assert_true(problems_count(&p) >= 1);
		assert_string_equal(p.items[0].what, cases[i].what);
		assert_int_equal(p.items[0].line, cases[i].line);
		assert_int_equal(p.items[0].column, cases[i].column);
		assert_int_equal(list.count, 0);
		rule_list_done(&list);
		problems_done(&p);
	}
}

static void an_id_is_taken_once(void **state)
{
	(void)state;
	static const char rule[] = "- id: a\n  when: {any: ['x']}\n"
				   "  then: {topic: droit, weight: 1}\n  why: b\n";
	char text[2 * sizeof rule];
	struct problems p = {0};
	snprintf(text, sizeof text, "%s%s", rule, rule);
	struct rule_list list = read_text(text, &p);
	assert_int_equal(list.count, 1);
	assert_string_equal(p.items[0].what, "the rule id \"a\" is taken already (r.yaml:1)");
	assert_int_equal(p.items[0].line, 5);
	rule_list_done(&list);
	problems_done(&p);
}

static void a_missing_folder_is_a_problem(void **state)
{
	(void)state;
	struct problems p = {0};
	struct rule_list list;
	assert_false(rules_read("/nonexistent", &p, &list));
	assert_int_equal(problems_count(&p), 1);
	rule_list_done(&list);
	problems_done(&p);
}

static void the_rules_that_are_shipped_are_good(void **state)
{
	(void)state;
	struct problems p = {0};
	struct rule_list list;
	assert_true(rules_read(SOURCE_DIR "/rules", &p, &list));
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	assert_true(list.count > 100);
	rule_list_done(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_read_whole),
		cmocka_unit_test(each_target_is_read),
		cmocka_unit_test(each_mistake_is_said_at_its_place),
		cmocka_unit_test(an_id_is_taken_once),
		cmocka_unit_test(a_missing_folder_is_a_problem),
		cmocka_unit_test(the_rules_that_are_shipped_are_good),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
