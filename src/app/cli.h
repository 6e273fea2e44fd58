/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cli.h - the commands, one row each, and the reading of their options.
 *
 * Exit status: 0 done, 1 could not, 2 usage. Errors go to standard error as `aiguilleur: what: why`.
 */
#ifndef APP_CLI_H
#define APP_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DONE = 0, COULD_NOT = 1, USAGE = 2, SETTINGS_MAX = 32, OPERANDS_MAX = 256 };

/* Every option there is; a command's row says which it takes. */
struct options {
	const char *data, *rules, *corpus, *listen, *config, *web, *library, *batch, *key;
	const char *place, *country, *now;
	const char *name, *roles, *password, *colour, *questions;
	const char *set[SETTINGS_MAX + 1]; /* ended by NULL */
	int set_count;
	int64_t limit;
	bool json, demo, training, with_payloads, save;
	const char *operands[OPERANDS_MAX];
	int operand_count;
};

struct command {
	const char *name;
	const char *takes;    /* letters of the options in cli.c's table */
	const char *operands; /* for the usage line */
	int operands_min, operands_max;
	int (*run)(const struct options *o);
	const char *sentence;
};

/* Runs the command line; returns the exit status. */
int cli_run(int argc, char **argv);

/* Prints `aiguilleur: what: why` to standard error and returns COULD_NOT. */
int could_not(const char *what, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints one line of JSON and frees the tree. */
struct cJSON;
void print_json(struct cJSON *tree);

#endif
