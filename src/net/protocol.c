/* SPDX-License-Identifier: EUPL-1.2 */
/* protocol.c - see protocol.h. */
#include "net/protocol.h"

#include "people/role.h"

#include <stdbool.h>
#include <string.h>

static const char *const lane_words[LANE_KIND_COUNT] = {
	[ON_LOOP] = "loop",
	[ON_READER] = "reader",
	[ON_WRITER] = "writer",
	[ON_OUTSIDE] = "outside",
};

static const char *const type_words[PARAM_TYPE_COUNT] = {
	[PARAM_TEXT] = "text", [PARAM_ID] = "id",         [PARAM_INT] = "whole number",
	[PARAM_FLAG] = "flag", [PARAM_OBJECT] = "object", [PARAM_LIST] = "list",
};

/* "", "reader, then " or "outside, then ". */
static const char *prepared_on(const struct verb *verb)
{
	if (verb->prepare == NULL)
		return "";
	return verb->prepares_outside ? "outside, then " : "reader, then ";
}

static const char *roles_of(const struct verb *verb, char out[120])
{
	if (verb->roles & ROLE_PUBLIC)
		return "anyone";
	roles_text(verb->roles, out, 120);
	return out;
}

/* ---- Markdown ---- */

static void put_bound(FILE *out, const struct param *p)
{
	static const char *const units[PARAM_TYPE_COUNT] = {
		[PARAM_TEXT] = " bytes", [PARAM_ID] = " bytes",       [PARAM_INT] = "",
		[PARAM_FLAG] = "",       [PARAM_OBJECT] = " members", [PARAM_LIST] = " items"};
	if (p->max > 0 && p->type != PARAM_FLAG)
		fprintf(out, ", at most %zu%s", p->max, units[p->type]);
}

static void markdown_params(FILE *out, const struct param *table)
{
	if (table == NULL || table->name == NULL) {
		fputs("No params.\n\n", out);
		return;
	}
	fputs("| Param | Type | Meaning |\n|---|---|---|\n", out);
	for (const struct param *p = table; p->name != NULL; p++) {
		fprintf(out, "| `%s`%s | %s", p->name, p->is_required ? "" : " (optional)",
			type_words[p->type]);
		put_bound(out, p);
		fprintf(out, " | %s |\n", p->sentence);
	}
	fputc('\n', out);
}

static void markdown_verb(FILE *out, const struct verb *verb)
{
	char roles[120];
	fprintf(out, "### `%s`\n\n%s\n\n", verb->name, verb->sentence);
	fprintf(out, "Who: %s. Runs on: %s%s. At most %zu bytes. Cost: %u.\n\n",
		roles_of(verb, roles), prepared_on(verb), lane_words[verb->lane], verb->max_bytes,
		verb->cost);
	markdown_params(out, verb->params);
}

static const char markdown_head[] =
	"# Protocol\n\n"
	"Generated from the table of verbs by `aiguilleur document protocol`; a test "
	"compares.\n\n"
	"WebSocket at `/ws`, subprotocol `aiguilleur.v1`, text frames, JSON-RPC 2.0. A request is\n"
	"`{\"jsonrpc\":\"2.0\",\"id\":…,\"method\":…,\"params\":{…}}`; its `id` is a text of at "
	"most 64 bytes or a\n"
	"whole number. Requests without `id`, batches and positional params are refused.\n\n"
	"Events: "
	"`{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":{\"stream\",\"seq\",\"type\",\"at\","
	"\"data\"}}`. Type\n"
	"`resync` on stream `*` means that events were dropped because this connection read too "
	"slowly:\n"
	"fetch again. An answer comes before the events of its own request.\n\n"
	"Streams: `question/<id>` (its asker), `desk` (staff; events of questions that a person "
	"may "
	"not read are left\n"
	"out, and type `gone`, data `{gone, library}`, says that one has left what this person may "
	"read),\n"
	"`person/<id>` (a mention, `lease_ending`; followed by `mention.list`).\n\n"
	"Presence: "
	"`{\"jsonrpc\":\"2.0\",\"method\":\"presence\",\"params\":{\"question\",\"people\":"
	"[{\"name\",\"library\",\"doing\"}],\"asker\"}}`\n"
	"says who looks at a question now (`question.look`), whole each time; without `seq`, never "
	"sent again.\n\n"
	"| Error | When |\n|---|---|\n"
	"| -32700 | not JSON, or JSON that is not allowed (depth, duplicate keys, U+0000) |\n"
	"| -32600 | not a request |\n"
	"| -32601 | no such verb |\n"
	"| -32602 | a param is missing, unknown, of another type or too big |\n"
	"| -32603 | a fault of ours |\n"
	"| -32000 | refused; `data.reason` is one of `invalid denied conflict limit not_found stale"
	" unavailable challenge` |\n\n"
	"`message` is a sentence for people, in the locale said by `hello`. `data.reason` is "
	"always there.\n\n"
	"| Closed with | Why |\n|---|---|\n"
	"| 1001 | the service stops; come back |\n"
	"| 1003, 1007 | not text, not UTF-8 |\n"
	"| 1009 | more than 16 KiB (staff 64 KiB), or more than 64 fragments |\n"
	"| 4001 | the session is over |\n"
	"| 4008 | reads too slowly; come back with the last `seq` |\n\n";

void protocol_markdown(FILE *out, const struct verb_set *set)
{
	fputs(markdown_head, out);
	for (size_t t = 0; t < set->count; t++) {
		fprintf(out, "## %s\n\n", set->tables[t]->title);
		for (size_t i = 0; i < set->tables[t]->count; i++)
			markdown_verb(out, &set->tables[t]->verbs[i]);
	}
}

/* ---- AsyncAPI ---- */

/* A YAML double-quoted scalar. */
static void put_quoted(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

/* "queue.list" as an identifier: "queue_list". */
static void put_key(FILE *out, const char *name)
{
	for (; *name != '\0'; name++)
		fputc(*name == '.' ? '_' : *name, out);
}

static void schema_of(FILE *out, const struct param *p)
{
	size_t max = p->max;
	switch (p->type) {
	case PARAM_TEXT:
		fprintf(out, "type: string, maxLength: %zu", max);
		break;
	case PARAM_ID:
		fprintf(out, "type: [string, integer], maxLength: %zu", max == 0 ? 64 : max);
		break;
	case PARAM_INT:
		fputs("type: integer, minimum: 0", out);
		if (max > 0)
			fprintf(out, ", maximum: %zu", max);
		break;
	case PARAM_FLAG:
		fputs("type: boolean", out);
		break;
	case PARAM_OBJECT:
		fprintf(out, "type: object, maxProperties: %zu", max == 0 ? 64 : max);
		break;
	case PARAM_LIST:
		fprintf(out, "type: array, maxItems: %zu", max);
		break;
	case PARAM_TYPE_COUNT:
		break;
	}
}

static void asyncapi_required(FILE *out, const struct param *table)
{
	bool is_first = true;
	for (const struct param *p = table; p->name != NULL; p++) {
		if (!p->is_required)
			continue;
		fprintf(out, "%s%s", is_first ? "              required: [" : ", ", p->name);
		is_first = false;
	}
	if (!is_first)
		fputs("]\n", out);
}

static void asyncapi_params(FILE *out, const struct param *table)
{
	fputs("            params:\n"
	      "              type: object\n"
	      "              additionalProperties: false\n",
	      out);
	if (table == NULL || table->name == NULL)
		return;
	asyncapi_required(out, table);
	fputs("              properties:\n", out);
	for (const struct param *p = table; p->name != NULL; p++) {
		fprintf(out, "                %s: {", p->name);
		schema_of(out, p);
		fputs(", description: ", out);
		put_quoted(out, p->sentence);
		fputs("}\n", out);
	}
}

static bool wants_params(const struct verb *verb)
{
	for (const struct param *p = verb->params; p != NULL && p->name != NULL; p++) {
		if (p->is_required)
			return true;
	}
	return false;
}

static void asyncapi_message(FILE *out, const struct verb *verb)
{
	char roles[120];
	fputs("    ", out);
	put_key(out, verb->name);
	fputs(":\n      name: ", out);
	put_quoted(out, verb->name);
	fputs("\n      summary: ", out);
	put_quoted(out, verb->sentence);
	fprintf(out, "\n      x-roles: \"%s\"\n      x-lane: %s\n      x-max-bytes: %zu\n",
		roles_of(verb, roles), lane_words[verb->lane], verb->max_bytes);
	fprintf(out,
		"      payload:\n"
		"        allOf:\n"
		"        - {$ref: '#/components/schemas/request'}\n"
		"        - type: object\n"
		"          required: [%s]\n"
		"          properties:\n"
		"            method: {const: \"%s\"}\n",
		wants_params(verb) ? "method, params" : "method", verb->name);
	asyncapi_params(out, verb->params);
}

static const char asyncapi_schemas[] =
	"  schemas:\n"
	"    request:\n"
	"      type: object\n"
	"      required: [jsonrpc, id, method]\n"
	"      properties:\n"
	"        jsonrpc: {const: '2.0'}\n"
	"        id: {type: [string, integer], maxLength: 64}\n"
	"        method: {type: string}\n"
	"        params: {type: object}\n"
	"    reply:\n"
	"      type: object\n"
	"      required: [jsonrpc, id]\n"
	"      properties:\n"
	"        jsonrpc: {const: '2.0'}\n"
	"        id: {type: [string, integer, 'null']}\n"
	"        result: {type: object}\n"
	"        error:\n"
	"          type: object\n"
	"          required: [code, message, data]\n"
	"          properties:\n"
	"            code: {enum: [-32700, -32600, -32601, -32602, -32603, -32000]}\n"
	"            message: {type: string}\n"
	"            data:\n"
	"              type: object\n"
	"              properties:\n"
	"                reason: {enum: [invalid, denied, conflict, limit, not_found, stale, "
	"unavailable, "
	"challenge]}\n"
	"    event:\n"
	"      type: object\n"
	"      required: [jsonrpc, method, params]\n"
	"      properties:\n"
	"        jsonrpc: {const: '2.0'}\n"
	"        method: {const: event}\n"
	"        params:\n"
	"          type: object\n"
	"          required: [stream, seq, type, at, data]\n"
	"          properties:\n"
	"            stream: {type: string}\n"
	"            seq: {type: integer}\n"
	"            type: {type: string}\n"
	"            at: {type: string, format: date-time}\n"
	"            data: {type: object}\n";

static void each_verb(FILE *out, const struct verb_set *set,
		      void (*put)(FILE *out, const struct verb *verb))
{
	for (size_t t = 0; t < set->count; t++) {
		for (size_t i = 0; i < set->tables[t]->count; i++)
			put(out, &set->tables[t]->verbs[i]);
	}
}

static void asyncapi_ref(FILE *out, const struct verb *verb)
{
	fputs("      ", out);
	put_key(out, verb->name);
	fputs(": {$ref: '#/components/messages/", out);
	put_key(out, verb->name);
	fputs("'}\n", out);
}

static void asyncapi_operation_ref(FILE *out, const struct verb *verb)
{
	fputs("    - {$ref: '#/channels/desk/messages/", out);
	put_key(out, verb->name);
	fputs("'}\n", out);
}

void protocol_asyncapi(FILE *out, const struct verb_set *set, const char *version)
{
	fprintf(out,
		"# Generated from the table of verbs by `aiguilleur document asyncapi`; a test "
		"compares.\n"
		"asyncapi: 3.0.0\n"
		"info:\n"
		"  title: Aiguilleur\n"
		"  version: \"%s\"\n"
		"  description: A question desk for networks of libraries; JSON-RPC 2.0 over "
		"WebSocket.\n"
		"  license: {name: EUPL-1.2}\n"
		"defaultContentType: application/json\n"
		"servers:\n"
		"  local: {host: '127.0.0.1:7681', protocol: ws, pathname: /ws}\n"
		"channels:\n"
		"  desk:\n"
		"    address: /ws\n"
		"    bindings:\n"
		"      ws:\n"
		"        method: GET\n"
		"        headers:\n"
		"          type: object\n"
		"          properties:\n"
		"            Sec-WebSocket-Protocol: {const: aiguilleur.v1}\n"
		"    messages:\n",
		version);
	each_verb(out, set, asyncapi_ref);
	fputs("      reply: {$ref: '#/components/messages/reply'}\n"
	      "      event: {$ref: '#/components/messages/event'}\n"
	      "operations:\n"
	      "  ask:\n"
	      "    action: receive\n"
	      "    channel: {$ref: '#/channels/desk'}\n"
	      "    messages:\n",
	      out);
	each_verb(out, set, asyncapi_operation_ref);
	fputs("    reply:\n"
	      "      channel: {$ref: '#/channels/desk'}\n"
	      "      messages:\n"
	      "      - {$ref: '#/channels/desk/messages/reply'}\n"
	      "  tell:\n"
	      "    action: send\n"
	      "    channel: {$ref: '#/channels/desk'}\n"
	      "    messages:\n"
	      "    - {$ref: '#/channels/desk/messages/event'}\n"
	      "components:\n"
	      "  messages:\n",
	      out);
	each_verb(out, set, asyncapi_message);
	fputs("    reply: {payload: {$ref: '#/components/schemas/reply'}}\n"
	      "    event: {payload: {$ref: '#/components/schemas/event'}}\n",
	      out);
	fputs(asyncapi_schemas, out);
}
