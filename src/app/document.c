/* SPDX-License-Identifier: EUPL-1.2 */
/* document.c - `aiguilleur document`: pages of docs/ printed from the tables, compared in a test. */
#include "app/commands.h"

#include "app/serve.h"
#include "app/settings.h"
#include "flow/rights.h"
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

static void print_rights(void)
{
	char *text = rights_markdown();
	fputs("# Who may do what on a question\n\n"
	      "Printed by `aiguilleur document rights` from `src/flow/rights.c`; a test "
	      "compares, and another walks every cell.\n\n"
	      "A question belongs to the library that staffs its queue. `help` means: while "
	      "libraries help each other (`desk.help_across`, on by default), and in any case "
	      "when the network is called for the question, when one was mentioned on it, or "
	      "holds it. A membership at a library counts there as a place in it. A verb "
	      "without a row is refused; whether a move is possible now is in "
	      "[states.md](states.md).\n\n",
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
	{"protocol", print_protocol}, {"asyncapi", print_asyncapi}, {"states", print_states},
	{"settings", print_settings}, {"rights", print_rights},
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
