/* SPDX-License-Identifier: EUPL-1.2 */
/* asked.ts - what was asked, as it was written, with what was already consulted first */

import { html, nothing } from 'lit';
import { longDate } from '../../shared/format';
import { labelId, type StaffView } from '../../shared/protocol';
import { due, risen } from '../due';
import { AUDIENCES, FLAGS, LANGUAGES, STATES, STATE_TONE, placeName } from '../words';

export function askedHead(q: StaffView) {
  return html`
    <div class="row">
      <span class="tag ${STATE_TONE[q.state] ?? ''}">${STATES[q.state] ?? q.state}</span>
      ${(q.classification?.flags ?? []).map(labelId).map((flag) => html`<span class="tag ${flag === 'detresse' ? 'alarm' : 'signal'}">${FLAGS[flag] ?? flag}</span>`)}
      <span class="soft">n° ${q.id}</span>
      <span class="soft">posée ${longDate(q.asked_at)}</span>
      ${due(q)}${risen(q)}
      ${q.owner ? html`<span class="soft">chez ${q.mine ? 'vous' : [q.owner.name, q.owner.library].filter(Boolean).join(', ')}</span>` : nothing}
    </div>
  `;
}

export function asked(q: StaffView) {
  const language = q.classification?.language || q.locale;
  const place = q.place || placeName(q.classification?.place);
  return html`
    <section class="panel stack" aria-labelledby="asked">
      <h2 id="asked" class="unseen">La question</h2>
      ${q.already_consulted ? html`<div class="notice"><strong>Déjà consulté :</strong> <span class="as-written" dir="auto">${q.already_consulted}</span></div>` : nothing}
      <p class="as-written text" dir="auto">${q.text}</p>
      <dl>
        ${place ? html`<dt>Lieu</dt><dd>${place}</dd>` : nothing}
        ${q.audience ? html`<dt>Public</dt><dd>${AUDIENCES[q.audience] ?? q.audience}</dd>` : nothing}
        ${language && language !== 'fr' ? html`<dt>Langue</dt><dd>${LANGUAGES[language] ?? language}</dd>` : nothing}
        <dt>Suivi</dt><dd>${q.has_email ? 'prévenu·e par courriel' : 'par code de suivi seulement'}</dd>
        ${q.consent ? html`<dt>Accord</dt><dd>${consent(q.consent)}</dd>` : nothing}
      </dl>
    </section>
  `;
}

function consent(given: { publish: boolean; transfer: boolean }): string {
  const yes = [given.publish ? 'publier' : '', given.transfer ? 'transmettre à un partenaire' : ''].filter(Boolean);
  return yes.length ? yes.join(', ') : 'ni publication, ni transmission';
}
