/* SPDX-License-Identifier: EUPL-1.2 */
/* test_directory_search.c - libraries found by the beginnings of words, accents and case aside; who sees what. */
#include "flow/directory_search.h"

#include "base/json.h"
#include "base/str.h"
#include "flow/directory_edit.h"
#include "support/flow_fixture.h"

static void add(struct desk *d, const char *text)
{
	struct directory_edited edited;
	AUTO_JSON object = cJSON_Parse(text);
	struct directory_edit edit = {.actor = &d->ines, .object = object};
	assert_non_null(object);
	enum rc rc = library_save(&d->w, &edit, &edited);
	if (rc != RC_OK)
		fail_msg("%s", cJSON_Print(edited.problems));
	directory_free((struct directory *)d->w.directory);
	d->w.directory = edited.directory;
	edited.directory = NULL;
	directory_edited_done(&edited);
}

#define ENTRY(id, name, commune, code, region, more)                                               \
	"{\"id\":\"" id "\",\"name\":\"" name                                                      \
	"\",\"network\":\"france\",\"kind\":\"municipale\",\"commune\":\"" commune                 \
	"\",\"departement\":\"" code "\",\"region\":\"" region "\",\"territory\":[\"" code         \
	"\"],\"languages\":[\"fr\"],\"capacity\":10,\"calendar\":{\"zone\":\"metropole\"},"        \
	"\"queues\":[{\"id\":\"" id "\",\"title\":\"" name "\"}]" more "}"

static void open_places(struct desk *d)
{
	desk_open(d);
	desk_learn(d, "- id: x\n  when: {any: [xyzzy]}\n  then: {topic: histoire, weight: 0.5}\n  "
		      "why: x\n");
	add(d, ENTRY("foix", "Médiathèque du Pays de Foix", "Foix", "09", "Occitanie",
		     ",\"strengths\":{\"histoire\":0.6},\"contact\":\"Accueil\""));
	add(d, ENTRY("saint-foix", "Bibliothèque de Saint-Foix", "Saint-Foix", "31", "Occitanie",
		     ",\"strengths\":{\"histoire\":0.9}"));
	add(d, ENTRY("nimes", "Carré d'art", "Nîmes", "30", "Occitanie", ""));
}

/* The ids that are found, between spaces. */
static const char *found(struct desk *d, const struct directory_query *query, struct str *out)
{
	cJSON *result = NULL;
	struct directory_query asked = *query;
	asked.limit = DIRECTORY_HITS_MAX;
	assert_int_equal(directory_search(&d->w, &asked, &result), RC_OK);
	str_clear(out);
	const cJSON *item;
	cJSON_ArrayForEach(item, json_get(result, "libraries"))
		str_printf(out, "%s%s", out->len > 0 ? " " : "", json_text(item, "id", "?"));
	cJSON_Delete(result);
	return str_text(out);
}

static void words_are_found_by_their_beginning_without_accents(void **state)
{
	(void)state;
	static const struct {
		const char *text, *ids;
	} cases[] = {
		{"nimes", "nimes"},    {"NÎM", "nimes"},   {"carre", "nimes"}, {"d'art", "nimes"},
		{"oix", ""},           {"ariège", "foix"}, {"ARIEGE", "foix"}, {"09", "foix"},
		{"medi pays", "foix"}, {"medi nimes", ""},
	};
	struct desk d;
	struct str out = {0};
	open_places(&d);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct directory_query query = {.text = cases[i].text};
		assert_string_equal(found(&d, &query, &out), cases[i].ids);
	}
	str_done(&out);
	desk_close(&d);
}

static void the_commune_named_in_full_comes_first(void **state)
{
	(void)state;
	struct desk d;
	struct str out = {0};
	open_places(&d);
	assert_string_equal(found(&d, &(struct directory_query){.text = "Foix"}, &out),
			    "foix saint-foix");
	assert_string_equal(found(&d, &(struct directory_query){.topic = "histoire"}, &out),
			    "saint-foix foix");
	assert_string_equal(found(&d, &(struct directory_query){.departement = "30"}, &out),
			    "nimes");
	assert_string_equal(found(&d, &(struct directory_query){.departement = "22"}, &out),
			    "brest");
	assert_string_equal(
		found(&d, &(struct directory_query){.region = "Occitanie", .text = "carre"}, &out),
		"nimes");
	assert_string_equal(found(&d, &(struct directory_query){.network = "fwb"}, &out), "liege");
	str_done(&out);
	desk_close(&d);
}

static void the_public_sees_places_and_staff_see_figures(void **state)
{
	(void)state;
	struct desk d;
	cJSON *result = NULL;
	open_places(&d);
	desk_routed(&d, "foix");
	struct directory_query query = {.text = "foix", .limit = 1};
	assert_int_equal(directory_search(&d.w, &query, &result), RC_OK);
	const cJSON *hit = cJSON_GetArrayItem(json_get(result, "libraries"), 0);
	assert_int_equal(json_int(result, "total", 0), 2);
	assert_string_equal(
		json_text(cJSON_GetArrayItem(json_get(hit, "territory"), 0), "name", ""), "Ariège");
	static const char *const hidden[] = {"strengths", "capacity", "open",   "contact",
					     "email",     "policy",   "people", "convention"};
	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
		assert_null(json_get(hit, hidden[i]));
	cJSON_Delete(result);
	query.is_staff = true;
	assert_int_equal(directory_search(&d.w, &query, &result), RC_OK);
	hit = cJSON_GetArrayItem(json_get(result, "libraries"), 0);
	assert_int_equal(json_int(hit, "open", -1), 1);
	assert_int_equal(json_int(hit, "people", -1), 0);
	assert_string_equal(json_text(hit, "contact", ""), "Accueil");
	cJSON_Delete(result);
	assert_int_equal(directory_library_json(&d.w, "brest", &result), RC_OK);
	assert_int_equal(json_int(result, "people", -1), 2);
	cJSON_Delete(result);
	assert_int_equal(directory_library_json(&d.w, "lune", &result), RC_NOT_FOUND);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_by_their_beginning_without_accents),
		cmocka_unit_test(the_commune_named_in_full_comes_first),
		cmocka_unit_test(the_public_sees_places_and_staff_see_figures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
