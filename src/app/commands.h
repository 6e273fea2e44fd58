/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.h - what each command does; each is one file of this folder. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/cli.h"

int command_serve(const struct options *o);     /* serve.c */
int command_init(const struct options *o);      /* init.c */
int command_import(const struct options *o);    /* import.c */
int command_check(const struct options *o);     /* check.c */
int command_explain(const struct options *o);   /* explain.c */
int command_search(const struct options *o);    /* search.c */
int command_eval(const struct options *o);      /* eval.c */
int command_rules(const struct options *o);     /* rules.c */
int command_directory(const struct options *o); /* directory.c */
int command_user(const struct options *o);      /* user.c */
int command_audit(const struct options *o);     /* audit_log.c */
int command_backup(const struct options *o);    /* backup.c */
int command_restore(const struct options *o);   /* backup.c */
int command_document(const struct options *o);  /* document.c */

#endif
