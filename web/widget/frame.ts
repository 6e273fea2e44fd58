/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.ts - what the iframe tells the page that holds it: its height, and that it wants to be closed;
 * never anything typed. Sent to the one origin that the loader named, so another page gets nothing. */

export type Mode = 'bubble' | 'inline' | 'page';
export type FrameMessage = { aiguilleur: 'height'; height: number } | { aiguilleur: 'close' };

export interface Frame { close(): void }

/** Null when the page is not framed, or by someone who did not say who. */
export function connectFrame(host: string | null): Frame | null {
  if (window.parent === window || !host || !/^https?:\/\/[^/]+$/.test(host)) return null;
  const tell = (message: FrameMessage): void => window.parent.postMessage(message, host);
  const measure = (): void => tell({ aiguilleur: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) });
  new ResizeObserver(measure).observe(document.body);
  measure();
  const close = (): void => tell({ aiguilleur: 'close' });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
  return { close };
}
