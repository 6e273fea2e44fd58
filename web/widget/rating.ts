/* SPDX-License-Identifier: EUPL-1.2 */
/* rating.ts - did it help, from 1 to 5, with a word for the team */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { s } from '../shared/strings';

@customElement('aig-rating')
export class Rating extends LitElement {
  static override styles = [base, css`
    .choices { display: grid; gap: var(--space-1); margin-block: var(--space-2); }
    .choices label { display: flex; gap: var(--space-2); align-items: center; font-weight: 400; min-block-size: 2rem; }
    .choices input { margin: 0; }
  `];

  @property({ attribute: false }) given: { score: number; comment?: string } | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private missing = false;

  override render() {
    const t = s();
    if (this.given) return html`<p class="notice good" role="status">${t.rateThanks}</p>`;
    const words = [t.rate1, t.rate2, t.rate3, t.rate4, t.rate5];
    return html`
      <form class="stack tight" novalidate @submit=${this.submit}>
        <fieldset>
          <legend>${t.rateTitle}</legend>
          <div class="choices">${words.map((word, i) => html`
            <label><input type="radio" name="score" value=${i + 1} aria-describedby=${this.missing ? 'missing' : nothing}>${word}</label>`)}
          </div>
        </fieldset>
        <div class="field">
          <label for="comment">${t.rateComment}</label>
          <textarea id="comment" name="comment" rows="2" dir="auto"></textarea>
        </div>
        ${this.missing ? html`<p id="missing" class="error" role="alert">${t.rateMissing}</p>` : nothing}
        <div><button ?disabled=${this.busy}>${t.rateSend}</button></div>
      </form>
    `;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const score = Number(form.get('score'));
    this.missing = !score;
    if (!score) return;
    const comment = String(form.get('comment') ?? '').trim();
    this.dispatchEvent(new CustomEvent('rated', { detail: comment ? { score, comment } : { score } }));
  }
}
