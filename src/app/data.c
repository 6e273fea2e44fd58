/* SPDX-License-Identifier: EUPL-1.2 */
/* data.c - see data.h. */
#include "app/data.h"

#include "app/learned.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "files/problems.h"
#include "flow/directory.h"
#include "flow/shared_directory.h"
#include "rules/gazetteer.h"
#include "rules/match.h"
#include "store/knowledge.h"
#include "text/tokens.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool data_path(const char *dir, const char *name, char out[PATH_BYTES])
{
	int n = snprintf(out, PATH_BYTES, "%s/%s", dir, name);
	return n > 0 && n < PATH_BYTES;
}

static bool make_dir(const char *path, char *why, size_t why_size)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	snprintf(why, why_size, "%s: %s", path, strerror(errno));
	return false;
}

static bool write_all(int fd, const uint8_t *bytes, size_t len)
{
	return write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0;
}

static bool make_key(const char *path, char *why, size_t why_size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST)
		return true;
	uint8_t key[KEY_BYTES];
	randombytes_buf(key, sizeof key);
	bool is_made = fd >= 0 && write_all(fd, key, sizeof key);
	if (!is_made)
		snprintf(why, why_size, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	sodium_memzero(key, sizeof key);
	return is_made;
}

static bool read_key(const char *path, uint8_t key[KEY_BYTES], char *why, size_t why_size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_read = fd >= 0 && read(fd, key, KEY_BYTES) == KEY_BYTES;
	if (fd >= 0)
		close(fd);
	if (!is_read)
		snprintf(why, why_size, "%s: the key cannot be read; run `aiguilleur init` first",
			 path);
	return is_read;
}

bool data_make(const char *dir, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	if (!make_dir(dir, why, why_size) || !data_path(dir, "keys", path) ||
	    !make_dir(path, why, why_size))
		return false;
	return data_path(dir, "keys/receipt.key", path) && make_key(path, why, why_size) &&
	       data_path(dir, "keys/content.key", path) && make_key(path, why, why_size);
}

int data_lock(const char *dir, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	int fd = data_path(dir, "lock", path) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (fd >= 0 && errno == EWOULDBLOCK)
		snprintf(why, why_size, "%s is in use by another aiguilleur; stop it first", dir);
	else
		snprintf(why, why_size, "%s: %s", dir, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

bool data_keys(const char *dir, struct desk_keys *keys, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	return data_path(dir, "keys/receipt.key", path) &&
	       read_key(path, keys->receipt, why, why_size) &&
	       data_path(dir, "keys/content.key", path) &&
	       read_key(path, keys->content, why, why_size);
}

static struct directory *load_directory(const char *dir, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	if (!data_path(dir, "desk.db", path))
		return NULL;
	struct store *s = store_open(path, STORE_READ, why, why_size);
	if (s == NULL)
		return NULL;
	struct directory *d = directory_load(s, why, why_size);
	store_close(s);
	return d;
}

static void load_rules(struct base_data *b)
{
	char path[PATH_BYTES];
	struct problems problems = {0};
	if (data_path(b->dir, "rules", path))
		b->reference.rules = ruleset_load(path, &problems);
	if (data_path(b->dir, "rules/places.yaml", path))
		b->reference.places = places_load(path, &problems);
	if (problems_count(&problems) > 0) {
		log_warn("rules: problems=%zu left out; see `aiguilleur check`",
			 problems_count(&problems));
		problems_print(&problems, stderr);
	}
	problems_done(&problems);
}

bool base_data_open(struct base_data *b, const char *dir, char *why, size_t why_size)
{
	*b = (struct base_data){.clock = clock_system(0)};
	snprintf(b->dir, sizeof b->dir, "%s", dir);
	if (!data_keys(dir, &b->keys, why, why_size))
		return false;
	struct directory *directory = load_directory(dir, why, why_size);
	if (directory == NULL)
		return false;
	b->reference.directories = shared_directory_new(directory);
	load_rules(b);
	return learned_load(dir, &b->reference, why, why_size);
}

bool base_data_open_search(struct base_data *b, const char *dir, char *why, size_t why_size)
{
	*b = (struct base_data){.clock = clock_system(0)};
	snprintf(b->dir, sizeof b->dir, "%s", dir);
	return learned_load(dir, &b->reference, why, why_size);
}

void base_data_close(struct base_data *b)
{
	/* The reference is const for those who use it; here it ends. */
	shared_directory_free(b->reference.directories);
	ruleset_free((struct ruleset *)b->reference.rules);
	places_free((struct places *)b->reference.places);
	learned_free(&b->reference);
	sodium_memzero(&b->keys, sizeof b->keys);
	b->reference = (struct reference){0};
}

static bool open_knowledge(struct worker *w, const struct base_data *b, char *why, size_t why_size)
{
	char path[PATH_BYTES];
	if (!data_path(b->dir, "knowledge.db", path))
		return false;
	w->knowledge = knowledge_open(path, STORE_READ, why, why_size);
	if (w->knowledge == NULL)
		return false;
	if (b->reference.rules != NULL)
		w->matcher = matcher_new(b->reference.rules);
	return true;
}

static struct worker *worker_new(const struct base_data *b)
{
	struct worker *w = xzalloc(sizeof *w);
	w->reference = &b->reference;
	w->settings = &b->settings;
	w->keys = &b->keys;
	w->clock = &b->clock;
	w->stemmer = stemmer_new();
	worker_renew(w);
	return w;
}

struct worker *worker_open_search(const struct base_data *b, char *why, size_t why_size)
{
	struct worker *w = worker_new(b);
	if (open_knowledge(w, b, why, why_size))
		return w;
	worker_close(w);
	return NULL;
}

struct worker *worker_open(const struct base_data *b, enum store_mode mode, char *why,
			   size_t why_size)
{
	char path[PATH_BYTES];
	struct worker *w = worker_new(b);
	if (data_path(b->dir, "desk.db", path))
		w->store = store_open(path, mode, why, why_size);
	bool is_open =
		w->store != NULL && (mode != STORE_READ || open_knowledge(w, b, why, why_size));
	if (is_open)
		return w;
	worker_close(w);
	return NULL;
}

void worker_close(struct worker *w)
{
	if (w == NULL)
		return;
	if (w->reference->directories != NULL)
		shared_directory_drop(w->reference->directories, w->directory);
	store_close(w->store);
	knowledge_close(w->knowledge);
	if (w->matcher != NULL)
		matcher_free(w->matcher);
	stemmer_free(w->stemmer);
	free(w);
}
