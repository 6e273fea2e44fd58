/* SPDX-License-Identifier: EUPL-1.2 */
/* test_wordgroups.c - groups of words that speak for a topic: read whole, and what is wrong is told at its place. */
#include "rules/wordgroups.h"

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
	char dir[40], file[80];
};

static void write_folder(struct folder *f, const char *name, const char *text)
{
	strcpy(f->dir, "/tmp/aig-wordgroups-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->file, sizeof f->file, "%s/%s", f->dir, name);
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

static void a_group_has_the_topic_of_its_file_or_its_own(void **state)
{
	(void)state;
	struct folder folder;
	struct problems p = {0};
	struct wordgroups g;
	write_folder(&folder, "histoire.yaml",
		     "- about: rois\n"
		     "  weight: 0.8\n"
		     "  words: [Louis XIV, couronne]\n"
		     "- about: prisons\n"
		     "  weight: 0.5\n"
		     "  topic: droit\n"
		     "  words: [cachot]\n");
	assert_true(wordgroups_load(folder.dir, &p, &g));
	assert_int_equal(problems_count(&p), 0);
	assert_int_equal(g.count, 2);
	assert_int_equal(g.items[0].topic, TOPIC_HISTOIRE);
	assert_string_equal(g.items[0].about, "rois");
	assert_int_equal(g.items[0].words.count, 2);
	assert_string_equal(g.items[0].words.items[0], "Louis XIV");
	assert_true(g.items[0].weight > 0.79 && g.items[0].weight < 0.81);
	assert_int_equal(g.items[1].topic, TOPIC_DROIT);
	wordgroups_done(&g);
	remove_folder(&folder);
}

static void mistakes_are_told_at_their_place_and_cost_their_group(void **state)
{
	(void)state;
	struct folder folder;
	struct problems p = {0};
	struct wordgroups g;
	write_folder(&folder, "divers.yaml",
		     "- about: sans sujet\n"
		     "  weight: 0.8\n"
		     "  words: [mot]\n"
		     "- about: sujet inconnu\n"
		     "  weight: 0.8\n"
		     "  topic: histoir\n"
		     "  words: [mot]\n"
		     "- about: trop lourd\n"
		     "  weight: 1.5\n"
		     "  topic: droit\n"
		     "  words: [mot]\n"
		     "- about: sans mots\n"
		     "  weight: 0.5\n"
		     "  topic: droit\n"
		     "- about: bon\n"
		     "  weight: 0.5\n"
		     "  topic: droit\n"
		     "  words: [bon]\n");
	assert_true(wordgroups_load(folder.dir, &p, &g));
	assert_int_equal(g.count, 1);
	assert_string_equal(g.items[0].about, "bon");
	static const int places[][2] = {{1, 3}, {6, 10}, {9, 11}, {12, 3}};
	assert_int_equal(problems_count(&p), 4);
	for (int i = 0; i < 4; i++) {
		assert_string_equal(p.items[i].file, folder.file);
		assert_int_equal(p.items[i].line, places[i][0]);
		assert_int_equal(p.items[i].column, places[i][1]);
	}
	assert_non_null(strstr(p.items[0].what, "topic"));
	assert_non_null(strstr(p.items[1].what, "did you mean \"histoire\"?"));
	wordgroups_done(&g);
	problems_done(&p);
	remove_folder(&folder);
}

static void a_folder_that_is_not_there_is_a_problem(void **state)
{
	(void)state;
	struct problems p = {0};
	struct wordgroups g;
	assert_false(wordgroups_load("/nonexistent/lexicon", &p, &g));
	assert_int_equal(problems_count(&p), 1);
	assert_int_equal(g.count, 0);
	wordgroups_done(&g);
	problems_done(&p);
}

static void what_is_shipped_is_good(void **state)
{
	(void)state;
	struct problems p = {0};
	struct wordgroups g;
	size_t words = 0;
	bool has_topic[TOPIC_COUNT] = {false};
	assert_true(wordgroups_load(SOURCE_DIR "/rules/lexicon", &p, &g));
	problems_print(&p, stderr);
	assert_int_equal(problems_count(&p), 0);
	for (size_t i = 0; i < g.count; i++) {
		words += g.items[i].words.count;
		has_topic[g.items[i].topic] = true;
	}
	assert_true(words >= 12000);
	for (int i = 0; i < TOPIC_COUNT; i++)
		assert_true(has_topic[i]);
	wordgroups_done(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_has_the_topic_of_its_file_or_its_own),
		cmocka_unit_test(mistakes_are_told_at_their_place_and_cost_their_group),
		cmocka_unit_test(a_folder_that_is_not_there_is_a_problem),
		cmocka_unit_test(what_is_shipped_is_good),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
