/* SPDX-License-Identifier: EUPL-1.2 */
/* test_train.c - a model learns a small set, the same bytes each time, and says which words weighed. */
#include "voices/train.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/reading.h"

static const struct toy {
	const char *text;
	int topic, kind;
} toys[] = {
	{"Qui a construit le phare de Brest ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Quand fut signé l'armistice de la guerre ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Quelle bataille a perdu le roi ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Quel roi a signé la paix après la guerre ?", TOPIC_HISTOIRE, KIND_FAIT},
	{"Conseillez-moi un roman sur la guerre", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
	{"Conseillez-moi un roman policier", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
	{"Conseillez-moi un poème d'amour", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
	{"Conseillez-moi une suite à ce roman", TOPIC_LITTERATURE, KIND_RECOMMANDATION},
	{"Comment soigner une grippe avec un vaccin ?", TOPIC_SANTE, KIND_FAIT},
	{"Quels sont les symptômes de la grippe ?", TOPIC_SANTE, KIND_FAIT},
	{"Le vaccin donne-t-il de la fièvre ?", TOPIC_SANTE, KIND_FAIT},
	{"Quel médicament contre la fièvre ?", TOPIC_SANTE, KIND_FAIT},
};

enum { TOYS = sizeof toys / sizeof toys[0] };

static struct model *learn(void)
{
	struct trainer *t = trainer_new();
	struct stemmer *stemmer = stemmer_new();
	for (size_t i = 0; i < TOYS; i++) {
		const struct lesson lesson = {toys[i].text, 1ull << toys[i].topic, toys[i].topic,
					      toys[i].kind, 0};
		trainer_add(t, &lesson, stemmer);
	}
	const struct lesson unreadable = {"\xff\xfe", 1, 0, 0, 0};
	trainer_add(t, &unreadable, stemmer);
	struct model *m = trainer_train(t);
	stemmer_free(stemmer);
	trainer_free(t);
	assert_non_null(m);
	return m;
}

static void score(const struct model *m, const char *text, float out[LABEL_COUNT])
{
	struct reading r;
	struct features f;
	struct vector v;
	reading_open(&r, text);
	features_read(&r.words, text, &r.arena, &f);
	model_vector(m, &f, &r.arena, &v);
	model_score(m, &v, out);
	reading_close(&r);
}

static int best_topic(const float scores[LABEL_COUNT])
{
	int best = 0;
	for (int i = 1; i < TOPIC_COUNT; i++)
		best = scores[i] > scores[best] ? i : best;
	return best;
}

static void it_knows_what_it_was_taught_and_what_is_like_it(void **state)
{
	(void)state;
	struct model *m = learn();
	float scores[LABEL_COUNT];
	for (int i = 0; i < TOYS; i++) {
		score(m, toys[i].text, scores);
		assert_int_equal(best_topic(scores), toys[i].topic);
		assert_true((scores[LABEL_OF_KIND + KIND_RECOMMANDATION] > 0) ==
			    (toys[i].kind == KIND_RECOMMANDATION));
	}
	score(m, "un vaccin contre la grippe", scores);
	assert_int_equal(best_topic(scores), TOPIC_SANTE);
	score(m, "conseillez-moi des poemes", scores);
	assert_int_equal(best_topic(scores), TOPIC_LITTERATURE);
	model_free(m);
}

static void check_same(const struct model *a, const struct model *b)
{
	const uint64_t *a_hashes, *b_hashes;
	const float *a_idf, *b_idf;
	size_t count = model_feature_count(a), bytes = model_row_bytes(a);
	assert_int_equal(model_feature_count(b), count);
	model_features(a, &a_hashes, &a_idf);
	model_features(b, &b_hashes, &b_idf);
	assert_memory_equal(a_hashes, b_hashes, count * sizeof *a_hashes);
	assert_memory_equal(a_idf, b_idf, count * sizeof *a_idf);
	struct model_row *x = calloc(1, bytes), *y = calloc(1, bytes);
	for (int label = 0; label < LABEL_COUNT; label++) {
		model_get_row(a, label, x);
		model_get_row(b, label, y);
		assert_memory_equal(x, y, bytes);
	}
	free(x);
	free(y);
}

static void the_same_lessons_give_the_same_bytes(void **state)
{
	(void)state;
	struct model *a = learn(), *b = learn();
	check_same(a, b);
	model_free(a);
	model_free(b);
}

static void rows_make_the_same_model_again(void **state)
{
	(void)state;
	const uint64_t *hashes;
	const float *idf;
	struct model *a = learn();
	size_t bytes = model_row_bytes(a);
	model_features(a, &hashes, &idf);
	struct model *b = model_new(hashes, idf, model_feature_count(a));
	struct model_row *row = calloc(1, bytes);
	for (int label = 0; label < LABEL_COUNT; label++) {
		model_get_row(a, label, row);
		assert_false(model_set_row(b, label, row, bytes - 1));
		assert_true(model_set_row(b, label, row, bytes));
	}
	free(row);
	check_same(a, b);
	model_free(a);
	model_free(b);
}

static void features_nobody_taught_say_nothing(void **state)
{
	(void)state;
	struct model *m = learn();
	struct reading r;
	struct features f;
	struct vector v;
	float nothing[LABEL_COUNT], strange[LABEL_COUNT];
	const struct vector empty = {0};
	reading_open(&r, "жизнь");
	features_read(&r.words, "жизнь", &r.arena, &f);
	/* but the shape, which every text has */
	int kept = 0;
	for (int i = 0; i < f.count; i++) {
		if (f.items[i].block != BLOCK_SHAPE)
			f.items[kept++] = f.items[i];
	}
	f.count = kept;
	assert_true(kept > 0);
	model_vector(m, &f, &r.arena, &v);
	assert_int_equal(v.count, 0);
	model_score(m, &empty, nothing);
	model_score(m, &v, strange);
	assert_memory_equal(nothing, strange, sizeof nothing);
	reading_close(&r);
	model_free(m);
}

static void the_words_that_weighed_are_told(void **state)
{
	(void)state;
	struct model *m = learn();
	struct reading r;
	struct features f;
	const char *text = "est-ce que le vaccin de ma voisine va bien";
	reading_open(&r, text);
	features_read(&r.words, text, &r.arena, &f);
	double *words = arena_alloc(&r.arena, (size_t)(r.words.count + 1) * sizeof *words);
	model_because(m, &f, TOPIC_SANTE, &(struct word_weights){words, r.words.count});
	int best = 0;
	for (int i = 1; i < r.words.count; i++)
		best = words[i] > words[best] ? i : best;
	assert_string_equal(r.words.words[best].text, "vaccin");
	assert_true(words[best] > 0);
	reading_close(&r);
	model_free(m);
}

static void nothing_to_learn_gives_no_model(void **state)
{
	(void)state;
	struct trainer *t = trainer_new();
	assert_null(trainer_train(t));
	trainer_free(t);
	trainer_free(NULL);
	model_free(NULL);
}

static void every_label_has_a_name_of_its_own(void **state)
{
	(void)state;
	char names[LABEL_COUNT][LABEL_NAME_BYTES];
	for (int i = 0; i < LABEL_COUNT; i++) {
		label_name(i, names[i]);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(names[k], names[i]);
	}
	assert_string_equal(names[TOPIC_HISTOIRE], "topic/histoire");
	assert_string_equal(names[LABEL_OF_KIND + KIND_FAIT], "kind/fait");
	assert_string_equal(names[LABEL_OF_FLAG + FLAG_DEVOIR], "flag/devoir");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_knows_what_it_was_taught_and_what_is_like_it),
		cmocka_unit_test(the_same_lessons_give_the_same_bytes),
		cmocka_unit_test(rows_make_the_same_model_again),
		cmocka_unit_test(features_nobody_taught_say_nothing),
		cmocka_unit_test(the_words_that_weighed_are_told),
		cmocka_unit_test(nothing_to_learn_gives_no_model),
		cmocka_unit_test(every_label_has_a_name_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
