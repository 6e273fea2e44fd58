/* SPDX-License-Identifier: EUPL-1.2 */
/* shared_directory.c - see shared_directory.h. */
#include "flow/shared_directory.h"

#include "base/xalloc.h"
#include "flow/directory.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

/* A directory that somebody holds, or the newest. */
struct edition {
	struct directory *directory;
	int holders; /* the cell itself counts as one for the newest */
	struct edition *older;
};

struct shared_directory {
	pthread_mutex_t mutex;
	struct edition *newest; /* and behind it those that are still held */
	_Atomic(const struct directory *) current;
};

static void edition_free(struct edition *e)
{
	directory_free(e->directory);
	free(e);
}

struct shared_directory *shared_directory_new(struct directory *d)
{
	struct shared_directory *shared = xzalloc(sizeof *shared);
	pthread_mutex_init(&shared->mutex, NULL);
	shared->newest = xzalloc(sizeof *shared->newest);
	*shared->newest = (struct edition){.directory = d, .holders = 1};
	atomic_store(&shared->current, d);
	return shared;
}

void shared_directory_free(struct shared_directory *shared)
{
	if (shared == NULL)
		return;
	assert(shared->newest->holders == 1 && shared->newest->older == NULL);
	edition_free(shared->newest);
	pthread_mutex_destroy(&shared->mutex);
	free(shared);
}

/* The mutex is held. */
static void let_go(struct shared_directory *shared, const struct directory *held)
{
	struct edition **at = &shared->newest;
	while (*at != NULL && (*at)->directory != held)
		at = &(*at)->older;
	struct edition *e = *at;
	assert(e != NULL && e->holders > 0);
	if (--e->holders > 0)
		return;
	*at = e->older;
	edition_free(e);
}

const struct directory *shared_directory_renew(struct shared_directory *shared,
					       const struct directory *held)
{
	/* What is held cannot be freed, so an equal address is the same directory. */
	if (held != NULL && held == atomic_load(&shared->current))
		return held;
	pthread_mutex_lock(&shared->mutex);
	if (held != NULL)
		let_go(shared, held);
	shared->newest->holders++;
	const struct directory *newest = shared->newest->directory;
	pthread_mutex_unlock(&shared->mutex);
	return newest;
}

void shared_directory_drop(struct shared_directory *shared, const struct directory *held)
{
	if (held == NULL)
		return;
	pthread_mutex_lock(&shared->mutex);
	let_go(shared, held);
	pthread_mutex_unlock(&shared->mutex);
}

void shared_directory_replace(struct shared_directory *shared, struct directory *d)
{
	struct edition *e = xzalloc(sizeof *e);
	pthread_mutex_lock(&shared->mutex);
	const struct directory *old = shared->newest->directory;
	*e = (struct edition){.directory = d, .holders = 1, .older = shared->newest};
	shared->newest = e;
	atomic_store(&shared->current, d);
	let_go(shared, old);
	pthread_mutex_unlock(&shared->mutex);
}
