/* SPDX-License-Identifier: EUPL-1.2 */
/* test_fold.c - what folding promises: the table of cases, and the properties for any text. */
#include "text/fold.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_CAP = 64 * 1024 * 1024 };

static struct folded fold(struct arena *a, const char *text)
{
	struct folded f;
	arena_init(a, ARENA_CAP);
	assert_int_equal(fold_text(text, strlen(text), a, &f), RC_OK);
	return f;
}

static void each_case_folds_as_written(void **state)
{
	(void)state;
	/* clang-format off */
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{"", ""},
		{"   \t\n ", ""},
		{"Bonjour", "bonjour"},
		{"  Où   EST\t\nl’École ?  ", "ou est l'ecole ?"},
		{"été", "ete"},
		{"e\xcc\x81t\x65\xcc\x81", "ete"}, /* decomposed, as macOS types it */
		{"ÉTÉ À NOËL", "ete a noel"},
		{"Ça, GARÇON, Ÿ ÿ ñ Ñ", "ca, garcon, y y n n"},
		{"Œuvre, œuf, CŒUR", "oeuvre, oeuf, coeur"},
		{"Ægir, æ", "aegir, ae"},
		{"Straße, ẞ", "strasse, ss"},
		{"Ørsted Łódź Đặng ıIİ", "orsted lodz dang iii"},
		{"l`eau, l´eau, l‘eau, lʼeau, l′eau", "l'eau, l'eau, l'eau, l'eau, l'eau"},
		{"1914–1918 — arc‑en‑ciel − fin", "1914-1918 - arc-en-ciel - fin"},
		{"a\xc2\xa0\xe2\x80\xaf\xe2\x80\x83" "b", "a b"},
		{"zero\xe2\x80\x8bwidth\xef\xbb\xbf s\xc2\xadoft", "zerowidth soft"},
		{"\xe2\x80\xaegauche\xe2\x80\xac", "gauche"},
		{"ﬁn de l’eﬀort", "fin de l'effort"},
		{"« guillemets » … 50 €", "« guillemets » … 50 €"},
		{"\xcc\x81\xcc\x82", ""},
		{"A\xcc\x8a\xcc\x81\xcc\xa3", "a"},
		{"Київ ЇЖАК", "київ їжак"},
		{"и\xcc\x86", "й"}, /* other scripts keep their marks, composed */
		{"ΆΛΦΑ Σίσυφος", "άλφα σίσυφοσ"},
		{"مرحبًا", "مرحبًا"},
		{"ŉ Å K", "'n a k"},
		{"x\x01\x7f" "y", "x y"},
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena a;
		struct folded f = fold(&a, cases[i].text);
		assert_string_equal(f.text, cases[i].folded);
		assert_int_equal(f.len, strlen(cases[i].folded));
		arena_done(&a);
	}
}

static void a_zero_byte_is_a_space(void **state)
{
	(void)state;
	struct arena a;
	struct folded f;
	arena_init(&a, ARENA_CAP);
	assert_int_equal(fold_text("a\0b", 3, &a, &f), RC_OK);
	assert_string_equal(f.text, "a b");
	arena_done(&a);
}

/* What the folded word `word` is quoted as. */
static void assert_quoted(const char *text, const char *word, const char *quoted)
{
	struct arena a;
	struct folded f = fold(&a, text);
	const char *found = strstr(f.text, word);
	assert_non_null(found);
	size_t from, to, at = (size_t)(found - f.text);
	assert_true(fold_span(&f, at, at + strlen(word), &from, &to));
	assert_int_equal(to - from, strlen(quoted));
	assert_memory_equal(text + from, quoted, to - from);
	arena_done(&a);
}

static void a_span_is_quoted_from_the_original(void **state)
{
	(void)state;
	assert_quoted("  L’École   DES Œuvres  ", "ecole", "École");
	assert_quoted("  L’École   DES Œuvres  ", "ecole des", "École   DES");
	assert_quoted("  L’École   DES Œuvres  ", "oeuvres", "Œuvres");
	assert_quoted("un Œil", "o", "Œ");
	assert_quoted("un cafe\xcc\x81 noir", "cafe", "cafe\xcc\x81");
	assert_quoted("arc—en—ciel", "arc-en-ciel", "arc—en—ciel");
	assert_quoted("місто Київ", "київ", "Київ");
}

static void a_span_outside_the_text_is_refused(void **state)
{
	(void)state;
	struct arena a;
	struct folded f = fold(&a, "abc");
	size_t from = 7, to = 7;
	assert_false(fold_span(&f, 1, 1, &from, &to));
	assert_false(fold_span(&f, 2, 1, &from, &to));
	assert_false(fold_span(&f, 0, 4, &from, &to));
	assert_int_equal(from, 7);
	arena_done(&a);
}

static void limits_and_bad_bytes_are_refused(void **state)
{
	(void)state;
	struct arena a;
	struct folded f;
	arena_init(&a, 1024);
	char *big = malloc(FOLD_INPUT_MAX + 1);
	assert_non_null(big);
	memset(big, 'a', FOLD_INPUT_MAX + 1);
	assert_int_equal(fold_text(big, FOLD_INPUT_MAX + 1, &a, &f), RC_LIMIT);
	assert_int_equal(fold_text(big, FOLD_INPUT_MAX, &a, &f), RC_LIMIT); /* arena too small */
	assert_int_equal(fold_text("caf\xe9", 4, &a, &f), RC_INVALID);
	assert_int_equal(fold_text("\xc3", 1, &a, &f), RC_INVALID);
	arena_done(&a);
	arena_init(&a, ARENA_CAP);
	assert_int_equal(fold_text(big, FOLD_INPUT_MAX, &a, &f), RC_OK);
	assert_int_equal(f.len, FOLD_INPUT_MAX);
	arena_done(&a);
	free(big);
}

static size_t encode(uint32_t point, char *out)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xc0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xe0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3f));
		out[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3f));
	out[2] = (char)(0x80 | (point >> 6 & 0x3f));
	out[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

/* What holds for the folded form of any text; text is folded twice to see that it is stable. */
static void assert_folds_well(const char *text, size_t len)
{
	struct arena a;
	struct folded f, again;
	arena_init(&a, ARENA_CAP);
	assert_int_equal(fold_text(text, len, &a, &f), RC_OK);
	assert_true(utf8_is_valid(f.text, f.len));
	assert_int_equal(strlen(f.text), f.len);
	assert_true(f.len == 0 || (f.text[0] != ' ' && f.text[f.len - 1] != ' '));
	assert_null(strstr(f.text, "  "));
	for (size_t i = 0; i < f.len; i++)
		assert_true(f.origin[i] <= f.origin[i + 1]);
	assert_true(f.origin[f.len] <= len);
	for (size_t i = 0; i <= f.len; i++)
		assert_true(f.origin[i] == len ||
			    ((unsigned char)text[f.origin[i]] & 0xc0) != 0x80);
	if (f.len <= FOLD_INPUT_MAX) {
		assert_int_equal(fold_text(f.text, f.len, &a, &again), RC_OK);
		assert_string_equal(again.text, f.text);
	}
	arena_done(&a);
}

static void every_character_folds_well_alone(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x10ffff; point++) {
		if (point >= 0xd800 && point <= 0xdfff)
			continue;
		if (point > 0x30000 && point % 4099 != 0)
			continue; /* planes without letters: a sample */
		char text[4];
		size_t len = encode(point, text);
		assert_folds_well(text, len);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Characters that meet in trouble: letters, marks, joiners, spaces, quotes, other scripts. */
static uint32_t random_point(uint32_t *seed)
{
	static const uint32_t bases[] = {0x20,   0x61,   0xc0,   0x130,  0x300,  0x370,  0x410,
					 0x5d0,  0x627,  0x64b,  0x915,  0x1100, 0x1e00, 0x1f00,
					 0x2000, 0x2010, 0x2060, 0x3040, 0xac00, 0xfe00, 0x1f468};
	uint32_t base = bases[next_random(seed) % (sizeof bases / sizeof bases[0])];
	return base + next_random(seed) % 48;
}

static void random_text_folds_well(void **state)
{
	(void)state;
	uint32_t seed = 20261121;
	for (int round = 0; round < 3000; round++) {
		char text[4 * 64];
		size_t len = 0, count = next_random(&seed) % 64;
		for (size_t i = 0; i < count; i++)
			len += encode(random_point(&seed), text + len);
		struct arena a;
		struct folded f;
		arena_init(&a, ARENA_CAP);
		assert_int_equal(fold_text(text, len, &a, &f), RC_OK);
		assert_true(utf8_is_valid(f.text, f.len));
		for (size_t i = 0; i < f.len; i++)
			assert_true(f.origin[i] <= f.origin[i + 1]);
		assert_true(f.origin[f.len] <= len);
		arena_done(&a);
	}
}

static void random_bytes_are_folded_or_refused(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (int round = 0; round < 3000; round++) {
		char text[48];
		size_t len = next_random(&seed) % sizeof text;
		for (size_t i = 0; i < len; i++)
			text[i] = (char)next_random(&seed);
		struct arena a;
		struct folded f;
		arena_init(&a, ARENA_CAP);
		enum rc rc = fold_text(text, len, &a, &f);
		assert_int_equal(rc, utf8_is_valid(text, len) ? RC_OK : RC_INVALID);
		arena_done(&a);
	}
}

static void a_tower_of_marks_is_bounded(void **state)
{
	(void)state;
	char *text = malloc(FOLD_INPUT_MAX);
	assert_non_null(text);
	size_t len = encode(0x438, text);
	for (uint32_t i = 0; len + 2 <= FOLD_INPUT_MAX; i++)
		len += encode(i % 2 == 0 ? 0x301 : 0x323, text + len);
	struct arena a;
	struct folded f;
	arena_init(&a, ARENA_CAP);
	assert_int_equal(fold_text(text, len, &a, &f), RC_OK);
	arena_done(&a);
	free(text);
}

static void a_word_is_folded_on_the_heap(void **state)
{
	(void)state;
	char *word = fold_word("  Hé  HO ");
	assert_string_equal(word, "he ho");
	free(word);
	assert_null(fold_word("\xff"));
}

static void nfc_composes_and_keeps_the_rest(void **state)
{
	(void)state;
	static const struct {
		const char *text, *nfc;
	} cases[] = {
		{"Œuvre — l’École", "Œuvre — l’École"},
		{"E\xcc\x81"
		 "cole",
		 "École"},
		{"и\xcc\x86", "й"},
		{"\xe2\x84\xab", "Å"},
		{"a\xcc\xa3\xcc\x82", "ậ"},
		{"", ""},
		{"\xe2\xab\x9c", "\xe2\xab\x9d\xcc\xb8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena a;
		struct nfc out;
		arena_init(&a, ARENA_CAP);
		assert_int_equal(nfc_text(cases[i].text, strlen(cases[i].text), &a, &out), RC_OK);
		assert_string_equal(out.text, cases[i].nfc);
		assert_int_equal(out.len, strlen(cases[i].nfc));
		arena_done(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case_folds_as_written),
		cmocka_unit_test(a_zero_byte_is_a_space),
		cmocka_unit_test(a_span_is_quoted_from_the_original),
		cmocka_unit_test(a_span_outside_the_text_is_refused),
		cmocka_unit_test(limits_and_bad_bytes_are_refused),
		cmocka_unit_test(every_character_folds_well_alone),
		cmocka_unit_test(random_text_folds_well),
		cmocka_unit_test(random_bytes_are_folded_or_refused),
		cmocka_unit_test(a_tower_of_marks_is_bounded),
		cmocka_unit_test(a_word_is_folded_on_the_heap),
		cmocka_unit_test(nfc_composes_and_keeps_the_rest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
