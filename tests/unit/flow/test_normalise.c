/* SPDX-License-Identifier: EUPL-1.2 */
/* test_normalise.c - words are read, guessed, written out and told; names and other languages are left alone. */
#include "flow/2_normalise.h"

#include "base/json.h"
#include "support/flow_fixture.h"
#include "text/vocabulary.h"
#include "voices/thesaurus.h"

static void open_house(struct desk *d)
{
	static const char *const known[] = {"bibliotheque", "horaire",    "solen", "pharmacie",
					    "salut",        "rendezvous", "livre", "roman",
					    "maison",       "travail"};
	static char *jobs[] = {"travail", "emploi", "gagne pain"};
	const struct texts group = {jobs, 3};
	desk_open(d);
	struct vocabulary *words = vocabulary_new();
	struct thesaurus *thesaurus = thesaurus_new();
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		char stem[TOKEN_BYTES_MAX + 1];
		stemmer_stem(d->w.stemmer, known[i], strlen(known[i]), stem);
		vocabulary_add(words, known[i], 500);
		vocabulary_add(words, stem, 0);
	}
	vocabulary_seal(words);
	thesaurus_add(thesaurus, &group, d->w.stemmer);
	d->reference.words = words;
	d->reference.thesaurus = thesaurus;
}

static void close_house(struct desk *d)
{
	vocabulary_free((struct vocabulary *)d->reference.words);
	thesaurus_free((struct thesaurus *)d->reference.thesaurus);
	desk_close(d);
}

static struct normalised read_text(struct desk *d, const char *text)
{
	static struct normalised n;
	assert_int_equal(normalise(&d->w, text, &n), RC_OK);
	return n;
}

/* "written>read_as " of each guess. */
static const char *guesses(struct desk *d, const char *text)
{
	static char out[400];
	struct normalised n = read_text(d, text);
	out[0] = '\0';
	for (int i = 0; i < n.guess_count; i++)
		sprintf(out + strlen(out), "%s>%s ", n.guesses[i].written, n.guesses[i].read_as);
	return out;
}

static void a_misspelt_word_is_read_as_the_known_one_and_told(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	assert_string_equal(guesses(&d, "ou est la biblioteque"), "biblioteque>bibliotheque ");
	assert_string_equal(guesses(&d, "une farmacie"), "farmacie>pharmacie ");
	assert_string_equal(guesses(&d, "la bibliothèque, les livres"), "");
	assert_string_equal(guesses(&d, "xyzzyplugh"), "");
	struct normalised n = read_text(&d, "ou est la biblioteque");
	assert_int_equal(n.term_count, 1);
	assert_string_equal(n.terms[0].word, "biblioteque");
	assert_string_equal(n.terms[0].read_as, "bibliotheque");
	assert_true(n.terms[0].form_count >= 1);
	assert_string_equal(n.reading.words[n.reading.count - 1].text, "bibliotheque");
	assert_true(n.guesses[0].likeness > 0 && n.guesses[0].likeness <= 1);
	/* The original stays what it was, and can be quoted. */
	assert_string_equal(n.original, "ou est la biblioteque");
	const struct token *last = &n.reading.words[n.reading.count - 1];
	assert_string_equal(normalised_quote(&n, last->from, last->to, &d.f.arena), "biblioteque");
	close_house(&d);
}

static void a_name_is_kept(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct normalised n = read_text(&d, "un roman de Biblioteque");
	assert_string_equal(n.reading.words[n.reading.count - 1].text, "biblioteque");
	n = read_text(&d, "un roman de biblioteque");
	assert_string_equal(n.reading.words[n.reading.count - 1].text, "bibliotheque");
	n = read_text(&d, "UN ROMAN DE BIBLIOTEQUE");
	assert_string_equal(n.reading.words[n.reading.count - 1].text, "bibliotheque");
	close_house(&d);
}

static void words_of_other_languages_are_no_misspelt_french(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct normalised n =
		read_text(&d, "where can I find the opening hours of the mayson please");
	assert_string_equal(n.language, "en");
	assert_int_equal(n.guess_count, 0);
	n = read_text(&d, "де знайти бібліотеку");
	assert_int_equal(n.guess_count, 0);
	assert_true(n.term_count > 0);
	close_house(&d);
}

static void what_is_written_short_is_written_out(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	assert_string_equal(guesses(&d, "slt je veux un rdv"), "slt>salut rdv>rendezvous ");
	struct normalised n = read_text(&d, "slt je veux un rdv");
	assert_string_equal(n.terms[n.term_count - 1].word, "rendezvous");
	/* A greeting says nothing, short or not. */
	for (int i = 0; i < n.term_count; i++)
		assert_string_not_equal(n.terms[i].word, "salut");
	close_house(&d);
}

static void synonyms_become_forms_that_count_less(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct normalised n = read_text(&d, "je cherche du travail");
	const struct term *term = &n.terms[n.term_count - 1];
	assert_string_equal(term->word, "travail");
	assert_null(term->read_as);
	assert_int_equal(term->form_count, 2);
	assert_string_equal(term->forms[0].tokens, "emploi");
	assert_string_equal(term->forms[1].tokens, "gagn pain");
	assert_true(term->forms[0].weight < 1);
	close_house(&d);
}

static void each_stem_is_one_term_and_there_is_room_for_so_many(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct normalised n = read_text(&d, "des livres, un livre, LIVRE !");
	assert_int_equal(n.term_count, 1);
	char text[2000] = "";
	for (int i = 0; i < 100; i++)
		sprintf(text + strlen(text), "qq%dw ", i);
	n = read_text(&d, text);
	assert_int_equal(n.term_count, TERMS_MAX);
	close_house(&d);
}

static void without_anything_learned_it_reads_all_the_same(void **state)
{
	(void)state;
	struct desk d;
	struct normalised n;
	desk_open(&d);
	n = read_text(&d, "Bonjour, ou est la biblioteque ?");
	assert_int_equal(n.guess_count, 0);
	assert_string_equal(n.terms[n.term_count - 1].word, "biblioteque");
	assert_int_equal(normalise(&d.w, "\xff\xfe", &n), RC_INVALID);
	desk_close(&d);
}

static void the_json_has_text_words_and_guesses(void **state)
{
	(void)state;
	struct desk d;
	open_house(&d);
	struct normalised n = read_text(&d, "La biblioteque");
	cJSON *tree = normalised_json(&n);
	char *text = cJSON_PrintUnformatted(tree);
	assert_non_null(strstr(text, "\"folded\":\"la biblioteque\""));
	assert_non_null(strstr(text, "\"written\":\"biblioteque\",\"read_as\":\"bibliotheque\""));
	cJSON_free(text);
	cJSON_Delete(tree);
	close_house(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_misspelt_word_is_read_as_the_known_one_and_told),
		cmocka_unit_test(a_name_is_kept),
		cmocka_unit_test(words_of_other_languages_are_no_misspelt_french),
		cmocka_unit_test(what_is_written_short_is_written_out),
		cmocka_unit_test(synonyms_become_forms_that_count_less),
		cmocka_unit_test(each_stem_is_one_term_and_there_is_room_for_so_many),
		cmocka_unit_test(without_anything_learned_it_reads_all_the_same),
		cmocka_unit_test(the_json_has_text_words_and_guesses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
