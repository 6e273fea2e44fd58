/* SPDX-License-Identifier: EUPL-1.2 */
/* track.ts - "où en est ma question" as a line with stations; a question that left the line shows only its sentence */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import type { QuestionView, State } from '../shared/protocol';
import { fill, s } from '../shared/strings';

/** How far along the line a state is; the states that are not here are off the line. */
const STATION: Partial<Record<State, number>> = {
  received: 0, routed: 1, reopened: 1, claimed: 2, drafted: 2, returned: 2, clarifying: 2,
  in_review: 3, approved: 3, sent: 4, closed: 4,
};

@customElement('aig-track')
export class Track extends LitElement {
  static override styles = [base, css`
    ol.bare { display: grid; margin-block-start: var(--space-3); }
    li { position: relative; padding: 0 0 var(--space-3); padding-inline-start: 2rem; color: var(--ink-soft); }
    li:last-child { padding-block-end: 0; }
    li::before {
      content: ''; position: absolute; inset-inline-start: 0.25rem; inset-block-start: 0.3rem; inline-size: 0.9rem; block-size: 0.9rem;
      border: 3px solid var(--line-strong); border-radius: 50%; background: var(--surface); z-index: 1;
    }
    li:not(:last-child)::after {
      content: ''; position: absolute; inset-inline-start: calc(0.7rem - 1.5px); inset-block: 1rem -0.3rem; inline-size: 3px; background: var(--line);
    }
    li.done { color: var(--ink); }
    li.done::before { border-color: var(--accent); background: var(--accent); }
    li.done::after { background: var(--accent); }
    li.now { color: var(--ink); font-weight: 600; }
    li.now::before { border-color: var(--accent); box-shadow: 0 0 0 4px var(--accent-soft); }
    .sentence { font-size: var(--size-lead); margin-block-start: var(--space-1); }
    @media (forced-colors: active) { li.done::before { background: CanvasText; } }
  `];

  @property({ attribute: false }) question!: QuestionView;

  override render() {
    const q = this.question;
    const at = STATION[q.state];
    return html`
      <p class="sentence">${q.state_sentence}</p>
      ${q.where_sentence ? html`<p><bdi>${q.where_sentence}</bdi></p>` : nothing}
      ${q.when_sentence ? html`<p class="soft"><bdi>${q.when_sentence}</bdi></p>` : nothing}
      ${at === undefined ? nothing : this.line(at)}
    `;
  }

  private line(at: number) {
    const t = s();
    const library = this.question.route?.library_name || this.question.route?.title || '';
    const stations = [t.stationReceived, fill(t.stationRouted, { library }), t.stationSearch, t.stationReview, t.stationAnswer];
    const arrived = at === stations.length - 1;
    return html`
      <ol class="bare">
        ${stations.map((name, i) => {
          if (i === 3 && at !== 3) return nothing;
          const step = i < at || arrived ? 'done' : i === at ? 'now' : '';
          return html`<li class=${step} aria-current=${step === 'now' ? 'step' : nothing}>${name}${step === 'done'
            ? html`<span class="unseen"> (${t.stationDone})</span>` : step === 'now' ? html`<span class="unseen"> (${t.stationNow})</span>` : nothing}</li>`;
        })}
      </ol>
    `;
  }
}
