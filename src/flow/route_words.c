/* SPDX-License-Identifier: EUPL-1.2 */
/* route_words.c - see route_words.h. */
#include "flow/route_words.h"

#include "flow/calendar.h"

#include <stdio.h>

/* clang-format off */
static const char *const asker_sentences[ASKER_REASON_COUNT][LOCALE_COUNT] = {
	[ASKER_URGENT] = {
		"Votre message est lu en priorité (%s).",
		"Your message is read first (%s).",
		"Uw bericht wordt met voorrang gelezen (%s).",
		"رسالتك تُقرأ على وجه الأولوية (%s)."},
	[ASKER_PLACE] = {
		"Votre question part vers : %s, qui connaît le mieux ce territoire.",
		"Your question goes to: %s, who know this area best.",
		"Uw vraag gaat naar: %s, die deze streek het best kent.",
		"يذهب سؤالك إلى: %s، الأدرى بهذه المنطقة."},
	[ASKER_TOPIC] = {
		"Votre question part vers : %s, pour sa connaissance de ce sujet.",
		"Your question goes to: %s, for their knowledge of this subject.",
		"Uw vraag gaat naar: %s, wegens de kennis van dit onderwerp.",
		"يذهب سؤالك إلى: %s، لمعرفتها بهذا الموضوع."},
	[ASKER_OWN] = {
		"Votre question reste dans votre bibliothèque : %s.",
		"Your question stays with your own library: %s.",
		"Uw vraag blijft bij uw eigen bibliotheek: %s.",
		"يبقى سؤالك في مكتبتك: %s."},
	[ASKER_ROOM] = {
		"Votre question part vers : %s, qui connaît ce sujet et peut y répondre dans les temps.",
		"Your question goes to: %s, who know this subject and can answer in time.",
		"Uw vraag gaat naar: %s, die dit onderwerp kent en op tijd kan antwoorden.",
		"يذهب سؤالك إلى: %s، لمعرفتها بهذا الموضوع وقدرتها على الرد في الموعد."},
	[ASKER_LANGUAGE] = {
		"Votre question part vers : %s, qui répond dans votre langue.",
		"Your question goes to: %s, who answer in your language.",
		"Uw vraag gaat naar: %s, waar men in uw taal antwoordt.",
		"يذهب سؤالك إلى: %s، التي تجيب بلغتك."},
	[ASKER_PLAIN] = {
		"Votre question est proposée à tout le réseau : %s.",
		"Your question is offered to the whole network: %s.",
		"Uw vraag wordt aan het hele netwerk voorgelegd: %s.",
		"يُعرض سؤالك على الشبكة كلها: %s."},
};
/* clang-format on */

const char *route_asker_format(enum asker_reason reason, enum locale locale)
{
	return asker_sentences[reason][locale];
}

void route_french_day(int64_t day, char out[FRENCH_DAY_BYTES])
{
	struct date date = calendar_date_of(day);
	snprintf(out, FRENCH_DAY_BYTES, "%d%s %s", date.day, date.day == 1 ? "er" : "",
		 locale_month(LOCALE_FR, date.month));
}
