/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * client.h - a client that speaks HTTP and WebSocket byte by byte, as a hostile or clumsy one would.
 *
 * Waits for events, never sleeps; gives up after PATIENCE_MS.
 */
#ifndef UNIT_NET_CLIENT_H
#define UNIT_NET_CLIENT_H

#include "base/xalloc.h"
#include "net/loop.h"
#include "unit/net/place.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 8000, INPUT_BYTES = 300 * 1024 };

struct client {
	int fd;
	size_t len;
	char *input; /* INPUT_BYTES */
	bool is_closed;
};

static inline struct client dial(const struct place *place)
{
	struct client c = {.fd = socket(AF_INET, SOCK_STREAM, 0), .input = xzalloc(INPUT_BYTES)};
	struct sockaddr_in to = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)server_port(place->server)),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_int_equal(connect(c.fd, (struct sockaddr *)&to, sizeof to), 0);
	return c;
}

static inline void hang_up(struct client *c)
{
	close(c->fd);
	free(c->input);
	*c = (struct client){.fd = -1};
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline void say_bytes(struct client *c, const void *bytes, size_t len)
{
	const char *at = bytes;
	while (len > 0) {
		ssize_t n = send(c->fd, at, len, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* refused: what comes back tells */
		at += n;
		len -= (size_t)n;
	}
}

/* "@" in the text stands for the server's port. */
static inline void say(struct client *c, const struct place *place, const char *text)
{
	char out[8192];
	size_t n = 0;
	for (; *text != '\0' && n < sizeof out - 8; text++) {
		if (*text == '@')
			n += (size_t)snprintf(out + n, 8, "%d", server_port(place->server));
		else
			out[n++] = *text;
	}
	say_bytes(c, out, n);
}

/* Waits for more input; false when the server closed or nothing came. */
static inline bool hear(struct client *c, int64_t until_ms)
{
	struct pollfd p = {.fd = c->fd, .events = POLLIN};
	int64_t left = until_ms - now_ms();
	if (c->is_closed || left <= 0 || poll(&p, 1, (int)left) <= 0)
		return false;
	if (c->len >= INPUT_BYTES - 1)
		return false;
	ssize_t n = recv(c->fd, c->input + c->len, INPUT_BYTES - 1 - c->len, 0);
	if (n <= 0) {
		c->is_closed = true;
		return false;
	}
	c->len += (size_t)n;
	c->input[c->len] = '\0';
	return true;
}

static inline void forget(struct client *c, size_t n)
{
	memmove(c->input, c->input + n, c->len - n + 1);
	c->len -= n;
}

static inline bool is_closed_within(struct client *c, int ms)
{
	int64_t until = now_ms() + ms;
	while (hear(c, until))
		c->len = 0;
	return c->is_closed;
}

/* Reads one HTTP response into out (headers and body); returns its status, 0 when it was closed first. */
static inline int response(struct client *c, char *out, size_t size)
{
	int64_t until = now_ms() + PATIENCE_MS;
	char *end;
	while ((end = strstr(c->input, "\r\n\r\n")) == NULL) {
		if (!hear(c, until))
			return 0;
	}
	size_t head = (size_t)(end - c->input) + 4;
	char *length = strcasestr(c->input, "content-length:");
	size_t body = length != NULL && length < end ? (size_t)atoi(length + 15) : 0;
	if (strncmp(c->input, "HTTP/1.1 101", 12) == 0)
		body = 0;
	while (c->len < head + body) {
		if (!hear(c, until))
			break;
	}
	size_t all = head + body > c->len ? c->len : head + body;
	snprintf(out, size, "%.*s", (int)all, c->input);
	int status = atoi(c->input + 9);
	forget(c, all);
	return status;
}

static inline int status_of(const struct place *place, const char *request)
{
	char out[8192];
	struct client c = dial(place);
	say(&c, place, request);
	int status = response(&c, out, sizeof out);
	hang_up(&c);
	return status;
}

#define HOST   "Host: 127.0.0.1:@\r\n"
#define ORIGIN "Origin: http://127.0.0.1:@\r\n"
#define KEY                                                                                        \
	"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"                   \
	"Sec-WebSocket-Version: 13\r\n"
#define SUB     "Sec-WebSocket-Protocol: aiguilleur.v1\r\n"
#define UPGRADE "Upgrade: websocket\r\n"

static inline struct client open_socket(const struct place *place)
{
	char out[2048];
	struct client c = dial(place);
	say(&c, place, "GET /ws HTTP/1.1\r\n" HOST ORIGIN UPGRADE KEY SUB "\r\n");
	assert_int_equal(response(&c, out, sizeof out), 101);
	assert_non_null(strstr(out, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
	assert_non_null(strcasestr(out, "sec-websocket-protocol: aiguilleur.v1"));
	assert_null(strcasestr(out, "sec-websocket-extensions"));
	return c;
}

/* A masked frame: first byte, payload. */
static inline void send_frame(struct client *c, unsigned char first, const char *payload,
			      size_t len)
{
	static const unsigned char mask[4] = {0x11, 0x22, 0x33, 0x44};
	unsigned char *frame = xzalloc(len + 14);
	size_t n = 0;
	frame[n++] = first;
	if (len < 126) {
		frame[n++] = (unsigned char)(0x80 | len);
	} else {
		frame[n++] = 0x80 | (len < 65536 ? 126 : 127);
		for (int shift = len < 65536 ? 8 : 56; shift >= 0; shift -= 8)
			frame[n++] = (unsigned char)(len >> shift);
	}
	memcpy(frame + n, mask, 4);
	n += 4;
	for (size_t i = 0; i < len; i++)
		frame[n++] = (unsigned char)payload[i] ^ mask[i % 4];
	say_bytes(c, frame, n);
	free(frame);
}

static inline void send_text(struct client *c, const char *text)
{
	send_frame(c, 0x81, text, strlen(text));
}

struct heard {
	int opcode;     /* 0: closed without a word */
	int close_code; /* for 8 */
	char *text;     /* owned */
};

static inline bool has_frame(const struct client *c, size_t *head, size_t *len)
{
	const unsigned char *in = (const unsigned char *)c->input;
	if (c->len < 2)
		return false;
	*head = 2;
	*len = in[1] & 0x7f;
	if (*len >= 126) {
		size_t wide = *len == 126 ? 2 : 8;
		if (c->len < 2 + wide)
			return false;
		*len = 0;
		for (size_t i = 0; i < wide; i++)
			*len = *len << 8 | in[2 + i];
		*head += wide;
	}
	return c->len >= *head + *len;
}

static inline struct heard next_frame(struct client *c)
{
	struct heard heard = {0};
	size_t head = 0, len = 0;
	int64_t until = now_ms() + PATIENCE_MS;
	while (!has_frame(c, &head, &len)) {
		if (!hear(c, until))
			return heard;
	}
	heard.opcode = c->input[0] & 0xf;
	heard.text = xmemdup(c->input + head, len);
	if (heard.opcode == 8 && len >= 2)
		heard.close_code = (unsigned char)heard.text[0] << 8 | (unsigned char)heard.text[1];
	forget(c, head + len);
	return heard;
}

static inline void expect_text(struct client *c, const char *part)
{
	struct heard heard = next_frame(c);
	if (heard.opcode != 1 || strstr(heard.text, part) == NULL)
		fail_msg("heard opcode %d code %d: %.200s, wanted %s", heard.opcode,
			 heard.close_code, heard.text == NULL ? "" : heard.text, part);
	free(heard.text);
}

static inline void expect_close(struct client *c, int code)
{
	struct heard heard = next_frame(c);
	while (heard.opcode == 1) {
		free(heard.text);
		heard = next_frame(c);
	}
	assert_int_equal(heard.opcode, 8);
	assert_int_equal(heard.close_code, code);
	free(heard.text);
}

static inline void ask_echo(struct client *c, const char *verb, int id, const char *text)
{
	char *message = xasprintf("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\","
				  "\"params\":{\"text\":\"%s\"}}",
				  id, verb, text);
	send_text(c, message);
	free(message);
}

#endif
