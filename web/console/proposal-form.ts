/* SPDX-License-Identifier: EUPL-1.2 */
/* proposal-form.ts - one correction of the desk: its text and labels to look over, then yes or no */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { Proposal, ProposalLabels } from '../shared/protocol';
import type { Link } from '../shared/socket';
import { staffStyles } from '../staff/styles';
import { FLAGS, KINDS, TOPICS } from '../staff/words';

@customElement('aig-proposal-form')
export class ProposalForm extends LitElement {
  static override styles = [base, staffStyles, css`
    .labels { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); }
    .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: var(--space-1) var(--space-3); }
  `];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) proposal!: Proposal;
  @state() private error = '';
  @state() private busy = false;

  override render() {
    const p = this.proposal;
    return html`
      <form class="stack" novalidate aria-label=${`Proposition ${p.id}`} @submit=${this.submit}>
        <p class="soft">${p.by} · ${p.cause === 'transfer' ? 'en transférant' : 'en corrigeant'}
          ${p.question ? html`<a href=${`#question/${p.question}`}>la question ${p.question}</a>` : 'une question effacée'}
          · compris d’abord : ${this.labels(p.before)}${p.why ? html`<br>« ${p.why} »` : nothing}</p>
        <div class="field"><label for="text">Texte de l’exemple</label>
          <textarea id="text" name="text" rows="4" dir="auto" .value=${p.text}></textarea></div>
        <div class="labels">
          ${this.select('topic', 'Sujet principal', TOPICS, p.labels.topics[0])}
          ${this.select('second', 'Autre sujet possible', TOPICS, p.labels.topics[1])}
          ${this.select('kind', 'Ce qui est attendu', KINDS, p.labels.kind)}
          <div class="field"><label for="place">Lieu</label><input id="place" name="place" autocomplete="off" .value=${p.labels.place ?? ''}></div>
        </div>
        <fieldset><legend>Signaux</legend><div class="choices">${Object.entries(FLAGS).map(([id, title]) => html`
          <label class="check"><input type="checkbox" name="flags" value=${id} ?checked=${p.labels.flags.includes(id)}><span>${title}</span></label>`)}</div></fieldset>
        <div class="field"><label for="reason">Raison, si vous refusez</label><input id="reason" name="reason" autocomplete="off"></div>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row"><button class="primary" value="accept" ?disabled=${this.busy}>Accepter comme exemple</button>
          <button value="refuse" ?disabled=${this.busy}>Refuser</button></div>
      </form>
    `;
  }

  private select(name: string, title: string, choices: Record<string, string>, chosen?: string | null) {
    return html`<div class="field"><label for=${name}>${title}</label><select id=${name} name=${name}>
      <option value="">Aucun</option>
      ${Object.entries(choices).map(([id, text]) => html`<option value=${id} ?selected=${chosen === id}>${text}</option>`)}
    </select></div>`;
  }

  private labels(l: ProposalLabels) {
    const all = [...l.topics.map((id) => TOPICS[id] ?? id), l.kind ? KINDS[l.kind] ?? l.kind : '', ...l.flags.map((id) => FLAGS[id] ?? id), l.place ?? ''];
    return all.filter(Boolean).join(', ') || 'rien de sûr';
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const isRefusal = (event.submitter as HTMLButtonElement | null)?.value === 'refuse';
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const topics = [text('topic'), text('second')].filter((one, i, all) => one && all.indexOf(one) === i);
    const proposal = this.proposal.id;
    this.busy = true;
    this.error = '';
    try {
      if (isRefusal) await this.link.ask('proposal.refuse', { proposal, reason: text('reason') });
      else await this.link.ask('proposal.accept', { proposal, text: text('text'), topics, kind: text('kind'), flags: form.getAll('flags').map(String), place: text('place') });
      const said = isRefusal ? 'Proposition refusée : elle n’enseignera rien.' : 'Exemple accepté : il comptera dès la prochaine mise en service des règles.';
      this.dispatchEvent(new CustomEvent('decided', { detail: { proposal, said } }));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.busy = false;
  }
}
