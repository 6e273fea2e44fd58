/* SPDX-License-Identifier: EUPL-1.2 */
/* test_anonymise.c - what tells who a person is goes; what the question is about stays. */
#include "rules/anonymise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct masking {
	const char *text, *without; /* without NULL: nothing is taken out */
};

static void expect(const struct masking *cases, size_t count)
{
	int wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct anonymised a;
		const char *without = cases[i].without ? cases[i].without : cases[i].text;
		assert_true(anonymise(cases[i].text, &a));
		if (strcmp(a.text, without) != 0) {
			print_error("\"%s\"\n  gives  \"%s\"\n  wanted \"%s\"\n", cases[i].text,
				    a.text, without);
			wrong++;
		}
		anonymised_done(&a);
	}
	assert_int_equal(wrong, 0);
}

#define EXPECT(cases) expect(cases, sizeof(cases) / sizeof(cases)[0])

static void names_that_are_said_to_be_names_go(void **state)
{
	(void)state;
	static const struct masking cases[] = {
		{"Je m'appelle Jeanne Exemple et je cherche un roman.",
		 "Je m'appelle [nom] et je cherche un roman."},
		{"je m’appelle lea j'ai 9 ans", "je m’appelle [nom] j'ai 9 ans"},
		{"bonjour je mappelle jeanne exemple comment on fait un exposé",
		 "bonjour je mappelle [nom] comment on fait un exposé"},
		{"Mon nom est Paul Van den Exemple.", "Mon nom est [nom]."},
		{"Mon nom de famille est Exemple, d'où vient-il ?",
		 "Mon nom de famille est [nom], d'où vient-il ?"},
		{"Je suis Jeanne Exemple, et mon livre est perdu.",
		 "Je suis [nom], et mon livre est perdu."},
		{"Bonjour, moi c'est Nadia, je lis beaucoup.",
		 "Bonjour, moi c'est [nom], je lis beaucoup."},
		{"J'ai écrit à M. Durand hier.", "J'ai écrit à M. [nom] hier."},
		{"Mme de la Roche m'a répondu.", "Mme [nom] m'a répondu."},
		{"Le docteur Exemple m'a donné ce médicament.",
		 "Le docteur [nom] m'a donné ce médicament."},
		{"Mon grand-père Joseph Exemple est mort à Verdun.",
		 "Mon grand-père [nom] est mort à Verdun."},
		{"ma voisine Odile fait du bruit", "ma voisine [nom] fait du bruit"},
		{"Mon fils Théo-Élie ne lit pas.", "Mon fils [nom] ne lit pas."},
		{"Marie, née Exemple à Quimper", "Marie, née [nom] à Quimper"},
		{"Il s'appelait Émile Exemple, marin.", "Il s'appelait [nom], marin."},
		{"Nom : Exemple\nPrénom : Jeanne\nMa question : qui a écrit Candide ?",
		 "Nom : [nom]\nPrénom : [nom]\nMa question : qui a écrit Candide ?"},
	};
	EXPECT(cases);
}

static void signatures_go(void **state)
{
	(void)state;
	static const struct masking cases[] = {
		{"Qui a écrit Candide ?\nCordialement,\nJeanne Exemple",
		 "Qui a écrit Candide ?\nCordialement,\n[nom]"},
		{"Merci d'avance, Paul Exemple", "Merci d'avance, [nom]"},
		{"Bien à vous. J. Exemple", "Bien à vous. [nom]"},
		{"Qui a écrit Candide ?\ncordialement, paul exemple",
		 "Qui a écrit Candide ?\ncordialement, [nom]"},
		{"Une idée de lecture ?\n\nNadia", "Une idée de lecture ?\n\n[nom]"},
		{"Une idée ?\nJean-Luc d'Exemple\n", "Une idée ?\n[nom]\n"},
		{"Bonne journée\nSophie E.", "Bonne journée\n[nom]"},
		{"Une idée ? Merci beaucoup", NULL},
		{"Une idée ?\nMerci", NULL},
		{"Bonjour,\nUne idée ?\nBonne soirée", NULL},
	};
	EXPECT(cases);
}

static void addresses_and_numbers_go(void **state)
{
	(void)state;
	static const struct masking cases[] = {
		{"Écrivez à jeanne.exemple+lire@example.org svp", "Écrivez à [courriel] svp"},
		{"mon mail est lea@example.org. La flûte de Pan ?",
		 "mon mail est [courriel]. La flûte de Pan ?"},
		{"lea arobase example point org", "[courriel]"},
		{"mon mail jeanne (at) example.org", "mon mail [courriel]"},
		{"voir https://example.org/profil?id=3.", "voir [lien]."},
		{"voir www.example.org/jeanne, merci", "voir [lien], merci"},
		{"ma page facebook.com/jeanne.exemple", "ma page [lien]"},
		{"mon compte @jeanne_exemple", "mon compte [lien]"},
		{"Appelez le 01 99 00 12 34.", "Appelez le [téléphone]."},
		{"06.39.98.12.34 le soir", "[téléphone] le soir"},
		{"mon gsm 0470/12 34 56", "mon gsm [téléphone]"},
		{"+33 6 39 98 12 34 ou +32 2 123 45 67", "[téléphone] ou [téléphone]"},
		{"J'habite 12 bis rue des Lilas, 29200 Brest.", "J'habite [adresse]."},
		{"je suis au 3 rue de la gare à Agen", "je suis au [adresse] à Agen"},
		{"Rue des Lilas 12 bte 3, 1000 Bruxelles", "[adresse]"},
		{"47, avenue du Général de Gaulle", "[adresse]"},
		{"Je suis née le 12/03/1985 à Lyon", "Je suis née le [date de naissance] à Lyon"},
		{"je suis né le 3 mai 1985", "je suis né le [date de naissance]"},
		{"ma carte 00298765 ne marche plus", "ma carte [numéro] ne marche plus"},
		{"mon IBAN FR76 3000 6000 0112 3456 7890 189", "mon IBAN [numéro]"},
		{"sécu 2 85 03 29 123 456 78", "sécu [numéro]"},
		{"registre 85.03.12-123.45", "registre [numéro]"},
		{"voiture AB-123-CD", "voiture [numéro]"},
	};
	EXPECT(cases);
}

static void what_a_question_is_about_stays(void **state)
{
	(void)state;
	static const struct masking cases[] = {
		{"Virginia Woolf s'est-elle suicidée ?", NULL},
		{"Qui était Jean Moulin, de la rue Jean-Moulin ?", NULL},
		{"D'où vient le nom de la rue des Bouchers à Strasbourg ?", NULL},
		{"Qui a écrit Madame Bovary ?", NULL},
		{"Les lettres de Madame de Sévigné", NULL},
		{"La guerre de 1914 1918, et celle de 1939-1945", NULL},
		{"Combien font 10 000 francs de 1950 en euros ?", NULL},
		{"Je suis étudiante en droit et je cherche une thèse.", NULL},
		{"Mon père est né en 1890 à Brest", NULL},
		{"Je cherche le discours du 18 juin 1940", NULL},
		{"La Joconde de Léonard de Vinci", NULL},
		{"Ma mère cherche un livre sur Marie Curie", NULL},
		{"Quel est le numéro ISBN ? Merci pour votre aide", NULL},
		{"", NULL},
	};
	EXPECT(cases);
}

static void spans_are_in_order_and_of_the_original(void **state)
{
	(void)state;
	static const char text[] = "Je m'appelle Zoé, 06 39 98 12 34, zoe@example.org";
	struct anonymised a;
	assert_true(anonymise(text, &a));
	assert_int_equal(a.count, 3);
	static const enum mask masks[] = {MASK_NAME, MASK_PHONE, MASK_EMAIL};
	for (size_t i = 0; i < a.count; i++) {
		assert_int_equal(a.spans[i].mask, masks[i]);
		assert_true(i == 0 || a.spans[i - 1].to <= a.spans[i].from);
	}
	assert_memory_equal(text + a.spans[0].from, "Zoé", strlen("Zoé"));
	assert_true(anonymised_has_contact(&a));
	anonymised_done(&a);
	assert_true(anonymise("Mme Exemple", &a));
	assert_false(anonymised_has_contact(&a));
	anonymised_done(&a);
}

static void doing_it_twice_changes_nothing(void **state)
{
	(void)state;
	static const char text[] = "Cordialement\nJeanne Exemple\n12 rue des Lilas, 29200 Brest";
	struct anonymised once, twice;
	assert_true(anonymise(text, &once));
	assert_true(anonymise(once.text, &twice));
	assert_string_equal(once.text, twice.text);
	assert_int_equal(twice.count, 0);
	anonymised_done(&once);
	anonymised_done(&twice);
}

static void what_is_no_text_gives_none(void **state)
{
	(void)state;
	struct anonymised a;
	assert_false(anonymise("\xff\xfe", &a));
	assert_null(a.text);
	char long_text[20001];
	memset(long_text, 'a', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	if (anonymise(long_text, &a))
		anonymised_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_are_said_to_be_names_go),
		cmocka_unit_test(signatures_go),
		cmocka_unit_test(addresses_and_numbers_go),
		cmocka_unit_test(what_a_question_is_about_stays),
		cmocka_unit_test(spans_are_in_order_and_of_the_original),
		cmocka_unit_test(doing_it_twice_changes_nothing),
		cmocka_unit_test(what_is_no_text_gives_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
