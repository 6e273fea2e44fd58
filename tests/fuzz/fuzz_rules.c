/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_rules.c - any bytes as a file of rules, which is then matched against its own text. */
#include "rules/match.h"
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
		source_done(&source);
	}
	problems_done(&problems);
	return 0;
}
