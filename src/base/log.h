/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * log.h - one line an event on standard error: level, words, key=value. Never a question's text.
 *
 * A repeating line is held back after 10 in one second (trust.md W20) and counted; values are
 * escaped so that nothing logged can forge a line (H11). Any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* The one global of this module: lines above this level are not written. Set before threads start. */
void log_set_level(enum log_level level);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
