/* SPDX-License-Identifier: EUPL-1.2 */
/* test_classify.c - what each voice says, and what all say together; any of them may be missing. */
#include "flow/3_classify.h"

#include "flow/tally.h"
#include "support/flow_fixture.h"
#include "support/voices_fixture.h"
#include "voices/lexicon.h"
#include "voices/neighbours.h"
#include "voices/train.h"

#include <math.h>

static const char rules[] = "- {id: genealogie, when: {any: ['genealog']}, then: {topic: "
			    "genealogie, weight: 0.9}, why: g}\n"
			    "- {id: ancetre, when: {any: ['ancetre']}, then: {topic: genealogie, "
			    "weight: 0.5}, why: a}\n"
			    "- {id: detresse, when: {any: ['veux mourir']}, then: {flag: detresse, "
			    "weight: 0.95}, why: d}\n"
			    "- {id: metier, when: {any: ['desherbage']}, then: {audience: "
			    "professional, weight: 0.9}, why: m}\n"
			    "- {id: musique, when: {any: ['partition']}, then: {queue: "
			    "experts-musique, weight: 0.9}, why: q}\n";

static const struct taught {
	const char *text;
	int topic, kind;
} taught[] = {
	{"Où trouver les actes de naissance de mes ancêtres ?", TOPIC_GENEALOGIE,
	 KIND_BIBLIOGRAPHIE},
	{"Comment faire mon arbre généalogique ?", TOPIC_GENEALOGIE, KIND_FAIT},
	{"Qui a construit le phare de Brest ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Quand fut bâti le château ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Quel roi a bâti ce château ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Conseillez-moi un roman policier", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
	{"Conseillez-moi un roman d'amour", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
};

enum { TAUGHT = sizeof taught / sizeof taught[0] };

static void learn_model(struct desk *d)
{
	struct trainer *trainer = trainer_new();
	for (int i = 0; i < TAUGHT; i++) {
		const struct lesson lesson = {taught[i].text, 1ull << taught[i].topic,
					      taught[i].topic, taught[i].kind, 0};
		trainer_add(trainer, &lesson, d->w.stemmer);
	}
	d->reference.model = trainer_train(trainer);
	trainer_free(trainer);
}

static void learn_neighbours(struct desk *d)
{
	struct neighbours *n = neighbours_new();
	for (int i = 0; i < TAUGHT; i++) {
		const struct neighbour_labels labels = {1ull << taught[i].topic, taught[i].topic,
							taught[i].kind, 0};
		teach_question(n, taught[i].text, &labels, d->w.stemmer);
	}
	neighbours_seal(n);
	d->reference.neighbours = n;
}

static void learn_lexicon(struct desk *d)
{
	struct lexicon *l = lexicon_new();
	const struct lexicon_entry entry = {
		.topic = TOPIC_HISTOIRE, .weight = 0.8, .about = "châteaux"};
	assert_true(teach_expression(l, "château fort", d->w.stemmer, &entry));
	d->reference.lexicon = l;
}

static void open_house(struct desk *d)
{
	desk_open(d);
	desk_learn(d, rules);
}

static void close_house(struct desk *d)
{
	model_free((struct model *)d->reference.model);
	neighbours_free((struct neighbours *)d->reference.neighbours);
	lexicon_free((struct lexicon *)d->reference.lexicon);
	desk_close(d);
}

static struct normalised *read_text(struct desk *d, const char *text)
{
	static struct normalised n;
	assert_int_equal(normalise(&d->w, text, &n), RC_OK);
	return &n;
}

static struct tally *tally_of(struct desk *d, const char *text)
{
	static struct tally t;
	tally_take(&d->w, read_text(d, text), &t);
	return &t;
}

static struct classification *classification_of(struct desk *d, const char *text)
{
	static struct classification c;
	classify(&d->w, read_text(d, text), &c);
	return &c;
}

static void expect_sorted(const struct evidence *list)
{
	for (; list != NULL && list->next != NULL; list = list->next)
		assert_true(list->score >= list->next->score);
}

static void evidence_is_kept_strongest_first(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct evidence *list = NULL;
	static const double scores[] = {0.3, 0.9, 0.1, 0.9, 0.5};
	for (int i = 0; i < 5; i++) {
		char id[2] = {(char)('a' + i), '\0'};
		const struct evidence e = {.id = arena_copy(&d.f.arena, id, 1), .score = scores[i]};
		evidence_add(&list, &e, &d.f.arena);
	}
	expect_sorted(list);
	/* Equals stay in their order. */
	assert_string_equal(list->id, "b");
	assert_string_equal(list->next->id, "d");
	for (int i = 0; i < EVIDENCE_BY_COUNT; i++)
		assert_non_null(evidence_name((enum evidence_by)i));
	close_house(&d);
}

static void hints_add_up_and_never_are_certain(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	const struct tally *t = tally_of(&d, "généalogie d'un ancêtre");
	const struct testimony *g = &t->labels[TOPIC_GENEALOGIE];
	assert_true(fabs(g->says[VOICE_RULES] + log(0.1) + log(0.5)) < 1e-9);
	assert_string_equal(g->because->id, "genealogie");
	assert_string_equal(g->because->next->id, "ancetre");
	assert_string_equal(g->because->words, "généalog");
	t = tally_of(&d, "une partition pour le désherbage");
	assert_true(t->is_professional);
	assert_string_equal(t->queue, "experts-musique");
	assert_string_equal(t->queue_because->why, "q");
	t = tally_of(&d, "bonjour");
	assert_false(t->is_professional || t->has_model);
	assert_null(t->queue);
	close_house(&d);
}

static void each_voice_speaks_for_itself(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	learn_lexicon(&d);
	learn_neighbours(&d);
	learn_model(&d);
	const struct tally *t = tally_of(&d, "Qui habitait ce château fort ?");
	const struct testimony *h = &t->labels[TOPIC_HISTOIRE];
	assert_true(h->says[VOICE_RULES] == 0);
	assert_true(fabs(h->says[VOICE_LEXICON] + log(0.2)) < 1e-9);
	assert_true(h->says[VOICE_NEIGHBOURS] > 0);
	assert_true(t->has_model &&
		    h->says[VOICE_MODEL] > t->labels[TOPIC_LITTERATURE].says[VOICE_MODEL]);
	expect_sorted(h->because);
	bool has_lexicon = false, has_example = false;
	for (const struct evidence *e = h->because; e != NULL; e = e->next) {
		has_lexicon |= e->by == BY_LEXICON && strcmp(e->words, "château fort") == 0;
		has_example |= e->by == BY_EXAMPLE && strstr(e->why, "château") != NULL;
	}
	assert_true(has_lexicon && has_example);
	/* Shares of votes are shares. */
	double sum = 0;
	for (int i = 0; i < TOPIC_COUNT; i++)
		sum += t->labels[i].says[VOICE_NEIGHBOURS];
	assert_true(sum > 0 && sum <= 1 + 1e-9);
	close_house(&d);
}

static void together_they_classify_with_sorted_reasons(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	learn_lexicon(&d);
	learn_neighbours(&d);
	learn_model(&d);
	const struct classification *c =
		classification_of(&d, "Quel roi a bâti ce château fort près de Brest ?");
	assert_true(c->is_sure);
	assert_int_equal(classification_topic(c), TOPIC_HISTOIRE);
	assert_int_equal(c->kind.label, KIND_FAIT);
	assert_string_equal(c->place.code, "29");
	bool has_model = false;
	for (int i = 0; i < c->topic_count; i++) {
		expect_sorted(c->topics[i].because);
		assert_true(c->topics[i].score >= 0 && c->topics[i].score <= 1);
		assert_true(i == 0 || c->topics[i].score <= c->topics[i - 1].score);
	}
	for (const struct evidence *e = c->topics[0].because; e != NULL; e = e->next)
		has_model |= e->by == BY_MODEL;
	assert_true(has_model);
	assert_int_equal(classification_of(&d, "Conseillez-moi un roman")->kind.label,
			 KIND_RECOMMANDATION);
	close_house(&d);
}

static void without_a_model_rules_and_neighbours_still_classify(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	learn_neighbours(&d);
	const struct classification *c =
		classification_of(&d, "Où trouver les actes de naissance de mes ancêtres ?");
	assert_int_equal(c->topics[0].label, TOPIC_GENEALOGIE);
	expect_sorted(c->topics[0].because);
	c = classification_of(&d, "je veux mourir");
	assert_true(classification_has_flag(c, FLAG_DETRESSE));
	assert_false(classification_has_flag(c, FLAG_DEVOIR));
	close_house(&d);
}

static void with_nothing_at_all_it_is_a_question_nobody_is_sure_of(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	const struct classification *c = classification_of(&d, "truc machin");
	assert_false(c->is_sure);
	assert_int_equal(classification_topic(c), -1);
	assert_int_equal(c->kind.label, KIND_FAIT);
	assert_null(c->place.code);
	assert_string_equal(c->language, "fr");
	assert_int_equal(c->flag_count, 0);
	assert_int_equal(c->topic_count, 0);
	cJSON *tree = classification_json(c);
	assert_true(cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(tree, "topics")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(tree, "place")));
	cJSON_Delete(tree);
	c = classification_of(&d, "");
	assert_false(c->is_sure);
	close_house(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evidence_is_kept_strongest_first),
		cmocka_unit_test(hints_add_up_and_never_are_certain),
		cmocka_unit_test(each_voice_speaks_for_itself),
		cmocka_unit_test(together_they_classify_with_sorted_reasons),
		cmocka_unit_test(without_a_model_rules_and_neighbours_still_classify),
		cmocka_unit_test(with_nothing_at_all_it_is_a_question_nobody_is_sure_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
