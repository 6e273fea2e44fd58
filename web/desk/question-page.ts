/* SPDX-License-Identifier: EUPL-1.2 */
/* question-page.ts - one question at the desk: previewed by anybody, worked on by who claimed it */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { clock } from '../shared/format';
import type { Hit, Row, StaffView } from '../shared/protocol';
import { Refusal, type Link } from '../shared/socket';
import type { QueueStore } from '../staff/queue-store';
import { asked, askedHead } from '../staff/question/asked';
import { evidence, evidenceStyles, whyHere } from '../staff/question/evidence';
import { answer, draft, history, messages, notes, policy, recordStyles, reviews } from '../staff/question/record';
import '../staff/question/actions';
import '../staff/question/note-form';
import { staffStyles } from '../staff/styles';
import { may } from '../staff/words';
import type { AnswerEditor } from './answer-editor';
import './answer-editor';
import './knowledge';
import './leads';
import { Lease } from './lease';

/** Who holds a question may write as long as the answer is not handed in. */
const mayWrite = (q: StaffView): boolean => q.mine && ['draft', 'save', 'submit'].some((verb) => may(q, verb));

/** States in which a question that stopped being ours was lost, not handed in. */
const HELD_BY_SOMEBODY = new Set(['routed', 'reopened', 'claimed', 'drafted', 'returned']);

/** Does the list say something that the page does not show yet? */
function isOther(row: Row, q: StaffView): boolean {
  const leads = q.leads ?? [];
  return row.state !== q.state || row.epoch !== q.epoch || row.owner?.name !== q.owner?.name || row.risen_at !== q.risen_at
    || row.urgency?.level !== q.urgency?.level || (row.leads ?? 0) !== leads.length || Boolean(row.lead_credited) !== leads.some((one) => one.credited_at);
}

@customElement('aig-question')
export class QuestionPage extends LitElement {
  static override styles = [base, staffStyles, recordStyles, evidenceStyles, css`
    .page { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); align-items: start; }
    @media (min-width: 72rem) {
      .page { grid-template-columns: minmax(0, 1fr) minmax(16rem, 20rem); grid-template-rows: auto 1fr; }
      .aside { grid-column: 2; grid-row: 1 / span 2; position: sticky; inset-block-start: var(--space-4); }
    }
    h1 { font-size: var(--size-title); }
    .claim { flex: 1 1 14rem; max-inline-size: 24rem; }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) store!: QueueStore;
  @property() question = '';

  @state() private view: StaffView | null = null;
  @state() private error = '';
  @state() private said = '';
  @state() private lost = '';
  @state() private busy = false;
  @query('aig-answer-editor') private editor?: AnswerEditor;
  private lease!: Lease;
  private off = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = this.link.onReady(() => void this.fetch());
    this.store.addEventListener('row', this.rowChanged);
    this.lease = new Lease(this.link, {
      held: () => (this.view?.mine && !this.lost ? this.view : null),
      renewed: (part) => { if (this.view) this.view = { ...this.view, ...part }; },
      lost: (sentence) => this.becameStale(sentence),
    });
    this.lease.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off();
    this.store.removeEventListener('row', this.rowChanged);
    this.lease.stop();
  }

  override render() {
    const q = this.view;
    if (!q) {
      return html`<div class="stack">${this.error
        ? html`<p class="error" role="alert">${this.error}</p><div><button type="button" @click=${() => void this.fetch()}>Réessayer</button></div>`
        : html`<p class="soft" role="status">Chargement de la question…</p>`}</div>`;
    }
    return html`
      <p class="unseen" role="status">${this.said}</p>
      <div class="page">
        <div class="stack">
          <header class="stack tight">
            <h1 tabindex="-1">Question ${q.id}</h1>
            ${askedHead(q)}
            ${this.claimRow(q)}
            ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
            ${this.lost ? html`<p class="notice alarm" role="alert">${this.lost}</p>` : nothing}
          </header>
          ${asked(q)}
          ${messages(q)}
          ${q.answer?.sent_at || !this.isWriting(q) ? answer(q) : nothing}
          ${reviews(q)}
          ${this.isWriting(q)
            ? html`<aig-answer-editor .link=${this.link} .question=${q} @stale=${this.stale} @submitted=${this.submitted}></aig-answer-editor>`
            : q.answer ? nothing : draft(q, q.state === 'in_review' ? 'Réponse proposée' : 'Brouillon')}
        </div>
        <aig-knowledge class="aside" .link=${this.link} .suggestions=${q.suggestions ?? []} ?citing=${this.isWriting(q)} @cite=${this.cited}></aig-knowledge>
        <div class="stack">
          <section class="panel note-panel stack tight" aria-labelledby="notes">
            <h2 id="notes">Notes internes</h2>
            ${notes(q.notes)}
            <aig-note-form .link=${this.link} .question=${q.id} @noted=${this.noted}></aig-note-form>
          </section>
          <aig-leads .link=${this.link} .question=${q} @changed=${this.changed}></aig-leads>
          <aig-actions .link=${this.link} .question=${q} .queues=${this.store.queues} @done=${this.done} @stale=${this.stale}></aig-actions>
          ${evidence(q)}
          ${whyHere(q, (id) => this.store.queueTitle(id))}
          ${policy(q)}
          ${history(q)}
        </div>
      </div>
    `;
  }

  private claimRow(q: StaffView) {
    if (q.mine && q.lease_until && !this.lost) return html`<p class="soft">Elle est à vous jusqu’à ${clock(q.lease_until)}, et plus longtemps tant que vous y travaillez.</p>`;
    if (!may(q, 'claim')) return q.owner && !q.mine ? html`<p class="soft">${q.owner.name} s’en occupe. Vous pouvez lire, et laisser une note.</p>` : nothing;
    return html`<div class="row"><button type="button" class="primary claim" ?disabled=${this.busy} @click=${() => void this.claim()}>Prendre en charge</button>
      <span class="hint">Lire n’engage à rien ; prendre en charge la réserve pour vous.</span></div>`;
  }

  /** The editor stays when the question was lost: the text on the screen is its writer's. */
  private isWriting(q: StaffView): boolean {
    return Boolean(this.lost) || mayWrite(q);
  }

  private async fetch(): Promise<void> {
    try {
      const result = await this.link.keep<{ question: StaffView }>('question.get', { question: this.question });
      this.take(result.question);
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private take(question: StaffView | undefined): void {
    if (!question || question.id !== this.question) return void this.fetch();
    const wasMine = this.view?.mine;
    if (wasMine && !question.mine && mayWrite(this.view!) && HELD_BY_SOMEBODY.has(question.state)) {
      this.lost ||= question.owner ? `${question.owner.name} tient maintenant cette question.` : 'Le délai est passé et la question est retournée en file.';
    }
    if (question.mine) this.lost = '';
    this.view = question;
    this.error = '';
  }

  private readonly rowChanged = (event: Event): void => {
    const row = (event as CustomEvent<Row>).detail;
    const q = this.view;
    if (row.id !== this.question || !q) return;
    if (isOther(row, q)) void this.fetch();
  };

  private async claim(): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const result = await this.link.ask<{ question: StaffView }>('question.claim', { question: this.question });
      this.take(result.question);
      this.said = 'La question est à vous.';
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    } catch (error) {
      if (error instanceof Refusal && error.reason !== 'unavailable') await this.fetch();
      this.error = (error as Error).message;
    }
    this.busy = false;
  }

  private stale(event: CustomEvent<string>): void {
    this.becameStale(event.detail);
  }

  private becameStale(sentence: string): void {
    this.lost = sentence || 'Quelqu’un d’autre tient maintenant cette question.';
    void this.fetch();
  }

  private changed(event: CustomEvent<StaffView | undefined>): void {
    this.take(event.detail);
  }

  private noted(event: CustomEvent<StaffView | undefined>): void {
    this.take(event.detail);
    this.said = 'Note ajoutée.';
  }

  private done(event: CustomEvent<{ verb: string; title: string; question?: StaffView }>): void {
    /* What was given away on purpose is not lost. */
    if (this.view) this.view = { ...this.view, mine: false };
    this.lost = '';
    this.take(event.detail.question);
    this.said = `${event.detail.title} : fait.`;
  }

  private submitted(event: CustomEvent<StaffView>): void {
    if (this.view) this.view = { ...this.view, mine: false };
    this.take(event.detail);
    this.said = event.detail?.state === 'in_review' ? 'Réponse proposée à la relecture.' : 'Réponse envoyée.';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  private cited(event: CustomEvent<Hit>): void {
    this.editor?.cite(event.detail);
  }
}
