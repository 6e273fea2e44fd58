/* SPDX-License-Identifier: EUPL-1.2 */
/* figures.c - see figures.h. */
#include "flow/figures.h"

#include "audit/audit.h"
#include "base/json.h"
#include "flow/directory.h"
#include "rules/taxonomy.h"
#include "store/figures_store.h"

#include <sodium.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, WEEK_DAYS = 7, HOUR_MS = 60 * 60 * 1000 };

struct counting {
	struct worker *w;
	cJSON *out;
	int64_t *open, *overdue; /* by queue index */
};

static bool put_count(void *arg, const char *word, int64_t count)
{
	json_put_int(arg, word, count);
	return true;
}

static bool put_topic(void *arg, const char *topic, int64_t count)
{
	int label = topic_find(topic);
	cJSON *item = cJSON_CreateObject();
	json_put_text(item, "topic", topic);
	json_put_text(item, "title", label < 0 ? "Sujet incertain" : topic_label(label)->title);
	json_put_int(item, "count", count);
	cJSON_AddItemToArray(arg, item);
	return true;
}

static bool note_overdue(void *arg, const char *queue, int64_t count)
{
	struct counting *c = arg;
	int at = directory_queue(c->w->directory, queue);
	if (at >= 0)
		c->overdue[at] = count;
	return true;
}

static enum rc put_queues(struct counting *c)
{
	const struct directory *d = c->w->directory;
	c->overdue = arena_alloc(c->w->arena, (size_t)d->queue_count * sizeof *c->overdue);
	if (c->overdue == NULL)
		return RC_LIMIT;
	int64_t now = clock_wall_ms(c->w->clock);
	enum rc rc = directory_loads(d, c->w->store, c->w->arena, &c->open);
	if (rc == RC_OK)
		rc = store_count_overdue(c->w->store, now, c->w->arena, note_overdue, c);
	cJSON *list = cJSON_CreateArray();
	json_put(c->out, "by_queue", list);
	for (int i = 0; rc == RC_OK && i < d->queue_count; i++) {
		const struct library_entry *library = &d->libraries[d->queues[i].library];
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "queue", d->queues[i].id);
		json_put_text(item, "title", d->queues[i].title);
		json_put_text(item, "library", library->id);
		json_put_text(item, "library_name", library->name);
		json_put_int(item, "open", c->open[i]);
		json_put_int(item, "overdue", c->overdue[i]);
		json_put_int(item, "capacity", library->capacity);
		cJSON_AddItemToArray(list, item);
	}
	return rc;
}

/* Back hour by hour to the first of the local day: at most 25 steps, right when summer time changes too. */
static int64_t start_of_today(struct worker *w)
{
	int64_t at = clock_wall_ms(w->clock);
	int today = calendar_date(at).day;
	at -= at % HOUR_MS;
	while (calendar_date(at - HOUR_MS).day == today)
		at -= HOUR_MS;
	return at;
}

static enum rc put_totals(struct counting *c)
{
	struct totals today, week;
	int64_t midnight = start_of_today(c->w);
	enum rc rc = store_totals(c->w->store, midnight, &today);
	if (rc == RC_OK)
		rc = store_totals(c->w->store, midnight - (WEEK_DAYS - 1) * (int64_t)DAY_MS, &week);
	if (rc != RC_OK)
		return rc;
	cJSON *asked = cJSON_CreateObject(), *answered = cJSON_CreateObject(),
	      *ratings = cJSON_CreateObject();
	json_put_int(asked, "today", today.asked_since);
	json_put_int(asked, "week", week.asked_since);
	json_put_int(asked, "total", today.asked);
	json_put(c->out, "asked", asked);
	json_put_int(answered, "count", today.answered);
	json_put_score(answered, "median_hours", (double)today.median_answer_ms / HOUR_MS);
	json_put(c->out, "answered", answered);
	json_put_int(ratings, "count", today.rated);
	json_put_score(ratings, "mean", today.mean_rating);
	json_put(c->out, "ratings", ratings);
	return RC_OK;
}

static enum rc put_audit(struct counting *c)
{
	int64_t size;
	uint8_t root[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];
	enum rc rc = audit_head(c->w->store, &size, root);
	if (rc != RC_OK)
		return rc;
	cJSON *item = cJSON_CreateObject();
	sodium_bin2hex(hex, sizeof hex, root, sizeof root);
	json_put_int(item, "size", size);
	json_put_text(item, "root", hex);
	json_put(c->out, "audit", item);
	return RC_OK;
}

static enum rc put_lists(struct counting *c)
{
	static const char *const uses[] = {"none", "search", "translation", "summary", "draft"};
	cJSON *states = cJSON_CreateObject(), *topics = cJSON_CreateArray(),
	      *ai = cJSON_CreateObject();
	json_put(c->out, "by_state", states);
	json_put(c->out, "by_topic", topics);
	json_put(c->out, "ai", ai);
	enum rc rc = store_count_states(c->w->store, c->w->arena, put_count, states);
	if (rc == RC_OK)
		rc = store_count_topics(c->w->store, 0, c->w->arena, put_topic, topics);
	if (rc == RC_OK)
		rc = store_count_ai(c->w->store, c->w->arena, put_count, ai);
	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
		if (json_get(ai, uses[i]) == NULL)
			json_put_int(ai, uses[i], 0);
	}
	return rc;
}

enum rc figures_json(struct worker *w, cJSON **out)
{
	struct counting c = {.w = w, .out = cJSON_CreateObject()};
	enum rc rc = put_lists(&c);
	if (rc == RC_OK)
		rc = put_queues(&c);
	if (rc == RC_OK)
		rc = put_totals(&c);
	if (rc == RC_OK)
		rc = put_audit(&c);
	if (rc == RC_OK)
		*out = c.out;
	else
		cJSON_Delete(c.out);
	return rc;
}
