/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay.c - runs a fuzz target over files or folders of inputs, without libFuzzer.
 *
 * So every corpus is a test: the target must return, and the sanitizers must stay silent. The empty input is
 * always tried. Exit status 1 when a named file or folder cannot be read.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In memory of exactly its size, so that a byte read past the end is seen. */
static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat about;
	if (!file || fstat(fileno(file), &about) != 0)
		return perror(path), 1;
	size_t size = (size_t)about.st_size;
	uint8_t *data = malloc(size ? size : 1);
	int rc = data && fread(data, 1, size, file) == size ? 0 : 1;
	fclose(file);
	if (rc != 0)
		fprintf(stderr, "%s: cannot be read whole\n", path);
	else
		LLVMFuzzerTestOneInput(data, size);
	free(data);
	return rc;
}

static int replay_folder(const char *path, int *count)
{
	DIR *folder = opendir(path);
	if (!folder)
		return perror(path), 1;
	int rc = 0;
	for (struct dirent *entry; rc == 0 && (entry = readdir(folder));) {
		if (entry->d_name[0] == '.')
			continue;
		char name[4096];
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		rc = replay_file(name);
		(*count)++;
	}
	closedir(folder);
	return rc;
}

int main(int argc, char **argv)
{
	static const uint8_t nothing[1];
	int count = 1;
	LLVMFuzzerTestOneInput(nothing, 0);
	for (int i = 1; i < argc; i++) {
		struct stat about;
		int rc = stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode)
				 ? replay_folder(argv[i], &count)
				 : (count++, replay_file(argv[i]));
		if (rc != 0)
			return 1;
	}
	printf("%d inputs replayed\n", count);
	return 0;
}
