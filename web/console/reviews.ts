/* SPDX-License-Identifier: EUPL-1.2 */
/* reviews.ts - answers that wait for a second pair of eyes, and the grid for the one being read */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import type { Row, StaffView } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';
import { due } from '../staff/due';
import type { QueueStore } from '../staff/queue-store';
import { asked, askedHead } from '../staff/question/asked';
import { answer, draft, messages, notes, recordStyles, reviews } from '../staff/question/record';
import { staffStyles } from '../staff/styles';
import { FLAGS, topicTitle } from '../staff/words';
import './review-form';

@customElement('aig-reviews')
export class Reviews extends LitElement {
  static override styles = [base, staffStyles, recordStyles, css`
    .split { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); align-items: start; }
    @media (min-width: 72rem) { .split { grid-template-columns: minmax(0, 1fr) minmax(22rem, 28rem); } .grid { position: sticky; inset-block-start: var(--space-4); } }
    li.panel { display: grid; gap: var(--space-2); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) store!: QueueStore;
  @state() private rows: Row[] | null = null;
  @state() private view: StaffView | null = null;
  @state() private error = '';
  @state() private said = '';
  private off = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = this.link.onReady(() => void this.fetch());
    this.store.addEventListener('row', this.rowChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off();
    this.store.removeEventListener('row', this.rowChanged);
  }

  override render() {
    return html`
      <p role="status" class=${this.said ? 'notice good' : ''}>${this.said}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.view ? this.reading(this.view) : this.list()}
    `;
  }

  private list() {
    const rows = this.rows;
    if (!rows) return html`<p class="soft" role="status">Chargement des relectures…</p>`;
    return html`
      <section class="stack">
        <h2>À relire</h2>
        ${rows.length === 0 ? html`<p class="panel">Aucune réponse n’attend de relecture. Celles des nouvelles personnes, des sujets sensibles et des brouillons aidés par une IA arrivent ici avant l’envoi.</p>` : nothing}
        <ul class="bare stack tight">${rows.map((row) => html`
          <li class="panel">
            <p dir="auto">${row.excerpt}</p>
            <p class="soft row">${row.topics?.map(topicTitle).join(', ')} ${row.flags?.map((flag) => html`<span class="tag signal">${FLAGS[flag] ?? flag}</span>`)}
              <span>${row.owner ? `écrite par ${row.owner.name}` : ''}</span> <span>${row.library_name}</span> ${due(row)}</p>
            <div><button type="button" class="small" @click=${() => void this.take(row.id)}>Relire<span class="unseen"> la question ${row.id}</span></button></div>
          </li>`)}
        </ul>
      </section>
    `;
  }

  private reading(q: StaffView) {
    return html`
      <div class="split">
        <div class="stack">
          <header class="stack tight"><div><button type="button" class="plain small" @click=${this.back}>← Toutes les relectures</button></div>
            <h2 tabindex="-1">Relecture de la question ${q.id}</h2>${askedHead(q)}</header>
          ${asked(q)} ${messages(q)}
          ${q.answer ? answer(q, 'Réponse proposée') : draft(q, 'Réponse proposée')}
          ${reviews(q)}
          <section class="panel note-panel stack tight" aria-labelledby="notes"><h2 id="notes">Notes internes</h2>${notes(q.notes)}</section>
        </div>
        ${keyed(q.id, html`<aig-review-form class="grid" .link=${this.link} .question=${q} @reviewed=${this.reviewed}></aig-review-form>`)}
      </div>
    `;
  }

  private async fetch(): Promise<void> {
    try {
      this.rows = (await this.link.keep<{ rows: Row[] }>('review.list')).rows ?? [];
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async take(id: string): Promise<void> {
    this.said = '';
    try {
      const taken = await this.link.ask<{ question?: StaffView }>('review.take', { question: id });
      this.view = taken.question ?? (await this.link.ask<{ question: StaffView }>('question.get', { question: id })).question;
      this.error = '';
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    } catch (error) {
      this.error = (error as Error).message;
      if (error instanceof Refusal && error.reason === 'conflict') void this.fetch();
    }
  }

  private reviewed(event: CustomEvent<'approve' | 'return'>): void {
    this.said = event.detail === 'approve' ? 'Relecture enregistrée : la réponse est approuvée.' : 'Relecture enregistrée : la réponse retourne à son auteur·rice.';
    this.view = null;
    void this.fetch();
  }

  private readonly back = (): void => {
    this.view = null;
  };

  private readonly rowChanged = (event: Event): void => {
    const row = (event as CustomEvent<Row>).detail;
    const isListed = this.rows?.some((one) => one.id === row.id) ?? false;
    if (this.rows && (row.state === 'in_review') !== isListed) void this.fetch();
  };
}
