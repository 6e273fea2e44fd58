/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * learned.h - what understanding is made from, between the knowledge file and memory.
 *
 * `init` trains the model and saves it; whoever opens the data directory loads it with the words, the lexicon and the
 * examples. Main thread; what is loaded is read-only and shared.
 */
#ifndef APP_LEARNED_H
#define APP_LEARNED_H

#include "base/rc.h"
#include "flow/worker.h"
#include "rules/examples.h"
#include "rules/wordgroups.h"

#include <stdbool.h>
#include <stddef.h>

struct knowledge;

/* Examples and lexicon, replacing all, and the model trained on the examples; in one transaction of the caller. */
MUST_CHECK enum rc learned_save(struct knowledge *k, const struct examples *examples,
				const struct wordgroups *groups);

/* Fills words, thesaurus, lexicon, neighbours and model of the reference; dir: the data directory. */
bool learned_load(const char *dir, struct reference *reference, char *why, size_t why_size);
void learned_free(struct reference *reference);

#endif
