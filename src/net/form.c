/* SPDX-License-Identifier: EUPL-1.2 */
/* form.c - see form.h. */
#include "net/form.h"

#include "base/utf8.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 64 };

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c == '\0' ? NULL : strchr(digits, c | 0x20);
	return at == NULL ? -1 : (int)(at - digits);
}

/* Decodes from..end in place of out; false for a broken % or a NUL. out has room for it. */
static bool decode(const char *from, const char *end, char *out)
{
	char *to = out;
	while (from < end) {
		char c = *from++;
		if (c == '+')
			c = ' ';
		if (c == '%') {
			int high = from < end ? hex(from[0]) : -1;
			int low = from + 1 < end ? hex(from[1]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			from += 2;
		}
		if (c == '\0')
			return false;
		/* Browsers send \r\n for each line end of a text area. */
		if (c == '\n' && to > out && to[-1] == '\r')
			to--;
		*to++ = c;
	}
	*to = '\0';
	return utf8_is_valid(out, (size_t)(to - out));
}

static const struct param *row_of(const struct param *table, const char *name)
{
	for (const struct param *p = table; p != NULL && p->name != NULL; p++) {
		if (strcmp(p->name, name) == 0)
			return p;
	}
	return NULL;
}

static bool is_yes(const char *value)
{
	return strcmp(value, "on") == 0 || strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
}

static cJSON *typed(const struct param *row, const char *value)
{
	size_t len = strlen(value);
	if (row != NULL && row->type == PARAM_FLAG)
		return cJSON_CreateBool(is_yes(value));
	if (row != NULL && row->type == PARAM_INT && len < 16 && strspn(value, "0123456789") == len)
		return cJSON_CreateNumber((double)strtoll(value, NULL, 10));
	return cJSON_CreateString(value);
}

static bool put_member(cJSON *params, const char *name, const char *dot, const char *value)
{
	char *outer = xmemdup(name, (size_t)(dot - name));
	cJSON *object = cJSON_GetObjectItemCaseSensitive(params, outer);
	if (object == NULL) {
		object = cJSON_CreateObject();
		json_put(params, outer, object);
	}
	free(outer);
	if (!cJSON_IsObject(object) || json_get(object, dot + 1) != NULL)
		return false;
	json_put(object, dot + 1, is_yes(value) ? cJSON_CreateTrue() : cJSON_CreateString(value));
	return true;
}

bool form_put(cJSON *params, const char *name, const char *value, const struct param *table)
{
	const struct param *row = row_of(table, name);
	if (value[0] == '\0' && !(row != NULL && row->is_required && row->type == PARAM_TEXT))
		return true;
	const char *dot = strchr(name, '.');
	if (row == NULL && dot != NULL)
		return put_member(params, name, dot, value);
	if (json_get(params, name) != NULL)
		return false;
	json_put(params, name, typed(row, value));
	return true;
}

/* One "name=value" between from and end. */
static const char *put_field(cJSON *params, const char *from, const char *end,
			     const struct param *table)
{
	const char *equals = memchr(from, '=', (size_t)(end - from));
	const char *name_end = equals == NULL ? end : equals;
	char *name = xzalloc((size_t)(name_end - from) + 1);
	char *value = xzalloc((size_t)(end - name_end) + 1);
	const char *why = NULL;
	if (!decode(from, name_end, name) || name[0] == '\0' ||
	    (equals != NULL && !decode(equals + 1, end, value)))
		why = "undecodable field";
	else if (!form_put(params, name, value, table))
		why = "duplicate field";
	free(name);
	free(value);
	return why;
}

cJSON *form_decode(const char *body, size_t len, const struct param *table, const char **why)
{
	cJSON *params = cJSON_CreateObject();
	const char *end = body + len;
	int fields = 0;
	*why = NULL;
	while (body < end && *why == NULL) {
		const char *and = memchr(body, '&', (size_t)(end - body));
		const char *field_end = and == NULL ? end : and;
		if (++fields > FIELDS_MAX)
			*why = "too many fields";
		else if (field_end > body)
			*why = put_field(params, body, field_end, table);
		body = field_end + 1;
	}
	if (*why == NULL)
		return params;
	cJSON_Delete(params);
	return NULL;
}
