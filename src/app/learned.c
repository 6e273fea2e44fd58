/* SPDX-License-Identifier: EUPL-1.2 */
/* learned.c - see learned.h. */
#include "app/learned.h"

#include "app/data.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "rules/synonyms.h"
#include "rules/taxonomy.h"
#include "store/knowledge.h"
#include "text/fold.h"
#include "text/vocabulary.h"
#include "text/wording.h"
#include "voices/expression.h"
#include "voices/lexicon.h"
#include "voices/model.h"
#include "voices/neighbours.h"
#include "voices/thesaurus.h"
#include "voices/train.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READING_BYTES = 1024 * 1024, LINE_BYTES = 512, ALIKE_LEAST = 3 };

static const char dictionary[] = "/usr/share/hunspell/fr.dic";

/* Rows of the model that hold no label's weights. */
static const char row_hashes[] = "features/hashes", row_idf[] = "features/idf";

/* ---------------------------------------------------------------- saving */

/* What the files hold is read once, here: those who load it need not cut it into words again. */
struct saving {
	struct knowledge *knowledge;
	struct stemmer *stemmer;
	struct vocabulary *words; /* as written, with how often */
	struct vocabulary *seen;  /* words of the examples, right or wrong */
};

/* Calls each with every word of a text, the small ones too. */
static void each_word(struct saving *s, const char *text,
		      void (*each)(const struct token *word, void *arg), void *arg)
{
	struct arena a;
	struct folded folded;
	struct wording r = {0};
	arena_init(&a, READING_BYTES);
	if (fold_text(text, strlen(text), &a, &folded) == RC_OK)
		(void)!wording_make(&folded, s->stemmer, &a, &r);
	for (int i = 0; i < r.count; i++)
		each(&r.words[i], arg);
	arena_done(&a);
}

static void see_word(const struct token *word, void *arg)
{
	struct saving *s = arg;
	if (!word->is_stop)
		vocabulary_add(s->seen, word->text, 1);
}

static void know_word(const struct token *word, void *arg)
{
	struct saving *s = arg;
	if (!word->is_stop)
		vocabulary_add(s->words, word->text, 1);
}

static void see_small_word(const struct token *word, void *arg)
{
	static const char *const articles[] = {"le",  "la",  "les", "l",  "un",
					       "une", "des", "du",  "de", "d"};
	bool is_article = false;
	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++)
		is_article |= strcmp(word->text, articles[i]) == 0;
	*(bool *)arg |= word->is_stop && !is_article;
}

/* "avant-garde" is no "garde": an expression of which one telling word is left says something else. */
static bool has_lost_its_sense(struct saving *s, const char *words, int telling)
{
	bool has_small_word = false;
	if (telling == 1)
		each_word(s, words, see_small_word, &has_small_word);
	return has_small_word;
}

static enum rc save_expression(struct saving *s, const struct wordgroup *group, const char *words)
{
	char stems[LEXICON_WORDS_MAX * TOKEN_BYTES_MAX];
	struct expression e = expression_of(words, s->stemmer, stems, sizeof stems);
	if (e.words == 0 || e.words > LEXICON_WORDS_MAX || has_lost_its_sense(s, words, e.words))
		return RC_OK;
	each_word(s, words, know_word, s);
	const struct lexicon_row row = {.words = words,
					.hash = e.hash,
					.topic = topic_label(group->topic)->slug,
					.about = group->about,
					.weight = group->weight};
	return knowledge_put_lexicon(s->knowledge, &row);
}

static enum rc save_lexicon(struct saving *s, const struct wordgroups *groups)
{
	enum rc rc = knowledge_forget_lexicon(s->knowledge);
	for (size_t g = 0; g < groups->count && rc == RC_OK; g++) {
		const struct wordgroup *group = &groups->items[g];
		for (size_t i = 0; i < group->words.count && rc == RC_OK; i++)
			rc = save_expression(s, group, group->words.items[i]);
	}
	return rc;
}

static char *slugs_of(const struct topics *topics)
{
	struct str out = {0};
	for (int i = 0; i < topics->count; i++)
		str_printf(&out, "%s%s", i > 0 ? " " : "", topic_label(topics->items[i])->slug);
	return str_take(&out);
}

static char *flag_slugs_of(unsigned flags)
{
	struct str out = {0};
	for (int i = 0; i < FLAG_COUNT; i++) {
		if (flags & 1u << i)
			str_printf(&out, "%s%s", out.len > 0 ? " " : "", flag_label(i)->slug);
	}
	return str_take(&out);
}

struct hashes {
	uint64_t items[WORDING_WORDS_MAX];
	size_t count;
};

static void keep_hash(const struct token *word, void *arg)
{
	struct hashes *h = arg;
	if (!word->is_stop)
		h->items[h->count++] = neighbour_word(word);
}

static enum rc save_example(struct saving *s, const struct example *example)
{
	char *topics = slugs_of(&example->topics), *flags = flag_slugs_of(example->flags);
	struct hashes hashes = {.count = 0};
	each_word(s, example->text, keep_hash, &hashes);
	each_word(s, example->text, see_word, s);
	const struct example_row row = {
		.text = example->text,
		.topics = topics,
		.kind = example->kind < 0 ? "" : kind_label(example->kind)->slug,
		.flags = flags,
		.place = example->place,
		.words = hashes.items,
		.word_count = hashes.count,
	};
	enum rc rc = knowledge_put_example(s->knowledge, &row);
	free(topics);
	free(flags);
	return rc;
}

static enum rc save_examples(struct saving *s, const struct examples *examples)
{
	enum rc rc = knowledge_forget_examples(s->knowledge);
	for (size_t i = 0; i < examples->count && rc == RC_OK; i++)
		rc = save_example(s, &examples->items[i]);
	return rc;
}

static bool save_word(const char *word, int64_t occurrences, void *arg)
{
	struct saving *s = arg;
	return knowledge_put_known_word(s->knowledge, word, occurrences) == RC_OK;
}

/* Examples hold misspelt words on purpose, but each its own: what several write alike is no mistake. */
static bool save_seen_word(const char *word, int64_t occurrences, void *arg)
{
	struct saving *s = arg;
	return occurrences < ALIKE_LEAST || vocabulary_has(s->words, word) ||
	       save_word(word, occurrences, arg);
}

/* A stem that is a word of its own is known already. */
static bool save_known_stem(const char *stem, int64_t occurrences, void *arg)
{
	struct saving *s = arg;
	(void)occurrences;
	return vocabulary_has(s->words, stem) || vocabulary_has(s->seen, stem) ||
	       save_word(stem, 0, arg);
}

/*
 * The lemmas of Debian's French spelling dictionary (hunspell-fr, MPL-2.0), when it is installed: they are known, so that
 * ordinary words which our own files happen not to hold are not taken for misspelt ones. Only their stems are kept.
 */
static enum rc save_dictionary(struct saving *s)
{
	char line[LINE_BYTES], stem[TOKEN_BYTES_MAX + 1];
	FILE *file = fopen(dictionary, "re");
	struct vocabulary *stems = vocabulary_new();
	enum rc rc = RC_OK;
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "/\t \n")] = '\0';
		char *word = fold_word(line);
		if (word != NULL && strchr(word, '\'') == NULL) {
			stemmer_stem(s->stemmer, word, strlen(word), stem);
			vocabulary_add(stems, stem, 0);
		}
		free(word);
	}
	if (file != NULL)
		fclose(file);
	vocabulary_seal(stems);
	if (!vocabulary_each(stems, save_known_stem, s))
		rc = RC_UNAVAILABLE;
	vocabulary_free(stems);
	return rc;
}

static enum rc save_words(struct saving *s)
{
	enum rc rc = knowledge_forget_known_words(s->knowledge);
	vocabulary_seal(s->words);
	vocabulary_seal(s->seen);
	if (rc == RC_OK && !(vocabulary_each(s->words, save_word, s) &&
			     vocabulary_each(s->seen, save_seen_word, s)))
		rc = RC_UNAVAILABLE;
	return rc == RC_OK ? save_dictionary(s) : rc;
}

static enum rc save_labels(struct knowledge *k, const struct model *model)
{
	enum rc rc = RC_OK;
	struct model_row *row = malloc(model_row_bytes(model));
	for (int label = 0; label < LABEL_COUNT && rc == RC_OK && row != NULL; label++) {
		char name[LABEL_NAME_BYTES];
		label_name(label, name);
		model_get_row(model, label, row);
		rc = knowledge_put_model(k, name, row, model_row_bytes(model));
	}
	free(row);
	return row == NULL ? RC_UNAVAILABLE : rc;
}

static enum rc save_model(struct knowledge *k, const struct model *model)
{
	const uint64_t *hashes;
	const float *idf;
	size_t count = model_feature_count(model);
	model_features(model, &hashes, &idf);
	enum rc rc = knowledge_put_model(k, row_hashes, hashes, count * sizeof *hashes);
	if (rc == RC_OK)
		rc = knowledge_put_model(k, row_idf, idf, count * sizeof *idf);
	return rc == RC_OK ? save_labels(k, model) : rc;
}

static struct model *train(const struct examples *examples)
{
	struct trainer *trainer = trainer_new();
	struct stemmer *stemmer = stemmer_new();
	for (size_t i = 0; i < examples->count; i++) {
		const struct example *e = &examples->items[i];
		struct lesson lesson = {.text = e->text,
					.main_topic = e->topics.count > 0 ? e->topics.items[0] : -1,
					.kind = e->kind,
					.flags = e->flags};
		for (int t = 0; t < e->topics.count; t++)
			lesson.topics |= 1ull << e->topics.items[t];
		trainer_add(trainer, &lesson, stemmer);
	}
	struct model *model = trainer_train(trainer);
	stemmer_free(stemmer);
	trainer_free(trainer);
	return model;
}

static enum rc save_all(struct saving *s, const struct examples *examples,
			const struct wordgroups *groups)
{
	enum rc rc = save_lexicon(s, groups);
	if (rc == RC_OK)
		rc = save_examples(s, examples);
	if (rc == RC_OK)
		rc = save_words(s);
	return rc == RC_OK ? knowledge_forget_model(s->knowledge) : rc;
}

enum rc learned_save(struct knowledge *k, const struct examples *examples,
		     const struct wordgroups *groups)
{
	struct saving s = {k, stemmer_new(), vocabulary_new(), vocabulary_new()};
	enum rc rc = save_all(&s, examples, groups);
	struct model *model = rc == RC_OK ? train(examples) : NULL;
	if (model != NULL)
		rc = save_model(k, model);
	model_free(model);
	vocabulary_free(s.words);
	vocabulary_free(s.seen);
	stemmer_free(s.stemmer);
	return rc;
}

/* ---------------------------------------------------------------- loading */

struct loading {
	struct vocabulary *words;
	struct lexicon *lexicon;
	struct neighbours *neighbours;
	struct thesaurus *thesaurus;
	struct stemmer *stemmer;
	struct model *model;
	uint64_t *hashes; /* until both rows are read */
	float *idf;
	size_t hash_count, idf_count;
};

/* A word is known as written and by its stem: its other forms are no mistakes either. */
static bool on_word(const char *word, int64_t rows, void *arg)
{
	struct loading *l = arg;
	char stem[TOKEN_BYTES_MAX + 1];
	if (rows == 0) {
		vocabulary_know(l->words, word);
		return true;
	}
	vocabulary_add(l->words, word, rows);
	stemmer_stem(l->stemmer, word, strlen(word), stem);
	vocabulary_know(l->words, stem);
	return true;
}

static bool on_lexicon(const struct lexicon_row *row, void *arg)
{
	struct loading *l = arg;
	struct lexicon_entry entry = {
		.topic = topic_find(row->topic), .weight = row->weight, .about = row->about};
	if (entry.topic >= 0)
		lexicon_add(l->lexicon, row->hash, &entry);
	return true;
}

/* Calls each with every slug of a list between spaces. */
static void each_slug(const char *list, void (*each)(const char *slug, void *arg), void *arg)
{
	char slug[64];
	while (*list != '\0') {
		size_t len = strcspn(list, " ");
		if (len > 0 && len < sizeof slug) {
			memcpy(slug, list, len);
			slug[len] = '\0';
			each(slug, arg);
		}
		list += len;
		list += strspn(list, " ");
	}
}

static void add_topic(const char *slug, void *arg)
{
	struct neighbour_labels *labels = arg;
	int topic = topic_find(slug);
	if (topic < 0)
		return;
	if (labels->main_topic < 0)
		labels->main_topic = topic;
	labels->topics |= 1ull << topic;
}

static void add_flag(const char *slug, void *arg)
{
	struct neighbour_labels *labels = arg;
	int flag = flag_find(slug);
	if (flag >= 0)
		labels->flags |= 1u << flag;
}

static bool on_example(const struct example_row *row, void *arg)
{
	struct loading *l = arg;
	struct neighbour_question question = {
		.text = row->text,
		.labels = {.main_topic = -1, .kind = kind_find(row->kind)},
		.words = row->words,
		.word_count = row->word_count};
	each_slug(row->topics, add_topic, &question.labels);
	each_slug(row->flags, add_flag, &question.labels);
	neighbours_add(l->neighbours, &question);
	return true;
}

static void *copy_bytes_of(const void *bytes, size_t len)
{
	void *copy = xcalloc(1, len + 1);
	memcpy(copy, bytes, len);
	return copy;
}

static void make_model(struct loading *l)
{
	if (l->model == NULL && l->hashes != NULL && l->idf != NULL &&
	    l->hash_count == l->idf_count)
		l->model = model_new(l->hashes, l->idf, (uint32_t)l->hash_count);
}

static int label_find(const char *name)
{
	char here[LABEL_NAME_BYTES];
	for (int i = 0; i < LABEL_COUNT; i++) {
		label_name(i, here);
		if (strcmp(here, name) == 0)
			return i;
	}
	return -1;
}

/* Rows come in the order of their names: "features/…" before "flag/…", "kind/…" and "topic/…". */
static bool on_model(const char *label, const void *bytes, size_t len, void *arg)
{
	struct loading *l = arg;
	if (strcmp(label, row_hashes) == 0) {
		l->hashes = copy_bytes_of(bytes, len);
		l->hash_count = len / sizeof *l->hashes;
	} else if (strcmp(label, row_idf) == 0) {
		l->idf = copy_bytes_of(bytes, len);
		l->idf_count = len / sizeof *l->idf;
	}
	make_model(l);
	int at = label_find(label);
	if (at >= 0 && l->model != NULL) {
		struct model_row *row = copy_bytes_of(bytes, len);
		(void)model_set_row(l->model, at, row, len);
		free(row);
	}
	return true;
}

static bool read_all(struct loading *l, struct knowledge *k)
{
	return knowledge_each_word(k, on_word, l) == RC_OK &&
	       knowledge_each_lexicon(k, on_lexicon, l) == RC_OK &&
	       knowledge_each_example(k, on_example, l) == RC_OK &&
	       knowledge_each_model(k, on_model, l) == RC_OK;
}

static void read_synonyms(struct loading *l, const char *dir)
{
	char path[PATH_BYTES];
	struct problems problems = {0};
	struct synonyms synonyms = {0};
	if (data_path(dir, "rules/synonyms.yaml", path))
		(void)synonyms_load(path, &problems, &synonyms);
	for (size_t i = 0; i < synonyms.count; i++)
		thesaurus_add(l->thesaurus, &synonyms.groups[i], l->stemmer);
	synonyms_done(&synonyms);
	problems_done(&problems);
}

bool learned_load(const char *dir, struct reference *reference, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	if (!data_path(dir, "knowledge.db", path))
		return false;
	struct knowledge *k = knowledge_open(path, STORE_READ, why, why_size);
	if (k == NULL)
		return false;
	struct loading l = {.words = vocabulary_new(),
			    .lexicon = lexicon_new(),
			    .neighbours = neighbours_new(),
			    .thesaurus = thesaurus_new(),
			    .stemmer = stemmer_new()};
	bool is_read = read_all(&l, k);
	if (!is_read)
		snprintf(why, why_size, "%s: cannot be read", path);
	read_synonyms(&l, dir);
	vocabulary_seal(l.words);
	neighbours_seal(l.neighbours);
	reference->words = l.words;
	reference->lexicon = l.lexicon;
	reference->neighbours = l.neighbours;
	reference->thesaurus = l.thesaurus;
	reference->model = l.model;
	free(l.hashes);
	free(l.idf);
	stemmer_free(l.stemmer);
	knowledge_close(k);
	/* What reading needed is given back: the server keeps running for months. */
	malloc_trim(0);
	return is_read;
}

void learned_free(struct reference *reference)
{
	/* Const for those who use it; here it ends. */
	vocabulary_free((struct vocabulary *)reference->words);
	lexicon_free((struct lexicon *)reference->lexicon);
	neighbours_free((struct neighbours *)reference->neighbours);
	thesaurus_free((struct thesaurus *)reference->thesaurus);
	model_free((struct model *)reference->model);
}
