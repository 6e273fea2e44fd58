/* SPDX-License-Identifier: EUPL-1.2 */
/* sources-editor.ts - the structured list of sources: title, address, author, date, consulted on, note */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base } from '../shared/base-styles';
import { today } from '../shared/format';
import type { Source } from '../shared/protocol';
import { staffStyles } from '../staff/styles';

const PARTS: ReadonlyArray<{ name: keyof Source; label: string; type: string; wide?: boolean }> = [
  { name: 'title', label: 'Titre', type: 'text', wide: true },
  { name: 'url', label: 'Adresse (URL)', type: 'url', wide: true },
  { name: 'author', label: 'Auteur·rice', type: 'text' },
  { name: 'date', label: 'Date de parution', type: 'text' },
  { name: 'consulted', label: 'Consulté le', type: 'date' },
  { name: 'note', label: 'Où l’emprunter, précision', type: 'text', wide: true },
];

@customElement('aig-sources')
export class SourcesEditor extends LitElement {
  static override styles = [base, staffStyles, css`
    .source { padding: var(--space-3); background: var(--sunken); border-radius: var(--radius); display: grid; gap: var(--space-2); }
    .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: var(--space-2); }
    .wide { grid-column: 1 / -1; }
    .parts label { font-size: var(--size-small); }
    .parts input { min-block-size: 2.25rem; padding-block: var(--space-1); }
  `];

  @property({ attribute: false }) sources: Source[] = [];

  /** Where a wrong list is corrected: its first field, or the button that adds one. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, button')?.focus();
  }

  override render() {
    return html`
      <fieldset class="stack tight">
        <legend>Sources</legend>
        ${this.sources.length === 0 ? html`<p class="hint">Citez au moins une source, vérifiable et datée. « Citer », dans la recherche de fiches, en ajoute une toute remplie.</p>` : nothing}
        <ol class="bare stack tight">${repeat(this.sources, (_, i) => i, (source, i) => this.source(source, i))}</ol>
        <div><button type="button" class="small" @click=${this.add}>Ajouter une source</button></div>
      </fieldset>
    `;
  }

  private source(source: Source, i: number) {
    return html`
      <li><div class="source" role="group" aria-label="Source ${i + 1}">
        <div class="parts">${PARTS.map((part) => html`
          <div class="field ${part.wide ? 'wide' : ''}">
            <label for="${part.name}-${i}">${part.label}</label>
            <input id="${part.name}-${i}" type=${part.type} autocomplete="off" .value=${source[part.name] ?? ''}
              @input=${(event: InputEvent) => this.typed(i, part.name, (event.target as HTMLInputElement).value)}>
          </div>`)}
        </div>
        <div><button type="button" class="plain small danger" @click=${() => this.drop(i)}>Retirer la source ${i + 1}</button></div>
      </div></li>
    `;
  }

  private typed(i: number, name: keyof Source, value: string): void {
    this.give(this.sources.map((one, at) => (at === i ? { ...one, [name]: value } : one)));
  }

  private readonly add = (): void => {
    this.give([...this.sources, { title: '', consulted: today() }]);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#title-${this.sources.length - 1}`)?.focus());
  };

  private drop(i: number): void {
    this.give(this.sources.filter((_, at) => at !== i));
  }

  private give(sources: Source[]): void {
    this.sources = sources;
    this.dispatchEvent(new CustomEvent('changed', { detail: sources }));
  }
}
