/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_rules.c - see verbs_rules.h. Read from the table at the end. */
#include "net/verbs_rules.h"

#include "base/json.h"
#include "flow/proposal.h"
#include "net/handler.h"
#include "rules/examples.h"
#include "store/store.h"

/* ---------------------------------------------------------------- proposals */

static enum rc on_proposal_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *list;
	enum rc rc = proposal_list(w, call_text(call, "state"), &list);
	if (rc == RC_OK)
		json_put(handler_result(call), "proposals", list);
	return rc;
}

static struct decision decision_of(const struct call *call)
{
	return (struct decision){
		.actor = &call->actor,
		.proposal = call_id(call, "proposal"),
		.text = call_text(call, "text"),
		.topics = call_param(call, "topics"),
		.flags = call_param(call, "flags"),
		.kind = call_text(call, "kind"),
		.place = call_text(call, "place"),
		.reason = call_text(call, "reason"),
	};
}

static enum rc decide(struct call *call, enum rc (*act)(struct worker *, const struct decision *))
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct decision decision = decision_of(call);
	enum rc rc = act(w, &decision);
	if (rc == RC_OK)
		json_put_int(handler_result(call), "proposal", decision.proposal);
	return rc;
}

static enum rc on_proposal_accept(struct call *call)
{
	return decide(call, proposal_accept);
}

static enum rc on_proposal_refuse(struct call *call)
{
	return decide(call, proposal_refuse);
}

/* ---------------------------------------------------------------- replay */

static enum rc on_replay_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const char *saved = NULL;
	enum rc rc = store_fact(w->store, "replay", &a, &saved);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	json_put_raw(handler_result(call), "replay", saved);
	return RC_OK;
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
static const struct param no_params[] = {END};
static const struct param list_params[] = {
	{"state", PARAM_ID, false, 0, "proposed (by default), accepted, refused or withdrawn"}, END};
static const struct param accept_params[] = {
	{"proposal", PARAM_ID, true, 0, "Its number"},
	{"text", PARAM_TEXT, false, 4 * EXAMPLE_TEXT_MAX, "The example as it will be; as proposed when absent"},
	{"topics", PARAM_LIST, false, 5, "Slugs, main first; as proposed when absent, and so below"},
	{"kind", PARAM_TEXT, false, 64, "A kind; empty for none"},
	{"flags", PARAM_LIST, false, 7, "Flags"},
	{"place", PARAM_TEXT, false, 16, "Département or province it is about; empty for none"}, END};
static const struct param refuse_params[] = {
	{"proposal", PARAM_ID, true, 0, "Its number"},
	{"reason", PARAM_TEXT, true, 2000, "Why, in a sentence"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name            who               runs on    size    cost prepare run                 params, what it does */
	{"proposal.list",   ROLE_COORDINATOR, ON_READER, 1 * K,  0, NULL, on_proposal_list,   list_params,
		"Corrections by the desk, anonymised, proposed as labelled examples.", false},
	{"proposal.accept", ROLE_COORDINATOR, ON_WRITER, 16 * K, 0, NULL, on_proposal_accept, accept_params,
		"Make one an example, as proposed or as changed here; it trains from the next init on.", false},
	{"proposal.refuse", ROLE_COORDINATOR, ON_WRITER, 8 * K,  0, NULL, on_proposal_refuse, refuse_params,
		"It teaches nothing, with the reason.", false},
	{"replay.get",      ROLE_COORDINATOR | ROLE_ADMIN, ON_READER, 1 * K, 0, NULL, on_replay_get, no_params,
		"What the last `aiguilleur rules replay --save` found: what a changed rule set would move. null when there was none.", false},
};
/* clang-format on */

const struct verb_table verbs_rules = {"Rules", verbs, sizeof verbs / sizeof verbs[0]};
