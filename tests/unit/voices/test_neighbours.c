/* SPDX-License-Identifier: EUPL-1.2 */
/* test_neighbours.c - the labelled questions most like one. */
#include "voices/neighbours.h"

#include "rules/taxonomy.h"

#include <math.h>
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

enum { ROOM = 5 };

static const char *const texts[] = {
	"Qui a construit le phare d'Eckmühl ?",
	"Comment construire un cerf-volant ?",
	"Quels sont les horaires du dimanche ?",
	"Le phare est-il ouvert le dimanche ?",
};

static struct neighbours *some(void)
{
	struct neighbours *n = neighbours_new();
	struct stemmer *stemmer = stemmer_new();
	for (int i = 0; i < 4; i++) {
		const struct neighbour_labels labels = {1u << i, i, KIND_FAIT, 0};
		teach_question(n, texts[i], &labels, stemmer);
	}
	/* Nothing to find them by: left out. */
	const struct neighbour_labels none = {0, -1, -1, 0};
	teach_question(n, "", &none, stemmer);
	teach_question(n, "de la", &none, stemmer);
	teach_question(n, "\xff\xfe", &none, stemmer);
	neighbours_seal(n);
	stemmer_free(stemmer);
	assert_int_equal(neighbours_count(n), 4);
	return n;
}

static int find(const struct neighbours *n, const char *text, struct neighbour *out, int max)
{
	struct reading r;
	struct nearest nearest;
	reading_open(&r, text);
	neighbours_find(n, &r.words, &r.arena, &nearest);
	reading_close(&r);
	int count = nearest.count < max ? nearest.count : max;
	memcpy(out, nearest.items, (size_t)count * sizeof *out);
	return count;
}

static void the_most_similar_comes_first_with_its_labels(void **state)
{
	(void)state;
	struct neighbours *n = some();
	struct neighbour out[ROOM];
	assert_int_equal(find(n, "les constructeurs du phare d’Eckmühl", out, ROOM), 2);
	assert_string_equal(out[0].text, texts[0]);
	assert_int_equal(out[0].labels.main_topic, 0);
	assert_int_equal(out[0].labels.topics, 1);
	assert_int_equal(out[0].labels.kind, KIND_FAIT);
	assert_true(out[0].score > out[1].score && out[1].score > 0);
	assert_int_equal(find(n, "phare", out, 1), 1);
	neighbours_free(n);
}

static void scores_compare_between_questions(void **state)
{
	(void)state;
	struct neighbours *n = some();
	struct neighbour same[ROOM], loose[ROOM];
	assert_true(find(n, texts[2], same, ROOM) >= 1);
	assert_true(find(n, "dimanche chez moi avec un cerf-volant et des horaires", loose, ROOM) >=
		    1);
	assert_string_equal(same[0].text, texts[2]);
	assert_true(same[0].score > 0.7 && same[0].score <= 2.5);
	assert_true(loose[0].score < same[0].score);
	neighbours_free(n);
}

static void strangers_have_no_neighbours(void **state)
{
	(void)state;
	struct neighbours *n = some();
	struct neighbour out[ROOM];
	assert_int_equal(find(n, "girafe", out, ROOM), 0);
	assert_int_equal(find(n, "", out, ROOM), 0);
	assert_int_equal(find(n, "le la les", out, ROOM), 0);
	assert_int_equal(find(n, "phare", out, 0), 0);
	struct neighbours *empty = neighbours_new();
	neighbours_seal(empty);
	assert_int_equal(find(empty, "phare", out, ROOM), 0);
	neighbours_free(empty);
	neighbours_free(n);
}

enum { MANY = 2000 };

/* Made-up questions, some words in many of them. */
static void write_question(int i, char out[200])
{
	unsigned seed = (unsigned)i * 2654435761u + 1;
	out[0] = '\0';
	for (int w = 0; w < 12; w++) {
		seed = seed * 1664525u + 1013904223u;
		sprintf(out + strlen(out), "k%uk ", (seed >> 10) % ((seed >> 20) % 300 + 1));
	}
}

static struct neighbours *many(bool backwards)
{
	struct neighbours *n = neighbours_new();
	struct stemmer *stemmer = stemmer_new();
	const struct neighbour_labels labels = {0, -1, KIND_FAIT, 0};
	char text[200];
	for (int i = 0; i < MANY; i++) {
		write_question(backwards ? MANY - 1 - i : i, text);
		teach_question(n, text, &labels, stemmer);
	}
	neighbours_seal(n);
	stemmer_free(stemmer);
	return n;
}

/* Many questions match, few are kept: the same ones wherever the best stand in the index. */
static void the_nearest_do_not_depend_on_the_order_of_teaching(void **state)
{
	(void)state;
	struct neighbours *forwards = many(false), *backwards = many(true);
	struct neighbour a[NEAREST_MAX], b[NEAREST_MAX];
	for (int i = 0; i < 50; i++) {
		char text[100];
		snprintf(text, sizeof text, "k%dk k%dk k%dk k1k", i, i * 3 % 200, i * 7 % 250);
		assert_int_equal(find(forwards, text, a, NEAREST_MAX), NEAREST_MAX);
		assert_int_equal(find(backwards, text, b, NEAREST_MAX), NEAREST_MAX);
		for (int h = 0; h < NEAREST_MAX; h++) {
			assert_true(fabs(a[h].score - b[h].score) < 1e-6);
			assert_true(h == 0 || a[h].score <= a[h - 1].score);
		}
	}
	neighbours_free(forwards);
	neighbours_free(backwards);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_most_similar_comes_first_with_its_labels),
		cmocka_unit_test(scores_compare_between_questions),
		cmocka_unit_test(strangers_have_no_neighbours),
		cmocka_unit_test(the_nearest_do_not_depend_on_the_order_of_teaching),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
