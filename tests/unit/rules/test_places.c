/* SPDX-License-Identifier: EUPL-1.2 */
/* test_places.c - the place that a question speaks of, with the gazetteer that is shipped. */
#include "rules/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int load(void **state)
{
	struct problems p = {0};
	struct places *places = places_load(SOURCE_DIR "/rules/places.yaml", &p);
	problems_print(&p, stderr);
	*state = places;
	return problems_count(&p) == 0 && places_count(places) > 500 ? 0 : -1;
}

static int unload(void **state)
{
	places_free(*state);
	return 0;
}

struct answer {
	bool is_found;
	struct place_hit hit;
	char mention[64]; /* as folded */
};

typedef bool find_fn(const struct places *, const struct folded *, struct place_hit *);

static struct answer ask_with(find_fn *find, const struct places *places, const char *text)
{
	struct arena a;
	struct folded f;
	struct answer answer = {0};
	arena_init(&a, 1024 * 1024);
	assert_int_equal(fold_text(text, strlen(text), &a, &f), RC_OK);
	answer.is_found = find(places, &f, &answer.hit);
	if (answer.is_found)
		snprintf(answer.mention, sizeof answer.mention, "%.*s",
			 (int)(answer.hit.to - answer.hit.from), f.text + answer.hit.from);
	arena_done(&a);
	return answer;
}

static struct answer ask(const struct places *places, const char *text)
{
	return ask_with(places_find, places, text);
}

static void each_text_speaks_of_its_place(void **state)
{
	static const struct {
		const char *text, *code, *mention;
	} cases[] = {
		{"Brest", "29", "brest"},
		{"histoire du port de Brest", "29", "brest"},
		{"où manger à Nice ?", "06", "nice"},
		{"ou manger a nice", "06", "nice"},
		{"archives du Hainaut", "BE-WHT", "hainaut"},
		{"je cherche un acte, 29200", "29", "29200"},
		{"29200 Brest", "29", NULL},
		{"35000 Rennes", "35", NULL},
		{"20090 Ajaccio", "2A", NULL},
		{"une commune, 20200", "2B", "20200"},
		{"97400 Saint-Denis", "974", NULL},
		{"Saint-Denis (974)", "974", "saint-denis"},
		{"le village (29)", "29", "29"},
		{"dans le département 29", "29", "29"},
		{"dept 2a", "2A", "2a"},
		{"dans le 93", "93", "93"},
		{"rue de Brest à Rennes", "35", "rennes"},
		{"dans l'Ain", "01", "ain"},
		{"habiter au Mans", "72", "au mans"},
		{"les archives du Havre", "76", "du havre"},
		{"St-Étienne", "42", "st-etienne"},
		{"la Loire-Atlantique", "44", "loire-atlantique"},
		{"Bourg-en-Bresse", "01", "bourg-en-bresse"},
		{"bourg en bresse", "01", "bourg en bresse"},
		{"à Bruxelles", "BE-BRU", "bruxelles"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct answer answer = ask(*state, cases[i].text);
		assert_true(answer.is_found);
		assert_non_null(answer.hit.code);
		assert_string_equal(answer.hit.code, cases[i].code);
		if (cases[i].mention != NULL)
			assert_string_equal(answer.mention, cases[i].mention);
	}
}

static void each_text_speaks_of_no_place(void **state)
{
	static const char *const texts[] = {
		"",
		"have a nice day, this is a nice book for the children",
		"that would be nice",
		"j'habite rue de Brest",
		"place de Rennes",
		"avenue du Maréchal de Rennes",
		"la rue Jean-Moulin",
		"une orange",
		"le lot est vide",
		"20000 lieues sous les mers",
		"il a 50000 euros",
		"il a 29200 habitants",
		"la guerre de 1914",
		"un enfant (12 ans)",
		"99999 nulle part",
		"Je cherche le sens du mot tours, svp Madame",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct answer answer = ask(*state, texts[i]);
		if (answer.is_found)
			print_error("\"%s\" → %s\n", texts[i], answer.mention);
		assert_false(answer.is_found);
	}
}

static void an_area_has_no_code_of_its_own(void **state)
{
	assert_false(ask(*state, "les contes de Bretagne").is_found);
	struct answer answer = ask_with(places_find_area, *state, "les contes de Bretagne");
	assert_true(answer.is_found);
	assert_null(answer.hit.code);
	assert_int_equal(answer.hit.place->kind, PLACE_AREA);
	assert_int_equal(answer.hit.place->departements.count, 4);
	answer = ask(*state, "en Bretagne, près de Brest");
	assert_string_equal(answer.hit.code, "29");
}

static void a_field_for_a_place_needs_no_preposition(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {{"Nice", "06"},        {"nice", "06"},  {"06000", "06"},  {"75011", "75"},
		     {"Vienne (38)", "38"}, {"Tours", "37"}, {"nowhere", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct answer answer = ask_with(places_find_alone, *state, cases[i].text);
		assert_int_equal(answer.is_found, cases[i].code != NULL);
		if (answer.is_found)
			assert_string_equal(answer.hit.code, cases[i].code);
	}
}

static void codes_have_names_for_screens(void **state)
{
	assert_string_equal(places_name(*state, "29"), "Finistère");
	assert_string_equal(places_name(*state, "2a"), "Corse-du-Sud");
	assert_string_equal(places_name(*state, "BE-WHT"), "Hainaut");
	assert_null(places_name(*state, "99"));
	assert_null(places_name(*state, ""));
	assert_null(places_named(*state, "nowhere at all"));
}

static void a_bad_gazetteer_is_told(void **state)
{
	(void)state;
	static const char text[] = "communes:\n"
				   "  - {code: \"29\", name: Brest}\n"
				   "  - {code: Brest, name: Autre}\n"
				   "  - {name: Sans code}\n"
				   "regions:\n"
				   "  - {code: \"29\", name: Bretagne, departements: [\"29\"]}\n"
				   "  - {code: null, name: Bretagne, departements: [Brest]}\n"
				   "towns: []\n";
	char path[] = "/tmp/aig-places-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	struct problems p = {0};
	struct places *places = places_load(path, &p);
	assert_int_equal(places_count(places), 1);
	assert_int_equal(problems_count(&p), 5);
	assert_int_equal(p.items[4].line, 8);
	places_free(places);
	problems_done(&p);
	remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_text_speaks_of_its_place),
		cmocka_unit_test(each_text_speaks_of_no_place),
		cmocka_unit_test(an_area_has_no_code_of_its_own),
		cmocka_unit_test(a_field_for_a_place_needs_no_preposition),
		cmocka_unit_test(codes_have_names_for_screens),
		cmocka_unit_test(a_bad_gazetteer_is_told),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
