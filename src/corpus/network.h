/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * network.h - a network of libraries (corpus/networks/): its calendar, and the queues that are its own.
 *
 * One thread while loading; read-only afterwards.
 */
#ifndef CORPUS_NETWORK_H
#define CORPUS_NETWORK_H

#include "corpus/queue.h"

struct network {
	char *id, *name;
	char *country;        /* FR, BE */
	char *zone;           /* its public holidays: see calendar_zones */
	char *library;        /* answers when none covers the question */
	struct queues queues; /* one of kind fallback exactly */
	char *file;
};

struct networks {
	struct network *items;
	size_t count;
};

struct text_file;

/* Adds the network of one text (folder.h); none, and problems, when something in it is wrong. */
void network_read(const struct text_file *file, struct reading *r, struct networks *out);

/* Adds the networks of a folder, one a file; false when the folder cannot be opened. */
bool networks_load(const char *dir, struct reading *r, struct networks *out);

/* The words for public holidays, ended by NULL: metropole, alsace-moselle, belgique. Borrowed, static. */
const char *const *calendar_zones(void);

/* A word of calendar_zones, or a problem and false. Copied into the arena. */
bool want_zone(const struct yaml_node *n, struct arena *a, char **out);

#endif
