/* SPDX-License-Identifier: EUPL-1.2 */
/* printed.c - see printed.h. */
#include "files/printed.h"

#include "base/json.h"
#include "base/xalloc.h"
#include "files/fields.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- lines that know their path */

static void end_line(struct printed *p, const char *path)
{
	str_put_char(&p->text, '\n');
	p->paths = xgrow(p->paths, p->line_count, sizeof *p->paths);
	p->paths[p->line_count++] = xstrdup(path);
}

static void put_json(struct str *out, const cJSON *value)
{
	char *text = json_print(value);
	str_put(out, text);
	free(text);
}

static void put_indent(struct str *out, int depth)
{
	for (int i = 0; i < depth; i++)
		str_put(out, "  ");
}

static bool is_container(const cJSON *value)
{
	return (cJSON_IsObject(value) || cJSON_IsArray(value)) && value->child != NULL;
}

/* The opening of a value, up to the end of its first line. */
static void put_opening(struct printed *p, const cJSON *value)
{
	if (is_container(value))
		str_put_char(&p->text, cJSON_IsObject(value) ? '{' : '[');
	else
		put_json(&p->text, value);
}

/* NULL in a list: an item may still bear the name that it had elsewhere. */
static const char *key_of(const cJSON *container, const cJSON *member)
{
	return cJSON_IsObject(container) ? member->string : NULL;
}

static char *path_of(const char *path, const char *key, size_t index)
{
	const char *dot = path[0] == '\0' ? "" : ".";
	return key != NULL ? xasprintf("%s%s%s", path, dot, key)
			   : xasprintf("%s%s%zu", path, dot, index);
}

static void put_key(struct printed *p, const char *key)
{
	if (key == NULL)
		return;
	AUTO_JSON quoted = cJSON_CreateString(key);
	put_json(&p->text, quoted);
	str_put(&p->text, ": ");
}

/* Members are as deep as requests are: JSON_DEPTH_MAX. */
static void put_members(struct printed *p, const cJSON *value, const char *path, int depth)
{
	size_t index = 0;
	for (const cJSON *member = value->child; member != NULL; member = member->next, index++) {
		const char *key = key_of(value, member);
		char *inside = path_of(path, key, index);
		put_indent(&p->text, depth);
		put_key(p, key);
		put_opening(p, member);
		bool is_open = is_container(member);
		bool has_comma = depth > 0 && member->next != NULL;
		if (!is_open && has_comma)
			str_put_char(&p->text, ',');
		end_line(p, inside);
		if (is_open) {
			put_members(p, member, inside, depth + 1);
			put_indent(&p->text, depth + 1);
			str_put_char(&p->text, cJSON_IsObject(member) ? '}' : ']');
			if (has_comma)
				str_put_char(&p->text, ',');
			end_line(p, inside);
		}
		free(inside);
	}
}

void printed_object(const cJSON *object, struct printed *out)
{
	str_put_char(&out->text, '#');
	end_line(out, "");
	put_members(out, object, "", 0);
}

void printed_done(struct printed *p)
{
	str_done(&p->text);
	for (size_t i = 0; i < p->line_count; i++)
		free(p->paths[i]);
	free(p->paths);
	*p = (struct printed){0};
}

const char *printed_path(const struct printed *p, int line)
{
	bool is_there = line >= 1 && (size_t)line <= p->line_count;
	return is_there ? p->paths[line - 1] : "";
}

/* ---------------------------------------------------------------- as we write files */

/* A word that YAML takes for nothing else. */
static bool is_plain(const char *text)
{
	static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(text, words[i]) == 0)
			return false;
	}
	return is_date(text) || (is_slug(text) && text[0] >= 'a');
}

/* Line breaks of a block are '\n' alone; YAML knows more of them, and takes no controls. */
static bool can_be_block(const char *text)
{
	if (strchr(text, '\n') == NULL || text[0] == ' ' || text[0] == '\n' || text[0] == '\t')
		return false;
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
		if ((*c < ' ' && *c != '\n' && *c != '\t') || *c == 0x7f)
			return false;
	}
	return strstr(text, "\xc2\x85") == NULL && strstr(text, "\xe2\x80\xa8") == NULL &&
	       strstr(text, "\xe2\x80\xa9") == NULL && strstr(text, "\xef\xbb\xbf") == NULL &&
	       text[strlen(text) - 1] != '\n';
}

static bool holds_block(const cJSON *value)
{
	if (cJSON_IsString(value))
		return can_be_block(value->valuestring);
	for (const cJSON *member = value->child; member != NULL; member = member->next) {
		if (holds_block(member))
			return true;
	}
	return false;
}

static void put_flow(struct str *out, const cJSON *value)
{
	if (cJSON_IsString(value) && is_plain(value->valuestring)) {
		str_put(out, value->valuestring);
		return;
	}
	if (!cJSON_IsObject(value) && !cJSON_IsArray(value)) {
		put_json(out, value);
		return;
	}
	bool is_first = true;
	str_put_char(out, cJSON_IsObject(value) ? '{' : '[');
	for (const cJSON *member = value->child; member != NULL; member = member->next) {
		if (cJSON_IsNull(member))
			continue;
		if (!is_first)
			str_put(out, ", ");
		is_first = false;
		if (key_of(value, member) != NULL)
			str_printf(out, "%s: ", member->string);
		put_flow(out, member);
	}
	str_put_char(out, cJSON_IsObject(value) ? '}' : ']');
}

static void put_block(struct str *out, const char *text, int depth)
{
	str_put(out, " |\n");
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		if (len > 0)
			put_indent(out, depth);
		str_put_bytes(out, text, len);
		str_put_char(out, '\n');
		text += len + (text[len] == '\n');
	}
}

static bool is_list_of_objects(const cJSON *value)
{
	return cJSON_IsArray(value) && cJSON_IsObject(value->child);
}

static void put_yaml_members(struct str *out, const cJSON *object, int depth)
{
	for (const cJSON *member = object->child; member != NULL; member = member->next) {
		if (cJSON_IsNull(member))
			continue;
		put_indent(out, depth);
		str_printf(out, "%s:", member->string);
		if (cJSON_IsString(member) && can_be_block(member->valuestring)) {
			put_block(out, member->valuestring, depth + 1);
		} else if (cJSON_IsObject(member) && holds_block(member)) {
			str_put_char(out, '\n');
			put_yaml_members(out, member, depth + 1);
		} else if (is_list_of_objects(member)) {
			str_put_char(out, '\n');
			for (const cJSON *item = member->child; item != NULL; item = item->next) {
				put_indent(out, depth + 1);
				str_put(out, "- ");
				put_flow(out, item);
				str_put_char(out, '\n');
			}
		} else {
			str_put_char(out, ' ');
			put_flow(out, member);
			str_put_char(out, '\n');
		}
	}
}

void printed_yaml(const cJSON *object, struct str *out)
{
	put_yaml_members(out, object, 0);
}
