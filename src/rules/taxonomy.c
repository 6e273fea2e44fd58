/* SPDX-License-Identifier: EUPL-1.2 */
/* taxonomy.c - the lists of taxonomy.h as tables. */
#include "rules/taxonomy.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define X(name, slug, title) {slug, title},
static const struct label topics[] = {TOPIC_LIST(X)};
static const struct label kinds[] = {KIND_LIST(X)};
static const struct label flags[] = {FLAG_LIST(X)};
static const struct label audiences[] = {AUDIENCE_LIST(X)};
#undef X

#define X(name, slug, title) slug,
static const char *const topic_words[] = {TOPIC_LIST(X) NULL};
static const char *const kind_words[] = {KIND_LIST(X) NULL};
static const char *const flag_words[] = {FLAG_LIST(X) NULL};
static const char *const audience_words[] = {AUDIENCE_LIST(X) NULL};
#undef X

static int find(const char *const *words, const char *slug)
{
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], slug) == 0)
			return i;
	}
	return -1;
}

const struct label *topic_label(int topic)
{
	assert(topic >= 0 && topic < TOPIC_COUNT);
	return &topics[topic];
}

const struct label *kind_label(int kind)
{
	assert(kind >= 0 && kind < KIND_COUNT);
	return &kinds[kind];
}

const struct label *flag_label(int flag)
{
	assert(flag >= 0 && flag < FLAG_COUNT);
	return &flags[flag];
}

const struct label *audience_label(int audience)
{
	assert(audience >= 0 && audience < AUDIENCE_COUNT);
	return &audiences[audience];
}

int topic_find(const char *slug)
{
	return find(topic_words, slug);
}

int kind_find(const char *slug)
{
	return find(kind_words, slug);
}

int flag_find(const char *slug)
{
	return find(flag_words, slug);
}

int audience_find(const char *slug)
{
	return find(audience_words, slug);
}

const char *const *topic_slugs(void)
{
	return topic_words;
}

const char *const *kind_slugs(void)
{
	return kind_words;
}

const char *const *flag_slugs(void)
{
	return flag_words;
}

const char *const *audience_slugs(void)
{
	return audience_words;
}
