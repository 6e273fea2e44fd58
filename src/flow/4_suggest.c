/* SPDX-License-Identifier: EUPL-1.2 */
/* 4_suggest.c - see 4_suggest.h. */
#include "flow/4_suggest.h"

#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/directory.h"
#include "text/tokens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 8, WORDS_NAMED = 3, EXCERPT_BYTES = 180, FOLD_BYTES = 64 * 1024 };

/* What a candidate's title and keywords share with the question. */
struct overlap {
	const char *words[WORDS_NAMED]; /* of the question, rarest first */
	double idfs[WORDS_NAMED];
	int word_count;
	double covered; /* share of the question's idf, 0..1 */
};

static void name_word(struct overlap *o, const struct term *term)
{
	int at = o->word_count < WORDS_NAMED ? o->word_count++ : WORDS_NAMED - 1;
	if (at == WORDS_NAMED - 1 && o->words[at] != NULL && o->idfs[at] >= term->idf)
		return;
	for (; at > 0 && o->idfs[at - 1] < term->idf; at--) {
		o->words[at] = o->words[at - 1];
		o->idfs[at] = o->idfs[at - 1];
	}
	o->words[at] = term->word;
	o->idfs[at] = term->idf;
}

static struct term *term_of_stem(struct normalised *n, const char *stem)
{
	for (int i = 0; i < n->term_count; i++) {
		if (strcmp(n->terms[i].stem, stem) == 0)
			return &n->terms[i];
	}
	return NULL;
}

/*
 * The idf of the whole question. A word that no entry has counts half of the rarest known one: it is part of what is
 * asked, and an entry that lacks it answers less; but it may also be a name or a slip.
 */
static double idf_of_all(const struct normalised *n)
{
	double sum = 0, rarest = 0;
	int unknown = 0;
	for (int i = 0; i < n->term_count; i++) {
		sum += n->terms[i].idf;
		rarest = fmax(rarest, n->terms[i].idf);
		unknown += n->terms[i].idf <= 0;
	}
	return sum + unknown * rarest / 2;
}

static struct overlap overlap_of(struct worker *w, struct normalised *n,
				 const struct entry_hit *hit)
{
	struct overlap o = {0};
	bool seen[TERMS_MAX] = {0};
	double all = idf_of_all(n), shared = 0;

	struct arena arena;
	arena_init(&arena, FOLD_BYTES);
	struct str text = {0};
	str_printf(&text, "%s. %s", hit->title, hit->keywords);
	struct folded folded;
	if (all > 0 && fold_text(str_text(&text), text.len, &arena, &folded) == RC_OK) {
		struct tokens tokens;
		struct token token;
		tokens_init(&tokens, folded.text, folded.len, w->stemmer);
		while (tokens_next(&tokens, &token)) {
			struct term *term = token.is_stop ? NULL : term_of_stem(n, token.stem);
			if (term == NULL || seen[term - n->terms])
				continue;
			seen[term - n->terms] = true;
			shared += term->idf;
			name_word(&o, term);
		}
	}
	o.covered = all > 0 ? shared / all : 0;
	str_done(&text);
	arena_done(&arena);
	return o;
}

/* How strongly the question's topics are the entry's; *label: the one that is, or -1. */
static double topic_agreement(const struct classification *c, const char *topics, int *label)
{
	*label = -1;
	if (c == NULL)
		return 0;
	double best = 0;
	for (int i = 0; i < c->topic_count && i < 3; i++) {
		const char *slug = topic_label(c->topics[i].label)->slug;
		const char *found = strstr(topics, slug);
		size_t len = strlen(slug);
		bool is_word = found != NULL && (found == topics || found[-1] == ' ') &&
			       (found[len] == ' ' || found[len] == '\0');
		double score = is_word ? c->topics[i].score * (i == 0 ? 1 : 0.6) : 0;
		if (score > best) {
			best = score;
			*label = c->topics[i].label;
		}
	}
	return best;
}

/* topic: that both are about, or -1. */
static const char *why_text(const struct overlap *o, int topic, struct arena *a)
{
	struct str why = {0};
	for (int i = 0; i < o->word_count; i++)
		str_printf(&why, "%s« %s »",
			   i == 0                  ? "Parle de "
			   : i + 1 < o->word_count ? ", "
						   : " et ",
			   o->words[i]);
	if (topic >= 0)
		str_printf(&why, "%s« %s ».", why.len > 0 ? ", sur le sujet " : "Sur le sujet ",
			   topic_label(topic)->title);
	else if (why.len > 0)
		str_put(&why, ".");
	const char *text = arena_copy(a, str_text(&why), why.len);
	str_done(&why);
	return text;
}

/* The beginning of a text, without Markdown's marks, ended at a word. */
static const char *excerpt_of(const char *body, struct arena *a)
{
	size_t len = strlen(body);
	char *out = arena_alloc(a, len + 4);
	if (out == NULL)
		return "";
	size_t at = 0;
	for (size_t i = 0; i < len; i++) {
		char c = body[i] == '\n' ? ' ' : body[i];
		if (strchr("#*_`[]", c) != NULL || (c == ' ' && (at == 0 || out[at - 1] == ' ')))
			continue;
		out[at++] = c;
	}
	out[at] = '\0';
	if (at <= EXCERPT_BYTES)
		return out;
	size_t end = utf8_cut(out, at, EXCERPT_BYTES);
	while (end > 0 && out[end] != ' ')
		end--;
	memcpy(out + end, "…", sizeof "…");
	return out;
}

/* What a library lacks is not proposed to its public. */
static bool is_available(struct worker *w, const struct entry_hit *hit, const char *library)
{
	struct entry_availability have;
	if (library == NULL || strcmp(hit->kind, "resource") != 0)
		return true;
	if (knowledge_availability(w->knowledge, hit->id, library, &have) != RC_OK)
		return true;
	return !have.is_known || have.on_site || have.is_remote;
}

static void keep_best(struct suggestions *out, const struct suggestion *s)
{
	int at = out->count < SUGGESTIONS_MAX ? out->count++ : SUGGESTIONS_MAX - 1;
	if (at == SUGGESTIONS_MAX - 1 && out->items[at].id != NULL &&
	    out->items[at].score >= s->score)
		return;
	for (; at > 0 && out->items[at - 1].score < s->score; at--)
		out->items[at] = out->items[at - 1];
	out->items[at] = *s;
}

/*
 * How likely a librarian would be glad to see the entry: a logistic function fitted to one half of bench/suggestions.jsonl (420
 * questions, each with the entries that help) and checked on the other: bench/suggest.mjs. What tells: the subject is the
 * same; no other entry answers better; several telling words are shared; they are much of a long question.
 */
static const struct {
	double start, agreement, best, words, covered;
	int words_most;
} likes = {.start = -6.46,
	   .agreement = 2.32,
	   .best = 2.96,
	   .words = 0.655,
	   .covered = 2.13,
	   .words_most = 3};

/* What is assumed of the subject when there was no time to find it. */
static const double agreement_unknown = 0.5;

struct question {
	struct normalised *normalised;
	const struct classification *classification; /* NULL: not known */
	double best;                                 /* score of the best hit */
};

static double likelihood(const struct question *q, const struct overlap *o, double agreement,
			 const struct entry_hit *hit)
{
	int words = o->word_count < likes.words_most ? o->word_count : likes.words_most;
	double sum = likes.start + likes.agreement * agreement +
		     likes.best * (q->best > 0 ? hit->score / q->best : 0) + likes.words * words +
		     likes.covered * o->covered * log(1 + q->normalised->term_count);
	return 1 / (1 + exp(-sum));
}

static void consider(struct worker *w, const struct question *q, const struct entry_hit *hit,
		     struct suggestions *out)
{
	struct overlap o = overlap_of(w, q->normalised, hit);
	int topic;
	double agreement = topic_agreement(q->classification, hit->topics, &topic);
	if (q->classification == NULL)
		agreement = agreement_unknown;
	double score = likelihood(q, &o, agreement, hit);
	if (score < w->settings->suggest_threshold || o.word_count == 0)
		return;
	struct suggestion s = {
		.entry = hit->id,
		.id = hit->slug,
		.kind = hit->kind,
		.title = hit->title,
		.url = hit->url,
		.excerpt = excerpt_of(hit->excerpt, w->arena),
		.why = why_text(&o, topic, w->arena),
		.score = score,
	};
	keep_best(out, &s);
}

/* Of the few that are shown: whether the asker's library has them, and from where. */
static void find_availability(struct worker *w, const char *library, struct suggestions *out)
{
	const struct directory *d = w->directory;
	int at = library == NULL ? -1 : directory_library(d, library);
	for (int i = 0; at >= 0 && i < out->count; i++) {
		struct suggestion *s = &out->items[i];
		struct entry_availability have;
		if (strcmp(s->kind, "resource") == 0 &&
		    knowledge_availability(w->knowledge, s->entry, library, &have) == RC_OK &&
		    have.is_known) {
			s->library = d->libraries[at].id;
			s->library_name = d->libraries[at].name;
			s->is_on_site = have.on_site;
			s->is_remote = have.is_remote;
		}
	}
}

/*
 * To someone who may be in danger one fiche is shown, whatever the words were, and nothing else: where somebody answers now. It is
 * known by its name; a corpus without it shows none (the helplines of flow/helplines.h come in any case).
 */
static void suggest_help(struct worker *w, struct suggestions *out)
{
	static const char slug[] = "besoin-d-aide-tout-de-suite";
	struct entry entry;
	if (w->knowledge == NULL || knowledge_entry(w->knowledge, slug, w->arena, &entry) != RC_OK)
		return;
	out->items[out->count++] = (struct suggestion){
		.entry = entry.id,
		.id = entry.slug,
		.kind = entry.kind,
		.title = entry.title,
		.url = entry.url,
		.excerpt = excerpt_of(entry.body, w->arena),
		.why = "Des personnes répondent tout de suite, jour et nuit.",
		.score = 1,
	};
}

void suggest(struct worker *w, struct normalised *n, const struct classification *c,
	     const char *library, struct suggestions *out)
{
	*out = (struct suggestions){0};
	if (c != NULL && classification_has_flag(c, FLAG_DETRESSE)) {
		suggest_help(w, out);
		return;
	}
	bool is_professional = c != NULL && c->is_professional;
	const struct search search = {
		.terms = n->terms,
		.term_count = n->term_count,
		.filter = {.audiences = 1u << AUDIENCE_PUBLIC |
					(is_professional ? 1u << AUDIENCE_PROFESSIONAL : 0u),
			   .library = library},
		.weights = w->settings->search_weights,
		.folds_likes = true,
		.arena = w->arena,
	};
	struct entry_hit hits[LOOKED_AT];
	int count =
		w->knowledge == NULL ? 0 : knowledge_search(w->knowledge, &search, hits, LOOKED_AT);
	for (int i = 0; i < count; i++) {
		const struct question q = {n, c, hits[0].score};
		if (is_available(w, &hits[i], library))
			consider(w, &q, &hits[i], out);
	}
	find_availability(w, library, out);
}

static cJSON *availability_json(const struct suggestion *s)
{
	if (s->library == NULL)
		return cJSON_CreateNull();
	cJSON *out = cJSON_CreateObject();
	json_put_text(out, "library", s->library);
	json_put_text(out, "library_name", s->library_name);
	json_put_flag(out, "on_site", s->is_on_site);
	json_put_flag(out, "remote", s->is_remote);
	return out;
}

cJSON *suggestions_json(const struct suggestions *s)
{
	cJSON *list = cJSON_CreateArray();
	for (int i = 0; i < s->count; i++) {
		const struct suggestion *item = &s->items[i];
		cJSON *out = cJSON_CreateObject();
		json_put_text(out, "id", item->id);
		json_put_text(out, "kind", item->kind);
		json_put_text(out, "title", item->title);
		json_put_text(out, "url", item->url);
		json_put_text(out, "excerpt", item->excerpt);
		json_put_text(out, "why", item->why);
		json_put_score(out, "score", item->score);
		json_put(out, "availability", availability_json(item));
		cJSON_AddItemToArray(list, out);
	}
	return list;
}
