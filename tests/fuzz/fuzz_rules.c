/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_rules.c - any bytes as a file of rules, which is then matched against its own text; as a file of examples; and as
 * one of words.
 */
#include "rules/examples.h"
#include "rules/match.h"
#include "rules/taxonomy.h"
#include "rules/wordgroups.h"
#include "text/fold.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_CAP = 8 * 1024 * 1024, HITS_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match_text(const struct ruleset *set, const uint8_t *data, size_t size)
{
	struct arena arena;
	struct folded folded;
	struct rule_hit hits[HITS_MAX];
	arena_init(&arena, ARENA_CAP);
	if (fold_text((const char *)data, size, &arena, &folded) == RC_OK) {
		struct matcher *matcher = matcher_new(set);
		size_t count = match_rules(matcher, folded.text, folded.len, hits, HITS_MAX);
		for (size_t i = 0; i < count; i++) {
			assert(hits[i].rule < ruleset_count(set));
			assert(hits[i].from <= hits[i].to && hits[i].to <= folded.len);
		}
		matcher_free(matcher);
	}
	arena_done(&arena);
}

static void read_examples(const struct source *source, struct problems *problems)
{
	struct examples examples = {0};
	examples_read_source(source, problems, &examples);
	for (size_t i = 0; i < examples.count; i++) {
		const struct example *e = &examples.items[i];
		assert(e->text != NULL && e->line >= 1 && e->topics.count <= TOPICS_MAX);
		assert(e->kind < KIND_COUNT && e->flags < 1u << FLAG_COUNT);
		assert(e->topics.count > 0 || e->kind >= 0 || e->flags != 0);
	}
	examples_done(&examples);
}

static void read_wordgroups(const struct source *source, struct problems *problems)
{
	struct wordgroups groups = {0};
	wordgroups_read_source(source, problems, &groups);
	for (size_t i = 0; i < groups.count; i++) {
		const struct wordgroup *g = &groups.items[i];
		assert(g->topic >= 0 && g->topic < TOPIC_COUNT && g->about != NULL);
		assert(g->weight >= 0 && g->weight <= 1);
		assert(g->words.count >= 1 && g->words.count <= WORDGROUP_WORDS_MAX);
	}
	wordgroups_done(&groups);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct problems problems = {0};
	struct source source;
	struct rule_list list = {0};
	if (source_from("fuzz", (struct bytes){(const char *)data, size}, &problems, &source)) {
		rules_read_source(&source, &problems, &list);
		struct ruleset *set = ruleset_new(&list, &problems);
		match_text(set, data, size);
		ruleset_free(set);
		read_examples(&source, &problems);
		read_wordgroups(&source, &problems);
		source_done(&source);
	}
	problems_done(&problems);
	return 0;
}
