/* SPDX-License-Identifier: EUPL-1.2 */
/* candidate.c - see candidate.h. */
#include "app/candidate.h"

#include "app/accepted.h"
#include "app/content.h"
#include "app/copy.h"
#include "app/data.h"
#include "app/learned.h"
#include "base/xalloc.h"
#include "files/problems.h"
#include "flow/directory.h"
#include "rules/gazetteer.h"
#include "rules/match.h"
#include "store/knowledge.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct candidate {
	char dir[PATH_BYTES];
	struct reference reference;
	struct directory *directory; /* owned; NULL: the present one serves */
	struct worker worker;
	/* while it is made */
	const struct candidate_source *from;
	struct problems problems;
	struct examples examples;
	struct wordgroups groups;
	struct corpus corpus;
	char *why;
	size_t why_size;
};

static bool fail(struct candidate *c, const char *what, const char *detail)
{
	snprintf(c->why, c->why_size, "%s: %s", what, detail);
	return false;
}

/* ---------------------------------------------------------------- the temporary folder */

static bool make_folder(struct candidate *c)
{
	const char *tmp = getenv("TMPDIR");
	char path[PATH_BYTES], rules[PATH_BYTES];
	snprintf(path, sizeof path, "%s/aiguilleur-replay-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(path) == NULL)
		return fail(c, path, strerror(errno));
	memcpy(c->dir, path, sizeof path);
	char *real = realpath(c->from->rules, NULL);
	bool is_there =
		real != NULL && data_path(c->dir, "rules", rules) && symlink(real, rules) == 0;
	free(real);
	return is_there || fail(c, c->from->rules, strerror(errno));
}

static void remove_folder(const char *dir)
{
	static const char *const names[] = {"knowledge.db", "knowledge.db-wal", "knowledge.db-shm",
					    "desk.db",      "desk.db-wal",      "desk.db-shm",
					    "rules"};
	char path[PATH_BYTES];
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (data_path(dir, names[i], path))
			unlink(path);
	}
	rmdir(dir);
}

/* What is not there is no failure: the log beside the file may be. */
static bool copy_if_there(struct candidate *c, const char *name)
{
	char from[PATH_BYTES], to[PATH_BYTES];
	if (!data_path(c->from->data, name, from) || !data_path(c->dir, name, to))
		return false;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return errno == ENOENT;
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool is_copied = out >= 0 && copy_bytes(in, out);
	close(in);
	if (out >= 0)
		close(out);
	return is_copied;
}

/* ---------------------------------------------------------------- what is in it */

static bool read_files(struct candidate *c)
{
	char path[PATH_BYTES];
	const char *rules = c->from->rules;
	c->reference.rules = ruleset_load(rules, &c->problems);
	if (ruleset_count(c->reference.rules) == 0)
		return fail(c, rules, "no rule could be read there");
	if (data_path(rules, "places.yaml", path))
		c->reference.places = places_load(path, &c->problems);
	if (data_path(rules, "examples", path))
		(void)examples_load(path, &c->problems, &c->examples);
	if (data_path(rules, "lexicon", path))
		(void)wordgroups_load(path, &c->problems, &c->groups);
	if (c->from->corpus != NULL && !corpus_load(c->from->corpus, &c->problems, &c->corpus))
		return fail(c, c->from->corpus, "no such folder");
	return true;
}

static bool add_accepted(struct candidate *c, const struct worker *present)
{
	size_t count;
	return accepted_add(present->store, &c->examples, &count) == RC_OK ||
	       fail(c, c->from->data, "the desk's examples could not be read");
}

static enum rc fill(struct candidate *c, struct knowledge *k)
{
	enum rc rc = knowledge_begin(k);
	if (rc == RC_OK && c->from->corpus != NULL)
		rc = content_save_corpus(k, &c->corpus);
	if (rc == RC_OK)
		rc = learned_save(k, &c->examples, &c->groups);
	return rc == RC_OK ? knowledge_commit(k) : rc;
}

static bool make_knowledge(struct candidate *c)
{
	char path[PATH_BYTES];
	if (!copy_if_there(c, "knowledge.db") || !copy_if_there(c, "knowledge.db-wal"))
		return fail(c, c->dir, "the knowledge file could not be copied there");
	if (!data_path(c->dir, "knowledge.db", path))
		return false;
	struct knowledge *k = knowledge_open(path, STORE_CREATE, c->why, c->why_size);
	if (k == NULL)
		return false;
	bool is_filled = fill(c, k) == RC_OK || fail(c, path, "could not be filled");
	knowledge_close(k);
	return is_filled && learned_load(c->dir, &c->reference, c->why, c->why_size);
}

static enum rc save_directory(struct store *s, const struct corpus *corpus)
{
	enum rc rc = store_begin(s);
	if (rc == RC_OK)
		rc = content_save_directory(s, corpus);
	return rc == RC_OK ? store_commit(s) : rc;
}

/* Its own directory, when there is a corpus; else the present one. */
static bool make_directory(struct candidate *c)
{
	char path[PATH_BYTES];
	if (c->from->corpus == NULL)
		return true;
	struct store *s = data_path(c->dir, "desk.db", path)
				  ? store_open(path, STORE_CREATE, c->why, c->why_size)
				  : NULL;
	if (s == NULL)
		return false;
	if (save_directory(s, &c->corpus) == RC_OK)
		c->directory = directory_load(s, c->why, c->why_size);
	else
		fail(c, c->from->corpus, "the libraries could not be read");
	store_close(s);
	return c->directory != NULL;
}

static bool make_worker(struct candidate *c, const struct worker *present)
{
	char path[PATH_BYTES];
	c->worker = *present;
	c->worker.knowledge = NULL;
	c->worker.reference = &c->reference;
	if (c->directory != NULL)
		c->worker.directory = c->directory;
	c->worker.matcher = matcher_new(c->reference.rules);
	c->worker.knowledge = data_path(c->dir, "knowledge.db", path)
				      ? knowledge_open(path, STORE_READ, c->why, c->why_size)
				      : NULL;
	return c->worker.knowledge != NULL;
}

static void forget_sources(struct candidate *c)
{
	examples_done(&c->examples);
	wordgroups_done(&c->groups);
	corpus_free(&c->corpus);
	problems_done(&c->problems);
}

struct candidate *candidate_open(const struct worker *present, const struct candidate_source *from,
				 char *why, size_t why_size)
{
	struct candidate *c = xzalloc(sizeof *c);
	c->from = from;
	c->why = why;
	c->why_size = why_size;
	bool is_open = make_folder(c) && read_files(c) && add_accepted(c, present) &&
		       make_knowledge(c) && make_directory(c) && make_worker(c, present);
	problems_print(&c->problems, stderr);
	forget_sources(c);
	if (is_open)
		return c;
	candidate_close(c);
	return NULL;
}

void candidate_close(struct candidate *c)
{
	if (c == NULL)
		return;
	if (c->worker.knowledge != NULL)
		knowledge_close(c->worker.knowledge);
	if (c->worker.matcher != NULL)
		matcher_free(c->worker.matcher);
	directory_free(c->directory);
	/* Const for those who use them; here they end. */
	ruleset_free((struct ruleset *)c->reference.rules);
	places_free((struct places *)c->reference.places);
	learned_free(&c->reference);
	if (c->dir[0] != '\0')
		remove_folder(c->dir);
	free(c);
}

struct worker *candidate_worker(struct candidate *c)
{
	return &c->worker;
}
