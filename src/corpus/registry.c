/* SPDX-License-Identifier: EUPL-1.2 */
/* registry.c - a hash table of definitions and a list of references. See registry.h. */
#include "corpus/registry.h"

#include "base/xalloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_START = 256 };

static const char *const nouns[REGISTRY_KIND_COUNT] = {
	[REGISTRY_TEXT] = "fiche, resource or event",
	[REGISTRY_LIBRARY] = "library",
	[REGISTRY_NETWORK] = "network",
	[REGISTRY_QUEUE] = "queue",
};

struct mention {
	enum registry_kind kind;
	char *id; /* NULL: an empty slot */
	char *path;
	int line, column; /* 0: no file being read, see registry_know */
};

struct registry {
	struct problems *problems;
	struct mention *slots; /* definitions; a power of two, at most half full */
	size_t slot_count, used;
	struct mention *references;
	size_t reference_count;
};

static uint64_t hash(enum registry_kind kind, const char *id)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)kind; /* FNV-1a */
	for (; *id != '\0'; id++)
		h = (h ^ (unsigned char)*id) * 0x100000001b3u;
	return h ^ h >> 32;
}

static struct mention *find_slot(const struct registry *r, enum registry_kind kind, const char *id)
{
	size_t mask = r->slot_count - 1;
	size_t i = hash(kind, id) & mask;
	while (r->slots[i].id != NULL &&
	       (r->slots[i].kind != kind || strcmp(r->slots[i].id, id) != 0))
		i = (i + 1) & mask;
	return &r->slots[i];
}

static void grow(struct registry *r)
{
	struct mention *old = r->slots;
	size_t count = r->slot_count;
	r->slot_count = count == 0 ? TABLE_START : count * 2;
	r->slots = xcalloc(r->slot_count, sizeof *r->slots);
	for (size_t i = 0; i < count; i++) {
		if (old[i].id != NULL)
			*find_slot(r, old[i].kind, old[i].id) = old[i];
	}
	free(old);
}

static struct mention mention_of(enum registry_kind kind, const char *id,
				 const struct yaml_node *at)
{
	return (struct mention){
		.kind = kind,
		.id = xstrdup(id),
		.path = xstrdup(yaml_path(at)),
		.line = yaml_line(at),
		.column = yaml_column(at),
	};
}

static void mention_done(struct mention *m)
{
	free(m->id);
	free(m->path);
}

struct registry *registry_new(struct problems *p)
{
	struct registry *r = xzalloc(sizeof *r);
	r->problems = p;
	grow(r);
	return r;
}

void registry_free(struct registry *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->slot_count; i++)
		mention_done(&r->slots[i]);
	for (size_t i = 0; i < r->reference_count; i++)
		mention_done(&r->references[i]);
	free(r->slots);
	free(r->references);
	free(r);
}

bool registry_define(struct registry *r, enum registry_kind kind, const char *id,
		     const struct yaml_node *at)
{
	const struct mention *other = find_slot(r, kind, id);
	if (other->id != NULL) {
		if (other->line == 0)
			yaml_problem(at, "the id \"%s\" is taken already by a %s (%s)", id,
				     nouns[kind], other->path);
		else
			yaml_problem(at, "the id \"%s\" is taken already by a %s (%s:%d)", id,
				     nouns[kind], other->path, other->line);
		return false;
	}
	if (r->used * 2 >= r->slot_count)
		grow(r);
	*find_slot(r, kind, id) = mention_of(kind, id, at);
	r->used++;
	return true;
}

void registry_know(struct registry *r, enum registry_kind kind, const char *id, const char *where)
{
	if (find_slot(r, kind, id)->id != NULL)
		return;
	if (r->used * 2 >= r->slot_count)
		grow(r);
	*find_slot(r, kind, id) =
		(struct mention){.kind = kind, .id = xstrdup(id), .path = xstrdup(where)};
	r->used++;
}

void registry_refer(struct registry *r, enum registry_kind kind, const char *id,
		    const struct yaml_node *at)
{
	r->references = xgrow(r->references, r->reference_count, sizeof *r->references);
	r->references[r->reference_count++] = mention_of(kind, id, at);
}

bool registry_has(const struct registry *r, enum registry_kind kind, const char *id)
{
	return find_slot(r, kind, id)->id != NULL;
}

void registry_check(struct registry *r)
{
	for (size_t i = 0; i < r->reference_count; i++) {
		const struct mention *m = &r->references[i];
		if (!registry_has(r, m->kind, m->id))
			problems_add(r->problems, (struct spot){m->path, m->line, m->column},
				     "there is no %s \"%s\"", nouns[m->kind], m->id);
	}
}
