/* SPDX-License-Identifier: EUPL-1.2 */
/* person-form.ts - one person: what the reader may change of them, and nothing else; the server judges again */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { TeamPerson } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { cleanSpans, spanRows, valueOf } from './spans';
import { staffStyles } from './styles';
import { TOPICS } from './words';

export const ROLES: Record<string, string> = { respondent: 'Répondant·e', coordinator: 'Coordinateur·rice', admin: 'Administrateur·rice', auditor: 'Auditeur·rice' };

@customElement('aig-person-form')
export class PersonForm extends LitElement {
  static override styles = [base, staffStyles, css`
    .fields { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
    .span { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: end; } .span .grow { flex: 1 1 12rem; }
    .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); gap: var(--space-1) var(--space-3); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) person!: TeamPerson;
  /** admin: all; planner: topics, training, départements, absences; own: one's own. */
  @property() as: 'admin' | 'planner' | 'own' = 'own';
  @state() private changes: Partial<TeamPerson> = {};
  @state() private error = '';
  @state() private busy = false;

  override render() {
    const p = { ...this.person, ...this.changes };
    const isAdmin = this.as === 'admin';
    const plans = this.as !== 'own';
    return html`
      <form class="stack" novalidate aria-label=${`Compte de ${this.person.name}`} @submit=${this.submit}>
        ${isAdmin ? html`<div class="fields">${this.text('name', 'Nom affiché', p.name)} ${this.text('library', 'Bibliothèque', p.library ?? '', 'Son identifiant ; vide : tout le réseau')}</div>
          ${this.boxes('roles', 'Rôles', ROLES, p.roles)}` : nothing}
        ${isAdmin || this.as === 'own' ? html`<div class="fields">${this.text('email', 'Courriel', p.email ?? '', 'Pour les mentions et les récapitulatifs')} ${this.text('signature', 'Signature', p.signature ?? '', 'Sous vos réponses')}</div>` : nothing}
        ${plans ? html`
          <label class="check"><input type="checkbox" .checked=${p.training} @change=${(e: Event) => this.put({ training: (e.target as HTMLInputElement).checked })}>En formation : ses réponses sont relues</label>
          <details><summary>Sujets bien connus (${p.topics.length})</summary>${this.boxes('topics', 'Sujets', TOPICS, p.topics)}</details>
          ${this.text('referent', 'Référent·e des départements', p.referent.join(' '), 'Des codes séparés par des espaces', (text) => text.split(/[\s,;]+/).filter(Boolean))}` : nothing}
        <fieldset class="stack"><legend>Absences</legend>${spanRows({ name: 'away', spans: p.absences ?? [], change: (absences) => this.put({ absences }) })}</fieldset>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row"><button class="primary" ?disabled=${this.busy}>Enregistrer</button><button type="button" @click=${() => this.dispatchEvent(new Event('left'))}>Fermer</button></div>
      </form>
    `;
  }

  private text(key: string, title: string, value: string, hint = '', read: (text: string) => unknown = (text) => text || null) {
    return html`<div class="field"><label for=${key}>${title}</label><input id=${key} autocomplete="off" .value=${value} @change=${(e: Event) => this.put({ [key]: read(valueOf(e).trim()) })}>
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}</div>`;
  }

  private boxes(key: 'roles' | 'topics', title: string, choices: Record<string, string>, chosen: string[]) {
    return html`<fieldset><legend>${title}</legend><div class="choices">${Object.entries(choices).map(([id, text]) => html`
      <label class="check"><input type="checkbox" .checked=${chosen.includes(id)}
        @change=${(e: Event) => this.put({ [key]: (e.target as HTMLInputElement).checked ? [...chosen, id] : chosen.filter((one) => one !== id) })}>${text}</label>`)}</div></fieldset>`;
  }

  private put(part: object): void {
    this.changes = { ...this.changes, ...part };
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.busy = true;
    const changes = { ...this.changes, ...(this.changes.absences ? { absences: cleanSpans(this.changes.absences) } : {}) };
    try {
      const { person } = await this.link.ask<{ person: TeamPerson }>('person.save', { person: { id: this.person.id, ...changes } });
      this.changes = {};
      this.error = '';
      this.dispatchEvent(new CustomEvent('saved', { detail: person }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }
}
