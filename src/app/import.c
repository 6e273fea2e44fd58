/* SPDX-License-Identifier: EUPL-1.2 */
/* import.c - `aiguilleur import`: documents (.jsonl), or a corpus or a part of one, into a data directory. */
#include "app/commands.h"

#include "app/content.h"
#include "app/data.h"
#include "base/clock.h"
#include "corpus/docs.h"
#include "files/problems.h"
#include "store/knowledge.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Documents are committed in runs, so that a long import shows progress and can be stopped. */
enum { DOCS_PER_COMMIT = 5000 };

struct importing {
	struct knowledge *knowledge;
	struct problems problems;
	size_t items;
	enum rc rc;
};

static void show_progress(const struct importing *i)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%zu items", i->items);
}

static bool import_doc(const struct doc *doc, void *arg)
{
	struct importing *i = arg;
	struct entry entry = {
		.slug = doc->id,
		.origin = "import",
		.kind = "doc",
		.title = doc->title,
		.keywords = "",
		.body = doc->text,
		.url = doc->url,
		.audience = "public",
		.topics = "",
		.sources = "[]",
	};
	int64_t id;
	i->rc = knowledge_put(i->knowledge, &entry, &id);
	if (i->rc == RC_OK && ++i->items % DOCS_PER_COMMIT == 0) {
		i->rc = knowledge_commit(i->knowledge);
		if (i->rc == RC_OK)
			i->rc = knowledge_begin(i->knowledge);
		show_progress(i);
	}
	return i->rc == RC_OK;
}

static bool import_corpus(struct importing *i, const struct options *o, const char *path)
{
	struct corpus corpus;
	char desk[PATH_BYTES], why[256] = "";
	if (!corpus_load_part(path, &i->problems, &corpus))
		return false;
	i->rc = content_add_corpus(i->knowledge, &corpus);
	if (i->rc == RC_OK && corpus.libraries.count + corpus.networks.count > 0 &&
	    data_path(o->data, "desk.db", desk)) {
		struct store *s = store_open(desk, STORE_WRITE, why, sizeof why);
		i->rc = s == NULL ? RC_UNAVAILABLE : store_begin(s);
		if (i->rc == RC_OK)
			i->rc = content_save_directory(s, &corpus);
		if (i->rc == RC_OK)
			i->rc = store_commit(s);
		store_close(s);
	}
	i->items += corpus.fiches.count + corpus.resources.count + corpus.events.count +
		    corpus.libraries.count + corpus.networks.count;
	corpus_free(&corpus);
	return true;
}

static bool import_path(struct importing *i, const struct options *o, const char *path)
{
	const char *dot = strrchr(path, '.');
	if (dot != NULL && (strcmp(dot, ".jsonl") == 0 || strcmp(dot, ".ndjson") == 0))
		return docs_read(path, &i->problems, import_doc, i);
	return import_corpus(i, o, path);
}

static int import_all(struct importing *i, const struct options *o)
{
	int64_t started = clock_monotonic_us();
	i->rc = knowledge_begin(i->knowledge);
	for (int n = 0; n < o->operand_count && i->rc == RC_OK; n++) {
		if (!import_path(i, o, o->operands[n]) && i->rc == RC_OK)
			return could_not("import", "%s: cannot be read", o->operands[n]);
	}
	if (i->rc == RC_OK)
		i->rc = knowledge_commit(i->knowledge);
	if (i->rc == RC_OK)
		i->rc = knowledge_optimize(i->knowledge);
	if (i->rc != RC_OK)
		return could_not("import",
				 "the knowledge file refused; nothing of the last run was kept");
	double seconds = (double)(clock_monotonic_us() - started) / 1e6;
	problems_print(&i->problems, stderr);
	printf("imported %zu items in %.1f s (%.0f a second), %zu problems\n", i->items, seconds,
	       (double)i->items / (seconds > 0 ? seconds : 1), problems_count(&i->problems));
	return DONE;
}

int command_import(const struct options *o)
{
	struct importing i = {0};
	char path[PATH_BYTES], why[PATH_BYTES + 200];
	if (!data_path(o->data, "knowledge.db", path))
		return could_not("import", "%s: path too long", o->data);
	i.knowledge = knowledge_open(path, STORE_WRITE, why, sizeof why);
	if (i.knowledge == NULL)
		return could_not("import", "%s", why);
	int status = import_all(&i, o);
	knowledge_rollback(i.knowledge);
	knowledge_close(i.knowledge);
	problems_done(&i.problems);
	return status;
}
