/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tickets.h - one-time tokens by which an authenticated HTTPS session opens a socket (trust.md W14).
 *
 * 256 random bits, good for 30 seconds and for one use, in memory only. Loop thread only.
 */
#ifndef NET_TICKETS_H
#define NET_TICKETS_H

#include "net/conn.h"

#include <stdbool.h>
#include <stdint.h>

enum { TICKET_TTL_MS = 30 * 1000, TICKET_TEXT_BYTES = 44 /* base64url without padding, and NUL */ };

struct tickets;

struct tickets *tickets_new(void);
void tickets_free(struct tickets *tickets);

/* copies identity; writes the token. At 4096 waiting ones the oldest goes. now_ms is monotonic. */
void tickets_issue(struct tickets *tickets, const struct identity *identity, int64_t now_ms,
		   char token[TICKET_TEXT_BYTES]);

/* true once for a token in time, with the identity in *out. */
bool tickets_take(struct tickets *tickets, const char *token, int64_t now_ms, struct identity *out);

/* Forgets tickets of a session that has ended. */
void tickets_drop_session(struct tickets *tickets, const unsigned char session[SESSION_BYTES]);

/* Monotonic now, in the unit above. */
int64_t tickets_now_ms(void);

#endif
