/* SPDX-License-Identifier: EUPL-1.2 */
/* rank.c - see rank.h, and section 7.2 of SQLite's fts5.html for the interface. */
#include "store/rank.h"

#include "rules/taxonomy.h"
#include "store/fts_tokenizer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * PLACES_READ: a word that stands more often tells no more. PLACES_KEPT: enough to find neighbours. BESIDE: how far apart,
 * in words that are no stop words, two words may stand to be side by side.
 */
enum { PLACES_READ = 24, PLACES_KEPT = 12, BESIDE = 2 };

/* What one row has of one word of the question. */
struct seen {
	double tf[FIELD_COUNT], exact_body, opening;
	int places[PLACES_KEPT]; /* in the body */
	int place_count;
	int title_place; /* -1: not in the title */
};

double idf_of(int64_t rows, int64_t rows_with)
{
	if (rows_with <= 0 || rows <= 0)
		return 0;
	double n = (double)rows, df = fmin((double)rows_with, n);
	return log(1 + (n - df + 0.5) / (df + 0.5));
}

static bool passes(const struct ranking *r, const struct fact *fact)
{
	const struct search_filter *filter = r->filter;
	return (filter->audiences & 1u << fact->audience) &&
	       (!fact->is_doc || filter->wants_docs) &&
	       (fact->library == 0 || fact->library == r->library);
}

/* Where a phrase stands: in which field, which word of it. */
struct place {
	int field, word;
};

static void see_place(struct seen *seen, const struct phrase *phrase, struct place at,
		      int64_t opening)
{
	if (phrase->is_exact) {
		seen->exact_body += at.field == FIELD_BODY;
		return;
	}
	seen->tf[at.field] += phrase->weight;
	if (at.field == FIELD_TITLE && seen->title_place < 0)
		seen->title_place = at.word;
	if (at.field != FIELD_BODY)
		return;
	if (at.word < opening)
		seen->opening += phrase->weight;
	if (seen->place_count < PLACES_KEPT)
		seen->places[seen->place_count++] = at.word;
}

/* The row that FTS5 is at. */
struct row {
	const Fts5ExtensionApi *api;
	Fts5Context *fts;
	const struct ranking *ranking;
};

/* Reads where the phrase stands in the row. false when it does not. */
static bool read_phrase(const struct row *row, int phrase_at, struct seen *seen)
{
	Fts5PhraseIter iter;
	struct place at;
	int read = 0;
	const struct ranking *r = row->ranking;
	const struct phrase *phrase = &r->phrases[phrase_at];
	if (row->api->xPhraseFirst(row->fts, r->first_phrase + phrase_at, &iter, &at.field,
				   &at.word) != SQLITE_OK)
		return false;
	for (; at.field >= 0 && at.field < FIELD_COUNT && read < PLACES_READ; read++) {
		see_place(seen, phrase, at, r->weights->opening_words);
		row->api->xPhraseNext(row->fts, &iter, &at.field, &at.word);
	}
	return read > 0;
}

struct curve {
	double k1, b;
};

/* BM25's share of a word's idf, for so many times in a field of that length. */
static double saturate(double tf, double words, double mean, struct curve curve)
{
	if (tf <= 0)
		return 0;
	double k = curve.k1 * (1 - curve.b + curve.b * words / (mean > 0 ? mean : 1));
	return tf * (curve.k1 + 1) / (tf + k);
}

static double field_mean(const struct ranking *r, enum field field)
{
	const struct field_size *size = &facts_sizes(r->facts)[field];
	return size->rows > 0 ? (double)size->words / (double)size->rows : 1;
}

/*
 * The opening of a text says what it is about. Without a title it stands for one; beside a title it tells a little more.
 */
static double opening_score(const struct ranking *r, const struct fact *fact,
			    const struct group *group, const struct seen *seen)
{
	const struct search_weights *w = r->weights;
	double share = fact->title > 0 ? w->opening : w->opening_alone;
	double words = fmin((double)w->opening_words, fact->body);
	const struct curve curve = {w->title_k1, w->title_b};
	return share * group->idf[FIELD_BODY] *
	       saturate(seen->opening, words, (double)w->opening_words, curve);
}

static double word_score(const struct ranking *r, const struct fact *fact,
			 const struct group *group, const struct seen *seen)
{
	const struct search_weights *w = r->weights;
	const double shares[FIELD_COUNT] = {w->title, w->headings, w->keywords, w->body};
	double score = opening_score(r, fact, group, seen);
	for (int i = 0; i < FIELD_COUNT; i++) {
		const struct curve curve = i == FIELD_BODY
						   ? (struct curve){w->body_k1, w->body_b}
						   : (struct curve){w->title_k1, w->title_b};
		score += shares[i] * group->idf[i] *
			 saturate(seen->tf[i], fact_words(fact, (enum field)i),
				  field_mean(r, (enum field)i), curve);
	}
	double exact = group->has_exact ? seen->exact_body : seen->tf[FIELD_BODY];
	double exact_idf = group->has_exact ? group->exact_idf : group->idf[FIELD_BODY];
	return score + w->exact * exact_idf *
			       saturate(exact, fact->body, field_mean(r, FIELD_BODY),
					(struct curve){w->body_k1, w->body_b});
}

/* How often the second word stands right after the first in the body. */
static int count_pairs(const struct seen *first, const struct seen *second)
{
	int pairs = 0;
	for (int i = 0, j = 0; i < first->place_count && j < second->place_count;) {
		int apart = second->places[j] - first->places[i];
		if (apart <= 0) {
			j++;
			continue;
		}
		pairs += apart <= BESIDE;
		i++;
	}
	return pairs;
}

static double pair_score(const struct ranking *r, int at, const struct seen *seen)
{
	const struct search_weights *w = r->weights;
	const struct seen *first = &seen[at], *second = &seen[at + 1];
	double idf = r->groups[at].idf[FIELD_BODY] + r->groups[at + 1].idf[FIELD_BODY];
	double score = 0;
	if (first->place_count > 0 && second->place_count > 0) {
		double pairs = count_pairs(first, second);
		score += w->pair_body * idf * pairs / (pairs + 1);
	}
	int apart = second->title_place - first->title_place;
	if (first->title_place >= 0 && second->title_place >= 0 && apart > 0 && apart <= BESIDE)
		score += w->pair_title * idf;
	return score;
}

double ranking_floor(const struct ranking *r)
{
	return r->best_count < r->best_max ? 0 : r->best[0].score;
}

/* Is a worse than b? Equal scores: the later entry is. */
static bool is_worse(const struct ranked *a, const struct ranked *b)
{
	return a->score < b->score || (a->score == b->score && a->id > b->id);
}

static void swap(struct ranked *a, struct ranked *b)
{
	struct ranked t = *a;
	*a = *b;
	*b = t;
}

static void sift_down(struct ranked *heap, int count)
{
	for (int at = 0, child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && is_worse(&heap[child + 1], &heap[child]))
			child++;
		if (!is_worse(&heap[child], &heap[at]))
			return;
		swap(&heap[child], &heap[at]);
	}
}

static void keep(struct ranking *r, struct ranked row)
{
	if (r->best_count == r->best_max) {
		if (r->best_max == 0 || !is_worse(&r->best[0], &row))
			return;
		r->best[0] = row;
		sift_down(r->best, r->best_count);
		return;
	}
	int at = r->best_count++;
	r->best[at] = row;
	for (int up; at > 0 && is_worse(&r->best[at], &r->best[up = (at - 1) / 2]); at = up)
		swap(&r->best[at], &r->best[up]);
}

static int best_first(const void *a, const void *b)
{
	return is_worse(a, b) ? 1 : is_worse(b, a) ? -1 : 0;
}

void ranking_sort(struct ranking *r)
{
	qsort(r->best, (size_t)r->best_count, sizeof r->best[0], best_first);
}

static double score_row(const struct ranking *r, const struct fact *fact, const struct seen *seen)
{
	double score = 0;
	for (int i = 0; i < r->group_count; i++)
		score += word_score(r, fact, &r->groups[i], &seen[i]);
	for (int i = 0; i + 1 < r->group_count; i++)
		score += pair_score(r, i, seen);
	return score;
}

static void rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
		     int count, sqlite3_value **values)
{
	struct ranking *r = count == 1 ? sqlite3_value_pointer(values[0], "aig_ranking") : NULL;
	if (r == NULL) {
		sqlite3_result_error(context, "aig_rank wants a ranking", -1);
		return;
	}
	int64_t id = api->xRowid(fts);
	const struct fact *fact = facts_find(r->facts, id);
	r->rows_seen++;
	if (fact == NULL || !passes(r, fact))
		return;
	const struct row row = {api, fts, r};
	struct seen seen[TERMS_MAX];
	for (int i = 0; i < r->group_count; i++)
		seen[i] = (struct seen){.title_place = -1};
	for (int i = 0; i < r->phrase_count; i++) {
		int group = r->phrases[i].group;
		if (read_phrase(&row, i, &seen[group]) && r->is_old[group])
			return;
	}
	keep(r, (struct ranked){id, score_row(r, fact, seen)});
}

bool rank_register(sqlite3 *db)
{
	fts5_api *api = fts_api(db);
	return api != NULL &&
	       api->xCreateFunction(api, "aig_rank", NULL, rank_row, NULL) == SQLITE_OK;
}
