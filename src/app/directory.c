/* SPDX-License-Identifier: EUPL-1.2 */
/* directory.c - `aiguilleur directory export`: what was edited in the console, as files that check and init accept. */
#include "app/commands.h"

#include "app/data.h"
#include "base/json.h"
#include "base/str.h"
#include "files/printed.h"
#include "flow/directory.h"
#include "flow/directory_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct exporting {
	const char *out;
	const struct directory *directory;
};

static bool make_folder(const char *out, const char *name, char path[PATH_BYTES])
{
	if (!data_path(out, name, path))
		return false;
	return mkdir(path, 0755) == 0 || errno == EEXIST;
}

/* takes file. OUT/folder/<id>.yaml, whole or not at all. */
static bool write_file(const struct exporting *e, const char *folder, cJSON *file)
{
	char name[PATH_BYTES], path[PATH_BYTES];
	struct str yaml = {0};
	printed_yaml(file, &yaml);
	bool is_written = snprintf(name, sizeof name, "%s/%s.yaml", folder,
				   json_text(file, "id", "")) < (int)sizeof name &&
			  data_path(e->out, name, path);
	FILE *to = is_written ? fopen(path, "w") : NULL;
	if (to != NULL)
		is_written = fwrite(str_text(&yaml), 1, yaml.len, to) == yaml.len;
	if (to == NULL || fclose(to) != 0)
		is_written = false;
	if (!is_written)
		could_not("directory", "%s: %s", path, strerror(errno));
	str_done(&yaml);
	cJSON_Delete(file);
	return is_written;
}

static int export_all(const struct exporting *e)
{
	char path[PATH_BYTES];
	const struct directory *d = e->directory;
	if ((mkdir(e->out, 0755) != 0 && errno != EEXIST) ||
	    !make_folder(e->out, "networks", path) || !make_folder(e->out, "libraries", path))
		return could_not("directory", "%s: %s", e->out, strerror(errno));
	for (int i = 0; i < d->network_count; i++) {
		if (!write_file(e, "networks", network_file(d, i)))
			return COULD_NOT;
	}
	for (int i = 0; i < d->library_count; i++) {
		if (!write_file(e, "libraries", library_file(d, i)))
			return COULD_NOT;
	}
	printf("exported %d networks and %d libraries to %s\n", d->network_count, d->library_count,
	       e->out);
	return DONE;
}

int command_directory(const struct options *o)
{
	char path[PATH_BYTES], why[PATH_BYTES + 200];
	if (strcmp(o->operands[0], "export") != 0)
		return could_not("directory", "%s: export OUT", o->operands[0]), USAGE;
	if (!data_path(o->data, "desk.db", path))
		return could_not("directory", "%s: path too long", o->data);
	struct store *s = store_open(path, STORE_READ, why, sizeof why);
	if (s == NULL)
		return could_not("directory", "%s", why);
	struct directory *d = directory_load(s, why, sizeof why);
	int status = d == NULL ? could_not("directory", "%s", why)
			       : export_all(&(struct exporting){o->operands[1], d});
	directory_free(d);
	store_close(s);
	return status;
}
