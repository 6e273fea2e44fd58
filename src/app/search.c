/* SPDX-License-Identifier: EUPL-1.2 */
/* search.c - `aiguilleur search`: one question, or a file of them (--batch). */
#include "app/commands.h"

#include "app/lines.h"
#include "app/reader.h"
#include "base/json.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "flow/2_normalise.h"
#include "rules/taxonomy.h"
#include "text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 1000, SEARCH_BYTES = 32 * 1024 * 1024 };

struct searching {
	struct worker *worker;
	int limit;
	struct entry_hit *hits;
};

/* Everything is searched: this is for those who have the data directory. */
static int search_once(struct searching *s, const char *text, struct arena *a)
{
	struct normalised n;
	s->worker->arena = a;
	if (normalise(s->worker, text, &n) != RC_OK)
		return 0;
	const struct search search = {
		.terms = n.terms,
		.term_count = n.term_count,
		.filter = {.audiences = 1u << AUDIENCE_PUBLIC | 1u << AUDIENCE_STAFF |
					1u << AUDIENCE_PROFESSIONAL,
			   .wants_docs = true},
		.weights = s->worker->settings->search_weights,
		.arena = a,
	};
	int count = knowledge_search(s->worker->knowledge, &search, s->hits, s->limit);
	return count < 0 ? 0 : count;
}

static cJSON *hits_json(const struct searching *s, int count, bool with_titles)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < count; i++) {
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "id", s->hits[i].slug);
		if (with_titles)
			json_put_text(item, "title", s->hits[i].title);
		json_put_score(item, "score", s->hits[i].score);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static bool search_line(const cJSON *line, void *arg)
{
	struct searching *s = arg;
	struct arena a;
	arena_init(&a, SEARCH_BYTES);
	int64_t started = clock_monotonic_us();
	int count = search_once(s, json_text(line, "text", ""), &a);
	int64_t took = clock_monotonic_us() - started;
	cJSON *out = cJSON_CreateObject();
	json_put_text(out, "id", json_text(line, "id", ""));
	json_put(out, "hits", hits_json(s, count, false));
	json_put_int(out, "us", took);
	print_json(out);
	arena_done(&a);
	return true;
}

static int search_operands(struct searching *s, const struct options *o)
{
	struct str text = {0};
	struct arena a;
	arena_init(&a, SEARCH_BYTES);
	for (int i = 0; i < o->operand_count; i++)
		str_printf(&text, "%s%s", i > 0 ? " " : "", o->operands[i]);
	int count = search_once(s, str_text(&text), &a);
	if (o->json)
		print_json(hits_json(s, count, true));
	for (int i = 0; i < count && !o->json; i++)
		printf("%.3f  %-40s %s\n", s->hits[i].score, s->hits[i].slug, s->hits[i].title);
	if (count == 0 && !o->json)
		fputs("nothing found; try other words\n", stderr);
	str_done(&text);
	arena_done(&a);
	return DONE;
}

static int search_with(struct worker *w, const struct options *o)
{
	struct searching s = {.worker = w, .limit = LIMIT_DEFAULT};
	int status = DONE;
	if (o->limit > 0)
		s.limit = o->limit > LIMIT_MOST ? LIMIT_MOST : (int)o->limit;
	s.hits = xcalloc((size_t)s.limit, sizeof *s.hits);
	if (o->batch == NULL)
		status = search_operands(&s, o);
	else if (!lines_read(o->batch, search_line, &s))
		status = could_not("search", "%s: cannot be read", o->batch);
	free(s.hits);
	return status;
}

int command_search(const struct options *o)
{
	if (o->batch == NULL && o->operand_count == 0)
		return could_not("search", "say what to search, or --batch FILE"), USAGE;
	return with_reader("search", o, READER_OF_SEARCH, search_with);
}
