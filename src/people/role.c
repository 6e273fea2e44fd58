/* SPDX-License-Identifier: EUPL-1.2 */
/* role.c - see role.h. */
#include "people/role.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
	enum role role;
	const char *word;
} words[] = {
	{ROLE_PUBLIC, "public"}, {ROLE_RESPONDENT, "respondent"}, {ROLE_COORDINATOR, "coordinator"},
	{ROLE_ADMIN, "admin"},   {ROLE_AUDITOR, "auditor"},       {ROLE_SYSTEM, "system"},
};

enum { WORD_COUNT = sizeof words / sizeof words[0] };

struct actor actor_public(void)
{
	return (struct actor){.roles = ROLE_PUBLIC, .pseudonym = "asker"};
}

struct actor actor_system(void)
{
	return (struct actor){.roles = ROLE_SYSTEM, .pseudonym = "system", .name = "Aiguilleur"};
}

bool actor_has(const struct actor *actor, unsigned roles)
{
	return (actor->roles & roles) != 0;
}

unsigned actor_roles_at(const struct actor *actor, const char *library)
{
	bool is_network = library == NULL || library[0] == '\0';
	bool is_home =
		actor->library[0] == '\0' || is_network || strcmp(actor->library, library) == 0;
	unsigned roles = is_home ? actor->roles : actor->roles & ~(unsigned)ROLE_RESPONDENT;
	for (int i = 0; i < actor->elsewhere_count && !is_network; i++) {
		if (strcmp(actor->elsewhere[i].library, library) == 0)
			roles |= actor->elsewhere[i].roles;
	}
	return roles;
}

const char *role_word(enum role role)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (words[i].role == role)
			return words[i].word;
	}
	return NULL;
}

unsigned role_find(const char *word)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (strcmp(words[i].word, word) == 0)
			return words[i].role;
	}
	return 0;
}

unsigned roles_read(const char *text)
{
	unsigned roles = 0;
	char all[128];
	if (text == NULL || snprintf(all, sizeof all, "%s", text) >= (int)sizeof all)
		return 0;
	char *rest = NULL;
	for (char *word = strtok_r(all, ", ", &rest); word != NULL;
	     word = strtok_r(NULL, ", ", &rest)) {
		unsigned role = role_find(word);
		if ((role & ROLES_STAFF) == 0)
			return 0;
		roles |= role;
	}
	return roles;
}

void roles_text(unsigned roles, char *out, int size)
{
	int at = 0;
	if (size > 0)
		out[0] = '\0';
	for (size_t i = 0; i < WORD_COUNT && at < size; i++) {
		if (roles & (unsigned)words[i].role)
			at += snprintf(out + at, (size_t)(size - at), "%s%s", at > 0 ? ", " : "",
				       words[i].word);
	}
}
