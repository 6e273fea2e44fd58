/* SPDX-License-Identifier: EUPL-1.2 */
/* request.c - see request.h. */
#include "net/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char too_long[] = "\001";

const char *request_header(struct lws *wsi, enum lws_token_indexes token, char *buf, size_t size)
{
	if (lws_hdr_total_length(wsi, token) <= 0)
		return NULL;
	return lws_hdr_copy(wsi, buf, (int)size, token) > 0 ? buf : too_long;
}

const char *request_custom(struct lws *wsi, const char *name, char *buf, size_t size)
{
	int len = (int)strlen(name);
	if (lws_hdr_custom_length(wsi, name, len) <= 0)
		return NULL;
	return lws_hdr_custom_copy(wsi, buf, (int)size, name, len) > 0 ? buf : too_long;
}

enum request_method request_line(struct lws *wsi, char path[REQUEST_PATH_BYTES])
{
	char *uri = NULL;
	int len = 0;
	path[0] = '\0';
	int method = lws_http_get_uri_and_method(wsi, &uri, &len);
	if (method < 0 || uri == NULL)
		return REQUEST_OTHER;
	if (len > 0 && len < REQUEST_PATH_BYTES) {
		memcpy(path, uri, (size_t)len);
		path[len] = '\0';
	}
	switch (method) {
	case LWSHUMETH_GET:
		return REQUEST_GET;
	case LWSHUMETH_HEAD:
		return REQUEST_HEAD;
	case LWSHUMETH_POST:
		return REQUEST_POST;
	case LWSHUMETH_DELETE:
		return REQUEST_DELETE;
	default:
		return REQUEST_OTHER;
	}
}

void request_copy(struct lws *wsi, enum lws_token_indexes token, char *out, size_t size)
{
	const char *value = request_header(wsi, token, out, size);
	if (value != out)
		snprintf(out, size, "%s", value == NULL ? "" : value);
}

void request_head_read(struct lws *wsi, struct request_head *head)
{
	*head = (struct request_head){0};
	head->method = request_line(wsi, head->path);
	request_copy(wsi, WSI_TOKEN_HOST, head->host, sizeof head->host);
	request_copy(wsi, WSI_TOKEN_ORIGIN, head->origin, sizeof head->origin);
	if (request_custom(wsi, "sec-fetch-site:", head->fetch_site, sizeof head->fetch_site) !=
	    head->fetch_site)
		head->fetch_site[0] = '\0';
}

const char *request_given(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

enum request_length request_length(struct lws *wsi, size_t *out)
{
	char buf[32];
	if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0)
		return LENGTH_MISSING;
	const char *text = request_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, buf, sizeof buf);
	if (text == NULL)
		return LENGTH_NONE;
	size_t len = strlen(text);
	if (len == 0 || len > 9 || strspn(text, "0123456789") != len)
		return LENGTH_WRONG;
	*out = (size_t)strtoul(text, NULL, 10);
	return LENGTH_GIVEN;
}
