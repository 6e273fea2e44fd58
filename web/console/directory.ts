/* SPDX-License-Identifier: EUPL-1.2 */
/* directory.ts - « Annuaire »: libraries found by name or place, one opened to read or to change */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import { plainDate } from '../shared/format';
import type { DirectoryEntry, DirectoryFound } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { spanText } from '../staff/spans';
import { staffStyles } from '../staff/styles';
import { LANGUAGES, TOPICS } from '../staff/words';
import './library-page';
import { CONVENTIONS, LIBRARY_KINDS } from './library-words';

const SEARCH_AFTER_MS = 200;

@customElement('aig-directory')
export class Directory extends LitElement {
  static override styles = [base, staffStyles, css`
    form { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); align-items: end; }
    .wide { grid-column: 1 / -1; }
    ul.cards { display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
    li.panel { display: grid; gap: var(--space-2); align-content: start; }
    meter { inline-size: 100%; }
  `];

  @property({ attribute: false }) link!: Link;
  @property() selected = '';
  @state() private found: DirectoryFound | null = null;
  @state() private error = '';
  private wanted: Record<string, string> = {};
  private timer = 0;
  private asked = 0;
  private off: Array<() => void> = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.off = [
      this.link.onReady(() => void this.fetch()),
      this.link.onEvent('desk', (event) => { if (event.type === 'directory') void this.fetch(); }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    for (const off of this.off) off();
  }

  override render() {
    if (this.selected) return keyed(this.selected, html`<aig-library .link=${this.link} .library=${this.selected}></aig-library>`);
    const found = this.found;
    return html`
      <div class="stack">
        <div class="row between"><h2>Annuaire</h2><a class="button small" href="#annuaire/+">Ajouter une bibliothèque</a></div>
        <form class="panel" role="search" aria-label="Chercher une bibliothèque" @submit=${(event: Event) => event.preventDefault()} @input=${this.typed}>
          <div class="field wide"><label for="text">Nom, commune, département ou région</label><input id="text" name="text" type="search" autocomplete="off"></div>
          ${this.select('network', 'Réseau', (found?.networks ?? []).map((one) => [one.id, one.name]))}
          ${this.select('region', 'Région', (found?.regions ?? []).map((one) => [one, one]))}
          ${this.select('kind', 'Sorte', Object.entries(LIBRARY_KINDS))}
          ${this.select('topic', 'Point fort', Object.entries(TOPICS))}
        </form>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <p role="status" class="soft">${!found ? 'Chargement de l’annuaire…' : found.total === 0
          ? 'Aucune bibliothèque ne correspond. Le début d’un mot suffit : « gren », « 38 », « isère ».'
          : `${found.total} bibliothèque${found.total > 1 ? 's' : ''}${found.libraries.length < found.total ? `, les ${found.libraries.length} premières` : ''}`}</p>
        <ul class="bare cards">${found?.libraries.map((one) => html`<li class="panel">${this.card(one)}</li>`)}</ul>
      </div>
    `;
  }

  private select(name: string, title: string, choices: Array<[string, string]>) {
    return html`<div class="field"><label for=${name}>${title}</label><select id=${name} name=${name}><option value="">Tous</option>
      ${choices.map(([id, text]) => html`<option value=${id}>${text}</option>`)}</select></div>`;
  }

  private card(one: DirectoryEntry) {
    const strongest = Object.entries(one.strengths ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 3);
    const load = Math.min(1, (one.open ?? 0) / Math.max(1, one.capacity ?? 0));
    return html`
      <h3><a href=${`#annuaire/${one.id}`}>${one.name}</a></h3>
      <p class="soft">${[LIBRARY_KINDS[one.kind] ?? one.kind, one.commune, one.region].filter(Boolean).join(' · ')}</p>
      <p>Répond pour : ${one.territory.map((place) => `${place.name} (${place.code})`).join(', ') || 'aucun territoire'}${one.referent.length
        ? html`<span class="soft"> · référente pour ${one.referent.map((place) => place.code).join(', ')}</span>` : nothing}</p>
      ${strongest.length ? html`<p class="soft">Points forts : ${strongest.map(([id]) => TOPICS[id] ?? id).join(', ')}</p>` : nothing}
      <p>${one.open} ouverte(s) pour ${one.capacity} par semaine <meter min="0" max="1" high="0.8" optimum="0" value=${load} aria-hidden="true"></meter></p>
      <p class="soft">${one.languages.map((code) => LANGUAGES[code] ?? code).join(', ')} · ${one.people} personne(s)</p>
      <p class="row">
        ${one.illustration ? html`<span class="tag">illustration</span>` : nothing}
        ${one.convention ? html`<span class="tag ${one.convention.status === 'echue' ? 'alarm' : 'good'}">convention ${CONVENTIONS[one.convention.status]?.toLowerCase()}</span>` : nothing}
        ${!one.policy ? html`<span class="tag signal">pas encore de page</span>` : one.policy.stale
          ? html`<span class="tag signal">page à revoir : ${one.policy.months} mois</span>` : html`<span class="tag">page revue le ${plainDate(one.policy.reviewed)}</span>`}
        ${one.absence ? html`<span class="tag ${one.absence.now ? 'alarm' : 'signal'}">${one.absence.now ? 'absente' : 'absence'} ${spanText(one.absence)}</span>` : nothing}
      </p>
    `;
  }

  private readonly typed = (event: Event): void => {
    const form = (event.currentTarget as HTMLFormElement);
    this.wanted = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetch(), SEARCH_AFTER_MS);
  };

  private async fetch(): Promise<void> {
    const turn = ++this.asked;
    try {
      const found = await this.link.keep<DirectoryFound>('directory.search', this.wanted);
      if (turn !== this.asked) return;
      this.found = found;
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
  }
}
