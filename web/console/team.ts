/* SPDX-License-Identifier: EUPL-1.2 */
/* team.ts - « Équipe »: who works where, on what, in training, away today; one opened to change */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import type { TeamPerson } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { ROLES } from '../staff/person-form';
import { spanText } from '../staff/spans';
import { staffStyles } from '../staff/styles';
import { TOPICS } from '../staff/words';

@customElement('aig-team')
export class Team extends LitElement {
  static override styles = [base, staffStyles, css`
    .fields { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); align-items: end; }
    li.panel { display: grid; gap: var(--space-2); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ type: Boolean }) isAdmin = false;
  @state() private people: TeamPerson[] | null = null;
  @state() private open = 0;
  @state() private error = '';
  @state() private said = '';
  private off: Array<() => void> = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = [this.link.onReady(() => void this.fetch()), this.link.onEvent('desk', (event) => { if (event.type === 'people') void this.fetch(); })];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const off of this.off) off();
  }

  override render() {
    const groups = new Map<string, TeamPerson[]>();
    for (const one of this.people ?? []) groups.set(one.library_name ?? 'Tout le réseau', [...(groups.get(one.library_name ?? 'Tout le réseau') ?? []), one]);
    return html`
      <div class="stack">
        <h2>Équipe</h2>
        <p role="status" class=${this.said ? 'notice good' : ''}>${this.said}</p>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        ${!this.people ? html`<p class="soft" role="status">Chargement de l’équipe…</p>` : nothing}
        ${[...groups].sort(([a], [b]) => a.localeCompare(b)).map(([title, people]) => html`
          <section class="stack tight"><h3>${title}</h3><ul class="bare stack tight">${people.map((one) => html`<li class="panel">${this.card(one)}</li>`)}</ul></section>`)}
        ${this.isAdmin ? this.adding() : nothing}
      </div>
    `;
  }

  private card(one: TeamPerson) {
    return html`
      <div class="row between"><strong>${one.name}</strong>
        <span class="row">${one.disabled ? html`<span class="tag alarm">désactivé·e</span>` : nothing}${one.training ? html`<span class="tag signal">en formation</span>` : nothing}
          ${one.away ? html`<span class="tag alarm">absent·e aujourd’hui</span>` : nothing}${one.roles.map((role) => html`<span class="tag">${ROLES[role] ?? role}</span>`)}</span></div>
      <p class="soft">${one.topics.length ? `Connaît bien : ${one.topics.map((id) => TOPICS[id] ?? id).join(', ')}` : 'Aucun sujet déclaré'}${one.referent.length ? ` · référent·e : ${one.referent.join(', ')}` : ''}
        ${one.memberships?.length ? html`<br>Ailleurs : ${one.memberships.map((m) => `${m.library} (${m.roles.map((role) => ROLES[role] ?? role).join(', ')})`).join(' ; ')}` : nothing}
        ${one.absences?.length ? html`<br>Absences : ${one.absences.map(spanText).join(' ; ')}` : nothing}</p>
      <div class="row"><button type="button" class="small" aria-expanded=${this.open === one.id ? 'true' : 'false'} @click=${() => { this.open = this.open === one.id ? 0 : one.id; this.said = ''; }}>Modifier<span class="unseen"> ${one.name}</span></button>
        ${this.isAdmin ? html`
          <button type="button" class="small" @click=${() => void this.act(one.disabled ? 'person.enable' : 'person.disable', one)}>${one.disabled ? 'Réactiver' : 'Désactiver'}<span class="unseen"> ${one.name}</span></button>
          <button type="button" class="small" @click=${() => void this.act('person.password', one)}>Nouveau mot de passe<span class="unseen"> pour ${one.name}</span></button>` : nothing}</div>
      ${this.open === one.id ? keyed(one.id, html`<aig-person-form .link=${this.link} .person=${one} as=${this.isAdmin ? 'admin' : 'planner'} @saved=${this.saved} @left=${() => { this.open = 0; }}></aig-person-form>`) : nothing}
    `;
  }

  private adding() {
    return html`<details class="panel"><summary>Ajouter une personne</summary>
      <form class="fields" novalidate aria-label="Ajouter une personne" @submit=${this.add}>
        <div class="field"><label for="login">Identifiant</label><input id="login" name="login" autocomplete="off"></div>
        <div class="field"><label for="who">Nom affiché</label><input id="who" name="name" autocomplete="off"></div>
        <div class="field"><label for="at">Bibliothèque (identifiant)</label><input id="at" name="library" autocomplete="off"></div>
        <div class="field"><label for="role">Rôle</label><select id="role" name="role">${Object.entries(ROLES).map(([id, text]) => html`<option value=${id}>${text}</option>`)}</select></div>
        <label class="check"><input type="checkbox" name="training">En formation</label>
        <div><button class="primary">Ajouter</button></div>
      </form></details>`;
  }

  private async add(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const library = String(data.get('library')).trim();
    try {
      const { person, password } = await this.link.ask<{ person: TeamPerson; password?: string }>('person.add', {
        login: String(data.get('login')).trim(), name: String(data.get('name')).trim(), roles: [data.get('role')], training: data.has('training'), ...(library ? { library } : {}) });
      form.reset();
      this.tell(`${person.name} peut se connecter. Mot de passe, montré cette seule fois : ${password}`);
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async act(verb: string, one: TeamPerson): Promise<void> {
    try {
      const { password } = await this.link.ask<{ password?: string }>(verb, { id: one.id });
      this.tell(password ? `Nouveau mot de passe de ${one.name}, montré cette seule fois : ${password}`
        : verb === 'person.disable' ? `${one.name} ne peut plus se connecter.` : `${one.name} peut de nouveau se connecter.`);
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private saved(event: CustomEvent<TeamPerson>): void {
    this.open = 0;
    this.tell(`Enregistré pour ${event.detail.name}.`);
  }

  private tell(sentence: string): void {
    this.said = sentence;
    this.error = '';
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      this.people = (await this.link.keep<{ people: TeamPerson[] }>('people.list')).people;
    } catch (error) {
      this.error = (error as Error).message;
    }
  }
}
