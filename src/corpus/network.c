/* SPDX-License-Identifier: EUPL-1.2 */
/* network.c - see network.h. */
#include "corpus/network.h"

#include "base/xalloc.h"
#include "corpus/folder.h"
#include "files/fields.h"

#include <string.h>

enum { NAME_CHARS_MAX = 120, COUNTRY_CHARS = 2 };

static const char *const zones[] = {"metropole", "alsace-moselle", "belgique", NULL};
static const char *const countries[] = {"FR", "BE", NULL};

struct parts {
	struct network network;
	const struct yaml_node *calendar, *queues;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, network.id), {0, 0}},
	{"name", FIELD_TEXT, true, offsetof(struct parts, network.name), {1, NAME_CHARS_MAX}},
	{"country", FIELD_TEXT, true, offsetof(struct parts, network.country), {1, COUNTRY_CHARS}},
	{"calendar", FIELD_NODE, true, offsetof(struct parts, calendar), {0, 0}},
	{"library", FIELD_SLUG, true, offsetof(struct parts, network.library), {0, 0}},
	{"queues", FIELD_NODE, true, offsetof(struct parts, queues), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a network", fields};

const char *const *calendar_zones(void)
{
	return zones;
}

bool want_zone(const struct yaml_node *n, struct arena *a, char **out)
{
	return want_word(n, "calendar", zones) && want_slug(n, a, out);
}

/* A question must always have somewhere to go, and one place only. */
static bool has_one_fallback(const struct yaml_node *map, const struct network *network)
{
	int fallbacks = 0;
	for (size_t i = 0; i < network->queues.count; i++)
		fallbacks += strcmp(network->queues.items[i].kind, "fallback") == 0;
	if (fallbacks == 1)
		return true;
	yaml_problem(yaml_get(map, "queues"),
		     "a network needs one queue of kind fallback: there are %d", fallbacks);
	return false;
}

static void add_network(const struct yaml_node *map, struct reading *r, void *arg)
{
	struct networks *list = arg;
	struct parts parts = {0};
	struct network *network = &parts.network;
	bool is_good = read_record(map, &record, r->memory, &parts);
	if (parts.calendar != NULL && !want_zone(parts.calendar, r->memory, &network->zone))
		is_good = false;
	if (parts.queues != NULL && !want_queues(parts.queues, NULL, r, &network->queues))
		is_good = false;
	if (!is_good || !want_word(yaml_get(map, "country"), "country", countries) ||
	    !has_one_fallback(map, network) || !is_named_after(map, network->id) ||
	    !registry_define(r->registry, REGISTRY_NETWORK, network->id, yaml_get(map, "id")))
		return;
	registry_refer(r->registry, REGISTRY_LIBRARY, network->library, yaml_get(map, "library"));
	network->file = path_kept(map, r);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *network;
}

void network_read(const struct text_file *file, struct reading *r, struct networks *out)
{
	text_read(file, r, add_network, out);
}

bool networks_load(const char *dir, struct reading *r, struct networks *out)
{
	return folder_read(dir, r, add_network, out);
}
