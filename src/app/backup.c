/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * backup.c - `aiguilleur backup` and `restore`: the record as one file.
 *
 * Keys are not in it (trust.md E5): they are kept apart, from DIR/keys. Without them a restored desk works, but a
 * question sent again under an old client_id gets a receipt that finds nothing.
 */
#include "app/commands.h"

#include "app/data.h"
#include "audit/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WHY_BYTES = PATH_BYTES + 200 };

static bool sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_synced = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return is_synced;
}

/* Sound as a database, and as a log. Opened as its owner, so that no WAL stays beside it. */
static bool is_good(const char *path, char why[WHY_BYTES])
{
	struct store *s = store_open(path, STORE_CREATE, why, WHY_BYTES);
	if (s == NULL)
		return false;
	struct audit_verdict verdict = {0};
	bool is_sound = store_is_sound(s, why, WHY_BYTES);
	if (is_sound && (audit_verify(s, &verdict) != RC_OK || verdict.first_broken >= 0)) {
		snprintf(why, WHY_BYTES, "the log does not verify: %s", verdict.what);
		is_sound = false;
	}
	store_close(s);
	return is_sound;
}

int command_backup(const struct options *o)
{
	char path[PATH_BYTES], why[WHY_BYTES];
	const char *file = o->operands[0];
	if (!data_path(o->data, "desk.db", path))
		return could_not("backup", "%s: path too long", o->data);
	if (access(file, F_OK) == 0)
		return could_not("backup", "%s: is there already; a backup never overwrites", file);
	struct store *s = store_open(path, STORE_READ, why, sizeof why);
	if (s == NULL)
		return could_not("backup", "%s", why);
	enum rc rc = store_backup(s, file);
	store_close(s);
	if (rc != RC_OK || chmod(file, 0600) != 0 || !sync_file(file))
		return could_not("backup", "%s: could not be written", file);
	if (!is_good(file, why))
		return could_not("backup", "%s", why);
	printf("%s: copied and verified; keep %s/keys apart from it\n", file, o->data);
	return DONE;
}

static bool copy_whole(const char *from, const char *to)
{
	char buffer[64 * 1024];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool is_copied = in >= 0 && out >= 0;
	ssize_t n = 0;
	while (is_copied && (n = read(in, buffer, sizeof buffer)) > 0)
		is_copied = write(out, buffer, (size_t)n) == n;
	is_copied = is_copied && n == 0 && fsync(out) == 0;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return is_copied;
}

int command_restore(const struct options *o)
{
	char path[PATH_BYTES], why[WHY_BYTES];
	const char *file = o->operands[0];
	if (!data_make(o->data, why, sizeof why))
		return could_not("restore", "%s", why);
	if (!data_path(o->data, "desk.db", path))
		return could_not("restore", "%s: path too long", o->data);
	if (access(path, F_OK) == 0)
		return could_not("restore", "%s: is there already; move it away first", path);
	if (!copy_whole(file, path))
		return could_not("restore", "%s: %s", file, strerror(errno));
	if (!is_good(path, why)) {
		unlink(path);
		return could_not("restore", "%s", why);
	}
	printf("%s restored into %s and verified; run `aiguilleur init` to rebuild what can be "
	       "searched\n",
	       file, o->data);
	return DONE;
}
