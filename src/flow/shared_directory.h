/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shared_directory.h - the directory that everybody uses now, replaceable while the desk works.
 *
 * A directory is immutable; who edits a library makes a new one (directory_load) and puts it here. Who works with the
 * old one holds it, counted, until the next request begins: no request ever sees two. Any thread.
 */
#ifndef FLOW_SHARED_DIRECTORY_H
#define FLOW_SHARED_DIRECTORY_H

struct directory;
struct shared_directory;

/* takes d. gives the place where it is shared. */
struct shared_directory *shared_directory_new(struct directory *d);

/* NULL is fine. Everybody must have dropped what they held. */
void shared_directory_free(struct shared_directory *shared);

/*
 * gives the newest in exchange for the one held until now (NULL: none). One atomic read when nothing changed.
 */
const struct directory *shared_directory_renew(struct shared_directory *shared,
					       const struct directory *held);

/* Gives back what was held; NULL is fine. */
void shared_directory_drop(struct shared_directory *shared, const struct directory *held);

/* takes d, which is the newest from now on. The old one is freed once nobody holds it. */
void shared_directory_replace(struct shared_directory *shared, struct directory *d);

#endif
