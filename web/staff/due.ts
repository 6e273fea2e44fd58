/* SPDX-License-Identifier: EUPL-1.2 */
/* due.ts - a due date as words and as a tone: never by colour alone */

import { html, nothing } from 'lit';
import { fromNow, longDate } from '../shared/format';
import type { State } from '../shared/protocol';

const SOON_MS = 24 * 3_600_000;

export function due(at: string | null | undefined, state?: State) {
  if (state === 'clarifying') return html`<span class="soft">délai suspendu</span>`;
  if (!at) return nothing;
  const left = Date.parse(at) - Date.now();
  const tone = left < 0 ? 'late' : left < SOON_MS ? 'soon' : '';
  return html`<time class=${tone} datetime=${at} title=${longDate(at)}>${left < 0 ? 'en retard, due' : 'due'} ${fromNow(at)}</time>`;
}
