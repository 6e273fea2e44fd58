/* SPDX-License-Identifier: EUPL-1.2 */
/* folder.c - see folder.h. */
#include "corpus/folder.h"

#include "files/walk.h"

#include <string.h>

enum { NODES_BYTES_MAX = 64 * 1024 * 1024 };

static void read_source(const struct source *source, struct reading *r, folder_fn *each, void *arg)
{
	struct arena nodes;
	arena_init(&nodes, NODES_BYTES_MAX);
	const struct yaml_node *map = yaml_mapping(source, r->problems, &nodes);
	if (map != NULL)
		each(map, r, arg);
	arena_done(&nodes);
}

static void read_file(const char *path, struct reading *r, folder_fn *each, void *arg)
{
	struct source source;
	if (!source_read(path, r->problems, &source))
		return;
	read_source(&source, r, each, arg);
	source_done(&source);
}

void text_read(const struct text_file *file, struct reading *r, folder_fn *each, void *arg)
{
	struct source source;
	struct bytes bytes = {file->text, file->len};
	if (!source_from(file->name, bytes, r->problems, &source))
		return;
	read_source(&source, r, each, arg);
	source_done(&source);
}

bool folder_read(const char *dir, struct reading *r, folder_fn *each, void *arg)
{
	struct paths paths;
	if (!walk_files(dir, ".yaml", &paths))
		return false;
	for (size_t i = 0; i < paths.count; i++)
		read_file(paths.items[i], r, each, arg);
	paths_done(&paths);
	return true;
}

bool is_named_after(const struct yaml_node *map, const char *id)
{
	const char *path = yaml_path(map);
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t n = strlen(id);
	if (strncmp(name, id, n) == 0 && name[n] == '.' && strchr(name + n + 1, '.') == NULL)
		return true;
	yaml_problem(yaml_get(map, "id"), "the file must be called like its id, \"%s\"", id);
	return false;
}

char *path_kept(const struct yaml_node *map, struct reading *r)
{
	return arena_copy(r->memory, yaml_path(map), strlen(yaml_path(map)));
}
