/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * address.h - a peer's network address, long enough to judge it and no longer.
 *
 * Addresses are never stored nor logged: what is kept of one is a keyed hash, under a key that lives as
 * long as the process. IPv6 counts by /64, as one household has that much. Any thread.
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

struct sockaddr;

/* IPv4 as ::ffff:a.b.c.d. */
struct address {
	unsigned char bytes[16];
};

struct network {
	struct address base;
	int bits; /* of 128 */
};

/* false for what is not IP: a unix socket, for example, leaves ::1 in *out. */
bool address_of_sockaddr(const struct sockaddr *peer, struct address *out);

/* Reads "192.0.2.7" or "2001:db8::1", also in brackets; false when it is neither. */
bool address_parse(const char *text, struct address *out);

/* Reads "192.0.2.0/24", "2001:db8::/32" or a single address. */
bool network_parse(const char *text, struct network *out);

bool network_holds(const struct network *network, const struct address *address);

/* 127.0.0.0/8 and ::1. */
bool address_is_loopback(const struct address *address);

enum { ADDRESS_KEY_BYTES = 16 };

/* SipHash of the address, or of its /64. */
uint64_t address_hash(const struct address *address, const unsigned char key[ADDRESS_KEY_BYTES]);

#endif
