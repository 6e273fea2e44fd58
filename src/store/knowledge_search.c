/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * knowledge_search.c - a question against the index: which rows to score, and when to stop. See knowledge.h.
 *
 * Scoring every row that has one of the question's words costs more the commoner they are. So the words are
 * asked for in runs, those that can add most to a score first: the rows of a run are scored with all words, and
 * the next run is left out once its words together could not lift a new row among the best (after Turtle and Flood,
 * "Query evaluation: strategies and optimizations", IPM 1995, which calls it max-score).
 */
#include "store/knowledge.h"

#include "base/log.h"
#include "store/fts_tokenizer.h"
#include "store/knowledge_file.h"
#include "text/likeness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MATCH_BYTES = 4096,
	ROWS_A_RUN = 2000, /* words join a run until their rows are as many */
	ROWS_MOST = 20000, /* of one search, in all */
	HITS_ASIDE = 16,   /* more than asked for, since nearly equal ones are folded */
};

/* A word that every second row has adds this part of what it could, on average: what "most" counts on. */
static const double likely_share = 0.6;

const struct search_weights search_weights_default = {
	.title = 1.5,
	.headings = 0.1,
	.keywords = 0.6,
	.body = 1.0,
	.opening = 0.5,
	.opening_alone = 1.5,
	.exact = 0.4,
	.pair_title = 0.5,
	.pair_body = 0.8,
	.spelling = 1.0,
	.synonyms = 0.5,
	.title_k1 = 1.8,
	.title_b = 1.0,
	.body_k1 = 2.5,
	.body_b = 0.85,
	.opening_words = 20,
};

static void read_rows(struct query *q, int64_t rows[FIELD_COUNT])
{
	for (int i = 0; i < FIELD_COUNT; i++)
		rows[i] = query_int(q, i);
}

static int64_t sum_of(const int64_t rows[FIELD_COUNT])
{
	int64_t sum = 0;
	for (int i = 0; i < FIELD_COUNT; i++)
		sum += rows[i];
	return sum;
}

/* Counted when the index was last optimised; a token that came later is looked up in the index itself. */
static void find_rows(struct knowledge *k, const char *token, int64_t rows[FIELD_COUNT])
{
	static const enum knowledge_statement ways[] = {K_term_find, K_term_count};
	memset(rows, 0, FIELD_COUNT * sizeof rows[0]);
	size_t count = k->is_counted ? 1 : sizeof ways / sizeof ways[0];
	for (size_t i = 0; i < count; i++) {
		AUTO_QUERY q = knowledge_start(k, ways[i]);
		query_bind_text(&q, token);
		if (query_one(&q) == RC_OK) {
			read_rows(&q, rows);
			return;
		}
	}
}

int64_t knowledge_rows_with(struct knowledge *k, const char *token)
{
	int64_t rows[FIELD_COUNT];
	find_rows(k, token, rows);
	return sum_of(rows);
}

/* An expression of several tokens is as rare as its rarest. */
static void find_phrase_rows(struct knowledge *k, const char *tokens, int64_t rows[FIELD_COUNT])
{
	char copy[FORM_BYTES * 2], *save = NULL;
	snprintf(copy, sizeof copy, "%s", tokens);
	memset(rows, 0, FIELD_COUNT * sizeof rows[0]);
	bool is_first = true;
	for (char *token = strtok_r(copy, " ", &save); token != NULL;
	     token = strtok_r(NULL, " ", &save), is_first = false) {
		int64_t of_token[FIELD_COUNT];
		find_rows(k, token, of_token);
		if (is_first || sum_of(of_token) < sum_of(rows))
			memcpy(rows, of_token, sizeof of_token);
	}
}

/* ---------------------------------------------------------------- what is asked for */

/* The tokens of each phrase beside the ranking, as they go into the expression. */
struct asking {
	struct knowledge *k;
	const struct search *search;
	struct ranking *ranking;
	char tokens[PHRASES_MAX][FORM_BYTES * 2];
	int order[TERMS_MAX]; /* groups, those that can add most first */
};

static void add_phrase(struct asking *a, const struct phrase *phrase, const char *tokens)
{
	struct ranking *r = a->ranking;
	if (r->phrase_count == PHRASES_MAX || sum_of(phrase->rows) == 0)
		return;
	snprintf(a->tokens[r->phrase_count], sizeof a->tokens[0], "%s", tokens);
	r->phrases[r->phrase_count++] = *phrase;
}

static void add_group(struct asking *a, const struct term *term)
{
	struct ranking *r = a->ranking;
	int group = r->group_count++;
	r->groups[group] = (struct group){0};
	struct phrase phrase = {.group = group, .weight = term->read_as == NULL ? 1 : 0.5};
	find_rows(a->k, term->stem, phrase.rows);
	add_phrase(a, &phrase, term->stem);
	for (int i = 0; i < term->form_count; i++) {
		struct phrase other = {.group = group, .weight = term->forms[i].weight};
		find_phrase_rows(a->k, term->forms[i].tokens, other.rows);
		add_phrase(a, &other, term->forms[i].tokens);
	}
}

/* The forms as written come last: they only refine, and are the first to go when there are many words. */
static void add_exact(struct asking *a, int group, const struct term *term)
{
	struct phrase phrase = {.group = group, .is_exact = true, .weight = 1};
	char token[FORM_BYTES * 2];
	if (term->read_as != NULL || strcmp(term->word, term->stem) == 0)
		return;
	snprintf(token, sizeof token, "%c%s", FTS_EXACT, term->word);
	find_rows(a->k, token, phrase.rows);
	a->ranking->groups[group].has_exact = true;
	a->ranking->groups[group].exact_idf =
		idf_of(facts_sizes(a->k->facts)[FIELD_BODY].rows, phrase.rows[FIELD_BODY]);
	add_phrase(a, &phrase, token);
}

/* A word weighs what its commonest form weighs: a rare synonym does not make a common word rare. */
static void weigh_group(struct asking *a, int at)
{
	struct ranking *r = a->ranking;
	struct group *group = &r->groups[at];
	const struct field_size *sizes = facts_sizes(a->k->facts);
	const struct search_weights *w = r->weights;
	const double shares[FIELD_COUNT] = {w->title, w->headings, w->keywords, w->body};
	int64_t rows[FIELD_COUNT] = {0};
	for (int p = 0; p < r->phrase_count; p++) {
		for (int f = 0;
		     f < FIELD_COUNT && r->phrases[p].group == at && !r->phrases[p].is_exact; f++)
			rows[f] = r->phrases[p].rows[f] > rows[f] ? r->phrases[p].rows[f] : rows[f];
	}
	for (int f = 0; f < FIELD_COUNT; f++) {
		/* A field that no entry writes it in is as rare as the body has it. */
		int64_t known = rows[f] > 0 ? rows[f] : rows[FIELD_BODY] > 0 ? 1 : 0;
		group->idf[f] = idf_of(sizes[f].rows, known);
		double k1 = f == FIELD_BODY ? w->body_k1 : w->title_k1;
		group->most += likely_share * shares[f] * group->idf[f] * (k1 + 1);
	}
	if (sizes[FIELD_TITLE].rows == 0)
		group->most += likely_share * w->opening_alone * group->idf[FIELD_BODY] *
			       (w->title_k1 + 1);
}

static int64_t group_rows(const struct ranking *r, int group)
{
	int64_t sum = 0;
	for (int i = 0; i < r->phrase_count; i++) {
		if (r->phrases[i].group == group && !r->phrases[i].is_exact)
			sum += sum_of(r->phrases[i].rows);
	}
	return sum;
}

static void order_groups(struct asking *a)
{
	const struct ranking *r = a->ranking;
	for (int i = 0; i < r->group_count; i++) {
		int at = i;
		for (; at > 0 && r->groups[a->order[at - 1]].most < r->groups[i].most; at--)
			a->order[at] = a->order[at - 1];
		a->order[at] = i;
	}
}

/* As text and titles have it; a word that keywords or headings alone have counts as those do. */
static double rarity_of(const struct group *group)
{
	double idf = fmax(group->idf[FIELD_BODY], group->idf[FIELD_TITLE]);
	return idf > 0 ? idf : fmax(group->idf[FIELD_KEYWORDS], group->idf[FIELD_HEADINGS]);
}

/* gives the sum of the words' idf. */
static double prepare(struct asking *a)
{
	struct ranking *r = a->ranking;
	const struct search *s = a->search;
	r->group_count = r->phrase_count = r->best_count = 0;
	r->rows_seen = 0;
	memset(r->is_old, 0, sizeof r->is_old);
	for (int i = 0; i < s->term_count; i++)
		add_group(a, &s->terms[i]);
	for (int i = 0; i < s->term_count; i++)
		add_exact(a, i, &s->terms[i]);
	double sum = 0;
	for (int i = 0; i < s->term_count; i++) {
		weigh_group(a, i);
		s->terms[i].idf = rarity_of(&r->groups[i]);
		sum += s->terms[i].idf;
	}
	order_groups(a);
	return sum;
}

/* ---------------------------------------------------------------- runs */

struct expression {
	char text[MATCH_BYTES];
	size_t at;
	int phrases;
};

/* "mot" OR "autre": quoted tokens of ours only, so FTS5's own syntax is out of reach. */
static bool put_phrase(struct expression *e, const char *tokens, bool is_first)
{
	size_t room = sizeof e->text - e->at;
	int n = snprintf(e->text + e->at, room, "%s\"%s\"", is_first ? "" : " OR ", tokens);
	if (n < 0 || (size_t)n + 2 >= room)
		return false;
	e->at += (size_t)n;
	e->phrases++;
	return true;
}

static void put_text(struct expression *e, const char *text)
{
	e->at += (size_t)snprintf(e->text + e->at, sizeof e->text - e->at, "%s", text);
}

/* Does a run of these groups bring rows of its own? */
static bool put_run(struct expression *e, const struct asking *a, const bool in_run[TERMS_MAX])
{
	const struct ranking *r = a->ranking;
	for (int i = 0; i < r->phrase_count; i++) {
		const struct phrase *p = &r->phrases[i];
		if (in_run[p->group] && !p->is_exact &&
		    !put_phrase(e, a->tokens[i], e->phrases == 0))
			return false;
	}
	return e->phrases > 0;
}

/* (run) AND (everything): the first chooses the rows, the second is what they are scored with. */
static bool build(struct expression *e, const struct asking *a, const bool in_run[TERMS_MAX])
{
	*e = (struct expression){0};
	put_text(e, "(");
	if (!put_run(e, a, in_run))
		return false;
	put_text(e, ") AND (");
	a->ranking->first_phrase = e->phrases;
	for (int i = 0; i < a->ranking->phrase_count; i++) {
		if (!put_phrase(e, a->tokens[i], i == 0))
			return false;
	}
	put_text(e, ")");
	return true;
}

static bool score_run(struct asking *a, const bool in_run[TERMS_MAX])
{
	struct expression e;
	if (!build(&e, a, in_run))
		return true;
	AUTO_QUERY q = knowledge_start(a->k, K_entry_rank);
	if (q.stmt == NULL)
		return false;
	sqlite3_bind_pointer(q.stmt, ++q.bound, a->ranking, "aig_ranking", NULL);
	query_bind_text(&q, e.text);
	enum step step;
	while ((step = query_step(&q)) == STEP_ROW && a->ranking->rows_seen < ROWS_MOST)
		;
	return step != STEP_FAILED;
}

/* The next words: at least one, and more while their rows are few. Returns how many are done after it. */
static int choose_run(const struct asking *a, int done, bool in_run[TERMS_MAX])
{
	int64_t rows = 0;
	memset(in_run, 0, TERMS_MAX * sizeof in_run[0]);
	for (int taken = 0; done < a->ranking->group_count; done++, taken++) {
		int64_t more = group_rows(a->ranking, a->order[done]);
		if (taken > 0 && rows + more > ROWS_A_RUN)
			break;
		rows += more;
		in_run[a->order[done]] = true;
	}
	return done;
}

static double most_from(const struct asking *a, int done)
{
	double sum = 0;
	for (int i = done; i < a->ranking->group_count; i++)
		sum += a->ranking->groups[a->order[i]].most;
	return sum;
}

static bool score_all(struct asking *a)
{
	struct ranking *r = a->ranking;
	int done = 0;
	while (done < r->group_count && r->rows_seen < ROWS_MOST) {
		bool in_run[TERMS_MAX];
		done = choose_run(a, done, in_run);
		if (!score_run(a, in_run))
			return false;
		for (int i = 0; i < r->group_count; i++)
			r->is_old[i] |= in_run[i];
		if (ranking_floor(r) > most_from(a, done))
			break;
	}
	ranking_sort(r);
	return true;
}

/* ---------------------------------------------------------------- hits */

/* Another process may have changed the file (an import beside a server): what is in memory is then stale. */
static void notice_changes(struct knowledge *k)
{
	AUTO_QUERY q = knowledge_start(k, K_data_version);
	int64_t now = query_one(&q) == RC_OK ? query_int(&q, 0) : -1;
	if (now != k->data_version)
		facts_forget(k->facts);
	k->data_version = now;
}

/* A nearly equal text stands before it already. */
static bool is_like_one(const struct entry_hit *hits, int count, uint64_t likeness)
{
	for (int i = 0; i < count; i++) {
		if (likeness_is_near(hits[i].likeness, likeness))
			return true;
	}
	return false;
}

static bool read_hit(struct asking *a, const struct ranked *row, struct entry_hit *hit)
{
	struct arena *arena = a->search->arena;
	const char *library = a->search->filter.library;
	AUTO_QUERY q = knowledge_start(a->k, K_entry_hit);
	query_bind_int(&q, row->id);
	if (query_one(&q) != RC_OK)
		return false;
	*hit = (struct entry_hit){
		.id = row->id,
		.slug = query_text(&q, 0, arena),
		.kind = query_text(&q, 1, arena),
		.title = query_text(&q, 2, arena),
		.keywords = query_text(&q, 3, arena),
		.url = query_text(&q, 4, arena),
		.audience = query_text(&q, 5, arena),
		.topics = query_text(&q, 6, arena),
		.excerpt = query_text(&q, 7, arena),
	};
	/* Two libraries may share a tag: the row itself decides. */
	const char *own = query_text(&q, 8, arena);
	return own == NULL || (library != NULL && strcmp(own, library) == 0);
}

static int read_hits(struct asking *a, double sum, struct entry_hit *hits, int max)
{
	int count = 0;
	for (int i = 0; i < a->ranking->best_count && count < max; i++) {
		const struct ranked *row = &a->ranking->best[i];
		const struct fact *fact = facts_find(a->k->facts, row->id);
		uint64_t likeness = fact == NULL ? 0 : fact->likeness;
		if (a->search->folds_likes && is_like_one(hits, count, likeness))
			continue;
		if (!read_hit(a, row, &hits[count]))
			continue;
		hits[count].score = row->score / sum;
		hits[count++].likeness = likeness;
	}
	return count;
}

/* Has anything been indexed since the tokens were counted? If not, a token that is not among them is in no entry. */
static bool are_counted(struct knowledge *k)
{
	AUTO_QUERY q = knowledge_start(k, K_term_find);
	query_bind_text(&q, "");
	return query_one(&q) == RC_OK;
}

static int find(struct asking *a, struct entry_hit *hits, int max)
{
	a->k->is_counted = are_counted(a->k);
	double sum = prepare(a);
	if (sum <= 0)
		return 0;
	return score_all(a) ? read_hits(a, sum, hits, max) : -1;
}

static bool run_plain(struct knowledge *k, enum knowledge_statement which)
{
	AUTO_QUERY q = knowledge_start(k, which);
	return query_run(&q) == RC_OK;
}

int knowledge_search(struct knowledge *k, const struct search *search, struct entry_hit *hits,
		     int max)
{
	struct ranking *r = k->ranking;
	struct asking a = {.k = k, .search = search, .ranking = r};
	notice_changes(k);
	r->weights = search->weights == NULL ? &search_weights_default : search->weights;
	r->filter = &search->filter;
	r->library = library_tag(search->filter.library);
	r->facts = k->facts;
	r->best_max = max + HITS_ASIDE < BEST_MAX ? max + HITS_ASIDE : BEST_MAX;
	/* One transaction for all that is read: one lock, and one state of the file. */
	bool is_own = sqlite3_get_autocommit(k->db) != 0 && run_plain(k, K_read_begin);
	int count = find(&a, hits, max);
	if (is_own)
		(void)run_plain(k, K_commit);
	return count;
}
