/* SPDX-License-Identifier: EUPL-1.2 */
/* method.c - see method.h. */
#include "flow/method.h"

#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <string.h>

/* What the asker reads about AI; the charter asks to state its use even when it is none. */
/* clang-format off */
static const struct {
	const char *word;
	const char *sentence[LOCALE_COUNT];
} uses[] = {
	{"none", {
		"Réponse cherchée et rédigée par un·e bibliothécaire, sans intelligence artificielle.",
		"Researched and written by a librarian, without artificial intelligence.",
		"Opgezocht en geschreven door een bibliothecaris, zonder artificiële intelligentie.",
		"أعدّها أمين مكتبة دون ذكاء اصطناعي."}},
	{"search", {
		"Une intelligence artificielle a aidé à chercher ; un·e bibliothécaire a tout vérifié et rédigé la réponse.",
		"Artificial intelligence helped with the search; a librarian checked everything and wrote the answer.",
		"Artificiële intelligentie hielp bij het zoeken; een bibliothecaris controleerde alles en schreef het antwoord.",
		"ساعد ذكاء اصطناعي في البحث؛ وتحقق أمين مكتبة من كل شيء وكتب الإجابة."}},
	{"translation", {
		"Une intelligence artificielle a aidé à traduire ; un·e bibliothécaire a tout vérifié.",
		"Artificial intelligence helped with translation; a librarian checked everything.",
		"Artificiële intelligentie hielp bij het vertalen; een bibliothecaris controleerde alles.",
		"ساعد ذكاء اصطناعي في الترجمة؛ وتحقق أمين مكتبة من كل شيء."}},
	{"summary", {
		"Une intelligence artificielle a aidé à résumer des documents ; un·e bibliothécaire a tout vérifié.",
		"Artificial intelligence helped to summarise documents; a librarian checked everything.",
		"Artificiële intelligentie hielp bij het samenvatten; een bibliothecaris controleerde alles.",
		"ساعد ذكاء اصطناعي في التلخيص؛ وتحقق أمين مكتبة من كل شيء."}},
	{"draft", {
		"Une intelligence artificielle a proposé un brouillon ; un·e bibliothécaire l'a repris, vérifié, et en répond.",
		"Artificial intelligence proposed a draft; a librarian reworked and checked it, and answers for it.",
		"Artificiële intelligentie stelde een ontwerp voor; een bibliothecaris herwerkte en controleerde het.",
		"اقترح ذكاء اصطناعي مسودة؛ وراجعها أمين مكتبة وتحقق منها ويتحمل مسؤوليتها."}},
};
/* clang-format on */

enum { USE_COUNT = sizeof uses / sizeof uses[0] };

static int use_find(const char *word)
{
	for (int i = 0; i < USE_COUNT; i++) {
		if (word != NULL && strcmp(uses[i].word, word) == 0)
			return i;
	}
	return -1;
}

static enum rc missing(struct refusal *refusal, const char *what)
{
	return refuse(refusal, SAY_METHOD_MISSING, "%s", what);
}

static enum rc check_sources(const cJSON *sources, struct refusal *refusal)
{
	int count = cJSON_GetArraySize(sources);
	if (!cJSON_IsArray(sources) || count == 0)
		return missing(refusal, "citez au moins une source");
	if (count > SOURCES_MAX)
		return missing(refusal, "au plus 30 sources");
	const cJSON *source;
	cJSON_ArrayForEach(source, sources)
	{
		if (str_is_blank(json_text(source, "title", NULL)))
			return missing(refusal, "chaque source a un titre");
		const char *url = json_text(source, "url", "");
		if (url[0] != '\0' && strncmp(url, "https://", 8) != 0 &&
		    strncmp(url, "http://", 7) != 0)
			return missing(refusal, "l'adresse d'une source commence par https://");
	}
	return RC_OK;
}

enum rc method_check(const cJSON *method, struct refusal *refusal)
{
	if (!cJSON_IsObject(method))
		return missing(refusal, "dites comment la réponse a été faite");
	const char *ai = json_text(method, "ai", NULL);
	if (use_find(ai) < 0)
		return missing(
			refusal,
			"dites si une IA a servi (ai : none, search, translation, summary, draft)");
	if (strcmp(ai, "none") != 0 && str_is_blank(json_text(method, "tool", NULL)))
		return missing(refusal, "nommez l'outil d'IA");
	if (str_is_blank(json_text(method, "checked", NULL)))
		return missing(refusal, "dites ce que vous avez vérifié");
	return check_sources(json_get(method, "sources"), refusal);
}

cJSON *method_view(const struct answer_row *answer, enum locale locale)
{
	cJSON *out = cJSON_CreateObject();
	int use = use_find(answer->ai);
	json_put_text(out, "ai", answer->ai);
	json_put_text(out, "tool", answer->tool);
	json_put_text(out, "checked", answer->checked);
	json_put_text(out, "sentence", use < 0 ? NULL : uses[use].sentence[locale]);
	return out;
}
