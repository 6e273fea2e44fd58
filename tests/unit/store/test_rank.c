/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rank.c - what lifts an entry above another, and that nothing good is left out for speed. */
#include "store/rank.h"

#include "support/shelf.h"

#include <math.h>

/* Fifty words without the lighthouse, so that titles and texts have usual lengths. */
#define FILLER                                                                                     \
	"canal pont ruelle place fontaine marche gare usine verger prairie colline sentier "       \
	"moulin grange "                                                                           \
	"clocher muraille tour fosse rempart jardin allee chemin ferme lavoir puits source "       \
	"ruisseau etang "                                                                          \
	"digue ecluse quai barque filet voile mature cordage ancre phoque mouette sable galet "    \
	"falaise lande "                                                                           \
	"bruyere ajonc genet chene hetre bouleau sapin "

static void put_others(struct shelf *s, int count)
{
	for (int i = 0; i < count; i++) {
		char slug[16];
		snprintf(slug, sizeof slug, "autre%d", i);
		struct entry other = entry_of(slug, "Autre chose dite ici", FILLER);
		other.keywords = "village campagne";
		(void)put(s, &other);
	}
}

static void a_title_outweighs_keywords_and_keywords_a_mention(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry once = entry_of("une", "Chose sans titre ici", FILLER "phare");
	struct entry twice = entry_of("deux", "Chose sans titre ici", FILLER "phare phare");
	struct entry words = entry_of("mots", "Chose sans titre ici", FILLER "phare");
	struct entry title = entry_of("titre", "Le phare breton", FILLER "phare");
	words.keywords = "phare campagne";
	(void)put(&s, &once);
	(void)put(&s, &twice);
	(void)put(&s, &words);
	(void)put(&s, &title);
	put_others(&s, 8);
	struct entry_hit hits[4];
	struct search how = {.filter = everyone};
	assert_int_equal(search_as(&s, "phare", how, (struct room){hits, 4}), 4);
	assert_string_equal(hits[0].slug, "titre");
	assert_string_equal(hits[3].slug, "une");
	assert_true(hits[0].score > hits[1].score && hits[2].score > hits[3].score);
	assert_true(hits[3].score > 0);
	assert_int_equal(search_as(&s, "phare", how, (struct room){hits, 1}), 1);
	close_shelf(&s);
}

/* Nothing but keywords have the word: it is found all the same. */
static void a_word_of_keywords_or_headings_alone_is_found(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry words = entry_of("mots", "Chose sans titre ici", FILLER);
	struct entry heads = entry_of("inter", "Chose sans titre ici", FILLER);
	words.keywords = "phare campagne";
	heads.headings = "Le sémaphore\nLes quais";
	(void)put(&s, &words);
	(void)put(&s, &heads);
	put_others(&s, 8);
	assert_string_equal(found(&s, "phare", everyone), "mots ");
	assert_string_equal(found(&s, "sémaphore", everyone), "inter ");
	close_shelf(&s);
}

/* Two entries with the same words: what a weight is for lifts the later one above the earlier, and only that weight. */
struct effect {
	const char *asked, *plain, *better;
	size_t weight; /* offsetof in struct search_weights */
};

static const struct effect effects[] = {
	/* side by side */
	{"serpent corail", FILLER "serpent hibou loutre blaireau corail",
	 FILLER "serpent corail hibou loutre blaireau", offsetof(struct search_weights, pair_body)},
	/* among the first words */
	{"serpent", FILLER "serpent", "serpent " FILLER, offsetof(struct search_weights, opening)},
	/* as written */
	{"chevaux", FILLER "cheval", FILLER "chevaux", offsetof(struct search_weights, exact)},
};

static void each_effect_is_there_and_is_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++) {
		const struct effect *e = &effects[i];
		struct shelf s;
		struct entry_hit hits[2];
		open_shelf(&s);
		struct entry plain = entry_of("plain", "Chose sans titre ici", e->plain);
		struct entry better = entry_of("better", "Chose sans titre ici", e->better);
		(void)put(&s, &plain);
		(void)put(&s, &better);
		put_others(&s, 8);
		struct search_weights weights = search_weights_default;
		struct search how = {.filter = everyone, .weights = &weights};
		assert_int_equal(search_as(&s, e->asked, how, (struct room){hits, 2}), 2);
		assert_string_equal(hits[0].slug, "better");
		assert_true(hits[0].score > hits[1].score);
		memset((char *)&weights + e->weight, 0, sizeof(double));
		assert_int_equal(search_as(&s, e->asked, how, (struct room){hits, 2}), 2);
		assert_string_equal(hits[0].slug, "plain");
		assert_true(fabs(hits[0].score - hits[1].score) < 1e-9);
		close_shelf(&s);
	}
}

static void of_nearly_equal_texts_the_best_stands_for_all(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	struct entry one = entry_of("un", "Le phare", FILLER FILLER FILLER "phare et dune");
	struct entry two =
		entry_of("deux", "Un phare breton", FILLER FILLER FILLER "phare et plage");
	struct entry other = entry_of("autre", "Phare des mers", "Le phare eclaire la nuit.");
	(void)put(&s, &one);
	(void)put(&s, &two);
	(void)put(&s, &other);
	put_others(&s, 8);
	struct search all = {.filter = everyone},
		      folded = {.filter = everyone, .folds_likes = true};
	struct entry_hit hits[5];
	assert_int_equal(search_as(&s, "phare", all, (struct room){hits, 5}), 3);
	assert_int_equal(search_as(&s, "phare", folded, (struct room){hits, 5}), 2);
	assert_null(strstr(found_as(&s, "phare", folded), "deux"));
	close_shelf(&s);
}

/* ---------------------------------------------------------------- runs of candidates */

enum { MANY = 1000, VOCABULARY = 400, TITLE_WORDS = 5, BODY_WORDS = 60 };

/* Words as texts have them: the first few everywhere, the last hardly ever. Made of letters that no stemmer cuts. */
static void random_word(uint32_t *seed, char out[8])
{
	double at = pow((double)(next_random(seed) % 10000) / 10000, 2.5);
	int n = (int)(at * VOCABULARY);
	snprintf(out, 8, "k%c%c%ck", 'a' + n % 7, 'g' + n / 7 % 9, 'o' + n / 63);
}

static void random_words(uint32_t *seed, int count, char *out)
{
	for (*out = '\0'; count > 0; count--) {
		char word[8];
		random_word(seed, word);
		out = stpcpy(stpcpy(out, word), " ");
	}
}

static void put_many(struct shelf *s, uint32_t *seed)
{
	assert_int_equal(knowledge_begin(s->k), RC_OK);
	for (int i = 0; i < MANY; i++) {
		char slug[16], title[TITLE_WORDS * 8], body[BODY_WORDS * 8];
		int64_t id;
		snprintf(slug, sizeof slug, "e%d", i);
		random_words(seed, TITLE_WORDS, title);
		random_words(seed, BODY_WORDS, body);
		struct entry entry = entry_of(slug, title, body);
		assert_int_equal(knowledge_put(s->k, &entry, &id), RC_OK);
	}
	assert_int_equal(knowledge_commit(s->k), RC_OK);
	assert_int_equal(knowledge_optimize(s->k), RC_OK);
}

/* Room for as many as there are: nothing can be left out then. */
static void few_are_the_first_of_all(void **state)
{
	(void)state;
	enum { ASKED = 300, FEW = 10 };
	static struct entry_hit all[MANY], few[FEW];
	struct shelf s;
	uint32_t seed = 3;
	int same = 0, first = 0, compared = 0;
	open_shelf(&s);
	put_many(&s, &seed);
	for (int i = 0; i < ASKED; i++) {
		char asked[12 * 8];
		struct search how = {.filter = everyone};
		random_words(&seed, 2 + (int)(next_random(&seed) % 10), asked);
		int count = search_as(&s, asked, how, (struct room){all, MANY});
		int few_count = search_as(&s, asked, how, (struct room){few, FEW});
		assert_int_equal(few_count, count < FEW ? count : FEW);
		first += few_count == 0 || few[0].id == all[0].id;
		for (int h = 0; h < few_count; h++, compared++)
			same += few[h].id == all[h].id;
		forget_request(&s);
	}
	print_message("first %d of %d, all %d of %d\n", first, ASKED, same, compared);
	assert_int_equal(first, ASKED);
	assert_true(same * 1000 >= compared * 999);
	close_shelf(&s);
}

/* Without weight for neighbours a score is the sum of what each word alone gives: found one word at a time. */
static void add_alone(struct shelf *s, const struct search *how, int term, double *sums)
{
	static struct entry_hit hits[MANY];
	struct search one = *how;
	one.terms = &how->terms[term];
	one.term_count = 1;
	int count = knowledge_search(s->k, &one, hits, MANY);
	assert_true(count >= 0);
	for (int h = 0; h < count; h++)
		sums[atoi(hits[h].slug + 1)] += hits[h].score * one.terms->idf;
}

static void a_search_is_the_sum_of_its_words(void **state)
{
	(void)state;
	enum { ASKED = 60, FEW = 10 };
	struct shelf s;
	uint32_t seed = 5;
	struct search_weights weights = search_weights_default;
	weights.pair_body = weights.pair_title = 0;
	open_shelf(&s);
	put_many(&s, &seed);
	for (int i = 0; i < ASKED; i++) {
		char asked[8 * 8];
		struct term terms[TERMS_MAX];
		struct entry_hit hits[FEW];
		double sums[MANY] = {0}, idf = 0;
		random_words(&seed, 2 + (int)(next_random(&seed) % 6), asked);
		struct search how = {.terms = terms,
				     .filter = everyone,
				     .weights = &weights,
				     .arena = &s.f.arena};
		how.term_count = distinct_terms_of(&s, asked, terms);
		for (int t = 0; t < how.term_count; t++) {
			add_alone(&s, &how, t, sums);
			idf += terms[t].idf;
		}
		int count = knowledge_search(s.k, &how, hits, FEW);
		for (int h = 0; h < count; h++)
			assert_true(fabs(hits[h].score - sums[atoi(hits[h].slug + 1)] / idf) <
				    1e-6);
		for (int e = 0; e < MANY && count == FEW; e++)
			assert_true(sums[e] / idf <= hits[0].score + 1e-6);
		forget_request(&s);
	}
	close_shelf(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_title_outweighs_keywords_and_keywords_a_mention),
		cmocka_unit_test(a_word_of_keywords_or_headings_alone_is_found),
		cmocka_unit_test(each_effect_is_there_and_is_its_own),
		cmocka_unit_test(of_nearly_equal_texts_the_best_stands_for_all),
		cmocka_unit_test(few_are_the_first_of_all),
		cmocka_unit_test(a_search_is_the_sum_of_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
