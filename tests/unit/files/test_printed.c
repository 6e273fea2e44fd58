/* SPDX-License-Identifier: EUPL-1.2 */
/* test_printed.c - trees as YAML: every line knows its path, and what is read back is what was printed. */
#include "files/printed.h"

#include "base/json.h"
#include "files/yamlfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static cJSON *tree(const char *text)
{
	const char *why = NULL;
	cJSON *out = json_parse(text, strlen(text), &why);
	if (out == NULL)
		fail_msg("%s", why);
	return out;
}

static const char library[] =
	"{\"id\":\"brest\",\"strengths\":{\"droit\":0.7,\"musique\":1},\"territory\":[],"
	"\"calendar\":{\"absences\":[{\"from\":\"2026-08-01\"},{\"from\":\"x\"}]},\"insee\":null}";

static void each_line_knows_the_path_of_what_stands_on_it(void **state)
{
	(void)state;
	static const struct {
		int line;
		const char *path;
	} lines[] = {{1, ""},
		     {2, "id"},
		     {3, "strengths"},
		     {4, "strengths.droit"},
		     {5, "strengths.musique"},
		     {7, "territory"},
		     {9, "calendar.absences"},
		     {13, "calendar.absences.1"},
		     {14, "calendar.absences.1.from"},
		     {18, "insee"},
		     {99, ""},
		     {0, ""}};
	AUTO_JSON object = tree(library);
	struct printed p = {0};
	printed_object(object, &p);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		assert_string_equal(printed_path(&p, lines[i].line), lines[i].path);
	printed_done(&p);
}

/* A problem's line, asked for its path, names the value that is wrong. */
static void a_reader_finds_each_value_on_its_line(void **state)
{
	(void)state;
	AUTO_JSON object = tree(library);
	struct printed p = {0};
	struct problems problems = {0};
	struct source source;
	struct arena a;
	arena_init(&a, 1 << 20);
	printed_object(object, &p);
	assert_true(source_from("x.yaml", (struct bytes){str_text(&p.text), p.text.len}, &problems,
				&source));
	const struct yaml_node *map = yaml_mapping(&source, &problems, &a);
	assert_non_null(map);
	assert_string_equal(printed_path(&p, yaml_line(map)), "");
	const struct yaml_node *absences = yaml_get(yaml_get(map, "calendar"), "absences");
	const struct yaml_node *from = yaml_get(yaml_next(yaml_first(absences)), "from");
	assert_string_equal(yaml_text(from), "x");
	assert_string_equal(printed_path(&p, yaml_line(from)), "calendar.absences.1.from");
	const struct yaml_node *droit = yaml_first(yaml_get(map, "strengths"));
	assert_string_equal(printed_path(&p, yaml_line(droit)), "strengths.droit");
	assert_true(yaml_is_null(yaml_get(map, "insee")));
	source_done(&source);
	problems_done(&problems);
	printed_done(&p);
	arena_done(&a);
}

static void texts_of_every_kind_come_back_as_they_were(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Une page.\n\n## Un titre\n\n- un : deux # trois\n    code\n- \"quatre\"",
		"true",
		"29",
		"2026-11-21",
		"brest",
		"no",
		"il dit « oui » : \"non\"",
		"retour\rchariot\nligne",
		"deux\xe2\x80\xa8lignes\nici",
		"tabulation\tau milieu\net \\ barre",
		"fin d'espace \nsuite",
		"---\nid: faux",
		"été\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		AUTO_JSON object = cJSON_CreateObject();
		cJSON *inside = cJSON_CreateObject();
		json_put_text(object, "plain", texts[i]);
		json_put_text(inside, "text", texts[i]);
		json_put(object, "inside", inside);
		struct str yaml = {0};
		struct problems problems = {0};
		struct source source;
		struct arena a;
		arena_init(&a, 1 << 20);
		printed_yaml(object, &yaml);
		assert_true(source_from("x.yaml", (struct bytes){str_text(&yaml), yaml.len},
					&problems, &source));
		const struct yaml_node *map = yaml_mapping(&source, &problems, &a);
		problems_print(&problems, stderr);
		assert_non_null(map);
		/* A block ends with a line break, which readers cut. */
		size_t len = strlen(texts[i]);
		const char *plain = yaml_text(yaml_get(map, "plain"));
		const char *deep = yaml_text(yaml_get(yaml_get(map, "inside"), "text"));
		assert_memory_equal(plain, texts[i], len);
		assert_memory_equal(deep, texts[i], len);
		assert_true(plain[len] == '\0' || strcmp(plain + len, "\n") == 0);
		source_done(&source);
		problems_done(&problems);
		str_done(&yaml);
		arena_done(&a);
	}
}

static void files_look_as_people_write_them(void **state)
{
	(void)state;
	AUTO_JSON object = tree(
		"{\"id\":\"brest\",\"name\":\"Médiathèques\",\"none\":null,\"territory\":[\"29\"],"
		"\"languages\":[\"fr\"],\"strengths\":{\"droit\":0.7},\"capacity\":10,"
		"\"policy\":{\"reviewed\":\"2026-11-21\",\"text\":\"a\\n\\nb\"},"
		"\"queues\":[{\"id\":\"brest\",\"title\":\"B\"}]}");
	struct str yaml = {0};
	printed_yaml(object, &yaml);
	assert_string_equal(
		str_text(&yaml),
		"id: brest\nname: \"Médiathèques\"\nterritory: [\"29\"]\nlanguages: [fr]\n"
		"strengths: {droit: 0.7}\ncapacity: 10\npolicy:\n  reviewed: 2026-11-21\n"
		"  text: |\n    a\n\n    b\nqueues:\n  - {id: brest, title: \"B\"}\n");
	str_done(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_knows_the_path_of_what_stands_on_it),
		cmocka_unit_test(a_reader_finds_each_value_on_its_line),
		cmocka_unit_test(texts_of_every_kind_come_back_as_they_were),
		cmocka_unit_test(files_look_as_people_write_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
