/* SPDX-License-Identifier: EUPL-1.2 */
/* test_features.c - what the model sees of a text. */
#include "voices/features.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/reading.h"

static int count_block(const struct features *f, enum feature_block block)
{
	int count = 0;
	for (int i = 0; i < f->count; i++)
		count += f->items[i].block == block;
	return count;
}

/* How many features two texts share in one block, repetitions counted once a pair. */
static int shared(const char *a, const char *b, enum feature_block block)
{
	struct reading x, y;
	struct features f, g;
	int count = 0;
	reading_open(&x, a);
	reading_open(&y, b);
	features_read(&x.words, a, &x.arena, &f);
	features_read(&y.words, b, &y.arena, &g);
	for (int i = 0; i < f.count; i++) {
		for (int j = 0; j < g.count && f.items[i].block == block; j++)
			count += f.items[i].hash == g.items[j].hash;
	}
	reading_close(&x);
	reading_close(&y);
	return count;
}

static void each_block_has_what_it_should(void **state)
{
	(void)state;
	struct reading r;
	struct features f;
	const char *text = "Qui a construit le phare ?";
	reading_open(&r, text);
	features_read(&r.words, text, &r.arena, &f);
	/* "construit" and "phare", and the pair of them */
	assert_int_equal(count_block(&f, BLOCK_CONTENT), 3);
	/* five words alone, four pairs, three in threes */
	assert_int_equal(count_block(&f, BLOCK_WORDS), 12);
	assert_true(count_block(&f, BLOCK_LETTERS) > 60);
	/* asks, few words */
	assert_int_equal(count_block(&f, BLOCK_SHAPE), 2);
	for (int i = 0; i < f.count; i++) {
		assert_true(f.items[i].from <= f.items[i].to && f.items[i].to <= r.words.count);
		assert_true(f.items[i].from < f.items[i].to || f.items[i].block == BLOCK_SHAPE);
	}
	reading_close(&r);
}

static void inflections_share_content_and_typing_errors_share_letters(void **state)
{
	(void)state;
	assert_int_equal(shared("les phares", "un phare", BLOCK_CONTENT), 1);
	assert_int_equal(shared("les phares", "un phare", BLOCK_WORDS), 0);
	assert_int_equal(shared("bibliotheque", "bibliothequo", BLOCK_CONTENT), 0);
	assert_true(shared("bibliotheque", "bibliothequo", BLOCK_LETTERS) > 15);
	/* Case, accents and small words between: the same pair. */
	assert_int_equal(shared("prêt des livres", "PRET de livre", BLOCK_CONTENT), 3);
}

static void the_shape_is_of_the_text_as_written(void **state)
{
	(void)state;
	assert_true(shared("tel 06 12 34 56 78", "tel 0612345678", BLOCK_SHAPE) >
		    shared("mon numero est ici", "tel 0612345678", BLOCK_SHAPE));
	assert_true(shared("MERCI DE REPONDRE", "AU SECOURS VITE", BLOCK_SHAPE) >
		    shared("MERCI DE REPONDRE", "au secours vite", BLOCK_SHAPE));
}

static void nothing_and_no_room_are_no_error(void **state)
{
	(void)state;
	struct reading r;
	struct features f;
	reading_open(&r, "");
	features_read(&r.words, "", &r.arena, &f);
	assert_int_equal(count_block(&f, BLOCK_CONTENT), 0);
	assert_true(count_block(&f, BLOCK_SHAPE) > 0);
	struct arena small;
	arena_init(&small, 64);
	features_read(&r.words, "", &small, &f);
	assert_int_equal(f.count, 0);
	arena_done(&small);
	reading_close(&r);
}

static void a_very_long_text_stays_within_bounds(void **state)
{
	(void)state;
	struct reading r;
	struct features f;
	static char text[FOLD_INPUT_MAX];
	for (size_t i = 0; i + 1 < sizeof text; i++)
		text[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
	reading_open(&r, text);
	features_read(&r.words, text, &r.arena, &f);
	assert_true(f.count > 1000);
	reading_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_block_has_what_it_should),
		cmocka_unit_test(inflections_share_content_and_typing_errors_share_letters),
		cmocka_unit_test(the_shape_is_of_the_text_as_written),
		cmocka_unit_test(nothing_and_no_room_are_no_error),
		cmocka_unit_test(a_very_long_text_stays_within_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
