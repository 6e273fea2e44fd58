/* SPDX-License-Identifier: EUPL-1.2 */
/* keep.ts - what a tab remembers until it is closed (sessionStorage), never a cookie; a browser that
 * refuses storage only loses the memory, not the function */

const PREFIX = 'aiguilleur:';

export function remember(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    /* private window or full: the page still holds it */
  }
}

export function recall<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function forget(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    /* nothing was kept */
  }
}
