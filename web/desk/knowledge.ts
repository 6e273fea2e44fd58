/* SPDX-License-Identifier: EUPL-1.2 */
/* knowledge.ts - fiches and resources at hand beside the question: search, read, cite */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { plainDate } from '../shared/format';
import { markdown, safeUrl } from '../shared/markdown';
import type { Fiche, Hit, Suggestion } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { HIT_KINDS } from '../staff/words';

const SEARCH_AFTER_MS = 300;
const LIMIT = 12;

@customElement('aig-knowledge')
export class Knowledge extends LitElement {
  static override styles = [base, staffStyles, css`
    li { padding-block: var(--space-3); border-block-start: 1px solid var(--line); display: grid; gap: var(--space-1); }
    .excerpt { font-size: var(--size-small); overflow-wrap: anywhere; }
    .fiche { padding: var(--space-3); background: var(--sunken); border-radius: var(--radius); max-block-size: 24rem; overflow: auto; font-size: var(--size-small); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) suggestions: Suggestion[] = [];
  /** There is an answer to put a citation into. */
  @property({ type: Boolean }) citing = false;
  @state() private words = '';
  @state() private hits: Hit[] | null = null;
  @state() private error = '';
  @state() private opened: { id: string; fiche: Fiche | null } | null = null;
  private timer = 0;
  private turn = 0;

  override render() {
    const suggested: Hit[] = this.suggestions.map((one) => ({ ...one, excerpt: one.excerpt || one.why || '', score: one.score ?? 0 }));
    const shown = this.hits ?? suggested;
    return html`
      <section class="panel stack tight" aria-labelledby="heading">
        <h2 id="heading">Fiches et ressources</h2>
        <search class="field">
          <label for="words" class="unseen">Chercher dans les fiches</label>
          <input id="words" type="search" placeholder="Chercher dans les fiches" .value=${this.words} @input=${this.typed}>
        </search>
        <p class="soft" role="status">${this.status(shown.length)}</p>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <ul class="bare">${shown.map((hit) => this.hit(hit))}</ul>
      </section>
    `;
  }

  private hit(hit: Hit) {
    const url = safeUrl(hit.url);
    const opened = this.opened?.id === hit.id ? this.opened : null;
    return html`
      <li>
        <div class="row"><span class="tag">${HIT_KINDS[hit.kind] ?? hit.kind}</span>${hit.audience && hit.audience !== 'public' ? html`<span class="tag signal">équipes</span>` : nothing}</div>
        <h3>${hit.title}</h3>
        <p class="excerpt">${hit.excerpt}</p>
        <div class="row">
          <button type="button" class="small" aria-expanded=${opened !== null} @click=${() => void this.toggle(hit)}>${opened ? 'Fermer' : 'Lire'}<span class="unseen"> ${hit.title}</span></button>
          ${this.citing ? html`<button type="button" class="small" @click=${() => this.cite(hit)}>Citer<span class="unseen"> ${hit.title}</span></button>` : nothing}
          ${url ? html`<a class="small" href=${url} target="_blank" rel="noopener noreferrer">Ouvrir<span class="unseen"> ${hit.title} (nouvel onglet)</span></a>` : nothing}
        </div>
        ${opened ? html`<div class="fiche prose" tabindex="0" role="region" aria-label=${hit.title}>
          ${opened.fiche ? html`${markdown(opened.fiche.html, '', 4)}${opened.fiche.reviewed ? html`<p class="soft">Vérifiée le ${plainDate(opened.fiche.reviewed)}</p>` : nothing}` : 'Chargement…'}</div>` : nothing}
      </li>
    `;
  }

  private status(shown: number): string {
    if (this.hits === null) return shown ? 'Proposées pour cette question :' : 'Rien n’est proposé pour cette question. Cherchez avec vos mots.';
    if (shown === 0) return 'Aucune fiche ne contient ces mots. Essayez un synonyme, ou moins de mots.';
    return shown === 1 ? '1 résultat' : `${shown} résultats`;
  }

  private typed(event: InputEvent): void {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    if (!this.words.trim()) {
      this.hits = null;
      this.error = '';
      return;
    }
    this.timer = window.setTimeout(() => void this.search(), SEARCH_AFTER_MS);
  }

  private async search(): Promise<void> {
    const turn = ++this.turn;
    try {
      const found = await this.link.ask<{ hits: Hit[] }>('search', { text: this.words.trim(), limit: LIMIT });
      if (turn !== this.turn || !this.words.trim()) return;
      this.hits = found.hits ?? [];
      this.error = '';
    } catch (error) {
      if (turn === this.turn) this.error = (error as Error).message;
    }
  }

  private async toggle(hit: Hit): Promise<void> {
    if (this.opened?.id === hit.id) {
      this.opened = null;
      return;
    }
    this.opened = { id: hit.id, fiche: null };
    try {
      const fiche = await this.link.ask<Fiche>('fiche.get', { id: hit.id });
      if (this.opened?.id === hit.id) this.opened = { id: hit.id, fiche };
    } catch (error) {
      this.opened = null;
      this.error = (error as Error).message;
    }
  }

  private cite(hit: Hit): void {
    this.dispatchEvent(new CustomEvent('cite', { detail: hit }));
  }
}
