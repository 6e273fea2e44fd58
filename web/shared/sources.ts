/* SPDX-License-Identifier: EUPL-1.2 */
/* sources.ts - a list of sources as it is printed under an answer */

import { html, nothing } from 'lit';
import { plainDate } from './format';
import { safeUrl } from './markdown';
import type { Source } from './protocol';
import { fill, s } from './strings';

export function sourceList(sources: Source[] | undefined) {
  if (!sources?.length) return nothing;
  return html`<ol class="sources">${sources.map((source) => html`<li>${sourceLine(source)}</li>`)}</ol>`;
}

function sourceLine(source: Source) {
  const url = safeUrl(source.url);
  const title = url
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${source.title || source.url}</a>`
    : html`<cite>${source.title}</cite>`;
  const consulted = source.consulted ? fill(s().consultedOn, { date: plainDate(source.consulted) || source.consulted }) : '';
  const rest = [source.date, consulted, source.note].filter(Boolean).join(', ');
  return html`${source.author ? `${source.author}, ` : nothing}${title}${rest ? `, ${rest}` : nothing}`;
}
