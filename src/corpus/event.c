/* SPDX-License-Identifier: EUPL-1.2 */
/* event.c - see event.h. */
#include "corpus/event.h"

#include "base/xalloc.h"
#include "corpus/folder.h"

#include <string.h>

enum { TITLE_MAX = 200, PARTNERS_MAX = 20, TEXT_MAX = 20000 };

struct parts {
	struct corpus_event event;
	const struct yaml_node *audience, *topics;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, event.id), {0, 0}},
	{"title", FIELD_TEXT, true, offsetof(struct parts, event.title), {1, TITLE_MAX}},
	{"audience", FIELD_NODE, true, offsetof(struct parts, audience), {0, 0}},
	{"date", FIELD_DATE, true, offsetof(struct parts, event.date), {0, 0}},
	{"place", FIELD_SLUG, true, offsetof(struct parts, event.place), {0, 0}},
	{"partners", FIELD_TEXTS, false, offsetof(struct parts, event.partners), {0, PARTNERS_MAX}},
	{"topics", FIELD_NODE, true, offsetof(struct parts, topics), {0, 0}},
	{"description", FIELD_TEXT, true, offsetof(struct parts, event.description), {1, TEXT_MAX}},
	{"recording", FIELD_URL, false, offsetof(struct parts, event.recording), {0, 0}},
	{"illustration", FIELD_FLAG, false, offsetof(struct parts, event.is_illustration), {0, 0}},
	{"reviewed", FIELD_DATE, true, offsetof(struct parts, event.reviewed), {0, 0}},
	{0},
};

static const struct yaml_record record = {"an event", fields};

static bool read_labels(struct parts *parts)
{
	struct corpus_event *event = &parts->event;
	bool is_good = true;
	if (parts->audience != NULL &&
	    !want_label(parts->audience, LABEL_AUDIENCE, &event->audience))
		is_good = false;
	if (parts->topics != NULL && !want_topics(parts->topics, 1, TOPICS_MAX, &event->topics))
		is_good = false;
	return is_good;
}

static void add_event(const struct yaml_node *map, struct reading *r, void *arg)
{
	struct corpus_events *list = arg;
	struct parts parts = {0};
	struct corpus_event *event = &parts.event;
	bool is_good = read_record(map, &record, r->memory, &parts);
	if (!read_labels(&parts) || !is_good || !is_named_after(map, event->id) ||
	    !registry_define(r->registry, REGISTRY_TEXT, event->id, yaml_get(map, "id")))
		return;
	if (strcmp(event->place, "online") != 0)
		registry_refer(r->registry, REGISTRY_LIBRARY, event->place, yaml_get(map, "place"));
	event->file = path_kept(map, r);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *event;
}

bool corpus_events_load(const char *dir, struct reading *r, struct corpus_events *out)
{
	return folder_read(dir, r, add_event, out);
}
