/* SPDX-License-Identifier: EUPL-1.2 */
/* walk.c - see walk.h. */
#include "files/walk.h"

#include "base/xalloc.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct walk {
	const char *suffix;
	int depth_left;
	struct paths *out;
};

static bool ends_in(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return n > m && strcmp(name + n - m, suffix) == 0;
}

static bool walk_dir(struct walk *w, const char *dir);

/* takes path. */
static void visit(struct walk *w, char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && ends_in(path, w->suffix)) {
		w->out->items = xgrow(w->out->items, w->out->count, sizeof *w->out->items);
		w->out->items[w->out->count++] = path;
		return;
	}
	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && w->depth_left > 0) {
		w->depth_left--;
		walk_dir(w, path);
		w->depth_left++;
	}
	free(path);
}

static bool walk_dir(struct walk *w, const char *dir)
{
	DIR *d = opendir(dir);
	if (d == NULL)
		return false;
	for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
		if (entry->d_name[0] != '.')
			visit(w, xasprintf("%s/%s", dir, entry->d_name));
	}
	closedir(d);
	return true;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool collect(const char *dir, const char *suffix, int depth, struct paths *out)
{
	*out = (struct paths){0};
	struct walk w = {.suffix = suffix, .depth_left = depth, .out = out};
	/* One file is a folder of one. */
	if (ends_in(dir, suffix))
		visit(&w, xasprintf("%s", dir));
	if (out->count == 0 && !walk_dir(&w, dir))
		return false;
	if (out->count > 0)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return true;
}

bool walk_files(const char *dir, const char *suffix, struct paths *out)
{
	return collect(dir, suffix, WALK_DEPTH_MAX, out);
}

bool walk_folder(const char *dir, const char *suffix, struct paths *out)
{
	return collect(dir, suffix, 0, out);
}

void paths_done(struct paths *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->items[i]);
	free(p->items);
	*p = (struct paths){0};
}
