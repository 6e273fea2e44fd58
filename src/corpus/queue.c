/* SPDX-License-Identifier: EUPL-1.2 */
/* queue.c - see queue.h. */
#include "corpus/queue.h"

#include "files/fields.h"
#include "rules/labels.h"

#include <string.h>

enum { TITLE_MAX = 120, NOTE_MAX = 1000, QUEUES_MAX = 50 };

static const char *const kinds[] = {"library", "fallback", "urgent", "professional",
				    "expert",  "partner",  NULL};

struct parts {
	struct queue queue;
	const struct yaml_node *topics, *kinds, *flags;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, queue.id), {0, 0}},
	{"title", FIELD_TEXT, true, offsetof(struct parts, queue.title), {1, TITLE_MAX}},
	{"kind", FIELD_SLUG, false, offsetof(struct parts, queue.kind), {0, 0}},
	{"library", FIELD_SLUG, false, offsetof(struct parts, queue.library), {0, 0}},
	{"topics", FIELD_NODE, false, offsetof(struct parts, topics), {0, 0}},
	{"kinds", FIELD_NODE, false, offsetof(struct parts, kinds), {0, 0}},
	{"flags", FIELD_NODE, false, offsetof(struct parts, flags), {0, 0}},
	{"note", FIELD_TEXT, false, offsetof(struct parts, queue.note), {1, NOTE_MAX}},
	{0},
};

static const struct yaml_record record = {"a queue", fields};

static bool read_labels(const struct parts *parts, struct queue *out)
{
	bool is_good = true;
	if (parts->topics != NULL && !want_label_set(parts->topics, LABEL_TOPIC, &out->topics))
		is_good = false;
	if (parts->kinds != NULL && !want_label_set(parts->kinds, LABEL_KIND, &out->kinds))
		is_good = false;
	if (parts->flags != NULL && !want_label_set(parts->flags, LABEL_FLAG, &out->flags))
		is_good = false;
	return is_good;
}

/* A network has one fallback, and each library the queues of its own: in its own file. */
static bool fits_owner(const struct yaml_node *kind, const char *library)
{
	static const char *const of_network[] = {"fallback", "urgent", "professional"};
	if (library == NULL && strcmp(yaml_text(kind), kinds[0]) == 0) {
		yaml_problem(kind, "a queue of kind library stands in the file of its library");
		return false;
	}
	for (size_t i = 0; library != NULL && i < sizeof of_network / sizeof of_network[0]; i++) {
		if (strcmp(yaml_text(kind), of_network[i]) != 0)
			continue;
		yaml_problem(kind, "a queue of kind %s stands in the file of a network",
			     of_network[i]);
		return false;
	}
	return true;
}

/* Fills in what a library's own queue need not say; what a network's must. */
static bool settle_owner(const struct yaml_node *n, const char *library, struct reading *r,
			 struct queue *q)
{
	if (library != NULL && q->kind == NULL)
		q->kind = arena_copy(r->memory, kinds[0], strlen(kinds[0]));
	if (library != NULL && q->library == NULL)
		q->library = arena_copy(r->memory, library, strlen(library));
	if (q->kind == NULL || q->library == NULL) {
		yaml_problem(n, "a queue of a network needs \"kind\" and \"library\"");
		return false;
	}
	const struct yaml_node *kind = yaml_get(n, "kind");
	return kind == NULL ||
	       (want_word(kind, "kind of queue", kinds) && fits_owner(kind, library));
}

static bool read_queue(const struct yaml_node *n, const char *library, struct reading *r,
		       struct queue *out)
{
	struct parts parts = {0};
	bool is_good = read_record(n, &record, r->memory, &parts);
	if (!read_labels(&parts, &parts.queue) || !is_good)
		return false;
	if (!settle_owner(n, library, r, &parts.queue) ||
	    !registry_define(r->registry, REGISTRY_QUEUE, parts.queue.id, yaml_get(n, "id")))
		return false;
	const struct yaml_node *owner = yaml_get(n, "library");
	if (owner != NULL)
		registry_refer(r->registry, REGISTRY_LIBRARY, parts.queue.library, owner);
	*out = parts.queue;
	return true;
}

bool want_queues(const struct yaml_node *n, const char *library, struct reading *r,
		 struct queues *out)
{
	if (!yaml_is_list(n) || yaml_count(n) == 0 || yaml_count(n) > QUEUES_MAX) {
		yaml_problem(n, "a list of 1 to %d queues was expected", QUEUES_MAX);
		return false;
	}
	struct queues queues = {
		.items = arena_alloc(r->memory, yaml_count(n) * sizeof(struct queue))};
	bool is_good = queues.items != NULL;
	for (const struct yaml_node *i = yaml_first(n); i != NULL && queues.items != NULL;
	     i = yaml_next(i)) {
		if (read_queue(i, library, r, &queues.items[queues.count]))
			queues.count++;
		else
			is_good = false;
	}
	if (is_good)
		*out = queues;
	return is_good;
}
