/* SPDX-License-Identifier: EUPL-1.2 */
/* follow.ts - one question, live, from its receipt; what must stay true: after any break the view is the
 * server's, whole, and a change that arrives is said once to those who cannot see it */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { AskResult, DeskEvent, FollowResult, Helpline, QuestionView } from '../shared/protocol';
import { Refusal, newClientId, type Link } from '../shared/socket';
import { fill, s } from '../shared/strings';
import type { Writing } from './memory';
import type { Talk } from './talk';
import './answer';
import './helplines';
import './rating';
import './receipt';
import './suggestions';
import './talk';
import './track';

type Verb = 'reply' | 'resolve' | 'withdraw' | 'rate';

@customElement('aig-follow')
export class Follow extends LitElement {
  static override styles = [base, css`
    .asked { border-inline-start: 3px solid var(--line-strong); padding-inline-start: var(--space-4); overflow-wrap: anywhere; }
    .sure { display: grid; gap: var(--space-2); }
    .stack { gap: var(--space-5); }
    @media print { .actions { display: none; } }
  `];

  @property({ attribute: false }) link!: Link;
  @property() receipt = '';
  /** The result of `ask`, when the question was just sent from here. */
  @property({ attribute: false }) fresh: AskResult | null = null;

  @state() private question: QuestionView | null = null;
  @state() private error = '';
  @state() private unknown = false;
  @state() private said = '';
  @state() private busy: Verb | '' = '';
  @state() private sure = false;
  @query('aig-talk') private talk?: Talk;

  private seq = 0;
  private offReady = (): void => {};
  private offEvents = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.offReady = this.link.onReady(() => void this.refetch());
    if (this.link.state !== 'ready') void this.refetch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.offReady();
    this.offEvents();
  }

  override firstUpdated(): void {
    if (this.fresh) this.renderRoot.querySelector<HTMLElement>('#first')?.focus();
  }

  override render() {
    const t = s();
    const helplines: Helpline[] = this.question?.helplines ?? this.fresh?.helplines ?? [];
    return html`
      <div class="stack">
        <p class="unseen" role="status">${this.said}</p>
        <div id="first" tabindex="-1" class="stack">
          ${helplines.length ? html`<aig-helplines .lines=${helplines}></aig-helplines>` : nothing}
          ${this.unknown ? nothing : html`<aig-receipt code=${this.receipt} ?fresh=${this.fresh !== null && !this.question?.answer}></aig-receipt>`}
        </div>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        ${this.question ? this.view(this.question) : this.error ? nothing : html`<p class="soft">${t.loading}</p>`}
      </div>
    `;
  }

  private view(q: QuestionView) {
    const t = s();
    const suggestions = q.suggestions?.length ? q.suggestions : this.fresh?.suggestions ?? [];
    return html`
      <section aria-labelledby="where">
        <h2 id="where">${t.whereTitle}</h2>
        <aig-track .question=${q}></aig-track>
      </section>
      ${q.answer ? html`<aig-answer .answer=${q.answer}></aig-answer>` : nothing}
      ${q.answer && (q.rating || q.can.includes('rate'))
        ? html`<aig-rating .given=${q.rating} ?busy=${this.busy === 'rate'} @rated=${this.rated}></aig-rating>` : nothing}
      ${!q.answer && suggestions.length ? html`
        <aig-suggestions .link=${this.link} .items=${suggestions} ?resolvable=${q.can.includes('resolve')} @resolved=${this.resolved}></aig-suggestions>` : nothing}
      ${q.messages?.length ? html`
        <aig-talk .question=${q} ?busy=${this.busy === 'reply'} @reply=${this.replied}></aig-talk>`
        : html`<section class="stack tight"><h2>${t.yourQuestion}</h2><p class="asked as-written" dir="auto">${q.text}</p></section>`}
      ${q.can.includes('withdraw') ? this.withdrawal() : nothing}
    `;
  }

  private withdrawal() {
    const t = s();
    if (!this.sure) return html`<div class="actions"><button type="button" class="plain danger" @click=${() => this.askSure(true)}>${t.withdraw}</button></div>`;
    return html`
      <div class="sure notice alarm actions" role="group" aria-labelledby="sure">
        <p id="sure">${t.withdrawSure}</p>
        <div class="row">
          <button type="button" class="danger" ?disabled=${this.busy === 'withdraw'} @click=${() => void this.act('withdraw', {})}>${t.withdrawYes}</button>
          <button type="button" id="keep" @click=${() => this.askSure(false)}>${t.keepIt}</button>
        </div>
      </div>
    `;
  }

  private askSure(sure: boolean): void {
    this.sure = sure;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(sure ? '#keep' : '.actions button')?.focus());
  }

  private async refetch(): Promise<void> {
    try {
      const params = this.seq ? { receipt: this.receipt, since: this.seq } : { receipt: this.receipt };
      const found = await this.link.keep<FollowResult>('follow', params);
      if (!this.isConnected) return;
      this.seq = found.seq;
      this.show(found.question);
      this.listen(found.question.id);
    } catch (error) {
      this.unknown = error instanceof Refusal && error.reason === 'not_found';
      this.error = this.unknown ? s().findUnknown : (error as Error).message || s().unavailable;
    }
  }

  private listen(id: string): void {
    this.offEvents();
    this.offEvents = this.link.onEvent<{ question?: QuestionView }>(`question/${id}`, (event) => this.heard(event));
  }

  private heard(event: DeskEvent<{ question?: QuestionView }>): void {
    if (event.type === 'resync' || !event.data?.question) {
      this.seq = 0;
      void this.refetch();
      return;
    }
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    this.show(event.data.question);
  }

  private show(question: QuestionView): void {
    const before = this.question;
    this.question = question;
    this.error = '';
    if (before && before.state_sentence !== question.state_sentence) this.said = fill(s().changed, { sentence: question.state_sentence });
    if (before?.state !== question.state) this.sure = false;
  }

  /** One creating call: kept over breaks, sent again under the same id, its refusal shown as a sentence. */
  private async act(verb: Verb, params: object, clientId = newClientId()): Promise<boolean> {
    this.busy = verb;
    this.error = '';
    try {
      const result = await this.link.keep<{ question: QuestionView }>(verb, { receipt: this.receipt, client_id: clientId, ...params });
      this.show(result.question);
      return true;
    } catch (error) {
      this.error = (error as Error).message || s().unavailable;
      return false;
    } finally {
      this.busy = '';
    }
  }

  private async replied(event: CustomEvent<Writing>): Promise<void> {
    const { text, client_id } = event.detail;
    if (!await this.act('reply', { text: text.trim() }, client_id)) return;
    this.talk?.sent();
    this.said = s().replySent;
  }

  private resolved(event: CustomEvent<string>): void {
    void this.act('resolve', { suggestion: event.detail });
  }

  private rated(event: CustomEvent<{ score: number; comment?: string }>): void {
    void this.act('rate', event.detail);
  }
}
