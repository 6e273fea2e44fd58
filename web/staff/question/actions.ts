/* SPDX-License-Identifier: EUPL-1.2 */
/* actions.ts - everything one can do with a question besides answering it: one table, one form at a time */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../../shared/base-styles';
import type { Queue, StaffView } from '../../shared/protocol';
import { Refusal, type Link } from '../../shared/socket';
import { staffStyles } from '../styles';
import { may } from '../words';

interface Field { name: string; label: string; as: 'area' | 'line' | 'queue'; required?: string; hint?: string }
interface Action { verb: string; title: string; lead: string; fields: Field[]; send: string; tone?: 'primary' | 'danger' }

const ACTIONS: readonly Action[] = [
  {
    verb: 'clarify', title: 'Demander une précision', send: 'Envoyer à l’usager',
    lead: 'L’usager reçoit votre message et peut y répondre. Le délai est suspendu en attendant.',
    fields: [{ name: 'text', label: 'Votre question à l’usager', as: 'area', required: 'Écrivez ce que vous avez besoin de savoir.', hint: 'Une seule question, simple, et pourquoi elle aide.' }],
  },
  {
    verb: 'release', title: 'Remettre en file', send: 'Remettre en file',
    lead: 'La question redevient libre, avec vos notes et votre brouillon. C’est un geste ordinaire.',
    fields: [{ name: 'reason', label: 'Un mot pour la suite (facultatif)', as: 'line' }],
  },
  {
    verb: 'transfer', title: 'Transférer', send: 'Transférer',
    lead: 'Vers une file, jamais vers une personne : les personnes s’absentent.',
    fields: [
      { name: 'queue', label: 'File', as: 'queue', required: 'Choisissez la file qui reçoit la question.' },
      { name: 'reason', label: 'Pourquoi cette file', as: 'line', required: 'Dites pourquoi : la file qui reçoit le lira.' },
    ],
  },
  {
    verb: 'decline', title: 'Réorienter sans répondre', send: 'Envoyer la réorientation', tone: 'danger',
    lead: 'L’usager lit votre phrase. Toute question est légitime : dites ce que le service ne peut pas faire, et qui le peut.',
    fields: [
      { name: 'reason', label: 'Ce que lit l’usager', as: 'area', required: 'Écrivez la phrase que l’usager lira.' },
      { name: 'pointer', label: 'Vers qui ou vers quoi (adresse, service)', as: 'line', hint: 'Facultatif, mais presque toujours utile.' },
    ],
  },
  {
    verb: 'duplicate', title: 'Doublon', send: 'Marquer comme doublon',
    lead: 'L’usager suivra l’autre question.',
    fields: [{ name: 'of', label: 'Numéro de l’autre question', as: 'line', required: 'Saisissez le numéro de la question déjà posée.' }],
  },
  { verb: 'spam', title: 'Indésirable', send: 'Oui, c’est indésirable', tone: 'danger', lead: 'Publicité ou texte vide de question. Elle sort de la file ; la coordination peut la rouvrir.', fields: [] },
  { verb: 'close', title: 'Clore', send: 'Clore', lead: 'L’échange est terminé. Elle pourra être rouverte.', fields: [] },
  { verb: 'reopen', title: 'Rouvrir', send: 'Rouvrir', lead: 'La question retourne dans sa file.', fields: [] },
];

@customElement('aig-actions')
export class Actions extends LitElement {
  static override styles = [base, staffStyles, css`
    form { border-block-start: 3px solid var(--accent); }
    form.danger { border-color: var(--alarm); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) question!: StaffView;
  @property({ attribute: false }) queues: Queue[] = [];
  /** Only these, in the order of the table. */
  @property({ attribute: false }) only: string[] | null = null;
  @state() private open: Action | null = null;
  @state() private wrong: Record<string, string> = {};
  @state() private error = '';
  @state() private busy = false;

  override render() {
    const possible = ACTIONS.filter((one) => may(this.question, one.verb) && (!this.only || this.only.includes(one.verb)));
    if (possible.length === 0) return nothing;
    return html`
      <div class="stack tight">
        <div class="row" role="group" aria-label="Actions sur la question">${possible.map((one) => html`
          <button type="button" class="small ${one.tone ?? ''}" aria-expanded=${this.open === one} @click=${() => this.toggle(one)}>${one.title}</button>`)}
        </div>
        ${this.open && possible.includes(this.open) ? this.form(this.open) : nothing}
      </div>
    `;
  }

  private form(action: Action) {
    return html`
      <form class="panel stack ${action.tone ?? ''}" novalidate @submit=${this.submit} aria-label=${action.title}>
        <p>${action.lead}</p>
        ${action.fields.map((field) => this.field(field))}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row">
          <button class=${action.tone === 'danger' ? 'danger' : 'primary'} ?disabled=${this.busy}>${action.send}</button>
          <button type="button" class="plain" @click=${() => this.toggle(action)}>Annuler</button>
        </div>
      </form>
    `;
  }

  private field(field: Field) {
    const wrong = this.wrong[field.name];
    const about = wrong || field.hint ? `${field.name}-about` : nothing;
    return html`
      <div class="field">
        <label for=${field.name}>${field.label}</label>
        ${field.as === 'area'
          ? html`<textarea id=${field.name} name=${field.name} rows="4" dir="auto" aria-invalid=${Boolean(wrong)} aria-describedby=${about}></textarea>`
          : field.as === 'queue'
            ? html`<select id=${field.name} name=${field.name} aria-invalid=${Boolean(wrong)} aria-describedby=${about}>
                <option value="">Choisir…</option>
                ${this.queues.filter((queue) => queue.id !== this.question.route?.queue).map((queue) => html`
                  <option value=${queue.id}>${queue.title} (${queue.open} en attente)</option>`)}
              </select>`
            : html`<input id=${field.name} name=${field.name} autocomplete="off" aria-invalid=${Boolean(wrong)} aria-describedby=${about}>`}
        ${wrong ? html`<p id="${field.name}-about" class="error">${wrong}</p>` : field.hint ? html`<p id="${field.name}-about" class="hint">${field.hint}</p>` : nothing}
      </div>
    `;
  }

  private toggle(action: Action): void {
    this.open = this.open === action ? null : action;
    this.wrong = {};
    this.error = '';
    if (this.open) void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('form :is(textarea, select, input, button)')?.focus());
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const action = this.open;
    if (!action || this.busy) return;
    const given = new FormData(event.target as HTMLFormElement);
    const params: Record<string, unknown> = { question: this.question.id };
    const wrong: Record<string, string> = {};
    for (const field of action.fields) {
      const value = String(given.get(field.name) ?? '').trim();
      if (value) params[field.name] = value;
      else if (field.required) wrong[field.name] = field.required;
    }
    this.wrong = wrong;
    const first = Object.keys(wrong)[0];
    if (first) return void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus());
    if (action.verb !== 'close' && action.verb !== 'reopen') params.epoch = this.question.epoch;
    await this.send(action, params);
  }

  private async send(action: Action, params: object): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const result = await this.link.ask<{ question?: StaffView }>(`question.${action.verb}`, params);
      this.open = null;
      this.dispatchEvent(new CustomEvent('done', { detail: { verb: action.verb, title: action.title, question: result.question } }));
    } catch (error) {
      this.error = (error as Error).message;
      if (error instanceof Refusal && (error.reason === 'stale' || error.reason === 'conflict')) {
        this.dispatchEvent(new CustomEvent('stale', { detail: error.message }));
      }
    }
    this.busy = false;
  }
}
