/* SPDX-License-Identifier: EUPL-1.2 */
/* talk.ts - what was said so far, and the field to reply when the desk asked for something */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { longDate } from '../shared/format';
import { markdown } from '../shared/markdown';
import type { Message, QuestionView } from '../shared/protocol';
import { newClientId } from '../shared/socket';
import { s } from '../shared/strings';
import { loadWriting, saveWriting, type Writing } from './memory';

@customElement('aig-talk')
export class Talk extends LitElement {
  static override styles = [base, css`
    ol { display: grid; gap: var(--space-3); }
    li { padding: var(--space-3) var(--space-4); border-radius: var(--radius-large); background: var(--surface); border: 1px solid var(--line); }
    li.asker { margin-inline-start: clamp(0rem, 6vw, 3rem); background: var(--sunken); border-color: transparent; }
    li.clarification { border-inline-start: 4px solid var(--signal); }
    .head { font-size: var(--size-small); color: var(--ink-soft); }
    .head strong { color: var(--ink); }
  `];

  @property({ attribute: false }) question!: QuestionView;
  @property({ type: Boolean }) busy = false;
  @state() private writing: Writing = { text: '' };
  @state() private empty = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.writing = loadWriting(this.question.id);
  }

  override render() {
    const t = s();
    /* The answer has a place of its own, with its sources. */
    const shown = this.question.messages.filter((one) => one.kind !== 'answer' || !this.question.answer);
    return html`
      <section class="stack" aria-labelledby="title">
        <h2 id="title">${t.talkTitle}</h2>
        <ol class="bare" aria-live="polite">${shown.map((one) => this.message(one))}</ol>
        ${this.question.can.includes('reply') ? this.reply() : nothing}
      </section>
    `;
  }

  /** Once the server acknowledged it. */
  sent(): void {
    this.keep({ text: '' });
  }

  private message(one: Message) {
    const t = s();
    const who = one.from === 'asker' ? t.you : one.from === 'librarian' ? [one.name || t.librarian, one.library].filter(Boolean).join(', ') : t.service;
    return html`
      <li class="${one.from} ${one.kind}">
        <p class="head"><strong>${who}</strong> · <time datetime=${one.at}>${longDate(one.at)}</time></p>
        <div class=${one.html ? 'prose' : 'as-written'} dir="auto">${markdown(one.html, one.text)}</div>
      </li>
    `;
  }

  private reply() {
    const t = s();
    return html`
      <form class="stack tight" novalidate @submit=${this.submit}>
        ${this.question.state === 'clarifying' ? html`<p class="notice signal"><strong>${t.clarifyTitle}</strong></p>` : nothing}
        <div class="field">
          <label for="reply">${t.replyLabel}</label>
          <textarea id="reply" rows="3" dir="auto" aria-invalid=${this.empty} aria-describedby=${this.empty ? 'empty' : nothing}
            .value=${this.writing.text} @input=${this.typed}></textarea>
        </div>
        ${this.empty ? html`<p id="empty" class="error" role="alert">${t.replyEmpty}</p>` : nothing}
        <div><button class="primary" ?disabled=${this.busy}>${this.busy ? t.sending : t.replySend}</button></div>
      </form>
    `;
  }

  private typed(event: InputEvent): void {
    this.empty = false;
    this.keep({ text: (event.target as HTMLTextAreaElement).value });
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    this.empty = !this.writing.text.trim();
    if (this.empty) return void this.renderRoot.querySelector<HTMLElement>('#reply')?.focus();
    this.keep({ text: this.writing.text, client_id: this.writing.client_id ?? newClientId() });
    this.dispatchEvent(new CustomEvent('reply', { detail: this.writing }));
  }

  private keep(writing: Writing): void {
    this.writing = writing;
    saveWriting(this.question.id, writing);
  }
}
