/* SPDX-License-Identifier: EUPL-1.2 */
/* 9_review.c - see 9_review.h. */
#include "flow/9_review.h"

#include "base/json.h"
#include "base/str.h"
#include "flow/notify.h"
#include "flow/question.h"
#include "flow/referral.h"
#include "flow/send.h"
#include "store/conversation_store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The grid of field.md section 4. */
static const struct criterion criteria[CRITERION_COUNT] = {
	{"Compréhension : question reformulée, niveau et public justes", true},
	{"Exactitude", true},
	{"Complétude : chaque sous-question", false},
	{"Sources citées, vérifiables, datées, de deux sortes", true},
	{"Méthode expliquée", false},
	{"Transparence sur l'IA : méthode remplie, vérification décrite", true},
	{"Neutralité, plusieurs points de vue", true},
	{"Limites respectées : ni consultation, ni devoir fait", true},
	{"Collections et ressources de la bibliothèque de la personne", false},
	{"Forme : accueil, clarté, ton, orthographe, longueur, signature", false},
	{"Suite proposée", false},
	{"Délai tenu, ou retard expliqué", false},
	{"Aucune donnée personnelle dans ce qui serait publié", false},
};

const struct criterion *review_criterion(int number)
{
	assert(number >= 1 && number <= CRITERION_COUNT);
	return &criteria[number - 1];
}

static enum rc check_scores(const cJSON *scores, bool is_approval, struct refusal *refusal)
{
	for (int i = 1; i <= CRITERION_COUNT; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", i);
		int64_t score = json_int(scores, key, 0);
		bool is_given = json_get(scores, key) != NULL;
		if (is_given && (score < 1 || score > 3))
			return refuse(refusal, SAY_BAD_PARAM, "scores.%d (1, 2 ou 3)", i);
		if (is_approval && !is_given)
			return refuse(refusal, SAY_REVIEW_BLOCKED, "donnez une note au point %d",
				      i);
		if (is_approval && score == 1 && criteria[i - 1].blocks_sending)
			return refuse(refusal, SAY_REVIEW_BLOCKED, "%s (1)", criteria[i - 1].title);
	}
	return RC_OK;
}

static enum rc keep_review(struct worker *w, const struct hold *hold, const cJSON *scores,
			   const struct review_row *said)
{
	char *text = json_print(scores);
	struct review_row row = *said;
	row.scores = text;
	row.person.n = hold->actor->person;
	row.at = clock_wall_ms(w->clock);
	enum rc rc = store_review_add(w->store, hold->question, &row);
	free(text);
	return rc;
}

static enum rc decide(struct worker *w, const struct hold *hold, struct question_row *row,
		      const cJSON *scores, const struct review_row *said)
{
	AUTO_JSON details = cJSON_CreateObject();
	json_put(details, "scores", cJSON_Duplicate(scores, true));
	struct move_request request = {
		.verb = said->decision,
		.to = Q_STATE_COUNT,
		.actor = hold->actor,
		.reason = said->comment,
		.details = details,
	};
	enum rc rc = question_move(w, row, &request);
	if (rc == RC_OK && keep_review(w, hold, scores, said) != RC_OK)
		rc = refuse(w->refusal, SAY_STORE_FAILED, "%s", "");
	return rc;
}

/* The answer under review; its author may be anybody but the reviewer. */
static enum rc read_reviewed(struct worker *w, const struct hold *hold, struct question_row *row,
			     struct answer_row *answer)
{
	enum rc rc = question_read(w, hold->question, row);
	if (rc != RC_OK)
		return rc;
	rc = store_answer(w->store, hold->question, w->arena, answer);
	if (rc != RC_OK)
		return refuse(w->refusal, SAY_NOT_NOW, "%s",
			      state_row(state_find(row->state))->title);
	if (answer->person.n == hold->actor->person)
		return refuse(w->refusal, SAY_REVIEW_OWN, "%s", "");
	return RC_OK;
}

enum rc review_submit(struct worker *w, const struct hold *hold, const struct review *review)
{
	bool is_approval = strcmp(review->decision, "approve") == 0;
	if (!is_approval && strcmp(review->decision, "return") != 0)
		return refuse(w->refusal, SAY_BAD_PARAM, "decision (approve, return)");
	if (!is_approval && str_is_blank(review->comment))
		return refuse(w->refusal, SAY_REASON_MISSING, "%s", "");
	struct question_row row;
	struct answer_row answer;
	enum rc rc = read_reviewed(w, hold, &row, &answer);
	if (rc == RC_OK)
		rc = check_scores(review->scores, is_approval, w->refusal);
	struct review_row said = {.answer = answer.id,
				  .decision = review->decision,
				  .comment = review->comment ? review->comment : ""};
	if (rc == RC_OK)
		rc = decide(w, hold, &row, review->scores, &said);
	if (rc != RC_OK)
		return rc;
	struct person_id reviewer = {hold->actor->person};
	if (is_approval)
		return send_answer(w, &row, reviewer);
	return notify_all(w, &row, "return");
}

static enum rc move_by_hand(struct worker *w, const struct hold *hold, const char *verb)
{
	struct question_row row;
	struct move_request request = {.verb = verb, .to = Q_STATE_COUNT, .actor = hold->actor};
	enum rc rc = question_read(w, hold->question, &row);
	if (rc == RC_OK)
		rc = question_move(w, &row, &request);
	if (rc == RC_OK && strcmp(verb, "close") == 0)
		rc = referral_settle(w, &row, "answered", "");
	return rc == RC_OK ? notify_all(w, &row, verb) : rc;
}

enum rc review_close(struct worker *w, const struct hold *hold)
{
	return move_by_hand(w, hold, "close");
}

enum rc review_reopen(struct worker *w, const struct hold *hold)
{
	return move_by_hand(w, hold, "reopen");
}
