/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * registry.h - who is called what, and who names whom, while a corpus is being loaded.
 *
 * Loaders define ids as they go and note the ids that they refer to; at the end every reference must have
 * been defined. Both kinds of mistake are shown at the very word. One thread at a time.
 */
#ifndef CORPUS_REGISTRY_H
#define CORPUS_REGISTRY_H

#include "base/arena.h"
#include "files/problems.h"
#include "files/yamlfile.h"

#include <stdbool.h>
#include <stddef.h>

/* Ids are unique within one of these. */
enum registry_kind {
	REGISTRY_TEXT, /* fiches, resources and events: what a search can find */
	REGISTRY_LIBRARY,
	REGISTRY_NETWORK,
	REGISTRY_QUEUE,
	REGISTRY_KIND_COUNT
};

struct registry;

/* gives an empty one; problems are added to p, which must live as long. */
struct registry *registry_new(struct problems *p);
void registry_free(struct registry *r);

/* Defines an id that stands at the node; false, with a problem, when it is taken. Copies it. */
bool registry_define(struct registry *r, enum registry_kind kind, const char *id,
		     const struct yaml_node *at);

/* An id that stands elsewhere, in what is not being read now: taken, and there to be referred to. Copies both. */
void registry_know(struct registry *r, enum registry_kind kind, const char *id, const char *where);

/* Notes that the node's text (or the given id, when it is not the node's own text) must be defined. */
void registry_refer(struct registry *r, enum registry_kind kind, const char *id,
		    const struct yaml_node *at);

bool registry_has(const struct registry *r, enum registry_kind kind, const char *id);

/* Adds a problem for each reference to what was never defined. */
void registry_check(struct registry *r);

/* What a loader works with. */
struct reading {
	struct arena *memory;      /* of the corpus: what is kept */
	struct problems *problems; /* the same as the registry's */
	struct registry *registry;
};

#endif
