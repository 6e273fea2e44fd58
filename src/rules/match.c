/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.c - PCRE2 for the patterns that the prefilter lets through. See match.h.
 *
 * All patterns of all rules stand in one array; a rule knows its three ranges of it. One pass over the
 * text (prefilter.h) tells which patterns can match at all, and so which rules are worth a look: the
 * patterns whose candidacy makes a rule possible "wake" it. A pattern that is no candidate does not match,
 * so it does not run into limits either. A pattern that is left out wakes its rule on every text, because it
 * fails it whatever the text is.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "rules/match.h"

#include "base/xalloc.h"
#include "rules/prefilter.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* trust.md P1. The heap limit counts KiB. */
enum {
	MATCH_STEPS_MAX = 100000,
	MATCH_DEPTH_MAX = 1000,
	MATCH_HEAP_MAX = 4096,
	PARENS_NEST_MAX = 50,
	JIT_STACK_START = 32 * 1024,
	JIT_STACK_MAX = 512 * 1024
};

struct range {
	size_t first, count;
};

struct pattern {
	pcre2_code *code; /* NULL: did not compile */
	const char *text; /* borrowed from the rule */
	bool has_jit;
	size_t rule;
	bool is_waking; /* the rule may match when this pattern does */
	_Atomic uint32_t limit_hits;
};

struct compiled_rule {
	struct range any, all, none; /* in the array of patterns */
	bool is_broken;              /* one of them did not compile */
};

struct ruleset {
	struct rule_list sources;
	struct compiled_rule *rules;
	struct pattern *patterns;
	size_t pattern_count;
	struct prefilter *prefilter;
	/* Of patterns: how many, and a bit each. On their own: matchers may not write the set. */
	_Atomic uint32_t *left_out_count;
	_Atomic uint64_t *left_out;
	pcre2_compile_context *context;
};

struct matcher {
	const struct ruleset *set;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct candidates candidates;
	struct marks awake; /* rules */
	uint32_t *failures;
};

enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_FAILED };

struct subject {
	const char *text;
	size_t len;
};

static size_t words_for(size_t bits)
{
	return (bits + 63) / 64;
}

static size_t count_patterns(const struct rule_list *list)
{
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct rule_source *r = &list->items[i];
		count += r->any.count + r->all.count + r->none.count;
	}
	return count;
}

struct compile_error {
	int code;
	size_t offset; /* bytes into the pattern */
};

static void add_compile_error(const struct rule_source *rule, const struct rule_pattern *source,
			      const struct compile_error *error, struct problems *p)
{
	PCRE2_UCHAR why[160];
	if (pcre2_get_error_message(error->code, why, sizeof why) < 0)
		why[0] = '\0';
	problems_add(p,
		     (struct spot){rule->file, source->place.line,
				   yaml_place_column(&source->place, source->text, error->offset)},
		     "rule \"%s\": %s (at character %zu of the pattern)", rule->id,
		     (const char *)why, error->offset + 1);
}

static bool compile_pattern(struct ruleset *set, const struct rule_source *rule,
			    const struct rule_pattern *source, struct problems *p)
{
	struct compile_error error;
	struct pattern *pattern = &set->patterns[set->pattern_count++];
	pattern->text = source->text;
	pattern->rule = (size_t)(rule - set->sources.items);
	pattern->code =
		pcre2_compile((PCRE2_SPTR)source->text, strlen(source->text),
			      PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C,
			      &error.code, &error.offset, set->context);
	if (pattern->code == NULL) {
		add_compile_error(rule, source, &error, p);
		return false;
	}
	pattern->has_jit = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
	return true;
}

/* Compiles a list of patterns; is_broken is set when one does not. */
static struct range compile_list(struct ruleset *set, size_t rule, const struct rule_patterns *list,
				 struct problems *p)
{
	struct range range = {.first = set->pattern_count, .count = list->count};
	for (size_t i = 0; i < list->count; i++) {
		if (!compile_pattern(set, &set->sources.items[rule], &list->items[i], p))
			set->rules[rule].is_broken = true;
	}
	return range;
}

static void set_waking(struct ruleset *set, struct range range)
{
	for (size_t i = 0; i < range.count; i++)
		set->patterns[range.first + i].is_waking = true;
}

/* A rule needs one of its "any", if it has some, and else the first of its "all" as well as the others. */
static void link_rule(struct ruleset *set, size_t rule)
{
	const struct compiled_rule *r = &set->rules[rule];
	const struct range first = {r->all.first, 1};
	if (!r->is_broken)
		set_waking(set, r->any.count > 0 ? r->any : first);
}

static void make_prefilter(struct ruleset *set)
{
	const char **texts = xcalloc(set->pattern_count, sizeof *texts);
	for (size_t i = 0; i < set->pattern_count; i++) {
		const struct pattern *pattern = &set->patterns[i];
		texts[i] = pattern->code != NULL ? pattern->text : NULL;
	}
	set->prefilter = prefilter_new(texts, set->pattern_count);
	free(texts);
}

struct ruleset *ruleset_new(struct rule_list *list, struct problems *p)
{
	struct ruleset *set = xzalloc(sizeof *set);
	set->sources = *list;
	*list = (struct rule_list){0};
	set->rules = xcalloc(set->sources.count, sizeof *set->rules);
	set->patterns = xcalloc(count_patterns(&set->sources), sizeof *set->patterns);
	set->left_out_count = xzalloc(sizeof *set->left_out_count);
	set->left_out = xcalloc(words_for(count_patterns(&set->sources)), sizeof *set->left_out);
	set->context = pcre2_compile_context_create(NULL);
	pcre2_set_max_pattern_length(set->context, RULE_PATTERN_MAX);
	pcre2_set_parens_nest_limit(set->context, PARENS_NEST_MAX);
	for (size_t i = 0; i < set->sources.count; i++) {
		const struct rule_source *source = &set->sources.items[i];
		set->rules[i].any = compile_list(set, i, &source->any, p);
		set->rules[i].all = compile_list(set, i, &source->all, p);
		set->rules[i].none = compile_list(set, i, &source->none, p);
		link_rule(set, i);
	}
	make_prefilter(set);
	return set;
}

struct ruleset *ruleset_load(const char *dir, struct problems *p)
{
	struct rule_list list;
	rules_read(dir, p, &list);
	return ruleset_new(&list, p);
}

void ruleset_free(struct ruleset *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->pattern_count; i++)
		pcre2_code_free(set->patterns[i].code);
	pcre2_compile_context_free(set->context);
	prefilter_free(set->prefilter);
	free(set->left_out_count);
	free(set->left_out);
	free(set->patterns);
	free(set->rules);
	rule_list_done(&set->sources);
	free(set);
}

size_t ruleset_count(const struct ruleset *set)
{
	return set->sources.count;
}

const struct rule_source *ruleset_rule(const struct ruleset *set, size_t rule)
{
	return &set->sources.items[rule];
}

bool ruleset_has_jit(const struct ruleset *set)
{
	for (size_t i = 0; i < set->pattern_count; i++) {
		if (set->patterns[i].code != NULL && !set->patterns[i].has_jit)
			return false;
	}
	return true;
}

static bool is_left_out(const struct pattern *pattern)
{
	return atomic_load_explicit(&pattern->limit_hits, memory_order_relaxed) >=
	       RULE_LIMIT_HITS_MAX;
}

/*
 * Counts the pattern in when it is left out from now on. A bit that ruleset_forgive crosses may stay set: it
 * only wakes a rule for nothing, and for no longer than until the next time.
 */
static void add_limit_hit(const struct matcher *m, size_t index)
{
	const struct ruleset *set = m->set;
	uint32_t before = atomic_fetch_add_explicit(&set->patterns[index].limit_hits, 1,
						    memory_order_relaxed);
	if (before + 1 != RULE_LIMIT_HITS_MAX)
		return;
	atomic_fetch_or_explicit(&set->left_out[index / 64], (uint64_t)1 << (index % 64),
				 memory_order_relaxed);
	atomic_fetch_add_explicit(set->left_out_count, 1, memory_order_relaxed);
}

static bool has_left_out(const struct ruleset *set, struct range range)
{
	for (size_t i = 0; i < range.count; i++) {
		if (is_left_out(&set->patterns[range.first + i]))
			return true;
	}
	return false;
}

bool ruleset_is_quarantined(const struct ruleset *set, size_t rule)
{
	const struct compiled_rule *r = &set->rules[rule];
	return has_left_out(set, r->any) || has_left_out(set, r->all) || has_left_out(set, r->none);
}

static void forgive_pattern(const struct ruleset *set, struct pattern *pattern)
{
	uint32_t before = atomic_exchange_explicit(&pattern->limit_hits, 0, memory_order_relaxed);
	if (before >= RULE_LIMIT_HITS_MAX)
		atomic_fetch_sub_explicit(set->left_out_count, 1, memory_order_relaxed);
}

void ruleset_forgive(const struct ruleset *set)
{
	for (size_t i = 0; i < words_for(set->pattern_count); i++)
		atomic_store_explicit(&set->left_out[i], 0, memory_order_relaxed);
	for (size_t i = 0; i < set->pattern_count; i++)
		forgive_pattern(set, &set->patterns[i]);
}

struct matcher *matcher_new(const struct ruleset *set)
{
	struct matcher *m = xzalloc(sizeof *m);
	m->set = set;
	m->failures = xcalloc(set->sources.count, sizeof *m->failures);
	marks_init(&m->awake, set->sources.count);
	candidates_init(&m->candidates, set->prefilter);
	m->data = pcre2_match_data_create(1, NULL); /* the whole match is all we ask for */
	m->context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
	pcre2_set_match_limit(m->context, MATCH_STEPS_MAX);
	pcre2_set_depth_limit(m->context, MATCH_DEPTH_MAX);
	pcre2_set_heap_limit(m->context, MATCH_HEAP_MAX);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return m;
}

void matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	candidates_done(&m->candidates);
	marks_done(&m->awake);
	free(m->failures);
	free(m);
}

static bool is_limit(int rc)
{
	return rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT ||
	       rc == PCRE2_ERROR_HEAPLIMIT || rc == PCRE2_ERROR_JIT_STACKLIMIT;
}

static int run_pattern(struct matcher *m, size_t index, const struct subject *s)
{
	const struct pattern *pattern = &m->set->patterns[index];
	PCRE2_SPTR text = (PCRE2_SPTR)s->text;
	size_t from = m->candidates.from[index];
	if (pattern->has_jit)
		return pcre2_jit_match(pattern->code, text, s->len, from, 0, m->data, m->context);
	return pcre2_match(pattern->code, text, s->len, from, PCRE2_NO_UTF_CHECK, m->data,
			   m->context);
}

static enum verdict try_pattern(struct matcher *m, size_t index, const struct subject *s)
{
	struct pattern *pattern = &m->set->patterns[index];
	if (is_left_out(pattern))
		return VERDICT_FAILED;
	if (!candidates_has(&m->candidates, index))
		return VERDICT_NO;
	int rc = run_pattern(m, index, s);
	if (rc >= 0)
		return VERDICT_YES;
	if (rc == PCRE2_ERROR_NOMATCH)
		return VERDICT_NO;
	if (is_limit(rc))
		add_limit_hit(m, index);
	return VERDICT_FAILED;
}

/* The span of the last match. \K can move its start, even beyond its end. */
static void set_span(const struct matcher *m, struct rule_hit *hit)
{
	const size_t *span = pcre2_get_ovector_pointer(m->data);
	hit->from = (uint32_t)(span[0] <= span[1] ? span[0] : span[1]);
	hit->to = (uint32_t)span[1];
}

/* One of them must match; one that fails does not keep the others from it. */
static enum verdict try_any(struct matcher *m, struct range range, const struct subject *s,
			    struct rule_hit *hit)
{
	enum verdict worst = range.count == 0 ? VERDICT_YES : VERDICT_NO;
	for (size_t i = 0; i < range.count; i++) {
		enum verdict v = try_pattern(m, range.first + i, s);
		if (v == VERDICT_YES) {
			set_span(m, hit);
			return v;
		}
		if (v == VERDICT_FAILED)
			worst = v;
	}
	return worst;
}

static enum verdict try_all(struct matcher *m, struct range range, const struct subject *s,
			    struct rule_hit *hit)
{
	for (size_t i = 0; i < range.count; i++) {
		enum verdict v = try_pattern(m, range.first + i, s);
		if (v != VERDICT_YES)
			return v;
		if (hit->to == 0)
			set_span(m, hit);
	}
	return VERDICT_YES;
}

static enum verdict try_none(struct matcher *m, struct range range, const struct subject *s)
{
	for (size_t i = 0; i < range.count; i++) {
		enum verdict v = try_pattern(m, range.first + i, s);
		if (v == VERDICT_YES)
			return VERDICT_NO;
		if (v == VERDICT_FAILED)
			return v;
	}
	return VERDICT_YES;
}

static enum verdict try_rule(struct matcher *m, const struct compiled_rule *rule,
			     const struct subject *s, struct rule_hit *hit)
{
	enum verdict v = rule->is_broken ? VERDICT_NO : try_any(m, rule->any, s, hit);
	if (v == VERDICT_YES)
		v = try_all(m, rule->all, s, hit);
	if (v == VERDICT_YES)
		v = try_none(m, rule->none, s);
	return v;
}

static void wake_left_out(struct matcher *m)
{
	const struct ruleset *set = m->set;
	for (size_t w = 0; w < words_for(set->pattern_count); w++) {
		uint64_t left = atomic_load_explicit(&set->left_out[w], memory_order_relaxed);
		for (; left != 0; left &= left - 1)
			marks_add(&m->awake,
				  set->patterns[w * 64 + (size_t)__builtin_ctzll(left)].rule);
	}
}

static void wake_rules(struct matcher *m)
{
	const struct marks *found = &m->candidates.patterns;
	marks_cut(&m->awake, 0);
	if (atomic_load_explicit(m->set->left_out_count, memory_order_relaxed) != 0)
		wake_left_out(m);
	for (size_t i = 0; i < found->count; i++) {
		const struct pattern *pattern = &m->set->patterns[found->items[i]];
		if (pattern->is_waking)
			marks_add(&m->awake, pattern->rule);
	}
	marks_sort(&m->awake);
}

size_t match_rules(struct matcher *m, const char *text, size_t len, struct rule_hit *hits,
		   size_t max)
{
	const struct subject subject = {.text = text, .len = len};
	size_t count = 0;
	prefilter_mark(m->set->prefilter, text, len, &m->candidates);
	wake_rules(m);
	for (size_t i = 0; i < m->awake.count && count < max; i++) {
		struct rule_hit hit = {.rule = m->awake.items[i]};
		enum verdict v = try_rule(m, &m->set->rules[hit.rule], &subject, &hit);
		if (v == VERDICT_YES)
			hits[count++] = hit;
		m->failures[hit.rule] += v == VERDICT_FAILED;
	}
	return count;
}

const uint32_t *matcher_failures(const struct matcher *m)
{
	return m->failures;
}
