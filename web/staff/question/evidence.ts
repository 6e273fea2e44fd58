/* SPDX-License-Identifier: EUPL-1.2 */
/* evidence.ts - how the question was understood and sent here, each with its reasons */

import { html, nothing } from 'lit';
import { number } from '../../shared/format';
import { labelId, type Because, type Label, type StaffView } from '../../shared/protocol';
import { FLAGS, KINDS, LANGUAGES, placeName, topicTitle } from '../words';

const BY: Record<string, string> = { rule: 'règle', example: 'question semblable', place: 'lieu', person: 'personne', fiche: 'fiche' };

export function because(reasons: Array<Because | string> | undefined) {
  if (!reasons?.length) return nothing;
  return html`<ul class="reasons">${reasons.map((one) => typeof one === 'string'
    ? html`<li>${one}</li>`
    : html`<li>${one.why || BY[one.by] || one.by}${one.words ? html` <q>${one.words}</q>` : nothing}${one.id ? html` <span class="soft code">${one.id}</span>` : nothing}</li>`)}</ul>`;
}

export function evidence(q: StaffView) {
  const c = q.classification;
  if (!c) return nothing;
  return html`
    <details class="panel">
      <summary>Comment elle a été comprise</summary>
      <dl>
        <dt>Sujets</dt><dd>${c.topics?.length ? c.topics.map((topic) => html`<div><strong>${topicTitle(topic)}</strong> ${score(topic.score)}${because(topic.because)}</div>`) : 'aucun sujet reconnu'}</dd>
        <dt>Attente</dt><dd>${labelled(c.kind, KINDS)}</dd>
        ${c.flags?.length ? html`<dt>Signaux</dt><dd>${c.flags.map((flag) => html`<div>${labelled(flag, FLAGS)}</div>`)}</dd>` : nothing}
        <dt>Lieu</dt><dd>${c.place ? html`${placeName(c.place)}${reasonsOf(c.place)}` : 'aucun lieu reconnu'}</dd>
        <dt>Langue</dt><dd>${LANGUAGES[c.language] ?? c.language}</dd>
        ${c.sure === false ? html`<dt>Certitude</dt><dd>insuffisante : à vérifier avant de suivre ce classement</dd>` : nothing}
      </dl>
    </details>
  `;
}

export function whyHere(q: StaffView, queueTitle: (id: string) => string) {
  const route = q.route;
  if (!route) return nothing;
  return html`
    <details class="panel">
      <summary>Pourquoi ici ?</summary>
      <div class="stack tight">
        <p>${route.staff_sentence || q.staff_sentence || route.sentence}</p>
        ${route.candidates?.length ? html`
          <div class="scroll" tabindex="0"><table>
            <caption>Files examinées</caption>
            <thead><tr><th scope="col">File</th><th scope="col" class="number">Note</th><th scope="col">Raisons</th></tr></thead>
            <tbody>${route.candidates.map((one) => html`
              <tr><td>${one.title || queueTitle(one.queue)}${one.queue === route.queue ? html` <span class="tag accent">choisie</span>` : nothing}</td>
                <td class="number">${number(one.score, 2)}</td><td>${because(one.because)}</td></tr>`)}
            </tbody>
          </table></div>` : nothing}
      </div>
    </details>
  `;
}

const score = (value: number | undefined) => (value === undefined ? nothing : html`<span class="soft">${number(value, 2)}</span>`);

const reasonsOf = (label: Label) => (typeof label === 'string' ? nothing : because(label.because));

function labelled(label: Label | null, words: Record<string, string>) {
  if (!label) return 'non reconnue';
  const id = labelId(label);
  return html`${words[id] ?? id}${reasonsOf(label)}`;
}
