/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * socket.h - the one place that writes to a socket.
 *
 * libwebsockets 4.1.6 lets a second lws_write in one writable callback succeed silently and may corrupt
 * the stream; so there is one lws_write in the program, here, and each writable callback calls it at most
 * once. Loop thread only.
 */
#ifndef NET_SOCKET_H
#define NET_SOCKET_H

#include <stdbool.h>

struct frame;
struct lws;

/*
 * takes one reference. false when the connection is to be closed. What the kernel did not accept,
 * libwebsockets keeps and sends before it calls back as writable again.
 */
bool socket_write(struct lws *wsi, struct frame *frame);

#endif
