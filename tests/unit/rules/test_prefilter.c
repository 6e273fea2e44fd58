/* SPDX-License-Identifier: EUPL-1.2 */
/* test_prefilter.c - nothing that brute force finds is missed, by patterns and by rules. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "rules/prefilter.h"

#include "base/str.h"
#include "base/xalloc.h"
#include "rules/examples.h"
#include "rules/match.h"

#include <pcre2.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	GENERATED_TEXTS = 10000,
	GENERATED_PATTERNS = 4000,
	TEXTS_PER_PATTERN = 25,
	HITS_MAX = 1024,
	TEXT_MAX = 160 /* bytes of a generated text, about */
};

/* ---- chance ---- */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)((*seed >> 32) % below);
}

/* ---- brute force ---- */

struct brute {
	pcre2_code **codes;
	size_t count;
	pcre2_match_data *data;
};

static pcre2_code *compile(const char *pattern)
{
	int error;
	size_t offset;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern),
			      PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C,
			      &error, &offset, NULL);
	if (code != NULL)
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

static void brute_init(struct brute *b, const char *const *patterns, size_t count)
{
	b->codes = xcalloc(count, sizeof *b->codes);
	b->count = count;
	b->data = pcre2_match_data_create(1, NULL);
	for (size_t i = 0; i < count; i++)
		b->codes[i] = compile(patterns[i]);
}

static void brute_done(struct brute *b)
{
	for (size_t i = 0; i < b->count; i++)
		pcre2_code_free(b->codes[i]);
	pcre2_match_data_free(b->data);
	free(b->codes);
}

static bool brute_matches(const struct brute *b, size_t pattern, const char *text, size_t len)
{
	return pcre2_match(b->codes[pattern], (PCRE2_SPTR)text, len, 0, PCRE2_NO_UTF_CHECK, b->data,
			   NULL) >= 0;
}

/* ---- the shipped rules ---- */

struct shipped {
	struct ruleset *set;
	struct matcher *matcher;
	struct examples examples;
	const char **patterns;
	size_t count;
	struct brute brute;
	struct prefilter *prefilter;
	struct candidates candidates;
	uint64_t seed;
	size_t tried, skipped; /* patterns on texts: all, and those that were no candidates */
};

static void add_patterns(struct shipped *s, const struct rule_patterns *list)
{
	for (size_t i = 0; i < list->count; i++) {
		s->patterns = xgrow(s->patterns, s->count, sizeof *s->patterns);
		s->patterns[s->count++] = list->items[i].text;
	}
}

static void load(struct shipped *s)
{
	struct problems p = {0};
	*s = (struct shipped){.seed = 88172645463325252};
	s->set = ruleset_load(SOURCE_DIR "/rules", &p);
	assert_int_equal(problems_count(&p), 0);
	s->matcher = matcher_new(s->set);
	assert_true(examples_load(SOURCE_DIR "/rules/examples", &p, &s->examples));
	for (size_t i = 0; i < ruleset_count(s->set); i++) {
		const struct rule_source *r = ruleset_rule(s->set, i);
		add_patterns(s, &r->any);
		add_patterns(s, &r->all);
		add_patterns(s, &r->none);
	}
	brute_init(&s->brute, s->patterns, s->count);
	s->prefilter = prefilter_new(s->patterns, s->count);
	candidates_init(&s->candidates, s->prefilter);
	problems_done(&p);
}

static void unload(struct shipped *s)
{
	candidates_done(&s->candidates);
	prefilter_free(s->prefilter);
	brute_done(&s->brute);
	free(s->patterns);
	examples_done(&s->examples);
	matcher_free(s->matcher);
	ruleset_free(s->set);
}

/* A text, and where the patterns of a rule start. */
struct subject {
	const char *text;
	size_t len, first;
};

/* What one rule does by brute force; `at` goes over its patterns. */
static bool rule_matches(const struct rule_source *r, const bool *matches, size_t *at)
{
	bool any = r->any.count == 0, all = true, none = true;
	for (size_t i = 0; i < r->any.count; i++)
		any |= matches[(*at)++];
	for (size_t i = 0; i < r->all.count; i++)
		all &= matches[(*at)++];
	for (size_t i = 0; i < r->none.count; i++)
		none &= !matches[(*at)++];
	return any && all && none;
}

/* The span is that of the first of "any" that matches, or of the first of "all". */
static void check_span(const struct shipped *s, const struct rule_hit *hit, const bool *matches,
		       struct subject subject)
{
	size_t pattern = subject.first;
	while (!matches[pattern])
		pattern++;
	assert_true(brute_matches(&s->brute, pattern, subject.text, subject.len));
	const size_t *span = pcre2_get_ovector_pointer(s->brute.data);
	assert_int_equal(hit->from, span[0]);
	assert_int_equal(hit->to, span[1]);
}

static void check_rules(struct shipped *s, const char *text, size_t len, const bool *matches)
{
	struct rule_hit hits[HITS_MAX];
	size_t count = match_rules(s->matcher, text, len, hits, HITS_MAX);
	size_t at = 0, hit = 0;
	for (size_t i = 0; i < ruleset_count(s->set); i++) {
		size_t first = at;
		if (!rule_matches(ruleset_rule(s->set, i), matches, &at))
			continue;
		if (hit == count || hits[hit].rule != i)
			fail_msg("%s: not found in \"%s\"", ruleset_rule(s->set, i)->id, text);
		check_span(s, &hits[hit++], matches, (struct subject){text, len, first});
	}
	assert_int_equal(hit, count);
}

static void check_text(struct shipped *s, const char *text, size_t len)
{
	bool *matches = xcalloc(s->count, sizeof *matches);
	prefilter_mark(s->prefilter, text, len, &s->candidates);
	for (size_t i = 0; i < s->count; i++) {
		bool is_candidate = candidates_has(&s->candidates, i);
		matches[i] = brute_matches(&s->brute, i, text, len);
		s->tried++;
		s->skipped += !is_candidate;
		if (matches[i] && !is_candidate)
			fail_msg("%s: no candidate for \"%s\"", s->patterns[i], text);
	}
	check_rules(s, text, len, matches);
	free(matches);
}

/* Folds what was made up, as every text is before rules see it. */
static void check_folded(struct shipped *s, const char *text)
{
	struct arena a;
	struct folded folded;
	arena_init(&a, 1 << 20);
	if (fold_text(text, strlen(text), &a, &folded) == RC_OK)
		check_text(s, folded.text, folded.len);
	arena_done(&a);
}

static const char *any_example(struct shipped *s)
{
	return s->examples.items[draw(&s->seed, (uint32_t)s->examples.count)].text;
}

/* Drops, doubles or replaces characters, and cuts the text in two that change places. */
static void put_mutated(struct shipped *s, struct str *out)
{
	static const char others[] = "aeiouystrnl '-.,?0159@_";
	const char *text = any_example(s);
	size_t len = strlen(text);
	uint32_t rate = 3 + draw(&s->seed, 40);
	for (size_t i = 0, cut = draw(&s->seed, (uint32_t)len + 1); i < len; i++) {
		char c = text[(i + cut) % len];
		uint32_t fate = (signed char)c < 0 ? rate : draw(&s->seed, rate);
		if (fate == 0)
			continue;
		if (fate == 1)
			c = others[draw(&s->seed, sizeof others - 1)];
		if (fate == 2)
			str_put_char(out, c);
		str_put_char(out, c);
	}
}

/* A piece of a pattern with its letters kept and its signs read in one way or another. */
static void put_fragment(struct shipped *s, struct str *out)
{
	const char *pattern = s->patterns[draw(&s->seed, (uint32_t)s->count)];
	size_t len = strlen(pattern);
	size_t from = draw(&s->seed, (uint32_t)len);
	size_t end = from + 3 + draw(&s->seed, 40);
	while (from > 0 && strchr("|( ", pattern[from - 1]) == NULL)
		from--;
	for (size_t i = from; i < len && i < end; i++) {
		if (pattern[i] == '\\')
			i++;
		else if (pattern[i] == '?' && out->len > 0 && draw(&s->seed, 2) == 0)
			out->s[--out->len] = '\0';
		else if (strchr(".|()[]{}^$", pattern[i]) != NULL)
			str_put(out, draw(&s->seed, 3) == 0 ? "" : " ");
		else if (strchr("?*+", pattern[i]) == NULL)
			str_put_char(out, pattern[i]);
	}
	str_put(out, draw(&s->seed, 5) == 0 ? "" : " ");
}

static void shipped_rules_give_what_brute_force_gives(void **state)
{
	(void)state;
	struct shipped s;
	load(&s);
	for (size_t i = 0; i < s.examples.count; i++)
		check_folded(&s, s.examples.items[i].text);
	for (size_t i = 0; i < GENERATED_TEXTS; i++) {
		struct str text = {0};
		if (i % 2 == 0)
			put_mutated(&s, &text);
		while (i % 2 == 1 && text.len < draw(&s.seed, TEXT_MAX))
			put_fragment(&s, &text);
		check_folded(&s, str_text(&text));
		str_done(&text);
	}
	for (size_t i = 0; i < ruleset_count(s.set); i++)
		assert_int_equal(matcher_failures(s.matcher)[i], 0);
	assert_true(s.skipped > s.tried / 100 * 90); /* it is worth the trouble */
	unload(&s);
}

static void most_shipped_patterns_have_literals(void **state)
{
	(void)state;
	struct shipped s;
	load(&s);
	struct prefilter_figures f = prefilter_figures(s.prefilter);
	assert_int_equal(f.patterns, s.count);
	assert_true(f.always < s.count / 50);
	assert_true(f.bytes < s.count * 4096);
	unload(&s);
}

/* ---- patterns made up ---- */

static void put_pattern(uint64_t *seed, struct str *out, int depth)
{
	static const char *const atoms[] = {
		"a",    "b",      "c",      "ab",    "abc",    "cab",      "bca", " ",   "\\b",
		"\\b",  "[ab]",   "[^a]",   "[a-c]", ".",      "\\w",      "A",   "\\W", "\\.",
		"'",    "-",      "\\-",    "^",     "$",      "\xc3\xa9", "a?",  "b*",  "c+",
		"a{2}", "b{2,}",  "c{0,1}", "\\s",   "(?i)",   "(?#ab)",   "\\B", "\\G", "[b.]",
		"_",    "[^\\w]", "0",      "\\d",   "a{1,2}",
	};
	static const char *const groups[] = {
		"(", "(", "(?:", "(?:", "(?=", "(?!", "(?<!", "(?>", "(?|"};
	static const char *const ends[] = {")",  ")",  ")",   ")?",   ")*",
					   ")+", ")|", ")??", "){2}", "){0,2}"};
	uint32_t items = 1 + draw(seed, 5);
	for (uint32_t i = 0; i < items; i++) {
		if (i > 0 && draw(seed, 6) == 0)
			str_put_char(out, '|');
		if (depth == 0 || draw(seed, 4) > 0) {
			str_put(out, atoms[draw(seed, sizeof atoms / sizeof atoms[0])]);
			continue;
		}
		str_put(out, groups[draw(seed, sizeof groups / sizeof groups[0])]);
		put_pattern(seed, out, depth - 1);
		str_put(out, ends[draw(seed, sizeof ends / sizeof ends[0])]);
	}
}

static void put_small_text(uint64_t *seed, struct str *out)
{
	static const char *const pieces[] = {"a",   "b", "c",        "ab", "abc", "cab",
					     "bca", " ", " ",        "'",  "-",   ".",
					     "0",   "_", "\xc3\xa9", "aa", "bb",  "\xe4\xb8\xad"};
	uint32_t count = draw(seed, 14);
	for (uint32_t i = 0; i < count; i++)
		str_put(out, pieces[draw(seed, sizeof pieces / sizeof pieces[0])]);
}

/* Is the first match still the same when the search starts where the prefilter says? */
static void check_from(const struct brute *b, const struct candidates *c, const struct str *text)
{
	size_t span[2];
	const size_t *found = pcre2_get_ovector_pointer(b->data);
	memcpy(span, found, sizeof span);
	int rc = pcre2_match(b->codes[0], (PCRE2_SPTR)str_text(text), text->len, c->from[0],
			     PCRE2_NO_UTF_CHECK, b->data, NULL);
	assert_true(rc >= 0);
	assert_memory_equal(span, found, sizeof span);
}

/* Returns whether the pattern has literals. */
static bool check_pattern(uint64_t *seed, const char *pattern, size_t *matches)
{
	struct brute b;
	struct candidates c;
	brute_init(&b, &pattern, 1);
	struct prefilter *f = prefilter_new(&pattern, 1);
	candidates_init(&c, f);
	for (size_t i = 0; b.codes[0] != NULL && i < TEXTS_PER_PATTERN; i++) {
		struct str text = {0};
		put_small_text(seed, &text);
		prefilter_mark(f, str_text(&text), text.len, &c);
		bool is_match = brute_matches(&b, 0, str_text(&text), text.len);
		if (is_match && !candidates_has(&c, 0))
			fail_msg("%s: no candidate for \"%s\"", pattern, str_text(&text));
		if (is_match)
			check_from(&b, &c, &text);
		*matches += is_match && !prefilter_is_always(f, 0);
		str_done(&text);
	}
	bool has_literals = b.codes[0] != NULL && !prefilter_is_always(f, 0);
	candidates_done(&c);
	prefilter_free(f);
	brute_done(&b);
	return has_literals;
}

static void made_up_patterns_are_never_missed(void **state)
{
	(void)state;
	uint64_t seed = 2463534242;
	size_t with_literals = 0, matches = 0;
	for (int i = 0; i < GENERATED_PATTERNS; i++) {
		struct str pattern = {0};
		put_pattern(&seed, &pattern, 3);
		with_literals += check_pattern(&seed, str_text(&pattern), &matches);
		str_done(&pattern);
	}
	assert_true(with_literals > GENERATED_PATTERNS / 20); /* or this test proves nothing */
	assert_true(matches > GENERATED_PATTERNS / 10);
}

/* ---- the automaton ---- */

static void literals_inside_others_are_found(void **state)
{
	(void)state;
	static const char *const patterns[] = {"abcd", "bcd", "cde",  "\\bbc\\b",
					       NULL,   "x",   "bcdx", "\\bab"};
	static const struct {
		const char *text;
		const char *found; /* one sign a pattern */
	} cases[] = {
		{"abcd", "11...1.1"},
		{"abcde", "111..1.1"},
		{"bc", "...1.1.."},
		{"a bc d", "...1.1.."},
		{"abc", ".....1.1"},
		{"zab", ".....1.."},
		{"\xc3\xa9"
		 "bc",
		 "...1.1.."},
		{"ABCD", "11...1.1"},
		{"abcbcdx", ".1...111"},
		{"", ".....1.."},
	};
	struct prefilter *f = prefilter_new(patterns, 8);
	struct candidates c;
	candidates_init(&c, f);
	assert_true(prefilter_is_always(f, 5));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char found[9] = {0};
		prefilter_mark(f, cases[i].text, strlen(cases[i].text), &c);
		for (size_t k = 0; k < 8; k++)
			found[k] = candidates_has(&c, k) ? '1' : '.';
		assert_string_equal(found, cases[i].found);
	}
	candidates_done(&c);
	prefilter_free(f);
}

static void no_patterns_are_no_trouble(void **state)
{
	(void)state;
	struct prefilter *f = prefilter_new(NULL, 0);
	struct candidates c;
	candidates_init(&c, f);
	prefilter_mark(f, "chat", 4, &c);
	assert_int_equal(prefilter_figures(f).states, 1);
	candidates_done(&c);
	prefilter_free(f);
}

static void *mark_often(void *arg)
{
	const struct prefilter *f = arg;
	struct candidates c;
	candidates_init(&c, f);
	uintptr_t found = 0;
	for (int i = 0; i < 500; i++) {
		prefilter_mark(f, "le chat et le chien", 19, &c);
		found += candidates_has(&c, 0) && candidates_has(&c, 1) && !candidates_has(&c, 2);
	}
	candidates_done(&c);
	return (void *)found;
}

static void threads_share_an_automaton(void **state)
{
	(void)state;
	static const char *const patterns[] = {"chat", "chien", "souris"};
	pthread_t threads[4];
	struct prefilter *f = prefilter_new(patterns, 3);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, mark_often, f), 0);
	for (int i = 0; i < 4; i++) {
		void *found;
		assert_int_equal(pthread_join(threads[i], &found), 0);
		assert_int_equal((uintptr_t)found, 500);
	}
	prefilter_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_rules_give_what_brute_force_gives),
		cmocka_unit_test(most_shipped_patterns_have_literals),
		cmocka_unit_test(made_up_patterns_are_never_missed),
		cmocka_unit_test(literals_inside_others_are_found),
		cmocka_unit_test(no_patterns_are_no_trouble),
		cmocka_unit_test(threads_share_an_automaton),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
