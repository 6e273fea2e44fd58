/* SPDX-License-Identifier: EUPL-1.2 */
/* answer.ts - the answer as it was sent: text, sources, and how it was made (always shown, AI or not) */

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/base-styles';
import { longDate } from '../shared/format';
import { markdown } from '../shared/markdown';
import type { AiUse, Answer } from '../shared/protocol';
import { sourceList } from '../shared/sources';
import { fill, s } from '../shared/strings';

const aiSentence = (ai: AiUse): string => {
  const t = s();
  return { none: t.aiNone, search: t.aiSearch, translation: t.aiTranslation, summary: t.aiSummary, draft: t.aiDraft }[ai] ?? '';
};

@customElement('aig-answer')
export class AnswerView extends LitElement {
  static override styles = [base, css`
    .card { border-block-start: 4px solid var(--good); }
    .method { background: var(--sunken); border-radius: var(--radius); padding: var(--space-3) var(--space-4); }
    .sources { margin: 0; padding-inline-start: 1.4rem; overflow-wrap: anywhere; }
  `];

  @property({ attribute: false }) answer!: Answer;

  override render() {
    const t = s();
    const a = this.answer;
    const by = [a.name, a.library].filter(Boolean);
    return html`
      <article class="card stack" aria-labelledby="title">
        <div>
          <h2 id="title" tabindex="-1">${t.answerTitle}</h2>
          <p class="soft">${by.length === 2 ? fill(t.signedBy, { name: by[0]!, library: by[1]! }) : by.join('')}${a.sent_at ? html` · <time datetime=${a.sent_at}>${longDate(a.sent_at)}</time>` : nothing}</p>
        </div>
        <div class=${a.html ? 'prose' : 'prose as-written'} dir="auto">${markdown(a.html, a.text)}</div>
        ${a.sources?.length ? html`<div class="stack tight"><h3>${t.sources}</h3>${sourceList(a.sources)}</div>` : nothing}
        ${a.method ? html`
          <div class="method stack tight">
            <h3>${t.methodTitle}</h3>
            <p>${a.method.sentence || `${aiSentence(a.method.ai)}${a.method.tool ? ` (${a.method.tool})` : ''}`}</p>
            ${a.method.checked && !a.method.sentence?.includes(a.method.checked) ? html`<p>${fill(t.checked, { what: a.method.checked })}</p>` : nothing}
          </div>` : nothing}
      </article>
    `;
  }
}
