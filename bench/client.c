/* SPDX-License-Identifier: EUPL-1.2 */
/* client.c - see client.h. */
#include "bench/client.h"

#include "bench/websocket.h"

#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEND_BYTES = 32 * 1024, WHY_BYTES = 64 };

enum client_state { CONNECTING, UPGRADING, GREETING, READY, GONE };

struct client {
	uv_tcp_t tcp;
	uv_connect_t connecting;
	struct client_pool *pool;
	struct ws_reader reader;
	enum client_state state;
};

struct pending_write {
	uv_write_t request;
	char bytes[];
};

static const char hello[] =
	"{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"hello\",\"params\":{\"locale\":\"fr\"}}";

int64_t client_now_us(void)
{
	return (int64_t)(uv_hrtime() / 1000);
}

bool client_is_ready(const struct client *client)
{
	return client->state == READY;
}

/* ---- the end ---- */

void client_close(struct client *client)
{
	client->state = GONE;
	uv_handle_t *handle = (uv_handle_t *)&client->tcp;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void client_free(struct client *client)
{
	if (client == NULL)
		return;
	ws_reader_done(&client->reader);
	free(client);
}

static void lose(struct client *client, const char *why)
{
	if (client->state == GONE)
		return;
	client_close(client);
	client->pool->hooks.on_gone(client->pool->hooks.arg, client, why);
}

/* ---- out ---- */

static void on_written(uv_write_t *request, int status)
{
	struct client *client = request->data;
	free(request);
	if (status < 0 && status != UV_ECANCELED)
		lose(client, uv_strerror(status));
}

static void write_later(struct client *client, const char *bytes, size_t len)
{
	struct pending_write *pending = xzalloc(sizeof *pending + len);
	memcpy(pending->bytes, bytes, len);
	pending->request.data = client;
	uv_buf_t buffer = uv_buf_init(pending->bytes, (unsigned)len);
	int status =
		uv_write(&pending->request, (uv_stream_t *)&client->tcp, &buffer, 1, on_written);
	if (status < 0) {
		free(pending);
		lose(client, uv_strerror(status));
	}
}

static void write_bytes(struct client *client, char *bytes, size_t len)
{
	uv_buf_t buffer = uv_buf_init(bytes, (unsigned)len);
	int written = uv_try_write((uv_stream_t *)&client->tcp, &buffer, 1);
	if (written < 0 && written != UV_EAGAIN) {
		lose(client, uv_strerror(written));
		return;
	}
	size_t done = written < 0 ? 0 : (size_t)written;
	if (done < len)
		write_later(client, bytes + done, len - done);
}

static void send_frame(struct client *client, enum ws_opcode opcode, const void *payload,
		       size_t len)
{
	unsigned char frame[WS_HEADER_BYTES + SEND_BYTES];
	if (len > SEND_BYTES) {
		lose(client, "a message too long to send");
		return;
	}
	write_bytes(client, (char *)frame, ws_frame(frame, opcode, payload, len));
}

void client_send(struct client *client, const char *text, size_t len)
{
	send_frame(client, WS_OP_TEXT, text, len);
}

/* ---- in ---- */

static void read_text(struct client *client, const struct ws_message *message, int64_t came_us)
{
	cJSON *json = cJSON_ParseWithLength(message->text, message->len);
	const struct client_hooks *hooks = &client->pool->hooks;
	if (json == NULL) {
		lose(client, "an answer that is not JSON");
	} else if (client->state == READY) {
		hooks->on_message(hooks->arg, json, came_us);
	} else if (cJSON_GetObjectItemCaseSensitive(json, "error") != NULL) {
		lose(client, "hello was refused");
	} else if (cJSON_GetObjectItemCaseSensitive(json, "result") != NULL) {
		client->state = READY;
		hooks->on_ready(hooks->arg, client);
	}
	cJSON_Delete(json);
}

static void handle(struct client *client, enum ws_event event, const struct ws_message *message)
{
	char why[WHY_BYTES];
	switch (event) {
	case WS_PING:
		send_frame(client, WS_OP_PONG, message->text, message->len);
		return;
	case WS_CLOSED:
		snprintf(why, sizeof why, "closed %d", message->code);
		lose(client, why);
		return;
	default:
		lose(client, "broken framing");
	}
}

static void read_messages(struct client *client, int64_t came_us)
{
	struct ws_message message;
	while (client->state == GREETING || client->state == READY) {
		enum ws_event event = ws_reader_next(&client->reader, &message);
		if (event == WS_NOTHING)
			return;
		if (event == WS_TEXT)
			read_text(client, &message, came_us);
		else
			handle(client, event, &message);
	}
}

static void read_upgrade_answer(struct client *client)
{
	char why[WHY_BYTES];
	int status = ws_upgrade_answer(&client->reader);
	if (status == 0)
		return;
	if (status != 101) {
		snprintf(why, sizeof why, "upgrade answered %d", status);
		lose(client, status < 0 ? "upgrade answered wrongly" : why);
		return;
	}
	client->state = GREETING;
	client_send(client, hello, sizeof hello - 1);
}

static void on_allocate(uv_handle_t *handle_, size_t suggested, uv_buf_t *out)
{
	(void)suggested;
	const struct client *client = handle_->data;
	*out = uv_buf_init(client->pool->buffer, sizeof client->pool->buffer);
}

static void on_read(uv_stream_t *stream, ssize_t len, const uv_buf_t *buffer)
{
	struct client *client = stream->data;
	int64_t came_us = client_now_us();
	if (len < 0) {
		lose(client, len == UV_EOF ? "hung up" : uv_strerror((int)len));
		return;
	}
	ws_reader_feed(&client->reader, buffer->base, (size_t)len);
	if (client->state == UPGRADING)
		read_upgrade_answer(client);
	read_messages(client, came_us);
}

/* ---- the beginning ---- */

static void on_connected(uv_connect_t *request, int status)
{
	struct client *client = request->data;
	if (client->state == GONE)
		return;
	if (status < 0) {
		lose(client, uv_strerror(status));
		return;
	}
	client->state = UPGRADING;
	uv_tcp_nodelay(&client->tcp, 1);
	uv_read_start((uv_stream_t *)&client->tcp, on_allocate, on_read);
	write_bytes(client, client->pool->request, strlen(client->pool->request));
}

bool client_pool_init(struct client_pool *pool, uv_loop_t *loop, int port)
{
	pool->loop = loop;
	return port > 0 && port < 65536 && uv_ip4_addr("127.0.0.1", port, &pool->server) == 0 &&
	       ws_upgrade_request(pool->request, sizeof pool->request, port);
}

struct client *client_open(struct client_pool *pool)
{
	struct client *client = xzalloc(sizeof *client);
	client->pool = pool;
	uv_tcp_init(pool->loop, &client->tcp);
	client->tcp.data = client->connecting.data = client;
	/* Fails at once only without descriptors; then the caller gets its on_gone, as for any other end. */
	int status = uv_tcp_connect(&client->connecting, &client->tcp,
				    (const struct sockaddr *)&pool->server, on_connected);
	if (status < 0)
		lose(client, uv_strerror(status));
	return client;
}
