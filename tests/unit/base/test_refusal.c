/* SPDX-License-Identifier: EUPL-1.2 */
/* test_refusal.c - every refusal is a sentence in each language, filled and cut between characters. */
#include "base/refusal.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[SENTENCE_COUNT] = {
	[SAY_NOTHING] = "SAY_NOTHING",
#define SENTENCE(id, rc, fr, en, nl, ar) [id] = #id,
#include "base/sentences.def"
#undef SENTENCE
};

static const char *const french[SENTENCE_COUNT] = {
#define SENTENCE(id, rc, fr, en, nl, ar) [id] = fr,
#include "base/sentences.def"
#undef SENTENCE
};

static const char *const others[SENTENCE_COUNT][3] = {
#define SENTENCE(id, rc, fr, en, nl, ar) [id] = {en, nl, ar},
#include "base/sentences.def"
#undef SENTENCE
};

static int holes(const char *text)
{
	int count = 0;
	for (const char *at = strstr(text, "{}"); at != NULL; at = strstr(at + 2, "{}"))
		count++;
	return count;
}

static void every_sentence_is_french_and_a_refusal(void **state)
{
	(void)state;
	for (int i = SAY_NOTHING + 1; i < SENTENCE_COUNT; i++) {
		if (french[i] == NULL || strlen(french[i]) < 10)
			fail_msg("%s has no French sentence", names[i]);
		if (others[i][0] == NULL)
			fail_msg("%s has no English sentence", names[i]);
		if (strchr(".!?", french[i][strlen(french[i]) - 1]) == NULL)
			fail_msg("%s does not end as a sentence", names[i]);
		if (!utf8_is_valid(french[i], strlen(french[i])))
			fail_msg("%s is not UTF-8", names[i]);
		enum rc rc = sentence_rc((enum sentence)i);
		if (rc == RC_OK || rc < 0 || rc >= RC_COUNT)
			fail_msg("%s is no refusal", names[i]);
	}
	assert_int_equal(sentence_rc(SAY_NOTHING), RC_OK);
}

/* A translation that forgets the detail, or asks for one that is not there, misleads. */
static void translations_have_the_same_detail(void **state)
{
	(void)state;
	for (int i = SAY_NOTHING + 1; i < SENTENCE_COUNT; i++) {
		int expected = holes(french[i]);
		if (expected > 1)
			fail_msg("%s has two details", names[i]);
		for (int k = 0; k < 3; k++) {
			if (others[i][k] != NULL && holes(others[i][k]) != expected)
				fail_msg("%s, translation %d", names[i], k);
		}
	}
}

static void the_detail_fills_the_sentence_in_each_language(void **state)
{
	(void)state;
	struct refusal r;
	char out[512];
	for (int i = SAY_NOTHING + 1; i < SENTENCE_COUNT; i++) {
		enum rc rc = refuse(&r, (enum sentence)i, "%s-%d", "détail", 7);
		assert_int_equal(rc, sentence_rc((enum sentence)i));
		for (int locale = 0; locale < LOCALE_COUNT; locale++) {
			refusal_text(&r, (enum locale)locale, out, sizeof out);
			if (out[0] == '\0' || strstr(out, "{}") != NULL)
				fail_msg("%s in %s: %s", names[i], locale_tag((enum locale)locale),
					 out);
			bool is_shown = strstr(out, "détail-7") != NULL;
			if (is_shown != (holes(french[i]) == 1))
				fail_msg("%s: %s", names[i], out);
		}
	}
}

static void what_is_not_translated_falls_back_to_english_then_french(void **state)
{
	(void)state;
	struct refusal r;
	char out[256];
	assert_int_equal(refuse(&r, SAY_REVIEW_OWN, "%s", ""), RC_DENIED);
	assert_null(others[SAY_REVIEW_OWN][1]);
	refusal_text(&r, LOCALE_NL, out, sizeof out);
	assert_string_equal(out, others[SAY_REVIEW_OWN][0]);
	refusal_text(&r, LOCALE_FR, out, sizeof out);
	assert_string_equal(out, french[SAY_REVIEW_OWN]);
}

static void nobody_listening_is_fine(void **state)
{
	(void)state;
	assert_int_equal(refuse(NULL, SAY_CLAIM_HELD, "%s", "Malik"), RC_CONFLICT);
}

/* Percent signs and braces in what fills the sentence are text. */
static void a_detail_is_never_a_format(void **state)
{
	(void)state;
	struct refusal r;
	char out[256];
	(void)refuse(&r, SAY_QUEUE_UNKNOWN, "%s", "%s%n{}");
	refusal_text(&r, LOCALE_FR, out, sizeof out);
	assert_string_equal(out, "La file « %s%n{} » n'existe pas.");
}

static void a_long_detail_is_cut_between_two_characters(void **state)
{
	(void)state;
	/* Each start shifts where the buffer's end falls within a character. */
	for (int shift = 0; shift < 4; shift++) {
		char long_name[400];
		size_t at = (size_t)shift;
		memset(long_name, 'a', at);
		while (at + 4 < sizeof long_name) {
			memcpy(long_name + at, "😀", 4);
			at += 4;
		}
		long_name[at] = '\0';
		struct refusal r;
		(void)refuse(&r, SAY_CLAIM_HELD, "%s", long_name);
		size_t len = strlen(r.detail);
		assert_true(utf8_is_valid(r.detail, len));
		assert_true(len > sizeof r.detail - 6);
		assert_memory_equal(r.detail, long_name, len);
	}
}

/* What a client sent comes back in the sentence, cut by bytes: "%.60s". */
static void a_detail_cut_by_its_format_is_whole_characters(void **state)
{
	(void)state;
	struct refusal r;
	for (int bytes = 0; bytes <= 8; bytes++) {
		(void)refuse(&r, SAY_LABEL_UNKNOWN, "%.*s", bytes, "éé漢");
		assert_true(utf8_is_valid(r.detail, strlen(r.detail)));
		assert_true(strlen(r.detail) + 3 > (size_t)(bytes < 7 ? bytes : 7));
	}
	assert_string_equal(r.detail, "éé漢");
}

static void a_sentence_is_cut_between_two_characters(void **state)
{
	(void)state;
	struct refusal r;
	char whole[512], out[512];
	(void)refuse(&r, SAY_TOO_BIG, "%s", "16 Kio");
	refusal_text(&r, LOCALE_AR, whole, sizeof whole);
	for (size_t size = 1; size < sizeof out; size++) {
		memset(out, 'x', sizeof out);
		refusal_text(&r, LOCALE_AR, out, size);
		size_t len = strlen(out);
		assert_true(len < size);
		assert_true(utf8_is_valid(out, len));
		assert_memory_equal(out, whole, len);
		/* At most one character is given up. */
		assert_true(len == strlen(whole) || len + 5 >= size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sentence_is_french_and_a_refusal),
		cmocka_unit_test(translations_have_the_same_detail),
		cmocka_unit_test(the_detail_fills_the_sentence_in_each_language),
		cmocka_unit_test(what_is_not_translated_falls_back_to_english_then_french),
		cmocka_unit_test(nobody_listening_is_fine),
		cmocka_unit_test(a_detail_is_never_a_format),
		cmocka_unit_test(a_long_detail_is_cut_between_two_characters),
		cmocka_unit_test(a_detail_cut_by_its_format_is_whole_characters),
		cmocka_unit_test(a_sentence_is_cut_between_two_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
