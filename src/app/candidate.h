/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * candidate.h - a changed rule set, loaded beside the one in service, as `init` would make it.
 *
 * Made in a temporary folder from a copy of the knowledge file, which is then trained anew: the data directory is only
 * read. Main thread.
 */
#ifndef APP_CANDIDATE_H
#define APP_CANDIDATE_H

#include "flow/worker.h"

#include <stdbool.h>
#include <stddef.h>

struct candidate;

struct candidate_source {
	const char *data, *rules;
	const char *corpus; /* NULL: libraries and fiches as they are */
};

/*
 * gives (candidate_close) a candidate; accepted examples of the desk are in it, as they will be. NULL with a sentence
 * in why. What is wrong in the files is told on standard error and left out, as init does. Takes seconds: it trains.
 */
struct candidate *candidate_open(const struct worker *present, const struct candidate_source *from,
				 char *why, size_t why_size);
void candidate_close(struct candidate *c);

/* A worker like the present one, that understands and routes with the candidate. Borrows from both. */
struct worker *candidate_worker(struct candidate *c);

#endif
