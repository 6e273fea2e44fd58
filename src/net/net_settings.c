/* SPDX-License-Identifier: EUPL-1.2 */
/* net_settings.c - see net_settings.h. */
#include "net/net_settings.h"

#include "net/address.h"

#include <string.h>
#include <strings.h>

struct net_settings net_settings_default(void)
{
	return (struct net_settings){
		.listen_host = "127.0.0.1",
		.listen_port = 7681,
		.limits_enabled = true,
		.max_connections = 12000,
		.sockets_per_address = 20,
		.address_tokens_per_second = 1,
		.address_burst = 50, /* with a cost of 10: an ask every 10 s, five at once (W11) */
		.socket_messages_per_minute = 100,
		.ping_s = 30,
		.hangup_s = 60,
		.body_s = 10,
	};
}

bool net_is_loopback_host(const char *host)
{
	struct address address;
	if (strcasecmp(host, "localhost") == 0)
		return true;
	return address_parse(host, &address) && address_is_loopback(&address);
}

/* "https://host[:port]", nothing after it. */
static bool is_origin(const char *text)
{
	const char *rest = NULL;
	if (strncmp(text, "https://", 8) == 0)
		rest = text + 8;
	else if (strncmp(text, "http://", 7) == 0)
		rest = text + 7;
	return rest != NULL && *rest != '\0' && strpbrk(rest, "/?#@ ,;\"'*") == NULL;
}

static const char *lists_problem(const struct net_settings *s)
{
	for (size_t i = 0; i < s->allowed_origin_count; i++) {
		if (!is_origin(s->allowed_origins[i]))
			return "an allowed origin is written https://host[:port], nothing after it";
	}
	for (size_t i = 0; i < s->exempt_network_count; i++) {
		struct network network;
		if (!network_parse(s->exempt_networks[i], &network))
			return "an exempt network is written like 192.0.2.0/24";
	}
	return NULL;
}

const char *net_settings_problem(const struct net_settings *s)
{
	struct address address;
	bool is_name = strcasecmp(s->listen_host, "localhost") == 0;
	if (!is_name && !address_parse(s->listen_host, &address))
		return "the listen host must be an IP address or localhost";
	if (s->listen_port < 0 || s->listen_port > 65535)
		return "the listen port must be between 0 and 65535";
	if (!s->limits_enabled && !net_is_loopback_host(s->listen_host))
		return "limits can only be lifted on a loopback address";
	if (s->public_url != NULL && !is_origin(s->public_url))
		return "the public URL is written https://host[:port], nothing after it";
	if (s->max_connections < 1 || s->sockets_per_address < 1)
		return "at least one connection must be allowed";
	if (s->ping_s < 1 || s->hangup_s <= s->ping_s || s->body_s < 1)
		return "the hang-up must come after the ping, and a body needs a second";
	return lists_problem(s);
}
