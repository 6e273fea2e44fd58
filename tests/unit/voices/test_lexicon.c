/* SPDX-License-Identifier: EUPL-1.2 */
/* test_lexicon.c - expressions that speak for topics are found in a text, the longest at each place. */
#include "voices/lexicon.h"

#include "rules/taxonomy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/reading.h"
#include "support/voices_fixture.h"

struct shelf {
	struct lexicon *lexicon;
	struct stemmer *stemmer;
};

static void open_shelf(struct shelf *s)
{
	s->lexicon = lexicon_new();
	s->stemmer = stemmer_new();
}

static void close_shelf(struct shelf *s)
{
	lexicon_free(s->lexicon);
	stemmer_free(s->stemmer);
}

static bool add(struct shelf *s, const char *words, int topic, double weight)
{
	const struct lexicon_entry entry = {
		.topic = topic, .weight = weight, .about = topic_label(topic)->slug};
	return teach_expression(s->lexicon, words, s->stemmer, &entry);
}

static void note_hit(const struct lexicon_hit *hit, void *arg)
{
	char *out = arg;
	sprintf(out + strlen(out), "%s %.1f [%d,%d)/%d; ", hit->entry->about, hit->entry->weight,
		hit->from, hit->to, hit->topics);
}

static const char *find(const struct shelf *s, const char *text)
{
	static char out[1000];
	struct reading r;
	out[0] = '\0';
	reading_open(&r, text);
	lexicon_find(s->lexicon, &r.words, note_hit, out);
	reading_close(&r);
	return out;
}

static void the_longest_expression_at_a_place_counts(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	assert_true(add(&s, "carte", TOPIC_GEOGRAPHIE, 0.4));
	assert_true(add(&s, "carte d'identité", TOPIC_ADMINISTRATION, 0.9));
	assert_true(add(&s, "carte de bibliothèque", TOPIC_BIBLIOTHEQUE, 0.9));
	assert_string_equal(find(&s, "une carte ancienne"), "geographie 0.4 [1,2)/1; ");
	assert_string_equal(find(&s, "ma carte d'identité"), "administration 0.9 [1,3)/1; ");
	/* Small words between do not matter, inflections neither. */
	assert_string_equal(find(&s, "les CARTES de la bibliotheque"),
			    "bibliotheque 0.9 [1,5)/1; ");
	assert_string_equal(find(&s, "bibliothèque et carte"), "geographie 0.4 [2,3)/1; ");
	assert_string_equal(find(&s, ""), "");
	assert_string_equal(find(&s, "le de la"), "");
	close_shelf(&s);
}

static void one_expression_may_speak_for_several_topics(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	assert_true(add(&s, "orgue", TOPIC_MUSIQUE, 0.8));
	assert_true(add(&s, "orgues", TOPIC_ARTS, 0.3));
	assert_int_equal(lexicon_count(s.lexicon), 2);
	assert_string_equal(find(&s, "un orgue"), "arts 0.3 [1,2)/2; musique 0.8 [1,2)/2; ");
	/* Twice for one topic: the larger weight, once. */
	assert_true(add(&s, "orgue", TOPIC_ARTS, 0.5));
	assert_true(add(&s, "orgue", TOPIC_MUSIQUE, 0.2));
	assert_int_equal(lexicon_count(s.lexicon), 2);
	assert_string_equal(find(&s, "un orgue"), "arts 0.5 [1,2)/2; musique 0.8 [1,2)/2; ");
	close_shelf(&s);
}

static void what_cannot_be_found_is_refused(void **state)
{
	(void)state;
	struct shelf s;
	open_shelf(&s);
	assert_false(add(&s, "", TOPIC_DROIT, 0.5));
	assert_false(add(&s, "de la", TOPIC_DROIT, 0.5));
	assert_false(add(&s, "un1 deux2 trois3 quatre4 cinq5 six6", TOPIC_DROIT, 0.5));
	assert_true(add(&s, "un1 deux2 trois3 quatre4 cinq5", TOPIC_DROIT, 0.5));
	assert_int_equal(lexicon_count(s.lexicon), 1);
	close_shelf(&s);
}

static void many_expressions_are_all_found(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	struct shelf s;
	char text[40], wanted[60];
	open_shelf(&s);
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "w%d x%d", i, i % 7);
		assert_true(add(&s, text, i % TOPIC_COUNT, 0.5));
	}
	assert_int_equal(lexicon_count(s.lexicon), MANY);
	for (int i = 0; i < MANY; i += 997) {
		snprintf(text, sizeof text, "w%d x%d", i, i % 7);
		snprintf(wanted, sizeof wanted, "%s 0.5 [0,2)/1; ",
			 topic_label(i % TOPIC_COUNT)->slug);
		assert_string_equal(find(&s, text), wanted);
	}
	close_shelf(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_expression_at_a_place_counts),
		cmocka_unit_test(one_expression_may_speak_for_several_topics),
		cmocka_unit_test(what_cannot_be_found_is_refused),
		cmocka_unit_test(many_expressions_are_all_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
