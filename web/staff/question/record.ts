/* SPDX-License-Identifier: EUPL-1.2 */
/* record.ts - what was said, noted, answered and done; notes never look like answers */

import { css, html, nothing } from 'lit';
import { longDate, plainDate, shortDate } from '../../shared/format';
import { markdown } from '../../shared/markdown';
import type { HistoryEntry, Message, Note, StaffView } from '../../shared/protocol';
import { sourceList } from '../../shared/sources';
import { AI_USES, GRID, STATES, verbWord } from '../words';

export const recordStyles = css`
  .messages, .notes { display: grid; gap: var(--space-3); }
  .messages li { padding: var(--space-3); border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
  .messages li.asker { background: var(--sunken); border-color: transparent; }
  .messages .head, .notes .head { font-size: var(--size-small); color: var(--ink-soft); }
  .note-panel { background: var(--note-soft); border: 2px dashed var(--note); }
  .note-panel h2 { color: var(--note); }
  .notes li { padding-block-end: var(--space-2); border-block-end: 1px solid var(--line); }
  .history { display: grid; gap: var(--space-1); }
  .history li { display: flex; flex-wrap: wrap; gap: 0 var(--space-3); }
  .text { font-size: var(--size-lead); max-inline-size: var(--measure); }
  .sources { margin: 0; padding-inline-start: 1.4rem; overflow-wrap: anywhere; }
  .answer { border-block-start: 4px solid var(--good); }
`;

const speaker = (one: Message): string =>
  one.from === 'asker' ? 'Usager' : one.from === 'librarian' ? [one.name || 'Bibliothécaire', one.library].filter(Boolean).join(', ') : 'Le service';

export function messages(q: StaffView) {
  const shown = (q.messages ?? []).filter((one) => one.kind !== 'question' && (one.kind !== 'answer' || !q.answer));
  if (shown.length === 0) return nothing;
  return html`
    <section class="panel stack tight" aria-labelledby="messages">
      <h2 id="messages">Échanges avec l’usager</h2>
      <ol class="bare messages">${shown.map((one) => html`
        <li class=${one.from}><p class="head"><strong>${speaker(one)}</strong> · ${longDate(one.at)}</p>
          <div class=${one.html ? 'prose' : 'as-written'} dir="auto">${markdown(one.html, one.text)}</div></li>`)}
      </ol>
    </section>
  `;
}

export function answer(q: StaffView, heading = q.answer?.sent_at ? 'La réponse' : 'Réponse proposée') {
  const a = q.answer;
  if (!a) return nothing;
  return html`
    <section class="panel answer stack tight" aria-labelledby="answer">
      <h2 id="answer">${heading}</h2>
      <div class=${a.html ? 'prose' : 'prose as-written'} dir="auto">${markdown(a.html, a.text)}</div>
      ${a.sources?.length ? html`<h3>Sources</h3>${sourceList(a.sources)}` : nothing}
      ${a.method ? html`<p class="soft">${a.method.sentence || `${AI_USES[a.method.ai] ?? a.method.ai}${a.method.tool ? ` (${a.method.tool})` : ''}. Vérifié : ${a.method.checked}`}</p>` : nothing}
      <p class="soft">${[a.name, a.library].filter(Boolean).join(', ')}${a.sent_at ? `, ${longDate(a.sent_at)}` : ''}</p>
    </section>
  `;
}

/** A text proposed to be read again: what the reviewer reads, and what others see while it is held. */
export function draft(q: StaffView, heading = 'Brouillon') {
  const d = q.draft;
  if (!d) return nothing;
  const sources = d.method?.sources;
  return html`
    <section class="panel stack tight" aria-labelledby="draft">
      <h2 id="draft">${heading}</h2>
      <p class="as-written" dir="auto">${d.text}</p>
      ${sources?.length ? html`<h3>Sources</h3>${sourceList(sources)}` : nothing}
      ${d.method ? html`<p class="soft">${AI_USES[d.method.ai] ?? d.method.ai}${d.method.tool ? ` (${d.method.tool})` : ''}. Vérifié : ${d.method.checked || 'non renseigné'}</p>` : nothing}
      <p class="soft">${[d.name, d.saved_at ? `enregistré ${longDate(d.saved_at)}` : ''].filter(Boolean).join(', ')}</p>
    </section>
  `;
}

export function notes(list: Note[] | undefined) {
  return list?.length
    ? html`<ol class="bare notes">${list.map((note) => html`<li><p class="head"><strong>${note.name}</strong> · ${shortDate(note.at)}</p><p class="as-written">${note.text}</p></li>`)}</ol>`
    : html`<p class="soft">Aucune note. Une piste, un doute, une vérification faite : l’équipe suivante la trouvera ici.</p>`;
}

export function reviews(q: StaffView) {
  if (!q.reviews?.length) return nothing;
  return html`
    <section class="panel stack tight" aria-labelledby="reviews">
      <h2 id="reviews">Relectures</h2>
      ${q.reviews.map((one) => html`
        <div class="stack tight">
          <p><strong>${one.decision === 'return' ? 'Renvoyée à revoir' : 'Approuvée'}</strong> <span class="soft">${[one.name, one.at ? shortDate(one.at) : ''].filter(Boolean).join(', ')}</span></p>
          ${one.comment ? html`<p class="as-written">${one.comment}</p>` : nothing}
          ${weak(one.scores)}
        </div>`)}
    </section>
  `;
}

function weak(scores: Record<string, number> | undefined) {
  const below = GRID.map((point, i) => ({ point, score: scores?.[String(i + 1)] })).filter((one) => one.score !== undefined && one.score < 3);
  if (below.length === 0) return nothing;
  return html`<p class="soft">À revoir : ${below.map((one) => `${one.point.title} (${one.score === 1 ? 'non' : 'en partie'})`).join(', ')}</p>`;
}

export function history(q: StaffView) {
  return html`
    <details class="panel">
      <summary>Historique</summary>
      ${q.history?.length ? html`<ol class="bare history">${q.history.map((one) => html`<li>${step(one)}</li>`)}</ol>` : html`<p class="soft">Rien n’a encore été fait sur cette question.</p>`}
    </details>
  `;
}

function step(one: HistoryEntry) {
  const at = one.at ?? (one.at_ms ? new Date(one.at_ms).toISOString() : '');
  const to = one.to ?? one.details?.to;
  const words = one.words ?? one.details?.words;
  return html`<time class="soft" datetime=${at}>${shortDate(at)}</time>
    <span><strong>${verbWord(one.verb)}</strong>${to && to !== (one.from ?? one.details?.from) ? html` → ${STATES[to] ?? to}` : nothing}${one.name ? html`, ${one.name}` : nothing}${words ? html` : ${words}` : nothing}</span>`;
}

export function policy(q: StaffView) {
  if (!q.policy) return nothing;
  return html`
    <details class="panel">
      <summary>Page de la bibliothèque${q.policy.library_name || q.policy.library ? ` : ${q.policy.library_name ?? q.policy.library}` : ''}</summary>
      <div class=${q.policy.html ? 'prose' : 'prose as-written'}>${markdown(q.policy.html, q.policy.text, 2)}</div>
      ${q.policy.reviewed ? html`<p class=${q.policy.stale ? 'notice signal' : 'soft'}>Vérifiée le ${plainDate(q.policy.reviewed)}${q.policy.stale
        ? html` : il y a ${q.policy.months} mois. Vérifiez avant de transmettre ce qu’elle dit.` : nothing}</p>` : nothing}
    </details>
  `;
}
