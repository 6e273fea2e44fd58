/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.h - compiled rules against folded text.
 *
 * A ruleset is immutable once made and shared by all threads; each thread has a matcher of its own. A
 * pattern works under limits (steps, depth, memory): one that runs into them fails alone, and after
 * RULE_LIMIT_HITS_MAX times it is left out until ruleset_forgive. A failed pattern never fails the
 * question: in "any" the others still count; in "all" and "none" it fails its rule.
 */
#ifndef RULES_MATCH_H
#define RULES_MATCH_H

#include "files/problems.h"
#include "rules/rulefile.h"
#include "text/fold.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RULE_LIMIT_HITS_MAX = 3 };

struct ruleset;
struct matcher;

/* One rule that matched, and where in the folded text its first "any" or "all" pattern did. */
struct rule_hit {
	size_t rule; /* index in the ruleset */
	uint32_t from, to;
};

/*
 * takes the list (it is empty afterwards) and gives the compiled set. A pattern that does not compile
 * becomes a problem at its place, and its rule never matches.
 */
struct ruleset *ruleset_new(struct rule_list *list, struct problems *p);

/* gives the rules of a folder, read and compiled; an empty set when the folder cannot be opened. */
struct ruleset *ruleset_load(const char *dir, struct problems *p);

/* No matcher may use it any more. */
void ruleset_free(struct ruleset *set);

size_t ruleset_count(const struct ruleset *set);

/* The rule at an index below the count. Borrowed. */
const struct rule_source *ruleset_rule(const struct ruleset *set, size_t rule);

/* Could every pattern be compiled to machine code? For the line that the server logs at start. */
bool ruleset_has_jit(const struct ruleset *set);

/* Is one of the rule's patterns left out, for having run into the limits too often? Any thread. */
bool ruleset_is_quarantined(const struct ruleset *set, size_t rule);

/* Lets every pattern try again: to be called once an hour. Any thread. */
void ruleset_forgive(const struct ruleset *set);

/* gives what one thread needs to match this set. */
struct matcher *matcher_new(const struct ruleset *set);
void matcher_free(struct matcher *m);

/*
 * Writes the rules that match, in their order, and returns how many there are (never more than max are
 * written or counted). text is folded (fold.h): valid UTF-8 is relied on.
 */
size_t match_rules(struct matcher *m, const char *text, size_t len, struct rule_hit *hits,
		   size_t max);

/* How often each rule has failed in this matcher; ruleset_count numbers. Borrowed. */
const uint32_t *matcher_failures(const struct matcher *m);

#endif
