/* SPDX-License-Identifier: EUPL-1.2 */
/* ask-form.ts - the field, its details and the sending; what must stay true: nothing typed is lost before
 * the server has acknowledged it, and one press of the button makes at most one question */

import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { AskParams, AskResult, Suggestion } from '../shared/protocol';
import { Refusal, newClientId, type Link } from '../shared/socket';
import { fill, locale, s } from '../shared/strings';
import { askStyles } from './ask-styles';
import { dropDraft, loadDraft, saveDraft, type Draft } from './memory';
import './suggestions';

const SUGGEST_AFTER_MS = 400;
const SUGGEST_FROM_CHARS = 8;
const TEXT_CHARS = 4000;

@customElement('aig-ask')
export class AskForm extends LitElement {
  static override styles = [base, askStyles];

  @property({ attribute: false }) link!: Link;
  @property() library = '';

  @state() private draft!: Draft;
  @state() private suggestions: Suggestion[] = [];
  @state() private sending = false;
  @state() private error = '';
  @state() private wrongField: '' | 'text' | 'email' = '';
  @state() private linkReady = false;
  @query('#text') private field!: HTMLTextAreaElement;

  private suggestTimer = 0;
  private suggestTurn = 0;
  private offs: Array<() => void> = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = loadDraft(this.library);
    this.linkReady = this.link.state === 'ready';
    this.offs = [this.link.onState((now) => { this.linkReady = now === 'ready'; })];
    addEventListener('pagehide', this.save);
    if (this.draft.client_id) void this.send();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.offs.forEach((off) => off());
    removeEventListener('pagehide', this.save);
    clearTimeout(this.suggestTimer);
  }

  override firstUpdated(): void {
    this.grow();
    if (this.draft.text) this.suggestSoon();
  }

  override render() {
    const t = s();
    return html`
      <form class="stack" novalidate @submit=${this.submit} @keydown=${this.shortcut}>
        <div class="field">
          <h1><label for="text">${t.askTitle}</label></h1>
          <p id="lead" class="soft">${t.askLead}</p>
          <textarea id="text" rows="3" required dir="auto" placeholder=${t.askPlaceholder} aria-describedby="lead hint error"
            aria-invalid=${this.wrongField === 'text'} ?readonly=${this.sending}
            .value=${this.draft.text} @input=${this.typed}></textarea>
          <p id="hint" class="hint">${t.askHint}</p>
        </div>
        <aig-suggestions .link=${this.link} .items=${this.suggestions} automatic></aig-suggestions>
        ${this.details()}
        <p id="error" class="error" role="alert">${this.error || nothing}</p>
        <div class="row">
          <button class="primary send" ?disabled=${this.sending}>${this.sending ? t.sending : t.send}</button>
        </div>
        <p class="soft" role="status">${this.sending && !this.linkReady ? t.sendingOffline : nothing}</p>
        <p class="hint">${t.privacy}</p>
      </form>
    `;
  }

  private details() {
    const t = s();
    const d = this.draft;
    const filled = d.place || d.audience || d.consulted || d.email || d.publish || d.transfer;
    return html`
      <details ?open=${Boolean(filled)}>
        <summary>${t.detailsTitle}</summary>
        <div class="stack details">
          ${this.input('place', t.place, t.placeHint)}
          <div class="field">
            <label for="consulted">${t.consulted}</label>
            <textarea id="consulted" rows="2" dir="auto" aria-describedby="consulted-hint" .value=${d.consulted} @input=${this.changed}></textarea>
            <p id="consulted-hint" class="hint">${t.consultedHint}</p>
          </div>
          <div class="field">
            <label for="audience">${t.audience}</label>
            <select id="audience" .value=${d.audience} @change=${this.changed}>
              <option value="">${t.audienceNone}</option>
              <option value="child" ?selected=${d.audience === 'child'}>${t.audienceChild}</option>
              <option value="teen" ?selected=${d.audience === 'teen'}>${t.audienceTeen}</option>
              <option value="adult" ?selected=${d.audience === 'adult'}>${t.audienceAdult}</option>
            </select>
          </div>
          ${this.input('email', t.email, t.emailHint)}
          ${this.check('publish', t.consentPublish)}
          ${this.check('transfer', t.consentTransfer)}
        </div>
      </details>
    `;
  }

  private input(name: 'place' | 'email', label: string, hint: string) {
    const isEmail = name === 'email';
    return html`
      <div class="field">
        <label for=${name}>${label}</label>
        <input id=${name} type=${isEmail ? 'email' : 'text'} autocomplete=${isEmail ? 'email' : 'off'}
          aria-describedby=${`${name}-hint`} aria-invalid=${this.wrongField === name}
          .value=${this.draft[name]} @input=${this.changed}>
        <p id=${`${name}-hint`} class="hint">${hint}</p>
      </div>
    `;
  }

  private check(name: 'publish' | 'transfer', label: string) {
    return html`
      <label class="check">
        <input id=${name} type="checkbox" .checked=${this.draft[name]} @change=${this.changed}>
        <span>${label}</span>
      </label>
    `;
  }

  private typed(): void {
    this.changed();
    this.grow();
    this.suggestSoon();
  }

  private readonly changed = (): void => {
    const value = (id: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
    const ticked = (id: string): boolean => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.checked ?? false;
    this.draft = {
      text: this.field.value, place: value('place'), audience: value('audience'), consulted: value('consulted'),
      email: value('email'), publish: ticked('publish'), transfer: ticked('transfer'),
    };
    this.refuse('');
    this.save();
  };

  private readonly save = (): void => {
    const d = this.draft;
    if (d.text || d.place || d.consulted || d.email) saveDraft(this.library, d);
    else dropDraft(this.library);
  };

  private grow(): void {
    const field = this.field;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  private suggestSoon(): void {
    clearTimeout(this.suggestTimer);
    const text = this.draft.text.trim();
    if (text.length < SUGGEST_FROM_CHARS) {
      this.suggestions = [];
      return;
    }
    this.suggestTimer = window.setTimeout(() => void this.suggest(text), SUGGEST_AFTER_MS);
  }

  /** Late or failed suggestions are simply not shown: they are a help, never a condition. */
  private async suggest(text: string): Promise<void> {
    const turn = ++this.suggestTurn;
    const params = this.library ? { text, library: this.library } : { text };
    const found = await this.link.ask<{ suggestions: Suggestion[] }>('suggest', params).catch(() => null);
    if (found && turn === this.suggestTurn && !this.sending) this.suggestions = found.suggestions ?? [];
  }

  private shortcut(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.sending || this.mustBeCorrected()) return;
    this.draft = { ...this.draft, client_id: newClientId() };
    this.save();
    void this.send();
  }

  /** True when something has to be corrected first; says what, and puts the reader there. */
  private mustBeCorrected(): boolean {
    const t = s();
    const text = this.draft.text.trim();
    const most = this.link.hello?.limits.text_chars ?? TEXT_CHARS;
    if (!text) this.refuse(t.emptyQuestion, 'text');
    else if (text.length > most) this.refuse(fill(t.tooLong, { n: text.length - most }), 'text');
    else if (this.draft.email && !/^\S+@\S+\.\S+$/.test(this.draft.email.trim())) this.refuse(t.badEmail, 'email');
    else return false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${this.wrongField}`)?.focus());
    return true;
  }

  private refuse(sentence: string, field: '' | 'text' | 'email' = ''): void {
    this.error = sentence;
    this.wrongField = field;
  }

  private async send(): Promise<void> {
    this.sending = true;
    this.refuse('');
    try {
      const result = await this.link.keep<AskResult>('ask', this.params());
      dropDraft(this.library);
      this.dispatchEvent(new CustomEvent('asked', { detail: { result, text: this.draft.text } }));
    } catch (error) {
      /* A refusal is an answer: what is sent after correcting it is another message. */
      this.draft = { ...this.draft, client_id: undefined };
      this.save();
      this.refuse(error instanceof Refusal && error.message ? error.message : s().unavailable, 'text');
    }
    this.sending = false;
  }

  private params(): AskParams {
    const d = this.draft;
    const params: AskParams = {
      client_id: d.client_id!, text: d.text.trim(), consent: { publish: d.publish, transfer: d.transfer }, locale: locale(),
    };
    if (this.library) params.library = this.library;
    if (d.place.trim()) params.place = d.place.trim();
    if (d.audience) params.audience = d.audience;
    if (d.email.trim()) params.email = d.email.trim();
    if (d.consulted.trim()) params.already_consulted = d.consulted.trim();
    return params;
  }
}
