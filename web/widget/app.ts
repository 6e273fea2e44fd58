/* SPDX-License-Identifier: EUPL-1.2 */
/* app.ts - <aig-widget>: the form, or one question being followed; owns the connection */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import { shortDate } from '../shared/format';
import type { AskResult } from '../shared/protocol';
import { Link } from '../shared/socket';
import { locale, s } from '../shared/strings';
import type { Frame } from './frame';
import { forgetReceipts, keepReceipt, openReceipt, receipts, setOpenReceipt } from './memory';
import './ask-form';
import './follow';
import './link-bar';

@customElement('aig-widget')
export class Widget extends LitElement {
  static override styles = [base, css`
    .head { display: flex; justify-content: end; margin-block-end: var(--space-2); }
    .others { margin-block-start: var(--space-5); padding-block-start: var(--space-4); border-block-start: 1px solid var(--line); }
    .others button { max-inline-size: 100%; text-align: start; justify-content: start; }
    .words { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-inline-size: 0; }
    .demo { margin-block-end: var(--space-4); }
    @media print { .others, .head { display: none; } }
  `];

  @property() library = '';
  /** Follows this question only: the follow-up page. */
  @property() receipt = '';
  @property({ attribute: false }) frame: Frame | null = null;

  @state() private following = '';
  @state() private fresh: AskResult | null = null;
  @state() private said = '';
  @state() private isDemo = false;
  private link!: Link;

  override connectedCallback(): void {
    super.connectedCallback();
    this.following = this.receipt || openReceipt(this.library);
    const hello = { locale: locale(), ...(this.library ? { library: this.library } : {}) };
    this.link = new Link({ hello: () => hello, unavailable: s().unavailable }).open();
    this.link.onReady(() => { this.isDemo = this.link.hello?.server.demo ?? false; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.link.close();
  }

  override render() {
    const t = s();
    return html`
      ${this.frame ? html`<div class="head"><button type="button" class="plain small" @click=${() => this.frame?.close()}>${t.close}</button></div>` : nothing}
      ${this.following && !this.receipt ? html`<h1 class="unseen">${t.yourQuestion}</h1>` : nothing}
      <aig-link-bar .link=${this.link}></aig-link-bar>
      ${this.isDemo ? html`<p class="soft demo">${t.demo}</p>` : nothing}
      ${this.following
        ? keyed(this.following, html`<aig-follow .link=${this.link} .receipt=${this.following} .fresh=${this.fresh}></aig-follow>`)
        : html`<aig-ask .link=${this.link} .library=${this.library} @asked=${this.asked}></aig-ask>`}
      ${this.receipt ? nothing : this.others()}
      <p role="status" class="soft">${this.said}</p>
    `;
  }

  private others() {
    const t = s();
    const kept = receipts().filter((one) => one.receipt !== this.following);
    if (!this.following && kept.length === 0) return nothing;
    return html`
      <div class="others stack">
        ${this.following ? html`<div><button type="button" @click=${() => this.open('')}>${t.askAnother}</button></div>` : nothing}
        ${kept.length ? html`
          <section class="stack tight" aria-labelledby="yours">
            <h2 id="yours">${t.yourQuestions}</h2>
            <ul class="bare stack tight">${kept.map((one) => html`
              <li><button type="button" class="small" @click=${() => this.open(one.receipt)}><span>${shortDate(one.asked_at)}</span> <span class="words">${one.words}</span></button></li>`)}
            </ul>
          </section>` : nothing}
        <div><button type="button" class="plain small" @click=${this.forgetAll}>${t.forget}</button></div>
      </div>
    `;
  }

  private asked(event: CustomEvent<{ result: AskResult; text: string }>): void {
    const { result, text } = event.detail;
    keepReceipt({
      receipt: result.receipt, words: text.trim().slice(0, 80), asked_at: new Date().toISOString(),
    });
    this.fresh = result;
    this.open(result.receipt, true);
  }

  private open(code: string, fresh = false): void {
    if (!fresh) this.fresh = null;
    this.said = '';
    this.following = code;
    setOpenReceipt(this.library, code);
    void this.updateComplete.then(() => this.scrollIntoView({ block: 'start' }));
  }

  private readonly forgetAll = (): void => {
    forgetReceipts();
    this.fresh = null;
    this.following = '';
    this.said = s().forgotten;
  };
}
