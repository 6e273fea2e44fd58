/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch.c - two views of the same subscriptions.
 *
 *   slots[hash of name] ─► stream ─► follow ⇄ follow …     who follows this stream
 *   tenants[conn slot] ──────────────► follow ─► follow …   what this connection follows
 */
#include "net/watch.h"

#include "base/xalloc.h"
#include "flow/rights.h"
#include "net/frame.h"
#include "net/wire.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_SLOTS = 4096 };

struct stream;

struct follow {
	struct stream *stream;
	struct conn_id conn;
	struct follow *before, *behind; /* in the stream */
	struct follow *next;            /* of the connection */
};

struct stream {
	struct stream *next;
	struct follow *first;
	char name[EVENT_STREAM_BYTES];
};

struct tenant {
	uint32_t generation;
	size_t count;
	struct follow *first;
};

struct watch {
	struct conns *conns;
	unsigned char key[crypto_shorthash_KEYBYTES]; /* stream names come from outside */
	struct tenant *tenants;
	size_t tenant_count;
	size_t count;
	watch_change_fn *changed; /* may be NULL */
	void *changed_arg;
	const struct stream *opened; /* by the follow being added; else NULL */
	struct stream *slots[STREAM_SLOTS];
};

struct watch *watch_new(struct conns *conns)
{
	struct watch *watch = xzalloc(sizeof *watch);
	watch->conns = conns;
	crypto_shorthash_keygen(watch->key);
	return watch;
}

/* Where a stream hangs, or would hang. */
static struct stream **stream_place(struct watch *watch, const char *name)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t hash;
	crypto_shorthash(out, (const unsigned char *)name, strlen(name), watch->key);
	memcpy(&hash, out, sizeof hash);
	struct stream **at = &watch->slots[hash % STREAM_SLOTS];
	while (*at != NULL && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	return at;
}

static struct stream *stream_of(struct watch *watch, const char *name)
{
	struct stream **at = stream_place(watch, name);
	if (*at == NULL) {
		*at = xzalloc(sizeof **at);
		memcpy((*at)->name, name, strlen(name) + 1);
		watch->opened = *at;
	}
	return *at;
}

/* Takes a follow out of its stream and frees it; a stream that nobody follows goes too. */
static void unfollow(struct watch *watch, struct follow *follow)
{
	struct stream *stream = follow->stream;
	if (follow->before == NULL)
		stream->first = follow->behind;
	else
		follow->before->behind = follow->behind;
	if (follow->behind != NULL)
		follow->behind->before = follow->before;
	free(follow);
	watch->count--;
	if (stream->first != NULL)
		return;
	struct stream **at = stream_place(watch, stream->name);
	*at = stream->next;
	if (watch->changed != NULL)
		watch->changed(watch->changed_arg, stream->name);
	free(stream);
}

static void tenant_clear(struct watch *watch, struct tenant *tenant)
{
	for (struct follow *f = tenant->first, *next; f != NULL; f = next) {
		next = f->next;
		unfollow(watch, f);
	}
	*tenant = (struct tenant){0};
}

void watch_free(struct watch *watch)
{
	if (watch == NULL)
		return;
	for (size_t i = 0; i < watch->tenant_count; i++)
		tenant_clear(watch, &watch->tenants[i]);
	free(watch->tenants);
	free(watch);
}

/* The tenant's own list; a list left by an earlier tenant of the slot is forgotten first. */
static struct tenant *tenant_of(struct watch *watch, struct conn_id id)
{
	if (id.slot >= watch->tenant_count) {
		size_t count = (size_t)id.slot + 64;
		watch->tenants = xreallocarray(watch->tenants, count, sizeof *watch->tenants);
		memset(watch->tenants + watch->tenant_count, 0,
		       (count - watch->tenant_count) * sizeof *watch->tenants);
		watch->tenant_count = count;
	}
	struct tenant *tenant = &watch->tenants[id.slot];
	if (tenant->generation != id.generation)
		tenant_clear(watch, tenant);
	tenant->generation = id.generation;
	return tenant;
}

static struct follow **follow_place(struct tenant *tenant, const char *name)
{
	struct follow **at = &tenant->first;
	while (*at != NULL && strcmp((*at)->stream->name, name) != 0)
		at = &(*at)->next;
	return at;
}

enum rc watch_add(struct watch *watch, struct conn_id id, const char *stream)
{
	if (conn_identity(watch->conns, id) == NULL)
		return RC_NOT_FOUND;
	struct tenant *tenant = tenant_of(watch, id);
	struct follow **at = follow_place(tenant, stream);
	if (*at != NULL)
		return RC_OK;
	if (tenant->count >= WATCH_STREAMS_PER_CONN || strlen(stream) >= EVENT_STREAM_BYTES)
		return RC_LIMIT;
	struct follow *follow = xzalloc(sizeof *follow);
	follow->stream = stream_of(watch, stream);
	follow->conn = id;
	follow->behind = follow->stream->first;
	if (follow->behind != NULL)
		follow->behind->before = follow;
	follow->stream->first = follow;
	*at = follow;
	tenant->count++;
	watch->count++;
	if (watch->opened == follow->stream && watch->changed != NULL)
		watch->changed(watch->changed_arg, stream);
	watch->opened = NULL;
	return RC_OK;
}

void watch_remove(struct watch *watch, struct conn_id id, const char *stream)
{
	struct tenant *tenant = tenant_of(watch, id);
	struct follow **at = follow_place(tenant, stream);
	struct follow *follow = *at;
	if (follow == NULL)
		return;
	*at = follow->next;
	tenant->count--;
	unfollow(watch, follow);
}

void watch_drop(struct watch *watch, struct conn_id id)
{
	if (id.slot < watch->tenant_count && watch->tenants[id.slot].generation == id.generation)
		tenant_clear(watch, &watch->tenants[id.slot]);
}

/* What is confined to a library is not for every desk (flow/rights.h). */
static bool may_hear(const struct watch *watch, struct conn_id conn, const struct event *event)
{
	const struct identity *who = conn_identity(watch->conns, conn);
	return who != NULL && rights_hears(&who->actor, event->library, event->person);
}

size_t watch_send(struct watch *watch, const struct event *event, struct frame *frame)
{
	const struct stream *stream = *stream_place(watch, event->stream);
	if (stream == NULL)
		return 0;
	size_t told = 0;
	bool is_confined = event->library[0] != '\0';
	/* conn_send never closes a connection on the spot, so the list stands still. */
	for (const struct follow *f = stream->first; f != NULL; f = f->behind) {
		if (!is_confined || may_hear(watch, f->conn, event))
			told += conn_send(watch->conns, f->conn, frame);
	}
	return told;
}

size_t watch_publish(struct watch *watch, const struct event *event)
{
	if (*stream_place(watch, event->stream) == NULL)
		return 0;
	char *text = wire_event(event);
	struct frame *frame = frame_new(FRAME_EVENT, text, strlen(text));
	free(text);
	size_t told = watch_send(watch, event, frame);
	frame_unref(frame);
	return told;
}

bool watch_has(struct watch *watch, const char *stream)
{
	return *stream_place(watch, stream) != NULL;
}

bool watch_follows(struct watch *watch, struct conn_id id, const char *stream)
{
	if (id.slot >= watch->tenant_count || watch->tenants[id.slot].generation != id.generation)
		return false;
	return *follow_place(&watch->tenants[id.slot], stream) != NULL;
}

void watch_on_change(struct watch *watch, watch_change_fn *changed, void *arg)
{
	watch->changed = changed;
	watch->changed_arg = arg;
}

size_t watch_count(const struct watch *watch)
{
	return watch->count;
}
