/* SPDX-License-Identifier: EUPL-1.2 */
/* explain.c - `aiguilleur explain`: the stations from normalise to route, told; nothing is stored. */
#include "app/commands.h"

#include "app/reader.h"
#include "base/json.h"
#include "base/str.h"
#include "flow/2_normalise.h"
#include "flow/3_classify.h"
#include "flow/4_suggest.h"
#include "flow/5_route.h"
#include "flow/directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_BYTES = 16 * 1024 * 1024, STAMP_COUNT = 5 };

struct explanation {
	struct normalised normalised;
	struct classification classification;
	struct suggestions suggestions;
	struct route route;
	int64_t at_us[STAMP_COUNT]; /* before the first station and after each */
};

static enum rc understand(struct worker *w, const struct options *o, const char *text,
			  struct explanation *e)
{
	e->at_us[0] = clock_monotonic_us();
	enum rc rc = normalise(text, w->stemmer, w->arena, &e->normalised);
	e->at_us[1] = clock_monotonic_us();
	if (rc != RC_OK)
		return rc;
	classify(w, &e->normalised, &e->classification);
	e->at_us[2] = clock_monotonic_us();
	suggest(w, &e->normalised, &e->classification, o->library, &e->suggestions);
	e->at_us[3] = clock_monotonic_us();
	struct route_request request = {.classification = &e->classification,
					.library = o->library};
	route_question(w, &request, &e->route);
	e->at_us[4] = clock_monotonic_us();
	return RC_OK;
}

/* What the stations read: the folded text and its telling words. */
static cJSON *read_json(const struct normalised *n)
{
	cJSON *out = cJSON_CreateObject(), *list = cJSON_CreateArray();
	for (int i = 0; i < n->term_count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(n->terms[i].word));
	json_put_text(out, "folded", n->folded.text);
	json_put(out, "words", list);
	return out;
}

static cJSON *explanation_json(const struct worker *w, const struct explanation *e)
{
	static const char *const stations[] = {"normalise", "classify", "suggest", "route"};
	const struct directory *d = w->reference->directory;
	const struct queue_entry *queue = &d->queues[e->route.queue];
	cJSON *out = classification_json(&e->classification);
	json_put(out, "read", read_json(&e->normalised));
	json_put(out, "suggestions", suggestions_json(&e->suggestions));
	cJSON *route = cJSON_CreateObject(), *elapsed = cJSON_CreateObject();
	json_put_text(route, "queue", queue->id);
	json_put_text(route, "library", d->libraries[queue->library].id);
	json_put(route, "candidates", route_candidates_json(w, &e->route));
	json_put_text(route, "asker_sentence", e->route.asker_sentence);
	json_put_text(route, "staff_sentence", e->route.staff_sentence);
	json_put(out, "route", route);
	for (int i = 0; i + 1 < STAMP_COUNT; i++)
		json_put_int(elapsed, stations[i], e->at_us[i + 1] - e->at_us[i]);
	json_put_int(elapsed, "total", e->at_us[STAMP_COUNT - 1] - e->at_us[0]);
	json_put(out, "elapsed_us", elapsed);
	return out;
}

static void tell_because(const struct evidence *e)
{
	static const char *const by[] = {"règle", "exemple", "lieu", "personne"};
	for (int shown = 0; e != NULL && shown < 3; e = e->next, shown++) {
		printf("      %-7s %.2f  ", by[e->by], e->score);
		if (e->words != NULL)
			printf("« %s » : ", e->words);
		printf("%s%s%s%s\n", e->why, e->id != NULL && e->by == BY_RULE ? "  [" : "",
		       e->id != NULL && e->by == BY_RULE ? e->id : "",
		       e->id != NULL && e->by == BY_RULE ? "]" : "");
	}
}

static void tell_findings(const char *title, const struct finding *list, int count,
			  const struct label *(*label_of)(int))
{
	printf("%s\n", title);
	for (int i = 0; i < count; i++) {
		printf("  %.2f  %s\n", list[i].score, label_of(list[i].label)->title);
		tell_because(list[i].because);
	}
	if (count == 0)
		puts("  aucun");
}

static void tell_route(const struct worker *w, const struct explanation *e)
{
	const struct directory *d = w->reference->directory;
	puts("Aiguillage");
	printf("  %s\n  (à la personne : %s)\n", e->route.staff_sentence, e->route.asker_sentence);
	for (int i = 0; i < e->route.candidate_count; i++) {
		const struct candidate *c = &e->route.candidates[i];
		printf("  %s %.2f  %s\n", i == 0 ? "→" : " ", c->score, d->queues[c->queue].title);
	}
}

static void tell(const struct worker *w, const struct explanation *e)
{
	const struct classification *c = &e->classification;
	printf("Texte lu : %s\n\n", e->normalised.folded.text);
	tell_findings(c->is_sure ? "Sujets" : "Sujets (pas sûr)", c->topics, c->topic_count,
		      topic_label);
	tell_findings("Type de demande", &c->kind, 1, kind_label);
	tell_findings("Signaux", c->flags, c->flag_count, flag_label);
	printf("Lieu\n  %s\n", c->place.code == NULL ? "aucun" : c->place.name);
	tell_because(c->place.because);
	printf("Langue\n  %s\nSuggestions\n", c->language);
	for (int i = 0; i < e->suggestions.count; i++)
		printf("  %.2f  %s\n      %s\n", e->suggestions.items[i].score,
		       e->suggestions.items[i].title, e->suggestions.items[i].why);
	if (e->suggestions.count == 0)
		puts("  aucune : mieux vaut se taire");
	tell_route(w, e);
	printf("\n%lld µs\n", (long long)(e->at_us[STAMP_COUNT - 1] - e->at_us[0]));
}

static char *joined_operands(const struct options *o)
{
	struct str text = {0};
	for (int i = 0; i < o->operand_count; i++)
		str_printf(&text, "%s%s", i > 0 ? " " : "", o->operands[i]);
	return str_take(&text);
}

static int explain_with(struct worker *w, const struct options *o)
{
	struct arena a;
	struct explanation e = {0};
	char *text = joined_operands(o);
	arena_init(&a, EXPLAIN_BYTES);
	w->arena = &a;
	enum rc rc = understand(w, o, text, &e);
	if (rc == RC_OK && o->json)
		print_json(explanation_json(w, &e));
	else if (rc == RC_OK)
		tell(w, &e);
	arena_done(&a);
	free(text);
	return rc == RC_OK ? DONE : could_not("explain", "the text is too long or not UTF-8");
}

int command_explain(const struct options *o)
{
	return with_reader("explain", o, explain_with);
}
