/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * folder.h - a folder of YAML files that hold one record each.
 *
 * One thread at a time.
 */
#ifndef CORPUS_FOLDER_H
#define CORPUS_FOLDER_H

#include "corpus/registry.h"

#include <stdbool.h>

typedef void folder_fn(const struct yaml_node *map, struct reading *r, void *arg);

/*
 * Calls each for the mapping of every .yaml file of the folder and those below; nodes live during the
 * call, what is to stay is copied into r->memory. false when the folder cannot be opened.
 */
bool folder_read(const char *dir, struct reading *r, folder_fn *each, void *arg);

/* A record's text in memory, and what its file would be called. Borrowed. */
struct text_file {
	const char *name; /* "brest.yaml" */
	const char *text;
	size_t len;
};

/* The same for one such text: each is called unless it cannot be read as a mapping, which is a problem then. */
void text_read(const struct text_file *file, struct reading *r, folder_fn *each, void *arg);

/* Is the file that the node is of called like the id? A problem at the id when not. */
bool is_named_after(const struct yaml_node *map, const char *id);

/* gives the file's path in the corpus' memory. */
char *path_kept(const struct yaml_node *map, struct reading *r);

#endif
