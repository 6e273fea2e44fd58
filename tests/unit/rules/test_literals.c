/* SPDX-License-Identifier: EUPL-1.2 */
/* test_literals.c - which literals a pattern needs, and when none can be told. */
#include "rules/literals.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct wanted {
	const char *pattern, *literals; /* "|" is an edge; "": none to rely on */
};

static void put_literals(const struct literals *l, struct str *out)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct literal *one = &l->items[i];
		assert_int_equal(strlen(one->text), one->len);
		str_printf(out, "%s%s%s%s", i == 0 ? "" : ", ", one->edges & EDGE_BEFORE ? "|" : "",
			   one->text, one->edges & EDGE_BEHIND ? "|" : "");
	}
}

static void expect(const struct wanted *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena a;
		struct literals found;
		struct str text = {0};
		arena_init(&a, LITERALS_ARENA);
		bool is_found = literals_of(cases[i].pattern, &a, &found);
		assert_int_equal(is_found, found.count > 0);
		put_literals(&found, &text);
		if (strcmp(str_text(&text), cases[i].literals) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].pattern, str_text(&text),
				 cases[i].literals);
		str_done(&text);
		arena_done(&a);
	}
}

#define EXPECT(cases) expect(cases, sizeof(cases) / sizeof(cases)[0])

static void plain_text_is_its_own_literal(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"chat", "chat"},
		{"Chat NOIR", "chat noir"},
		{"d'ete", "d'ete"},
		{"ab", ""},
		{"", ""},
		{"a\\.b\\-c", "a.b-c"},
		{"\\(c\\)", "(c)"},
		{"@", "@"},
		{"une phrase qui est vraiment longue", "une phrase qui e"},
		{"caf\xc3\xa9 noir", " noir"},
		{"\xc3\xa9t\xc3\xa9", ""},
		{"a.b.c", ""},
		{"chat.*chien", "chien"},
		{"\\w+ation\\d", "ation"},
	};
	EXPECT(cases);
}

static void edges_belong_to_the_literal_that_they_touch(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"\\bart\\b", "|art|"},
		{"\\blu", "|lu"},
		{"lu\\b", "lu|"},
		{"\\by\\b", ""},
		{"\\bchat\\w*", "|chat"},
		{"\\bune phrase qui est longue\\b", "|une phrase qui e"},
		{"le\\b chat", "le chat"},
		{"\\b(chat|chien)\\b", "|chat|, |chien|"},
		{"\\b(?:chat|chien\\w*)\\b", "|chat|, |chien"},
		{"\\Bart", "art"},
	};
	EXPECT(cases);
}

static void a_choice_needs_one_literal_of_each_branch(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"chat|chien", "chat, chien"},
		{"chat|", ""},
		{"chat|ab", ""},
		{"chat|.*", ""},
		{"(chat|(chien|souris)s)", "chat, chiens, souriss"},
		{"\\b(chat|chien) noir", "|chat noir, |chien noir"},
		{"(chat|chien).*noir", "noir"},
		{"(chat|[a-z]+)", ""},
		{"(chat|[a-z]+) noir", " noir"},
		{"(un|la|le) (chat|rat)", "la chat, la rat, le chat, le rat, un chat, un rat"},
	};
	EXPECT(cases);
}

static void optional_parts_give_both_or_end_the_literal(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"ecrivains?", "ecrivain"},
		{"\\becrivaine?s?\\b", "|ecrivain"},
		{"\\brats?\\b", "|rat|, |rats|"},
		{"(?:tres )?chat", "chat, tres chat"},
		{"(?:tres .+)?chat", "chat"},
		{"(chat)?", ""},
		{"(chat)*", ""},
		{"chat{0}", "cha"},
		{"chat{0,}s", "cha"},
		{"chat*s", "cha"},
		{"chat+s", "chat"},
		{"(chat)+s", "chat"},
		{"(chat){2,3}s", "chat"},
		{"x{2,}", ""},
		{"x{3,}", "xxx"},
		{"x{2}yz", "xxyz"},
		{"x{9}", "xxxx"},
		{"(?:ab){2}", ""},
		{"chat??s", "chas, chats"},
		{"chat?+s", "chas, chats"},
		{"(chat(?#no)?|)", ""},
		{"cha(?#a comment)t", "chat"},
		{"chat(?#c)?s", "chas, chats"},
	};
	EXPECT(cases);
}

static void what_people_seldom_write_is_waited_for(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"\\b(cherche|voudrais) .?(lynx|gnou)\\b", "gnou|, lynx|"},
		{"\\bbibliotheque\\b.*\\bgnou\\b", "|gnou|"},
		{"\\bpour.*\\bgnou\\b", "|gnou|"},
		{"\\bquels?\\b", "|quel|, |quels|"}, /* not quelle */
		{"\\bgnous?\\b", "|gnou"},
		{"(?<!\\d)0[67]\\d\\d", "06, 07"},
	};
	EXPECT(cases);
}

static void where_a_match_starts_is_told_when_it_is_sure(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		bool is_start;
	} cases[] = {
		{"chat", true},
		{"\\bpour\\b.*lynx", false},
		{"\\blynx\\b.*pour", true},
		{".chat", false},
		{"(chat|chien\\w*)\\b", true},
		{"(chat|.chien)", false},
		{"(un )?lynx", true},
		{"(un .)?lynx", false},
		{"(?<!un )chat", true},
		{"\\d*(lynx|gnou)", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena a;
		struct literals found;
		arena_init(&a, LITERALS_ARENA);
		assert_true(literals_of(cases[i].pattern, &a, &found));
		if (found.is_start != cases[i].is_start)
			fail_msg("%s: %d", cases[i].pattern, found.is_start);
		arena_done(&a);
	}
}

static void small_classes_are_written_out(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"gr[ae]y", "gray, grey"},
		{"gr[AE]y", "gray, grey"},
		{"gr[a-c]y", "gray, grby, grcy"},
		{"chat[a-z]", "chat"},
		{"chat[^s]x", "chat"},
		{"chat[\\d]x", "chat"},
		{"x[]a]yz", "x]yz, xayz"},
		{"x[^]a]yzt", "yzt"},
		{"x[a-]yz", "x-yz, xayz"},
		{"chat[\xc3\xa9]", "chat"},
		{"chat[[:alpha:]]", ""},
		{"x[.?]yz", "x.yz, x?yz"},
		{"x[\\]\\-]yz", "x-yz, x]yz"},
	};
	EXPECT(cases);
}

static void lookarounds_and_anchors_take_no_text(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"chat(?! noir)s", "chats"}, {"chat(?=s)s", "chats"}, {"(?<!un )chat", "chat"},
		{"(?<=un )chat", "chat"},    {"(?!chat)", ""},        {"(?=chat)?rat", "rat"},
		{"^chat$", "chat"},          {"\\Achat\\z", "chat"},  {"le \\Kchat", "le chat"},
		{"(?i)chat", "chat"},        {"(?i:chat)", "chat"},   {"(?>chat)", "chat"},
		{"(?<nom>chat)", "chat"},
	};
	EXPECT(cases);
}

static void what_is_not_followed_gives_no_literal(void **state)
{
	(void)state;
	static const struct wanted cases[] = {
		{"\\Qchat?\\E", ""},   {"chat\\E", ""},       {"(?x) chat", ""},
		{"chat(?R)?", ""},     {"(chat)(?1)", ""},    {"(a)?(?(1)chat|chien)", ""},
		{"chat\\x41", ""},     {"chat\\p{L}", ""},    {"chat\\N{U+41}", ""},
		{"chat{,3}", ""},      {"(*COMMIT)chat", ""}, {"(chat)(?C1)", ""},
		{"chat\\g{1}", ""},    {"(chat)\\1", "chat"}, {"(x)\\1chat", "chat"},
		{"[\\Qa\\E]chat", ""}, {"\\Gchat", ""},
	};
	EXPECT(cases);
}

/* A literal that stands nowhere in a text is no use to anybody: a huge product has to end somewhere. */
static void products_are_cut_where_they_grow_too_large(void **state)
{
	(void)state;
	struct arena a;
	struct literals found;
	static const char *const patterns[] = {
		"[abcdefgh][abcdefgh][abcdefgh][abcdefgh][abcdefgh]chat[abcdefgh]",
		"(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)chat(a|b|c|d|e|f|g|h)",
		"((((((((((a?b?)c?)d?)e?)f?)g?)h?)i?)j?)k?)chat",
	};
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
		arena_init(&a, LITERALS_ARENA);
		assert_true(literals_of(patterns[i], &a, &found));
		assert_in_range(found.count, 1, 64);
		assert_non_null(strstr(found.items[0].text, "chat"));
		arena_done(&a);
	}
}

static void deep_and_long_patterns_end(void **state)
{
	(void)state;
	struct str text = {0};
	struct arena a;
	struct literals found;
	for (int i = 0; i < 500; i++)
		str_put_char(&text, '(');
	arena_init(&a, LITERALS_ARENA);
	assert_false(literals_of(str_text(&text), &a, &found));
	arena_done(&a);
	str_clear(&text);
	for (int i = 0; i < 200; i++)
		str_put(&text, "(a|b)");
	str_put(&text, "chat");
	arena_init(&a, LITERALS_ARENA);
	assert_true(literals_of(str_text(&text), &a, &found));
	arena_done(&a);
	arena_init(&a, 1000);
	assert_false(literals_of(str_text(&text), &a, &found));
	arena_done(&a);
	str_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_is_its_own_literal),
		cmocka_unit_test(edges_belong_to_the_literal_that_they_touch),
		cmocka_unit_test(a_choice_needs_one_literal_of_each_branch),
		cmocka_unit_test(optional_parts_give_both_or_end_the_literal),
		cmocka_unit_test(what_people_seldom_write_is_waited_for),
		cmocka_unit_test(where_a_match_starts_is_told_when_it_is_sure),
		cmocka_unit_test(small_classes_are_written_out),
		cmocka_unit_test(lookarounds_and_anchors_take_no_text),
		cmocka_unit_test(what_is_not_followed_gives_no_literal),
		cmocka_unit_test(products_are_cut_where_they_grow_too_large),
		cmocka_unit_test(deep_and_long_patterns_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
