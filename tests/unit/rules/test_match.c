/* SPDX-License-Identifier: EUPL-1.2 */
/* test_match.c - any, all and none; spans; patterns that fail; threads. */
#include "rules/match.h"

#include "base/str.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HITS_MAX = 64 };

static struct ruleset *compile(const char *text, struct problems *p)
{
	struct source s;
	struct rule_list list = {0};
	assert_true(source_from("r.yaml", (struct bytes){text, strlen(text)}, p, &s));
	rules_read_source(&s, p, &list);
	source_done(&s);
	return ruleset_new(&list, p);
}

/* One rule per `when`, with ids r0, r1… */
static struct ruleset *compile_whens(const char *const *whens, struct problems *p)
{
	struct str text = {0};
	for (int i = 0; whens[i] != NULL; i++)
		str_printf(&text,
			   "- id: r%d\n  when: %s\n  then: {topic: droit, weight: 1}\n  why: w\n",
			   i, whens[i]);
	struct ruleset *set = compile(str_text(&text), p);
	str_done(&text);
	return set;
}

static void any_all_and_none_decide(void **state)
{
	(void)state;
	static const char *const whens[] = {
		"{any: ['chat', 'chien']}",
		"{all: ['chat', 'chien']}",
		"{any: ['chat'], all: ['noir'], none: ['souris']}",
		"{any: ['ETE']}",
		"{any: ['\\bchat\\b.{0,9}\\bdort']}",
		NULL,
	};
	static const struct {
		const char *text, *hits;
	} cases[] = {
		{"un chat", "0[3-7]"},
		{"un chien et un chat", "0[15-19] 1[15-19]"},
		{"le chat noir", "0[3-7] 2[3-7]"},
		{"le chat noir et la souris", "0[3-7]"},
		{"l'ete", "3[2-5]"},
		{"le chat qui dort", "0[3-7] 4[3-16]"},
		{"rien", ""},
		{"", ""},
	};
	struct problems p = {0};
	struct ruleset *set = compile_whens(whens, &p);
	struct matcher *m = matcher_new(set);
	assert_int_equal(problems_count(&p), 0);
	assert_true(ruleset_has_jit(set));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rule_hit hits[HITS_MAX];
		struct str out = {0};
		size_t n = match_rules(m, cases[i].text, strlen(cases[i].text), hits, HITS_MAX);
		for (size_t k = 0; k < n; k++)
			str_printf(&out, "%s%zu[%u-%u]", k == 0 ? "" : " ", hits[k].rule,
				   hits[k].from, hits[k].to);
		assert_string_equal(str_text(&out), cases[i].hits);
		str_done(&out);
	}
	struct rule_hit one;
	assert_int_equal(match_rules(m, "chat chien", 10, &one, 1), 1);
	matcher_free(m);
	ruleset_free(set);
}

static void a_bad_pattern_is_a_problem_at_its_place(void **state)
{
	(void)state;
	struct problems p = {0};
	struct ruleset *set = compile("- id: bad\n"
				      "  when: {any: ['fine', 'l''an (open']}\n"
				      "  then: {topic: droit, weight: 1}\n"
				      "  why: w\n"
				      "- id: bytes\n"
				      "  when: {any: ['a\\Cb']}\n"
				      "  then: {topic: droit, weight: 1}\n"
				      "  why: w\n"
				      "- id: good\n"
				      "  when: {any: ['fine']}\n"
				      "  then: {topic: droit, weight: 1}\n"
				      "  why: w\n",
				      &p);
	assert_int_equal(problems_count(&p), 2);
	assert_int_equal(p.items[0].line, 2);
	assert_int_equal(p.items[0].column, 36);
	assert_string_equal(p.items[0].what, "rule \"bad\": missing closing parenthesis (at "
					     "character 11 of the pattern)");
	assert_int_equal(p.items[1].line, 6);
	struct matcher *m = matcher_new(set);
	struct rule_hit hits[HITS_MAX];
	assert_int_equal(match_rules(m, "fine", 4, hits, HITS_MAX), 1);
	assert_int_equal(hits[0].rule, 2);
	assert_string_equal(ruleset_rule(set, 2)->id, "good");
	matcher_free(m);
	ruleset_free(set);
	problems_done(&p);
}

static void evil_patterns_fail_alone_and_are_left_out(void **state)
{
	(void)state;
	static const char *const whens[] = {
		"{any: ['(a+)+$']}",
		"{any: ['^(a|aa)+$']}",
		"{any: ['(x+x+)+y']}",
		"{any: ['([a-z]+)*=']}",
		"{any: ['(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)[^a]zz']}",
		"{any: ['^(([a-z])+.)+[A-Z]([a-z])+$']}",
		"{any: ['(?:(?:a*)*)*b!']}",
		"{any: ['(a+)+$', 'needle']}",
		"{all: ['needle', '(a+)+$']}",
		"{any: ['needle'], none: ['(a+)+$']}",
		"{any: ['needle']}",
		NULL,
	};
	struct problems p = {0};
	struct ruleset *set = compile_whens(whens, &p);
	struct matcher *m = matcher_new(set);
	struct rule_hit hits[HITS_MAX];
	char text[2048];
	memset(text, 'a', sizeof text);
	memcpy(text + sizeof text - 10, "! needle !", 10);
	for (int round = 0; round < 5; round++) {
		size_t n = match_rules(m, text, sizeof text, hits, HITS_MAX);
		assert_true(n >= 2);
		assert_int_equal(hits[n - 1].rule, 10); /* the plain rule never suffers */
		bool any_goes_on = false;
		for (size_t i = 0; i < n; i++) {
			any_goes_on = any_goes_on || hits[i].rule == 7;
			assert_true(hits[i].rule != 8 && hits[i].rule != 9);
		}
		assert_true(any_goes_on);
	}
	assert_true(ruleset_is_quarantined(set, 0));
	assert_true(ruleset_is_quarantined(set, 9));
	assert_false(ruleset_is_quarantined(set, 10));
	assert_int_equal(matcher_failures(m)[0], 5);
	assert_int_equal(matcher_failures(m)[10], 0);
	ruleset_forgive(set);
	assert_false(ruleset_is_quarantined(set, 0));
	matcher_free(m);
	ruleset_free(set);
	problems_done(&p);
}

static void a_pattern_that_is_left_out_fails_its_rule_on_any_text(void **state)
{
	(void)state;
	static const char *const whens[] = {"{any: ['(a+)+needle']}", "{any: ['rien']}",
					    "{any: ['rien'], none: ['(a+)+needle']}", NULL};
	struct problems p = {0};
	struct ruleset *set = compile_whens(whens, &p);
	struct matcher *m = matcher_new(set);
	struct rule_hit hits[HITS_MAX];
	char text[512];
	memset(text, 'a', sizeof text);
	memcpy(text + sizeof text - 16, "! rien ! needle!", 16);
	assert_int_equal(match_rules(m, "rien", 4, hits, HITS_MAX), 2);
	for (int i = 0; i < RULE_LIMIT_HITS_MAX; i++)
		assert_int_equal(match_rules(m, text, sizeof text, hits, HITS_MAX), 1);
	assert_int_equal(matcher_failures(m)[0], RULE_LIMIT_HITS_MAX);
	assert_true(ruleset_is_quarantined(set, 0));
	assert_true(ruleset_is_quarantined(set, 2));
	assert_int_equal(match_rules(m, "rien", 4, hits, HITS_MAX), 1);
	assert_int_equal(matcher_failures(m)[0], RULE_LIMIT_HITS_MAX + 1);
	ruleset_forgive(set);
	assert_int_equal(match_rules(m, "rien", 4, hits, HITS_MAX), 2);
	assert_int_equal(matcher_failures(m)[0], RULE_LIMIT_HITS_MAX + 1);
	matcher_free(m);
	ruleset_free(set);
}

static void *match_often(void *arg)
{
	const struct ruleset *set = arg;
	struct matcher *m = matcher_new(set);
	char text[512];
	memset(text, 'a', sizeof text);
	memcpy(text + sizeof text - 8, "! needle", 8);
	size_t found = 0;
	for (int i = 0; i < 200; i++) {
		struct rule_hit hits[8];
		found += match_rules(m, text, sizeof text, hits, 8);
		if (i % 50 == 49)
			ruleset_forgive(set);
	}
	matcher_free(m);
	return (void *)(uintptr_t)found;
}

static void threads_share_a_ruleset(void **state)
{
	(void)state;
	enum { THREADS = 4 };
	static const char *const whens[] = {"{any: ['needle']}", "{any: ['(a+)+$']}", NULL};
	struct problems p = {0};
	struct ruleset *set = compile_whens(whens, &p);
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, match_often, set), 0);
	for (int i = 0; i < THREADS; i++) {
		void *found;
		assert_int_equal(pthread_join(threads[i], &found), 0);
		assert_int_equal((uintptr_t)found, 200);
	}
	ruleset_free(set);
}

static void the_shipped_rules_compile_and_recognise(void **state)
{
	(void)state;
	static const struct {
		const char *text, *label;
	} cases[] = {
		{"je n'en peux plus, j'ai envie de mourir", "detresse"},
		{"je voudrais faire mon arbre genealogique", "genealogie"},
	};
	struct problems p = {0};
	struct ruleset *set = ruleset_load(SOURCE_DIR "/rules", &p);
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	struct matcher *m = matcher_new(set);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rule_hit hits[HITS_MAX];
		size_t n = match_rules(m, cases[i].text, strlen(cases[i].text), hits, HITS_MAX);
		bool is_found = false;
		for (size_t k = 0; k < n; k++)
			is_found |=
				strcmp(ruleset_rule(set, hits[k].rule)->label, cases[i].label) == 0;
		assert_true(is_found);
	}
	for (size_t i = 0; i < ruleset_count(set); i++)
		assert_int_equal(matcher_failures(m)[i], 0);
	matcher_free(m);
	ruleset_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_all_and_none_decide),
		cmocka_unit_test(a_bad_pattern_is_a_problem_at_its_place),
		cmocka_unit_test(evil_patterns_fail_alone_and_are_left_out),
		cmocka_unit_test(a_pattern_that_is_left_out_fails_its_rule_on_any_text),
		cmocka_unit_test(threads_share_a_ruleset),
		cmocka_unit_test(the_shipped_rules_compile_and_recognise),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
