/* SPDX-License-Identifier: EUPL-1.2 */
/* library-page.ts - one library: everything readable first, then « Modifier » */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { plainDate, score } from '../shared/format';
import { markdown, safeUrl } from '../shared/markdown';
import type { LibraryFile, LibraryGot } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { spanText } from '../staff/spans';
import { staffStyles } from '../staff/styles';
import { KINDS, LANGUAGES, TOPICS } from '../staff/words';
import './library-form';
import { CONVENTIONS, LIBRARY_KINDS, ZONES } from './library-words';

/** Its address says "+": a library that is not there yet. */
const NEW = '+';
const fresh = (): LibraryFile => ({
  id: '', name: '', network: '', kind: 'municipale', departement: '', region: '', territory: [], languages: ['fr'], capacity: 5,
  calendar: { zone: 'metropole', closed: [], absences: [] }, queues: [],
});

@customElement('aig-library')
export class LibraryPage extends LitElement {
  static override styles = [base, staffStyles, css`
    .grid { display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; }
    table { inline-size: 100%; } progress { inline-size: 100%; max-inline-size: 10rem; accent-color: var(--accent); }
  `];

  @property({ attribute: false }) link!: Link;
  @property() library = '';
  @state() private got: LibraryGot | null = null;
  @state() private editing = false;
  @state() private error = '';
  @state() private said = '';
  @state() private newer = false;
  private off: Array<() => void> = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.library === NEW) { this.editing = true; return; }
    this.off = [
      this.link.onReady(() => { if (!this.editing) void this.fetch(); }),
      this.link.onEvent<{ library?: string }>('desk', (event) => {
        if (event.type !== 'directory' || event.data.library !== this.library) return;
        if (this.editing) this.newer = true;
        else void this.fetch();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const off of this.off) off();
  }

  override render() {
    const title = this.library === NEW ? 'Nouvelle bibliothèque' : this.got?.library.name ?? this.library;
    return html`
      <div class="stack">
        <div><a href="#annuaire">← Tout l’annuaire</a></div>
        <div class="row between"><h2 tabindex="-1">${title}</h2>${!this.editing && this.got ? this.actions(this.got) : nothing}</div>
        <p role="status" class=${this.said ? 'notice good' : ''}>${this.said}</p>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        ${this.newer ? html`<p class="notice signal" role="status">Cette fiche vient d’être changée par ailleurs. Votre saisie est gardée ; un enregistrement vous montrera la nouvelle version.</p>` : nothing}
        ${this.body()}
      </div>
    `;
  }

  private body() {
    if (this.library === NEW) return html`<aig-library-form .link=${this.link} .file=${fresh()} isNew may="all" @saved=${this.saved} @left=${() => { location.hash = 'annuaire'; }}></aig-library-form>`;
    if (!this.got) return this.error ? nothing : html`<p class="soft" role="status">Chargement…</p>`;
    return this.editing
      ? html`<aig-library-form .link=${this.link} .file=${this.got.library} .revision=${this.got.revision} .may=${this.got.may ?? ''} @saved=${this.saved} @left=${this.left}></aig-library-form>`
      : this.reading(this.got);
  }

  private actions(got: LibraryGot) {
    return html`<div class="row">
      ${got.may ? html`<button type="button" class="primary small" @click=${() => { this.editing = true; this.said = ''; }}>Modifier</button>` : nothing}
      <button type="button" class="small" @click=${() => void this.export()}>Exporter en YAML</button></div>`;
  }

  private reading(got: LibraryGot) {
    const { library: l, figures: f } = got;
    return html`
      <div class="grid">
        <section class="panel"><h3>Identité</h3><dl>
          <dt>Sorte</dt><dd>${LIBRARY_KINDS[l.kind] ?? l.kind}${l.illustration ? ' (illustration)' : ''}</dd>
          <dt>Réseau</dt><dd>${l.network}</dd>
          <dt>Commune</dt><dd>${l.commune ?? '—'}${l.insee ? ` (INSEE ${l.insee})` : ''}</dd>
          <dt>Département</dt><dd>${f.departement_name} (${l.departement})</dd><dt>Région</dt><dd>${l.region}</dd>
          <dt>Répond pour</dt><dd>${f.territory.map((one) => `${one.name} (${one.code})`).join(', ') || '—'}</dd>
          ${f.referent.length ? html`<dt>Référente pour</dt><dd>${f.referent.map((one) => `${one.name} (${one.code})`).join(', ')}</dd>` : nothing}
          <dt>Langues</dt><dd>${l.languages.map((code) => LANGUAGES[code] ?? code).join(', ')}</dd>
          <dt>Convention</dt><dd>${l.convention ? `${CONVENTIONS[l.convention.status]}${l.convention.until ? `, jusqu’au ${plainDate(l.convention.until)}` : ''}` : 'non renseignée'}</dd>
          <dt>Contact</dt><dd>${l.contact ?? '—'}</dd>
          <dt>Site</dt><dd>${safeUrl(l.website) ? html`<a href=${safeUrl(l.website)!} target="_blank" rel="noopener noreferrer">${l.website}</a>` : '—'}</dd>
          <dt>Courriel</dt><dd>${l.email ?? '—'}</dd>
        </dl></section>
        <section class="panel"><h3>Charge et calendrier</h3><dl>
          <dt>Ouvertes</dt><dd>${f.open} pour ${l.capacity} par semaine</dd><dt>Personnes</dt><dd>${f.people}</dd>
          <dt>Jours fériés</dt><dd>${ZONES[l.calendar.zone]}</dd>
          <dt>Sans service</dt><dd>${l.calendar.closed.join(', ') || 'aucun jour particulier'}</dd>
          <dt>Absences</dt><dd>${l.calendar.absences.map(spanText).join(' ; ') || 'aucune'}</dd>
          <dt>Files</dt><dd>${l.queues.map((one) => one.title).join(', ')}</dd>
        </dl></section>
        ${this.bars('Points forts par sujet', l.strengths ?? {}, TOPICS)} ${this.bars('Points forts par sorte de demande', l.kinds ?? {}, KINDS)}
      </div>
      <section class="panel stack"><div class="row between"><h3>Page de la bibliothèque</h3>
        ${got.may && l.policy ? html`<button type="button" class="small" @click=${() => void this.review()}>Revue aujourd’hui</button>` : nothing}</div>
        ${!l.policy ? html`<p>Pas encore de page : horaires, cartes, prêts, contacts. Elle s’affiche à côté de chaque question.</p>` : html`
          <p class=${f.policy?.stale ? 'notice signal' : 'soft'}>Revue le ${plainDate(l.policy.reviewed)}${f.policy?.stale ? `, il y a ${f.policy.months} mois : à relire.` : ''}</p>
          <div class="prose">${markdown(got.policy_html ?? '', l.policy.text, 4)}</div>`}
      </section>
    `;
  }

  private bars(caption: string, weights: Record<string, number | string>, titles: Record<string, string>) {
    const lines = Object.entries(weights).sort((a, b) => Number(b[1]) - Number(a[1]));
    return html`<section class="panel scroll" tabindex="0" aria-label=${caption}><table><caption>${caption}</caption><tbody>${lines.length ? lines.map(([id, weight]) => html`
      <tr><th scope="row">${titles[id] ?? id}</th><td class="number">${score(Number(weight))}</td><td><progress max="1" value=${weight} aria-hidden="true"></progress></td></tr>`)
      : html`<tr><td class="soft">Rien de déclaré.</td></tr>`}</tbody></table></section>`;
  }

  private async fetch(): Promise<void> {
    try {
      this.got = await this.link.keep<LibraryGot>('library.get', { id: this.library });
      this.error = '';
      this.newer = false;
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async review(): Promise<void> {
    try {
      await this.link.ask('library.review', { id: this.library });
      this.said = 'La page est notée comme revue aujourd’hui.';
      await this.fetch();
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async export(): Promise<void> {
    try {
      const { yaml } = await this.link.ask<{ yaml: string }>('library.export', { id: this.library });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([yaml], { type: 'application/yaml' }));
      link.download = `${this.library}.yaml`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async saved(event: CustomEvent<LibraryFile>): Promise<void> {
    if (this.library === NEW) { location.hash = `annuaire/${event.detail.id}`; return; }
    this.editing = false;
    await this.fetch();
    this.said = 'Enregistré. L’aiguillage en tient compte dès maintenant.';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  private left(): void {
    this.editing = false;
    void this.fetch();
  }
}
