/* SPDX-License-Identifier: EUPL-1.2 */
/* helplines.h - the distress rule: numbers to call, shown at once and calmly. Any thread. */
#ifndef FLOW_HELPLINES_H
#define FLOW_HELPLINES_H

#include "base/locale.h"

#include <cjson/cJSON.h>

/* For a country ("FR", "BE"): [{number, name}]; gives a tree. */
cJSON *helplines_json(const char *country, enum locale locale);

#endif
