/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * explain.c - `aiguilleur explain`: the stations from normalise to route, run on one question or on a file of them; nothing
 * is stored. The telling is story.c's.
 */
#include "app/commands.h"

#include "app/lines.h"
#include "app/reader.h"
#include "app/sheet.h"
#include "app/story.h"
#include "base/json.h"
#include "base/str.h"
#include "flow/1_intake.h"
#include "flow/2_normalise.h"
#include "flow/3_classify.h"
#include "flow/4_suggest.h"
#include "flow/5_route.h"
#include "flow/calendar.h"
#include "flow/directory.h"
#include "flow/helplines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_BYTES = 16 * 1024 * 1024, STAMP_COUNT = 5, STDIN_MOST = FOLD_INPUT_MAX + 1 };

struct explanation {
	struct normalised normalised;
	struct classification classification;
	struct suggestions suggestions;
	struct route route;
	int64_t at_us[STAMP_COUNT]; /* before the first station and after each */
};

/* Settles ties as a client_id would: a greeting or a signature must not lead elsewhere. */
static const char *telling_words(struct worker *w, const struct normalised *n)
{
	struct str words = {0};
	for (int i = 0; i < n->term_count; i++)
		str_printf(&words, "%s ", n->terms[i].word);
	const char *kept = arena_copy(w->arena, str_text(&words), words.len);
	str_done(&words);
	return kept == NULL ? "" : kept;
}

static enum rc understand(struct worker *w, const struct options *o, const char *text,
			  struct explanation *e)
{
	e->at_us[0] = clock_monotonic_us();
	enum rc rc = normalise(w, text, &e->normalised);
	e->at_us[1] = clock_monotonic_us();
	if (rc != RC_OK)
		return rc;
	classify(w, &e->normalised, &e->classification);
	e->at_us[2] = clock_monotonic_us();
	suggest(w, &e->normalised, &e->classification, o->library, &e->suggestions);
	e->at_us[3] = clock_monotonic_us();
	struct route_request request = {.classification = &e->classification,
					.library = o->library,
					.country = o->country,
					.place = intake_place(w, o->place),
					.key = o->key != NULL ? o->key
							      : telling_words(w, &e->normalised)};
	route_question(w, &request, &e->route);
	e->at_us[4] = clock_monotonic_us();
	return RC_OK;
}

static cJSON *route_json(const struct worker *w, const struct route *r)
{
	const struct directory *d = w->directory;
	const struct queue_entry *queue = &d->queues[r->queue];
	cJSON *route = cJSON_CreateObject();
	json_put_text(route, "queue", queue->id);
	json_put_text(route, "title", queue->title);
	json_put_text(route, "library", d->libraries[queue->library].id);
	json_put_text(route, "library_name", d->libraries[queue->library].name);
	json_put(route, "candidates", route_candidates_json(w, r));
	json_put_text(route, "asker_sentence", r->asker_sentence);
	json_put_text(route, "staff_sentence", r->staff_sentence);
	return route;
}

static cJSON *elapsed_json(const int64_t at_us[STAMP_COUNT])
{
	static const char *const stations[] = {"normalise", "classify", "suggest", "route"};
	cJSON *elapsed = cJSON_CreateObject();
	for (int i = 0; i + 1 < STAMP_COUNT; i++)
		json_put_int(elapsed, stations[i], at_us[i + 1] - at_us[i]);
	json_put_int(elapsed, "total", at_us[STAMP_COUNT - 1] - at_us[0]);
	return elapsed;
}

static cJSON *explanation_json(const struct worker *w, const struct explanation *e)
{
	cJSON *out = classification_json(&e->classification);
	json_put(out, "read", normalised_json(&e->normalised));
	if (classification_has_flag(&e->classification, FLAG_DETRESSE)) {
		const struct directory *d = w->directory;
		const char *country = d->networks[e->route.network].country;
		json_put(out, "helplines", helplines_json(country, LOCALE_FR));
	}
	json_put(out, "suggestions", suggestions_json(&e->suggestions));
	json_put(out, "route", route_json(w, &e->route));
	json_put(out, "elapsed_us", elapsed_json(e->at_us));
	return out;
}

/* gives the explanation of one text, or NULL: too long, or not UTF-8. */
static cJSON *explain_text(struct worker *w, const struct options *o, const char *text)
{
	struct arena a;
	struct explanation e = {0};
	arena_init(&a, EXPLAIN_BYTES);
	w->arena = &a;
	cJSON *out = understand(w, o, text, &e) == RC_OK ? explanation_json(w, &e) : NULL;
	arena_done(&a);
	return out;
}

/* ---------------------------------------------------------------- a file of questions */

struct batch {
	struct worker *worker;
	const struct options *options;
};

/* Moves the explanation behind its id, so that whoever reads the line sees first which one it is. */
static cJSON *with_id(const char *id, cJSON *explanation)
{
	cJSON *out = cJSON_CreateObject(), *item;
	json_put_text(out, "id", id);
	while ((item = cJSON_DetachItemViaPointer(explanation, explanation->child)) != NULL)
		cJSON_AddItemToArray(out, item); /* it keeps its name */
	cJSON_Delete(explanation);
	return out;
}

static bool explain_line(const cJSON *line, void *arg)
{
	struct batch *b = arg;
	const char *id = json_text(line, "id", "");
	cJSON *out = explain_text(b->worker, b->options, json_text(line, "text", ""));
	if (out != NULL)
		print_json(with_id(id, out));
	else
		(void)could_not("explain", "%s: the text is too long or not UTF-8", id);
	return true;
}

/* ---------------------------------------------------------------- one question */

static char *standard_input(void)
{
	struct str text = {0};
	char bytes[4096];
	size_t n;
	while (text.len < STDIN_MOST && (n = fread(bytes, 1, sizeof bytes, stdin)) > 0)
		str_put_bytes(&text, bytes, n);
	while (text.len > 0 && text.s[text.len - 1] == '\n')
		text.s[--text.len] = '\0';
	return str_take(&text);
}

static char *text_of(const struct options *o)
{
	struct str text = {0};
	if (o->operand_count == 1 && strcmp(o->operands[0], "-") == 0)
		return standard_input();
	for (int i = 0; i < o->operand_count; i++)
		str_printf(&text, "%s%s", i > 0 ? " " : "", o->operands[i]);
	return str_take(&text);
}

static int explain_once(struct worker *w, const struct options *o)
{
	struct sheet sheet;
	char *text = text_of(o);
	cJSON *out = explain_text(w, o, text);
	free(text);
	if (out == NULL)
		return could_not("explain", "the text is too long or not UTF-8");
	if (o->json) {
		print_json(out);
		return DONE;
	}
	sheet_init(&sheet, stdout, o->colour);
	story_tell(&sheet, out);
	cJSON_Delete(out);
	return DONE;
}

/* "2026-08-10T09:30" is UTC, as in every file of ours; "2026-08-10" is its noon. */
static bool read_now(const char *text, int64_t *wall_ms)
{
	enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, DAY_MS = 24 * HOUR_MS };
	struct date d;
	int hour = 12, minute = 0, end = 0;
	int n = sscanf(text, "%4d-%2d-%2d%nT%2d:%2d%n", &d.year, &d.month, &d.day, &end, &hour,
		       &minute, &end);
	bool is_whole = text[end] == '\0' || strcmp(text + end, "Z") == 0 ||
			strcmp(text + end, ":00Z") == 0;
	*wall_ms = calendar_days(d) * DAY_MS + hour * (int64_t)HOUR_MS + minute * MINUTE_MS;
	return (n == 3 || n == 5) && is_whole && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= 31 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}

static int explain_with(struct worker *w, const struct options *o)
{
	struct batch batch = {w, o};
	int64_t now = 0;
	if (o->now != NULL && !read_now(o->now, &now))
		return could_not("explain", "--now %s: 2026-08-10 or 2026-08-10T09:30 (UTC)",
				 o->now),
		       USAGE;
	struct clock clock = clock_standing(now);
	if (o->now != NULL)
		w->clock = &clock;
	if (o->place != NULL && intake_place(w, o->place) == NULL)
		return could_not("explain", "--place %s: no place of that name or code", o->place);
	if (o->library != NULL && directory_library(w->directory, o->library) < 0)
		return could_not("explain", "--library %s: there is no such library", o->library);
	if (o->batch == NULL)
		return explain_once(w, o);
	if (!lines_read(o->batch, explain_line, &batch))
		return could_not("explain", "%s: cannot be read", o->batch);
	return DONE;
}

static bool is_colour(const char *when)
{
	return when == NULL || strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 ||
	       strcmp(when, "never") == 0;
}

int command_explain(const struct options *o)
{
	if ((o->batch == NULL) == (o->operand_count == 0))
		return could_not("explain", "wrong number of operands: a text, or - for standard "
					    "input, or --batch FILE"),
		       USAGE;
	if (!is_colour(o->colour))
		return could_not("explain", "--colour: auto, always or never"), USAGE;
	return with_reader("explain", o, READER_OF_ALL, explain_with);
}
