/* SPDX-License-Identifier: EUPL-1.2 */
/* leads.ts - "appel au réseau": the holder asks for help and keeps the question, others give leads; nothing here reaches the asker */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { longDate } from '../shared/format';
import { forget, recall, remember } from '../shared/keep';
import type { Lead, StaffView } from '../shared/protocol';
import { newClientId, type Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';

interface Writing { text: string; url: string; client_id?: string }
const EMPTY: Writing = { text: '', url: '' };

@customElement('aig-leads')
export class Leads extends LitElement {
  static override styles = [base, staffStyles, css`
    li { padding-block: var(--space-2); border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
    li:last-child { border: 0; }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) question!: StaffView;
  @state() private writing: Writing = EMPTY;
  @state() private words = '';
  @state() private error = '';
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.writing = recall<Writing>(this.key()) ?? EMPTY;
  }

  override render() {
    const q = this.question;
    const open = Boolean(q.urgency);
    const leads = q.leads ?? [];
    if (!open && leads.length === 0) return nothing;
    return html`
      <section class="panel stack tight" aria-labelledby="call">
        <h2 id="call">Appel au réseau</h2>
        ${this.standing(q)}
        ${leads.length ? html`<ol class="bare" aria-label="Pistes">${leads.map((lead) => this.lead(lead))}</ol>` : nothing}
        <p class="error" role="alert">${this.error || nothing}</p>
        ${!open ? nothing : q.mine ? this.calling(q) : this.adding()}
      </section>
    `;
  }

  private standing(q: StaffView) {
    if (!q.risen_at) return html`<p class="soft">Le réseau n’est pas appelé.${q.mine ? ' Vous pouvez demander des pistes et garder la question.' : ' Une piste est la bienvenue tout de même.'}</p>`;
    return html`<p class="notice signal">${q.owner
      ? html`${q.mine ? 'Vous appelez' : html`${q.owner.name} appelle`} le réseau depuis le ${longDate(q.risen_at)} : une piste suffit.`
      : html`Personne ne l’a prise à temps : elle est proposée à tout le réseau depuis le ${longDate(q.risen_at)}.`}</p>`;
  }

  private lead(lead: Lead) {
    const q = this.question;
    const credited = (q.leads ?? []).some((one) => one.credited_at);
    return html`
      <li class="stack tight">
        <p class="as-written" dir="auto">${lead.text}</p>
        ${lead.url ? html`<p><a href=${lead.url} target="_blank" rel="noopener noreferrer">${lead.url}</a></p>` : nothing}
        <p class="row soft"><span>${lead.name}${lead.library ? `, ${lead.library}` : ''}</span>
          ${lead.credited_at ? html`<span class="tag good">✓ a servi à la réponse</span>` : nothing}
          ${q.mine && !credited && !lead.mine ? html`<button type="button" class="small" ?disabled=${this.busy} @click=${() => void this.act('lead.credit', { lead: lead.id, epoch: q.epoch })}>Cette piste m’a servi</button>` : nothing}
        </p>
      </li>`;
  }

  private calling(q: StaffView) {
    if (q.risen_at) return html`<div><button type="button" class="small" ?disabled=${this.busy} @click=${() => void this.act('question.call_off', { epoch: q.epoch })}>J’ai ce qu’il me faut</button></div>`;
    return html`
      <form class="stack tight" novalidate @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.act('question.call', { epoch: q.epoch, ...(this.words.trim() ? { words: this.words.trim() } : {}) }); }}>
        <div class="field"><label for="words">Ce qui vous manque (facultatif)</label>
          <input id="words" .value=${this.words} @input=${(event: InputEvent) => { this.words = (event.target as HTMLInputElement).value; }}></div>
        <div><button class="small" ?disabled=${this.busy}>Appeler le réseau</button></div>
      </form>`;
  }

  private adding() {
    return html`
      <form class="stack tight" novalidate @submit=${this.submit}>
        <div class="field"><label for="lead">Proposer une piste</label>
          <textarea id="lead" rows="2" aria-describedby="lead-hint" .value=${this.writing.text} @input=${(event: InputEvent) => this.keep({ text: (event.target as HTMLTextAreaElement).value })}></textarea>
          <p class="hint" id="lead-hint">Lue par les équipes seulement. La première qui sert est créditée à qui l’a donnée.</p></div>
        <div class="field"><label for="url">Adresse (facultatif)</label>
          <input id="url" type="url" .value=${this.writing.url} @input=${(event: InputEvent) => this.keep({ url: (event.target as HTMLInputElement).value })}></div>
        <div><button class="small" ?disabled=${this.busy}>Donner la piste</button></div>
      </form>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = this.writing.text.trim();
    if (!text) {
      this.error = 'Écrivez la piste avant de la donner.';
      return;
    }
    this.keep({ client_id: this.writing.client_id ?? newClientId() });
    const url = this.writing.url.trim();
    void this.act('lead.add', { text, client_id: this.writing.client_id, ...(url ? { url } : {}) });
  };

  private async act(verb: string, params: Record<string, unknown>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const result = await this.link.keep<{ question?: StaffView }>(verb, { question: this.question.id, ...params });
      if (verb === 'lead.add') this.keep(EMPTY);
      this.words = '';
      this.dispatchEvent(new CustomEvent('changed', { detail: result.question }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }

  private keep(part: Partial<Writing>): void {
    this.writing = part === EMPTY ? EMPTY : { ...this.writing, ...part };
    this.error = '';
    if (this.writing.text || this.writing.url) remember(this.key(), this.writing);
    else forget(this.key());
  }

  private key(): string {
    return `lead:${this.question.id}`;
  }
}
