/* SPDX-License-Identifier: EUPL-1.2 */
/* fiche.c - see fiche.h. */
#include "corpus/fiche.h"

#include "base/utf8.h"
#include "base/xalloc.h"
#include "corpus/folder.h"
#include "files/frontmatter.h"
#include "files/walk.h"

#include <string.h>

enum {
	TITLE_MAX = 160,
	KEYWORDS_MAX = 20,
	SOURCES_MAX = 20,
	FICHE_TOPICS_MAX = 3,
	TERRITORY_MAX = 6,
	NODES_BYTES_MAX = 16 * 1024 * 1024
};

struct parts {
	struct fiche fiche;
	const struct yaml_node *topics, *audience, *sources;
};

static const struct yaml_field fields[] = {
	{"id", FIELD_SLUG, true, offsetof(struct parts, fiche.id), {0, 0}},
	{"title", FIELD_TEXT, true, offsetof(struct parts, fiche.title), {1, TITLE_MAX}},
	{"topics", FIELD_NODE, true, offsetof(struct parts, topics), {0, 0}},
	{"audience", FIELD_NODE, true, offsetof(struct parts, audience), {0, 0}},
	{"keywords", FIELD_TEXTS, true, offsetof(struct parts, fiche.keywords), {1, KEYWORDS_MAX}},
	{"sources", FIELD_NODE, true, offsetof(struct parts, sources), {0, 0}},
	{"reviewed", FIELD_DATE, true, offsetof(struct parts, fiche.reviewed), {0, 0}},
	{"expires", FIELD_DATE, false, offsetof(struct parts, fiche.expires), {0, 0}},
	{"territory",
	 FIELD_TEXT,
	 false,
	 offsetof(struct parts, fiche.territory),
	 {1, TERRITORY_MAX}},
	{"library", FIELD_SLUG, false, offsetof(struct parts, fiche.library), {0, 0}},
	{0},
};

static const struct yaml_record record = {"a fiche", fields};

static const struct yaml_field source_fields[] = {
	{"title", FIELD_TEXT, true, offsetof(struct fiche_source, title), {1, TITLE_MAX}},
	{"url", FIELD_URL, true, offsetof(struct fiche_source, url), {0, 0}},
	{"consulted", FIELD_DATE, false, offsetof(struct fiche_source, consulted), {0, 0}},
	{0},
};

static const struct yaml_record source_record = {"a source", source_fields};

static bool read_sources(const struct yaml_node *n, struct reading *r, struct fiche *out)
{
	if (!yaml_is_list(n) || yaml_count(n) == 0 || yaml_count(n) > SOURCES_MAX) {
		yaml_problem(n, "a list of 1 to %d sources was expected, each with title and url",
			     SOURCES_MAX);
		return false;
	}
	bool is_good = true;
	out->sources = arena_alloc(r->memory, yaml_count(n) * sizeof *out->sources);
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		if (read_record(i, &source_record, r->memory, &out->sources[out->source_count]))
			out->source_count++;
		else
			is_good = false;
	}
	return is_good;
}

static bool has_good_territory(const struct yaml_node *map, const struct fiche *fiche)
{
	const char *territory = fiche->territory;
	if (territory == NULL || strcmp(territory, "FR") == 0 || strcmp(territory, "BE") == 0 ||
	    is_place_code(territory))
		return true;
	yaml_problem(yaml_get(map, "territory"),
		     "FR, BE, a département code or a province (BE-XXX) was expected");
	return false;
}

static bool read_parts(struct parts *parts, struct reading *r)
{
	struct fiche *fiche = &parts->fiche;
	bool is_good = true;
	if (parts->topics != NULL &&
	    !want_topics(parts->topics, 1, FICHE_TOPICS_MAX, &fiche->topics))
		is_good = false;
	if (parts->audience != NULL &&
	    !want_label(parts->audience, LABEL_AUDIENCE, &fiche->audience))
		is_good = false;
	if (parts->sources != NULL && !read_sources(parts->sources, r, fiche))
		is_good = false;
	return is_good;
}

static bool read_body(const struct frontmatter *f, struct reading *r, struct fiche *out)
{
	size_t count = utf8_count(f->body, f->body_len);
	if (count == 0 || count > FICHE_BODY_MAX) {
		problems_add(r->problems, (struct spot){f->head.path, f->body_line, 1},
			     "the text has %zu characters: 1 to %d were expected", count,
			     FICHE_BODY_MAX);
		return false;
	}
	out->body = arena_copy(r->memory, f->body, f->body_len);
	out->body_line = f->body_line;
	return out->body != NULL;
}

static void add_fiche(const struct yaml_node *map, const struct frontmatter *f, struct reading *r,
		      struct fiches *list)
{
	struct parts parts = {0};
	struct fiche *fiche = &parts.fiche;
	bool is_good = read_record(map, &record, r->memory, &parts);
	if (!read_parts(&parts, r))
		is_good = false;
	if (!read_body(f, r, fiche) || !is_good || !has_good_territory(map, fiche) ||
	    !is_named_after(map, fiche->id) ||
	    !registry_define(r->registry, REGISTRY_TEXT, fiche->id, yaml_get(map, "id")))
		return;
	if (fiche->library != NULL)
		registry_refer(r->registry, REGISTRY_LIBRARY, fiche->library,
			       yaml_get(map, "library"));
	fiche->file = path_kept(map, r);
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	list->items[list->count++] = *fiche;
}

static void read_fiche(const struct source *source, struct reading *r, struct fiches *list)
{
	struct frontmatter f;
	struct arena nodes;
	if (!frontmatter_split(source, r->problems, &f))
		return;
	arena_init(&nodes, NODES_BYTES_MAX);
	const struct yaml_node *map = yaml_mapping(&f.head, r->problems, &nodes);
	if (map != NULL)
		add_fiche(map, &f, r, list);
	arena_done(&nodes);
	frontmatter_done(&f);
}

bool fiches_load(const char *dir, struct reading *r, struct fiches *out)
{
	struct paths paths;
	if (!walk_files(dir, ".md", &paths))
		return false;
	for (size_t i = 0; i < paths.count; i++) {
		struct source source;
		if (!source_read(paths.items[i], r->problems, &source))
			continue;
		read_fiche(&source, r, out);
		source_done(&source);
	}
	paths_done(&paths);
	return true;
}
