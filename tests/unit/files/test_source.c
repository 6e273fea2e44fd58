/* SPDX-License-Identifier: EUPL-1.2 */
/* test_source.c - reading whole files, cutting front matter, walking folders, listing problems. */
#include "files/source.h"

#include "files/frontmatter.h"
#include "files/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void a_bad_byte_is_shown_at_its_line_and_column(void **state)
{
	(void)state;
	struct problems p = {0};
	struct source s;
	static const char text[] = "un\ndéjà vu: caf\xe9 noir\n";
	assert_false(source_from("f", (struct bytes){text, sizeof text - 1}, &p, &s));
	assert_int_equal(p.items[0].line, 2);
	assert_int_equal(p.items[0].column, 13);
	assert_string_equal(p.items[0].what, "byte 0xe9 is not UTF-8");
	assert_false(source_from("f", (struct bytes){"a\0b", 3}, &p, &s));
	assert_int_equal(p.items[1].column, 2);
	problems_done(&p);
}

static void line_ends_and_byte_order_mark_are_made_alike(void **state)
{
	(void)state;
	struct problems p = {0};
	struct source s;
	static const char text[] = "\xef\xbb\xbf"
				   "a\r\nb\rc\r\n";
	assert_true(source_from("f", (struct bytes){text, sizeof text - 1}, &p, &s));
	assert_string_equal(s.text, "a\nb\rc\n");
	assert_int_equal(s.len, 6);
	source_done(&s);
}

static void a_missing_or_huge_file_is_a_problem(void **state)
{
	(void)state;
	struct problems p = {0};
	struct source s;
	assert_false(source_read("/nonexistent/file", &p, &s));
	assert_false(source_read("/dev/zero", &p, &s));
	assert_false(source_read("/", &p, &s));
	assert_int_equal(problems_count(&p), 3);
	assert_string_equal(p.items[1].what, "the file is larger than 4 MiB");
	problems_done(&p);
}

static void problems_beyond_the_limit_are_counted(void **state)
{
	(void)state;
	struct problems p = {0};
	for (int i = 0; i < PROBLEMS_KEPT + 5; i++)
		problems_add(&p, (struct spot){"f", 0, 0}, "n %d", i);
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);
	problems_print(&p, f);
	fclose(f);
	assert_int_equal(problems_count(&p), PROBLEMS_KEPT + 5);
	assert_memory_equal(text, "f:1:1: n 0\n", 11);
	assert_non_null(strstr(text, "… and 5 more\n"));
	free(text);
	problems_done(&p);
}

static void a_markdown_file_is_cut_in_two(void **state)
{
	(void)state;
	struct problems p = {0};
	struct source s;
	struct frontmatter f;
	static const char text[] = "---\nid: a\ntitle: b\n---\n\n  Indented.\n\n---\nEnd.\n\n";
	assert_true(source_from("f.md", (struct bytes){text, sizeof text - 1}, &p, &s));
	assert_true(frontmatter_split(&s, &p, &f));
	assert_string_equal(f.head.text, "id: a\ntitle: b\n");
	assert_int_equal(f.head.first_line, 2);
	assert_string_equal(f.body, "  Indented.\n\n---\nEnd.");
	assert_int_equal(f.body_line, 6);
	frontmatter_done(&f);
	source_done(&s);
}

static void a_file_of_another_shape_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "id: a\n", "---\nid: a\n", "----\nid: a\n---\n"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct problems p = {0};
		struct source s;
		struct frontmatter f;
		assert_true(
			source_from("f.md", (struct bytes){texts[i], strlen(texts[i])}, &p, &s));
		assert_false(frontmatter_split(&s, &p, &f));
		assert_int_equal(problems_count(&p), 1);
		problems_done(&p);
		source_done(&s);
	}
}

static void touch(const char *dir, const char *name)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
}

static void remove_all(const char *dir, const char *const *names)
{
	char path[256];
	for (; *names != NULL; names++) {
		snprintf(path, sizeof path, "%s/%s", dir, *names);
		assert_int_equal(remove(path), 0);
	}
	assert_int_equal(rmdir(dir), 0);
}

static void a_folder_is_walked_in_order_without_links(void **state)
{
	(void)state;
	char dir[] = "/tmp/aig-walk-XXXXXX", sub[64], link[64];
	assert_non_null(mkdtemp(dir));
	snprintf(sub, sizeof sub, "%s/b", dir);
	snprintf(link, sizeof link, "%s/c", dir);
	assert_int_equal(mkdir(sub, 0700), 0);
	assert_int_equal(symlink(dir, link), 0);
	touch(dir, "z.yaml");
	touch(dir, "a.yaml");
	touch(dir, "a.md");
	touch(dir, ".hidden.yaml");
	touch(sub, "m.yaml");
	struct paths paths;
	assert_true(walk_files(dir, ".yaml", &paths));
	assert_int_equal(paths.count, 3);
	assert_string_equal(strrchr(paths.items[0], '/'), "/a.yaml");
	assert_string_equal(strrchr(paths.items[1], '/'), "/m.yaml");
	assert_string_equal(strrchr(paths.items[2], '/'), "/z.yaml");
	paths_done(&paths);
	assert_true(walk_folder(dir, ".yaml", &paths));
	assert_int_equal(paths.count, 2);
	paths_done(&paths);
	assert_false(walk_files("/nonexistent", ".yaml", &paths));
	static const char *const names[] = {"b/m.yaml",     "b", "c", "z.yaml", "a.yaml", "a.md",
					    ".hidden.yaml", NULL};
	remove_all(dir, names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bad_byte_is_shown_at_its_line_and_column),
		cmocka_unit_test(line_ends_and_byte_order_mark_are_made_alike),
		cmocka_unit_test(a_missing_or_huge_file_is_a_problem),
		cmocka_unit_test(problems_beyond_the_limit_are_counted),
		cmocka_unit_test(a_markdown_file_is_cut_in_two),
		cmocka_unit_test(a_file_of_another_shape_is_refused),
		cmocka_unit_test(a_folder_is_walked_in_order_without_links),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
