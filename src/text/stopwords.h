/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stopwords.h - the words of a question that say nothing about its subject: grammar and politeness.
 *
 * Folded forms (fold.h). Pure function, any thread.
 */
#ifndef TEXT_STOPWORDS_H
#define TEXT_STOPWORDS_H

#include <stdbool.h>

/* Is this folded word one of them? */
bool stopword_is(const char *word);

#endif
