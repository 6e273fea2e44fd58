/* SPDX-License-Identifier: EUPL-1.2 */
/* document.c - `aiguilleur document`: pages of docs/ printed from the tables, compared in a test. */
#include "app/commands.h"

#include "app/serve.h"
#include "app/settings.h"
#include "flow/states.h"
#include "net/protocol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_protocol(void)
{
	protocol_markdown(stdout, serve_verbs());
}

static void print_asyncapi(void)
{
	protocol_asyncapi(stdout, serve_verbs(), AIG_VERSION);
}

static void print_states(void)
{
	char *text = question_states_markdown();
	fputs("# The states of a question\n\n"
	      "Printed by `aiguilleur document states` from `src/flow/states.c`; a test "
	      "compares.\n\n",
	      stdout);
	fputs(text, stdout);
	free(text);
}

static void print_settings(void)
{
	fputs("# Settings\n\n"
	      "Printed by `aiguilleur document settings` from `src/app/settings.c`; a test "
	      "compares.\n"
	      "Given as `name: value` in the file of `--config`, or as `--set name=value`.\n\n",
	      stdout);
	settings_markdown(stdout);
}

static const struct {
	const char *name;
	void (*print)(void);
} pages[] = {
	{"protocol", print_protocol},
	{"asyncapi", print_asyncapi},
	{"states", print_states},
	{"settings", print_settings},
};

int command_document(const struct options *o)
{
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		if (strcmp(pages[i].name, o->operands[0]) == 0) {
			pages[i].print();
			return DONE;
		}
	}
	return could_not("document", "there is no page \"%s\"", o->operands[0]);
}
