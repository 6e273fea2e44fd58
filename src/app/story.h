/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * story.h - an explanation told to a person, in French, in the order of the flow.
 *
 * It is told from the very tree that `explain --json` prints, so that neither can know more than the other. Main thread.
 */
#ifndef APP_STORY_H
#define APP_STORY_H

#include "app/sheet.h"

#include <cjson/cJSON.h>

void story_tell(struct sheet *sheet, const cJSON *explanation);

#endif
