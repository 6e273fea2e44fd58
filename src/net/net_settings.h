/* SPDX-License-Identifier: EUPL-1.2 */
/* net_settings.h - what the edge of the service may be told; plain values, read once at start. */
#ifndef NET_NET_SETTINGS_H
#define NET_NET_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

struct net_settings {
	const char *listen_host; /* "127.0.0.1", "::1", "0.0.0.0", "::" */
	int listen_port;         /* 0: any free one, see server_port() */
	const char *web_dir;     /* holds the pages and assets/; NULL: no pages */
	const char *
		public_url; /* "https://questions.example" or NULL: what browsers see behind a proxy */

	/* Origins besides our own that may open the socket and frame the widget; exact, "https://host[:port]". */
	const char *const *allowed_origins;
	size_t allowed_origin_count;

	bool limits_enabled; /* false lifts rates and sockets per address; refused off loopback */
	bool trusts_proxy;   /* X-Forwarded-For counts, from a loopback peer only (trust.md H10) */

	int max_connections;     /* lowered to what the descriptor limit leaves */
	int sockets_per_address; /* a library shares one address: see exempt */

	/* Networks whose addresses are not limited, "192.0.2.0/24"; a branch library, for example. */
	const char *const *exempt_networks;
	size_t exempt_network_count;

	/* Two token buckets; a verb's cost is taken from the address's, one per message from the socket's. */
	double address_tokens_per_second;
	double address_burst;
	double socket_messages_per_minute; /* ten times as many for staff */

	int ping_s;   /* silence after which a socket is pinged */
	int hangup_s; /* silence after which it is gone */
	int body_s;   /* how long a request body may take */
};

/* The defaults of trust.md W3, W4, W11, for 127.0.0.1:7681. */
struct net_settings net_settings_default(void);

/* NULL, or an English sentence that says which setting cannot be. */
const char *net_settings_problem(const struct net_settings *settings);

/* True for 127.0.0.0/8, ::1 and "localhost". */
bool net_is_loopback_host(const char *host);

#endif
