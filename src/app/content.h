/* SPDX-License-Identifier: EUPL-1.2 */
/* content.h - rules and corpus from files into the store and the knowledge file. Main thread. */
#ifndef APP_CONTENT_H
#define APP_CONTENT_H

#include "base/rc.h"
#include "corpus/corpus.h"

#include <stdbool.h>

struct knowledge;
struct store;

/* Networks, libraries and queues, in one transaction of the caller. */
MUST_CHECK enum rc content_save_directory(struct store *s, const struct corpus *corpus);

/* Fiches, resources and events, replacing those of the same origin; in one transaction of the caller. */
MUST_CHECK enum rc content_save_corpus(struct knowledge *k, const struct corpus *corpus);

/* Adds or replaces, and removes nothing: for import. */
MUST_CHECK enum rc content_add_corpus(struct knowledge *k, const struct corpus *corpus);

#endif
