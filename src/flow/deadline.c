/* SPDX-License-Identifier: EUPL-1.2 */
/* deadline.c - see deadline.h. */
#include "flow/deadline.h"

#include "base/json.h"
#include "base/str.h"
#include "flow/directory.h"
#include "flow/notify.h"
#include "flow/question.h"

#include <string.h>

enum {
	HOUR_MS = 60 * 60 * 1000,
	DAY_MS = 24 * HOUR_MS,
	CLOSURE_DAYS_MOST = 5, /* that a promise may grow by */
};

/* ---------------------------------------------------------------- marks */

static const char *const marks[MARK_COUNT] = {
	[MARK_NONE] = "none",
	[MARK_HALF] = "half",
	[MARK_NEAR] = "near",
	[MARK_OVER] = "over",
};

const char *mark_word(enum mark mark)
{
	return marks[mark];
}

enum mark mark_find(const char *word)
{
	for (int i = 0; i < MARK_COUNT; i++) {
		if (word != NULL && strcmp(marks[i], word) == 0)
			return (enum mark)i;
	}
	return MARK_NONE;
}

/* Working time that is left when a mark is reached. */
static int64_t left_at(const struct worker *w, enum mark mark)
{
	switch (mark) {
	case MARK_HALF:
		return (int64_t)w->settings->answer_days * DAY_MS / 2;
	case MARK_NEAR:
		return w->settings->near_ms;
	default:
		return 0;
	}
}

/* ---------------------------------------------------------------- calendars */

static struct working_calendar network_calendar(const struct worker *w, const char *network)
{
	int at = directory_network(w->directory, network);
	return calendar_of(at < 0 ? ZONE_METROPOLE : w->directory->networks[at].zone);
}

/* The network's, with the holidays and closures of the library whose own queue it is. */
static struct working_calendar queue_calendar(const struct worker *w, const char *network,
					      const char *queue)
{
	struct working_calendar c = network_calendar(w, network);
	int at = directory_queue(w->directory, queue);
	if (at < 0 || w->directory->queues[at].kind != QUEUE_LIBRARY)
		return c;
	const struct library_entry *library =
		&w->directory->libraries[w->directory->queues[at].library];
	c.zones |= 1u << library->zone;
	c.closures = library->closures;
	c.closure_count = library->closure_count;
	return c;
}

int64_t deadline_promise(const struct worker *w, const char *network, const char *queue,
			 int64_t now_ms)
{
	int64_t promised = (int64_t)w->settings->answer_days * DAY_MS;
	struct working_calendar plain = network_calendar(w, network);
	struct working_calendar own = queue_calendar(w, network, queue);
	int64_t due = calendar_add(&own, now_ms, promised);
	int64_t most = calendar_add(&plain, now_ms, promised + (int64_t)CLOSURE_DAYS_MOST * DAY_MS);
	return due <= most ? due : calendar_add(&plain, now_ms, promised);
}

/* Marks and pauses count the network's time: a question that changes libraries keeps its promise. */
int64_t deadline_left(const struct worker *w, const struct question_row *row, int64_t now_ms)
{
	struct working_calendar c = network_calendar(w, row->network);
	return calendar_between(&c, now_ms, row->due_at);
}

int64_t deadline_resume(const struct worker *w, const struct question_row *row, int64_t now_ms)
{
	struct working_calendar c = network_calendar(w, row->network);
	int64_t left = calendar_between(&c, row->paused_at, row->due_at);
	/* What was late before the pause stays as late. */
	return left > 0 ? calendar_add(&c, now_ms, left) : row->due_at + (now_ms - row->paused_at);
}

int64_t deadline_next(const struct worker *w, const struct question_row *row, enum mark mark,
		      int64_t due_ms)
{
	if (mark == MARK_OVER)
		return 0;
	struct working_calendar c = network_calendar(w, row->network);
	return calendar_subtract(&c, due_ms, left_at(w, (enum mark)(mark + 1)));
}

/* ---------------------------------------------------------------- what it says now */

enum urgency deadline_urgency(const struct worker *w, const struct question_row *row,
			      int64_t now_ms)
{
	if (!state_row(state_find(row->state))->is_open)
		return URGENCY_ENDED;
	if (row->paused_at != 0)
		return URGENCY_PAUSED;
	int64_t left = deadline_left(w, row, now_ms);
	if (now_ms >= row->due_at)
		return URGENCY_OVER;
	if (left <= left_at(w, MARK_NEAR))
		return URGENCY_NEAR;
	return left <= left_at(w, MARK_HALF) ? URGENCY_HALF : URGENCY_CALM;
}

static const struct {
	const char *word, *sentence; /* French, for the desk */
} urgencies[] = {
	[URGENCY_CALM] = {"calm", "Dans les temps."},
	[URGENCY_HALF] = {"half", "La moitié du délai est passée."},
	[URGENCY_NEAR] = {"near", "À rendre bientôt."},
	[URGENCY_OVER] = {"over", "En retard : la personne a été prévenue que sa réponse tarde."},
	[URGENCY_PAUSED] = {"paused", "Délai suspendu : une précision est attendue."},
	[URGENCY_ENDED] = {"ended", ""},
};

cJSON *deadline_json(const struct worker *w, const struct question_row *row)
{
	int64_t now = clock_wall_ms(w->clock);
	enum urgency urgency = deadline_urgency(w, row, now);
	if (urgency == URGENCY_ENDED)
		return cJSON_CreateNull();
	cJSON *out = cJSON_CreateObject();
	json_put_text(out, "level", urgencies[urgency].word);
	json_put_text(out, "sentence", urgencies[urgency].sentence);
	int64_t from = urgency == URGENCY_PAUSED ? row->paused_at : now;
	json_put_int(out, "left_hours", deadline_left(w, row, from) / HOUR_MS);
	return out;
}

/* clang-format off */
static const char *const asker_sentences[][LOCALE_COUNT] = {
	[URGENCY_CALM] = {
		"Réponse attendue au plus tard le %s.",
		"An answer is due by %s.",
		"Een antwoord volgt uiterlijk op %s.",
		"الإجابة متوقعة في أجل أقصاه %s."},
	[URGENCY_OVER] = {
		"Votre réponse aurait dû partir le %s : nous nous en excusons, elle n'est pas oubliée et la coordination la suit de près.",
		"Your answer should have left by %s: we are sorry. It is not forgotten, and the coordinators are following it closely.",
		"Uw antwoord had op %s moeten vertrekken: onze excuses. Het is niet vergeten; de coördinatie volgt het van dichtbij.",
		"كان من المفترض أن تُرسل إجابتك في %s: نعتذر عن ذلك. لم تُنسَ، وفريق التنسيق يتابعها عن كثب."},
	[URGENCY_PAUSED] = {
		"Le délai est suspendu : nous attendons votre précision.",
		"The clock has stopped: we are waiting for your detail.",
		"De termijn staat stil: wij wachten op uw verduidelijking.",
		"المهلة متوقفة: نحن في انتظار توضيحك."},
	[URGENCY_ENDED] = {NULL, NULL, NULL, NULL},
};
/* clang-format on */

const char *deadline_asker_sentence(const struct worker *w, const struct question_row *row)
{
	enum urgency urgency = deadline_urgency(w, row, clock_wall_ms(w->clock));
	/* What presses the desk is nothing that the asker should worry about. */
	if (urgency == URGENCY_HALF || urgency == URGENCY_NEAR)
		urgency = URGENCY_CALM;
	enum locale locale = locale_find(row->locale);
	const char *format = asker_sentences[urgency][locale];
	const char *hole = format == NULL ? NULL : strstr(format, "%s");
	if (hole == NULL)
		return format;
	/* A promise until midnight is one for the day before. */
	struct date date = calendar_date(row->due_at - 1);
	struct str text = {0};
	str_put_bytes(&text, format, (size_t)(hole - format));
	str_printf(&text, "%s %d %s", locale_weekday(locale, calendar_weekday(calendar_days(date))),
		   date.day, locale_month(locale, date.month));
	str_put(&text, hole + 2);
	const char *sentence = arena_copy(w->arena, str_text(&text), text.len);
	str_done(&text);
	return sentence;
}

/* ---------------------------------------------------------------- acting on it */

static bool is_waiting(const struct question_row *row)
{
	enum question_state state = state_find(row->state);
	return state == Q_ROUTED || state == Q_REOPENED;
}

static enum rc mark_one(struct worker *w, struct question_row *row)
{
	int64_t now = clock_wall_ms(w->clock);
	struct actor system = actor_system();
	while (row->mark_at != 0 && row->mark_at <= now) {
		enum mark mark = (enum mark)(mark_find(row->mark) + 1);
		/* Later marks do not: whoever called the network off has seen it. */
		bool rises = mark == MARK_HALF && is_waiting(row) && row->risen_at == 0;
		struct mark_request request = {
			.verb = rises ? "rise" : marks[mark],
			.actor = &system,
			.mark = mark,
			.mark_at = deadline_next(w, row, mark, row->due_at),
			.risen_at = rises ? now : row->risen_at,
		};
		enum rc rc = question_mark(w, row, &request);
		if (rc == RC_OK)
			rc = notify_all(w, row, request.verb);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc deadline_tick(struct worker *w, int *count)
{
	struct question_batch batch = {0};
	enum rc rc = store_questions_marked(w->store, clock_wall_ms(w->clock), &batch);
	for (int i = 0; rc == RC_OK && i < batch.count; i++) {
		struct question_row row;
		rc = question_read(w, batch.ids[i], &row);
		if (rc == RC_OK)
			rc = mark_one(w, &row);
	}
	*count = rc == RC_OK ? batch.count : 0;
	return rc;
}

/* ---------------------------------------------------------------- closed libraries */

struct closing {
	struct worker *w;
	int64_t opens_at; /* due dates before are in the closure */
	struct question_row rows[QUESTIONS_AT_ONCE];
	int count;
};

static bool note_if_due(void *arg, const struct question_row *row)
{
	struct closing *c = arg;
	if (row->due_at < c->opens_at && row->risen_at == 0 && c->count < QUESTIONS_AT_ONCE)
		c->rows[c->count++] = *row;
	return c->count < QUESTIONS_AT_ONCE;
}

static enum rc rise_all(struct closing *c)
{
	enum rc rc = RC_OK;
	struct actor system = actor_system();
	for (int i = 0; i < c->count && rc == RC_OK; i++) {
		struct question_row *row = &c->rows[i];
		struct mark_request request = {
			.verb = "rise",
			.actor = &system,
			.mark = mark_find(row->mark),
			.mark_at = row->mark_at,
			.risen_at = clock_wall_ms(c->w->clock),
			.reason = "bibliothèque fermée",
		};
		rc = question_mark(c->w, row, &request);
		if (rc == RC_OK)
			rc = notify_all(c->w, row, request.verb);
	}
	return rc;
}

static enum rc rise_in_queue(struct worker *w, int queue, const struct closure *closure, int *count)
{
	struct closing c = {
		.w = w,
		/* Midnight here or in Greenwich: an hour does not matter to a closure of days. */
		.opens_at = (closure->last + 1) * (int64_t)DAY_MS,
	};
	struct question_filter filter = {
		.queue = w->directory->queues[queue].id, .states = "routed reopened", .limit = 500};
	enum rc rc = store_questions(w->store, &filter, w->arena, note_if_due, &c);
	if (rc == RC_OK)
		rc = rise_all(&c);
	*count += rc == RC_OK ? c.count : 0;
	return rc;
}

enum rc deadline_closures(struct worker *w, int *count)
{
	const struct directory *d = w->directory;
	int64_t today = calendar_day(clock_wall_ms(w->clock));
	enum rc rc = RC_OK;
	*count = 0;
	for (int i = 0; i < d->queue_count && rc == RC_OK; i++) {
		const struct closure *closure =
			d->queues[i].kind == QUEUE_LIBRARY
				? library_closure_on(&d->libraries[d->queues[i].library], today)
				: NULL;
		if (closure != NULL)
			rc = rise_in_queue(w, i, closure, count);
	}
	return rc;
}
