/* SPDX-License-Identifier: EUPL-1.2 */
/* test_vocabulary.c - which known word a misspelt one is taken for. */
#include "text/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct known {
	const char *word;
	int occurrences;
} known[] = {
	{"pharmacie", 40}, {"bibliotheque", 300}, {"horaires", 80}, {"maison", 50},
	{"raison", 20},    {"saison", 20},        {"livre", 200},   {"lievre", 2},
	{"chat", 30},      {"chien", 30},         {"mer", 30},      {"grammaire", 20},
	{"loup", 9},       {"genealogie", 30},    {"the", 5},       {"anniversaire", 9},
};

static struct vocabulary *vocabulary(void)
{
	struct vocabulary *w = vocabulary_new();
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		vocabulary_add(w, known[i].word, known[i].occurrences);
	vocabulary_seal(w);
	return w;
}

/* The best guess, or "". */
static const char *guess(const struct vocabulary *w, const char *word)
{
	struct near_word near[NEAR_MAX];
	return vocabulary_near(w, word, near) == 0 ? "" : near[0].word;
}

static void a_few_wrong_letters_are_seen_through(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		/* one letter of four to seven */
		{"livvre", "livre"},
		{"livr", "livre"},
		{"maisom", "maison"},
		{"chein", "chien"}, /* a swap */
		/* two from eight on */
		{"bibliotehqe", "bibliotheque"},
		{"biblioteque", "bibliotheque"},
		{"anivesaire", "anniversaire"},
		{"horraire", "horaires"},
		/* by ear, further away */
		{"farmacie", "pharmacie"},
		/* too far */
		{"livvrre", "livre"}, /* it sounds the same */
		{"lixxre", ""},
		{"maispn", "maison"},
		{"masipn", ""},
		{"pharmatisenn", ""},
		{"xyzzyplugh", ""},
	};
	struct vocabulary *w = vocabulary();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *got = guess(w, cases[i][0]);
		if (strcmp(got, cases[i][1]) != 0)
			fail_msg("%s: \"%s\" expected, got \"%s\"", cases[i][0], cases[i][1], got);
	}
	vocabulary_free(w);
}

static void short_and_numbered_words_are_never_guessed(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary();
	static const char *const never[] = {"", "m", "me", "mre", "cha", "livre2", "18e", "2livre"};
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
		assert_string_equal(guess(w, never[i]), "");
	char long_word[80];
	memset(long_word, 'a', sizeof long_word - 1);
	for (size_t len = 25; len < sizeof long_word; len++) {
		long_word[len] = '\0';
		assert_string_equal(guess(w, long_word), "");
		long_word[len] = 'a';
	}
	vocabulary_free(w);
}

static void what_is_known_is_itself(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary();
	struct near_word near[NEAR_MAX];
	assert_int_equal(vocabulary_count(w), sizeof known / sizeof known[0]);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		assert_true(vocabulary_has(w, known[i].word));
		if (vocabulary_near(w, known[i].word, near) > 0)
			assert_string_equal(near[0].word, known[i].word);
	}
	assert_false(vocabulary_has(w, "livr"));
	assert_false(vocabulary_has(w, "livres"));
	assert_false(vocabulary_has(w, ""));
	vocabulary_free(w);
}

static void the_likeliest_comes_first(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary();
	struct near_word near[NEAR_MAX];
	/* maison, raison and saison are one letter away: the commonest wins, and likeness never grows. */
	assert_int_equal(vocabulary_near(w, "taison", near), NEAR_MAX);
	assert_string_equal(near[0].word, "maison");
	for (int i = 0; i + 1 < NEAR_MAX; i++)
		assert_true(near[i].likeness >= near[i + 1].likeness);
	assert_true(near[0].likeness <= 1 && near[NEAR_MAX - 1].likeness >= 0);
	/* The same first letter outweighs. */
	assert_string_equal(guess(w, "saiison"), "saison");
	/* A swap with a common word beats an insertion that gives a rare one. */
	assert_string_equal(guess(w, "lirve"), "livre");
	vocabulary_free(w);
}

static void more_occurrences_of_a_word_add_up(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary_new();
	vocabulary_add(w, "raison", 40);
	vocabulary_add(w, "saison", 30);
	vocabulary_add(w, "saison", 30);
	vocabulary_add(w, "saison2", 30);
	vocabulary_seal(w);
	assert_int_equal(vocabulary_count(w), 2);
	assert_string_equal(guess(w, "taison"), "saison");
	vocabulary_free(w);
}

static void an_empty_vocabulary_guesses_nothing(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary_new();
	vocabulary_seal(w);
	assert_string_equal(guess(w, "livre"), "");
	assert_false(vocabulary_has(w, "livre"));
	vocabulary_free(w);
	vocabulary_free(NULL);
}

/* Each known word with any one letter dropped, doubled, swapped or replaced comes back, from five letters on. */
static void every_single_mistake_in_a_long_word_is_mended(void **state)
{
	(void)state;
	struct vocabulary *w = vocabulary_new();
	static const char *const words[] = {"bibliotheque", "genealogie", "pharmacie",
					    "abonnement"};
	for (size_t i = 0; i < 4; i++)
		vocabulary_add(w, words[i], 5);
	vocabulary_seal(w);
	for (size_t i = 0; i < 4; i++) {
		size_t len = strlen(words[i]);
		for (size_t at = 0; at + 1 < len; at++) {
			char wrong[4][32];
			snprintf(wrong[0], 32, "%.*s%s", (int)at, words[i], words[i] + at + 1);
			snprintf(wrong[1], 32, "%.*s%s", (int)at + 1, words[i], words[i] + at);
			snprintf(wrong[2], 32, "%.*s%c%c%s", (int)at, words[i], words[i][at + 1],
				 words[i][at], words[i] + at + 2);
			snprintf(wrong[3], 32, "%.*s%c%s", (int)at, words[i], 'w',
				 words[i] + at + 1);
			for (int k = 0; k < 4; k++)
				assert_string_equal(guess(w, wrong[k]), words[i]);
		}
	}
	vocabulary_free(w);
}

static void what_is_written_short_is_written_out(void **state)
{
	(void)state;
	assert_string_equal(vocabulary_unabbreviate("slt"), "salut");
	assert_string_equal(vocabulary_unabbreviate("pk"), "pourquoi");
	assert_string_equal(vocabulary_unabbreviate("rdv"), "rendezvous");
	assert_null(vocabulary_unabbreviate("salut"));
	assert_null(vocabulary_unabbreviate(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_wrong_letters_are_seen_through),
		cmocka_unit_test(short_and_numbered_words_are_never_guessed),
		cmocka_unit_test(what_is_known_is_itself),
		cmocka_unit_test(the_likeliest_comes_first),
		cmocka_unit_test(more_occurrences_of_a_word_add_up),
		cmocka_unit_test(an_empty_vocabulary_guesses_nothing),
		cmocka_unit_test(every_single_mistake_in_a_long_word_is_mended),
		cmocka_unit_test(what_is_written_short_is_written_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
