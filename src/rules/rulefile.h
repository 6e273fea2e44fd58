/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rulefile.h - the rules that librarians write (the .yaml files of rules/), read but not yet compiled.
 *
 * Every .yaml file of the folder itself but synonyms.yaml and places.yaml holds rules; files are read
 * in the order of their names and rules keep their order. A rule that cannot be read costs itself only.
 * One thread at a time while loading; the list is read-only afterwards.
 */
#ifndef RULES_RULEFILE_H
#define RULES_RULEFILE_H

#include "base/arena.h"
#include "files/problems.h"
#include "files/yamlfile.h"

#include <stdbool.h>
#include <stddef.h>

enum { RULE_PATTERN_MAX = 1000, RULE_PATTERNS_MAX = 100 }; /* bytes; in one list of one rule */

/* What a rule tells about a question. */
enum rule_target {
	RULE_TOPIC,
	RULE_KIND,
	RULE_FLAG,
	RULE_PLACE,
	RULE_AUDIENCE,
	RULE_QUEUE,
	RULE_TARGET_COUNT
};

struct rule_pattern {
	char *text; /* a PCRE2 pattern, matched against folded text */
	struct yaml_place place;
};

struct rule_patterns {
	struct rule_pattern *items;
	size_t count;
};

struct rule_source {
	char *id;
	struct rule_patterns any, all, none; /* any or all has one at least */
	enum rule_target target;
	char *label; /* the slug or code that the rule gives */
	int index; /* in the taxonomy, for topic, kind, flag and audience; -1 for place and queue */
	double weight; /* 0..1: how much this rule alone tells */
	char *why;     /* one French sentence for people */
	char *file;
	int line, column; /* where the rule starts */
};

/* Owns all that the rules refer to. `struct rule_list l = {0};` is an empty one. */
struct rule_list {
	struct arena memory;
	struct rule_source *items;
	size_t count;
};

/*
 * Reads the rules of a folder; what is wrong becomes problems. gives the list (rule_list_done); false
 * when the folder cannot be opened, and then the list is empty.
 */
bool rules_read(const char *dir, struct problems *p, struct rule_list *out);

/* Adds the rules of one source, for editors that check one file and for tests. */
void rules_read_source(const struct source *s, struct problems *p, struct rule_list *list);

void rule_list_done(struct rule_list *list);

/* "topic", "kind", "flag", "place", "audience", "queue". Borrowed, static. */
const char *rule_target_word(enum rule_target target);

#endif
