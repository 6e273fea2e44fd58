/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wire.h - the JSON-RPC 2.0 envelope: requests in; results, errors and events out.
 *
 * A request has an id (a text of at most 64 bytes, or a whole number), a method and an object of params.
 * Requests without id, batches and positional params are not for us: -32600. Loop thread only.
 */
#ifndef NET_WIRE_H
#define NET_WIRE_H

#include "base/event.h"
#include "base/json.h"
#include "base/locale.h"
#include "base/refusal.h"

#include <stddef.h>

enum wire_code {
	WIRE_OK = 0,
	WIRE_NOT_JSON = -32700,
	WIRE_NOT_A_REQUEST = -32600,
	WIRE_NO_SUCH_VERB = -32601,
	WIRE_BAD_PARAMS = -32602,
	WIRE_INTERNAL = -32603,
	WIRE_REFUSED = -32000, /* with data.reason */
};

struct wire_request {
	cJSON *tree; /* owned; the rest but id points into it */
	char *id;    /* owned, as it goes back: "\"a\"" or "12"; NULL when there was none */
	const char *method;
	const cJSON *params; /* an object, or NULL when absent */
};

/*
 * Reads one message. On an error code the request holds at most an id, and *why an English phrase;
 * wire_request_done is due in either case.
 */
enum wire_code wire_parse(const char *text, size_t len, struct wire_request *request,
			  const char **why);
void wire_request_done(struct wire_request *request);

/* What an error says. Borrowed. */
struct wire_failure {
	enum wire_code code;
	const struct refusal *refusal;
	enum rc rc;
	enum locale locale;
	const cJSON
		*problems; /* data.problems: what is wrong where in what was sent; NULL: not said */
};

/* Each gives the text of one message; free with free(). id NULL becomes null. */
char *wire_result(const char *id, const cJSON *result);
char *wire_error(const char *id, const struct wire_failure *failure);
char *wire_event(const struct event *event);

/* gives a notification that is no event: without number, never sent again. */
char *wire_notice(const char *method, const cJSON *params);

/* The notification after which a client must fetch its state again. */
char *wire_resync(int64_t at_ms);

/* The error as an HTTP body: {"error":{"reason","message"}}. */
char *wire_http_error(const struct refusal *refusal, enum rc rc, enum locale locale);

#endif
