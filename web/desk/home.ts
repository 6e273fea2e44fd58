/* SPDX-License-Identifier: EUPL-1.2 */
/* home.ts - what the desk shows while no question is open: the own library's page when it is old, and one's absences */

import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { plainDate } from '../shared/format';
import type { LibraryGot, TeamPerson } from '../shared/protocol';
import type { Link } from '../shared/socket';
import '../staff/person-form';
import { spanText } from '../staff/spans';
import { staffStyles } from '../staff/styles';

@customElement('aig-desk-home')
export class DeskHome extends LitElement {
  static override styles = [base, staffStyles];

  @property({ attribute: false }) link!: Link;
  @property() library = '';
  @state() private got: LibraryGot | null = null;
  @state() private person: TeamPerson | null = null;
  @state() private editing = false;
  @state() private said = '';
  @state() private error = '';
  private off = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = this.link.onReady(() => void this.fetch());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off();
  }

  override render() {
    const stale = this.got?.figures.policy?.stale && this.got.may;
    return html`<div class="stack">
      <p role="status" class=${this.said ? 'notice good' : ''}>${this.said}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${stale ? html`<section class="notice signal stack tight" aria-label="Page à revoir">
        <p>La page de votre bibliothèque a été revue le ${plainDate(this.got!.library.policy?.reviewed)}, il y a ${this.got!.figures.policy!.months} mois. Relisez-la : elle s’affiche à côté de chaque question.</p>
        <div><button type="button" class="small" @click=${() => void this.review()}>Revue aujourd’hui</button></div></section>` : nothing}
      ${this.person ? html`<section class="panel stack tight"><div class="row between"><h2>Mes absences</h2>
          ${this.editing ? nothing : html`<button type="button" class="small" @click=${() => { this.editing = true; this.said = ''; }}>Modifier</button>`}</div>
        ${this.editing ? html`<aig-person-form .link=${this.link} .person=${this.person} as="own" @saved=${this.saved} @left=${() => { this.editing = false; }}></aig-person-form>`
          : html`<p>${this.person.absences?.map(spanText).join(' ; ') || 'Aucune absence prévue.'}</p>`}
      </section>` : nothing}
    </div>`;
  }

  private async fetch(): Promise<void> {
    try {
      this.person = (await this.link.keep<{ person: TeamPerson }>('person.get')).person;
      this.got = this.library ? await this.link.keep<LibraryGot>('library.get', { id: this.library }) : null;
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async review(): Promise<void> {
    try {
      await this.link.ask('library.review', { id: this.library });
      this.said = 'Merci : la page est notée comme revue aujourd’hui.';
      await this.fetch();
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private saved(event: CustomEvent<TeamPerson>): void {
    this.person = event.detail;
    this.editing = false;
    this.said = 'Vos absences sont enregistrées.';
  }
}
