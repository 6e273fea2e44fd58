/* SPDX-License-Identifier: EUPL-1.2 */
/* knowledge_learned.c - what understanding is made from: examples, lexicon, words, model. See knowledge.h. */
#include "store/knowledge.h"

#include "store/fts_tokenizer.h"
#include "store/knowledge_file.h"

static enum rc run_plain(struct knowledge *k, enum knowledge_statement which)
{
	AUTO_QUERY q = knowledge_start(k, which);
	return query_run(&q);
}

enum rc knowledge_put_example(struct knowledge *k, const struct example_row *example)
{
	AUTO_QUERY q = knowledge_start(k, K_example_add);
	query_bind_text(&q, example->text);
	query_bind_text(&q, example->topics);
	query_bind_text(&q, example->kind);
	query_bind_text(&q, example->flags);
	query_bind_text(&q, example->place);
	query_bind_blob(&q, example->words == NULL ? (const void *)"" : example->words,
			example->word_count * sizeof *example->words);
	return query_run(&q);
}

enum rc knowledge_forget_examples(struct knowledge *k)
{
	return run_plain(k, K_example_drop_all);
}

enum rc knowledge_put_lexicon(struct knowledge *k, const struct lexicon_row *row)
{
	AUTO_QUERY q = knowledge_start(k, K_lexicon_add);
	query_bind_text(&q, row->words);
	query_bind_int(&q, (int64_t)row->hash);
	query_bind_text(&q, row->topic);
	query_bind_real(&q, row->weight);
	query_bind_text(&q, row->about);
	return query_run(&q);
}

enum rc knowledge_forget_lexicon(struct knowledge *k)
{
	return run_plain(k, K_lexicon_drop_all);
}

enum rc knowledge_put_known_word(struct knowledge *k, const char *word, int64_t occurrences)
{
	AUTO_QUERY q = knowledge_start(k, K_known_add);
	query_bind_text(&q, word);
	query_bind_int(&q, occurrences);
	return query_run(&q);
}

enum rc knowledge_forget_known_words(struct knowledge *k)
{
	return run_plain(k, K_known_drop_all);
}

enum rc knowledge_put_model(struct knowledge *k, const char *label, const void *bytes, size_t len)
{
	AUTO_QUERY q = knowledge_start(k, K_model_put);
	query_bind_text(&q, label);
	query_bind_blob(&q, bytes, len);
	return query_run(&q);
}

enum rc knowledge_forget_model(struct knowledge *k)
{
	return run_plain(k, K_model_drop_all);
}

/* Rows of a statement, one after the other. */
static enum rc each_row(struct knowledge *k, enum knowledge_statement which,
			bool (*row)(struct query *q, void *arg), void *arg)
{
	AUTO_QUERY q = knowledge_start(k, which);
	enum step step = STEP_DONE;
	bool wants_more = true;
	while (wants_more && (step = query_step(&q)) == STEP_ROW)
		wants_more = row(&q, arg);
	return wants_more && step == STEP_FAILED ? RC_UNAVAILABLE : RC_OK;
}

/* Tens of thousands of rows are read at start: their texts are not copied, but borrowed until the next row. */
static const char *text_of(struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->stmt, column);
}

/* The caller's function, whatever its type, with its argument. */
struct listener {
	bool (*example)(const struct example_row *row, void *arg);
	bool (*lexicon)(const struct lexicon_row *row, void *arg);
	bool (*word)(const char *word, int64_t rows, void *arg);
	bool (*model)(const char *label, const void *bytes, size_t len, void *arg);
	void *arg;
};

static bool tell_example(struct query *q, void *arg)
{
	struct listener *l = arg;
	const struct example_row row = {
		.text = text_of(q, 0),
		.topics = text_of(q, 1),
		.kind = text_of(q, 2),
		.flags = text_of(q, 3),
		.place = text_of(q, 4),
		.words = sqlite3_column_blob(q->stmt, 5),
		.word_count = (size_t)sqlite3_column_bytes(q->stmt, 5) / sizeof *row.words,
	};
	return row.text == NULL || l->example(&row, l->arg);
}

static bool tell_lexicon(struct query *q, void *arg)
{
	struct listener *l = arg;
	const struct lexicon_row row = {
		.words = text_of(q, 0),
		.hash = (uint64_t)query_int(q, 1),
		.topic = text_of(q, 2),
		.weight = query_real(q, 3),
		.about = text_of(q, 4),
	};
	return row.words == NULL || l->lexicon(&row, l->arg);
}

/* The form as written where there is one; else the stem, which then is its own form. */
static bool tell_word(struct query *q, void *arg)
{
	struct listener *l = arg;
	const char *token = text_of(q, 0);
	if (token == NULL)
		return true;
	return l->word(token + (token[0] == FTS_EXACT), query_int(q, 1), l->arg);
}

static bool tell_model(struct query *q, void *arg)
{
	struct listener *l = arg;
	const void *bytes = sqlite3_column_blob(q->stmt, 1);
	size_t len = (size_t)sqlite3_column_bytes(q->stmt, 1);
	return l->model(text_of(q, 0), bytes, len, l->arg);
}

enum rc knowledge_each_example(struct knowledge *k,
			       bool (*each)(const struct example_row *row, void *arg), void *arg)
{
	struct listener l = {.example = each, .arg = arg};
	return each_row(k, K_example_all, tell_example, &l);
}

enum rc knowledge_each_lexicon(struct knowledge *k,
			       bool (*each)(const struct lexicon_row *row, void *arg), void *arg)
{
	struct listener l = {.lexicon = each, .arg = arg};
	return each_row(k, K_lexicon_all, tell_lexicon, &l);
}

enum rc knowledge_each_word(struct knowledge *k,
			    bool (*each)(const char *word, int64_t rows, void *arg), void *arg)
{
	struct listener l = {.word = each, .arg = arg};
	return each_row(k, K_words_all, tell_word, &l);
}

enum rc knowledge_each_model(struct knowledge *k,
			     bool (*each)(const char *label, const void *bytes, size_t len,
					  void *arg),
			     void *arg)
{
	struct listener l = {.model = each, .arg = arg};
	return each_row(k, K_model_all, tell_model, &l);
}
