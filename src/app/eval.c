/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * eval.c - `aiguilleur eval`: the classifier measured on labelled questions.
 *
 * A topic counts when it is one of the accepted ones; questions flagged hors-perimetre count for flags only;
 * place accuracy counts exact codes, null included (design.md 5.1).
 */
#include "app/commands.h"

#include "app/lines.h"
#include "app/reader.h"
#include "base/json.h"
#include "flow/2_normalise.h"
#include "flow/3_classify.h"

#include <stdio.h>
#include <string.h>

enum { EVAL_BYTES = 16 * 1024 * 1024, TOP = 3 };

struct flag_count {
	int found, right, expected;
};

struct evaluation {
	struct worker *worker;
	bool is_json;
	int questions, in_scope, top1, top3, kinds, places;
	struct flag_count flags[FLAG_COUNT];
	int64_t took_us;
};

static bool lists(const cJSON *list, const char *slug)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		if (cJSON_IsString(item) && strcmp(item->valuestring, slug) == 0)
			return true;
	}
	return false;
}

static bool topic_within(const struct classification *c, const cJSON *accepted, int top)
{
	for (int i = 0; i < c->topic_count && i < top; i++) {
		if (lists(accepted, topic_label(c->topics[i].label)->slug))
			return true;
	}
	return false;
}

static void count_flags(struct evaluation *e, const struct classification *c, const cJSON *expected)
{
	for (int i = 0; i < FLAG_COUNT; i++) {
		bool is_found = classification_has_flag(c, (enum flag)i);
		bool is_expected = lists(expected, flag_label(i)->slug);
		e->flags[i].found += is_found;
		e->flags[i].expected += is_expected;
		e->flags[i].right += is_found && is_expected;
	}
}

static void count_labels(struct evaluation *e, const struct classification *c, const cJSON *line)
{
	const char *place = json_text(line, "place", NULL);
	const char *kind = kind_label(c->kind.label)->slug;
	e->in_scope++;
	e->top1 += topic_within(c, json_get(line, "topics"), 1);
	e->top3 += topic_within(c, json_get(line, "topics"), TOP);
	e->kinds += strcmp(kind, json_text(line, "kind", "?")) == 0;
	e->places += place == NULL ? c->place.code == NULL
				   : c->place.code != NULL && strcmp(place, c->place.code) == 0;
}

static bool evaluate(const cJSON *line, void *arg)
{
	struct evaluation *e = arg;
	struct arena a;
	struct normalised n;
	struct classification c;
	arena_init(&a, EVAL_BYTES);
	e->worker->arena = &a;
	int64_t started = clock_monotonic_us();
	if (normalise(e->worker, json_text(line, "text", ""), &n) == RC_OK) {
		classify(e->worker, &n, &c);
		e->took_us += clock_monotonic_us() - started;
		e->questions++;
		count_flags(e, &c, json_get(line, "flags"));
		if (!lists(json_get(line, "flags"), flag_label(FLAG_HORS_PERIMETRE)->slug))
			count_labels(e, &c, line);
	}
	arena_done(&a);
	return true;
}

static double share(int part, int whole)
{
	return whole == 0 ? 0 : (double)part / whole;
}

static cJSON *evaluation_json(const struct evaluation *e)
{
	cJSON *out = cJSON_CreateObject(), *flags = cJSON_CreateObject();
	json_put_int(out, "n", e->questions);
	json_put_score(out, "topic_top1", share(e->top1, e->in_scope));
	json_put_score(out, "topic_top3", share(e->top3, e->in_scope));
	json_put_score(out, "kind_accuracy", share(e->kinds, e->in_scope));
	for (int i = 0; i < FLAG_COUNT; i++) {
		cJSON *flag = cJSON_CreateObject();
		json_put_score(flag, "precision", share(e->flags[i].right, e->flags[i].found));
		json_put_score(flag, "recall", share(e->flags[i].right, e->flags[i].expected));
		json_put(flags, flag_label(i)->slug, flag);
	}
	json_put(out, "flags", flags);
	json_put_score(out, "place_accuracy", share(e->places, e->in_scope));
	json_put_score(out, "questions_per_second",
		       e->took_us == 0 ? 0 : (double)e->questions * 1e6 / (double)e->took_us);
	return out;
}

static void tell(const struct evaluation *e)
{
	printf("%d questions, %d in scope\n", e->questions, e->in_scope);
	printf("topic top-1     %.3f\ntopic top-3     %.3f\nkind            %.3f\nplace           "
	       "%.3f\n",
	       share(e->top1, e->in_scope), share(e->top3, e->in_scope),
	       share(e->kinds, e->in_scope), share(e->places, e->in_scope));
	for (int i = 0; i < FLAG_COUNT; i++)
		printf("%-20s precision %.3f  recall %.3f  (%d expected)\n", flag_label(i)->slug,
		       share(e->flags[i].right, e->flags[i].found),
		       share(e->flags[i].right, e->flags[i].expected), e->flags[i].expected);
	printf("%.0f questions a second\n",
	       e->took_us == 0 ? 0.0 : (double)e->questions * 1e6 / (double)e->took_us);
}

static int evaluate_with(struct worker *w, const struct options *o)
{
	struct evaluation e = {.worker = w};
	if (!lines_read(o->operands[0], evaluate, &e))
		return could_not("eval", "%s: cannot be read", o->operands[0]);
	if (o->json)
		print_json(evaluation_json(&e));
	else
		tell(&e);
	return DONE;
}

int command_eval(const struct options *o)
{
	return with_reader("eval", o, READER_OF_ALL, evaluate_with);
}
