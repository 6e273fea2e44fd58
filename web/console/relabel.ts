/* SPDX-License-Identifier: EUPL-1.2 */
/* relabel.ts - corrects how a question was understood; what a person says outweighs every rule */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { labelId, type StaffView } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { FLAGS, KINDS, TOPICS } from '../staff/words';

@customElement('aig-relabel')
export class Relabel extends LitElement {
  static override styles = [base, staffStyles, css`
    .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: var(--space-1) var(--space-3); margin-block-start: var(--space-2); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) question!: StaffView;
  @state() private error = '';
  @state() private busy = false;

  override render() {
    const c = this.question.classification;
    const topics = (c?.topics ?? []).map((topic) => topic.id);
    const flags = (c?.flags ?? []).map(labelId);
    return html`
      <details class="panel">
        <summary>Corriger le classement</summary>
        <form class="stack" novalidate @submit=${this.submit}>
          <div class="field">
            <label for="topic">Sujet principal</label>
            <select id="topic" name="topic">
              ${Object.entries(TOPICS).map(([id, title]) => html`<option value=${id} ?selected=${topics[0] === id}>${title}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="second">Autre sujet possible</label>
            <select id="second" name="second">
              <option value="">Aucun</option>
              ${Object.entries(TOPICS).map(([id, title]) => html`<option value=${id} ?selected=${topics[1] === id}>${title}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="kind">Ce qui est attendu</label>
            <select id="kind" name="kind">
              ${Object.entries(KINDS).map(([id, title]) => html`<option value=${id} ?selected=${labelId(c?.kind) === id}>${title}</option>`)}
            </select>
          </div>
          <fieldset><legend>Signaux</legend>
            <div class="choices">${Object.entries(FLAGS).map(([id, title]) => html`
              <label class="check"><input type="checkbox" name="flags" value=${id} ?checked=${flags.includes(id)}><span>${title}</span></label>`)}</div>
          </fieldset>
          <div class="field">
            <label for="place">Lieu dont parle la question</label>
            <input id="place" name="place" autocomplete="off" .value=${labelId(c?.place)} aria-describedby="place-about">
            <p class="hint" id="place-about">Code du département (29) ou de la province belge (BE-WHT). Vide : aucun lieu.</p>
          </div>
          ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
          <div><button class="primary" ?disabled=${this.busy}>Enregistrer le classement</button></div>
        </form>
      </details>
    `;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const topics = [form.get('topic'), form.get('second')].map(String).filter((one, i, all) => one && all.indexOf(one) === i);
    const place = String(form.get('place') ?? '').trim();
    this.busy = true;
    this.error = '';
    try {
      const result = await this.link.ask<{ question: StaffView }>('question.relabel', {
        question: this.question.id, topics, kind: String(form.get('kind')), flags: form.getAll('flags').map(String), place,
      });
      this.dispatchEvent(new CustomEvent('done', { detail: { title: 'Classement corrigé', question: result.question } }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }
}
