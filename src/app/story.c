/* SPDX-License-Identifier: EUPL-1.2 */
/* story.c - see story.h. */
#include "app/story.h"

#include "base/json.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	BAR_CELLS = 12,
	LABEL_COLUMNS = 18,
	SCORE_COLUMNS = 4,
	QUEUE_COLUMNS = 24,
	INDENT = 2,
	INDENT_EVIDENCE = 4
};

struct pair {
	const char *id, *title;
};

/* clang-format off */
static const struct pair by_titles[] = {
	{"rule", "Règle"}, {"lexicon", "Lexique"}, {"example", "Question semblable"},
	{"model", "Mots qui pèsent"}, {"place", "Lieu"}, {"person", "Personne"}, {NULL, NULL}};
static const struct pair voice_titles[] = {
	{"rule", "règles"}, {"lexicon", "lexique"}, {"example", "questions semblables"},
	{"model", "mots qui pèsent"}, {NULL, NULL}};
static const struct pair language_titles[] = {
	{"fr", "français"}, {"en", "anglais"}, {"nl", "néerlandais"}, {"es", "espagnol"}, {"ar", "arabe"},
	{"uk", "ukrainien"}, {"de", "allemand"}, {"it", "italien"}, {"pt", "portugais"}, {"ru", "russe"}, {NULL, NULL}};
static const struct pair guess_titles[] = {
	{"short", "Écrit en entier"}, {"spelling", "Lu comme"}, {"tried", "Cherché aussi"}, {NULL, NULL}};
static const struct pair entry_titles[] = {
	{"fiche", "Fiche"}, {"resource", "Ressource"}, {"answer", "Réponse publiée"}, {"event", "Rendez-vous"}, {NULL, NULL}};
static const struct pair station_titles[] = {
	{"normalise", "lire"}, {"classify", "comprendre"}, {"suggest", "suggérer"}, {"route", "aiguiller"},
	{"total", "en tout"}, {NULL, NULL}};
/* clang-format on */

static const char *title_of(const struct pair *pairs, const char *id)
{
	for (; pairs->id != NULL; pairs++) {
		if (strcmp(pairs->id, id) == 0)
			return pairs->title;
	}
	return id;
}

/* ---------------------------------------------------------------- pieces of text */

/* Foreign text, nothing when there is none. */
static void put_text(struct str *out, const char *text)
{
	if (text != NULL)
		sheet_quote(out, text, strlen(text));
}

/* « text », with the spaces that no line is broken at. */
static void put_quoted(struct str *out, const char *text, enum sheet_style style)
{
	str_put(out, "« ");
	str_put(out, sheet_mark(style));
	put_text(out, text);
	str_put(out, sheet_mark(STYLE_PLAIN));
	str_put(out, " »");
}

static double number_of(const cJSON *object, const char *key)
{
	const cJSON *item = json_get(object, key);
	return cJSON_IsNumber(item) ? item->valuedouble : 0;
}

/* In French: a comma. */
static void put_number(struct str *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void put_number(struct str *out, const char *format, ...)
{
	char text[32];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (char *dot = text; *dot != '\0'; dot++)
		*dot = *dot == '.' ? ',' : *dot;
	str_put(out, text);
}

static void tell_labelled(struct sheet *s, const char *label, const struct str *text)
{
	struct str soft = {0};
	sheet_put(&soft, STYLE_SOFT, label);
	const struct sheet_cell cells[] = {{.text = str_text(&soft), .width = LABEL_COLUMNS},
					   {.text = str_text(text)}};
	sheet_row(s, INDENT, cells, 2);
	str_done(&soft);
}

static void tell_plain(struct sheet *s, enum sheet_style style, const char *text)
{
	struct str line = {0};
	str_put(&line, sheet_mark(style));
	put_text(&line, text);
	str_put(&line, sheet_mark(STYLE_PLAIN));
	const struct sheet_cell cell = {.text = str_text(&line)};
	sheet_row(s, INDENT, &cell, 1);
	str_done(&line);
}

/* ---------------------------------------------------------------- what was read */

static bool is_inside_word(const char *text, size_t at)
{
	unsigned char before = at == 0 ? ' ' : (unsigned char)text[at - 1];
	return isalnum(before) || before >= 0x80;
}

/* Marks where the words of a finding stand in the question: the first place where they begin a word. */
static void mark_words(const char *text, bool *marks, const char *words)
{
	size_t len = strlen(words);
	const char *found = len == 0 ? NULL : strstr(text, words);
	while (found != NULL && is_inside_word(text, (size_t)(found - text)))
		found = strstr(found + 1, words);
	for (size_t i = 0; found != NULL && i < len; i++)
		marks[found - text + (ptrdiff_t)i] = true;
}

/* The model lists words, a similar question has none: only what stands in the text as it is can be marked. */
static void mark_finding(const char *text, bool *marks, const cJSON *finding)
{
	const cJSON *e;
	cJSON_ArrayForEach(e, json_get(finding, "because"))
	{
		const char *words = json_text(e, "words", NULL);
		if (words != NULL && strcmp(json_text(e, "by", ""), "model") != 0)
			mark_words(text, marks, words);
	}
}

static void mark_all(const char *text, bool *marks, const cJSON *tree)
{
	static const char *const lists[] = {"topics", "flags"};
	const cJSON *finding;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		cJSON_ArrayForEach(finding, json_get(tree, lists[i]))
			mark_finding(text, marks, finding);
	}
	mark_finding(text, marks, json_get(tree, "kind"));
	mark_finding(text, marks, json_get(tree, "place"));
}

static void tell_text(struct sheet *s, const cJSON *tree, const char *text)
{
	size_t len = strlen(text);
	bool *marks = calloc(len + 1, sizeof *marks);
	struct str line = {0};
	if (marks != NULL)
		mark_all(text, marks, tree);
	for (size_t at = 0, to; at < len; at = to) {
		bool is_marked = marks != NULL && marks[at];
		for (to = at; to < len && (marks != NULL && marks[to]) == is_marked; to++)
			;
		if (is_marked)
			str_put(&line, sheet_mark(STYLE_MATCH));
		sheet_quote(&line, text + at, to - at);
		if (is_marked)
			str_put(&line, sheet_mark(STYLE_PLAIN));
	}
	const struct sheet_cell cell = {.text = str_text(&line)};
	sheet_row(s, INDENT, &cell, 1);
	str_done(&line);
	free(marks);
}

static void tell_guesses(struct sheet *s, const cJSON *guesses, const struct pair *how)
{
	struct str line = {0};
	const cJSON *guess;
	cJSON_ArrayForEach(guess, guesses)
	{
		double likeness = number_of(guess, "likeness");
		if (strcmp(json_text(guess, "how", ""), how->id) != 0)
			continue;
		str_put(&line, line.len > 0 ? "\n" : "");
		put_quoted(&line, json_text(guess, "written", ""), STYLE_PLAIN);
		str_put(&line, " → ");
		put_quoted(&line, json_text(guess, "read_as", ""), STYLE_STRONG);
		if (likeness < 1)
			put_number(&line, " (%.2f)", likeness);
	}
	if (line.len > 0)
		tell_labelled(s, how->title, &line);
	str_done(&line);
}

static void tell_reading(struct sheet *s, const cJSON *tree)
{
	const cJSON *read = json_get(tree, "read"), *word;
	struct str line = {0};
	sheet_title(s, "Ce qui a été lu");
	tell_text(s, tree, json_text(read, "text", ""));
	str_put(&line, title_of(language_titles, json_text(tree, "language", "?")));
	tell_labelled(s, "Langue", &line);
	for (const struct pair *how = guess_titles; how->id != NULL; how++)
		tell_guesses(s, json_get(read, "guesses"), how);
	str_clear(&line);
	cJSON_ArrayForEach(word, json_get(read, "words"))
	{
		str_put(&line, line.len > 0 ? " · " : "");
		put_text(&line, word->valuestring);
	}
	tell_labelled(s, "Mots retenus", &line);
	str_done(&line);
}

/* ---------------------------------------------------------------- findings */

static void put_evidence(struct str *out, const cJSON *e)
{
	const char *by = json_text(e, "by", ""), *words = json_text(e, "words", NULL),
		   *why = json_text(e, "why", ""), *id = json_text(e, "id", NULL);
	if (strcmp(by, "example") == 0) {
		put_quoted(out, why, STYLE_PLAIN);
	} else if (strcmp(by, "model") == 0) {
		put_text(out, words);
	} else {
		if (words != NULL) {
			put_quoted(out, words, STYLE_MATCH);
			str_put(out, " : ");
		}
		put_text(out, why);
	}
	if (id != NULL) {
		str_put(out, sheet_mark(STYLE_SOFT));
		str_put(out, " [");
		put_text(out, id);
		str_put(out, "]");
		str_put(out, sheet_mark(STYLE_PLAIN));
	}
}

static void tell_evidence(struct sheet *s, const char *by, const cJSON *e)
{
	struct str label = {0}, text = {0}, score = {0};
	sheet_put(&label, STYLE_SOFT, by);
	put_evidence(&text, e);
	put_number(&score, "%.2f", number_of(e, "score"));
	const struct sheet_cell cells[] = {
		{.text = str_text(&label), .width = LABEL_COLUMNS},
		{.text = str_text(&score), .width = SCORE_COLUMNS, .is_right = true},
		{.text = str_text(&text)},
	};
	sheet_row(s, INDENT_EVIDENCE, cells, 3);
	str_done(&label);
	str_done(&text);
	str_done(&score);
}

/* A line that stands under the reasons, in the same column. */
static void tell_beside(struct sheet *s, const char *label, const struct str *text)
{
	struct str first = {0}, rest = {0};
	sheet_put(&first, STYLE_SOFT, label);
	sheet_put(&rest, STYLE_SOFT, str_text(text));
	const struct sheet_cell cells[] = {{.text = str_text(&first), .width = LABEL_COLUMNS},
					   {.text = "", .width = SCORE_COLUMNS},
					   {.text = str_text(&rest)}};
	sheet_row(s, INDENT_EVIDENCE, cells, 3);
	str_done(&first);
	str_done(&rest);
}

static void tell_voices(struct sheet *s, const cJSON *voices)
{
	struct str line = {0};
	const cJSON *voice;
	cJSON_ArrayForEach(voice, voices)
	{
		str_printf(&line, "%s%s\u00a0", line.len > 0 ? " · " : "",
			   title_of(voice_titles, voice->string));
		put_number(&line, "%+.2f", voice->valuedouble);
	}
	if (line.len > 0)
		tell_beside(s, "Poids des voix", &line);
	str_done(&line);
}

/* Reasons of one voice stand together, under its name once. */
static void tell_because(struct sheet *s, const cJSON *finding)
{
	struct str more = {0};
	int left_out = (int)number_of(finding, "more");
	for (const struct pair *by = by_titles; by->id != NULL; by++) {
		const char *label = by->title;
		const cJSON *e;
		cJSON_ArrayForEach(e, json_get(finding, "because"))
		{
			if (strcmp(json_text(e, "by", ""), by->id) != 0)
				continue;
			tell_evidence(s, label, e);
			label = "";
		}
	}
	if (left_out > 0) {
		str_printf(&more, "… et %d autre%s raison%s", left_out, left_out > 1 ? "s" : "",
			   left_out > 1 ? "s" : "");
		tell_beside(s, "", &more);
	}
	tell_voices(s, json_get(finding, "voices"));
	str_done(&more);
}

static void put_bar(struct str *out, double score, enum sheet_style style)
{
	int full = (int)lround(fmin(1, fmax(0, score)) * BAR_CELLS);
	str_put(out, sheet_mark(style));
	for (int i = 0; i < full; i++)
		str_put(out, "█");
	str_put(out, sheet_mark(STYLE_SOFT));
	for (int i = full; i < BAR_CELLS; i++)
		str_put(out, "░");
	str_put(out, sheet_mark(STYLE_PLAIN));
}

static void tell_finding(struct sheet *s, const cJSON *finding, enum sheet_style style)
{
	struct str bar = {0}, score = {0}, title = {0};
	put_bar(&bar, number_of(finding, "score"), style);
	put_number(&score, "%.2f", number_of(finding, "score"));
	str_put(&title, sheet_mark(STYLE_STRONG));
	put_text(&title, json_text(finding, "title", ""));
	str_put(&title, sheet_mark(STYLE_PLAIN));
	const struct sheet_cell cells[] = {
		{.text = str_text(&bar), .width = BAR_CELLS},
		{.text = str_text(&score), .width = SCORE_COLUMNS, .is_right = true},
		{.text = str_text(&title)},
	};
	sheet_row(s, INDENT, cells, 3);
	str_done(&bar);
	str_done(&score);
	str_done(&title);
	tell_because(s, finding);
}

static void tell_topics(struct sheet *s, const cJSON *tree)
{
	const cJSON *topics = json_get(tree, "topics"), *topic;
	sheet_title(s, "De quoi il s'agit");
	cJSON_ArrayForEach(topic, topics) tell_finding(s, topic, STYLE_GOOD);
	if (cJSON_GetArraySize(topics) == 0)
		tell_plain(s, STYLE_PLAIN, "Aucun sujet reconnu.");
}

static void tell_helplines(struct sheet *s, const cJSON *lines)
{
	struct str text = {0};
	const cJSON *line;
	cJSON_ArrayForEach(line, lines)
	{
		str_put(&text, text.len > 0 ? "\n" : "");
		str_put(&text, sheet_mark(STYLE_ALARM));
		put_text(&text, json_text(line, "number", ""));
		str_put(&text, sheet_mark(STYLE_PLAIN));
		str_put(&text, "  ");
		put_text(&text, json_text(line, "name", ""));
	}
	if (text.len > 0)
		tell_labelled(s, "Numéros montrés", &text);
	str_done(&text);
}

static void tell_flags(struct sheet *s, const cJSON *tree)
{
	const cJSON *flags = json_get(tree, "flags"), *flag;
	sheet_title(s, "Signaux");
	cJSON_ArrayForEach(flag, flags)
	{
		bool is_alarm = strcmp(json_text(flag, "id", ""), "detresse") == 0;
		tell_finding(s, flag, is_alarm ? STYLE_ALARM : STYLE_WARN);
	}
	if (cJSON_GetArraySize(flags) == 0)
		tell_plain(s, STYLE_PLAIN, "Aucun.");
	tell_helplines(s, json_get(tree, "helplines"));
}

static void tell_place(struct sheet *s, const cJSON *tree)
{
	const cJSON *place = json_get(tree, "place");
	struct str line = {0};
	sheet_title(s, "Lieu");
	if (!cJSON_IsObject(place)) {
		tell_plain(s, STYLE_PLAIN, "Aucun lieu reconnu.");
		return;
	}
	str_printf(&line, "%s (%s)", json_text(place, "name", ""), json_text(place, "code", ""));
	tell_plain(s, STYLE_STRONG, str_text(&line));
	tell_because(s, place);
	str_done(&line);
}

static void tell_sureness(struct sheet *s, const cJSON *tree)
{
	bool is_sure = cJSON_IsTrue(json_get(tree, "sure"));
	sheet_title(s, is_sure ? "Sûr" : "Pas sûr");
	tell_plain(s, is_sure ? STYLE_PLAIN : STYLE_WARN, json_text(tree, "sure_why", ""));
}

/* ---------------------------------------------------------------- suggestions */

static const char *availability_sentence(const cJSON *have)
{
	bool on_site = cJSON_IsTrue(json_get(have, "on_site")),
	     is_remote = cJSON_IsTrue(json_get(have, "remote"));
	if (on_site && is_remote)
		return "sur place et à distance";
	if (on_site)
		return "sur place";
	return is_remote ? "à distance" : "pas proposée";
}

static void put_suggestion(struct str *out, const cJSON *item)
{
	const cJSON *have = json_get(item, "availability");
	const char *url = json_text(item, "url", NULL);
	str_put(out, sheet_mark(STYLE_STRONG));
	put_text(out, json_text(item, "title", ""));
	str_put(out, sheet_mark(STYLE_PLAIN));
	str_put(out, "\n");
	put_text(out, json_text(item, "why", NULL));
	if (cJSON_IsObject(have)) {
		str_printf(out, "\n%s : ", json_text(have, "library_name", ""));
		sheet_put(out, STYLE_GOOD, availability_sentence(have));
	}
	str_put(out, "\n");
	str_put(out, sheet_mark(STYLE_SOFT));
	put_text(out, url != NULL ? url : json_text(item, "id", ""));
	str_put(out, sheet_mark(STYLE_PLAIN));
}

static void tell_suggestions(struct sheet *s, const cJSON *tree)
{
	const cJSON *list = json_get(tree, "suggestions"), *item;
	sheet_title(s, "Suggestions");
	if (cJSON_GetArraySize(list) == 0)
		tell_plain(s, STYLE_PLAIN, "Aucune : mieux vaut se taire que montrer du bruit.");
	cJSON_ArrayForEach(item, list)
	{
		struct str kind = {0}, score = {0}, text = {0};
		sheet_put(&kind, STYLE_SOFT, title_of(entry_titles, json_text(item, "kind", "")));
		put_number(&score, "%.2f", number_of(item, "score"));
		put_suggestion(&text, item);
		const struct sheet_cell cells[] = {
			{.text = str_text(&kind), .width = BAR_CELLS},
			{.text = str_text(&score), .width = SCORE_COLUMNS, .is_right = true},
			{.text = str_text(&text)},
		};
		sheet_row(s, INDENT, cells, 3);
		str_done(&kind);
		str_done(&score);
		str_done(&text);
	}
}

/* ---------------------------------------------------------------- the route */

static void tell_candidate(struct sheet *s, const cJSON *candidate, bool is_chosen)
{
	struct str title = {0}, score = {0}, reasons = {0};
	const cJSON *reason;
	str_put(&title, sheet_mark(is_chosen ? STYLE_STRONG : STYLE_PLAIN));
	put_text(&title, json_text(candidate, "title", ""));
	str_put(&title, sheet_mark(STYLE_PLAIN));
	put_number(&score, "%.2f", number_of(candidate, "score"));
	cJSON_ArrayForEach(reason, json_get(candidate, "because"))
	{
		str_put(&reasons, reasons.len > 0 ? "\n· " : "· ");
		put_text(&reasons, reason->valuestring);
	}
	const struct sheet_cell cells[] = {
		{.text = is_chosen ? "→" : " ", .width = 1},
		{.text = str_text(&title), .width = QUEUE_COLUMNS},
		{.text = str_text(&score), .width = SCORE_COLUMNS, .is_right = true},
		{.text = str_text(&reasons)},
	};
	sheet_row(s, INDENT, cells, 4);
	str_done(&title);
	str_done(&score);
	str_done(&reasons);
}

static void tell_candidates(struct sheet *s, const cJSON *route)
{
	struct str titles[3] = {{0}, {0}, {0}};
	static const char *const words[] = {"File", "Note", "Raisons"};
	const cJSON *candidate;
	bool is_chosen = true; /* the first one is */
	for (int i = 0; i < 3; i++)
		sheet_put(&titles[i], STYLE_SOFT, words[i]);
	const struct sheet_cell cells[] = {
		{.text = "", .width = 1},
		{.text = str_text(&titles[0]), .width = QUEUE_COLUMNS},
		{.text = str_text(&titles[1]), .width = SCORE_COLUMNS, .is_right = true},
		{.text = str_text(&titles[2])},
	};
	fputc('\n', s->to);
	sheet_row(s, INDENT, cells, 4);
	cJSON_ArrayForEach(candidate, json_get(route, "candidates"))
	{
		tell_candidate(s, candidate, is_chosen);
		is_chosen = false;
	}
	for (int i = 0; i < 3; i++)
		str_done(&titles[i]);
}

static void tell_route(struct sheet *s, const cJSON *tree)
{
	const cJSON *route = json_get(tree, "route");
	struct str line = {0};
	sheet_title(s, "Aiguillage");
	str_printf(&line, "→ %s", json_text(route, "title", ""));
	tell_plain(s, STYLE_STRONG, str_text(&line));
	str_clear(&line);
	put_text(&line, json_text(route, "staff_sentence", ""));
	tell_labelled(s, "Pour l'équipe", &line);
	str_clear(&line);
	put_text(&line, json_text(route, "asker_sentence", ""));
	tell_labelled(s, "Pour la personne", &line);
	tell_candidates(s, route);
	str_done(&line);
}

static void tell_time(struct sheet *s, const cJSON *tree)
{
	struct str line = {0};
	const cJSON *station;
	cJSON_ArrayForEach(station, json_get(tree, "elapsed_us"))
	{
		str_printf(&line, "%s%s\u00a0", line.len > 0 ? " · " : "",
			   title_of(station_titles, station->string));
		put_number(&line, "%.2f\u00a0ms", station->valuedouble / 1000);
	}
	sheet_title(s, "Temps");
	tell_plain(s, STYLE_PLAIN, str_text(&line));
	str_done(&line);
}

void story_tell(struct sheet *sheet, const cJSON *explanation)
{
	tell_reading(sheet, explanation);
	tell_topics(sheet, explanation);
	sheet_title(sheet, "Ce qui est voulu");
	tell_finding(sheet, json_get(explanation, "kind"), STYLE_GOOD);
	tell_flags(sheet, explanation);
	tell_place(sheet, explanation);
	tell_sureness(sheet, explanation);
	tell_suggestions(sheet, explanation);
	tell_route(sheet, explanation);
	tell_time(sheet, explanation);
}
