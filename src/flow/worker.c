/* SPDX-License-Identifier: EUPL-1.2 */
/* worker.c - see worker.h. */
#include "flow/worker.h"

#include "flow/shared_directory.h"

void worker_renew(struct worker *w)
{
	if (w->reference->directories != NULL)
		w->directory = shared_directory_renew(w->reference->directories, w->directory);
}
