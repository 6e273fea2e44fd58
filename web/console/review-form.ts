/* SPDX-License-Identifier: EUPL-1.2 */
/* review-form.ts - the 13-point grid; kept in the tab until sent */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { forget, recall, remember } from '../shared/keep';
import type { StaffView } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { GRID } from '../staff/words';

interface Reading { scores: Record<string, number>; comment: string }

const MARKS: ReadonlyArray<[number, string]> = [[3, 'oui'], [2, 'en partie'], [1, 'non']];

@customElement('aig-review-form')
export class ReviewForm extends LitElement {
  static override styles = [base, staffStyles, css`
    .point { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--space-3); align-items: center; padding-block: var(--space-2); border-block-end: 1px solid var(--line); }
    .point legend { float: inline-start; inline-size: 100%; padding: 0; }
    .marks { display: flex; gap: var(--space-1); flex-wrap: wrap; }
    .marks label { display: flex; gap: var(--space-1); align-items: center; font-weight: 400; font-size: var(--size-small); padding: var(--space-1) var(--space-2); min-block-size: 2rem; border: 1px solid var(--line); border-radius: var(--radius); cursor: pointer; }
    .marks label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); font-weight: 600; }
    .marks input { margin: 0; inline-size: 1rem; block-size: 1rem; }
    .point.missing { outline: 2px solid var(--alarm); outline-offset: 2px; }
    @media (max-width: 30rem) { .point { grid-template-columns: minmax(0, 1fr); } }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) question!: StaffView;
  @state() private reading: Reading = { scores: {}, comment: '' };
  @state() private error = '';
  @state() private showMissing = false;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.reading = recall<Reading>(this.key()) ?? this.reading;
  }

  override render() {
    const blocking = this.blocking();
    return html`
      <form class="panel stack" novalidate @submit=${(event: SubmitEvent) => event.preventDefault()} aria-labelledby="heading">
        <div><h2 id="heading">Grille de relecture</h2>
          <p class="hint">Pour apprendre ensemble, jamais pour classer des personnes. Un « non » aux points marqués ● empêche l’envoi.</p></div>
        <div>${GRID.map((point, i) => this.point(point, String(i + 1)))}</div>
        <div class="field">
          <label for="comment">Commentaire pour l’auteur·rice</label>
          <textarea id="comment" rows="4" .value=${this.reading.comment} aria-describedby="comment-about"
            @input=${(event: InputEvent) => this.keep({ comment: (event.target as HTMLTextAreaElement).value })}></textarea>
          <p class="hint" id="comment-about">Ce qui est réussi d’abord, puis ce qui reste à faire. Nécessaire pour renvoyer.</p>
        </div>
        ${blocking.length ? html`<p class="notice signal">À revoir avant l’envoi : ${blocking.join(', ')}.</p>` : nothing}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row">
          <button type="button" class="primary" ?disabled=${this.busy || blocking.length > 0} @click=${() => void this.decide('approve')}>Approuver</button>
          <button type="button" ?disabled=${this.busy} @click=${() => void this.decide('return')}>Renvoyer à revoir</button>
        </div>
      </form>
    `;
  }

  private point(point: (typeof GRID)[number], id: string) {
    const given = this.reading.scores[id];
    return html`
      <fieldset class="point ${this.showMissing && !given ? 'missing' : ''}" id="point-${id}">
        <legend>${id}. ${point.title}${point.blocks ? html` <span aria-hidden="true">●</span><span class="unseen"> (bloquant)</span>` : nothing}
          <span class="hint">${point.help}</span></legend>
        <div class="marks">${MARKS.map(([score, word]) => html`
          <label><input type="radio" name="score-${id}" value=${score} .checked=${given === score}
            @change=${() => this.keep({ scores: { ...this.reading.scores, [id]: score } })}>${word}</label>`)}
        </div>
      </fieldset>
    `;
  }

  private blocking(): string[] {
    return GRID.filter((point, i) => point.blocks && i < 12 && this.reading.scores[String(i + 1)] === 1).map((point) => point.title.toLowerCase());
  }

  private async decide(decision: 'approve' | 'return'): Promise<void> {
    const missing = GRID.findIndex((_, i) => !this.reading.scores[String(i + 1)]) + 1;
    if (missing) return this.refuse(`Il manque une note au point ${missing} (${GRID[missing - 1]!.title}).`, `#point-${missing} input`);
    if (decision === 'return' && !this.reading.comment.trim()) return this.refuse('Dites à l’auteur·rice ce qui est à revoir.', '#comment');
    this.busy = true;
    this.error = '';
    try {
      await this.link.ask('review.submit', {
        question: this.question.id, epoch: this.question.epoch, scores: this.reading.scores, decision, comment: this.reading.comment.trim(),
      });
      forget(this.key());
      this.dispatchEvent(new CustomEvent('reviewed', { detail: decision }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }

  private refuse(sentence: string, focus: string): void {
    this.error = sentence;
    this.showMissing = true;
    this.renderRoot.querySelector<HTMLElement>(focus)?.focus();
  }

  private keep(part: Partial<Reading>): void {
    this.reading = { ...this.reading, ...part };
    this.error = '';
    remember(this.key(), this.reading);
  }

  private key(): string {
    return `review:${this.question.id}`;
  }
}
