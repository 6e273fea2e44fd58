/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory is replaced while others read it: none sees two, none reads a freed one. */
#include "flow/shared_directory.h"

#include "support/flow_fixture.h"

#include <pthread.h>

enum { READERS = 4, EDITIONS = 200 };

static struct directory *load(struct desk *d)
{
	char why[200];
	struct directory *directory = directory_load(d->f.store, why, sizeof why);
	assert_non_null(directory);
	return directory;
}

static void what_is_held_outlives_its_replacement(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct shared_directory *shared = shared_directory_new(load(&d));
	const struct directory *held = shared_directory_renew(shared, NULL);
	assert_ptr_equal(shared_directory_renew(shared, held), held);
	shared_directory_replace(shared, load(&d));
	assert_true(directory_library(held, "brest") >= 0);
	const struct directory *newer = shared_directory_renew(shared, held);
	assert_ptr_not_equal(newer, held);
	assert_true(directory_library(newer, "brest") >= 0);
	shared_directory_drop(shared, newer);
	shared_directory_free(shared);
	desk_close(&d);
}

struct watching {
	struct shared_directory *shared;
	_Atomic int *is_over;
	int64_t seen;
};

static void *read_on(void *arg)
{
	struct watching *r = arg;
	const struct directory *held = NULL;
	while (!*r->is_over) {
		held = shared_directory_renew(r->shared, held);
		r->seen += held->library_count;
	}
	shared_directory_drop(r->shared, held);
	return NULL;
}

static void readers_go_on_while_it_is_replaced(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct shared_directory *shared = shared_directory_new(load(&d));
	_Atomic int is_over = 0;
	struct watching readings[READERS];
	pthread_t threads[READERS];
	for (int i = 0; i < READERS; i++) {
		readings[i] = (struct watching){.shared = shared, .is_over = &is_over};
		assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readings[i]), 0);
	}
	for (int i = 0; i < EDITIONS; i++)
		shared_directory_replace(shared, load(&d));
	is_over = 1;
	for (int i = 0; i < READERS; i++)
		pthread_join(threads[i], NULL);
	shared_directory_free(shared);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_held_outlives_its_replacement),
		cmocka_unit_test(readers_go_on_while_it_is_replaced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
