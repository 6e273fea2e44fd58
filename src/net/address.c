/* SPDX-License-Identifier: EUPL-1.2 */
/* address.c - see address.h. */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

_Static_assert((int)ADDRESS_KEY_BYTES == (int)crypto_shorthash_KEYBYTES, "SipHash's key");

static const unsigned char v4_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool is_v4(const struct address *address)
{
	return memcmp(address->bytes, v4_prefix, sizeof v4_prefix) == 0;
}

static void set_v4(struct address *out, const void *four)
{
	memcpy(out->bytes, v4_prefix, sizeof v4_prefix);
	memcpy(out->bytes + sizeof v4_prefix, four, 4);
}

bool address_of_sockaddr(const struct sockaddr *peer, struct address *out)
{
	*out = (struct address){.bytes = {[15] = 1}};
	if (peer->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)peer;
		set_v4(out, &v4->sin_addr);
		return true;
	}
	if (peer->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)peer;
		memcpy(out->bytes, &v6->sin6_addr, sizeof out->bytes);
		return true;
	}
	return false;
}

bool address_parse(const char *text, struct address *out)
{
	char bare[64];
	size_t len = strlen(text);
	if (len >= 2 && text[0] == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	if (len >= sizeof bare)
		return false;
	memcpy(bare, text, len);
	bare[len] = '\0';
	struct in_addr v4;
	if (inet_pton(AF_INET, bare, &v4) == 1) {
		set_v4(out, &v4);
		return true;
	}
	return inet_pton(AF_INET6, bare, out->bytes) == 1;
}

bool network_parse(const char *text, struct network *out)
{
	char base[64];
	const char *slash = strchr(text, '/');
	size_t len = slash == NULL ? strlen(text) : (size_t)(slash - text);
	if (len >= sizeof base)
		return false;
	memcpy(base, text, len);
	base[len] = '\0';
	struct network network = {.bits = 128};
	if (!address_parse(base, &network.base))
		return false;
	if (slash != NULL) {
		int offset = is_v4(&network.base) ? 96 : 0;
		char *end;
		long bits = strtol(slash + 1, &end, 10);
		if (end == slash + 1 || *end != '\0' || bits < 0 || bits > 128 - offset)
			return false;
		network.bits = offset + (int)bits;
	}
	*out = network;
	return true;
}

bool network_holds(const struct network *network, const struct address *address)
{
	int whole = network->bits / 8;
	int rest = network->bits % 8;
	if (memcmp(network->base.bytes, address->bytes, (size_t)whole) != 0)
		return false;
	if (rest == 0)
		return true;
	unsigned mask = 0xffu << (8 - rest) & 0xffu;
	return (network->base.bytes[whole] & mask) == (address->bytes[whole] & mask);
}

bool address_is_loopback(const struct address *address)
{
	static const struct address v6_loopback = {.bytes = {[15] = 1}};
	if (is_v4(address))
		return address->bytes[12] == 127;
	return memcmp(address, &v6_loopback, sizeof v6_loopback) == 0;
}

uint64_t address_hash(const struct address *address, const unsigned char key[ADDRESS_KEY_BYTES])
{
	unsigned char out[crypto_shorthash_BYTES];
	size_t counted = is_v4(address) ? sizeof address->bytes : 8;
	crypto_shorthash(out, address->bytes, counted, key);
	uint64_t hash;
	memcpy(&hash, out, sizeof hash);
	return hash;
}
