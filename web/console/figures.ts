/* SPDX-License-Identifier: EUPL-1.2 */
/* figures.ts - the desk in numbers: plain tables first; a bar beside a number only repeats it */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { number } from '../shared/format';
import type { AiUse, State, Stats } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { AI_USES, STATES, TOPICS } from '../staff/words';

@customElement('aig-figures')
export class Figures extends LitElement {
  static override styles = [base, staffStyles, css`
    .grid { display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); align-items: start; }
    .numbers { display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-6); }
    .numbers div { display: grid; grid-template-rows: auto auto; }
    .numbers dd { font: 600 var(--size-page) / 1.1 var(--font-title); font-variant-numeric: tabular-nums; margin: 0; }
    .numbers dt { grid-row: 2; }
    dl.numbers { grid-template-columns: none; }
    progress { inline-size: 6rem; accent-color: var(--accent); }
  `];

  @property({ attribute: false }) link!: Link;
  @state() private stats: Stats | null = null;
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
    const all = this.stats;
    if (!all) return this.error ? html`<p class="error" role="alert">${this.error}</p>` : html`<p class="soft" role="status">Chargement des chiffres…</p>`;
    return html`
      <div class="stack">
        <div class="row between"><h2>Chiffres</h2><button type="button" class="small" @click=${() => void this.fetch()}>Actualiser</button></div>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <section class="panel"><dl class="numbers">
          ${this.figure('questions aujourd’hui', number(all.asked?.today))}
          ${this.figure('sur sept jours', number(all.asked?.week))}
          ${this.figure('en tout', number(all.asked?.total))}
          ${this.figure('réponses envoyées', number(all.answered?.count))}
          ${this.figure('heures, délai médian', number(all.answered?.median_hours, 1))}
          ${this.figure(`avis, moyenne sur 5 (${number(all.ratings?.count)})`, number(all.ratings?.mean, 1))}
        </dl></section>
        <div class="grid">
          ${this.table('Par état', ['État', 'Questions'], Object.entries(all.by_state ?? {}).map(([id, count]) => [STATES[id as State] ?? id, count]))}
          ${this.table('Par sujet', ['Sujet', 'Questions'], (all.by_topic ?? []).map((one) => [one.title || TOPICS[one.topic] || one.topic, one.count]))}
          ${this.table('Usage de l’IA dans les réponses', ['Usage déclaré', 'Réponses'], Object.entries(all.ai ?? {}).map(([id, count]) => [AI_USES[id as AiUse] ?? id, count]))}
          ${this.queues(all)}
        </div>
        ${all.audit ? html`<section class="panel stack tight"><h2>Journal vérifiable</h2>
          <dl><dt>Feuilles</dt><dd>${number(all.audit.size)}</dd><dt>Racine</dt><dd class="code">${all.audit.root}</dd></dl></section>` : nothing}
      </div>
    `;
  }

  private figure(title: string, value: string) {
    return html`<div><dt>${title}</dt><dd>${value}</dd></div>`;
  }

  private table(caption: string, heads: [string, string], lines: Array<[string, number]>) {
    const most = Math.max(1, ...lines.map(([, count]) => count));
    return html`
      <section class="panel scroll" tabindex="0"><table>
        <caption>${caption}</caption>
        <thead><tr><th scope="col">${heads[0]}</th><th scope="col" class="number">${heads[1]}</th><td></td></tr></thead>
        <tbody>${lines.length ? lines.map(([title, count]) => html`
          <tr><th scope="row">${title}</th><td class="number">${number(count)}</td><td><progress max=${most} value=${count} aria-hidden="true"></progress></td></tr>`)
          : html`<tr><td colspan="3" class="soft">Rien à compter pour l’instant.</td></tr>`}</tbody>
      </table></section>
    `;
  }

  private queues(all: Stats) {
    return html`
      <section class="panel scroll" tabindex="0"><table>
        <caption>Par file</caption>
        <thead><tr><th scope="col">File</th><th scope="col" class="number">Ouvertes</th><th scope="col" class="number">En retard</th></tr></thead>
        <tbody>${all.by_queue?.length ? all.by_queue.map((one) => html`
          <tr><th scope="row">${one.title}</th><td class="number">${number(one.open)}</td><td class="number">${one.overdue ? html`<span class="late">${number(one.overdue)}</span>` : 0}</td></tr>`)
          : html`<tr><td colspan="3" class="soft">Aucune question ouverte.</td></tr>`}</tbody>
      </table></section>
    `;
  }

  private async fetch(): Promise<void> {
    try {
      this.stats = await this.link.keep<Stats>('stats.get');
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
  }
}
