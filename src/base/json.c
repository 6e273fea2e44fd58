/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json.c - a validator for RFC 8259 in front of cJSON's builder. See json.h.
 *
 * The validator is one recursive descent over the bytes that builds nothing; depth is bounded before
 * it recurses.
 */
#include "base/json.h"

#include "base/utf8.h"
#include "base/xalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scan {
	const char *at, *end;
	int depth;
	const char *why;
};

static bool scan_value(struct scan *s);

static bool fail(struct scan *s, const char *why)
{
	if (s->why == NULL)
		s->why = why;
	return false;
}

static void skip_space(struct scan *s)
{
	while (s->at < s->end && memchr(" \t\r\n", *s->at, 4) != NULL)
		s->at++;
}

static bool take(struct scan *s, char c)
{
	if (s->at >= s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

static bool is_digit(const struct scan *s)
{
	return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

static bool scan_digits(struct scan *s)
{
	if (!is_digit(s))
		return fail(s, "malformed number");
	while (is_digit(s))
		s->at++;
	return true;
}

static bool scan_number(struct scan *s)
{
	take(s, '-');
	const char *first = s->at;
	if (!scan_digits(s))
		return false;
	if (*first == '0' && s->at - first > 1)
		return fail(s, "number with a leading zero");
	if (take(s, '.') && !scan_digits(s))
		return false;
	if (take(s, 'e') || take(s, 'E')) {
		if (!take(s, '+'))
			take(s, '-');
		return scan_digits(s);
	}
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool scan_unicode_escape(struct scan *s)
{
	int code = 0;
	for (int i = 0; i < 4; i++) {
		int digit = s->at < s->end ? hex_value(*s->at) : -1;
		if (digit < 0)
			return fail(s, "malformed \\u escape");
		code = code * 16 + digit;
		s->at++;
	}
	if (code == 0)
		return fail(s, "U+0000 in a string");
	return true;
}

static bool scan_escape(struct scan *s)
{
	if (s->at >= s->end)
		return fail(s, "unfinished string");
	char c = *s->at++;
	if (c == 'u')
		return scan_unicode_escape(s);
	return strchr("\"\\/bfnrt", c) != NULL && c != '\0' ? true : fail(s, "unknown escape");
}

static bool scan_string(struct scan *s)
{
	if (!take(s, '"'))
		return fail(s, "a string was expected");
	while (s->at < s->end) {
		unsigned char c = (unsigned char)*s->at++;
		if (c == '"')
			return true;
		if (c < 0x20)
			return fail(s, "control character in a string");
		if (c == '\\' && !scan_escape(s))
			return false;
	}
	return fail(s, "unfinished string");
}

static bool scan_member(struct scan *s)
{
	skip_space(s);
	if (!scan_string(s))
		return false;
	skip_space(s);
	if (!take(s, ':'))
		return fail(s, "a colon was expected");
	return scan_value(s);
}

/* The items of an array or the members of an object, up to the closing bracket. */
static bool scan_list(struct scan *s, char close, bool (*item)(struct scan *))
{
	if (++s->depth > JSON_DEPTH_MAX)
		return fail(s, "nested too deeply");
	skip_space(s);
	for (int count = 0; !(count == 0 && take(s, close)); count++) {
		if (close == '}' && count >= JSON_KEYS_MAX)
			return fail(s, "too many keys in one object");
		if (!item(s))
			return false;
		skip_space(s);
		if (take(s, close))
			break;
		if (!take(s, ','))
			return fail(s, "a comma was expected");
	}
	s->depth--;
	return true;
}

static bool scan_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0)
		return fail(s, "unknown word");
	s->at += n;
	return true;
}

static bool scan_value(struct scan *s)
{
	skip_space(s);
	if (s->at >= s->end)
		return fail(s, "unfinished JSON");
	switch (*s->at) {
	case '{':
		s->at++;
		return scan_list(s, '}', scan_member);
	case '[':
		s->at++;
		return scan_list(s, ']', scan_value);
	case '"':
		return scan_string(s);
	case 't':
		return scan_word(s, "true");
	case 'f':
		return scan_word(s, "false");
	case 'n':
		return scan_word(s, "null");
	default:
		return scan_number(s);
	}
}

/* What only the built tree shows: two members of one name (escapes hide it before), numbers beyond double. */
static const char *tree_fault(const cJSON *node)
{
	if (cJSON_IsNumber(node) && !isfinite(node->valuedouble))
		return "number out of range";
	for (const cJSON *a = node->child; a != NULL; a = a->next) {
		for (const cJSON *b = a->next; cJSON_IsObject(node) && b != NULL; b = b->next) {
			if (strcmp(a->string, b->string) == 0)
				return "duplicate key";
		}
		const char *why = tree_fault(a);
		if (why != NULL)
			return why;
	}
	return NULL;
}

static const char *text_fault(const char *text, size_t len)
{
	if (!utf8_is_valid(text, len))
		return "not valid UTF-8";
	struct scan s = {.at = text, .end = text + len};
	if (!scan_value(&s))
		return s.why;
	skip_space(&s);
	return s.at == s.end ? NULL : "something follows the JSON value";
}

cJSON *json_parse(const char *text, size_t len, const char **why)
{
	*why = text_fault(text, len);
	if (*why != NULL)
		return NULL;
	cJSON *tree = cJSON_ParseWithLength(text, len);
	*why = tree == NULL ? "not JSON" : tree_fault(tree);
	if (*why == NULL)
		return tree;
	cJSON_Delete(tree);
	return NULL;
}

const cJSON *json_get(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

const char *json_text(const cJSON *object, const char *key, const char *fallback)
{
	const cJSON *item = json_get(object, key);
	return cJSON_IsString(item) ? item->valuestring : fallback;
}

int64_t json_int(const cJSON *object, const char *key, int64_t fallback)
{
	const cJSON *item = json_get(object, key);
	if (!cJSON_IsNumber(item) || fabs(item->valuedouble) > 9007199254740992.0)
		return fallback;
	return (int64_t)item->valuedouble;
}

bool json_flag(const cJSON *object, const char *key, bool fallback)
{
	const cJSON *item = json_get(object, key);
	return cJSON_IsBool(item) ? cJSON_IsTrue(item) : fallback;
}

void json_put_text(cJSON *object, const char *key, const char *value)
{
	json_put(object, key, value == NULL ? cJSON_CreateNull() : cJSON_CreateString(value));
}

void json_put_int(cJSON *object, const char *key, int64_t value)
{
	json_put(object, key, cJSON_CreateNumber((double)value));
}

void json_put_flag(cJSON *object, const char *key, bool value)
{
	json_put(object, key, cJSON_CreateBool(value));
}

void json_put_score(cJSON *object, const char *key, double value)
{
	json_put(object, key, cJSON_CreateNumber(round(value * 1000) / 1000));
}

void json_put_raw(cJSON *object, const char *key, const char *json)
{
	bool is_empty = json == NULL || json[0] == '\0';
	json_put(object, key, is_empty ? cJSON_CreateNull() : cJSON_CreateRaw(json));
}

void json_put(cJSON *object, const char *key, cJSON *item)
{
	cJSON_AddItemToObject(object, key, item);
}

char *json_print(const cJSON *tree)
{
	char *text = cJSON_PrintUnformatted(tree);
	return text != NULL ? text : xstrdup("null");
}

void json_free_at(cJSON **tree)
{
	cJSON_Delete(*tree);
	*tree = NULL;
}
