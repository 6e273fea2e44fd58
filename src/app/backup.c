/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * backup.c - `aiguilleur backup` and `restore`: the record as one file.
 *
 * Keys are not in it (trust.md E5): they are kept apart, from DIR/keys. Without them a restored desk works, but a
 * question sent again under an old client_id gets a receipt that finds nothing.
 */
#include "app/commands.h"

#include "app/copy.h"
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

/* All of it or nothing: half a copy would be in the way of the next try. errno says why not. */
static bool copy_whole(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool is_copied = out >= 0 && copy_bytes(in, out);
	int why = errno;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (out >= 0 && !is_copied)
		unlink(to);
	errno = why;
	return is_copied;
}

/* The record, or the log that a killed server left: SQLite would play that into whatever lies beside it. */
static bool is_in_the_way(const char *dir, char path[PATH_BYTES])
{
	static const char *const names[] = {"desk.db", "desk.db-wal", "desk.db-journal"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (data_path(dir, names[i], path) && access(path, F_OK) == 0)
			return true;
	}
	return false;
}

int command_restore(const struct options *o)
{
	char path[PATH_BYTES], why[WHY_BYTES];
	const char *file = o->operands[0];
	if (!data_make(o->data, why, sizeof why))
		return could_not("restore", "%s", why);
	if (is_in_the_way(o->data, path))
		return could_not("restore", "%s: is there already; move it away first", path);
	if (!data_path(o->data, "desk.db", path))
		return could_not("restore", "%s: path too long", o->data);
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
