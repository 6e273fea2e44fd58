/* SPDX-License-Identifier: EUPL-1.2 */
/* init.c - `aiguilleur init`: a data directory made, or refreshed, from rules and corpus. Questions stay. */
#include "app/commands.h"

#include "app/accepted.h"
#include "app/content.h"
#include "app/copy.h"
#include "app/data.h"
#include "app/demo.h"
#include "app/learned.h"
#include "audit/audit.h"
#include "base/json.h"
#include "files/problems.h"
#include "files/walk.h"
#include "rules/match.h"
#include "store/knowledge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct initialising {
	const struct options *o;
	struct problems problems;
	struct corpus corpus;
	struct examples examples;
	struct wordgroups groups;
	size_t rules, accepted;
	char why[PATH_BYTES + 200];
};

/* Written beside and renamed, so that a server that starts meanwhile sees the old file or the new one. */
static bool copy_file(const char *from, const char *to)
{
	char part[PATH_BYTES];
	if (snprintf(part, sizeof part, "%s.part", to) >= (int)sizeof part)
		return false;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool is_copied = in >= 0 && out >= 0 && copy_bytes(in, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return is_copied && rename(part, to) == 0;
}

static bool copy_rules(struct initialising *i)
{
	static const char *const folders[] = {"rules", "rules/examples", "rules/lexicon"};
	char path[PATH_BYTES];
	for (size_t f = 0; f < sizeof folders / sizeof folders[0]; f++) {
		if (!data_path(i->o->data, folders[f], path) ||
		    (mkdir(path, 0700) != 0 && errno != EEXIST))
			return false;
	}
	struct paths walk;
	if (!walk_files(i->o->rules, ".yaml", &walk))
		return false;
	bool is_copied = true;
	size_t skip = strlen(i->o->rules);
	for (size_t n = 0; n < walk.count && is_copied; n++) {
		char inside[PATH_BYTES];
		snprintf(inside, sizeof inside, "rules/%s",
			 walk.items[n] + skip + strspn(walk.items[n] + skip, "/"));
		is_copied = data_path(i->o->data, inside, path) && copy_file(walk.items[n], path);
	}
	paths_done(&walk);
	return is_copied;
}

static bool read_rules(struct initialising *i)
{
	char path[PATH_BYTES];
	struct ruleset *rules = ruleset_load(i->o->rules, &i->problems);
	i->rules = ruleset_count(rules);
	ruleset_free(rules);
	if (data_path(i->o->rules, "examples", path))
		(void)examples_load(path, &i->problems, &i->examples);
	if (data_path(i->o->rules, "lexicon", path))
		(void)wordgroups_load(path, &i->problems, &i->groups);
	if (i->rules > 0 && copy_rules(i))
		return true;
	snprintf(i->why, sizeof i->why, "%s: %s", i->o->rules,
		 i->rules == 0 ? "no rule could be read there" : strerror(errno));
	return false;
}

static bool read_corpus(struct initialising *i)
{
	if (corpus_load(i->o->corpus, &i->problems, &i->corpus))
		return true;
	snprintf(i->why, sizeof i->why, "%s: no such folder", i->o->corpus);
	return false;
}

static enum rc fill_knowledge(struct initialising *i, struct knowledge *k)
{
	enum rc rc = knowledge_begin(k);
	if (rc == RC_OK && i->o->corpus != NULL)
		rc = content_save_corpus(k, &i->corpus);
	if (rc == RC_OK && i->o->rules != NULL)
		rc = learned_save(k, &i->examples, &i->groups);
	if (rc == RC_OK)
		rc = knowledge_commit(k);
	return rc == RC_OK ? knowledge_optimize(k) : rc;
}

/* What the desk taught is in the record, and trains with what the files hold. */
static bool read_accepted(struct initialising *i)
{
	char path[PATH_BYTES];
	struct store *s = i->o->rules != NULL && data_path(i->o->data, "desk.db", path)
				  ? store_open(path, STORE_READ, i->why, sizeof i->why)
				  : NULL;
	if (s == NULL)
		return i->o->rules == NULL;
	bool is_read = accepted_add(s, &i->examples, &i->accepted) == RC_OK;
	if (!is_read)
		snprintf(i->why, sizeof i->why, "%s: the desk's examples could not be read", path);
	store_close(s);
	return is_read;
}

static bool make_knowledge(struct initialising *i)
{
	char path[PATH_BYTES];
	if (!data_path(i->o->data, "knowledge.db", path))
		return false;
	struct knowledge *k = knowledge_open(path, STORE_CREATE, i->why, sizeof i->why);
	if (k == NULL)
		return false;
	bool is_filled = fill_knowledge(i, k) == RC_OK;
	if (!is_filled)
		snprintf(i->why, sizeof i->why, "%s: could not be filled", path);
	knowledge_close(k);
	return is_filled;
}

static enum rc leave_leaf(struct initialising *i, struct store *s)
{
	struct actor actor = actor_system();
	struct clock clock = clock_system(0);
	AUTO_JSON details = cJSON_CreateObject();
	json_put_int(details, "rules", (int64_t)i->rules);
	json_put_int(details, "examples", (int64_t)i->examples.count);
	json_put_int(details, "fiches", (int64_t)i->corpus.fiches.count);
	json_put_int(details, "libraries", (int64_t)i->corpus.libraries.count);
	struct audit_entry entry = {.verb = "init",
				    .actor = &actor,
				    .at_ms = clock_wall_ms(&clock),
				    .details = details};
	return audit_append(s, &entry);
}

static enum rc fill_record(struct initialising *i, struct store *s)
{
	enum rc rc = store_begin(s);
	if (rc == RC_OK && i->o->corpus != NULL)
		rc = content_save_directory(s, &i->corpus);
	if (rc == RC_OK)
		rc = leave_leaf(i, s);
	return rc == RC_OK ? store_commit(s) : rc;
}

static bool make_record(struct initialising *i)
{
	char path[PATH_BYTES];
	if (!data_path(i->o->data, "desk.db", path))
		return false;
	struct store *s = store_open(path, STORE_CREATE, i->why, sizeof i->why);
	if (s == NULL)
		return false;
	bool is_made = fill_record(i, s) == RC_OK;
	if (!is_made)
		snprintf(i->why, sizeof i->why, "%s: the directory could not be saved", path);
	if (is_made && i->o->demo)
		is_made = demo_accounts(s, i->why, sizeof i->why);
	store_close(s);
	return is_made;
}

static void report(const struct initialising *i)
{
	problems_print(&i->problems, stderr);
	if (problems_count(&i->problems) > 0)
		fprintf(stderr,
			"aiguilleur: init: %zu problems; what they are in was left out, the rest "
			"is loaded\n",
			problems_count(&i->problems));
	if (i->accepted > 0)
		printf("%zu of the examples were learnt at the desk\n", i->accepted);
	printf("initialised %s: %zu rules, %zu examples, %zu fiches, %zu resources, %zu libraries, "
	       "%zu events\n",
	       i->o->data, i->rules, i->examples.count, i->corpus.fiches.count,
	       i->corpus.resources.count, i->corpus.libraries.count, i->corpus.events.count);
}

int command_init(const struct options *o)
{
	struct initialising i = {.o = o};
	int lock = -1;
	bool is_done = data_make(o->data, i.why, sizeof i.why) &&
		       (lock = data_lock(o->data, i.why, sizeof i.why)) >= 0 &&
		       (o->rules == NULL || read_rules(&i)) &&
		       (o->corpus == NULL || read_corpus(&i)) && make_record(&i) &&
		       read_accepted(&i) && make_knowledge(&i);
	if (is_done)
		report(&i);
	else
		could_not("init", "%s", i.why);
	examples_done(&i.examples);
	wordgroups_done(&i.groups);
	corpus_free(&i.corpus);
	problems_done(&i.problems);
	if (lock >= 0)
		close(lock);
	return is_done ? DONE : COULD_NOT;
}
