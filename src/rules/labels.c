/* SPDX-License-Identifier: EUPL-1.2 */
/* labels.c - see labels.h. */
#include "rules/labels.h"

#include "files/fields.h"
#include "rules/taxonomy.h"

#include <assert.h>
#include <string.h>

static const struct vocabulary {
	const char *noun;
	int (*find)(const char *slug);
	const char *const *(*slugs)(void);
} vocabularies[LABEL_LIST_COUNT] = {
	[LABEL_TOPIC] = {"topic", topic_find, topic_slugs},
	[LABEL_KIND] = {"kind", kind_find, kind_slugs},
	[LABEL_FLAG] = {"flag", flag_find, flag_slugs},
	[LABEL_AUDIENCE] = {"audience", audience_find, audience_slugs},
};

bool want_label(const struct yaml_node *n, enum label_list list, int *out)
{
	const struct vocabulary *v = &vocabularies[list];
	if (!want_word(n, v->noun, v->slugs()))
		return false;
	*out = v->find(yaml_text(n));
	return true;
}

static bool has_topic(const struct topics *topics, int topic)
{
	for (int i = 0; i < topics->count; i++) {
		if (topics->items[i] == topic)
			return true;
	}
	return false;
}

bool want_topics(const struct yaml_node *n, int min, int max, struct topics *out)
{
	assert(max <= TOPICS_MAX);
	int count = (int)yaml_count(n);
	if (!yaml_is_list(n) || count < min || count > max) {
		yaml_problem(n, "a list of %d to %d topics was expected", min, max);
		return false;
	}
	struct topics topics = {0};
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		int topic;
		if (!want_label(i, LABEL_TOPIC, &topic))
			return false;
		if (has_topic(&topics, topic)) {
			yaml_problem(i, "the topic \"%s\" is there twice", yaml_text(i));
			return false;
		}
		topics.items[topics.count++] = topic;
	}
	*out = topics;
	return true;
}

bool want_label_set(const struct yaml_node *n, enum label_list list, unsigned *out)
{
	if (!yaml_is_list(n)) {
		yaml_problem(n, "a list was expected");
		return false;
	}
	unsigned set = 0;
	for (const struct yaml_node *i = yaml_first(n); i != NULL; i = yaml_next(i)) {
		int label;
		if (!want_label(i, list, &label))
			return false;
		if (set & 1u << label) {
			yaml_problem(i, "\"%s\" is there twice", yaml_text(i));
			return false;
		}
		set |= 1u << label;
	}
	*out = set;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool is_place_code(const char *text)
{
	size_t len = strlen(text);
	if (len == 6 && strncmp(text, "BE-", 3) == 0)
		return is_upper(text[3]) && is_upper(text[4]) && is_upper(text[5]);
	if (len != 2 && len != 3)
		return false;
	if (!is_digit(text[0]) || (len == 3 && !is_digit(text[2])))
		return false;
	return is_digit(text[1]) || (len == 2 && (text[1] == 'A' || text[1] == 'B'));
}
