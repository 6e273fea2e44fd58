/* SPDX-License-Identifier: EUPL-1.2 */
/* directory_store.c - see directory_store.h. */
#include "store/directory_store.h"

#include "base/str.h"
#include "store/statement.h"

#include <string.h>

static enum rc save_queue_labels(struct store *s, const char *queue, const char *dimension,
				 const char *label)
{
	AUTO_QUERY q = query_start(s, STMT_queue_label_add);
	query_bind_text(&q, queue);
	query_bind_text(&q, dimension);
	query_bind_text(&q, label);
	return query_run(&q);
}

static enum rc save_label_set(struct store *s, const struct queue *queue)
{
	enum rc rc = RC_OK;
	for (int i = 0; i < TOPIC_COUNT && rc == RC_OK; i++) {
		if (queue->topics & 1u << i)
			rc = save_queue_labels(s, queue->id, "topic", topic_label(i)->slug);
	}
	for (int i = 0; i < KIND_COUNT && rc == RC_OK; i++) {
		if (queue->kinds & 1u << i)
			rc = save_queue_labels(s, queue->id, "kind", kind_label(i)->slug);
	}
	for (int i = 0; i < FLAG_COUNT && rc == RC_OK; i++) {
		if (queue->flags & 1u << i)
			rc = save_queue_labels(s, queue->id, "flag", flag_label(i)->slug);
	}
	return rc;
}

struct queue_owner {
	const char *network, *library;
};

static enum rc save_queue(struct store *s, const struct queue *queue, struct queue_owner owner)
{
	AUTO_QUERY save = query_start(s, STMT_queue_save);
	query_bind_text(&save, queue->id);
	query_bind_text(&save, queue->title);
	query_bind_text(&save, owner.network);
	query_bind_text(&save, queue->library != NULL ? queue->library : owner.library);
	query_bind_text(&save, queue->kind);
	query_bind_text(&save, queue->note);
	enum rc rc = query_run(&save);
	if (rc != RC_OK)
		return rc;
	AUTO_QUERY drop = query_start(s, STMT_queue_labels_drop);
	query_bind_text(&drop, queue->id);
	rc = query_run(&drop);
	return rc == RC_OK ? save_label_set(s, queue) : rc;
}

static enum rc save_queues(struct store *s, const struct queues *queues, struct queue_owner owner)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < queues->count && rc == RC_OK; i++)
		rc = save_queue(s, &queues->items[i], owner);
	return rc;
}

enum rc store_network_save(struct store *s, const struct network *network)
{
	AUTO_QUERY q = query_start(s, STMT_network_save);
	query_bind_text(&q, network->id);
	query_bind_text(&q, network->name);
	query_bind_text(&q, network->country);
	query_bind_text(&q, network->zone);
	query_bind_text(&q, network->library);
	return query_run(&q);
}

enum rc store_network_queues_save(struct store *s, const struct network *network)
{
	return save_queues(s, &network->queues,
			   (struct queue_owner){network->id, network->library});
}

/* 0 Sunday … 6 Saturday, or -1 for a date. */
static int weekday_of(const char *closed)
{
	static const char *const names[] = {"dimanche", "lundi",    "mardi", "mercredi",
					    "jeudi",    "vendredi", "samedi"};
	for (int i = 0; i < 7; i++) {
		if (strcmp(names[i], closed) == 0)
			return i;
	}
	return -1;
}

static unsigned closed_weekdays(const struct library *library)
{
	unsigned days = 0;
	for (size_t i = 0; i < library->closed.count; i++) {
		int day = weekday_of(library->closed.items[i]);
		days |= day < 0 ? 0 : 1u << day;
	}
	return days;
}

static const char *text_or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static enum rc save_library_row(struct store *s, const struct library *library)
{
	struct str languages = {0};
	for (size_t i = 0; i < library->languages.count; i++)
		str_printf(&languages, "%s%s", i > 0 ? " " : "", library->languages.items[i]);
	AUTO_QUERY q = query_start(s, STMT_library_save);
	query_bind_text(&q, library->id);
	query_bind_text(&q, library->network);
	query_bind_text(&q, library->name);
	query_bind_text(&q, library->kind);
	query_bind_text(&q, library->commune);
	query_bind_text(&q, library->insee);
	query_bind_text(&q, library->departement);
	query_bind_text(&q, library->region);
	query_bind_int(&q, library->capacity);
	query_bind_text(&q, str_text(&languages));
	query_bind_text(&q, library->zone);
	query_bind_int(&q, library->is_illustration || library->is_example);
	query_bind_text(&q, library->policy_text == NULL ? "" : library->policy_text);
	query_bind_text(&q, text_or_null(library->policy_reviewed));
	query_bind_text(&q, library->convention.status == NULL ? "" : library->convention.status);
	query_bind_text(&q, text_or_null(library->convention.until));
	query_bind_text(&q, library->contact);
	query_bind_text(&q, library->website);
	query_bind_text(&q, library->email);
	query_bind_int(&q, closed_weekdays(library));
	enum rc rc = query_run(&q);
	str_done(&languages);
	return rc;
}

static enum rc add_closure(struct store *s, const struct closure_row *row)
{
	AUTO_QUERY q = query_start(s, STMT_library_closure_add);
	query_bind_text(&q, row->library);
	query_bind_text(&q, row->first_day);
	query_bind_text(&q, row->last_day);
	query_bind_text(&q, row->kind);
	query_bind_text(&q, row->why == NULL ? "" : row->why);
	return query_run(&q);
}

static enum rc save_closures(struct store *s, const struct library *library)
{
	AUTO_QUERY drop = query_start(s, STMT_library_closures_drop);
	query_bind_text(&drop, library->id);
	enum rc rc = query_run(&drop);
	for (size_t i = 0; i < library->closed.count && rc == RC_OK; i++) {
		const char *day = library->closed.items[i];
		if (weekday_of(day) < 0)
			rc = add_closure(
				s, &(struct closure_row){library->id, day, day, "closed", NULL});
	}
	for (size_t i = 0; i < library->absence_count && rc == RC_OK; i++) {
		const struct absence *absence = &library->absences[i];
		rc = add_closure(s, &(struct closure_row){library->id, absence->from, absence->to,
							  "absence", absence->why});
	}
	return rc;
}

static enum rc add_label(struct store *s, const struct label_row *label)
{
	AUTO_QUERY q = query_start(s, STMT_library_label_add);
	query_bind_text(&q, label->owner);
	query_bind_text(&q, label->dimension);
	query_bind_text(&q, label->label);
	query_bind_real(&q, label->weight);
	return query_run(&q);
}

static enum rc save_strengths(struct store *s, const struct library *library)
{
	enum rc rc = RC_OK;
	for (int i = 0; i < TOPIC_COUNT && rc == RC_OK; i++) {
		struct label_row label = {library->id, "topic", topic_label(i)->slug,
					  library->strengths[i]};
		if (label.weight > 0)
			rc = add_label(s, &label);
	}
	for (int i = 0; i < KIND_COUNT && rc == RC_OK; i++) {
		struct label_row label = {library->id, "kind", kind_label(i)->slug,
					  library->kinds[i]};
		if (label.weight > 0)
			rc = add_label(s, &label);
	}
	return rc;
}

static enum rc save_codes(struct store *s, const char *library, const char *dimension,
			  const struct texts *codes)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < codes->count && rc == RC_OK; i++) {
		struct label_row label = {library, dimension, codes->items[i], 1};
		rc = add_label(s, &label);
	}
	return rc;
}

enum rc store_library_save(struct store *s, const struct library *library)
{
	enum rc rc = save_library_row(s, library);
	if (rc == RC_OK)
		rc = save_closures(s, library);
	if (rc != RC_OK)
		return rc;
	AUTO_QUERY drop = query_start(s, STMT_library_labels_drop);
	query_bind_text(&drop, library->id);
	rc = query_run(&drop);
	if (rc == RC_OK)
		rc = save_strengths(s, library);
	if (rc == RC_OK)
		rc = save_codes(s, library->id, "territory", &library->territory);
	if (rc == RC_OK)
		rc = save_codes(s, library->id, "referent", &library->referent);
	if (rc == RC_OK)
		rc = save_queues(s, &library->queues,
				 (struct queue_owner){library->network, library->id});
	return rc;
}

/* ---------------------------------------------------------------- reading */

enum rc store_networks(struct store *s, struct arena *a,
		       bool (*each)(void *arg, const struct network_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_networks);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct network_row row = {
			.id = query_text(&q, 0, a),
			.name = query_text(&q, 1, a),
			.country = query_text(&q, 2, a),
			.calendar = query_text(&q, 3, a),
			.library = query_text(&q, 4, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_libraries(struct store *s, struct arena *a,
			bool (*each)(void *arg, const struct library_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_libraries);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct library_row row = {
			.id = query_text(&q, 0, a),
			.network = query_text(&q, 1, a),
			.name = query_text(&q, 2, a),
			.kind = query_text(&q, 3, a),
			.commune = query_text(&q, 4, a),
			.departement = query_text(&q, 5, a),
			.region = query_text(&q, 6, a),
			.languages = query_text(&q, 7, a),
			.zone = query_text(&q, 8, a),
			.capacity = query_int(&q, 9),
			.is_illustration = query_int(&q, 10) != 0,
			.policy_text = query_text(&q, 11, a),
			.policy_reviewed = query_text(&q, 12, a),
			.insee = query_text(&q, 13, a),
			.convention = query_text(&q, 14, a),
			.convention_until = query_text(&q, 15, a),
			.contact = query_text(&q, 16, a),
			.website = query_text(&q, 17, a),
			.email = query_text(&q, 18, a),
			.closed_weekdays = (unsigned)query_int(&q, 19),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

static enum rc each_label(struct query *q, struct arena *a,
			  bool (*each)(void *arg, const struct label_row *row), void *arg)
{
	enum step step;
	while ((step = query_step(q)) == STEP_ROW) {
		struct label_row row = {
			.owner = query_text(q, 0, a),
			.dimension = query_text(q, 1, a),
			.label = query_text(q, 2, a),
			.weight = query_real(q, 3),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_library_labels(struct store *s, struct arena *a,
			     bool (*each)(void *arg, const struct label_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_library_labels);
	return each_label(&q, a, each, arg);
}

enum rc store_library_closures(struct store *s, struct arena *a,
			       bool (*each)(void *arg, const struct closure_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_library_closures);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct closure_row row = {
			.library = query_text(&q, 0, a),
			.first_day = query_text(&q, 1, a),
			.last_day = query_text(&q, 2, a),
			.kind = query_text(&q, 3, a),
			.why = query_text(&q, 4, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_queues(struct store *s, struct arena *a,
		     bool (*each)(void *arg, const struct queue_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_queues);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct queue_row row = {
			.id = query_text(&q, 0, a),
			.title = query_text(&q, 1, a),
			.network = query_text(&q, 2, a),
			.library = query_text(&q, 3, a),
			.kind = query_text(&q, 4, a),
			.note = query_text(&q, 5, a),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_queue_labels(struct store *s, struct arena *a,
			   bool (*each)(void *arg, const struct label_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_queue_labels);
	return each_label(&q, a, each, arg);
}

enum rc store_queue_loads(struct store *s, struct arena *a,
			  bool (*each)(void *arg, const char *queue, int64_t open), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_queue_loads);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		if (!each(arg, query_text(&q, 0, a), query_int(&q, 1)))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_queue_figures(struct store *s, const char *week,
			    bool (*each)(void *arg, const struct queue_figures_row *row), void *arg)
{
	AUTO_QUERY q = query_start(s, STMT_queue_figures);
	query_bind_text(&q, week);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW) {
		struct queue_figures_row row = {
			.queue = query_text_here(&q, 0),
			.open = query_int(&q, 1),
			.routed = query_int(&q, 2),
		};
		if (!each(arg, &row))
			return RC_OK;
	}
	return step == STEP_DONE ? RC_OK : RC_UNAVAILABLE;
}

enum rc store_queue_week_add(struct store *s, const char *queue, const char *week)
{
	AUTO_QUERY q = query_start(s, STMT_queue_week_add);
	query_bind_text(&q, queue);
	query_bind_text(&q, week);
	return query_run(&q);
}
