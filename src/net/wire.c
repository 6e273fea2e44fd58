/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.c - see wire.h. */
#include "net/wire.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES = 64, SENTENCE_BYTES = 600 };

static const double id_number_max = 9007199254740992.0; /* 2^53 */

static bool is_id(const cJSON *id)
{
	if (cJSON_IsString(id))
		return strlen(id->valuestring) <= ID_BYTES;
	if (!cJSON_IsNumber(id))
		return false;
	double n = id->valuedouble;
	return fabs(n) <= id_number_max && n == (double)(int64_t)n;
}

/* cJSON prints a number with 15 digits when that is near enough: not an id's. */
static char *id_text(const cJSON *id)
{
	if (cJSON_IsString(id))
		return json_print(id);
	return xasprintf("%lld", (long long)id->valuedouble);
}

static enum wire_code judge(struct wire_request *r, const char **why)
{
	const cJSON *version = json_get(r->tree, "jsonrpc");
	const cJSON *method = json_get(r->tree, "method");
	const cJSON *params = json_get(r->tree, "params");
	*why = NULL;
	if (!cJSON_IsString(version) || strcmp(version->valuestring, "2.0") != 0)
		*why = "jsonrpc";
	else if (r->id == NULL)
		*why = "id";
	else if (!cJSON_IsString(method))
		*why = "method";
	else if (params != NULL && !cJSON_IsObject(params))
		*why = "params";
	if (*why != NULL)
		return WIRE_NOT_A_REQUEST;
	r->method = method->valuestring;
	r->params = params;
	return WIRE_OK;
}

enum wire_code wire_parse(const char *text, size_t len, struct wire_request *request,
			  const char **why)
{
	*request = (struct wire_request){0};
	request->tree = json_parse(text, len, why);
	if (request->tree == NULL)
		return WIRE_NOT_JSON;
	if (!cJSON_IsObject(request->tree)) {
		*why = "object";
		return WIRE_NOT_A_REQUEST;
	}
	const cJSON *id = json_get(request->tree, "id");
	if (is_id(id))
		request->id = id_text(id);
	return judge(request, why);
}

void wire_request_done(struct wire_request *request)
{
	cJSON_Delete(request->tree);
	free(request->id);
	*request = (struct wire_request){0};
}

/* {"jsonrpc":"2.0","id":<id>,"<what>":<json>}; takes json. */
static char *envelope(const char *id, const char *what, char *json)
{
	struct str out = {0};
	str_printf(&out, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"%s\":", id == NULL ? "null" : id, what);
	str_put(&out, json);
	str_put_char(&out, '}');
	free(json);
	return str_take(&out);
}

char *wire_result(const char *id, const cJSON *result)
{
	return envelope(id, "result", result == NULL ? xstrdup("{}") : json_print(result));
}

char *wire_error(const char *id, const struct wire_failure *failure)
{
	char sentence[SENTENCE_BYTES];
	refusal_text(failure->refusal, failure->locale, sentence, sizeof sentence);
	AUTO_JSON error = cJSON_CreateObject();
	json_put_int(error, "code", failure->code);
	json_put_text(error, "message", sentence);
	cJSON *data = cJSON_CreateObject();
	json_put_text(data, "reason", rc_wire(failure->rc));
	if (failure->problems != NULL)
		json_put(data, "problems", cJSON_Duplicate(failure->problems, true));
	json_put(error, "data", data);
	return envelope(id, "error", json_print(error));
}

static cJSON *event_params(const struct event *event)
{
	char at[32];
	clock_format_utc(event->at_ms, at);
	cJSON *params = cJSON_CreateObject();
	json_put_text(params, "stream", event->stream);
	json_put_int(params, "seq", event->seq);
	json_put_text(params, "type", event->type);
	json_put_text(params, "at", at);
	json_put_raw(params, "data", event->data == NULL ? "{}" : event->data);
	return params;
}

char *wire_event(const struct event *event)
{
	AUTO_JSON message = cJSON_CreateObject();
	json_put_text(message, "jsonrpc", "2.0");
	json_put_text(message, "method", "event");
	json_put(message, "params", event_params(event));
	return json_print(message);
}

char *wire_notice(const char *method, const cJSON *params)
{
	AUTO_JSON message = cJSON_CreateObject();
	json_put_text(message, "jsonrpc", "2.0");
	json_put_text(message, "method", method);
	json_put(message, "params", cJSON_Duplicate(params, true));
	return json_print(message);
}

char *wire_resync(int64_t at_ms)
{
	return wire_event(&(struct event){.stream = "*", .type = "resync", .at_ms = at_ms});
}

char *wire_http_error(const struct refusal *refusal, enum rc rc, enum locale locale)
{
	char sentence[SENTENCE_BYTES];
	refusal_text(refusal, locale, sentence, sizeof sentence);
	AUTO_JSON body = cJSON_CreateObject();
	cJSON *error = cJSON_CreateObject();
	json_put_text(error, "reason", rc_wire(rc));
	json_put_text(error, "message", sentence);
	json_put(body, "error", error);
	return json_print(body);
}
