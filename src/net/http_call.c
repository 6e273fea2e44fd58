/* SPDX-License-Identifier: EUPL-1.2 */
/* http_call.c - see http_call.h. */
#include "net/http_call.h"

#include "net/pages.h"
#include "net/wire.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char json_type[] = "application/json";
static const char html_type[] = "text/html; charset=utf-8";

struct http_call *http_of(struct call *call)
{
	return call->http;
}

bool http_cookie(const struct http_call *hc, const char *name, char *out, size_t size)
{
	size_t name_len = strlen(name);
	for (const char *at = hc->cookie; *at != '\0';) {
		at += strspn(at, "; ");
		size_t len = strcspn(at, ";");
		if (len > name_len && strncmp(at, name, name_len) == 0 && at[name_len] == '=') {
			size_t value_len = len - name_len - 1;
			if (value_len >= size)
				return false;
			memcpy(out, at + name_len + 1, value_len);
			out[value_len] = '\0';
			return true;
		}
		at += len;
	}
	return false;
}

void http_header(struct http_call *hc, const char *name, const char *value)
{
	for (const char *c = value; *c != '\0'; c++) {
		if (iscntrl((unsigned char)*c))
			return;
	}
	str_printf(&hc->headers, "%s: %s\r\n", name, value);
}

void http_answer(struct http_call *hc, int status, const char *content_type, const char *body)
{
	hc->status = status;
	hc->content_type = content_type;
	str_clear(&hc->body);
	str_put(&hc->body, body);
}

void http_answer_json(struct http_call *hc, int status, cJSON *json)
{
	char *text = json_print(json);
	http_answer(hc, status, json_type, text);
	free(text);
	cJSON_Delete(json);
}

void http_answer_page(struct http_call *hc, int status, const char *title, const char *html)
{
	http_answer(hc, status, html_type, "");
	page_put(&hc->body, hc->call.locale, title, html);
}

void http_redirect(struct http_call *hc, const char *location)
{
	http_answer(hc, 303, html_type, "");
	http_header(hc, "location", location);
}

int http_status(enum rc rc)
{
	static const int statuses[RC_COUNT] = {
		[RC_OK] = 200,       [RC_INVALID] = 400,     [RC_DENIED] = 403,
		[RC_CONFLICT] = 409, [RC_LIMIT] = 429,       [RC_NOT_FOUND] = 404,
		[RC_STALE] = 409,    [RC_UNAVAILABLE] = 503, [RC_CHALLENGE] = 401,
	};
	return statuses[rc];
}

void response_put(struct str *out, const struct response *r, struct headers *headers)
{
	str_printf(out, "HTTP/1.1 %d %s\r\n", r->status, status_words(r->status));
	str_printf(out, "content-type: %s\r\ncontent-length: %zu\r\ncache-control: no-store\r\n",
		   r->content_type, r->body->len);
	if (r->closes)
		str_put(out, "connection: close\r\n");
	headers_put(headers, r->csp, NULL, out);
	str_printf(out, "%s\r\n", r->more);
	if (!r->is_head)
		str_put_bytes(out, str_text(r->body), r->body->len);
}

static void answer_refusal_page(struct http_call *hc)
{
	char sentence[600];
	struct str html = {0};
	refusal_text(&hc->call.refusal, hc->call.locale, sentence, sizeof sentence);
	str_put(&html, "<p>");
	str_put_html(&html, sentence);
	str_put(&html, "</p>");
	http_answer_page(hc, http_status(hc->call.job.rc), "Cela n’a pas abouti", str_text(&html));
	str_done(&html);
}

static void answer_refusal_json(struct http_call *hc)
{
	enum rc rc = hc->call.job.rc;
	char *error = wire_http_error(&hc->call.refusal, rc, hc->call.locale);
	http_answer(hc, http_status(rc), json_type, error);
	free(error);
}

static void answer_result(struct http_call *hc)
{
	struct call *call = &hc->call;
	cJSON *result = call->result == NULL ? cJSON_CreateObject() : call->result;
	call->result = NULL;
	http_answer_json(hc, 200, result);
}

void http_call_conclude(struct http_call *hc)
{
	if (hc->route->render != NULL)
		hc->route->render(hc);
	if (hc->status != 0)
		return;
	if (hc->call.job.rc == RC_OK)
		answer_result(hc);
	else if (hc->route->body == BODY_FORM)
		answer_refusal_page(hc);
	else
		answer_refusal_json(hc);
}

void http_call_free(struct http_call *hc)
{
	str_done(&hc->headers);
	str_done(&hc->body);
	call_done(&hc->call);
	free(hc);
}
