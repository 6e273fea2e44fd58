/* SPDX-License-Identifier: EUPL-1.2 */
/* copy.h - bytes from one open file to another, onto the disk. Main thread. */
#ifndef APP_COPY_H
#define APP_COPY_H

#include <stdbool.h>

/* From where `from` stands to its end; true when all of it is written and synced. */
bool copy_bytes(int from, int to);

#endif
