/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - `aiguilleur rules`: replay (what a changed rule set would move) and learned (what the desk taught). */
#include "app/commands.h"

#include "app/accepted.h"
#include "app/candidate.h"
#include "app/data.h"
#include "app/lines.h"
#include "app/reader.h"
#include "app/replay.h"
#include "base/json.h"
#include "base/locale.h"
#include "flow/directory.h"
#include "store/question_store.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WHY_BYTES = PATH_BYTES + 200, LIST_BYTES = 512 * 1024 * 1024, TICK = 50 };

struct replaying {
	struct worker *before, *after;
	struct replay *replay;
	struct arena arena; /* of the questions' rows and texts */
	bool shows_progress;
	int64_t read;
};

/* ---------------------------------------------------------------- the questions */

static void tick(struct replaying *p)
{
	p->read++;
	if (p->shows_progress && p->read % TICK == 0)
		fprintf(stderr, "\r%lld questions", (long long)p->read);
}

static void replay_one(struct replaying *p, const struct replayed *question)
{
	replay_add(p->replay, p->before, p->after, question);
	tick(p);
}

static const char *country_of(const struct worker *w, const char *network)
{
	int at = directory_network(w->directory, network);
	return at < 0 ? NULL : w->directory->networks[at].country;
}

/* A question that was erased has nothing to replay. */
static bool on_question(void *arg, const struct question_row *row)
{
	struct replaying *p = arg;
	struct question_content content = {0};
	char id[SAMPLE_ID_BYTES];
	if (store_question_content(p->before->store, row->id, &p->arena, &content) != RC_OK ||
	    content.text == NULL)
		return true;
	snprintf(id, sizeof id, "%lld", (long long)row->id.n);
	const struct replayed question = {
		.id = id,
		.text = content.text,
		.library = row->library,
		.country = country_of(p->before, row->network),
		.place = content.place,
		.locale = row->locale,
	};
	replay_one(p, &question);
	return true;
}

static bool on_line(const cJSON *line, void *arg)
{
	struct replaying *p = arg;
	char number[SAMPLE_ID_BYTES];
	snprintf(number, sizeof number, "%lld", (long long)p->read + 1);
	const struct replayed question = {
		.id = json_text(line, "id", number),
		.text = json_text(line, "text", ""),
		.library = json_text(line, "library", NULL),
		.country = json_text(line, "country", NULL),
	};
	if (question.text[0] != '\0')
		replay_one(p, &question);
	return true;
}

static bool replay_all(struct replaying *p, const struct options *o)
{
	if (o->questions != NULL)
		return lines_read(o->questions, on_line, p);
	return store_questions_newest(p->before->store, o->limit > 0 ? o->limit : INT64_MAX,
				      &p->arena, on_question, p) == RC_OK;
}

/* ---------------------------------------------------------------- the result */

/* Beside a running server, which shows it on the console. Without the words of anybody's question. */
static bool save(const struct worker *w, const struct options *o, const struct replay *r)
{
	char path[PATH_BYTES], why[WHY_BYTES], now[32];
	struct store *s = data_path(o->data, "desk.db", path)
				  ? store_open(path, STORE_WRITE, why, sizeof why)
				  : NULL;
	if (s == NULL)
		return false;
	AUTO_JSON tree = replay_json(r, false);
	clock_format_utc(clock_wall_ms(w->clock), now);
	json_put_text(tree, "at", now);
	json_put_flag(tree, "from_file", o->questions != NULL);
	char *text = json_print(tree);
	bool is_saved = store_begin(s) == RC_OK && store_fact_set(s, "replay", text) == RC_OK &&
			store_commit(s) == RC_OK;
	free(text);
	store_close(s);
	return is_saved;
}

static int show(const struct worker *w, const struct options *o, const struct replay *r)
{
	if (replay_count(r) == 0 && !o->json)
		puts("Aucune question à rejouer : le bureau n'en a pas encore. "
		     "Donnez-en dans un fichier : --questions FICHIER.jsonl, une ligne {\"text\": "
		     "\"…\"} "
		     "par question.");
	else if (o->json)
		print_json(replay_json(r, true));
	else
		replay_tell(r);
	if (!o->save || save(w, o, r))
		return DONE;
	return could_not("rules", "the result could not be saved in %s", o->data);
}

static int replay_with(struct worker *w, const struct options *o)
{
	char why[WHY_BYTES] = "";
	const struct candidate_source from = {o->data, o->rules, o->corpus};
	struct candidate *c = candidate_open(w, &from, why, sizeof why);
	if (c == NULL)
		return could_not("rules", "%s", why);
	struct replaying p = {.before = w,
			      .after = candidate_worker(c),
			      .replay = replay_new(),
			      .shows_progress = isatty(STDERR_FILENO) == 1};
	arena_init(&p.arena, LIST_BYTES);
	bool is_done = replay_all(&p, o);
	if (p.shows_progress)
		fputs("\r\033[K", stderr);
	int status = is_done ? show(w, o, p.replay)
			     : could_not("rules", "%s: cannot be read",
					 o->questions != NULL ? o->questions : o->data);
	replay_free(p.replay);
	arena_done(&p.arena);
	candidate_close(c);
	return status;
}

static int replay(const struct options *o)
{
	if (o->rules == NULL)
		return could_not("rules", "replay: --rules DIR, the changed ones, is needed"),
		       USAGE;
	return with_reader("rules", o, READER_OF_ALL, replay_with);
}

/* ---------------------------------------------------------------- what was learnt */

static int learned(const struct options *o)
{
	char path[PATH_BYTES], why[WHY_BYTES];
	struct examples examples = {0};
	size_t count = 0;
	if (!data_path(o->data, "desk.db", path))
		return could_not("rules", "%s: path too long", o->data);
	struct store *s = store_open(path, STORE_READ, why, sizeof why);
	if (s == NULL)
		return could_not("rules", "%s", why);
	enum rc rc = accepted_add(s, &examples, &count);
	if (rc == RC_OK)
		examples_print(examples.items, count, stdout);
	examples_done(&examples);
	store_close(s);
	return rc == RC_OK ? DONE : could_not("rules", "the desk's examples could not be read");
}

static const struct {
	const char *word;
	int (*run)(const struct options *o);
} actions[] = {{"replay", replay}, {"learned", learned}};

int command_rules(const struct options *o)
{
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		if (strcmp(actions[i].word, o->operands[0]) == 0)
			return actions[i].run(o);
	}
	return could_not("rules", "%s: replay or learned", o->operands[0]), USAGE;
}
