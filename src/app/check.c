/* SPDX-License-Identifier: EUPL-1.2 */
/* check.c - `aiguilleur check`: every error in rules and corpus, as file:line:column: what. */
#include "app/commands.h"

#include "app/data.h"
#include "corpus/corpus.h"
#include "files/problems.h"
#include "rules/examples.h"
#include "rules/gazetteer.h"
#include "rules/match.h"
#include "rules/synonyms.h"
#include "rules/wordgroups.h"

#include <stdio.h>
#include <string.h>

struct checking {
	struct problems problems;
	size_t rules, examples, words, places, synonyms, fiches, libraries;
};

static void check_rules(struct checking *c, const char *dir)
{
	char path[PATH_BYTES];
	struct ruleset *rules = ruleset_load(dir, &c->problems);
	c->rules = ruleset_count(rules);
	ruleset_free(rules);
	struct examples examples = {0};
	if (data_path(dir, "examples", path) && examples_load(path, &c->problems, &examples))
		c->examples = examples.count;
	examples_done(&examples);
	struct wordgroups groups = {0};
	if (data_path(dir, "lexicon", path) && wordgroups_load(path, &c->problems, &groups)) {
		for (size_t i = 0; i < groups.count; i++)
			c->words += groups.items[i].words.count;
	}
	wordgroups_done(&groups);
	if (data_path(dir, "places.yaml", path)) {
		struct places *places = places_load(path, &c->problems);
		c->places = places_count(places);
		places_free(places);
	}
	struct synonyms synonyms = {0};
	if (data_path(dir, "synonyms.yaml", path) && synonyms_load(path, &c->problems, &synonyms))
		c->synonyms = synonyms.count;
	synonyms_done(&synonyms);
}

/* A rule that sends questions to a queue needs that queue to be somewhere. */
static void check_rule_queues(struct checking *c, const char *rules_dir,
			      const struct corpus *corpus)
{
	struct problems told_before = {0};
	struct ruleset *rules = ruleset_load(rules_dir, &told_before);
	for (size_t i = 0; i < ruleset_count(rules); i++) {
		const struct rule_source *rule = ruleset_rule(rules, i);
		if (rule->target == RULE_QUEUE && !corpus_has_queue(corpus, rule->label))
			problems_add(&c->problems,
				     (struct spot){rule->file, rule->line, rule->column},
				     "there is no queue \"%s\" in the corpus", rule->label);
	}
	ruleset_free(rules);
	problems_done(&told_before);
}

static void check_corpus(struct checking *c, const char *dir, const char *rules_dir)
{
	struct corpus corpus = {0};
	if (!corpus_load(dir, &c->problems, &corpus))
		problems_add(&c->problems, (struct spot){dir, 1, 1}, "no such folder");
	c->fiches = corpus.fiches.count;
	c->libraries = corpus.libraries.count;
	if (rules_dir != NULL)
		check_rule_queues(c, rules_dir, &corpus);
	corpus_free(&corpus);
}

int command_check(const struct options *o)
{
	struct checking c = {0};
	bool wants_default = o->rules == NULL && o->corpus == NULL;
	const char *rules = wants_default ? "rules" : o->rules;
	const char *corpus = wants_default ? "corpus" : o->corpus;
	if (rules != NULL)
		check_rules(&c, rules);
	if (corpus != NULL)
		check_corpus(&c, corpus, rules);
	problems_print(&c.problems, stdout);
	fprintf(stderr,
		"%zu rules, %zu examples, %zu words of the lexicon, %zu places, %zu groups of "
		"synonyms, %zu fiches, %zu "
		"libraries: %zu problems\n",
		c.rules, c.examples, c.words, c.places, c.synonyms, c.fiches, c.libraries,
		problems_count(&c.problems));
	int status = problems_count(&c.problems) == 0 ? DONE : COULD_NOT;
	problems_done(&c.problems);
	return status;
}
