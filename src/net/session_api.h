/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * session_api.h - logging in and out over HTTP: /api/v1/session and /api/v1/ticket.
 *
 * The cookie never opens a socket: a one-time ticket does (trust.md W14). Passwords are hashed on the outside
 * lane, so that a login never keeps an asker waiting.
 */
#ifndef NET_SESSION_API_H
#define NET_SESSION_API_H

#include "net/http.h"

extern const struct route_table session_routes;

#endif
