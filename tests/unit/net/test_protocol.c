/* SPDX-License-Identifier: EUPL-1.2 */
/* test_protocol.c - the documents say what the table says. */
#include "net/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct param params[] = {
	{"client_id", PARAM_TEXT, true, 64, "Made by the \"client\"."},
	{"question", PARAM_ID, true, 0, "Which."},
	{"score", PARAM_INT, false, 5, "How good."},
	{"queues", PARAM_LIST, false, 50, "Where."},
	{0},
};
static const struct verb verbs[] = {
	{.name = "ask",
	 .roles = ROLE_PUBLIC,
	 .lane = ON_WRITER,
	 .max_bytes = 16384,
	 .cost = 10,
	 .params = params,
	 .sentence = "Put a question in."},
	{.name = "queue.list",
	 .roles = ROLE_RESPONDENT | ROLE_COORDINATOR,
	 .lane = ON_READER,
	 .max_bytes = 1024,
	 .sentence = "What waits."},
};
static const struct verb_table table = {"The public", verbs, 2};
static const struct verb_table *const tables[] = {&table};
static const struct verb_set set = {tables, 1};

static void expect(const char *document, const char *part)
{
	if (strstr(document, part) == NULL)
		fail_msg("no %s in %s", part, document);
}

static void markdown_has_a_section_for_each_verb(void **state)
{
	(void)state;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	protocol_markdown(out, &set);
	fclose(out);
	expect(text, "\n## The public\n\n### `ask`\n\nPut a question in.\n\nWho: anyone. Runs on: "
		     "writer. "
		     "At most 16384 bytes. Cost: 10.\n");
	expect(text, "| `client_id` | text, at most 64 bytes | Made by the \"client\". |\n");
	expect(text, "| `queues` (optional) | list, at most 50 items | Where. |\n");
	expect(text,
	       "### `queue.list`\n\nWhat waits.\n\nWho: respondent, coordinator. Runs on: reader.");
	expect(text, "No params.\n");
	free(text);
}

static void asyncapi_has_a_message_for_each_verb(void **state)
{
	(void)state;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	protocol_asyncapi(out, &set, "0.1.0");
	fclose(out);
	expect(text, "asyncapi: 3.0.0\n");
	expect(text, "    queue_list:\n      name: \"queue.list\"\n");
	expect(text, "required: [client_id, question]\n");
	expect(text, "client_id: {type: string, maxLength: 64, description: \"Made by the "
		     "\\\"client\\\".\"}\n");
	expect(text,
	       "score: {type: integer, minimum: 0, maximum: 5, description: \"How good.\"}\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_has_a_section_for_each_verb),
		cmocka_unit_test(asyncapi_has_a_message_for_each_verb),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
