/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * corpus.h - everything under corpus/, read and checked together.
 *
 * What cannot be read costs itself only; references to what is not there are problems. One thread while
 * loading; read-only afterwards.
 */
#ifndef CORPUS_CORPUS_H
#define CORPUS_CORPUS_H

#include "base/arena.h"
#include "corpus/event.h"
#include "corpus/fiche.h"
#include "corpus/library.h"
#include "corpus/network.h"
#include "corpus/resource.h"
#include "files/problems.h"

/* Owns all that the records refer to. */
struct corpus {
	struct arena memory;
	struct fiches fiches;
	struct resources resources;
	struct libraries libraries;
	struct networks networks;
	struct corpus_events events;
};

/*
 * gives the corpus of a folder (corpus_free); absent subfolders are empty. false when the folder itself
 * cannot be opened, and then the corpus is empty.
 */
bool corpus_load(const char *dir, struct problems *p, struct corpus *out);
void corpus_free(struct corpus *c);

/*
 * The same for a part: a folder called fiches, libraries, networks, resources or events, or one file of such a folder,
 * or a fiche (.md) from anywhere; anything else is read as a whole corpus. References are not checked. false when it
 * cannot be read, and then the corpus is empty.
 */
bool corpus_load_part(const char *path, struct problems *p, struct corpus *out);

/* The library or network of an id; NULL: none. Borrowed. */
const struct library *corpus_library(const struct corpus *c, const char *id);
const struct network *corpus_network(const struct corpus *c, const char *id);

/* Is a queue of this id anywhere? Rules may name one. */
bool corpus_has_queue(const struct corpus *c, const char *id);

#endif
