/* SPDX-License-Identifier: EUPL-1.2 */
/* test_route.c - total, explainable, reproducible: constraints first, then place, subject and load. */
#include "flow/5_route.h"

#include "flow/directory.h"
#include "support/flow_fixture.h"

#include <math.h>

static struct classification about(int topic, const char *place)
{
	struct classification c = {.language = "fr", .kind.label = KIND_FAIT};
	if (topic >= 0) {
		c.topics[0] = (struct finding){.label = topic, .score = 0.9};
		c.topic_count = 1;
		c.is_sure = true;
	}
	c.place.code = place;
	c.place.name = place;
	return c;
}

static struct route route_with(struct desk *d, const struct route_request *request)
{
	struct route route;
	route_question(&d->w, request, &route);
	return route;
}

static const char *queue_id(const struct desk *d, int queue)
{
	return d->w.directory->queues[queue].id;
}

/* Where a question goes that comes through no widget, from nowhere in particular. */
static const char *queue_for(struct desk *d, const struct classification *c)
{
	struct route_request request = {.classification = c};
	return queue_id(d, route_with(d, &request).queue);
}

static void a_subject_goes_to_the_library_that_is_strong_in_it(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_GENEALOGIE, NULL);
	assert_string_equal(queue_for(&d, &c), "brest");
	c = about(TOPIC_ARTS, NULL);
	assert_string_equal(queue_for(&d, &c), "bpi");
	desk_close(&d);
}

static void a_place_outweighs_a_subject(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, "29");
	assert_string_equal(queue_for(&d, &c), "brest");
	c = about(TOPIC_SCIENCES, "67");
	assert_string_equal(queue_for(&d, &c), "strasbourg");
	c = about(-1, "47");
	assert_string_equal(queue_for(&d, &c), "agen");
	/* A département without a library of its own has one that answers for it. */
	c = about(-1, "22");
	assert_string_equal(queue_for(&d, &c), "brest");
	/* "2" is not "29". */
	c = about(-1, "2");
	assert_string_equal(queue_for(&d, &c), "reseau");
	desk_close(&d);
}

static void someone_in_danger_goes_to_the_urgent_queue_whatever_else_is_said(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, "29");
	c.flags[0] = (struct finding){.label = FLAG_DETRESSE, .score = 0.6};
	c.flag_count = 1;
	c.is_professional = true;
	c.queue = "experts-zines";
	assert_string_equal(queue_for(&d, &c), "urgence");
	/* A network without such a queue still decides. */
	struct route_request request = {.classification = &c, .country = "BE"};
	assert_string_equal(queue_id(&d, route_with(&d, &request).queue), "reseau-fwb");
	desk_close(&d);
}

static void a_question_of_the_trade_goes_to_the_professional_desk(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, "47");
	c.is_professional = true;
	assert_string_equal(queue_for(&d, &c), "metier");
	desk_close(&d);
}

static void an_asker_stays_in_the_network_of_the_library_the_country_or_the_place(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	const struct {
		const char *library, *country, *place, *about, *network;
	} cases[] = {
		{NULL, NULL, NULL, NULL, "france"},     {NULL, "FR", NULL, NULL, "france"},
		{NULL, "BE", NULL, NULL, "fwb"},        {NULL, NULL, "BE-WLG", NULL, "fwb"},
		{NULL, NULL, NULL, "BE-WLG", "fwb"},    {NULL, NULL, "29", "BE-WLG", "france"},
		{NULL, "FR", "BE-WLG", NULL, "france"}, {"liege", NULL, NULL, NULL, "fwb"},
		{"liege", "FR", "29", "29", "fwb"},     {"brest", "BE", NULL, NULL, "france"},
		{"unknown", "BE", NULL, NULL, "fwb"},   {NULL, "LU", NULL, NULL, "france"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct classification c = about(TOPIC_ARTS, cases[i].about);
		struct route_request request = {.classification = &c,
						.library = cases[i].library,
						.country = cases[i].country,
						.place = cases[i].place};
		struct route route = route_with(&d, &request);
		const struct directory *dir = d.w.directory;
		if (strcmp(dir->networks[route.network].id, cases[i].network) != 0)
			fail_msg("case %zu", i);
		assert_int_equal(dir->queues[route.queue].network, route.network);
	}
	desk_close(&d);
}

/* Of a library, writable: the directory of a test is the test's. */
static struct library_entry *library(struct desk *d, const char *id)
{
	struct directory *directory = (struct directory *)d->w.directory;
	return &directory->libraries[directory_library(directory, id)];
}

/* Away from the fixture's day on, both days included. */
static void close_for(struct desk *d, const char *id, int days)
{
	struct library_entry *entry = library(d, id);
	int64_t today = calendar_day(fixture_now);
	entry->closures = malloc(sizeof *entry->closures);
	assert_non_null(entry->closures);
	entry->closures[0] = (struct closure){
		.first = today, .last = today + days - 1, .kind = "absence", .why = ""};
	entry->closure_count = 1;
}

static void add_open(struct desk *d, const char *queue, int count)
{
	for (int i = 0; i < count; i++)
		assert_int_equal(store_queue_load_add(d->f.store, queue, 1), RC_OK);
}

/* Routed this week and answered since. */
static void add_week(struct desk *d, const char *queue, int count)
{
	assert_int_equal(store_queue_load_add(d->f.store, queue, 0), RC_OK);
	for (int i = 0; i < count; i++)
		assert_int_equal(store_queue_week_add(d->f.store, queue, "2026-W48"), RC_OK);
}

static const struct candidate *candidate_of(const struct desk *d, const struct route *route,
					    const char *queue)
{
	for (int i = 0; i < route->candidate_count; i++) {
		if (strcmp(queue_id(d, route->candidates[i].queue), queue) == 0)
			return &route->candidates[i];
	}
	return NULL;
}

static bool says(const struct candidate *c, const char *words)
{
	for (int i = 0; i < c->because_count; i++) {
		if (strstr(c->because[i], words) != NULL)
			return true;
	}
	return false;
}

static bool is_equal_one(const char *queue)
{
	return strcmp(queue, "agen") == 0 || strcmp(queue, "albi") == 0;
}

static void equal_libraries_are_told_apart_by_load(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	const char *first = queue_for(&d, &c);
	const char *other = strcmp(first, "agen") == 0 ? "albi" : "agen";
	assert_true(is_equal_one(first));
	for (int i = 0; i < 3; i++)
		assert_string_equal(queue_for(&d, &c), first);
	add_open(&d, first, 5);
	assert_string_equal(queue_for(&d, &c), other);
	add_open(&d, other, 9);
	assert_string_equal(queue_for(&d, &c), first);
	/* Without the record, queues count as empty and a decision is made all the same. */
	d.w.store = NULL;
	assert_string_equal(queue_for(&d, &c), first);
	d.w.store = d.f.store;
	desk_close(&d);
}

static void
a_tie_goes_to_the_smaller_share_of_the_week_and_then_to_the_questions_own_order(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	int to_agen = 0;
	for (int i = 0; i < 200; i++) {
		char key[33];
		snprintf(key, sizeof key, "%032x", i);
		struct route_request request = {.classification = &c, .key = key};
		struct route route = route_with(&d, &request);
		const struct candidate *a = candidate_of(&d, &route, "agen"),
				       *b = candidate_of(&d, &route, "albi");
		bool is_agen = strcmp(queue_id(&d, route.queue), "agen") == 0;
		assert_true(is_agen ? a->tie < b->tie : b->tie < a->tie);
		assert_true(a->tie == shortlist_tie(key, "agen"));
		assert_true(says(&route.candidates[0], "tirage fixe"));
		to_agen += is_agen;
	}
	assert_in_range(to_agen, 70, 130);
	/* One question is 1/20 of the week and 0.0075 of the score: within one step, and another share. */
	library(&d, "agen")->topics[TOPIC_SCIENCES] = 0.82F;
	library(&d, "albi")->topics[TOPIC_SCIENCES] = 0.82F;
	const char *first = queue_for(&d, &c);
	add_week(&d, first, 1);
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_not_equal(queue_id(&d, route.queue), first);
	assert_true(says(&route.candidates[0], "plus sollicitée cette semaine"));
	desk_close(&d);
}

/* For whoever recomputes a decision with other tools: FNV-1a and MurmurHash3's finaliser, made in Python. */
static void the_hash_of_a_tie_is_the_documented_one(void **state)
{
	(void)state;
	assert_true(shortlist_tie("00112233445566778899aabbccddeeff", "brest") ==
		    UINT64_C(0x288b16d8f9de65a1));
	assert_true(shortlist_tie(NULL, "agen") == UINT64_C(0xc71c233f2a5da705));
}

static void who_had_more_than_its_share_of_the_week_is_spared(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	library(&d, "agen")->topics[TOPIC_SCIENCES] = 0.9F;
	assert_string_equal(queue_for(&d, &c), "agen");
	add_week(&d, "agen", 10);
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "albi");
	assert_true(says(candidate_of(&d, &route, "agen"), "10 reçues cette semaine"));
	assert_true(says(&route.candidates[0], "moins de place"));
	assert_non_null(strstr(route.asker_sentence, "dans les temps"));
	/* Last week's are forgotten. */
	d.clock.offset_ms = fixture_now + 7 * 86400000LL;
	assert_string_equal(queue_for(&d, &c), "agen");
	desk_close(&d);
}

static void several_topics_are_shares_of_the_question(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	c.topics[0].score = 0.99;
	c.topics[1] = (struct finding){.label = TOPIC_DROIT, .score = 0.99};
	c.topics[2] = (struct finding){.label = TOPIC_ARTS, .score = 0.99};
	c.topic_count = 3;
	/* Who knows the second topic too covers more of it than the equally strong neighbour. */
	library(&d, "albi")->topics[TOPIC_DROIT] = 0.8F;
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "albi");
	assert_true(route.candidates[0].parts[PART_TOPIC] <= 0.45);
	/* A score ten times smaller says the same when the others are as much smaller. */
	double part = route.candidates[0].parts[PART_TOPIC];
	for (int i = 0; i < 3; i++)
		c.topics[i].score = 0.099;
	route = route_with(&d, &request);
	assert_true(part - route.candidates[0].parts[PART_TOPIC] < 1e-9);
	desk_close(&d);
}

static void who_has_no_capacity_is_out_and_seen_to_be(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_GENEALOGIE, NULL);
	library(&d, "brest")->capacity = 0;
	library(&d, "bpi")->topics[TOPIC_GENEALOGIE] = 0.6F;
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "bpi");
	const struct candidate *out = candidate_of(&d, &route, "brest");
	assert_non_null(out);
	assert_true(out->is_excluded && out->score <= 0);
	assert_true(says(out, "sans capacité cette semaine"));
	assert_ptr_equal(out, &route.candidates[route.candidate_count - 1]);
	/* The asker's own library keeps its people; a place is not left alone. */
	request.library = "brest";
	route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "brest");
	assert_true(says(&route.candidates[0], "c'est la bibliothèque de la personne"));
	request.library = NULL;
	c.place.code = c.place.name = "29";
	route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "brest");
	assert_true(route.candidates[0].is_in_spite);
	assert_true(says(&route.candidates[0], "personne d'autre ne répond pour ce territoire"));
	/* With somebody else who answers for it, it is. */
	c.place.code = c.place.name = "22";
	library(&d, "agen")->territory_keys = library(&d, "brest")->referent_keys;
	assert_string_equal(queue_for(&d, &c), "agen");
	desk_close(&d);
}

static void who_is_away_until_it_is_due_is_out(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	library(&d, "albi")->topics[TOPIC_SCIENCES] = 0.6F;
	struct route_request request = {.classification = &c};
	/* Asked on a Tuesday morning, due on Friday: Tuesday, Wednesday and Thursday are what there is. */
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "agen");
	close_for(&d, "agen", 1);
	route = route_with(&d, &request);
	const struct candidate *agen = candidate_of(&d, &route, "agen");
	assert_false(agen->is_excluded);
	assert_true(says(agen, "2 jours ouvrés sur 3"));
	library(&d, "agen")->closures[0].last++;
	route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "albi");
	agen = candidate_of(&d, &route, "agen");
	assert_true(agen->is_excluded);
	assert_true(says(agen, "absente jusqu'au 25 novembre"));
	/* After noon the day is over: the two that are left are Thursday and Friday. */
	d.clock.offset_ms = fixture_now + 6 * 3600000LL;
	route = route_with(&d, &request);
	assert_false(candidate_of(&d, &route, "agen")->is_excluded);
	/* Weekdays without service count like days away. */
	library(&d, "agen")->closed_weekdays = 1u << 4;
	route = route_with(&d, &request);
	assert_true(candidate_of(&d, &route, "agen")->is_excluded);
	desk_close(&d);
}

static void at_most_two_of_those_that_are_out_are_shown(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	static const char *const ids[] = {"agen", "albi", "bpi", "strasbourg"};
	for (int i = 0; i < 4; i++) {
		library(&d, ids[i])->topics[TOPIC_SCIENCES] = 0.6F + 0.1F * (float)i;
		library(&d, ids[i])->capacity = 0;
	}
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "reseau");
	assert_int_equal(route.candidate_count, 3);
	assert_true(candidate_of(&d, &route, "strasbourg")->is_excluded);
	assert_true(candidate_of(&d, &route, "bpi")->is_excluded);
	desk_close(&d);
}

static void nothing_is_sent_to_a_closed_queue(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct directory *directory = (struct directory *)d.w.directory;
	struct classification c = about(TOPIC_MUSIQUE, NULL);
	assert_string_equal(queue_for(&d, &c), "experts-musique");
	directory->queues[directory_queue(directory, "experts-musique")].is_closed = true;
	assert_string_equal(queue_for(&d, &c), "reseau");
	directory->queues[directory_queue(directory, "metier")].is_closed = true;
	c.is_professional = true;
	assert_string_equal(queue_for(&d, &c), "reseau");
	desk_close(&d);
}

static void the_parts_of_a_score_add_up_to_it_and_are_stored(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_GENEALOGIE, "29");
	c.kind.label = KIND_IDENTIFICATION;
	add_open(&d, "brest", 2);
	struct route_request request = {
		.classification = &c, .library = "brest", .place = "29", .key = "k"};
	struct route route = route_with(&d, &request);
	for (int i = 0; i < route.candidate_count; i++) {
		double sum = 0;
		for (int p = 0; p < ROUTE_PART_COUNT; p++)
			sum += route.candidates[i].parts[p];
		if (route.candidates[i].constraint == NULL && !route.candidates[i].is_excluded)
			assert_true(fabs(sum - route.candidates[i].score) < 1e-9);
	}
	cJSON *list = route_candidates_json(&d.w, &route);
	const cJSON *first = cJSON_GetArrayItem(list, 0);
	const cJSON *parts = cJSON_GetObjectItemCaseSensitive(first, "parts");
	static const char *const names[] = {"topic", "kind", "place", "asker",
					    "own",   "load", "week",  "calendar"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_non_null(cJSON_GetObjectItemCaseSensitive(parts, names[i]));
	/* 15 a week, 3 of 5 days: 9 before it is due, 2 of them taken. */
	double load = cJSON_GetObjectItemCaseSensitive(parts, "load")->valuedouble;
	double full = 0.15 * 7 / 9;
	assert_true(fabs(load - full) < 0.001);
	assert_non_null(cJSON_GetObjectItemCaseSensitive(first, "tie"));
	cJSON_Delete(list);
	desk_close(&d);
}

static void load_makes_nobody_able(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	/* brest drowns, and still nobody else knows its streets. */
	for (int i = 0; i < 500; i++)
		assert_int_equal(store_queue_load_add(d.f.store, "brest", 1), RC_OK);
	struct classification c = about(TOPIC_SCIENCES, "29");
	assert_string_equal(queue_for(&d, &c), "brest");
	desk_close(&d);
}

static void without_a_better_reason_the_asker_stays_at_home(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(-1, NULL);
	struct route_request request = {.classification = &c, .library = "strasbourg"};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "strasbourg");
	assert_non_null(strstr(route.asker_sentence, "votre bibliothèque"));
	c = about(-1, "29");
	route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "brest");
	desk_close(&d);
}

static void what_nobody_stands_out_for_goes_to_the_whole_network(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(-1, NULL);
	assert_string_equal(queue_for(&d, &c), "reseau");
	c = about(TOPIC_JEUX, NULL);
	assert_string_equal(queue_for(&d, &c), "reseau");
	/* A guess that is weak is no reason. */
	c = about(TOPIC_GENEALOGIE, NULL);
	c.topics[0].score = 0.2;
	c.is_sure = false;
	assert_string_equal(queue_for(&d, &c), "reseau");
	desk_close(&d);
}

static void a_subject_that_is_not_sure_goes_to_the_network_unless_somebody_is_near(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_GENEALOGIE, NULL);
	c.topics[0].score = 0.39;
	/* With the best of scores otherwise: sure, it would be brest's. */
	assert_string_equal(queue_for(&d, &c), "brest");
	c.is_sure = false;
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "reseau");
	assert_non_null(strstr(route.staff_sentence, "pas sûr"));
	/* Those who were weighed stay to be seen. */
	assert_true(route.candidate_count > 1);
	c.place.code = c.place.name = "67";
	assert_string_equal(queue_for(&d, &c), "strasbourg");
	c.place.code = c.place.name = NULL;
	request.library = "albi";
	route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "albi");
	assert_int_equal(route.candidates[0].queue, route.queue);
	desk_close(&d);
}

static void hours_and_cards_are_each_librarys_own(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_BIBLIOTHEQUE, NULL);
	c.kind.label = KIND_PRATIQUE;
	assert_string_equal(queue_for(&d, &c), "reseau");
	struct route_request request = {.classification = &c, .library = "agen"};
	assert_string_equal(queue_id(&d, route_with(&d, &request).queue), "agen");
	desk_close(&d);
}

static void experts_are_reached_by_their_subject_or_by_a_rule(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_MUSIQUE, NULL);
	assert_string_equal(queue_for(&d, &c), "experts-musique");
	/* When it is not sure, they are not bothered. */
	c.is_sure = false;
	assert_string_equal(queue_for(&d, &c), "reseau");
	c = about(TOPIC_ARTS, NULL);
	c.queue = "experts-zines";
	assert_string_equal(queue_for(&d, &c), "experts-zines");
	/* A rule that names a queue of another network, or none, is passed over. */
	c.queue = "reseau-fwb";
	assert_string_equal(queue_for(&d, &c), "bpi");
	c.queue = "nowhere";
	assert_string_equal(queue_for(&d, &c), "bpi");
	desk_close(&d);
}

static void who_also_speaks_the_askers_language_is_preferred(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, NULL);
	c.topics[0].score = 0.6;
	c.topics[1] = (struct finding){.label = TOPIC_ARTS, .score = 0.6};
	c.topic_count = 2;
	assert_true(is_equal_one(queue_for(&d, &c)));
	c.language = "en";
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	assert_string_equal(queue_id(&d, route.queue), "bpi");
	assert_true(says(candidate_of(&d, &route, "agen"), "ne répond pas dans la langue"));
	/* A language that nobody answers in keeps nobody out. */
	c.language = "xx";
	assert_true(is_equal_one(queue_for(&d, &c)));
	/* Nor does a language leave a place alone. */
	c.language = "en";
	c.place.code = c.place.name = "29";
	assert_string_equal(queue_for(&d, &c), "brest");
	desk_close(&d);
}

static void the_promise_is_three_working_days_of_the_network(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(-1, NULL);
	struct route_request french = {.classification = &c};
	struct route_request belgian = {.classification = &c, .country = "BE"};
	/* Monday 2026-07-20, noon: Tuesday is a holiday in Belgium. */
	int64_t monday = 1784541600000, day = 24 * 60 * 60 * 1000LL;
	d.clock.offset_ms = monday;
	assert_int_equal(route_with(&d, &french).due_at, monday + 3 * day);
	assert_int_equal(route_with(&d, &belgian).due_at, monday + 4 * day);
	d.settings.answer_days = 1;
	assert_int_equal(route_with(&d, &french).due_at, monday + day);
	desk_close(&d);
}

static void the_decision_is_told_to_both_sides(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_SCIENCES, "29");
	for (int locale = 0; locale < LOCALE_COUNT; locale++) {
		struct route_request request = {.classification = &c,
						.locale = (enum locale)locale};
		struct route route = route_with(&d, &request);
		assert_non_null(strstr(route.asker_sentence, "brest"));
		assert_null(strstr(route.asker_sentence, "%"));
		assert_non_null(strstr(route.staff_sentence, "son territoire"));
	}
	struct route_request request = {.classification = &c};
	struct route route = route_with(&d, &request);
	cJSON *list = route_candidates_json(&d.w, &route);
	assert_int_equal(cJSON_GetArraySize(list), route.candidate_count);
	const cJSON *first = cJSON_GetArrayItem(list, 0);
	assert_string_equal(cJSON_GetObjectItemCaseSensitive(first, "queue")->valuestring, "brest");
	assert_true(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(first, "because")) >= 2);
	cJSON_Delete(list);
	desk_close(&d);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static struct classification random_classification(uint32_t *seed)
{
	static const char *const places[] = {NULL, "29", "22", "67", "BE-WLG", "BE-XXX", "99", ""};
	static const char *const languages[] = {"fr", "en", "nl", "ar", "xx"};
	static const char *const queues[] = {NULL,     NULL,         NULL,
					     "brest",  "urgence",    "experts-zines",
					     "reseau", "reseau-fwb", "partenaire-archives",
					     "?"};
	struct classification c = {0};
	c.topic_count = (int)(next_random(seed) % 6);
	for (int i = 0; i < c.topic_count; i++)
		c.topics[i] = (struct finding){.label = (int)(next_random(seed) % TOPIC_COUNT),
					       .score = next_random(seed) % 1001 / 1000.0};
	c.kind.label = (int)(next_random(seed) % KIND_COUNT);
	c.flag_count = (int)(next_random(seed) % 3);
	for (int i = 0; i < c.flag_count; i++)
		c.flags[i].label = (int)(next_random(seed) % FLAG_COUNT);
	c.place.code = places[next_random(seed) % 8];
	c.place.name = c.place.code;
	c.language = languages[next_random(seed) % 5];
	c.is_professional = next_random(seed) % 10 == 0;
	c.queue = queues[next_random(seed) % 10];
	c.is_sure = c.topic_count > 0 && next_random(seed) % 2 == 0;
	return c;
}

static void check_candidates(const struct desk *d, const struct route *route)
{
	assert_true(route->candidate_count >= 1 && route->candidate_count <= CANDIDATES_MAX);
	assert_int_equal(route->candidates[0].queue, route->queue);
	for (int i = 0; i < route->candidate_count; i++) {
		const struct candidate *c = &route->candidates[i];
		assert_true(c->because_count >= 1);
		assert_int_equal(d->w.directory->queues[c->queue].network, route->network);
		if (i > 1 && !c->is_excluded)
			assert_true(route->candidates[i - 1].score >= c->score);
		for (int k = 0; k < i; k++) {
			if (route->candidates[k].queue == c->queue)
				fail_msg("%s is there twice", queue_id(d, c->queue));
		}
	}
}

static void every_question_gets_one_queue_and_its_reasons(void **state)
{
	(void)state;
	static const char *const libraries[] = {NULL, NULL, "brest", "liege", "?"};
	static const char *const countries[] = {NULL, "FR", "BE", "LU"};
	static const char *const places[] = {NULL, "29", "BE-WLG", "00"};
	struct desk d;
	uint32_t seed = 20261121;
	desk_open(&d);
	for (int i = 0; i < 5000; i++) {
		struct classification c = random_classification(&seed);
		struct route_request request = {.classification = &c,
						.library = libraries[next_random(&seed) % 5],
						.country = countries[next_random(&seed) % 4],
						.place = places[next_random(&seed) % 4],
						.locale = next_random(&seed) % LOCALE_COUNT};
		struct route route = route_with(&d, &request), again = route_with(&d, &request);
		const struct directory *dir = d.w.directory;
		assert_true(route.queue >= 0 && route.queue < dir->queue_count);
		assert_int_equal(route.queue, again.queue);
		assert_true(route.due_at > fixture_now);
		assert_true(strlen(route.asker_sentence) > 10 && strlen(route.staff_sentence) > 10);
		check_candidates(&d, &route);
		/* Partners get what a person refers to them, with the asker's consent; or what a rule says. */
		if (dir->queues[route.queue].kind == QUEUE_PARTNER)
			assert_string_equal(c.queue, queue_id(&d, route.queue));
		arena_done(&d.f.arena);
		arena_init(&d.f.arena, FIXTURE_ARENA_BYTES);
	}
	desk_close(&d);
}

/* An arena that is used up costs the reasons, never the decision. */
static void without_memory_there_is_still_a_decision(void **state)
{
	(void)state;
	struct desk d;
	desk_open(&d);
	struct classification c = about(TOPIC_GENEALOGIE, "29");
	struct route_request request = {.classification = &c};
	for (size_t cap = 0; cap < 4096; cap += 64) {
		struct arena small;
		struct route route;
		arena_init(&small, cap);
		d.w.arena = &small;
		route_question(&d.w, &request, &route);
		assert_true(route.queue >= 0 && route.queue < d.w.directory->queue_count);
		assert_non_null(route.asker_sentence);
		assert_non_null(route.staff_sentence);
		arena_done(&small);
	}
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_subject_goes_to_the_library_that_is_strong_in_it),
		cmocka_unit_test(a_place_outweighs_a_subject),
		cmocka_unit_test(someone_in_danger_goes_to_the_urgent_queue_whatever_else_is_said),
		cmocka_unit_test(a_question_of_the_trade_goes_to_the_professional_desk),
		cmocka_unit_test(
			an_asker_stays_in_the_network_of_the_library_the_country_or_the_place),
		cmocka_unit_test(equal_libraries_are_told_apart_by_load),
		cmocka_unit_test(
			a_tie_goes_to_the_smaller_share_of_the_week_and_then_to_the_questions_own_order),
		cmocka_unit_test(the_hash_of_a_tie_is_the_documented_one),
		cmocka_unit_test(who_had_more_than_its_share_of_the_week_is_spared),
		cmocka_unit_test(several_topics_are_shares_of_the_question),
		cmocka_unit_test(who_has_no_capacity_is_out_and_seen_to_be),
		cmocka_unit_test(who_is_away_until_it_is_due_is_out),
		cmocka_unit_test(at_most_two_of_those_that_are_out_are_shown),
		cmocka_unit_test(nothing_is_sent_to_a_closed_queue),
		cmocka_unit_test(the_parts_of_a_score_add_up_to_it_and_are_stored),
		cmocka_unit_test(load_makes_nobody_able),
		cmocka_unit_test(without_a_better_reason_the_asker_stays_at_home),
		cmocka_unit_test(what_nobody_stands_out_for_goes_to_the_whole_network),
		cmocka_unit_test(
			a_subject_that_is_not_sure_goes_to_the_network_unless_somebody_is_near),
		cmocka_unit_test(hours_and_cards_are_each_librarys_own),
		cmocka_unit_test(experts_are_reached_by_their_subject_or_by_a_rule),
		cmocka_unit_test(who_also_speaks_the_askers_language_is_preferred),
		cmocka_unit_test(the_promise_is_three_working_days_of_the_network),
		cmocka_unit_test(the_decision_is_told_to_both_sides),
		cmocka_unit_test(every_question_gets_one_queue_and_its_reasons),
		cmocka_unit_test(without_memory_there_is_still_a_decision),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
