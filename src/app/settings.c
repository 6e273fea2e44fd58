/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.c - see settings.h. The table is the specification. */
#include "app/settings.h"

#include "base/xalloc.h"
#include "files/source.h"
#include "files/yamlfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

enum setting_type { SETTING_FLAG, SETTING_INT, SETTING_REAL, SETTING_TEXT };

struct setting {
	const char *name;
	enum setting_type type;
	size_t at; /* offsetof in struct settings */
	double min, max;
	const char *initial; /* NULL: what the station that reads it has for a default */
	const char *unit, *sentence;
};

/* clang-format off */
#define AT(field) offsetof(struct settings, field)
static const struct setting table[] = {
	/* name                       type          field                          min  max      default  unit, sentence */
	{"server.public_url",         SETTING_TEXT, AT(public_url),                0,   0,       "",      "address", "What browsers see behind a proxy: https://questions.example. Empty: no proxy."},
	{"server.allowed_origins",    SETTING_TEXT, AT(allowed_origins),           0,   0,       "",      "list",    "Sites, besides our own, that may embed the widget; exact origins between spaces."},
	{"server.trusts_proxy",       SETTING_FLAG, AT(trusts_proxy),              0,   0,       "false", "",        "Take the client's address from X-Forwarded-For, from a loopback peer only."},
	{"limits.enabled",            SETTING_FLAG, AT(limits_enabled),            0,   0,       "true",  "",        "Rates and sockets per address. May be false on a loopback address only: for tests and benches."},
	{"limits.connections",        SETTING_INT,  AT(connections),               16,  100000,  "10000", "sockets", "At most this many at once; lowered to what the descriptor limit leaves."},
	{"limits.sockets_per_address",SETTING_INT,  AT(sockets_per_address),       1,   10000,   "20",    "sockets", "A whole branch library may share one address: see limits.exempt_networks."},
	{"limits.exempt_networks",    SETTING_TEXT, AT(exempt_networks),           0,   0,       "",      "list",    "Networks that are not limited, as 192.0.2.0/24, between spaces."},
	{"limits.messages_per_minute",SETTING_INT,  AT(messages_per_minute),       10,  10000,   "100",   "messages","Of one public socket; staff may send ten times as many."},
	{"limits.tokens_per_second",  SETTING_REAL, AT(address_tokens_per_second), 0.1, 10000,   "1",     "tokens",  "An address earns this many; a question costs 10, a suggestion 1."},
	{"limits.token_burst",        SETTING_REAL, AT(address_burst),             20,  100000,  "120",   "tokens",  "An address can save up this many."},
	{"socket.ping_seconds",       SETTING_INT,  AT(ping_s),                    5,   300,     "30",    "s",       "Silence after which a socket is pinged."},
	{"socket.hangup_seconds",     SETTING_INT,  AT(hangup_s),                  10,  600,     "60",    "s",       "Silence after which it is gone."},
	{"desk.lease_minutes",        SETTING_INT,  AT(lease_minutes),             1,   1440,    "30",    "min",     "How long a claim lasts without a sign of life."},
	{"desk.returned_lease_hours", SETTING_INT,  AT(returned_lease_hours),      1,   720,     "72",    "h",       "How long a returned answer stays with its author."},
	{"desk.answer_days",          SETTING_INT,  AT(answer_days),               1,   30,      "3",     "days",    "Working days in which an answer is promised."},
	{"desk.near_hours",           SETTING_INT,  AT(near_hours),                1,   240,     "24",    "h",       "Working time before the due date from which a question is nearly due; a working day has 24 hours."},
	{"desk.referral_days",        SETTING_INT,  AT(referral_days),             1,   120,     "10",    "days",    "Working days after which the desk asks what became of a question that a partner was given."},
	{"desk.help_across",          SETTING_FLAG, AT(helps_across),              0,   0,       "true",  "",        "Respondents may read and take another library's questions (docs/rights.md, `help`). false: only when the network is called, they are mentioned, or they hold it."},
	{"desk.text_chars",           SETTING_INT,  AT(text_chars),                500, 8000,    "6000",  "chars",   "The longest question."},
	{"suggest.threshold",         SETTING_REAL, AT(suggest_threshold),         0,   1,       "0.8",  "",        "Below this likelihood of helping a fiche is not suggested: silence rather than noise. Calibrated by bench/suggest.mjs."},
	{"search.title",              SETTING_REAL, AT(search.title),              0,   10,      NULL,     "",        "What a word in a title weighs. These weights are tuned by bench/tune.mjs; docs/search.md says what each brings."},
	{"search.headings",           SETTING_REAL, AT(search.headings),           0,   10,      NULL,   "",        "The same in a heading inside the text."},
	{"search.keywords",           SETTING_REAL, AT(search.keywords),           0,   10,      NULL,   "",        "The same among the keywords."},
	{"search.body",               SETTING_REAL, AT(search.body),               0,   10,      NULL,     "",        "The same in the text."},
	{"search.opening",            SETTING_REAL, AT(search.opening),            0,   10,      NULL,   "",        "Once more for a word among the first of a text that has a title."},
	{"search.opening_alone",      SETTING_REAL, AT(search.opening_alone),      0,   10,      NULL,     "",        "The same in a text without a title, where it stands for one."},
	{"search.opening_words",      SETTING_INT,  AT(search.opening_words),      1,   500,     NULL,    "words",   "How many words of a text are its opening."},
	{"search.exact",              SETTING_REAL, AT(search.exact),              0,   10,      NULL,   "",        "Once more for the very form that was asked, not only its stem."},
	{"search.pair_title",         SETTING_REAL, AT(search.pair_title),         0,   10,      NULL,  "",        "For two words that stand side by side in question and title."},
	{"search.pair_body",          SETTING_REAL, AT(search.pair_body),          0,   10,      NULL,   "",        "The same in the text."},
	{"search.spelling",           SETTING_REAL, AT(search.spelling),           0,   1,       NULL,     "",        "What the known word counts that a misspelt one was taken for; 0: no guesses."},
	{"search.synonyms",           SETTING_REAL, AT(search.synonyms),           0,   1,       NULL,     "",        "What a near-synonym of rules/synonyms.yaml counts; 0: none are looked for."},
	{"search.title_k1",           SETTING_REAL, AT(search.title_k1),           0.1, 10,      NULL,   "",        "BM25's k1 for titles, headings and keywords: how soon repetition stops counting."},
	{"search.title_b",            SETTING_REAL, AT(search.title_b),            0,   1,       NULL,   "",        "BM25's b for them: how much a long one counts less."},
	{"search.body_k1",            SETTING_REAL, AT(search.body_k1),            0.1, 10,      NULL,   "",        "BM25's k1 for texts."},
	{"search.body_b",             SETTING_REAL, AT(search.body_b),             0,   1,       NULL,   "",        "BM25's b for texts."},
	{"understand.topic_model",      SETTING_REAL, AT(understanding.topic.model),     -20,   20,      NULL,     "",        "What the trained model counts for topics (src/flow/tally.h). These are tuned by bench/tune.mjs."},
	{"understand.topic_rules",      SETTING_REAL, AT(understanding.topic.rules),     -20,   20,      NULL,   "",        "What the rules count for topics."},
	{"understand.topic_lexicon",    SETTING_REAL, AT(understanding.topic.lexicon),   -20,   20,      NULL,   "",        "What the lexicon counts for topics."},
	{"understand.topic_neighbours", SETTING_REAL, AT(understanding.topic.neighbours), -20,   20,      NULL,   "",        "What similar questions count for topics."},
	{"understand.topic_bias",       SETTING_REAL, AT(understanding.topic.bias),      -20,   20,      NULL,   "",        "Where the sum starts for topics."},
	{"understand.kind_model",       SETTING_REAL, AT(understanding.kind.model),      -20,   20,      NULL,     "",        "What the trained model counts for kinds (src/flow/tally.h). These are tuned by bench/tune.mjs."},
	{"understand.kind_rules",       SETTING_REAL, AT(understanding.kind.rules),      -20,   20,      NULL,   "",        "What the rules count for kinds."},
	{"understand.kind_lexicon",     SETTING_REAL, AT(understanding.kind.lexicon),    -20,   20,      NULL,     "",        "What the lexicon counts for kinds."},
	{"understand.kind_neighbours",  SETTING_REAL, AT(understanding.kind.neighbours), -20,   20,      NULL,     "",        "What similar questions count for kinds."},
	{"understand.kind_bias",        SETTING_REAL, AT(understanding.kind.bias),       -20,   20,      NULL,   "",        "Where the sum starts for kinds."},
	{"understand.flag_model",       SETTING_REAL, AT(understanding.flag.model),      -20,   20,      NULL,     "",        "What the trained model counts for flags (src/flow/tally.h). These are tuned by bench/tune.mjs."},
	{"understand.flag_rules",       SETTING_REAL, AT(understanding.flag.rules),      -20,   20,      NULL,   "",        "What the rules count for flags."},
	{"understand.flag_lexicon",     SETTING_REAL, AT(understanding.flag.lexicon),    -20,   20,      NULL,     "",        "What the lexicon counts for flags."},
	{"understand.flag_neighbours",  SETTING_REAL, AT(understanding.flag.neighbours), -20,   20,      NULL,     "",        "What similar questions count for flags."},
	{"understand.flag_bias",        SETTING_REAL, AT(understanding.flag.bias),       -20,   20,      NULL,     "",        "Where the sum starts for flags."},
	{"understand.least_detresse",   SETTING_REAL, AT(understanding.flag_least[FLAG_DETRESSE]), 0,   1,      NULL,  "",        "The flag is raised from this score on."},
	{"understand.least_medical",    SETTING_REAL, AT(understanding.flag_least[FLAG_MEDICAL]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.least_juridique",  SETTING_REAL, AT(understanding.flag_least[FLAG_JURIDIQUE]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.least_devoir",     SETTING_REAL, AT(understanding.flag_least[FLAG_DEVOIR]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.least_donnees_personnelles", SETTING_REAL, AT(understanding.flag_least[FLAG_DONNEES_PERSONNELLES]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.least_mineur",     SETTING_REAL, AT(understanding.flag_least[FLAG_MINEUR]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.least_hors_perimetre", SETTING_REAL, AT(understanding.flag_least[FLAG_HORS_PERIMETRE]), 0,   1,      NULL,   "",        "The flag is raised from this score on."},
	{"understand.sure",             SETTING_REAL, AT(understanding.sure),            0,   1,      NULL,   "",        "Below this score a main topic is not sure: the coordinator sees it, the fallback queue may get it."},
	{"events.keep_hours",         SETTING_INT,  AT(event_hours),               1,   8760,    "168",   "h",       "How far back a client can resume; older ones refetch."},
	{"lanes.readers",             SETTING_INT,  AT(reader_threads),            1,   16,      "2",     "threads", "Threads that search and match."},
	{"log.level",                 SETTING_TEXT, AT(log_level),                 0,   0,       "info",  "",        "error, warn, info or debug."},
	{"test.clock_offset_ms",      SETTING_INT,  AT(clock_offset_ms),           0,   9e15,    "0",     "ms",      "Moves the clock forward, on a loopback address only: for tests."},
};
#undef AT
/* clang-format on */

enum { SETTING_COUNT = sizeof table / sizeof table[0] };

static void *field_of(struct settings *s, const struct setting *row)
{
	return (char *)s + row->at;
}

static bool put_flag(const struct setting *row, void *field, const char *value)
{
	(void)row;
	bool is_true = strcmp(value, "true") == 0;
	if (!is_true && strcmp(value, "false") != 0)
		return false;
	*(bool *)field = is_true;
	return true;
}

static bool put_number(const struct setting *row, void *field, const char *value)
{
	char *end = NULL;
	errno = 0;
	double number = strtod(value, &end);
	if (errno != 0 || end == value || *end != '\0' ||
	    !(number >= row->min && number <= row->max))
		return false;
	if (row->type == SETTING_INT && number != (double)(int64_t)number)
		return false;
	if (row->type == SETTING_INT)
		*(int64_t *)field = (int64_t)number;
	else
		*(double *)field = number;
	return true;
}

static bool put_text(const struct setting *row, void *field, const char *value)
{
	(void)row;
	char **text = field;
	free(*text);
	*text = xstrdup(value);
	return true;
}

static bool put(struct settings *s, const struct setting *row, const char *value)
{
	static bool (*const puts[])(const struct setting *, void *, const char *) = {
		[SETTING_FLAG] = put_flag,
		[SETTING_INT] = put_number,
		[SETTING_REAL] = put_number,
		[SETTING_TEXT] = put_text,
	};
	return puts[row->type](row, field_of(s, row), value);
}

void settings_init(struct settings *s)
{
	*s = (struct settings){.search = search_weights_default,
			       .understanding = understanding_default};
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (table[i].initial != NULL)
			(void)put(s, &table[i], table[i].initial);
	}
}

void settings_done(struct settings *s)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (table[i].type == SETTING_TEXT)
			free(*(char **)field_of(s, &table[i]));
	}
	*s = (struct settings){0};
}

static const struct setting *find(const char *name, size_t len)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (strlen(table[i].name) == len && strncmp(table[i].name, name, len) == 0)
			return &table[i];
	}
	return NULL;
}

static void say_what_fits(const struct setting *row, char *why, size_t size)
{
	if (row->type == SETTING_FLAG)
		snprintf(why, size, "%s is true or false", row->name);
	else
		snprintf(why, size, "%s is a number from %g to %g %s", row->name, row->min,
			 row->max, row->unit);
}

bool settings_set(struct settings *s, const char *assignment, char *why, size_t why_size)
{
	const char *equals = strchr(assignment, '=');
	if (equals == NULL) {
		snprintf(why, why_size, "%s: a setting is given as NAME=VALUE", assignment);
		return false;
	}
	const struct setting *row = find(assignment, (size_t)(equals - assignment));
	if (row == NULL) {
		snprintf(why, why_size, "%.*s: no such setting (see docs/settings.md)",
			 (int)(equals - assignment), assignment);
		return false;
	}
	if (put(s, row, equals + 1))
		return true;
	say_what_fits(row, why, why_size);
	return false;
}

bool settings_set_all(struct settings *s, const char *const *assignments, char *why,
		      size_t why_size)
{
	for (; *assignments != NULL; assignments++) {
		if (!settings_set(s, *assignments, why, why_size))
			return false;
	}
	return true;
}

struct desk_settings settings_desk(const struct settings *s)
{
	return (struct desk_settings){
		.lease_ms = s->lease_minutes * MINUTE_MS,
		.returned_lease_ms = s->returned_lease_hours * HOUR_MS,
		.answer_days = (int)s->answer_days,
		.near_ms = s->near_hours * HOUR_MS,
		.referral_days = (int)s->referral_days,
		.keeps_to_own = !s->helps_across,
		.text_chars_max = (size_t)s->text_chars,
		.suggest_threshold = s->suggest_threshold,
		.search_weights = &s->search,
		.understanding = &s->understanding,
	};
}

static void tell_default(struct settings *defaults, const struct setting *row, char *out,
			 size_t size)
{
	const void *field = field_of(defaults, row);
	if (row->initial != NULL)
		snprintf(out, size, "%s", row->initial[0] == '\0' ? "(empty)" : row->initial);
	else if (row->type == SETTING_INT)
		snprintf(out, size, "%lld", (long long)*(const int64_t *)field);
	else
		snprintf(out, size, "%g", *(const double *)field);
}

void settings_markdown(FILE *out)
{
	static const char *const types[] = {"flag", "integer", "number", "text"};
	fputs("| Setting | Type | Default | Bounds | Unit | What it does "
	      "|\n|---|---|---|---|---|---|\n",
	      out);
	struct settings defaults;
	settings_init(&defaults);
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting *row = &table[i];
		char initial[80];
		tell_default(&defaults, row, initial, sizeof initial);
		bool is_number = row->type == SETTING_INT || row->type == SETTING_REAL;
		fprintf(out, "| `%s` | %s | %s | ", row->name, types[row->type], initial);
		if (is_number)
			fprintf(out, "%g to %g", row->min, row->max);
		fprintf(out, " | %s | %s |\n", row->unit, row->sentence);
	}
	settings_done(&defaults);
}

struct reading_settings {
	struct settings *settings;
	size_t bad;
};

static void read_pair(const struct yaml_node *key, const struct yaml_node *value, void *arg)
{
	struct reading_settings *r = arg;
	const struct setting *row = find(yaml_text(key), strlen(yaml_text(key)));
	char why[200];
	if (row == NULL) {
		yaml_problem(key, "no such setting (see docs/settings.md)");
		r->bad++;
	} else if (!yaml_is_text(value) || !put(r->settings, row, yaml_text(value))) {
		say_what_fits(row, why, sizeof why);
		yaml_problem(value, "%s", why);
		r->bad++;
	}
}

bool settings_read(struct settings *s, const char *path, struct problems *p)
{
	struct source source;
	struct reading_settings r = {.settings = s};
	size_t before = problems_count(p);
	if (!source_read(path, p, &source))
		return false;
	yaml_each_key(&source, p, read_pair, &r);
	source_done(&source);
	return problems_count(p) == before;
}
