/* SPDX-License-Identifier: EUPL-1.2 */
/* due.ts - a due date as a sign, words and a tone: never by colour alone */

import { html, nothing } from 'lit';
import { fromNow, longDate } from '../shared/format';
import type { Instant, Urgency } from '../shared/protocol';

interface Clocked { due?: Instant | null; urgency?: Urgency | null; risen_at?: Instant | null }

const LEVELS: Record<Urgency['level'], { sign: string; tone: string; words: string }> = {
  calm: { sign: '', tone: '', words: 'due' },
  half: { sign: '◑', tone: '', words: 'à mi-délai, due' },
  near: { sign: '◕', tone: 'soon', words: 'bientôt due,' },
  over: { sign: '●', tone: 'late', words: 'en retard, due' },
  paused: { sign: '⏸', tone: 'soft', words: 'délai suspendu' },
};

export function due(question: Clocked) {
  const level = question.urgency && LEVELS[question.urgency.level];
  if (!level) return nothing;
  const sign = level.sign ? html`<span aria-hidden="true">${level.sign}</span> ` : nothing;
  if (!question.due) return html`<span class=${level.tone}>${sign}${level.words}</span>`;
  return html`<time class=${level.tone} datetime=${question.due} title=${longDate(question.due)}>${sign}${level.words} ${fromNow(question.due)}</time>`;
}

/** "Appel au réseau", as a tag. */
export function risen(question: Clocked) {
  return question.risen_at ? html`<span class="tag signal"><span aria-hidden="true">↑</span> appel au réseau</span>` : nothing;
}
