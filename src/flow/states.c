/* SPDX-License-Identifier: EUPL-1.2 */
/* states.c - the tables behind states.h. */
#include "flow/states.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
static const struct state_row states[Q_STATE_COUNT] = {
	[Q_RECEIVED] = {"received", "reçue", OWNER_NONE, true, false, {
		"Nous avons bien reçu votre question.",
		"We have received your question.",
		"Wij hebben uw vraag goed ontvangen.",
		"لقد استلمنا سؤالك."}},
	[Q_ROUTED] = {"routed", "en file", OWNER_NONE, true, false, {
		"Votre question attend qu'un·e bibliothécaire la prenne en charge.",
		"Your question is waiting for a librarian to take it up.",
		"Uw vraag wacht op een bibliothecaris.",
		"سؤالك في انتظار أمين مكتبة يتولاه."}},
	[Q_CLAIMED] = {"claimed", "prise en charge", OWNER_LEASED, true, false, {
		"Un·e bibliothécaire s'occupe de votre question.",
		"A librarian is working on your question.",
		"Een bibliothecaris behandelt uw vraag.",
		"أمين مكتبة يعمل على سؤالك."}},
	[Q_DRAFTED] = {"drafted", "en rédaction", OWNER_LEASED, true, false, {
		"Un·e bibliothécaire rédige votre réponse.",
		"A librarian is writing your answer.",
		"Een bibliothecaris schrijft uw antwoord.",
		"أمين مكتبة يكتب إجابتك."}},
	[Q_IN_REVIEW] = {"in_review", "en relecture", OWNER_KEPT, true, false, {
		"Votre réponse est relue par une seconde personne.",
		"Your answer is being read by a second person.",
		"Uw antwoord wordt door een tweede persoon nagelezen.",
		"إجابتك قيد المراجعة من شخص ثانٍ."}},
	[Q_RETURNED] = {"returned", "à reprendre", OWNER_LEASED, true, false, {
		"Votre réponse est en cours d'amélioration.",
		"Your answer is being improved.",
		"Uw antwoord wordt verbeterd.",
		"إجابتك قيد التحسين."}},
	[Q_APPROVED] = {"approved", "approuvée", OWNER_KEPT, true, false, {
		"Votre réponse est prête et va partir.",
		"Your answer is ready and about to leave.",
		"Uw antwoord is klaar en wordt verstuurd.",
		"إجابتك جاهزة وستُرسل."}},
	[Q_SENT] = {"sent", "envoyée", OWNER_KEPT, false, false, {
		"La réponse est arrivée.",
		"The answer has arrived.",
		"Het antwoord is aangekomen.",
		"وصلت الإجابة."}},
	[Q_CLOSED] = {"closed", "close", OWNER_KEPT, false, true, {
		"Votre question est close. Vous pouvez la rouvrir en répondant.",
		"Your question is closed. You can reopen it by replying.",
		"Uw vraag is afgesloten. Door te antwoorden opent u ze opnieuw.",
		"أُغلق سؤالك. يمكنك إعادة فتحه بالرد."}},
	[Q_CLARIFYING] = {"clarifying", "précision demandée", OWNER_KEPT, true, false, {
		"La bibliothèque vous demande une précision.",
		"The library is asking you for a detail.",
		"De bibliotheek vraagt u om een verduidelijking.",
		"تطلب منك المكتبة توضيحًا."}},
	[Q_REFERRED] = {"referred", "transmise à un partenaire", OWNER_NONE, false, false, {
		"Votre question a été transmise, avec votre accord, à un partenaire.",
		"Your question was passed on, with your consent, to a partner.",
		"Uw vraag is met uw toestemming doorgegeven aan een partner.",
		"أُحيل سؤالك بموافقتك إلى شريك."}},
	[Q_DECLINED] = {"declined", "réorientée", OWNER_NONE, false, true, {
		"Nous ne pouvons pas répondre nous-mêmes ; voyez le message ci-dessous pour savoir où vous adresser.",
		"We cannot answer this ourselves; see the message below for where to turn.",
		"Wij kunnen dit niet zelf beantwoorden; zie hieronder waar u terechtkunt.",
		"لا يمكننا الإجابة بأنفسنا؛ انظر الرسالة أدناه لمعرفة الجهة المناسبة."}},
	[Q_DUPLICATE] = {"duplicate", "doublon", OWNER_NONE, false, true, {
		"Cette question est déjà traitée sous un autre code de suivi.",
		"This question is already being handled under another receipt.",
		"Deze vraag wordt al onder een andere volgcode behandeld.",
		"هذا السؤال يُعالج بالفعل برمز متابعة آخر."}},
	[Q_SPAM] = {"spam", "indésirable", OWNER_NONE, false, true, {
		"Ce message n'a pas été retenu comme une question.",
		"This message was not taken as a question.",
		"Dit bericht is niet als vraag opgevat.",
		"لم تُعتبر هذه الرسالة سؤالًا."}},
	[Q_WITHDRAWN] = {"withdrawn", "retirée", OWNER_NONE, false, true, {
		"Vous avez retiré cette question.",
		"You have withdrawn this question.",
		"U hebt deze vraag ingetrokken.",
		"لقد سحبت هذا السؤال."}},
	[Q_REOPENED] = {"reopened", "rouverte", OWNER_NONE, true, false, {
		"Votre question est rouverte et attend un·e bibliothécaire.",
		"Your question is open again and waiting for a librarian.",
		"Uw vraag is heropend en wacht op een bibliothecaris.",
		"أُعيد فتح سؤالك وهو في انتظار أمين مكتبة."}},
	[Q_SELF_SERVED] = {"self_served", "répondue par une fiche", OWNER_NONE, false, true, {
		"Une fiche vous a répondu. Vous pouvez toujours poser une autre question.",
		"A fact sheet answered you. You can always ask another question.",
		"Een fiche gaf u antwoord. U kunt altijd een andere vraag stellen.",
		"أجابتك بطاقة معلومات. يمكنك دائمًا طرح سؤال آخر."}},
};

#define HOLDER CLAIM_HELD
#define EITHER CLAIM_OR_COORDINATOR
static const struct move moves[] = {
	/* from          to             who              claim       verb */
	{Q_RECEIVED,   Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "route"},

	{Q_ROUTED,     Q_CLAIMED,     ROLES_DESK,       CLAIM_FREE, "claim"},
	{Q_REOPENED,   Q_CLAIMED,     ROLES_DESK,       CLAIM_FREE, "claim"},

	{Q_CLAIMED,    Q_ROUTED,      ROLES_DESK,       EITHER,     "release"},
	{Q_DRAFTED,    Q_ROUTED,      ROLES_DESK,       EITHER,     "release"},
	{Q_RETURNED,   Q_ROUTED,      ROLES_DESK,       EITHER,     "release"},
	{Q_CLARIFYING, Q_ROUTED,      ROLE_COORDINATOR, CLAIM_FREE, "release"},

	{Q_CLAIMED,    Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "expire"},
	{Q_DRAFTED,    Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "expire"},
	{Q_RETURNED,   Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "expire"},

	{Q_CLAIMED,    Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "hand_over"},
	{Q_DRAFTED,    Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "hand_over"},
	{Q_RETURNED,   Q_ROUTED,      ROLE_SYSTEM,      CLAIM_FREE, "hand_over"},

	{Q_ROUTED,     Q_ROUTED,      ROLES_DESK,       CLAIM_FREE, "transfer"},
	{Q_REOPENED,   Q_ROUTED,      ROLES_DESK,       CLAIM_FREE, "transfer"},
	{Q_CLAIMED,    Q_ROUTED,      ROLES_DESK,       EITHER,     "transfer"},
	{Q_DRAFTED,    Q_ROUTED,      ROLES_DESK,       EITHER,     "transfer"},
	{Q_RETURNED,   Q_ROUTED,      ROLES_DESK,       EITHER,     "transfer"},
	{Q_CLARIFYING, Q_ROUTED,      ROLE_COORDINATOR, CLAIM_FREE, "transfer"},
	{Q_REFERRED,   Q_ROUTED,      ROLE_COORDINATOR, CLAIM_FREE, "transfer"},

	{Q_CLAIMED,    Q_CLARIFYING,  ROLES_DESK,       HOLDER,     "clarify"},
	{Q_DRAFTED,    Q_CLARIFYING,  ROLES_DESK,       HOLDER,     "clarify"},
	{Q_CLARIFYING, Q_CLAIMED,     ROLE_PUBLIC,      CLAIM_FREE, "reply"},

	{Q_CLAIMED,    Q_DRAFTED,     ROLES_DESK,       HOLDER,     "draft"},
	{Q_RETURNED,   Q_DRAFTED,     ROLES_DESK,       HOLDER,     "draft"},

	{Q_CLAIMED,    Q_IN_REVIEW,   ROLES_DESK,       HOLDER,     "submit"},
	{Q_DRAFTED,    Q_IN_REVIEW,   ROLES_DESK,       HOLDER,     "submit"},
	{Q_RETURNED,   Q_IN_REVIEW,   ROLES_DESK,       HOLDER,     "submit"},
	{Q_CLAIMED,    Q_APPROVED,    ROLES_DESK,       HOLDER,     "submit"},
	{Q_DRAFTED,    Q_APPROVED,    ROLES_DESK,       HOLDER,     "submit"},
	{Q_RETURNED,   Q_APPROVED,    ROLES_DESK,       HOLDER,     "submit"},
	{Q_IN_REVIEW,  Q_APPROVED,    ROLE_COORDINATOR, CLAIM_FREE, "approve"},
	{Q_IN_REVIEW,  Q_RETURNED,    ROLE_COORDINATOR, CLAIM_FREE, "return"},
	{Q_APPROVED,   Q_SENT,        ROLE_SYSTEM,      CLAIM_FREE, "send"},

	{Q_SENT,       Q_CLOSED,      ROLE_PUBLIC,      CLAIM_FREE, "resolve"},
	{Q_SENT,       Q_CLOSED,      ROLE_COORDINATOR, CLAIM_FREE, "close"},
	{Q_REFERRED,   Q_CLOSED,      ROLE_COORDINATOR, CLAIM_FREE, "close"},
	{Q_REFERRED,   Q_CLOSED,      ROLES_DESK,       CLAIM_FREE, "partner_answer"},
	{Q_REFERRED,   Q_REOPENED,    ROLES_DESK,       CLAIM_FREE, "partner_return"},
	{Q_SENT,       Q_REOPENED,    ROLE_PUBLIC,      CLAIM_FREE, "reply"},
	{Q_CLOSED,     Q_REOPENED,    ROLE_PUBLIC,      CLAIM_FREE, "reply"},
	{Q_SENT,       Q_REOPENED,    ROLE_COORDINATOR, CLAIM_FREE, "reopen"},
	{Q_CLOSED,     Q_REOPENED,    ROLE_COORDINATOR, CLAIM_FREE, "reopen"},
	{Q_DECLINED,   Q_REOPENED,    ROLE_COORDINATOR, CLAIM_FREE, "reopen"},
	{Q_DUPLICATE,  Q_REOPENED,    ROLE_COORDINATOR, CLAIM_FREE, "reopen"},
	{Q_SPAM,       Q_REOPENED,    ROLE_COORDINATOR, CLAIM_FREE, "reopen"},
	{Q_SELF_SERVED, Q_REOPENED,   ROLE_PUBLIC,      CLAIM_FREE, "reply"},

	{Q_ROUTED,     Q_SELF_SERVED, ROLE_PUBLIC,      CLAIM_FREE, "resolve"},
	{Q_REOPENED,   Q_SELF_SERVED, ROLE_PUBLIC,      CLAIM_FREE, "resolve"},
	{Q_CLAIMED,    Q_SELF_SERVED, ROLE_PUBLIC,      CLAIM_FREE, "resolve"},
	{Q_DRAFTED,    Q_SELF_SERVED, ROLE_PUBLIC,      CLAIM_FREE, "resolve"},
	{Q_CLARIFYING, Q_SELF_SERVED, ROLE_PUBLIC,      CLAIM_FREE, "resolve"},

	{Q_ROUTED,     Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_REOPENED,   Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_CLAIMED,    Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_DRAFTED,    Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_IN_REVIEW,  Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_RETURNED,   Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},
	{Q_CLARIFYING, Q_WITHDRAWN,   ROLE_PUBLIC,      CLAIM_FREE, "withdraw"},

	{Q_ROUTED,     Q_DECLINED,    ROLE_COORDINATOR, CLAIM_FREE, "decline"},
	{Q_CLAIMED,    Q_DECLINED,    ROLES_DESK,       EITHER,     "decline"},
	{Q_DRAFTED,    Q_DECLINED,    ROLES_DESK,       EITHER,     "decline"},
	{Q_ROUTED,     Q_DUPLICATE,   ROLE_COORDINATOR, CLAIM_FREE, "duplicate"},
	{Q_CLAIMED,    Q_DUPLICATE,   ROLES_DESK,       EITHER,     "duplicate"},
	{Q_DRAFTED,    Q_DUPLICATE,   ROLES_DESK,       EITHER,     "duplicate"},
	{Q_ROUTED,     Q_SPAM,        ROLE_COORDINATOR, CLAIM_FREE, "spam"},
	{Q_CLAIMED,    Q_SPAM,        ROLES_DESK,       EITHER,     "spam"},
	{Q_CLAIMED,    Q_REFERRED,    ROLES_DESK,       EITHER,     "refer"},
	{Q_DRAFTED,    Q_REFERRED,    ROLES_DESK,       EITHER,     "refer"},
};
/* clang-format on */

enum { MOVE_COUNT = sizeof moves / sizeof moves[0] };

const struct state_row *state_row(enum question_state state)
{
	assert(state < Q_STATE_COUNT);
	return &states[state];
}

enum question_state state_find(const char *word)
{
	for (int i = 0; i < Q_STATE_COUNT; i++) {
		if (strcmp(states[i].word, word) == 0)
			return (enum question_state)i;
	}
	return Q_STATE_COUNT;
}

const struct move *question_moves(size_t *count)
{
	*count = MOVE_COUNT;
	return moves;
}

char *question_states_markdown(void)
{
	struct str out = {0};
	str_put(&out, "```mermaid\nstateDiagram-v2\n    [*] --> received\n");
	for (size_t i = 0; i < MOVE_COUNT; i++)
		str_printf(&out, "    %s --> %s: %s\n", states[moves[i].from].word,
			   states[moves[i].to].word, moves[i].verb);
	str_put(&out, "```\n\n| From | Verb | To | Who | Claim |\n|---|---|---|---|---|\n");
	static const char *const claims[] = {"", "held", "held, or coordinator"};
	for (size_t i = 0; i < MOVE_COUNT; i++) {
		char who[96];
		roles_text(moves[i].who, who, sizeof who);
		str_printf(&out, "| %s | `%s` | %s | %s | %s |\n", states[moves[i].from].word,
			   moves[i].verb, states[moves[i].to].word, who, claims[moves[i].claim]);
	}
	str_put(&out, "\n| State | Title | Holder | Open | Final |\n|---|---|---|---|---|\n");
	static const char *const owners[] = {"nobody", "leased", "remembered"};
	for (int i = 0; i < Q_STATE_COUNT; i++)
		str_printf(&out, "| %s | %s | %s | %s | %s |\n", states[i].word, states[i].title,
			   owners[states[i].ownership], states[i].is_open ? "yes" : "",
			   states[i].is_final ? "yes" : "");
	return str_take(&out);
}
