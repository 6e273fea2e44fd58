/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * directory_file.h - a library or a network as the object that its file in corpus/ holds: the same keys, in the same order.
 *
 * What the console edits, what an export writes, and what two editions are compared by. Any thread.
 */
#ifndef FLOW_DIRECTORY_FILE_H
#define FLOW_DIRECTORY_FILE_H

#include "flow/directory.h"

#include <cjson/cJSON.h>

/*
 * Each gives the object of corpus/libraries/<id>.yaml, or of corpus/networks/<id>.yaml; what is not known is left out.
 * A library's queues are those of kind "library"; all others are its network's.
 */
cJSON *library_file(const struct directory *d, int library);
cJSON *network_file(const struct directory *d, int network);

enum { REVISION_BYTES = 17 };

/* Writes what tells two editions of an object apart: 16 hexadecimal digits. */
void file_revision(const cJSON *file, char out[REVISION_BYTES]);

/*
 * gives {field: {before, after}} for each top-level member that differs; before or after may be NULL: nothing was there, or
 * will be. null and absent are the same.
 */
cJSON *file_changes(const cJSON *before, const cJSON *after);

/* Is the member of that name the same in both? */
bool file_same(const cJSON *before, const cJSON *after, const char *key);

#endif
