/* SPDX-License-Identifier: EUPL-1.2 */
/* fields.c - see fields.h. */
#include "files/fields.h"

#include "base/utf8.h"
#include "files/nearest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 64 };

static const char SPACE[] = " \t\n";

bool want_text(const struct yaml_node *n, size_t max, struct arena *a, char **out)
{
	if (!yaml_is_text(n) || yaml_is_null(n)) {
		yaml_problem(n, "a text was expected");
		return false;
	}
	const char *text = yaml_text(n) + strspn(yaml_text(n), SPACE);
	size_t len = strlen(text);
	while (len > 0 && strchr(SPACE, text[len - 1]) != NULL)
		len--;
	size_t count = utf8_count(text, len);
	if (count == 0 || count > max) {
		yaml_problem(n,
			     count == 0 ? "the text is empty (at most %zu characters)"
					: "the text is longer than %zu characters",
			     max);
		return false;
	}
	char *copy = arena_copy(a, text, len);
	if (copy == NULL) {
		yaml_problem(n, "too much text");
		return false;
	}
	*out = copy;
	return true;
}

bool want_list_of_texts(const struct yaml_node *n, struct bounds items, struct arena *a,
			struct texts *out)
{
	if (!yaml_is_list(n)) {
		yaml_problem(n, "a list was expected");
		return false;
	}
	double count = (double)yaml_count(n);
	if (count < items.min || count > items.max) {
		yaml_problem(n, "%.0f items where %.0f to %.0f were expected", count, items.min,
			     items.max);
		return false;
	}
	struct texts texts = {.items = arena_alloc(a, (yaml_count(n) + 1) * sizeof(char *))};
	bool is_good = texts.items != NULL;
	for (const struct yaml_node *i = yaml_first(n); i != NULL && texts.items != NULL;
	     i = yaml_next(i)) {
		if (want_text(i, FIELD_ITEM_MAX, a, &texts.items[texts.count]))
			texts.count++;
		else
			is_good = false;
	}
	if (is_good)
		*out = texts;
	return is_good;
}

bool want_number(const struct yaml_node *n, struct bounds value, double *out)
{
	const char *text = yaml_text(n);
	char *end = NULL;
	bool is_plain = yaml_is_text(n) && !yaml_is_quoted(n) && text[0] != '\0' &&
			strspn(text, "0123456789.-") == strlen(text);
	double number = is_plain ? strtod(text, &end) : 0;
	if (!is_plain || *end != '\0') {
		yaml_problem(n, "a number was expected");
		return false;
	}
	if (number < value.min || number > value.max) {
		yaml_problem(n, "%s is not between %g and %g", text, value.min, value.max);
		return false;
	}
	*out = number;
	return true;
}

static int days_in(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && is_leap);
}

bool is_date(const char *text)
{
	static const char shape[] = "dddd-dd-dd";
	if (strlen(text) != sizeof shape - 1)
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++) {
		bool is_digit = text[i] >= '0' && text[i] <= '9';
		if (shape[i] == 'd' ? !is_digit : text[i] != shape[i])
			return false;
	}
	int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

bool want_date(const struct yaml_node *n, char out[11])
{
	if (!is_date(yaml_text(n))) {
		yaml_problem(n, "a date was expected, as 2026-11-21");
		return false;
	}
	memcpy(out, yaml_text(n), 11);
	return true;
}

bool want_flag(const struct yaml_node *n, bool *out)
{
	bool is_true = strcmp(yaml_text(n), "true") == 0;
	if (yaml_is_quoted(n) || (!is_true && strcmp(yaml_text(n), "false") != 0)) {
		yaml_problem(n, "true or false was expected");
		return false;
	}
	*out = is_true;
	return true;
}

static bool is_slug_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_slug(const char *text)
{
	size_t len = strlen(text);
	if (len == 0 || len > FIELD_SLUG_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool is_hyphen = text[i] == '-' && i > 0 && i + 1 < len && text[i - 1] != '-';
		if (!is_hyphen && !is_slug_char(text[i]))
			return false;
	}
	return true;
}

bool want_slug(const struct yaml_node *n, struct arena *a, char **out)
{
	if (!is_slug(yaml_text(n))) {
		yaml_problem(n,
			     "a slug was expected: lower case letters without accents, digits "
			     "and hyphens, at most %d",
			     FIELD_SLUG_MAX);
		return false;
	}
	return want_text(n, FIELD_SLUG_MAX, a, out);
}

static bool is_url(const char *text)
{
	const char *host = strncmp(text, "https://", 8) == 0  ? text + 8
			   : strncmp(text, "http://", 7) == 0 ? text + 7
							      : NULL;
	if (host == NULL || strchr("/?#:.", host[0]) != NULL)
		return false;
	return strpbrk(text, " \t\n\"<>\\^`{|}") == NULL;
}

bool want_url(const struct yaml_node *n, struct arena *a, char **out)
{
	enum { URL_MAX = 2000 };
	if (!yaml_is_text(n) || !is_url(yaml_text(n))) {
		yaml_problem(n, "an address was expected, starting with https:// or http://");
		return false;
	}
	return want_text(n, URL_MAX, a, out);
}

static bool is_listed(const char *word, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (strcmp(word, *words) == 0)
			return true;
	}
	return false;
}

bool want_word(const struct yaml_node *n, const char *noun, const char *const *words)
{
	const char *word = yaml_text(n);
	if (is_listed(word, words))
		return true;
	const char *near = nearest_word(word, words);
	if (near != NULL)
		yaml_problem(n, "unknown %s \"%s\" (did you mean \"%s\"?)", noun, word, near);
	else
		yaml_problem(n, "unknown %s \"%s\"", noun, word);
	return false;
}

bool refuse_unknown_keys(const struct yaml_node *map, const char *const *keys)
{
	bool is_clean = true;
	for (const struct yaml_node *k = yaml_first(map); k != NULL; k = yaml_next(k)) {
		if (!want_word(k, "key", keys))
			is_clean = false;
	}
	return is_clean;
}

static bool want_int(const struct yaml_node *n, struct bounds value, int *out)
{
	double number;
	if (!want_number(n, value, &number))
		return false;
	if (number < INT_MIN || number > INT_MAX || number != (double)(int)number) {
		yaml_problem(n, "a whole number was expected");
		return false;
	}
	*out = (int)number;
	return true;
}

static bool read_field(const struct yaml_node *n, const struct yaml_field *f, struct arena *a,
		       void *at)
{
	switch (f->type) {
	case FIELD_TEXT:
		return want_text(n, (size_t)f->bounds.max, a, at);
	case FIELD_SLUG:
		return want_slug(n, a, at);
	case FIELD_DATE:
		return want_date(n, at);
	case FIELD_URL:
		return want_url(n, a, at);
	case FIELD_NUMBER:
		return want_number(n, f->bounds, at);
	case FIELD_INT:
		return want_int(n, f->bounds, at);
	case FIELD_FLAG:
		return want_flag(n, at);
	case FIELD_TEXTS:
		return want_list_of_texts(n, f->bounds, a, at);
	case FIELD_NODE:
		*(const struct yaml_node **)at = n;
		return true;
	default:
		return false;
	}
}

static bool has_known_keys(const struct yaml_node *map, const struct yaml_field *fields)
{
	const char *keys[KEYS_MAX + 1] = {0};
	for (size_t i = 0; i < KEYS_MAX && fields[i].key != NULL; i++)
		keys[i] = fields[i].key;
	return refuse_unknown_keys(map, keys);
}

bool read_record(const struct yaml_node *map, const struct yaml_record *record, struct arena *a,
		 void *out)
{
	if (!yaml_is_map(map)) {
		yaml_problem(map, "%s was expected, as \"key: value\" lines", record->name);
		return false;
	}
	bool is_good = has_known_keys(map, record->fields);
	for (const struct yaml_field *f = record->fields; f->key != NULL; f++) {
		const struct yaml_node *n = yaml_get(map, f->key);
		bool is_absent = n == NULL || (yaml_is_null(n) && !f->is_required);
		if (is_absent && f->is_required)
			yaml_problem(map, "%s needs \"%s\"", record->name, f->key);
		if (is_absent ? f->is_required : !read_field(n, f, a, (char *)out + f->at))
			is_good = false;
	}
	return is_good;
}
