/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * queue.h - where questions wait: a queue of a library or of a network.
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef CORPUS_QUEUE_H
#define CORPUS_QUEUE_H

#include "corpus/registry.h"

#include <stdbool.h>
#include <stddef.h>

struct queue {
	char *id, *title;
	char *kind;    /* library, fallback, urgent, professional, expert, partner */
	char *library; /* who looks after it */
	unsigned topics, kinds,
		flags; /* what it takes: 1 << index of taxonomy.h; 0: not by label */
	char *note;    /* for staff; may be NULL */
};

struct queues {
	struct queue *items;
	size_t count;
};

/*
 * Reads a list of queues. library is whose they are: then kind is "library" unless said; NULL for those
 * of a network, which must say kind and library. false, with problems, when one is wrong.
 */
bool want_queues(const struct yaml_node *n, const char *library, struct reading *r,
		 struct queues *out);

#endif
