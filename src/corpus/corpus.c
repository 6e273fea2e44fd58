/* SPDX-License-Identifier: EUPL-1.2 */
/* corpus.c - see corpus.h. */
#include "corpus/corpus.h"

#include "base/xalloc.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_folder(const char *dir)
{
	DIR *d = opendir(dir);
	if (d == NULL)
		return false;
	closedir(d);
	return true;
}

/* The parts of a corpus by the name of their folder; networks first, since libraries name them. */
static bool load_networks(const char *path, struct reading *r, struct corpus *out)
{
	return networks_load(path, r, &out->networks);
}

static bool load_libraries(const char *path, struct reading *r, struct corpus *out)
{
	return libraries_load(path, r, &out->libraries);
}

static bool load_fiches(const char *path, struct reading *r, struct corpus *out)
{
	return fiches_load(path, r, &out->fiches);
}

static bool load_resources(const char *path, struct reading *r, struct corpus *out)
{
	return resources_load(path, r, &out->resources);
}

static bool load_events(const char *path, struct reading *r, struct corpus *out)
{
	return corpus_events_load(path, r, &out->events);
}

static const struct part {
	const char *folder;
	bool (*load)(const char *path, struct reading *r, struct corpus *out);
} parts[] = {
	{"networks", load_networks},   {"libraries", load_libraries}, {"fiches", load_fiches},
	{"resources", load_resources}, {"events", load_events},
};

enum { PART_COUNT = sizeof parts / sizeof parts[0] };

/* A folder that is not there holds nothing, which is no mistake. */
static void load_folders(const char *dir, struct reading *r, struct corpus *out)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		char *path = xasprintf("%s/%s", dir, parts[i].folder);
		(void)parts[i].load(path, r, out);
		free(path);
	}
}

/* Does the path go through a folder of that name? */
static bool passes_through(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	for (const char *at = strstr(path, folder); at != NULL; at = strstr(at + 1, folder)) {
		bool is_whole = (at == path || at[-1] == '/') && (at[n] == '/' || at[n] == '\0');
		if (is_whole)
			return true;
	}
	return false;
}

static const struct part *part_of(const char *path)
{
	size_t len = strlen(path);
	for (size_t i = 0; i < PART_COUNT; i++) {
		if (passes_through(path, parts[i].folder))
			return &parts[i];
	}
	bool is_markdown = len > 3 && strcmp(path + len - 3, ".md") == 0;
	return is_markdown ? &parts[2] : NULL;
}

bool corpus_load(const char *dir, struct problems *p, struct corpus *out)
{
	*out = (struct corpus){0};
	if (!is_folder(dir)) {
		problems_add(p, (struct spot){dir, 1, 1},
			     "the folder of the corpus cannot be opened: %s", strerror(errno));
		return false;
	}
	arena_init(&out->memory, SIZE_MAX);
	struct reading r = {.memory = &out->memory, .problems = p, .registry = registry_new(p)};
	load_folders(dir, &r, out);
	registry_check(r.registry);
	registry_free(r.registry);
	return true;
}

bool corpus_load_part(const char *path, struct problems *p, struct corpus *out)
{
	const struct part *part = part_of(path);
	if (part == NULL)
		return corpus_load(path, p, out);
	*out = (struct corpus){0};
	arena_init(&out->memory, SIZE_MAX);
	/* What a part names may well be there already: only its own form is judged. */
	struct reading r = {.memory = &out->memory, .problems = p, .registry = registry_new(p)};
	bool is_read = part->load(path, &r, out);
	registry_free(r.registry);
	return is_read;
}

void corpus_free(struct corpus *c)
{
	free(c->fiches.items);
	free(c->resources.items);
	free(c->libraries.items);
	free(c->networks.items);
	free(c->events.items);
	arena_done(&c->memory);
	*c = (struct corpus){0};
}

const struct library *corpus_library(const struct corpus *c, const char *id)
{
	for (size_t i = 0; i < c->libraries.count; i++) {
		if (strcmp(c->libraries.items[i].id, id) == 0)
			return &c->libraries.items[i];
	}
	return NULL;
}

const struct network *corpus_network(const struct corpus *c, const char *id)
{
	for (size_t i = 0; i < c->networks.count; i++) {
		if (strcmp(c->networks.items[i].id, id) == 0)
			return &c->networks.items[i];
	}
	return NULL;
}

static bool has_queue(const struct queues *queues, const char *id)
{
	for (size_t i = 0; i < queues->count; i++) {
		if (strcmp(queues->items[i].id, id) == 0)
			return true;
	}
	return false;
}

bool corpus_has_queue(const struct corpus *c, const char *id)
{
	for (size_t i = 0; i < c->networks.count; i++) {
		if (has_queue(&c->networks.items[i].queues, id))
			return true;
	}
	for (size_t i = 0; i < c->libraries.count; i++) {
		if (has_queue(&c->libraries.items[i].queues, id))
			return true;
	}
	return false;
}
