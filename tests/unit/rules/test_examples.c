/* SPDX-License-Identifier: EUPL-1.2 */
/* test_examples.c - labelled examples and synonyms: those of tests, and those that are shipped. */
#include "rules/examples.h"

#include "rules/synonyms.h"
#include "rules/taxonomy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct folder {
	char dir[32], file[64];
};

static void write_folder(struct folder *f, const char *text)
{
	strcpy(f->dir, "/tmp/aig-examples-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->file, sizeof f->file, "%s/x.yaml", f->dir);
	FILE *out = fopen(f->file, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void remove_folder(const struct folder *f)
{
	assert_int_equal(remove(f->file), 0);
	assert_int_equal(rmdir(f->dir), 0);
}

static void an_example_is_read_whole(void **state)
{
	(void)state;
	struct folder folder;
	struct problems p = {0};
	struct examples e;
	write_folder(&folder, "- text: \"bonjour, mort à Verdun\"\n"
			      "  topics: [genealogie, histoire]\n"
			      "  kind: fait\n"
			      "  flags: [mineur, devoir]\n"
			      "  place: \"55\"\n"
			      "- text: pub\n"
			      "  topics: []\n"
			      "  flags: [hors-perimetre]\n");
	assert_true(examples_load(folder.dir, &p, &e));
	assert_int_equal(problems_count(&p), 0);
	assert_int_equal(e.count, 2);
	assert_string_equal(e.items[0].text, "bonjour, mort à Verdun");
	assert_int_equal(e.items[0].topics.count, 2);
	assert_int_equal(e.items[0].topics.items[0], TOPIC_GENEALOGIE);
	assert_int_equal(e.items[0].kind, KIND_FAIT);
	assert_int_equal(e.items[0].flags, 1u << FLAG_MINEUR | 1u << FLAG_DEVOIR);
	assert_string_equal(e.items[0].place, "55");
	assert_int_equal(e.items[1].kind, -1);
	assert_null(e.items[1].place);
	assert_int_equal(e.items[1].line, 6);
	examples_done(&e);
	remove_folder(&folder);
}

static void mistakes_cost_their_example(void **state)
{
	(void)state;
	struct folder folder;
	struct problems p = {0};
	struct examples e;
	write_folder(&folder, "- text: a\n"
			      "  topics: [histoire, histoire]\n"
			      "- text: b\n"
			      "  kind: faits\n"
			      "- text: c\n"
			      "- text: d\n"
			      "  topics: [droit]\n"
			      "  place: 1\n"
			      "- topics: [droit]\n"
			      "- text: good\n"
			      "  kind: fait\n");
	assert_true(examples_load(folder.dir, &p, &e));
	assert_int_equal(e.count, 1);
	assert_int_equal(problems_count(&p), 5);
	assert_string_equal(p.items[0].what, "the topic \"histoire\" is there twice");
	assert_string_equal(p.items[1].what, "unknown kind \"faits\" (did you mean \"fait\"?)");
	assert_string_equal(p.items[2].what, "an example needs a topic, a kind or a flag");
	assert_int_equal(p.items[3].line, 8);
	assert_string_equal(p.items[4].what, "an example needs \"text\"");
	examples_done(&e);
	problems_done(&p);
	remove_folder(&folder);
}

static void synonyms_are_groups_of_two_at_least(void **state)
{
	(void)state;
	struct folder folder;
	struct problems p = {0};
	struct synonyms s;
	write_folder(&folder, "- [emploi, travail, \"boulot\"]\n- [seul]\n- mot\n- [caf, \"caisse "
			      "d'allocations familiales\"]\n");
	assert_true(synonyms_load(folder.file, &p, &s));
	assert_int_equal(s.count, 2);
	assert_int_equal(s.groups[0].count, 3);
	assert_string_equal(s.groups[1].items[1], "caisse d'allocations familiales");
	assert_int_equal(problems_count(&p), 2);
	synonyms_done(&s);
	problems_done(&p);
	remove_folder(&folder);
}

static void what_is_shipped_is_good(void **state)
{
	(void)state;
	struct problems p = {0};
	struct examples e;
	struct synonyms s;
	assert_true(examples_load(SOURCE_DIR "/rules/examples", &p, &e));
	bool has_synonyms = synonyms_load(SOURCE_DIR "/rules/synonyms.yaml", &p, &s);
	problems_print(&p, stderr);
	assert_true(has_synonyms);
	assert_int_equal(problems_count(&p), 0);
	assert_true(e.count > 300);
	examples_done(&e);
	synonyms_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_example_is_read_whole),
		cmocka_unit_test(mistakes_cost_their_example),
		cmocka_unit_test(synonyms_are_groups_of_two_at_least),
		cmocka_unit_test(what_is_shipped_is_good),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
