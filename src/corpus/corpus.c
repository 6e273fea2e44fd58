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

/* A folder that is not there holds nothing, which is no mistake. */
static void load_folders(const char *dir, struct reading *r, struct corpus *out)
{
	char *paths[] = {
		xasprintf("%s/networks", dir), xasprintf("%s/libraries", dir),
		xasprintf("%s/fiches", dir),   xasprintf("%s/resources", dir),
		xasprintf("%s/events", dir),
	};
	networks_load(paths[0], r, &out->networks);
	libraries_load(paths[1], r, &out->libraries);
	fiches_load(paths[2], r, &out->fiches);
	resources_load(paths[3], r, &out->resources);
	corpus_events_load(paths[4], r, &out->events);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		free(paths[i]);
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
