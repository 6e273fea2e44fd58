/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * walk.h - the files under a directory, in the same order everywhere.
 *
 * Symbolic links are not followed, hidden names are skipped, and folders below WALK_DEPTH_MAX are
 * left alone. Any thread.
 */
#ifndef FILES_WALK_H
#define FILES_WALK_H

#include <stdbool.h>
#include <stddef.h>

enum { WALK_DEPTH_MAX = 16 };

struct paths {
	char **items; /* each starts with the directory that was asked for */
	size_t count;
};

/*
 * gives the regular files whose name ends in suffix (".yaml"), sorted by path, recursively.
 * A file of that suffix may be named instead of a directory: it is all there is. false, and out
 * empty, when neither can be opened.
 */
bool walk_files(const char *dir, const char *suffix, struct paths *out);

/* The same, in this directory only. */
bool walk_folder(const char *dir, const char *suffix, struct paths *out);

void paths_done(struct paths *p);

#endif
