/* SPDX-License-Identifier: EUPL-1.2 */
/* event.c - see event.h. */
#include "base/event.h"

#include "base/xalloc.h"

#include <stdlib.h>

void event_list_add(struct event_list *list, const struct event *event)
{
	list->items = xgrow(list->items, list->count, sizeof *list->items);
	struct event *copy = &list->items[list->count++];
	*copy = *event;
	copy->data = xstrdup(event->data);
}

void event_list_done(struct event_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].data);
	free(list->items);
	*list = (struct event_list){0};
}
