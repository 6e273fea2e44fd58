/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_network.c - see verbs_network.h. Read from the table at the end. */
#include "net/verbs_network.h"

#include "flow/call.h"
#include "net/handler.h"

static enum rc act_call(struct worker *w, struct call *call, const struct hold *hold)
{
	return call_network(w, hold, call_text(call, "words"));
}

static enum rc act_call_off(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return call_off(w, hold);
}

static enum rc act_lead_add(struct worker *w, struct call *call, const struct hold *hold)
{
	const struct lead lead = {
		.client_id = call_text(call, "client_id"),
		.text = call_text(call, "text"),
		.url = call_text(call, "url"),
	};
	return lead_add(w, hold, &lead);
}

static enum rc act_lead_credit(struct worker *w, struct call *call, const struct hold *hold)
{
	return lead_credit(w, hold, call_id(call, "lead"));
}

/* A handler has no argument but its call, so each act gets one of its own. */
#define HANDLER(name)                                                                              \
	static enum rc on_##name(struct call *call)                                                \
	{                                                                                          \
		return handler_act(call, act_##name);                                              \
	}
HANDLER(call)
HANDLER(call_off)
HANDLER(lead_add)
HANDLER(lead_credit)

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define QUESTION {"question", PARAM_ID, true, 0, "Its number"}
#define EPOCH {"epoch", PARAM_INT, false, 0, "Of the holder's claim; a coordinator needs none"}
static const struct param call_params[] = {
	QUESTION, EPOCH, {"words", PARAM_TEXT, false, 4000, "What is sought, kept as a note"}, END};
static const struct param call_off_params[] = {QUESTION, EPOCH, END};
static const struct param lead_params[] = {
	QUESTION,
	{"client_id", PARAM_TEXT, true, 64, "32 hexadecimal digits; the same again changes nothing"},
	{"text", PARAM_TEXT, true, 4000, "The lead, in a few sentences"},
	{"url", PARAM_TEXT, false, 1000, "Where to look"}, END};
static const struct param credit_params[] = {
	QUESTION, {"epoch", PARAM_INT, true, 0, "Of the holder's claim"},
	{"lead", PARAM_ID, true, 0, "Its number"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name               who         runs on    size   cost prepare run             params, what it does */
	{"question.call",     ROLES_DESK, ON_WRITER, 8 * K, 0, NULL, on_call,        call_params,
		"Ask the whole network for help, and keep the question: others add leads.", false},
	{"question.call_off", ROLES_DESK, ON_WRITER, 1 * K, 0, NULL, on_call_off,    call_off_params,
		"Enough help: the network is called no more.", false},
	{"lead.add",          ROLES_DESK, ON_WRITER, 8 * K, 0, NULL, on_lead_add,    lead_params,
		"A lead for whoever holds the question: it can never reach the asker.", false},
	{"lead.credit",       ROLES_DESK, ON_WRITER, 1 * K, 0, NULL, on_lead_credit, credit_params,
		"This lead served: the first one is credited to who gave it.", false},
};
/* clang-format on */

const struct verb_table verbs_network = {"Network", verbs, sizeof verbs / sizeof verbs[0]};
