/* SPDX-License-Identifier: EUPL-1.2 */
/* test_bucket.c - so much at once, so much a second. */
#include "net/bucket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rate rate = {.per_second = 0.1, .burst = 5};

static void a_burst_passes_and_the_next_waits(void **state)
{
	(void)state;
	struct bucket bucket = {0};
	int wait_s = 0;
	for (int i = 0; i < 5; i++)
		assert_true(bucket_take(&bucket, &rate, 1, 1000, &wait_s));
	assert_false(bucket_take(&bucket, &rate, 1, 1000, &wait_s));
	assert_in_range(wait_s, 10, 11);
	assert_false(bucket_take(&bucket, &rate, 1, 9 * 1000000, NULL));
	assert_true(bucket_take(&bucket, &rate, 1, 11 * 1000000, NULL));
	assert_false(bucket_take(&bucket, &rate, 1, 11 * 1000000, NULL));
}

static void a_refusal_takes_nothing(void **state)
{
	(void)state;
	struct bucket bucket = {0};
	assert_true(bucket_take(&bucket, &rate, 4, 0, NULL));
	assert_false(bucket_take(&bucket, &rate, 2, 0, NULL));
	assert_true(bucket_take(&bucket, &rate, 1, 0, NULL));
}

static void a_cost_above_the_burst_passes_a_full_bucket_only(void **state)
{
	(void)state;
	struct bucket bucket = {0};
	assert_true(bucket_take(&bucket, &rate, 50, 0, NULL));
	assert_false(bucket_take(&bucket, &rate, 50, 400 * 1000000LL, NULL));
	assert_true(bucket_take(&bucket, &rate, 50, 500 * 1000000LL, NULL));
}

static void without_a_rate_everything_passes(void **state)
{
	(void)state;
	struct bucket bucket = {0};
	struct rate none = {0};
	for (int i = 0; i < 1000; i++)
		assert_true(bucket_take(&bucket, &none, 100, 0, NULL));
	assert_true(bucket_is_full(&bucket, &none, 0));
}

static void it_is_full_again_in_time(void **state)
{
	(void)state;
	struct bucket bucket = {0};
	assert_true(bucket_is_full(&bucket, &rate, 0));
	bucket_take(&bucket, &rate, 1, 0, NULL);
	assert_false(bucket_is_full(&bucket, &rate, 9 * 1000000));
	assert_true(bucket_is_full(&bucket, &rate, 10 * 1000000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_passes_and_the_next_waits),
		cmocka_unit_test(a_refusal_takes_nothing),
		cmocka_unit_test(a_cost_above_the_burst_passes_a_full_bucket_only),
		cmocka_unit_test(without_a_rate_everything_passes),
		cmocka_unit_test(it_is_full_again_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
