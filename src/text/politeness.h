/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * politeness.h - where in a message the question is: after the greeting, before thanks and signature.
 *
 * A greeting, thanks and a name below them say nothing about what is asked, and may never change what is found. When in doubt a
 * word belongs to the question. Pure function, any thread.
 */
#ifndef TEXT_POLITENESS_H
#define TEXT_POLITENESS_H

#include "text/tokens.h"

/* Words [from, to) of a message. */
struct span {
	int from, to;
};

/* The question itself; everything when there is nothing but politeness. text: folded, where the words come from. */
struct span politeness_core(const struct token *words, int count, const char *text);

#endif
