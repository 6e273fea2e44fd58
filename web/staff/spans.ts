/* SPDX-License-Identifier: EUPL-1.2 */
/* spans.ts - rows of days "from … to …, why", added and removed; the caller keeps the list */

import { html, nothing } from 'lit';
import type { Span } from '../shared/protocol';
import { plainDate } from '../shared/format';

interface Editing { name: string; spans: Span[]; change: (spans: Span[]) => void; problem?: (field: string) => string }

/** One fieldset a row, so that each date says to whom it belongs. */
export function spanRows({ name, spans, change, problem = () => '' }: Editing) {
  const put = (at: number, part: Partial<Span>): void => change(spans.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return html`
    ${spans.length === 0 ? html`<p class="soft">Aucune absence prévue.</p>` : nothing}
    ${spans.map((span, at) => html`
      <fieldset class="span"><legend class="unseen">Absence ${at + 1}</legend>
        <div class="field"><label for="${name}-${at}-from">Du</label><input id="${name}-${at}-from" type="date" .value=${span.from} @change=${(e: Event) => put(at, { from: valueOf(e) })}></div>
        <div class="field"><label for="${name}-${at}-to">Au</label><input id="${name}-${at}-to" type="date" .value=${span.to} @change=${(e: Event) => put(at, { to: valueOf(e) })}></div>
        <div class="field grow"><label for="${name}-${at}-why">Motif (facultatif)</label><input id="${name}-${at}-why" autocomplete="off" .value=${span.why ?? ''} @input=${(e: Event) => put(at, { why: valueOf(e) })}></div>
        <button type="button" class="small" @click=${() => change(spans.filter((_, i) => i !== at))}>Retirer<span class="unseen"> l’absence ${at + 1}</span></button>
        ${problem(`.${at}`) ? html`<p class="error">${problem(`.${at}`)}</p>` : nothing}
      </fieldset>`)}
    <div><button type="button" class="small" @click=${() => change([...spans, { from: '', to: '' }])}>Ajouter une absence</button></div>
  `;
}

/** What the server takes: without empty words. */
export const cleanSpans = (spans: Span[]): Span[] =>
  spans.map((span) => (span.why?.trim() ? { from: span.from, to: span.to, why: span.why.trim() } : { from: span.from, to: span.to }));

export const spanText = (span: Span): string =>
  `${span.from === span.to ? plainDate(span.from) : `du ${plainDate(span.from)} au ${plainDate(span.to)}`}${span.why ? ` (${span.why})` : ''}`;

export const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;
