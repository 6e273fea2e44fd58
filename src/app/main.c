/* SPDX-License-Identifier: EUPL-1.2 */
/* main.c - the program: libraries that must be started, then the command line. */
#include "app/cli.h"

#include <locale.h>
#include <sodium.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	/* Numbers are written and read the same everywhere; texts are UTF-8 by our own means. */
	setlocale(LC_ALL, "C");
	if (sodium_init() < 0)
		return could_not("start", "libsodium could not be initialised");
	return cli_run(argc, argv);
}
