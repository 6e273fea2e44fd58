/* SPDX-License-Identifier: EUPL-1.2 */
/* test_language.c - the language that is guessed for sentences as people write them. */
#include "text/language.h"

#include "text/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void each_sentence_is_in_its_language(void **state)
{
	(void)state;
	static const struct {
		const char *language, *text;
	} cases[] = {
		{"fr", ""},
		{"fr", "12345"},
		{"fr", "roman policier"},
		{"fr", "Bonjour, je cherche un livre sur les abeilles pour ma fille. Merci !"},
		{"fr", "je cherche le roman The Catcher in the Rye en français"},
		{"fr", "jobs à Londres"},
		{"fr", "c koi la capital de la belgique"},
		{"en", "Hello, I am looking for a book about the history of Brussels, thank you"},
		{"en", "How can I get a library card?"},
		{"nl", "Goedendag, ik zoek een boek over de geschiedenis van België, dank u"},
		{"nl", "waar kan ik een bibliotheekkaart krijgen"},
		{"de", "Guten Tag, ich suche ein Buch über die Geschichte von Lothringen"},
		{"es", "Hola, busco un libro sobre la guerra civil, muchas gracias"},
		{"it", "Buongiorno, cerco un libro sulla storia della Corsica, grazie"},
		{"pt", "Bom dia, procuro um livro para aprender francês, obrigado"},
		{"ar", "مرحبا، أبحث عن كتاب لتعلم اللغة الفرنسية"},
		{"fa", "سلام، من دنبال یک کتاب برای یادگیری زبان فرانسه هستم و چند پرسش دارم"},
		{"uk", "Добрий день, я шукаю книгу українською мовою для дітей"},
		{"ru", "Здравствуйте, я ищу книгу на русском языке"},
		{"zh", "我想找一本关于法国历史的书"},
		{"ja", "フランスの歴史についての本を探しています"},
		{"el", "Καλημέρα, ψάχνω ένα βιβλίο"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *folded = fold_word(cases[i].text);
		assert_string_equal(language_guess(folded, strlen(folded)), cases[i].language);
		free(folded);
	}
}

static void each_small_word_is_found(void **state)
{
	(void)state;
	/* first, last and middle of the sorted table: a table out of order would lose some */
	assert_string_equal(language_guess("about about", 11), "en");
	assert_string_equal(language_guess("zur zur zur", 11), "de");
	assert_string_equal(language_guess("hallo dag graag", 15), "nl");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sentence_is_in_its_language),
		cmocka_unit_test(each_small_word_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
