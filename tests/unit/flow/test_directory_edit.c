/* SPDX-License-Identifier: EUPL-1.2 */
/* test_directory_edit.c - the directory changed from a screen: the files' checks, whose it is, and the trace. */
#include "flow/directory_edit.h"

#include "base/json.h"
#include "flow/directory_file.h"
#include "support/flow_fixture.h"

static cJSON *file_of(struct desk *d, const char *id)
{
	return library_file(d->w.directory, directory_library(d->w.directory, id));
}

static void set(cJSON *object, const char *key, cJSON *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(object, key);
	json_put(object, key, value);
}

/* What is shared from now on. */
static void take(struct desk *d, struct directory_edited *edited)
{
	directory_free((struct directory *)d->w.directory);
	d->w.directory = edited->directory;
	edited->directory = NULL;
	directory_edited_done(edited);
}

static enum rc save(struct desk *d, const struct actor *actor, const cJSON *object,
		    struct directory_edited *edited)
{
	struct directory_edit edit = {.actor = actor, .object = object};
	return library_save(&d->w, &edit, edited);
}

static const char *field_of(const struct directory_edited *edited, int at)
{
	return json_text(cJSON_GetArrayItem(edited->problems, at), "field", "?");
}

static void a_coordinator_changes_a_library_and_what_was_is_in_the_trace(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON library = file_of(&d, "brest");
	set(library, "capacity", cJSON_CreateNumber(3));
	set(library, "name", cJSON_CreateString("Médiathèques de Brest"));
	set(library, "territory", cJSON_Parse("[\"29\"]"));
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_OK);
	assert_null(edited.problems);
	assert_int_equal(json_int(edited.file, "capacity", -1), 3);
	take(&d, &edited);
	const struct library_entry *brest =
		&d.w.directory->libraries[directory_library(d.w.directory, "brest")];
	assert_int_equal(brest->capacity, 3);
	assert_string_equal(brest->name, "Médiathèques de Brest");
	assert_int_equal(fixture_number(d.f.path,
					"SELECT count(*) FROM audit_payload WHERE payload LIKE "
					"'%\"capacity\":{\"before\":15,\"after\":3}%'"),
			 1);
	assert_int_equal(d.events.count, 1);
	assert_string_equal(d.events.items[0].type, "directory");
	desk_close(&d);
}

static void a_mistake_is_told_at_its_field_and_nothing_is_saved(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON library = file_of(&d, "brest");
	set(library, "capacity", cJSON_CreateString("beaucoup"));
	set(library, "strengths", cJSON_Parse("{\"genealogie\": 2, \"astrologie\": 0.5}"));
	set(library, "website", cJSON_CreateString("http://brest"));
	cJSON_DeleteItemFromObjectCaseSensitive(library, "region");
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_INVALID);
	assert_int_equal(d.refusal.sentence, SAY_DIRECTORY_PROBLEMS);
	assert_null(edited.directory);
	assert_int_equal(cJSON_GetArraySize(edited.problems), 4);
	assert_string_equal(field_of(&edited, 0), "region");
	assert_string_equal(field_of(&edited, 1), "capacity");
	assert_string_equal(field_of(&edited, 2), "strengths.genealogie");
	assert_string_equal(field_of(&edited, 3), "strengths.astrologie");
	directory_edited_done(&edited);
	assert_int_equal(fixture_number(d.f.path, "SELECT capacity FROM library WHERE id='brest'"),
			 15);
	assert_int_equal(fixture_number(d.f.path, "SELECT count(*) FROM audit_leaf"), 0);
	desk_close(&d);
}

static void a_library_changes_its_own_page_calendar_capacity_and_contact_only(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON own = cJSON_Parse(
		"{\"id\":\"brest\",\"capacity\":7,\"contact\":\"Accueil\","
		"\"policy\":{\"reviewed\":\"2026-11-01\",\"text\":\"Horaires\"},"
		"\"calendar\":{\"zone\":\"metropole\",\"closed\":[\"dimanche\",\"2026-12-24\"],"
		"\"absences\":[{\"from\":\"2026-12-27\",\"to\":\"2026-12-31\",\"why\":\"Congés\"}]}"
		"}");
	assert_int_equal(save(&d, &d.claire, own, &edited), RC_OK);
	assert_string_equal(json_text(edited.file, "name", ""), "brest");
	assert_non_null(json_get(edited.file, "strengths"));
	take(&d, &edited);
	set(own, "name", cJSON_CreateString("Tout autre chose"));
	assert_int_equal(save(&d, &d.claire, own, &edited), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_LIBRARY_PART);
	assert_string_equal(d.refusal.detail, "name");
	AUTO_JSON other = cJSON_Parse("{\"id\":\"brest\",\"capacity\":1}");
	assert_int_equal(save(&d, &d.malik, other, &edited), RC_DENIED);
	assert_int_equal(d.refusal.sentence, SAY_LIBRARY_NOT_YOURS);
	AUTO_JSON fresh = cJSON_Parse("{\"id\":\"nouvelle\",\"capacity\":1}");
	assert_int_equal(save(&d, &d.malik, fresh, &edited), RC_NOT_FOUND);
	desk_close(&d);
}

static void a_membership_makes_another_librarys_page_theirs(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON object = cJSON_Parse("{\"id\":\"brest\",\"capacity\":1}");
	d.malik.elsewhere[0] = (struct membership){"brest", ROLE_COORDINATOR};
	d.malik.elsewhere_count = 1;
	assert_int_equal(save(&d, &d.malik, object, &edited), RC_OK);
	take(&d, &edited);
	desk_close(&d);
}

static void a_new_library_comes_with_its_queue_and_no_id_is_taken_twice(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON library = file_of(&d, "brest");
	set(library, "id", cJSON_CreateString("quimper"));
	set(library, "territory", cJSON_Parse("[\"29\"]"));
	/* Its queue is still that of Brest. */
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_INVALID);
	assert_string_equal(field_of(&edited, 0), "queues.0.id");
	directory_edited_done(&edited);
	set(library, "queues", cJSON_Parse("[{\"id\":\"reseau\",\"title\":\"Q\"}]"));
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_INVALID);
	directory_edited_done(&edited);
	set(library, "queues",
	    cJSON_Parse("[{\"id\":\"quimper\",\"title\":\"Q\",\"kind\":\"fallback\"}]"));
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_INVALID);
	assert_string_equal(field_of(&edited, 0), "queues.0.kind");
	directory_edited_done(&edited);
	set(library, "queues", cJSON_Parse("[{\"id\":\"quimper\",\"title\":\"Quimper\"}]"));
	set(library, "network", cJSON_CreateString("lune"));
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_INVALID);
	assert_string_equal(field_of(&edited, 0), "network");
	directory_edited_done(&edited);
	set(library, "network", cJSON_CreateString("france"));
	assert_int_equal(save(&d, &d.ines, library, &edited), RC_OK);
	take(&d, &edited);
	assert_true(directory_queue(d.w.directory, "quimper") >= 0);
	desk_close(&d);
}

static void an_edition_that_is_no_longer_the_newest_is_a_conflict(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	char revision[REVISION_BYTES];
	desk_open(&d);
	AUTO_JSON library = file_of(&d, "brest");
	file_revision(library, revision);
	set(library, "capacity", cJSON_CreateNumber(4));
	set(library, "territory", cJSON_Parse("[\"29\"]"));
	struct directory_edit edit = {.actor = &d.ines, .object = library, .revision = revision};
	assert_int_equal(library_save(&d.w, &edit, &edited), RC_OK);
	take(&d, &edited);
	assert_int_equal(library_save(&d.w, &edit, &edited), RC_CONFLICT);
	assert_int_equal(d.refusal.sentence, SAY_DIRECTORY_CHANGED);
	desk_close(&d);
}

/* A directory that is shared late must not make one edit undo another. */
static void what_is_compared_is_the_record_and_not_the_shared_directory(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited first, second;
	desk_open(&d);
	AUTO_JSON capacity = cJSON_Parse("{\"id\":\"brest\",\"capacity\":2}");
	AUTO_JSON contact = cJSON_Parse("{\"id\":\"brest\",\"contact\":\"Accueil\"}");
	assert_int_equal(save(&d, &d.claire, capacity, &first), RC_OK);
	assert_int_equal(save(&d, &d.claire, contact, &second), RC_OK);
	assert_int_equal(json_int(second.file, "capacity", -1), 2);
	directory_edited_done(&first);
	directory_edited_done(&second);
	desk_close(&d);
}

static void a_page_is_stale_after_a_year_and_reviewed_in_one_step(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	struct directory_edit edit = {.actor = &d.claire};
	assert_int_equal(library_policy_reviewed(&d.w, &edit, "brest", &edited), RC_CONFLICT);
	assert_int_equal(d.refusal.sentence, SAY_POLICY_MISSING);
	AUTO_JSON own = cJSON_Parse("{\"id\":\"brest\",\"policy\":{\"reviewed\":\"2025-11-25\","
				    "\"text\":\"Horaires\"}}");
	assert_int_equal(save(&d, &d.claire, own, &edited), RC_OK);
	take(&d, &edited);
	int brest = directory_library(d.w.directory, "brest");
	int64_t day = calendar_day(fixture_now);
	assert_int_equal(library_policy_months(&d.w.directory->libraries[brest], day), 11);
	assert_false(library_policy_is_stale(&d.w.directory->libraries[brest], day));
	assert_true(library_policy_is_stale(&d.w.directory->libraries[brest], day + 1));
	assert_int_equal(library_policy_months(&d.w.directory->libraries[0], day), -1);
	assert_int_equal(library_policy_reviewed(&d.w, &edit, "brest", &edited), RC_OK);
	assert_string_equal(json_text(json_get(edited.file, "policy"), "reviewed", ""),
			    "2026-11-24");
	take(&d, &edited);
	desk_close(&d);
}

static void a_networks_queue_is_saved_in_its_place_and_the_fallback_stays_one(void **state)
{
	(void)state;
	struct desk d;
	struct directory_edited edited;
	desk_open(&d);
	AUTO_JSON params =
		cJSON_Parse("{\"queue\":{\"id\":\"experts-zines\",\"title\":\"Fanzines\",\"kind\":"
			    "\"expert\",\"library\":\"bpi\",\"topics\":[\"arts\"],"
			    "\"note\":\"Sur rendez-vous\"}}");
	/* Borrowed from a request, where it has a name of its own. */
	cJSON *queue = cJSON_GetObjectItemCaseSensitive(params, "queue");
	struct directory_edit edit = {.actor = &d.ines, .object = queue};
	assert_int_equal(network_queue_save(&d.w, &edit, "france", &edited), RC_OK);
	take(&d, &edited);
	int at = directory_queue(d.w.directory, "experts-zines");
	assert_string_equal(d.w.directory->queues[at].title, "Fanzines");
	assert_string_equal(d.w.directory->queues[at].note, "Sur rendez-vous");
	assert_true(d.w.directory->queues[at].topics[TOPIC_ARTS]);
	set(queue, "kind", cJSON_CreateString("fallback"));
	assert_int_equal(network_queue_save(&d.w, &edit, "france", &edited), RC_INVALID);
	directory_edited_done(&edited);
	set(queue, "kind", cJSON_CreateString("expert"));
	set(queue, "library", cJSON_CreateString("personne"));
	assert_int_equal(network_queue_save(&d.w, &edit, "france", &edited), RC_INVALID);
	assert_string_equal(field_of(&edited, 0), "library");
	directory_edited_done(&edited);
	assert_int_equal(network_queue_save(&d.w, &edit, "lune", &edited), RC_NOT_FOUND);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coordinator_changes_a_library_and_what_was_is_in_the_trace),
		cmocka_unit_test(a_mistake_is_told_at_its_field_and_nothing_is_saved),
		cmocka_unit_test(a_library_changes_its_own_page_calendar_capacity_and_contact_only),
		cmocka_unit_test(a_membership_makes_another_librarys_page_theirs),
		cmocka_unit_test(a_new_library_comes_with_its_queue_and_no_id_is_taken_twice),
		cmocka_unit_test(an_edition_that_is_no_longer_the_newest_is_a_conflict),
		cmocka_unit_test(what_is_compared_is_the_record_and_not_the_shared_directory),
		cmocka_unit_test(a_page_is_stale_after_a_year_and_reviewed_in_one_step),
		cmocka_unit_test(a_networks_queue_is_saved_in_its_place_and_the_fallback_stays_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
