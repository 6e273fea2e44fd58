/* SPDX-License-Identifier: EUPL-1.2 */
/* lines.h - JSON Lines read one object at a time: for search --batch and eval. Main thread. */
#ifndef APP_LINES_H
#define APP_LINES_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * Calls each for every line that holds a JSON object; what is not one is told on standard error as
 * file:line:column: what, and skipped. Blank lines are nothing. false when the file cannot be read.
 */
bool lines_read(const char *path, bool (*each)(const cJSON *line, void *arg), void *arg);

#endif
