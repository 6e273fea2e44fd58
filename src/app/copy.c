/* SPDX-License-Identifier: EUPL-1.2 */
/* copy.c - see copy.h. */
#include "app/copy.h"

#include <unistd.h>

bool copy_bytes(int from, int to)
{
	char buffer[64 * 1024];
	ssize_t n;
	while ((n = read(from, buffer, sizeof buffer)) > 0) {
		if (write(to, buffer, (size_t)n) != n)
			return false;
	}
	return n == 0 && fsync(to) == 0;
}
