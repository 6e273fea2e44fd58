/* SPDX-License-Identifier: EUPL-1.2 */
/* reader.h - a command that reads a data directory as the server's readers do. Main thread. */
#ifndef APP_READER_H
#define APP_READER_H

#include "app/cli.h"
#include "flow/worker.h"

/* For searching alone neither rules nor a network need be there. */
enum reader_of { READER_OF_ALL, READER_OF_SEARCH };

/* Opens o->data, runs with a reading worker (its arena is the command's to set), closes; the exit status. */
int with_reader(const char *command, const struct options *o, enum reader_of what,
		int (*run)(struct worker *w, const struct options *o));

#endif
