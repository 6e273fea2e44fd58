/* SPDX-License-Identifier: EUPL-1.2 */
/* rights.c - the table behind rights.h. */
#include "flow/rights.h"

#include "base/refusal.h"
#include "base/str.h"
#include "flow/directory.h"
#include "store/mention_store.h"

#include <string.h>

#define NO   RIGHT_NO
#define YES  RIGHT_YES
#define HELP RIGHT_HELP
#define WORKS                                                                                      \
	{                                                                                          \
		YES, YES, HELP                                                                     \
	}
#define NEVER                                                                                      \
	{                                                                                          \
		NO, NO, NO                                                                         \
	}
/* clang-format off */
static const struct right_row rights[] = {
	/* verb                   its moves         respondent  coordinator admin auditor */
	{"question.get",          NULL,             WORKS,      YES,        YES,  YES},
	{"question.look",         NULL,             WORKS,      YES,        YES,  NO},
	{"question.claim",        "claim",          WORKS,      YES,        NO,   NO},
	{"question.renew",        NULL,             WORKS,      YES,        NO,   NO},
	{"question.release",      "release",        WORKS,      YES,        NO,   NO},
	{"question.transfer",     "transfer",       WORKS,      YES,        NO,   NO},
	{"question.refer",        "refer",          WORKS,      YES,        NO,   NO},
	{"question.clarify",      "clarify",        WORKS,      YES,        NO,   NO},
	{"question.note",         NULL,             WORKS,      YES,        NO,   NO},
	{"question.decline",      "decline",        WORKS,      YES,        NO,   NO},
	{"question.duplicate",    "duplicate",      WORKS,      YES,        NO,   NO},
	{"question.spam",         "spam",           WORKS,      YES,        NO,   NO},
	{"question.relabel",      NULL,             WORKS,      YES,        NO,   NO},
	{"question.set_practice", NULL,             NEVER,      YES,        NO,   NO},
	{"question.close",        "close",          NEVER,      YES,        NO,   NO},
	{"question.reopen",       "reopen",         NEVER,      YES,        NO,   NO},
	{"question.call",         NULL,             WORKS,      YES,        NO,   NO},
	{"question.call_off",     NULL,             WORKS,      YES,        NO,   NO},
	{"lead.add",              NULL,             WORKS,      YES,        NO,   NO},
	{"lead.credit",           NULL,             WORKS,      YES,        NO,   NO},
	{"draft.save",            "draft",          WORKS,      YES,        NO,   NO},
	{"answer.submit",         "submit",         WORKS,      YES,        NO,   NO},
	{"review.take",           NULL,             NEVER,      YES,        NO,   NO},
	{"review.submit",         "approve return", NEVER,      YES,        NO,   NO},
	{"referral.end",          "partner_answer partner_return", WORKS, YES, NO, NO},
};
/* clang-format on */
#undef NO
#undef YES
#undef HELP
#undef WORKS
#undef NEVER

enum { RIGHT_COUNT = sizeof rights / sizeof rights[0] };

const struct right_row *rights_table(size_t *count)
{
	*count = RIGHT_COUNT;
	return rights;
}

const struct right_row *rights_find(const char *verb)
{
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		if (strcmp(rights[i].verb, verb) == 0)
			return &rights[i];
	}
	return NULL;
}

static const struct right_row *find_by_move(const char *move)
{
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		if (str_has_word(rights[i].moves, move))
			return &rights[i];
	}
	return NULL;
}

/* ---------------------------------------------------------------- whose it is */

static const struct membership *membership_at(const struct actor *actor, const char *library)
{
	for (int i = 0; i < actor->elsewhere_count; i++) {
		if (strcmp(actor->elsewhere[i].library, library) == 0)
			return &actor->elsewhere[i];
	}
	return NULL;
}

static bool works_for(const struct actor *actor, const char *library)
{
	return strcmp(actor->library, library) == 0 || membership_at(actor, library) != NULL;
}

bool rights_is_of_network(const struct worker *w, const struct actor *actor, int network)
{
	const struct directory *d = w->directory;
	int own = directory_library(d, actor->library);
	if (own < 0 || d->libraries[own].network == network)
		return true;
	for (int i = 0; i < actor->elsewhere_count; i++) {
		int at = directory_library(d, actor->elsewhere[i].library);
		if (at >= 0 && d->libraries[at].network == network)
			return true;
	}
	return false;
}

static const struct queue_entry *queue_of(const struct worker *w, const struct question_row *row)
{
	int at = directory_queue(w->directory, row->queue);
	return at < 0 ? NULL : &w->directory->queues[at];
}

static const char *library_of(const struct worker *w, const struct question_row *row)
{
	const struct queue_entry *queue = queue_of(w, row);
	return queue == NULL ? "" : w->directory->libraries[queue->library].id;
}

enum whose rights_whose(const struct worker *w, const struct actor *actor,
			const struct question_row *row)
{
	const struct queue_entry *queue = queue_of(w, row);
	if (queue == NULL)
		return WHOSE_OTHER;
	if (works_for(actor, w->directory->libraries[queue->library].id))
		return WHOSE_OWN;
	return queue->kind == QUEUE_LIBRARY ? WHOSE_OTHER : WHOSE_NETWORK;
}

unsigned rights_roles(const struct worker *w, const struct actor *actor,
		      const struct question_row *row)
{
	const struct membership *member = membership_at(actor, library_of(w, row));
	return actor->roles | (member == NULL ? 0 : member->roles);
}

/* ---------------------------------------------------------------- judging */

static bool helps_here(struct worker *w, const struct actor *actor, const struct question_row *row)
{
	bool is_mentioned = false;
	if (!w->settings->keeps_to_own || row->risen_at != 0)
		return true;
	if (actor->person != 0 && row->owner.n == actor->person)
		return true;
	struct person_id person = {actor->person};
	return store_mention_has(w->store, row->id, person, &is_mentioned) == RC_OK && is_mentioned;
}

/* The widest right that the roles give. */
static enum right right_of(const struct right_row *right, unsigned roles, enum whose whose)
{
	bool is_yes = false, is_help = false;
	const struct {
		unsigned role;
		enum right right;
	} given[] = {
		{ROLE_RESPONDENT, right->respondent[whose]},
		{ROLE_COORDINATOR, right->coordinator},
		{ROLE_ADMIN, right->admin},
		{ROLE_AUDITOR, right->auditor},
	};
	for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
		is_yes |= (roles & given[i].role) && given[i].right == RIGHT_YES;
		is_help |= (roles & given[i].role) && given[i].right == RIGHT_HELP;
	}
	return is_yes ? RIGHT_YES : is_help ? RIGHT_HELP : RIGHT_NO;
}

static enum right right_here(const struct worker *w, const struct actor *actor,
			     const struct question_row *row, const struct right_row *right)
{
	if (right == NULL)
		return RIGHT_NO;
	return right_of(right, rights_roles(w, actor, row), rights_whose(w, actor, row));
}

static bool may(struct worker *w, const struct actor *actor, const struct question_row *row,
		const struct right_row *right)
{
	enum right here = right_here(w, actor, row, right);
	return here == RIGHT_YES || (here == RIGHT_HELP && helps_here(w, actor, row));
}

bool rights_may(struct worker *w, const struct actor *actor, const struct question_row *row,
		const char *verb)
{
	return may(w, actor, row, rights_find(verb));
}

bool rights_may_move(struct worker *w, const struct actor *actor, const struct question_row *row,
		     const char *move)
{
	return may(w, actor, row, find_by_move(move));
}

enum rc rights_check(struct worker *w, const struct actor *actor, const struct question_row *row,
		     const char *verb)
{
	const struct right_row *right = rights_find(verb);
	if (may(w, actor, row, right))
		return RC_OK;
	if (right_here(w, actor, row, right) == RIGHT_NO)
		return refuse(w->refusal, SAY_ROLE_MAY_NOT, "%s", verb);
	int at = directory_library(w->directory, library_of(w, row));
	return refuse(w->refusal, SAY_OTHER_LIBRARY, "%s",
		      at < 0 ? row->queue : w->directory->libraries[at].name);
}

/* ---------------------------------------------------------------- who hears of it */

const char *rights_confined_to(const struct worker *w, const struct question_row *row)
{
	const struct queue_entry *queue = queue_of(w, row);
	if (!w->settings->keeps_to_own || row->risen_at != 0)
		return NULL;
	if (queue != NULL && queue->kind != QUEUE_LIBRARY)
		return NULL;
	return library_of(w, row);
}

bool rights_hears(const struct actor *actor, const char *library, int64_t holder)
{
	if (library == NULL || library[0] == '\0' || works_for(actor, library))
		return true;
	if (actor->roles & (ROLE_COORDINATOR | ROLE_ADMIN | ROLE_AUDITOR))
		return true;
	return actor->person != 0 && actor->person == holder;
}

/* ---------------------------------------------------------------- the page */

char *rights_markdown(void)
{
	static const char *const words[] = {"no", "yes", "help"};
	struct str out = {0};
	str_put(&out, "| Verb | Respondent, own library | Network's queues | Another library | "
		      "Coordinator | Admin | Auditor |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		const struct right_row *r = &rights[i];
		str_printf(&out, "| `%s` | %s | %s | %s | %s | %s | %s |\n", r->verb,
			   words[r->respondent[WHOSE_OWN]], words[r->respondent[WHOSE_NETWORK]],
			   words[r->respondent[WHOSE_OTHER]], words[r->coordinator],
			   words[r->admin], words[r->auditor]);
	}
	return str_take(&out);
}
