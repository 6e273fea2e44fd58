/* SPDX-License-Identifier: EUPL-1.2 */
/* tickets.c - a ring in the order of issue, so that the oldest is always at its head. */
#include "net/tickets.h"

#include "base/clock.h"
#include "base/xalloc.h"

#include <sodium.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { TICKETS_MAX = 4096, TOKEN_BYTES = 32 };

struct ticket {
	unsigned char token[TOKEN_BYTES];
	int64_t until_ms;
	bool is_good; /* not used, not revoked */
	struct identity identity;
};

struct tickets {
	struct ticket **ring;
	size_t head, count;
};

struct tickets *tickets_new(void)
{
	struct tickets *tickets = xzalloc(sizeof *tickets);
	tickets->ring = xcalloc(TICKETS_MAX, sizeof *tickets->ring);
	return tickets;
}

static struct ticket **ticket_at(const struct tickets *tickets, size_t i)
{
	return &tickets->ring[(tickets->head + i) % TICKETS_MAX];
}

static void drop_oldest(struct tickets *tickets)
{
	struct ticket **oldest = ticket_at(tickets, 0);
	sodium_memzero(*oldest, sizeof **oldest);
	free(*oldest);
	*oldest = NULL;
	tickets->head = (tickets->head + 1) % TICKETS_MAX;
	tickets->count--;
}

void tickets_free(struct tickets *tickets)
{
	if (tickets == NULL)
		return;
	while (tickets->count > 0)
		drop_oldest(tickets);
	free(tickets->ring);
	free(tickets);
}

static void drop_expired(struct tickets *tickets, int64_t now_ms)
{
	while (tickets->count > 0) {
		const struct ticket *oldest = *ticket_at(tickets, 0);
		if (oldest->is_good && oldest->until_ms > now_ms)
			return;
		drop_oldest(tickets);
	}
}

void tickets_issue(struct tickets *tickets, const struct identity *identity, int64_t now_ms,
		   char token[TICKET_TEXT_BYTES])
{
	drop_expired(tickets, now_ms);
	if (tickets->count == TICKETS_MAX)
		drop_oldest(tickets);
	struct ticket *ticket = xzalloc(sizeof *ticket);
	randombytes_buf(ticket->token, sizeof ticket->token);
	ticket->until_ms = now_ms + TICKET_TTL_MS;
	ticket->is_good = true;
	ticket->identity = *identity;
	*ticket_at(tickets, tickets->count++) = ticket;
	sodium_bin2base64(token, TICKET_TEXT_BYTES, ticket->token, sizeof ticket->token,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool tickets_take(struct tickets *tickets, const char *token, int64_t now_ms, struct identity *out)
{
	unsigned char raw[TOKEN_BYTES];
	size_t len = 0;
	drop_expired(tickets, now_ms);
	if (sodium_base642bin(raw, sizeof raw, token, strlen(token), NULL, &len, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    len != sizeof raw)
		return false;
	for (size_t i = 0; i < tickets->count; i++) {
		struct ticket *ticket = *ticket_at(tickets, i);
		if (!ticket->is_good || sodium_memcmp(ticket->token, raw, sizeof raw) != 0)
			continue;
		ticket->is_good = false;
		*out = ticket->identity;
		return true;
	}
	return false;
}

void tickets_drop_session(struct tickets *tickets, const unsigned char session[SESSION_BYTES])
{
	for (size_t i = 0; i < tickets->count; i++) {
		struct ticket *ticket = *ticket_at(tickets, i);
		if (ticket->identity.has_session &&
		    sodium_memcmp(ticket->identity.session, session, SESSION_BYTES) == 0)
			ticket->is_good = false;
	}
}

int64_t tickets_now_ms(void)
{
	return clock_monotonic_us() / 1000;
}
