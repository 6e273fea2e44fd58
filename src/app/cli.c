/* SPDX-License-Identifier: EUPL-1.2 */
/* cli.c - see cli.h. */
#include "app/cli.h"

#include "app/commands.h"
#include "base/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_type { OPTION_TEXT, OPTION_FLAG, OPTION_NUMBER, OPTION_LIST };

struct option_row {
	char letter; /* in command.takes */
	const char *name, *value;
	enum option_type type;
	size_t at;
};

/* clang-format off */
#define AT(field) offsetof(struct options, field)
static const struct option_row option_rows[] = {
	{'d', "--data",     "DIR",        OPTION_TEXT,   AT(data)},
	{'r', "--rules",    "DIR",        OPTION_TEXT,   AT(rules)},
	{'c', "--corpus",   "DIR",        OPTION_TEXT,   AT(corpus)},
	{'l', "--listen",   "HOST:PORT",  OPTION_TEXT,   AT(listen)},
	{'f', "--config",   "FILE",       OPTION_TEXT,   AT(config)},
	{'w', "--web",      "DIR",        OPTION_TEXT,   AT(web)},
	{'s', "--set",      "NAME=VALUE", OPTION_LIST,   AT(set)},
	{'j', "--json",     NULL,         OPTION_FLAG,   AT(json)},
	{'D', "--demo",     NULL,         OPTION_FLAG,   AT(demo)},
	{'L', "--library",  "ID",         OPTION_TEXT,   AT(library)},
	{'g', "--place",    "PLACE",      OPTION_TEXT,   AT(place)},
	{'y', "--country",  "FR|BE",      OPTION_TEXT,   AT(country)},
	{'W', "--now",      "TIME",       OPTION_TEXT,   AT(now)},
	{'b', "--batch",    "FILE",       OPTION_TEXT,   AT(batch)},
	{'n', "--limit",    "N",          OPTION_NUMBER, AT(limit)},
	{'k', "--key",      "KEY",        OPTION_TEXT,   AT(key)},
	{'N', "--name",     "NAME",       OPTION_TEXT,   AT(name)},
	{'R', "--roles",    "ROLE,…",     OPTION_TEXT,   AT(roles)},
	{'p', "--password", "WORD",       OPTION_TEXT,   AT(password)},
	{'t', "--training", NULL,         OPTION_FLAG,   AT(training)},
	{'Q', "--questions","FILE",       OPTION_TEXT,   AT(questions)},
	{'S', "--save",     NULL,         OPTION_FLAG,   AT(save)},
	{'P', "--payloads", NULL,         OPTION_FLAG,   AT(with_payloads)},
	{'C', "--colour",   "WHEN",       OPTION_TEXT,   AT(colour)},
};

static const struct command commands[] = {
	/* name       takes      operands                            min max            run               what it does */
	{"serve",    "dlfws",   "",                                  0, 0,            command_serve,    "Serve the pages, the desk and the console."},
	{"init",     "drcDj",   "",                                  0, 0,            command_init,     "Make or refresh a data directory from rules and corpus; --demo adds the demo accounts."},
	{"import",   "dj",      "PATH…",                             1, OPERANDS_MAX, command_import,   "Add fiches, resources, libraries, events (folders of corpus form) or documents (.jsonl)."},
	{"check",    "rcj",     "",                                  0, 0,            command_check,    "Every error in rules and corpus, as file:line:column: what."},
	{"explain",  "djbLgykWCs","[TEXT…|-]",                         0, OPERANDS_MAX, command_explain,  "How a question is understood and where it would go, and why."},
	{"search",   "djbns",   "[TEXT…]",                           0, OPERANDS_MAX, command_search,   "Search fiches, resources and documents."},
	{"eval",     "djs",     "QUESTIONS.jsonl",                   1, 1,            command_eval,     "Measure the classifier on labelled questions."},
	{"rules",    "drcjnQSs", "replay|learned",                   1, 1,            command_rules,    "replay: what changed rules would move, over stored questions; learned: what the desk taught, as YAML."},
	{"directory", "d",      "export OUT",                        2, 2,            command_directory, "Write networks and libraries as they now are, in the form of corpus/, into a folder."},
	{"user",     "djNRLpt", "add|list|disable|enable|passwd [LOGIN]", 1, 2,       command_user,     "Accounts of those who work at the desk."},
	{"audit",    "djP",     "verify|export|head",                1, 1,            command_audit,    "Verify or export the trace."},
	{"backup",   "d",       "FILE",                              1, 1,            command_backup,   "Copy the record, consistent, while the server runs."},
	{"restore",  "d",       "FILE",                              1, 1,            command_restore,  "Put a backup into an empty data directory."},
	{"document", "j",       "protocol|asyncapi|states|settings", 1, 1,   command_document, "Print a page of docs/ from the program's own tables."},
};
/* clang-format on */

enum {
	OPTION_COUNT = sizeof option_rows / sizeof option_rows[0],
	COMMAND_COUNT = sizeof commands / sizeof commands[0],
};

int could_not(const char *what, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fprintf(stderr, "aiguilleur: %s: ", what);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	return COULD_NOT;
}

void print_json(struct cJSON *tree)
{
	char *text = json_print(tree);
	puts(text);
	free(text);
	cJSON_Delete(tree);
}

static void print_usage(const struct command *c, FILE *to)
{
	fprintf(to, "  aiguilleur %s", c->name);
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (strchr(c->takes, option_rows[i].letter) == NULL)
			continue;
		fprintf(to, " [%s%s%s]", option_rows[i].name, option_rows[i].value ? " " : "",
			option_rows[i].value ? option_rows[i].value : "");
	}
	fprintf(to, "%s%s\n      %s\n", c->operands[0] ? " " : "", c->operands, c->sentence);
}

static int print_help(FILE *to, int status)
{
	fputs("aiguilleur: a question desk for library networks\n\n", to);
	for (int i = 0; i < COMMAND_COUNT; i++)
		print_usage(&commands[i], to);
	return status;
}

static int wrong_usage(const struct command *c, const char *what, const char *arg)
{
	fprintf(stderr, "aiguilleur: %s: %s%s%s\n", c->name, what, arg ? ": " : "", arg ? arg : "");
	print_usage(c, stderr);
	return USAGE;
}

static const struct option_row *find_option(const struct command *c, const char *arg, size_t len)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = &option_rows[i];
		if (strlen(row->name) == len && strncmp(row->name, arg, len) == 0 &&
		    strchr(c->takes, row->letter) != NULL)
			return row;
	}
	return NULL;
}

static bool put_option(struct options *o, const struct option_row *row, const char *value)
{
	void *field = (char *)o + row->at;
	char *end = NULL;
	switch (row->type) {
	case OPTION_FLAG:
		*(bool *)field = true;
		return true;
	case OPTION_TEXT:
		*(const char **)field = value;
		return true;
	case OPTION_NUMBER:
		*(int64_t *)field = strtoll(value, &end, 10);
		return end != value && *end == '\0' && *(int64_t *)field > 0;
	case OPTION_LIST:
		if (o->set_count == SETTINGS_MAX)
			return false;
		o->set[o->set_count++] = value;
		return true;
	}
	return false;
}

/* One option with its value, `--name value` or `--name=value`; *at moves on. */
static int read_option(const struct command *c, char **argv, int *at, struct options *o)
{
	const char *arg = argv[*at], *equals = strchr(arg, '=');
	size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
	const struct option_row *row = find_option(c, arg, len);
	if (row == NULL)
		return wrong_usage(c, "unknown option", arg);
	const char *value = equals ? equals + 1 : NULL;
	if (row->type != OPTION_FLAG && value == NULL)
		value = argv[++*at];
	if (row->type != OPTION_FLAG && value == NULL)
		return wrong_usage(c, "a value is missing after", arg);
	return put_option(o, row, value) ? DONE : wrong_usage(c, "not a good value", arg);
}

static int read_options(const struct command *c, char **argv, struct options *o)
{
	bool is_over = false; /* after "--" everything is an operand */
	for (int i = 0; argv[i] != NULL; i++) {
		bool is_option = !is_over && strncmp(argv[i], "--", 2) == 0;
		if (is_option && argv[i][2] == '\0') {
			is_over = true;
			continue;
		}
		if (!is_option && o->operand_count == OPERANDS_MAX)
			return wrong_usage(c, "too many operands", NULL);
		if (!is_option) {
			o->operands[o->operand_count++] = argv[i];
			continue;
		}
		int status = read_option(c, argv, &i, o);
		if (status != DONE)
			return status;
	}
	return DONE;
}

static int run_command(const struct command *c, char **argv)
{
	static const struct options none;
	struct options o = none;
	int status = read_options(c, argv, &o);
	if (status != DONE)
		return status;
	if (o.operand_count < c->operands_min || o.operand_count > c->operands_max)
		return wrong_usage(c, "wrong number of operands", NULL);
	if (strchr(c->takes, 'd') != NULL && o.data == NULL)
		return wrong_usage(c, "--data DIR is needed", NULL);
	return c->run(&o);
}

int cli_run(int argc, char **argv)
{
	if (argc < 2)
		return print_help(stderr, USAGE);
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return print_help(stdout, DONE);
	if (strcmp(argv[1], "--version") == 0) {
		puts("aiguilleur " AIG_VERSION);
		return DONE;
	}
	for (int i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(commands[i].name, argv[1]) == 0)
			return run_command(&commands[i], argv + 2);
	}
	fprintf(stderr, "aiguilleur: %s: no such command; `aiguilleur help` lists them\n", argv[1]);
	return USAGE;
}
