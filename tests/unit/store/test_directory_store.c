/* SPDX-License-Identifier: EUPL-1.2 */
/* test_directory_store.c - networks, libraries and queues in and out; saved again, they are replaced. */
#include "store/directory_store.h"

#include "base/str.h"
#include "support/store_fixture.h"

static bool add_network(void *arg, const struct network_row *row)
{
	str_printf(arg, "%s/%s/%s/%s ", row->id, row->country, row->calendar, row->library);
	return true;
}

static bool add_library(void *arg, const struct library_row *row)
{
	str_printf(arg, "%s/%s/%s/%lld ", row->id, row->languages, row->zone,
		   (long long)row->capacity);
	return true;
}

static bool add_label(void *arg, const struct label_row *row)
{
	str_printf(arg, "%s/%s/%s/%.1f ", row->owner, row->dimension, row->label, row->weight);
	return true;
}

static bool add_queue(void *arg, const struct queue_row *row)
{
	str_printf(arg, "%s/%s/%s ", row->id, row->kind, row->library);
	return true;
}

static bool add_load(void *arg, const char *queue, int64_t open)
{
	str_printf(arg, "%s/%lld ", queue, (long long)open);
	return true;
}

static void what_is_saved_is_read_back_in_the_order_of_ids(void **state)
{
	(void)state;
	struct fixture f;
	struct str out = {0};
	fixture_open(&f);
	fixture_fill_directory(f.store);
	assert_int_equal(store_networks(f.store, &f.arena, add_network, &out), RC_OK);
	assert_string_equal(str_text(&out), "france/FR/metropole/bpi fwb/BE/belgique/liege ");
	str_clear(&out);
	assert_int_equal(store_libraries(f.store, &f.arena, add_library, &out), RC_OK);
	assert_string_equal(str_text(&out),
			    "agen/fr/metropole/20 albi/fr/metropole/20 bpi/fr en/metropole/40 "
			    "brest/fr/metropole/15 liege/fr nl/belgique/10 "
			    "strasbourg/fr/alsace-moselle/10 ");
	str_clear(&out);
	assert_int_equal(store_queues(f.store, &f.arena, add_queue, &out), RC_OK);
	assert_string_equal(
		str_text(&out),
		"agen/library/agen albi/library/albi bpi/library/bpi brest/library/brest "
		"experts-musique/expert/bpi experts-zines/expert/bpi liege/library/liege "
		"metier/professional/brest partenaire-archives/partner/bpi reseau/fallback/bpi "
		"reseau-fwb/fallback/liege strasbourg/library/strasbourg urgence/urgent/bpi ");
	str_clear(&out);
	assert_int_equal(store_library_labels(f.store, &f.arena, add_label, &out), RC_OK);
	assert_non_null(strstr(str_text(&out),
			       "brest/kind/identification/0.9 brest/referent/22/1.0 "
			       "brest/territory/29/1.0 brest/topic/genealogie/0.9 "));
	str_clear(&out);
	assert_int_equal(store_queue_labels(f.store, &f.arena, add_label, &out), RC_OK);
	assert_string_equal(str_text(&out), "experts-musique/topic/musique/1.0 ");
	str_done(&out);
	fixture_close(&f);
}

static void a_library_saved_again_loses_what_it_no_longer_has(void **state)
{
	(void)state;
	struct fixture f;
	struct str out = {0};
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct fixture_library brest = {"brest", "france",     "metropole", "56", NULL,
					"br",    TOPIC_NATURE, -1,          0.5,  99};
	fixture_add_library(f.store, &brest);
	assert_int_equal(store_library_labels(f.store, &f.arena, add_label, &out), RC_OK);
	assert_non_null(
		strstr(str_text(&out), "brest/territory/56/1.0 brest/topic/nature/0.5 liege"));
	assert_null(strstr(str_text(&out), "genealogie"));
	assert_null(strstr(str_text(&out), "brest/referent"));
	str_clear(&out);
	assert_int_equal(store_libraries(f.store, &f.arena, add_library, &out), RC_OK);
	assert_non_null(strstr(str_text(&out), "brest/fr br/metropole/99 "));
	str_done(&out);
	fixture_close(&f);
}

/* Questions may be in it. */
static void a_queue_that_no_file_names_any_more_stays(void **state)
{
	(void)state;
	struct fixture f;
	struct str out = {0};
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct question_id id = fixture_question(&f, "experts-zines", "?");
	struct network france = {.id = "france",
				 .name = "France",
				 .country = "FR",
				 .zone = "metropole",
				 .library = "bpi"};
	assert_int_equal(store_network_save(f.store, &france), RC_OK);
	assert_int_equal(store_network_queues_save(f.store, &france), RC_OK);
	assert_int_equal(store_queues(f.store, &f.arena, add_queue, &out), RC_OK);
	assert_non_null(strstr(str_text(&out), "experts-zines/expert/bpi "));
	assert_string_equal(fixture_read(&f, id).queue, "experts-zines");
	str_done(&out);
	fixture_close(&f);
}

static void a_queue_of_an_unknown_library_is_refused(void **state)
{
	(void)state;
	struct fixture f;
	fixture_open(&f);
	fixture_fill_directory(f.store);
	struct queue queue = {
		.id = "x", .title = "x", .kind = "fallback", .library = "no-such-library"};
	struct network france = {.id = "france", .library = "bpi", .queues = {&queue, 1}};
	assert_int_equal(store_network_queues_save(f.store, &france), RC_UNAVAILABLE);
	queue.library = "bpi";
	queue.kind = "whatever";
	assert_int_equal(store_network_queues_save(f.store, &france), RC_UNAVAILABLE);
	fixture_close(&f);
}

static void loads_are_counted_by_queue(void **state)
{
	(void)state;
	struct fixture f;
	struct str out = {0};
	fixture_open(&f);
	fixture_fill_directory(f.store);
	assert_int_equal(store_queue_load_add(f.store, "brest", 1), RC_OK);
	assert_int_equal(store_queue_load_add(f.store, "brest", 1), RC_OK);
	assert_int_equal(store_queue_load_add(f.store, "agen", 1), RC_OK);
	assert_int_equal(store_queue_loads(f.store, &f.arena, add_load, &out), RC_OK);
	assert_string_equal(str_text(&out), "agen/1 brest/2 ");
	str_done(&out);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_saved_is_read_back_in_the_order_of_ids),
		cmocka_unit_test(a_library_saved_again_loses_what_it_no_longer_has),
		cmocka_unit_test(a_queue_that_no_file_names_any_more_stays),
		cmocka_unit_test(a_queue_of_an_unknown_library_is_refused),
		cmocka_unit_test(loads_are_counted_by_queue),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
