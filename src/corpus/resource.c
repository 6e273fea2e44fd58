/* SPDX-License-Identifier: EUPL-1.2 */
/* resource.c - see resource.h. */
#include "corpus/resource.h"

#include "base/xalloc.h"
#include "corpus/folder.h"

#include <string.h>

enum { TITLE_MAX = 160, KEYWORDS_MAX = 30, TEXT_MAX = 20000, YEAR_MIN = 1990, YEAR_MAX = 2100 };

struct parts {
	struct resource resource;
	const struct yaml_node *topics, *tariff, *availability;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, resource.id), {0, 0}},
	{"title", FIELD_TEXT, true, offsetof(struct parts, resource.title), {1, TITLE_MAX}},
	{"kind", FIELD_SLUG, true, offsetof(struct parts, resource.kind), {0, 0}},
	{"topics", FIELD_NODE, true, offsetof(struct parts, topics), {0, 0}},
	{"keywords",
	 FIELD_TEXTS,
	 true,
	 offsetof(struct parts, resource.keywords),
	 {1, KEYWORDS_MAX}},
	{"url", FIELD_URL, false, offsetof(struct parts, resource.url), {0, 0}},
	{"description",
	 FIELD_TEXT,
	 true,
	 offsetof(struct parts, resource.description),
	 {1, TEXT_MAX}},
	{"tariff", FIELD_NODE, false, offsetof(struct parts, tariff), {0, 0}},
	{"availability", FIELD_NODE, false, offsetof(struct parts, availability), {0, 0}},
	{"illustration",
	 FIELD_FLAG,
	 false,
	 offsetof(struct parts, resource.is_illustration),
	 {0, 0}},
	{"reviewed", FIELD_DATE, true, offsetof(struct parts, resource.reviewed), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a resource", fields};

static const struct yaml_field tariff_fields[] = {
	{"text", FIELD_TEXT, true, offsetof(struct resource, tariff_text), {1, TEXT_MAX}},
	{"dated", FIELD_DATE, true, offsetof(struct resource, tariff_dated), {0, 0}},
	{0},
};

static const struct yaml_record tariff_record = {"a tariff", tariff_fields};

static const struct yaml_field availability_fields[] = {
	{"on_site", FIELD_FLAG, true, offsetof(struct availability, is_on_site), {0, 0}},
	{"remote", FIELD_FLAG, true, offsetof(struct availability, is_remote), {0, 0}},
	{"since", FIELD_INT, false, offsetof(struct availability, since), {YEAR_MIN, YEAR_MAX}},
	{0},
};

static const struct yaml_record availability_record = {"an availability", availability_fields};

static bool read_availability(const struct yaml_node *n, struct reading *r, struct resource *out)
{
	if (n == NULL)
		return true;
	if (!yaml_is_map(n)) {
		yaml_problem(n,
			     "libraries were expected, as {bpi: {on_site: true, remote: false}}");
		return false;
	}
	bool is_good = true;
	out->availability = arena_alloc(r->memory, (yaml_count(n) + 1) * sizeof *out->availability);
	for (const struct yaml_node *k = yaml_first(n); k != NULL; k = yaml_next(k)) {
		struct availability *one = &out->availability[out->availability_count];
		if (!want_slug(k, r->memory, &one->library) ||
		    !read_record(yaml_value(k), &availability_record, r->memory, one)) {
			is_good = false;
			continue;
		}
		registry_refer(r->registry, REGISTRY_LIBRARY, one->library, k);
		out->availability_count++;
	}
	return is_good;
}

static bool read_parts(struct parts *parts, struct reading *r)
{
	struct resource *resource = &parts->resource;
	bool is_good = read_availability(parts->availability, r, resource);
	if (parts->topics != NULL && !want_topics(parts->topics, 1, TOPICS_MAX, &resource->topics))
		is_good = false;
	if (parts->tariff != NULL &&
	    !read_record(parts->tariff, &tariff_record, r->memory, resource))
		is_good = false;
	return is_good;
}

static void add_resource(const struct yaml_node *map, struct reading *r, void *arg)
{
	struct resources *list = arg;
	struct parts parts = {0};
	struct resource *resource = &parts.resource;
	bool is_good = read_record(map, &record, r->memory, &parts);
	if (!read_parts(&parts, r) || !is_good || !is_named_after(map, resource->id) ||
	    !registry_define(r->registry, REGISTRY_TEXT, resource->id, yaml_get(map, "id")))
		return;
	resource->file = path_kept(map, r);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *resource;
}

bool resources_load(const char *dir, struct reading *r, struct resources *out)
{
	return folder_read(dir, r, add_resource, out);
}
