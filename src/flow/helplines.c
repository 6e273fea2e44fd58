/* SPDX-License-Identifier: EUPL-1.2 */
/* helplines.c - see helplines.h. Numbers from the public pages of each service; only those that are certain. */
#include "flow/helplines.h"

#include "base/json.h"

#include <stdbool.h>
#include <string.h>

/* clang-format off */
static const struct {
	const char *country, *number;
	const char *name[LOCALE_COUNT];
} lines[] = {
	{"FR", "3114", {"Prévention du suicide, jour et nuit", "Suicide prevention, day and night", "Zelfmoordpreventie, dag en nacht", "الوقاية من الانتحار، ليلًا ونهارًا"}},
	{"FR", "119", {"Enfance en danger", "Children in danger", "Kinderen in gevaar", "الأطفال في خطر"}},
	{"FR", "3919", {"Violences faites aux femmes", "Violence against women", "Geweld tegen vrouwen", "العنف ضد النساء"}},
	{"FR", "15", {"Urgence médicale (Samu)", "Medical emergency (Samu)", "Medische noodhulp (Samu)", "طوارئ طبية"}},
	{"FR", "17", {"Police ou gendarmerie", "Police", "Politie", "الشرطة"}},
	{"BE", "107", {"Télé-Accueil : une écoute, jour et nuit", "Télé-Accueil: someone to talk to", "Tele-Onthaal (Franstalig): luisterlijn", "الإصغاء الهاتفي"}},
	{"BE", "103", {"Écoute-Enfants", "Children's line", "Kinderlijn (Franstalig)", "خط الأطفال"}},
	{"",   "112", {"Urgences, partout en Europe", "Emergencies, everywhere in Europe", "Noodgevallen, overal in Europa", "الطوارئ في كل أوروبا"}},
};
/* clang-format on */

cJSON *helplines_json(const char *country, enum locale locale)
{
	cJSON *list = cJSON_CreateArray();
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		bool is_here =
			lines[i].country[0] == '\0' || strcmp(lines[i].country, country) == 0;
		if (!is_here)
			continue;
		cJSON *item = cJSON_CreateObject();
		json_put_text(item, "number", lines[i].number);
		json_put_text(item, "name", lines[i].name[locale]);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}
