/* SPDX-License-Identifier: EUPL-1.2 */
/* guard.c - see guard.h. */
#include "net/guard.h"

#include "base/clock.h"
#include "base/xalloc.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SLOTS = 8192, TALLIES_MAX = 65536, NAME_MAX_BYTES = 300 };

struct tally {
	struct tally *next;
	uint64_t hash;
	struct bucket bucket;
	unsigned sockets;
	bool is_exempt;
};

struct guard {
	struct net_settings settings;
	struct network *exempt;
	unsigned char key[ADDRESS_KEY_BYTES];
	int port;
	bool listens_on_loopback;
	bool is_stopping;
	size_t connections;
	size_t tally_count;
	struct tally *slots[SLOTS];
	struct tally overflow; /* shared by all newcomers while the table is full of busy ones */
	struct tally unlimited;
};

const char *guard_word(enum guard_verdict verdict)
{
	static const char *const words[GUARD_VERDICT_COUNT] = {
		[GUARD_PASS] = "pass",
		[GUARD_TOO_MANY] = "too_many",
		[GUARD_TOO_MANY_OF_ADDRESS] = "too_many_of_address",
		[GUARD_STOPPING] = "stopping",
		[GUARD_NOT_WEBSOCKET] = "not_websocket",
		[GUARD_METHOD] = "method",
		[GUARD_PATH] = "path",
		[GUARD_VERSION] = "version",
		[GUARD_SUBPROTOCOL] = "subprotocol",
		[GUARD_HOST] = "host",
		[GUARD_ORIGIN] = "origin",
	};
	return words[verdict];
}

struct guard *guard_new(const struct net_settings *settings)
{
	struct guard *guard = xzalloc(sizeof *guard);
	guard->settings = *settings;
	guard->port = settings->listen_port;
	guard->listens_on_loopback = net_is_loopback_host(settings->listen_host);
	guard->unlimited.is_exempt = true;
	guard->exempt = xcalloc(settings->exempt_network_count + 1, sizeof *guard->exempt);
	for (size_t i = 0; i < settings->exempt_network_count; i++) {
		bool is_network = network_parse(settings->exempt_networks[i], &guard->exempt[i]);
		assert(is_network); /* net_settings_problem has been asked */
	}
	randombytes_buf(guard->key, sizeof guard->key);
	return guard;
}

void guard_free(struct guard *guard)
{
	if (guard == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		for (struct tally *t = guard->slots[i], *next; t != NULL; t = next) {
			next = t->next;
			free(t);
		}
	}
	free(guard->exempt);
	free(guard);
}

void guard_set_port(struct guard *guard, int port)
{
	guard->port = port;
}

void guard_stop(struct guard *guard)
{
	guard->is_stopping = true;
}

/* ---- connections ---- */

static bool is_exempt(const struct guard *guard, const struct address *address)
{
	const struct net_settings *s = &guard->settings;
	if (!s->limits_enabled || guard_trusts(guard, address))
		return true;
	for (size_t i = 0; i < s->exempt_network_count; i++) {
		if (network_holds(&guard->exempt[i], address))
			return true;
	}
	return false;
}

static struct tally *tally_find(const struct guard *guard, uint64_t hash)
{
	struct tally *t = guard->slots[hash % SLOTS];
	while (t != NULL && t->hash != hash)
		t = t->next;
	return t;
}

/* Forgets the addresses of one slot that owe nothing: done where one is added, so that it never piles up. */
static void sweep_slot(struct guard *guard, struct tally **at)
{
	struct rate rate = guard_address_rate(guard);
	int64_t now_us = clock_monotonic_us();
	while (*at != NULL) {
		struct tally *t = *at;
		if (t->sockets > 0 || !bucket_is_full(&t->bucket, &rate, now_us)) {
			at = &t->next;
			continue;
		}
		*at = t->next;
		free(t);
		guard->tally_count--;
	}
}

static struct tally *tally_add(struct guard *guard, uint64_t hash)
{
	struct tally **slot = &guard->slots[hash % SLOTS];
	sweep_slot(guard, slot);
	if (guard->tally_count >= TALLIES_MAX)
		return &guard->overflow;
	struct tally *t = xzalloc(sizeof *t);
	t->hash = hash;
	t->next = *slot;
	*slot = t;
	guard->tally_count++;
	return t;
}

enum guard_verdict guard_may_connect(struct guard *guard, const struct address *address)
{
	if (guard->is_stopping)
		return GUARD_STOPPING;
	if (guard->connections >= (size_t)guard->settings.max_connections)
		return GUARD_TOO_MANY;
	if (is_exempt(guard, address))
		return GUARD_PASS;
	const struct tally *t = tally_find(guard, address_hash(address, guard->key));
	bool is_full = t != NULL && t->sockets >= (unsigned)guard->settings.sockets_per_address;
	return is_full ? GUARD_TOO_MANY_OF_ADDRESS : GUARD_PASS;
}

struct tally *guard_enter(struct guard *guard, const struct address *address)
{
	struct tally *t = &guard->unlimited;
	if (!is_exempt(guard, address)) {
		uint64_t hash = address_hash(address, guard->key);
		t = tally_find(guard, hash);
		if (t == NULL)
			t = tally_add(guard, hash);
	}
	t->sockets++;
	return t;
}

void guard_leave(struct guard *guard, struct tally *tally)
{
	(void)guard;
	assert(tally->sockets > 0);
	tally->sockets--;
}

void guard_count(struct guard *guard, int change)
{
	guard->connections += (size_t)change;
}

struct bucket *tally_bucket(struct tally *tally)
{
	return tally->is_exempt ? NULL : &tally->bucket;
}

struct rate guard_address_rate(const struct guard *guard)
{
	const struct net_settings *s = &guard->settings;
	if (!s->limits_enabled)
		return (struct rate){0};
	return (struct rate){.per_second = s->address_tokens_per_second, .burst = s->address_burst};
}

size_t guard_connections(const struct guard *guard)
{
	return guard->connections;
}

bool guard_trusts(const struct guard *guard, const struct address *peer)
{
	return guard->settings.trusts_proxy && address_is_loopback(peer);
}

/* ---- requests ---- */

/* Where the authority of an origin or URL begins. */
static const char *authority_of(const char *origin)
{
	const char *slashes = strstr(origin, "://");
	return slashes == NULL ? origin : slashes + 3;
}

static bool is_host_syntax(const char *host)
{
	size_t len = strlen(host);
	return len > 0 && len < 128 &&
	       strspn(host,
		      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_") ==
		       len;
}

static bool is_loopback_authority(const struct guard *guard, const char *host)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
	char wanted[64];
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(wanted, sizeof wanted, "%s:%d", names[i], guard->port);
		if (strcasecmp(host, wanted) == 0)
			return true;
		if (guard->port == 80 && strcasecmp(host, names[i]) == 0)
			return true;
	}
	snprintf(wanted, sizeof wanted, "%s:%d", guard->settings.listen_host, guard->port);
	return strcasecmp(host, wanted) == 0;
}

bool guard_host_is_ours(const struct guard *guard, const char *host)
{
	if (host == NULL || !is_host_syntax(host))
		return false;
	const char *public_url = guard->settings.public_url;
	if (public_url != NULL && strcasecmp(host, authority_of(public_url)) == 0)
		return true;
	if (is_loopback_authority(guard, host))
		return true;
	/* Listening to others without a name of our own: we cannot tell. */
	return public_url == NULL && !guard->listens_on_loopback;
}

static bool is_own_origin(const struct guard *guard, const char *host, const char *origin)
{
	const char *public_url = guard->settings.public_url;
	if (public_url != NULL && strcmp(origin, public_url) == 0)
		return true;
	if (!guard_host_is_ours(guard, host))
		return false;
	char own[NAME_MAX_BYTES];
	snprintf(own, sizeof own, "http://%s", host);
	return strcmp(origin, own) == 0;
}

static bool is_allowed_origin(const struct guard *guard, const char *origin)
{
	for (size_t i = 0; i < guard->settings.allowed_origin_count; i++) {
		if (strcmp(origin, guard->settings.allowed_origins[i]) == 0)
			return true;
	}
	return false;
}

/* A program sends no Origin. Browsers always do, so its absence is only let in from this machine. */
static bool may_open(const struct guard *guard, const struct upgrade *u)
{
	if (u->origin == NULL)
		return guard->listens_on_loopback && u->is_from_loopback;
	return is_own_origin(guard, u->host, u->origin) || is_allowed_origin(guard, u->origin);
}

static bool text_is(const char *text, const char *wanted)
{
	return text != NULL && strcmp(text, wanted) == 0;
}

enum guard_verdict guard_judge_upgrade(const struct guard *guard, const struct upgrade *u)
{
	if (guard->is_stopping)
		return GUARD_STOPPING;
	if (u->upgrade == NULL || strcasecmp(u->upgrade, "websocket") != 0)
		return GUARD_NOT_WEBSOCKET;
	if (!u->is_get)
		return GUARD_METHOD;
	if (!text_is(u->path, "/ws"))
		return GUARD_PATH;
	if (!text_is(u->version, "13"))
		return GUARD_VERSION;
	if (!text_is(u->subprotocol, "aiguilleur.v1"))
		return GUARD_SUBPROTOCOL;
	if (!guard_host_is_ours(guard, u->host))
		return GUARD_HOST;
	return may_open(guard, u) ? GUARD_PASS : GUARD_ORIGIN;
}

bool guard_origin_may_post(const struct guard *guard, const char *host, const char *origin,
			   const char *fetch_site)
{
	if (origin == NULL)
		return true;
	if (strcmp(origin, "null") == 0)
		return text_is(fetch_site, "same-origin");
	return is_own_origin(guard, host, origin);
}
