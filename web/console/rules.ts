/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.ts - what the desk teaches: corrections to accept or refuse; and what a changed rule set would move */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { base } from '../shared/base-styles';
import { shortDate, number } from '../shared/format';
import type { Proposal, Replay, ReplayFlag, ReplayShift } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { FLAGS, KINDS, TOPICS } from '../staff/words';
import './proposal-form';

@customElement('aig-rules')
export class Rules extends LitElement {
  static override styles = [base, staffStyles, css`
    li.panel { display: grid; gap: var(--space-3); }
    .alarm { border-color: var(--alarm); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ type: Boolean }) mayDecide = false;
  @state() private proposals: Proposal[] | null = null;
  @state() private replay: Replay | null = null;
  @state() private error = '';
  @state() private said = '';
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
    return html`
      <div class="stack">
        <p role="status" class=${this.said ? 'notice good' : ''}>${this.said}</p>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        ${this.mayDecide ? this.learning() : nothing}
        ${this.replaying()}
      </div>
    `;
  }

  private learning() {
    return html`
      <section class="stack" aria-labelledby="learning">
        <h2 id="learning" tabindex="-1">Ce que le bureau enseigne</h2>
        <p class="soft">Chaque classement corrigé devient ici une proposition d’exemple. Le texte est anonymisé : relisez-le quand même. Un exemple accepté compte dès la prochaine mise en service des règles.</p>
        ${!this.proposals ? html`<p class="soft" role="status">Chargement des propositions…</p>` : nothing}
        ${this.proposals?.length === 0 ? html`<p class="panel">Aucune proposition n’attend. Il en vient une chaque fois que quelqu’un corrige un classement.</p>` : nothing}
        <ul class="bare stack tight">${this.proposals?.map((one) => keyed(one.id, html`
          <li class="panel"><aig-proposal-form .link=${this.link} .proposal=${one} @decided=${this.decided}></aig-proposal-form></li>`))}</ul>
      </section>
    `;
  }

  private replaying() {
    const found = this.replay;
    return html`
      <section class="stack" aria-labelledby="replay">
        <h2 id="replay">Rejouer des règles modifiées</h2>
        ${!found ? html`<p class="panel">Aucun essai n’a été enregistré. L’administration du serveur peut en faire un, sans rien changer au service :
          <code>aiguilleur rules replay --data … --rules … --save</code></p>` : this.result(found)}
      </section>
    `;
  }

  private result(found: Replay) {
    const distress = found.flags.find((one) => one.id === 'detresse' && one.lost > 0);
    return html`
      <p>${number(found.questions)} questions rejouées${found.from_file ? ' (d’un fichier)' : ''}, ${number(found.changed)} changent.
        Sujet pas sûr : ${number(found.unsure.before)} avant, ${number(found.unsure.after)} après. <span class="soft">Essai du ${shortDate(found.at)}.</span></p>
      ${distress ? html`<p class="notice alarm" role="alert"><strong>Attention : ${number(distress.lost)} appel(s) à l’aide ne seraient plus vus.</strong>
        Ne mettez pas ces règles en service avant d’avoir lu : ${this.questions(distress.lost_questions, !found.from_file)}.</p>` : nothing}
      ${found.flags.length ? this.flags(found.flags, !found.from_file) : nothing}
      ${this.shifts('Sujets', found.topics, TOPICS, !found.from_file)}
      ${this.shifts('Ce qui est attendu', found.kinds, KINDS, !found.from_file)}
      ${this.shifts('Files', found.queues, {}, !found.from_file)}
      ${found.libraries.length ? html`<div class="panel scroll" tabindex="0" role="region" aria-label="Par bibliothèque"><table>
        <caption>Par bibliothèque</caption>
        <thead><tr><th scope="col">Bibliothèque</th><th scope="col" class="number">Avant</th><th scope="col" class="number">Après</th><th scope="col" class="number">Reçoit</th><th scope="col" class="number">Perd</th></tr></thead>
        <tbody>${found.libraries.map((one) => html`<tr><th scope="row">${one.id}</th><td class="number">${number(one.before)}</td><td class="number">${number(one.after)}</td><td class="number">${number(one.gained)}</td><td class="number">${number(one.lost)}</td></tr>`)}</tbody>
      </table></div>` : nothing}
    `;
  }

  private flags(flags: ReplayFlag[], areStored: boolean) {
    return html`<div class="panel scroll" tabindex="0" role="region" aria-label="Signaux"><table>
      <caption>Signaux</caption>
      <thead><tr><th scope="col">Signal</th><th scope="col" class="number">Perdus</th><th scope="col" class="number">Levés</th><th scope="col">Questions</th></tr></thead>
      <tbody>${flags.map((one) => html`<tr><th scope="row">${FLAGS[one.id] ?? one.id}</th>
        <td class="number">${one.lost ? html`<span class="late">${number(one.lost)}</span>` : 0}</td><td class="number">${number(one.raised)}</td>
        <td>${this.questions([...one.lost_questions, ...one.raised_questions], areStored)}</td></tr>`)}</tbody>
    </table></div>`;
  }

  private shifts(caption: string, shifts: ReplayShift[], titles: Record<string, string>, areStored: boolean) {
    if (!shifts.length) return nothing;
    const title = (id: string | null) => (id ? titles[id] ?? id : 'pas sûr');
    return html`<div class="panel scroll" tabindex="0" role="region" aria-label=${caption}><table>
      <caption>${caption}</caption>
      <thead><tr><th scope="col">Avant</th><th scope="col">Après</th><th scope="col" class="number">Combien</th><th scope="col">Les premières</th></tr></thead>
      <tbody>${shifts.map((one) => html`<tr><td>${title(one.from)}</td><td>${title(one.to)}</td><td class="number">${number(one.count)}</td>
        <td>${this.questions(one.questions, areStored)}</td></tr>`)}</tbody>
    </table></div>`;
  }

  private questions(list: Array<{ id: string }>, areStored: boolean) {
    return list.map((one, i) => html`${i ? ', ' : ''}${areStored ? html`<a href=${`#question/${one.id}`}>${one.id}</a>` : one.id}`);
  }

  private async fetch(): Promise<void> {
    try {
      if (this.mayDecide) this.proposals = (await this.link.keep<{ proposals: Proposal[] }>('proposal.list')).proposals;
      this.replay = (await this.link.keep<{ replay: Replay | null }>('replay.get')).replay;
      this.error = '';
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private async decided(event: CustomEvent<{ proposal: number; said: string }>): Promise<void> {
    this.said = event.detail.said;
    this.proposals = this.proposals?.filter((one) => one.id !== event.detail.proposal) ?? null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#learning')?.focus();
  }
}
