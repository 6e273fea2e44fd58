/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tokens.c - the words that come out of folded text. */
#include "text/tokens.h"

#include "base/str.h"
#include "text/fold.h"
#include "text/stopwords.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* gives the tokens with a space between; stop words in brackets when asked. */
static char *words_of(const char *text, bool mark_stops)
{
	char *folded = fold_word(text);
	assert_non_null(folded);
	struct str out = {0};
	struct tokens t;
	struct token token;
	tokens_init(&t, folded, strlen(folded), NULL);
	while (tokens_next(&t, &token)) {
		assert_int_equal(token.len, strlen(token.text));
		bool is_marked = mark_stops && token.is_stop;
		if (out.len > 0)
			str_put_char(&out, ' ');
		str_printf(&out, is_marked ? "(%s)" : "%s", token.text);
	}
	assert_false(tokens_next(&t, &token));
	free(folded);
	return str_take(&out);
}

static void each_text_gives_its_words(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"", ""},
		{" ?! ", ""},
		{"L'école d'à côté", "ecole a cote"},
		{"jusqu'au lorsqu’il puisqu'on quoiqu'il presqu'île", "au il on il ile"},
		{"quelqu'un qu'est-ce", "un est ce"},
		{"d'aujourd'hui", "aujourdhui"},
		{"aujourd’hui, prud'hommes !", "aujourdhui prudhommes"},
		{"grand'mère O'Brien", "grand mere o brien"},
		{"l'", "l"},
		{"l' école", "l ecole"},
		{"arc-en-ciel", "arc en ciel"},
		{"prendre rendez-vous", "prendre rendezvous"},
		{"prendre rendez vous", "prendre rendezvous"},
		{"week-end e-mail wi-fi", "weekend email wifi"},
		{"rendez -vous", "rendez vous"},
		{"la C.A.F. et la c.a.f", "la caf et la caf"},
		{"J.K. Rowling", "jk rowling"},
		{"M. Dupont", "m dupont"},
		{"fin a. Puis b.", "fin a puis b"},
		{"1914-1918, 29200 Brest", "1914 1918 29200 brest"},
		{"3,5 % et 2e", "3 5 et 2e"},
		{"C++ et C# et c", "cplusplus et csharp et c"},
		{"Київ — місто", "київ місто"},
		{"snake_case x²", "snake case x²"},
		{"a@example.org", "a example org"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *words = words_of(cases[i].text, false);
		assert_string_equal(words, cases[i].words);
		free(words);
	}
}

static void ranks_are_one_word_however_they_are_written(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"XVIIIe, xviiième, 18e et 18ème siècle", "18e 18e 18e et 18e siecle"},
		{"1er mai, 1ère fois, 2nd et 2nde", "1e mai 1e fois 2e et 2e"},
		{"le XXIe siècle et les XIXes", "le 21e siecle et les xixes"},
		{"Ier siècle, Ve République, VIe arrondissement",
		 "1e siecle 5e republique 6e arrondissement"},
		/* what only looks like one */
		{"la vie, une vie de chien", "la vie une vie de chien"},
		{"au VIe siècle de notre vie", "au 6e siecle de notre vie"},
		{"le xxl, le lie, vive", "le xxl le lie vive"},
		{"mille et ixe", "mille et 9e"},
		{"IIIIe siècle, VXe siècle", "iiiie siecle vxe siecle"},
		{"12345e et 123e4", "12345e et 123e4"},
		{"Louis XIV et Henri IV", "louis xiv et henri iv"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *words = words_of(cases[i].text, false);
		assert_string_equal(words, cases[i].words);
		free(words);
	}
}

static void politeness_says_nothing(void **state)
{
	(void)state;
	char *words =
		words_of("Bonjour, je voudrais savoir où trouver un roman, svp. Merci !", true);
	assert_string_equal(words, "(bonjour) (je) (voudrais) (savoir) (ou) (trouver) (un) roman "
				   "(svp) (merci)");
	free(words);
}

static void the_list_of_stop_words_is_sorted_and_folded(void **state)
{
	(void)state;
	static const char *const some[] = {"a",     "aux", "bonjour", "cordialement", "est", "le",
					   "merci", "que", "y",       "zut"};
	for (size_t i = 0; i + 1 < sizeof some / sizeof some[0]; i++)
		assert_true(stopword_is(some[i]));
	assert_false(stopword_is("zut"));
	assert_false(stopword_is(""));
	assert_false(stopword_is("aide"));
}

static void places_are_those_of_the_word(void **state)
{
	(void)state;
	const char *text = "l'ecole c.a.f. rendez-vous";
	static const struct {
		uint32_t from, to;
	} wanted[] = {{2, 7}, {8, 14}, {15, 26}};
	struct tokens t;
	struct token token;
	tokens_init(&t, text, strlen(text), NULL);
	for (size_t i = 0; i < 3; i++) {
		assert_true(tokens_next(&t, &token));
		assert_int_equal(token.from, wanted[i].from);
		assert_int_equal(token.to, wanted[i].to);
	}
}

static void forms_of_one_word_share_a_stem(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
	} pairs[] = {{"ecole", "ecoles"},
		     {"bibliotheque", "bibliotheques"},
		     {"genealogie", "genealogique"},
		     {"chercheur", "chercheurs"},
		     {"national", "nationales"}};
	struct stemmer *s = stemmer_new();
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		char a[TOKEN_BYTES_MAX + 1], b[TOKEN_BYTES_MAX + 1];
		stemmer_stem(s, pairs[i].a, strlen(pairs[i].a), a);
		stemmer_stem(s, pairs[i].b, strlen(pairs[i].b), b);
		assert_string_equal(a, b);
	}
	char stem[TOKEN_BYTES_MAX + 1];
	assert_int_equal(stemmer_stem(s, "covid19es", 9, stem), 9);
	assert_string_equal(stem, "covid19es");
	stemmer_free(s);
	stemmer_free(NULL);
}

static void a_token_carries_its_stem(void **state)
{
	(void)state;
	struct stemmer *s = stemmer_new();
	struct tokens t;
	struct token token;
	tokens_init(&t, "les ecoles", 10, s);
	assert_true(tokens_next(&t, &token));
	assert_true(tokens_next(&t, &token));
	assert_string_equal(token.stem, "ecol");
	assert_int_equal(token.stem_len, 4);
	stemmer_free(s);
}

static void a_very_long_word_is_cut_between_characters(void **state)
{
	(void)state;
	char text[401];
	for (int i = 0; i < 200; i++)
		memcpy(text + 2 * i, "ж", 2);
	text[400] = '\0';
	struct stemmer *s = stemmer_new();
	struct tokens t;
	struct token token;
	tokens_init(&t, text, 400, s);
	assert_true(tokens_next(&t, &token));
	assert_int_equal(token.len, 62);
	assert_int_equal(token.to, 400);
	assert_false(tokens_next(&t, &token));
	stemmer_free(s);
}

static void any_text_comes_to_an_end(void **state)
{
	(void)state;
	static const char alphabet[] = "aLd'’-. cq0é+#\xd0\xb8u";
	uint32_t seed = 99;
	struct stemmer *s = stemmer_new();
	for (int round = 0; round < 5000; round++) {
		char text[40];
		for (size_t i = 0; i < sizeof text; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		struct tokens t;
		struct token token;
		uint32_t at = 0;
		tokens_init(&t, text, sizeof text, s);
		while (tokens_next(&t, &token)) {
			assert_true(token.from >= at && token.to > token.from);
			assert_true(token.to <= sizeof text && token.len > 0);
			at = token.to;
		}
	}
	stemmer_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_text_gives_its_words),
		cmocka_unit_test(ranks_are_one_word_however_they_are_written),
		cmocka_unit_test(politeness_says_nothing),
		cmocka_unit_test(the_list_of_stop_words_is_sorted_and_folded),
		cmocka_unit_test(places_are_those_of_the_word),
		cmocka_unit_test(forms_of_one_word_share_a_stem),
		cmocka_unit_test(a_token_carries_its_stem),
		cmocka_unit_test(a_very_long_word_is_cut_between_characters),
		cmocka_unit_test(any_text_comes_to_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
