/* SPDX-License-Identifier: EUPL-1.2 */
/* accepted.c - see accepted.h. */
#include "app/accepted.h"

#include "base/str.h"
#include "base/xalloc.h"
#include "rules/taxonomy.h"
#include "store/proposal_store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ACCEPTED_MAX = 1000000, SLUG_LONGEST = 63 };

struct adding {
	struct examples *examples;
	size_t count;
};

/* Calls each with the index of every slug of a list between spaces that the taxonomy has. */
static void each_label(const char *slugs, int (*find)(const char *),
		       void (*each)(struct example *e, int label), struct example *e)
{
	char slug[SLUG_LONGEST + 1];
	while (*slugs != '\0') {
		size_t len = strcspn(slugs, " ");
		if (len > 0 && len <= SLUG_LONGEST) {
			memcpy(slug, slugs, len);
			slug[len] = '\0';
			int label = find(slug);
			if (label >= 0)
				each(e, label);
		}
		slugs += len + strspn(slugs + len, " ");
	}
}

static void put_topic(struct example *e, int topic)
{
	if (e->topics.count < TOPICS_MAX)
		e->topics.items[e->topics.count++] = topic;
}

static void put_flag(struct example *e, int flag)
{
	e->flags |= 1u << flag;
}

/* Printed by `rules learned`, put into the working copy, and still in the record: it counts once. */
static bool is_known(const struct examples *all, const char *text)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strcmp(all->items[i].text, text) == 0)
			return true;
	}
	return false;
}

static bool add_one(void *arg, const struct proposal_row *row)
{
	struct adding *adding = arg;
	struct examples *all = adding->examples;
	if (is_known(all, row->text))
		return true;
	struct example e = {.kind = kind_find(row->labels.kind), .line = (int)row->id};
	each_label(row->labels.topics, topic_find, put_topic, &e);
	each_label(row->labels.flags, flag_find, put_flag, &e);
	if (row->labels.place[0] != '\0')
		e.place = arena_copy(&all->memory, row->labels.place, strlen(row->labels.place));
	e.text = arena_copy(&all->memory, row->text, strlen(row->text));
	e.file = arena_copy(&all->memory, "bureau", strlen("bureau"));
	all->items = xgrow(all->items, all->count, sizeof *all->items);
	all->items[all->count++] = e;
	adding->count++;
	return true;
}

enum rc accepted_add(struct store *s, struct examples *examples, size_t *count)
{
	struct adding adding = {.examples = examples};
	struct arena a;
	arena_init(&a, SIZE_MAX);
	if (examples->memory.left == 0)
		arena_init(&examples->memory, SIZE_MAX);
	const struct proposal_filter filter = {"accepted", ACCEPTED_MAX};
	enum rc rc = store_proposals(s, &filter, &a, add_one, &adding);
	arena_done(&a);
	if (rc == RC_OK)
		*count = adding.count;
	return rc;
}

/* A double-quoted YAML text. */
static void print_text(const char *text, FILE *out)
{
	fputc('"', out);
	for (const char *c = text; *c != '\0'; c++) {
		switch (*c) {
		case '"':
			fputs("\\\"", out);
			break;
		case '\\':
			fputs("\\\\", out);
			break;
		case '\n':
			fputs("\\n", out);
			break;
		case '\t':
			fputs("\\t", out);
			break;
		default:
			if ((unsigned char)*c >= 0x20)
				fputc(*c, out);
		}
	}
	fputc('"', out);
}

static void print_example(const struct example *e, FILE *out)
{
	fputs("- text: ", out);
	print_text(e->text, out);
	if (e->topics.count > 0) {
		fputs("\n  topics: [", out);
		for (int i = 0; i < e->topics.count; i++)
			fprintf(out, "%s%s", i > 0 ? ", " : "",
				topic_label(e->topics.items[i])->slug);
		fputc(']', out);
	}
	if (e->kind >= 0)
		fprintf(out, "\n  kind: %s", kind_label(e->kind)->slug);
	const char *before = "\n  flags: [";
	for (int i = 0; i < FLAG_COUNT; i++) {
		if ((e->flags & 1u << i) == 0)
			continue;
		fprintf(out, "%s%s", before, flag_label(i)->slug);
		before = ", ";
	}
	fputs(e->flags != 0 ? "]" : "", out);
	if (e->place != NULL)
		fprintf(out, "\n  place: \"%s\"", e->place);
	fputs("\n\n", out);
}

void examples_print(const struct example *items, size_t count, FILE *out)
{
	fputs("# What the desk taught: corrections that a coordinator accepted, anonymised.\n"
	      "# Printed by `aiguilleur rules learned`; goes into rules/examples/bureau.yaml.\n\n",
	      out);
	for (size_t i = 0; i < count; i++)
		print_example(&items[i], out);
}
