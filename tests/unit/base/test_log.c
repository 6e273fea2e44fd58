/* SPDX-License-Identifier: EUPL-1.2 */
/* test_log.c - one line an event, nothing logged can forge another; repeats are held back (H11, W20). */
#include "base/log.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Standard error while a test logs, as text; cmocka itself writes there too. */
struct capture {
	int kept;
	FILE *file;
};

static struct capture capture_start(void)
{
	struct capture c = {.kept = dup(STDERR_FILENO), .file = tmpfile()};
	assert_non_null(c.file);
	fflush(stderr);
	assert_true(dup2(fileno(c.file), STDERR_FILENO) >= 0);
	return c;
}

static char *capture_end(struct capture *c)
{
	fflush(stderr);
	dup2(c->kept, STDERR_FILENO);
	close(c->kept);
	long size = lseek(fileno(c->file), 0, SEEK_END);
	char *text = calloc((size_t)size + 1, 1);
	assert_non_null(text);
	rewind(c->file);
	assert_int_equal(fread(text, 1, (size_t)size, c->file), size);
	fclose(c->file);
	return text;
}

static int lines_in(const char *text)
{
	int count = 0;
	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

static void a_line_says_when_how_grave_and_what(void **state)
{
	(void)state;
	struct capture c = capture_start();
	log_error("store: code=%d what=%s", 5, "disk I/O error");
	char *text = capture_end(&c);
	int year, month, day, hour, minute, second, end = 0;
	assert_int_equal(sscanf(text,
				"%4d-%2d-%2dT%2d:%2d:%2dZ error store: code=5 what=disk I/O "
				"error%n",
				&year, &month, &day, &hour, &minute, &second, &end),
			 6);
	assert_string_equal(text + end, "\n");
	assert_true(year >= 2024);
	free(text);
}

static void no_value_can_forge_a_line(void **state)
{
	(void)state;
	struct capture c = capture_start();
	log_warn("login: name=%s", "x\n2026-01-01T00:00:00Z error forged\r\x1b[31m\x7f\tend");
	char *text = capture_end(&c);
	assert_int_equal(lines_in(text), 1);
	for (const char *at = text; *at != '\n'; at++)
		assert_true((unsigned char)*at >= 0x20 && *at != 0x7f);
	assert_non_null(strstr(text, "name=x 2026-01-01T00:00:00Z error forged  [31m  end"));
	free(text);
}

static void accents_stay_readable(void **state)
{
	(void)state;
	struct capture c = capture_start();
	log_info("rules: file=%s", "rules/été.yaml");
	char *text = capture_end(&c);
	assert_non_null(strstr(text, "file=rules/été.yaml\n"));
	free(text);
}

static void an_endless_line_is_cut(void **state)
{
	(void)state;
	char *much = malloc(100001);
	assert_non_null(much);
	memset(much, 'm', 100000);
	much[100000] = '\0';
	struct capture c = capture_start();
	log_info("much: %s", much);
	char *text = capture_end(&c);
	assert_int_equal(lines_in(text), 1);
	assert_true(strlen(text) < 1200);
	free(text);
	free(much);
}

static void what_is_below_the_level_is_not_written(void **state)
{
	(void)state;
	struct capture c = capture_start();
	log_debug("hidden: %d", 1);
	log_set_level(LOG_LEVEL_DEBUG);
	log_debug("shown: %d", 2);
	log_set_level(LOG_LEVEL_ERROR);
	log_warn("hidden too: %d", 3);
	log_info("hidden as well: %d", 4);
	log_error("grave: %d", 5);
	log_set_level(LOG_LEVEL_INFO);
	char *text = capture_end(&c);
	assert_null(strstr(text, "hidden"));
	assert_non_null(strstr(text, "debug shown: 2"));
	assert_non_null(strstr(text, "error grave: 5"));
	free(text);
}

static int64_t second_now(void)
{
	return clock_monotonic_us() / 1000000;
}

/* A second may end meanwhile: then ten more are right, and one line saying how many were held back. */
static void a_repeating_line_is_held_back_after_ten_a_second(void **state)
{
	(void)state;
	int64_t first = second_now();
	struct capture c = capture_start();
	for (int i = 0; i < 1000; i++)
		log_warn("storm: number=%d", i);
	log_info("another line still comes: %d", 1);
	int64_t seconds = second_now() - first + 1;
	char *text = capture_end(&c);
	int lines = lines_in(text);
	assert_true(lines >= 11);
	assert_true(lines <= 11 * seconds + 1);
	assert_non_null(strstr(text, "storm: number=9\n"));
	assert_non_null(strstr(text, "another line still comes"));
	free(text);
}

static void the_next_second_says_how_many_were_held_back(void **state)
{
	(void)state;
	struct capture c = capture_start();
	int64_t second = second_now();
	int written = 0;
	/* Waits for the clock, not for luck: until a new second has been logged in. */
	while (second_now() < second + 2) {
		log_warn("drizzle: %d", 0);
		written++;
	}
	char *text = capture_end(&c);
	assert_true(written > 40);
	assert_non_null(strstr(text, "lines like the next were held back\n"));
	assert_true(lines_in(text) <= 3 * 11);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_says_when_how_grave_and_what),
		cmocka_unit_test(no_value_can_forge_a_line),
		cmocka_unit_test(accents_stay_readable),
		cmocka_unit_test(an_endless_line_is_cut),
		cmocka_unit_test(what_is_below_the_level_is_not_written),
		cmocka_unit_test(a_repeating_line_is_held_back_after_ten_a_second),
		cmocka_unit_test(the_next_second_says_how_many_were_held_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
