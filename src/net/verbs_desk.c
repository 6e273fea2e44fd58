/* SPDX-License-Identifier: EUPL-1.2 */
/* verbs_desk.c - see verbs_desk.h. Read from the table at the end. */
#include "net/verbs_desk.h"

#include "base/json.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "flow/6_queue.h"
#include "flow/7_claim.h"
#include "flow/8_answer.h"
#include "flow/9_review.h"
#include "flow/question.h"
#include "flow/view.h"
#include "net/handler.h"
#include "store/event_store.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- queues */

/* A list of words of a request as one text between spaces; NULL when it was not given. */
static char *joined(const cJSON *list)
{
	if (list == NULL)
		return NULL;
	struct str out = {0};
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		if (cJSON_IsString(item))
			str_printf(&out, "%s%s", out.len > 0 ? " " : "", item->valuestring);
	}
	return str_take(&out);
}

/* What a watch needs between its two halves: the number of the last event that the rows may lack. */
struct watching {
	int64_t since;
};

static enum rc put_rows(struct call *call, struct worker *w)
{
	char *states = joined(call_param(call, "states"));
	const cJSON *queues = call_param(call, "queues"), *queue;
	cJSON *rows = NULL, *all = cJSON_CreateArray();
	enum rc rc = RC_OK;
	struct queue_query query = {
		.actor = &call->actor, .states = states, .scope = call_text(call, "scope")};
	if (queues == NULL) {
		rc = queue_rows(w, &query, &rows);
		if (rc == RC_OK) {
			cJSON_Delete(all);
			all = rows;
		}
	}
	cJSON_ArrayForEach(queue, queues)
	{
		if (!cJSON_IsString(queue) || rc != RC_OK)
			continue;
		query.queue = queue->valuestring;
		rc = queue_rows(w, &query, &rows);
		while (rc == RC_OK && rows->child != NULL)
			cJSON_AddItemToArray(all, cJSON_DetachItemFromArray(rows, 0));
		if (rc == RC_OK)
			cJSON_Delete(rows);
	}
	free(states);
	json_put(handler_result(call), "rows", all);
	return rc;
}

/* Every queue with its load, and the questions of those asked for. */
static enum rc on_queue_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *queues;
	enum rc rc = queue_list(w, &call->actor, &queues);
	if (rc != RC_OK)
		return rc;
	json_put(handler_result(call), "queues", queues);
	return put_rows(call, w);
}

/*
 * The rows are read on a reader, so that a long list does not hold up the writer; the number of the last event
 * is read first. What happened in between comes as events, from the writer.
 */
static enum rc prepare_watch(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct watching *watching = xzalloc(sizeof *watching);
	call->scratch = watching;
	call->scratch_free = free;
	watching->since = call_int(call, "since", -1);
	if (watching->since >= 0)
		return RC_OK;
	enum rc rc = store_event_last(w->store, &watching->since);
	return rc == RC_OK ? put_rows(call, w) : rc;
}

static enum rc on_queue_watch(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	const struct watching *watching = call->scratch;
	enum rc rc = handler_put_events(call, w, "desk", watching->since);
	/* Too much was missed: the fresh list comes with the word `resync`. */
	if (rc == RC_OK && json_flag(call->result, "resync", false) &&
	    json_get(call->result, "rows") == NULL)
		rc = put_rows(call, w);
	if (rc == RC_OK)
		call_follow(call, "desk");
	return rc;
}

/* ---------------------------------------------------------------- one question */

static enum rc on_get(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct hold hold;
	enum rc rc = handler_hold(call, w, &hold);
	return rc == RC_OK ? handler_show_staff(call, w, hold.question) : rc;
}

/* The rest differ only in what is done; each answers with the question as it then is. */
static enum rc act_claim(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return claim_take(w, hold->actor, hold->question);
}

static enum rc act_renew(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return claim_renew(w, hold->actor, hold->question, hold->epoch);
}

static enum rc act_release(struct worker *w, struct call *call, const struct hold *hold)
{
	return claim_release(w, hold->actor, hold->question, hold->epoch,
			     call_text(call, "reason"));
}

static struct queue_move move_of(const struct call *call, const struct hold *hold)
{
	return (struct queue_move){
		.question = hold->question,
		.epoch = hold->epoch,
		.queue = call_text(call, "queue"),
		.reason = call_text(call, "reason"),
	};
}

static struct relabel relabel_of(const struct call *call, const struct hold *hold)
{
	return (struct relabel){
		.question = hold->question,
		.topics = call_param(call, "topics"),
		.flags = call_param(call, "flags"),
		.kind = call_text(call, "kind"),
		.place = call_text(call, "place"),
		.why = call_text(call, "reason"),
	};
}

/* Where it goes does not say what it is about: only labels teach something (docs/adr/0014). */
static enum rc act_transfer(struct worker *w, struct call *call, const struct hold *hold)
{
	struct queue_move move = move_of(call, hold);
	struct relabel relabel = relabel_of(call, hold);
	return relabel.topics == NULL ? queue_transfer(w, hold->actor, &move)
				      : queue_transfer_relabelled(w, hold->actor, &move, &relabel);
}

static enum rc act_refer(struct worker *w, struct call *call, const struct hold *hold)
{
	struct queue_move move = move_of(call, hold);
	return queue_refer(w, hold->actor, &move);
}

static enum rc act_clarify(struct worker *w, struct call *call, const struct hold *hold)
{
	return answer_clarify(w, hold, call_text(call, "text"));
}

static enum rc act_note(struct worker *w, struct call *call, const struct hold *hold)
{
	const struct note_sent sent = {
		.client_id = call_text(call, "client_id"),
		.text = call_text(call, "text"),
		.mentions = call_param(call, "mentions"),
	};
	return answer_note_to(w, hold, &sent);
}

static enum rc act_decline(struct worker *w, struct call *call, const struct hold *hold)
{
	return answer_decline(w, hold, call_text(call, "reason"), call_text(call, "pointer"));
}

static enum rc act_duplicate(struct worker *w, struct call *call, const struct hold *hold)
{
	struct question_id of = {call_id(call, "of")};
	return answer_duplicate(w, hold, of);
}

static enum rc act_spam(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return answer_spam(w, hold);
}

static enum rc act_relabel(struct worker *w, struct call *call, const struct hold *hold)
{
	struct relabel relabel = relabel_of(call, hold);
	return queue_relabel(w, hold->actor, &relabel);
}

static enum rc act_submit(struct worker *w, struct call *call, const struct hold *hold)
{
	return answer_submit(w, hold, call_text(call, "text"), call_param(call, "method"));
}

static enum rc act_review(struct worker *w, struct call *call, const struct hold *hold)
{
	const struct review review = {
		.scores = call_param(call, "scores"),
		.decision = call_text(call, "decision"),
		.comment = call_text(call, "comment"),
	};
	return review_submit(w, hold, &review);
}

static enum rc act_close(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return review_close(w, hold);
}

static enum rc act_reopen(struct worker *w, struct call *call, const struct hold *hold)
{
	(void)call;
	return review_reopen(w, hold);
}

/* A handler has no argument but its call, so each act gets one of its own. */
#define HANDLER(name)                                                                              \
	static enum rc on_##name(struct call *call)                                                \
	{                                                                                          \
		return handler_act(call, act_##name);                                              \
	}
HANDLER(claim)
HANDLER(renew)
HANDLER(release)
HANDLER(transfer)
HANDLER(refer)
HANDLER(clarify)
HANDLER(note)
HANDLER(decline)
HANDLER(duplicate)
HANDLER(spam)
HANDLER(relabel)
HANDLER(submit)
HANDLER(review)
HANDLER(close)
HANDLER(reopen)

static enum rc on_draft_save(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	struct hold hold;
	struct draft_saved saved;
	enum rc rc = handler_hold(call, w, &hold);
	if (rc == RC_OK)
		rc = answer_save_draft(w, &hold, call_text(call, "text"),
				       call_param(call, "method"), &saved);
	if (rc == RC_OK)
		rc = handler_touch(&hold, w);
	if (rc != RC_OK)
		return rc;
	json_put_int(handler_result(call), "version", saved.version);
	view_put_time(call->result, "saved_at", saved.saved_at);
	struct question_row row;
	rc = question_read(w, hold.question, &row);
	if (rc != RC_OK)
		return rc;
	json_put_text(call->result, "state", row.state);
	json_put_int(call->result, "epoch", row.epoch);
	view_put_time(call->result, "lease_until", row.lease_until);
	return RC_OK;
}

static enum rc on_review_list(struct call *call)
{
	AUTO_ARENA a = handler_arena();
	struct worker *w = handler_worker(call, &a);
	cJSON *rows;
	const struct queue_query query = {.actor = &call->actor, .states = "in_review returned"};
	enum rc rc = queue_rows(w, &query, &rows);
	if (rc == RC_OK)
		json_put(handler_result(call), "rows", rows);
	return rc;
}

/* ---------------------------------------------------------------- the table */

/* clang-format off */
#define END {NULL, PARAM_TEXT, false, 0, NULL}
#define QUESTION {"question", PARAM_ID, true, 0, "Its number"}
#define EPOCH {"epoch", PARAM_INT, false, 0, "Of the claim that this write belongs to"}
#define REASON {"reason", PARAM_TEXT, false, 4000, "Why, in a sentence"}

static const struct param no_params[] = {END};
static const struct param question_params[] = {QUESTION, EPOCH, END};
static const struct param watch_params[] = {
	{"queues", PARAM_LIST, false, 64, "Only these queues"},
	{"states", PARAM_LIST, false, 20, "Only these states; the open ones by default"},
	{"scope", PARAM_ID, false, 0, "mine (own library's queues, and what one holds), network (the networks' queues, and questions for which the network is called) or all that one may read"},
	{"since", PARAM_INT, false, 0, "Last seq seen: events instead of rows, or resync"}, END};
static const struct param release_params[] = {QUESTION, EPOCH, REASON, END};
#define LABELS(is_required) \
	{"topics", PARAM_LIST, is_required, 5, "Slugs, main first"}, \
	{"kind", PARAM_ID, false, 0, "A kind"}, \
	{"flags", PARAM_LIST, false, 7, "Flags; unchanged when absent"}, \
	{"place", PARAM_TEXT, false, 16, "Département or province it is about; empty for none"}
static const struct param refer_params[] = {
	QUESTION, EPOCH,
	{"queue", PARAM_ID, true, 0, "Where to"},
	{"reason", PARAM_TEXT, true, 4000, "Why, in a sentence"}, END};
static const struct param transfer_params[] = {
	QUESTION, EPOCH,
	{"queue", PARAM_ID, true, 0, "Where to"},
	{"reason", PARAM_TEXT, true, 4000, "Why, in a sentence"},
	LABELS(false), END};
static const struct param clarify_params[] = {
	QUESTION, EPOCH, {"text", PARAM_TEXT, true, 8000, "What is asked of the asker"}, END};
static const struct param note_params[] = {
	QUESTION, EPOCH,
	{"text", PARAM_TEXT, true, 16000, "Seen by staff only"},
	{"client_id", PARAM_TEXT, false, 64, "32 hexadecimal digits; the same again changes nothing"},
	{"mentions", PARAM_LIST, false, 10, "Logins or ids (people.names) of people asked to look"}, END};
static const struct param decline_params[] = {
	QUESTION, EPOCH,
	{"reason", PARAM_TEXT, true, 4000, "Why, as the asker reads it"},
	{"pointer", PARAM_TEXT, false, 4000, "Where to turn"}, END};
static const struct param duplicate_params[] = {
	QUESTION, EPOCH, {"of", PARAM_ID, true, 0, "The question that is answered"}, END};
static const struct param relabel_params[] = {
	QUESTION, LABELS(true), REASON, END};
static const struct param draft_params[] = {
	QUESTION,
	{"epoch", PARAM_INT, true, 0, "Of the claim"},
	{"text", PARAM_TEXT, true, 40000, "Markdown"},
	{"method", PARAM_OBJECT, false, 16, "{ai, tool?, checked, sources}; may be incomplete"}, END};
static const struct param submit_params[] = {
	QUESTION,
	{"epoch", PARAM_INT, true, 0, "Of the claim"},
	{"text", PARAM_TEXT, true, 40000, "Markdown"},
	{"method", PARAM_OBJECT, false, 16, "{ai, tool?, checked, sources}: compulsory, and complete"}, END};
static const struct param review_params[] = {
	QUESTION, EPOCH,
	{"scores", PARAM_OBJECT, true, 13, "{\"1\": 1|2|3, …}: the 13-point grid"},
	{"decision", PARAM_ID, true, 0, "approve or return"},
	{"comment", PARAM_TEXT, false, 8000, "Compulsory when it is returned"}, END};

enum { K = 1024 };
static const struct verb verbs[] = {
	/* name               who               runs on    size    cost  prepare     run            params, what it does */
	{"queue.list",        ROLES_STAFF,      ON_READER, 1 * K,  0, NULL,          on_queue_list, watch_params,
		"Every queue with how many open questions it holds, and the questions as rows.", false},
	{"queue.watch",       ROLES_STAFF,      ON_WRITER, 4 * K,  0, prepare_watch, on_queue_watch, watch_params,
		"Questions as rows, then every change as it happens.", false},
	{"question.get",      ROLES_STAFF,      ON_READER, 1 * K,  0, NULL,          on_get,        question_params,
		"One question with everything staff may see, without claiming it.", false},
	{"question.claim",    ROLES_DESK,       ON_WRITER, 1 * K,  0, NULL,          on_claim,      question_params,
		"Take it: one winner, with a lease and an epoch.", false},
	{"question.renew",    ROLES_DESK,       ON_WRITER, 1 * K,  0, NULL,          on_renew,      question_params,
		"A sign of life: the lease starts again.", false},
	{"question.release",  ROLES_DESK,       ON_WRITER, 8 * K,  0, NULL,          on_release,    release_params,
		"Back to its queue, without blame; the draft stays.", false},
	{"question.transfer", ROLES_DESK,       ON_WRITER, 8 * K,  0, NULL,          on_transfer,   transfer_params,
		"To another queue, with a reason; with topics, what it is about is corrected too, and proposed as an example.", false},
	{"question.refer",    ROLES_DESK,       ON_WRITER, 8 * K,  0, NULL,          on_refer,      refer_params,
		"To a partner outside the desk, with the asker's consent.", false},
	{"question.clarify",  ROLES_DESK,       ON_WRITER, 16 * K, 0, NULL,          on_clarify,    clarify_params,
		"Ask the asker to be precise: the clock stops.", false},
	{"question.note",     ROLES_DESK,       ON_WRITER, 32 * K, 0, NULL,          on_note,       note_params,
		"An internal note: it can never reach the asker.", false},
	{"question.decline",  ROLES_DESK,       ON_WRITER, 16 * K, 0, NULL,          on_decline,    decline_params,
		"A reasoned no, with where to turn.", false},
	{"question.duplicate", ROLES_DESK,      ON_WRITER, 1 * K,  0, NULL,          on_duplicate,  duplicate_params,
		"The same as another question.", false},
	{"question.spam",     ROLES_DESK,       ON_WRITER, 1 * K,  0, NULL,          on_spam,       question_params,
		"No question at all.", false},
	{"question.relabel",  ROLES_DESK,       ON_WRITER, 8 * K,  0, NULL,          on_relabel,    relabel_params,
		"Correct topics, kind, flags or place; kept beside the machine's judgement, and proposed as an example.", false},
	{"question.close",    ROLE_COORDINATOR, ON_WRITER, 1 * K,  0, NULL,          on_close,      question_params,
		"End it by hand.", false},
	{"question.reopen",   ROLE_COORDINATOR, ON_WRITER, 1 * K,  0, NULL,          on_reopen,     question_params,
		"Take an ended question up again.", false},
	{"draft.save",        ROLES_DESK,       ON_WRITER, 64 * K, 0, NULL,          on_draft_save, draft_params,
		"Keep what has been typed.", false},
	{"answer.submit",     ROLES_DESK,       ON_WRITER, 64 * K, 0, NULL,          on_submit,     submit_params,
		"Hand the answer in, with its method statement; it leaves, or goes to review.", false},
	{"review.list",       ROLES_DESK,       ON_READER, 1 * K,  0, NULL,          on_review_list, no_params,
		"Answers that wait for a second person.", false},
	{"review.take",       ROLE_COORDINATOR, ON_READER, 1 * K,  0, NULL,          on_get,        question_params,
		"Read an answer for review.", false},
	{"review.submit",     ROLE_COORDINATOR, ON_WRITER, 32 * K, 0, NULL,          on_review,     review_params,
		"Approve (and it is sent) or return with a comment.", false},
};
/* clang-format on */

const struct verb_table verbs_desk = {"Desk", verbs, sizeof verbs / sizeof verbs[0]};
