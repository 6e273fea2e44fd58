/* SPDX-License-Identifier: EUPL-1.2 */
/* test_docs.c - JSON Lines: good lines are taken, bad ones told, long ones passed over. */
#include "corpus/docs.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct taking {
	struct str out;
	int left;
};

static bool take(const struct doc *doc, void *arg)
{
	struct taking *t = arg;
	str_printf(&t->out, "%d:%s|%s|%s|%s;", doc->line, doc->id, doc->title, doc->text,
		   doc->url == NULL ? "-" : doc->url);
	return --t->left > 0;
}

static void write_text(char path[32], const char *text, size_t len)
{
	strcpy(path, "/tmp/aig-docs-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), (ssize_t)len);
	close(fd);
}

static void good_lines_are_taken_and_bad_ones_told(void **state)
{
	(void)state;
	static const char text[] =
		"{\"id\":\"a\",\"title\":\"T\",\"text\":\"x\",\"more\":1}\n"
		"\n"
		"not json\n"
		"{\"id\":\"b\",\"title\":\"T\",\"text\":\"y\",\"url\":\"https://x/\"}\r\n"
		"{\"title\":\"T\",\"text\":\"y\"}\n"
		"[1]\n"
		"{\"id\":\"c\"}\n"
		"{\"id\":\"d\",\"text\":\"last line without end\"}";
	char path[32];
	struct problems p = {0};
	struct taking t = {.left = 100};
	write_text(path, text, sizeof text - 1);
	assert_true(docs_read(path, &p, take, &t));
	assert_string_equal(str_text(&t.out), "1:a|T|x|-;4:b|T|y|https://x/;"
					      "8:d||last line without end|-;");
	assert_int_equal(problems_count(&p), 4);
	assert_int_equal(p.items[0].line, 3);
	assert_int_equal(p.items[1].line, 5);
	assert_int_equal(p.items[2].line, 6);
	assert_int_equal(p.items[3].line, 7);
	str_done(&t.out);
	problems_done(&p);
	remove(path);
}

static void the_callback_can_stop(void **state)
{
	(void)state;
	static const char text[] =
		"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"x\"}\nbad\n";
	char path[32];
	struct problems p = {0};
	struct taking t = {.left = 1};
	write_text(path, text, sizeof text - 1);
	assert_true(docs_read(path, &p, take, &t));
	assert_string_equal(str_text(&t.out), "1:a||x|-;");
	assert_int_equal(problems_count(&p), 0);
	str_done(&t.out);
	remove(path);
}

static void a_huge_line_is_passed_over(void **state)
{
	(void)state;
	size_t size = DOC_LINE_MAX + 100;
	char *text = malloc(size);
	assert_non_null(text);
	memset(text, 'x', size);
	static const char last[] = "\n{\"id\":\"a\",\"text\":\"x\"}\n";
	memcpy(text + size - sizeof last + 1, last, sizeof last - 1);
	char path[32];
	struct problems p = {0};
	struct taking t = {.left = 9};
	write_text(path, text, size);
	assert_true(docs_read(path, &p, take, &t));
	assert_string_equal(str_text(&t.out), "2:a||x|-;");
	assert_int_equal(problems_count(&p), 1);
	assert_string_equal(p.items[0].what, "the line is longer than 4 MiB");
	assert_false(docs_read("/nonexistent", &p, take, &t));
	str_done(&t.out);
	problems_done(&p);
	remove(path);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_lines_are_taken_and_bad_ones_told),
		cmocka_unit_test(the_callback_can_stop),
		cmocka_unit_test(a_huge_line_is_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
