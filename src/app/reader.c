/* SPDX-License-Identifier: EUPL-1.2 */
/* reader.c - see reader.h. */
#include "app/reader.h"

#include "app/data.h"
#include "app/settings.h"

int with_reader(const char *command, const struct options *o,
		int (*run)(struct worker *w, const struct options *o))
{
	struct base_data base;
	struct settings settings;
	char why[PATH_BYTES + 200];
	if (!base_data_open(&base, o->data, why, sizeof why))
		return could_not(command, "%s", why);
	settings_init(&settings);
	base.settings = settings_desk(&settings);
	struct worker *w = worker_open(&base, STORE_READ, why, sizeof why);
	int status = w != NULL ? run(w, o) : could_not(command, "%s", why);
	worker_close(w);
	base_data_close(&base);
	settings_done(&settings);
	return status;
}
