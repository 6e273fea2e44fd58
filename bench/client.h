/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * client.h - one WebSocket connection to the server on 127.0.0.1: opened, greeted, pinged, talked to.
 *
 * All clients of a pool share its loop, its callbacks and its read buffer. Loop thread only.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <cjson/cJSON.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct client;

struct client_hooks {
	/* The server has answered hello. */
	void (*on_ready)(void *arg, struct client *client);
	/* An answer or a notification; message is borrowed, came_us the time its bytes were read. */
	void (*on_message)(void *arg, const cJSON *message, int64_t came_us);
	/* The connection is over, or was never made; not after client_close. why is borrowed. */
	void (*on_gone)(void *arg, struct client *client, const char *why);
	void *arg;
};

struct client_pool {
	uv_loop_t *loop;
	struct client_hooks hooks;
	struct sockaddr_in server;
	char request[512];
	char buffer[256 * 1024];
};

/* loop is borrowed. false when port cannot be one. */
bool client_pool_init(struct client_pool *pool, uv_loop_t *loop, int port);

/* gives a client that is being connected; free it by client_free after its end or client_close. */
struct client *client_open(struct client_pool *pool);

/* Sends one text message, which is copied when the socket is not ready for it. */
void client_send(struct client *client, const char *text, size_t len);

/* True between on_ready and on_gone. */
bool client_is_ready(const struct client *client);

/* Hangs up; the loop has to run once more for it to be over. */
void client_close(struct client *client);

/* takes a client that is closed and whose loop has run to its end. */
void client_free(struct client *client);

/* Monotonic microseconds: the time of every figure. */
int64_t client_now_us(void);

#endif
