/* SPDX-License-Identifier: EUPL-1.2 */
/* reader.c - see reader.h. */
#include "app/reader.h"

#include "app/data.h"
#include "app/settings.h"

static struct worker *open_worker(const struct base_data *base, enum reader_of what, char *why,
				  size_t why_size)
{
	return what == READER_OF_ALL ? worker_open(base, STORE_READ, why, why_size)
				     : worker_open_search(base, why, why_size);
}

int with_reader(const char *command, const struct options *o, enum reader_of what,
		int (*run)(struct worker *w, const struct options *o))
{
	struct base_data base;
	struct settings settings;
	char why[PATH_BYTES + 200];
	bool is_open = what == READER_OF_ALL
			       ? base_data_open(&base, o->data, why, sizeof why)
			       : base_data_open_search(&base, o->data, why, sizeof why);
	if (!is_open)
		return could_not(command, "%s", why);
	settings_init(&settings);
	bool is_set = settings_set_all(&settings, o->set, why, sizeof why);
	base.settings = settings_desk(&settings);
	struct worker *w = is_set ? open_worker(&base, what, why, sizeof why) : NULL;
	int status = w != NULL ? run(w, o) : could_not(command, "%s", why);
	worker_close(w);
	base_data_close(&base);
	settings_done(&settings);
	return status;
}
