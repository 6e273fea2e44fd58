/* SPDX-License-Identifier: EUPL-1.2 */
/* upgrade.h - the guard of the Upgrade header, on a connection. Loop thread only. */
#ifndef NET_UPGRADE_H
#define NET_UPGRADE_H

struct guard;
struct headers;
struct metrics;
struct peer;

struct upgrade_doors {
	struct guard *guard;
	struct headers *headers;
	struct metrics *metrics;
};

/* 0 to let it happen; -1 to drop the connection, after a 403 where one can be sent. */
int upgrade_judge(const struct upgrade_doors *doors, struct peer *peer);

#endif
