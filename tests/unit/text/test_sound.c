/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sound.c - words that are misspelt by ear have the key of the word that was meant. */
#include "text/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void expect(const char *a, const char *b, bool are_alike)
{
	char x[SOUND_BYTES], y[SOUND_BYTES];
	sound_key(a, strlen(a), x);
	sound_key(b, strlen(b), y);
	if ((strcmp(x, y) == 0) != are_alike)
		fail_msg("%s is \"%s\", %s is \"%s\"", a, x, b, y);
}

static void what_sounds_alike_has_one_key(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"farmacie", "pharmacie"},
		{"bato", "bateau"},
		{"batau", "bateaux"},
		{"orto", "ortho"},
		{"kestion", "question"},
		{"qui", "ki"},
		{"ortografe", "orthographe"},
		{"chato", "chateau"},
		{"colage", "collage"},
		{"apartement", "appartement"},
		{"chantez", "chanter"},
		{"sience", "science"},
		{"biblioteque", "bibliotheque"},
		{"ojourdui", "aujourdhui"},
		{"istoire", "histoire"},
		{"mezon", "maison"},
		{"sinema", "cinema"},
		{"pijon", "pigeon"},
		{"atencion", "attention"},
		{"wagon", "vagon"},
		{"pti", "ptit"},
		{"grand", "grant"},
		{"parlent", "parle"},
		{"tempete", "tenpete"},
		{"simple", "sinple"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		expect(pairs[i][0], pairs[i][1], true);
}

static void what_sounds_different_has_another(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"chat", "chien"},   {"livre", "lire"}, {"mer", "mur"},   {"gare", "jare"},
		{"poison", "poire"}, {"cote", "code"},  {"cure", "sure"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		expect(pairs[i][0], pairs[i][1], false);
}

/* Spellings whose sound is long, at every place where a key may end. */
static void a_long_word_is_cut_and_never_overflows(void **state)
{
	(void)state;
	static const char *const ends[] = {"tion", "x", "sch", "ph", "a", "aient", "tia"};
	for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++) {
		for (int before = 0; before < 60; before++) {
			char word[80] = "", key[SOUND_BYTES];
			for (int i = 0; i < before; i++)
				word[i] = i % 2 == 0 ? 'b' : 'o';
			strcat(strcat(word, ends[e]), "bobo");
			memset(key, 'z', sizeof key);
			sound_key(word, strlen(word), key);
			assert_true(strnlen(key, sizeof key) < sizeof key);
		}
	}
}

static void nothing_and_letters_of_other_scripts_have_keys_too(void **state)
{
	(void)state;
	char key[SOUND_BYTES];
	sound_key("", 0, key);
	assert_string_equal(key, "");
	sound_key("s", 1, key);
	assert_string_equal(key, "s");
	sound_key("київ", strlen("київ"), key);
	assert_true(strlen(key) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_sounds_alike_has_one_key),
		cmocka_unit_test(what_sounds_different_has_another),
		cmocka_unit_test(a_long_word_is_cut_and_never_overflows),
		cmocka_unit_test(nothing_and_letters_of_other_scripts_have_keys_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
