/* SPDX-License-Identifier: EUPL-1.2 */
/* test_arena.c - the cap is the promise; what is given is zeroed, aligned, and its own. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void nothing_is_given_beyond_the_cap(void **state)
{
	(void)state;
	static const size_t caps[] = {0, 15, 16, 1000, 16 * 1024, 100 * 1000, 1024 * 1024};
	for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++) {
		static const size_t sizes[] = {1, 16, 100, 5000, 17 * 1024};
		for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
			struct arena a;
			arena_init(&a, caps[i]);
			size_t given = 0;
			while (arena_alloc(&a, sizes[k]) != NULL)
				given += sizes[k];
			assert_true(given <= caps[i]);
			/* Refused once is not broken: nothing large fits, still nothing is over. */
			assert_null(arena_alloc(&a, caps[i] + 1));
			arena_done(&a);
		}
	}
}

static void a_request_as_large_as_the_cap_fits(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 100 * 1024);
	assert_non_null(arena_alloc(&a, 100 * 1024));
	assert_null(arena_alloc(&a, 1));
	arena_done(&a);
}

static void small_requests_come_from_few_blocks(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 16 * 1024);
	for (int i = 0; i < 1024; i++)
		assert_non_null(arena_alloc(&a, 16));
	assert_null(arena_alloc(&a, 1));
	arena_done(&a);
}

static void what_is_given_is_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	enum { COUNT = 500 };
	struct arena a;
	char *given[COUNT];
	arena_init(&a, 4 * 1024 * 1024);
	for (size_t i = 0; i < COUNT; i++) {
		size_t size = 1 + i * 37 % 5000;
		given[i] = arena_alloc(&a, size);
		assert_non_null(given[i]);
		assert_int_equal((uintptr_t)given[i] % 16, 0);
		for (size_t b = 0; b < size; b++)
			assert_int_equal(given[i][b], 0);
		memset(given[i], (int)(i % 255) + 1, size);
	}
	for (size_t i = 0; i < COUNT; i++) {
		size_t size = 1 + i * 37 % 5000;
		assert_int_equal((unsigned char)given[i][0], i % 255 + 1);
		assert_int_equal((unsigned char)given[i][size - 1], i % 255 + 1);
	}
	arena_done(&a);
}

static void a_size_that_overflows_is_refused(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, SIZE_MAX);
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_alloc(&a, SIZE_MAX - 14));
	assert_null(arena_alloc(&a, SIZE_MAX - 15));
	assert_non_null(arena_alloc(&a, 16));
	arena_done(&a);
}

/* An empty list is asked for like any other: NULL would read as "used up". */
static void zero_bytes_are_not_a_refusal(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 1024);
	assert_non_null(arena_alloc(&a, 0));
	arena_done(&a);
}

static void copies_end_and_may_hold_anything(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 1024);
	char *copy = arena_copy(&a, "questions", 4);
	assert_string_equal(copy, "ques");
	assert_string_equal(arena_copy(&a, "", 0), "");
	assert_memory_equal(arena_copy(&a, "a\0b", 3), "a\0b", 4);
	assert_null(arena_copy(&a, "never read", 4096));
	arena_done(&a);
}

static void an_emptied_arena_starts_again(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 64);
	assert_non_null(arena_alloc(&a, 64));
	assert_null(arena_alloc(&a, 16));
	arena_done(&a);
	assert_null(arena_alloc(&a, 16));
	arena_init(&a, 64);
	assert_non_null(arena_alloc(&a, 64));
	arena_done(&a);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_given_beyond_the_cap),
		cmocka_unit_test(a_request_as_large_as_the_cap_fits),
		cmocka_unit_test(small_requests_come_from_few_blocks),
		cmocka_unit_test(what_is_given_is_zeroed_aligned_and_apart),
		cmocka_unit_test(a_size_that_overflows_is_refused),
		cmocka_unit_test(zero_bytes_are_not_a_refusal),
		cmocka_unit_test(copies_end_and_may_hold_anything),
		cmocka_unit_test(an_emptied_arena_starts_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
