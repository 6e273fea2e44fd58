/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rarity.h - how often a piece of text stands in questions, guessed.
 *
 * Good enough to tell which of several words a prefilter had better wait for; nothing depends on it but
 * speed. Pure function, any thread.
 */
#ifndef RULES_RARITY_H
#define RULES_RARITY_H

#include <stddef.h>
#include <stdint.h>

enum { RARITY_ALWAYS = 1000000 };

/*
 * In how many of a million questions this folded ASCII text (fold.h) stands. What it does not start or end
 * with a border (a space, a sign, a control) may be the middle of a word.
 */
uint32_t rarity_of(const char *text, size_t len);

#endif
