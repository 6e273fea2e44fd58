/* SPDX-License-Identifier: EUPL-1.2 */
/* test_wording.c - all the words of a question, in order, each at its place. */
#include "text/wording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/reading.h"

static void words_come_in_order_with_stop_words_and_places(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, "L'École des chevaux au XVIIIe siècle");
	static const struct {
		const char *text, *stem;
		bool is_stop;
	} wanted[] = {
		{"ecole", "ecol", false}, {"des", "de", true},   {"chevaux", "cheval", false},
		{"au", "au", true},       {"18e", "18e", false}, {"siecle", "siecl", false},
	};
	assert_int_equal(r.words.count, 6);
	for (int i = 0; i < 6; i++) {
		const struct token *word = &r.words.words[i];
		assert_string_equal(word->text, wanted[i].text);
		assert_int_equal(word->is_stop, wanted[i].is_stop);
		if (!wanted[i].is_stop)
			assert_string_equal(word->stem, wanted[i].stem);
		assert_true(word->from < word->to && word->to <= r.folded.len);
		assert_true(i == 0 || word->from >= r.words.words[i - 1].to);
	}
	reading_close(&r);
}

static void of_a_long_text_the_first_words_are_read(void **state)
{
	(void)state;
	struct reading r;
	char text[WORDING_WORDS_MAX * 8] = "";
	char *at = text;
	for (int i = 0; i < WORDING_WORDS_MAX + 100; i++)
		at += sprintf(at, "n%d ", i);
	reading_open(&r, text);
	assert_int_equal(r.words.count, WORDING_WORDS_MAX);
	assert_string_equal(r.words.words[0].text, "n0");
	assert_string_equal(r.words.words[WORDING_WORDS_MAX - 1].text, "n599");
	reading_close(&r);
}

static void no_words_and_no_room(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, " ?! ");
	assert_int_equal(r.words.count, 0);
	struct arena small;
	struct folded folded;
	struct wording words;
	assert_int_equal(fold_text("un deux trois", 13, &r.arena, &folded), RC_OK);
	arena_init(&small, 64);
	assert_int_equal(wording_make(&folded, r.stemmer, &small, &words), RC_LIMIT);
	arena_done(&small);
	reading_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_come_in_order_with_stop_words_and_places),
		cmocka_unit_test(of_a_long_text_the_first_words_are_read),
		cmocka_unit_test(no_words_and_no_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
