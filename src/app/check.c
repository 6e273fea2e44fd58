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

#include <stdio.h>
#include <string.h>

struct checking {
	struct problems problems;
	size_t rules, examples, places, synonyms, fiches, libraries;
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

static void check_corpus(struct checking *c, const char *dir)
{
	struct corpus corpus = {0};
	if (!corpus_load(dir, &c->problems, &corpus))
		problems_add(&c->problems, (struct spot){dir, 1, 1}, "no such folder");
	c->fiches = corpus.fiches.count;
	c->libraries = corpus.libraries.count;
	corpus_free(&corpus);
}

int command_check(const struct options *o)
{
	struct checking c = {0};
	bool wants_default = o->rules == NULL && o->corpus == NULL;
	if (o->rules != NULL || wants_default)
		check_rules(&c, o->rules != NULL ? o->rules : "rules");
	if (o->corpus != NULL || wants_default)
		check_corpus(&c, o->corpus != NULL ? o->corpus : "corpus");
	problems_print(&c.problems, stdout);
	fprintf(stderr,
		"%zu rules, %zu examples, %zu places, %zu groups of synonyms, %zu fiches, %zu "
		"libraries: %zu problems\n",
		c.rules, c.examples, c.places, c.synonyms, c.fiches, c.libraries,
		problems_count(&c.problems));
	int status = problems_count(&c.problems) == 0 ? DONE : COULD_NOT;
	problems_done(&c.problems);
	return status;
}
