/* SPDX-License-Identifier: EUPL-1.2 */
/* question-panel.ts - one question as the coordination sees it: read, reassign, relabel */

import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { Row, StaffView } from '../shared/protocol';
import type { Link } from '../shared/socket';
import type { QueueStore } from '../staff/queue-store';
import '../staff/question/actions';
import { asked, askedHead } from '../staff/question/asked';
import { evidence, evidenceStyles, whyHere } from '../staff/question/evidence';
import '../staff/question/note-form';
import { answer, draft, history, messages, notes, policy, recordStyles, reviews } from '../staff/question/record';
import { staffStyles } from '../staff/styles';
import './relabel';

const DONE_HERE = ['release', 'transfer', 'duplicate', 'spam', 'decline', 'close', 'reopen'];

@customElement('aig-question-panel')
export class QuestionPanel extends LitElement {
  static override styles = [base, staffStyles, recordStyles, evidenceStyles];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) store!: QueueStore;
  @property() question = '';
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
    const q = this.view;
    if (!q) return this.error ? html`<p class="error" role="alert">${this.error}</p>` : html`<p class="soft" role="status">Chargement de la question…</p>`;
    return html`
      <div class="stack">
        <header class="stack tight"><h2>Question ${q.id}</h2>${askedHead(q)}
          <p role="status" class="soft">${this.said}</p>
          ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        </header>
        <aig-actions .link=${this.link} .question=${q} .queues=${this.store.queues} .only=${DONE_HERE} @done=${this.done}></aig-actions>
        ${asked(q)} ${messages(q)} ${answer(q)} ${q.answer ? nothing : draft(q)} ${reviews(q)}
        <aig-relabel .link=${this.link} .question=${q} @done=${this.done}></aig-relabel>
        ${evidence(q)} ${whyHere(q, (id) => this.store.queueTitle(id))}
        <section class="panel note-panel stack tight" aria-labelledby="notes"><h2 id="notes">Notes internes</h2>${notes(q.notes)}
          <aig-note-form .link=${this.link} .question=${q.id} @noted=${() => void this.fetch()}></aig-note-form></section>
        ${policy(q)} ${history(q)}
      </div>
    `;
  }

  private async fetch(): Promise<void> {
    try {
      const result = await this.link.keep<{ question: StaffView }>('question.get', { question: this.question });
      this.view = result.question;
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private done(event: CustomEvent<{ title: string; question?: StaffView }>): void {
    this.said = `${event.detail.title} : fait.`;
    if (event.detail.question) this.view = event.detail.question;
    else void this.fetch();
  }

  private readonly rowChanged = (event: Event): void => {
    const row = (event as CustomEvent<Row>).detail;
    const q = this.view;
    if (row.id === this.question && q && (row.state !== q.state || row.epoch !== q.epoch || row.queue !== q.route?.queue)) void this.fetch();
  };
}
