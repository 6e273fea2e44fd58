/* SPDX-License-Identifier: EUPL-1.2 */
/* evidence.ts - how the question was understood and sent here: the story that `aiguilleur explain` tells, voice by voice */

import { css, html, nothing, svg, type SVGTemplateResult } from 'lit';
import { score } from '../../shared/format';
import { labelId, type Because, type Finding, type Guess, type Label, type StaffView, type Suggestion, type Topic } from '../../shared/protocol';
import { FLAGS, HIT_KINDS, KINDS, LANGUAGES, placeName, topicTitle } from '../words';

interface Voice { title: string; plural: string; icon: SVGTemplateResult }

/** Who may speak for a finding, in the order they are shown. Icons are 16 px, drawn with the text's own colour. */
const VOICES: Record<string, Voice> = {
  rule: { title: 'Règle', plural: 'règles', icon: svg`<path d="M3 2.5h10v11H3zM5.5 6h5M5.5 9h5"/>` },
  lexicon: { title: 'Lexique', plural: 'lexique', icon: svg`<path d="M2 3c2.5-.6 4.5-.3 6 1 1.5-1.3 3.5-1.6 6-1v9.5c-2.5-.6-4.5-.3-6 1-1.5-1.3-3.5-1.6-6-1zM8 4v9.5"/>` },
  example: { title: 'Question semblable', plural: 'questions semblables', icon: svg`<path d="M2 3h9v6H6l-2.5 2.5V9H2zM12.5 6H14v6h-1.5v2L10.5 12H8"/>` },
  model: { title: 'Mots qui pèsent', plural: 'mots qui pèsent', icon: svg`<path d="M8 2v12M5 14h6M3 5h10M3 5 1.5 9.5h3zM13 5l-1.5 4.5h3z"/>` },
  place: { title: 'Lieu', plural: 'lieu', icon: svg`<path d="M8 14.5c-3-3.5-4.5-6-4.5-8a4.5 4.5 0 0 1 9 0c0 2-1.5 4.5-4.5 8z"/><circle cx="8" cy="6.5" r="1.5"/>` },
  person: { title: 'Personne', plural: 'personne', icon: svg`<circle cx="8" cy="5" r="2.7"/><path d="M2.5 14c.5-3.5 2.5-5 5.5-5s5 1.5 5.5 5"/>` },
};

const HOW: Record<string, string> = { short: 'Écrit en entier', spelling: 'Lu comme', tried: 'Cherché aussi' };

export const evidenceStyles = css`
  .story { display: grid; gap: var(--space-5); grid-template-columns: minmax(0, 1fr); padding-block-start: var(--space-3); }
  .story h3 { margin-block-end: var(--space-2); }
  .finding { display: grid; gap: var(--space-1); padding-block-end: var(--space-4); }
  .finding:last-child { padding-block-end: 0; }
  .named { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--space-3); align-items: baseline; overflow-wrap: anywhere; }
  .named .figure { font-variant-numeric: tabular-nums; }
  .bar { display: block; inline-size: 100%; block-size: 0.4rem; border-radius: 0.2rem; background: var(--line); }
  .bar rect { fill: var(--accent); }
  .alarm .bar rect { fill: var(--alarm); }
  .signal .bar rect { fill: var(--signal); }
  .voices { display: grid; gap: var(--space-1) var(--space-3); margin: var(--space-1) 0 0; grid-template-columns: 10rem minmax(0, 1fr); font-size: var(--size-small); }
  .voices dt { display: flex; gap: var(--space-1); align-items: center; align-self: start; color: var(--ink-soft); line-height: var(--leading); }
  .voices dd { margin: 0; overflow-wrap: anywhere; }
  .voices svg { flex: none; inline-size: 1em; block-size: 1em; fill: none; stroke: currentcolor; stroke-width: 1.3; stroke-linejoin: round; stroke-linecap: round; }
  .voices ul { margin: 0; padding: 0; list-style: none; display: grid; gap: var(--space-1); }
  mark { padding: 0 0.15em; border-radius: 0.2em; background: var(--accent-soft); color: var(--accent-strong); }
  .guesses { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); }
  .candidates { display: grid; gap: 0; grid-template-columns: minmax(0, 1fr); }
  @media (max-width: 40rem) {
    .voices { grid-template-columns: minmax(0, 1fr); }
    .voices dd { margin-block-end: var(--space-2); }
    .candidates table, .candidates tbody, .candidates tr, .candidates td { display: block; }
    .candidates thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
    .candidates tr { padding-block: var(--space-2); border-block-end: 1px solid var(--line); }
    .candidates td { padding: 0; border: 0; text-align: start !important; }
  }
  .candidates ul { margin: 0; padding-inline-start: 1.1rem; font-size: var(--size-small); }
  @media (min-width: 40.01rem) { .candidates .narrow { display: none; } }
  .chosen td:first-child { font-weight: 600; }
  @media (forced-colors: active) { .bar { border: 1px solid; } .bar rect { fill: Highlight; } }
`;

/* ---------------------------------------------------------------- one finding */

/** Reasons of one voice stand together, under its name once. */
function reasons(finding: Finding) {
  const list = finding.because ?? [];
  const spoke = [...new Set([...Object.keys(VOICES), ...list.map((one) => one.by)])].filter((by) => list.some((one) => one.by === by));
  if (spoke.length === 0) return nothing;
  return html`
    <dl class="voices">
      ${spoke.map((by) => html`
        <dt>${VOICES[by] ? html`<svg viewBox="0 0 16 16" aria-hidden="true">${VOICES[by].icon}</svg>` : nothing}${VOICES[by]?.title ?? by}</dt>
        <dd><ul>${list.filter((one) => one.by === by).map((one) => html`<li>${reason(one)}</li>`)}</ul></dd>`)}
      ${finding.more ? html`<dt></dt><dd class="soft">… et ${finding.more} autre${finding.more > 1 ? 's' : ''} raison${finding.more > 1 ? 's' : ''}</dd>` : nothing}
      ${weights(finding)}
    </dl>
  `;
}

function reason(one: Because) {
  if (one.by === 'example') return html`« ${one.why} » <span class="soft">${score(one.score)}</span>`;
  if (one.by === 'model') return html`${one.words} <span class="soft">${score(one.score)}</span>`;
  return html`${one.words ? html`<mark>${one.words}</mark> : ` : nothing}${one.why}
    ${one.id ? html`<span class="soft code">${one.id}</span>` : nothing} <span class="soft">${score(one.score)}</span>`;
}

function weights(finding: Finding) {
  const parts = Object.entries(finding.voices ?? {}).map(([by, part]) => `${VOICES[by]?.plural ?? by} ${part > 0 ? '+' : '−'}${score(Math.abs(part))}`);
  return parts.length ? html`<dt>Poids des voix</dt><dd class="soft">${parts.join(' · ')}</dd>` : nothing;
}

/** The figure stands beside the bar: the bar is only for the eye. */
function found(title: unknown, finding: Finding, tone = '') {
  const value = finding.score;
  return html`
    <div class="finding ${tone}">
      <div class="named"><strong>${title}</strong>${value === undefined ? nothing : html`<span class="figure"><span class="unseen">note </span>${score(value)}</span>`}</div>
      ${value === undefined ? nothing : html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width=${Math.round(Math.min(1, value) * 100)} height="4"/></svg>`}
      ${reasons(finding)}
    </div>
  `;
}

const findingOf = (label: Label | null | undefined): Finding => (label && typeof label === 'object' ? label : {});

/* ---------------------------------------------------------------- the story */

function reading(language: string, guesses: Guess[]) {
  if (guesses.length === 0 && language === 'fr') return nothing;
  return html`
    <section><h3>Ce qui a été lu</h3>
      <dl>
        <dt>Langue</dt><dd>${LANGUAGES[language] ?? language}</dd>
        ${Object.entries(HOW).filter(([how]) => guesses.some((one) => one.how === how)).map(([how, title]) => html`
          <dt>${title}</dt><dd><ul class="guesses">${guesses.filter((one) => one.how === how).map((one) => html`
            <li>« ${one.written} » → « <strong>${one.read_as}</strong> »${one.likeness < 1 ? html` <span class="soft">${score(one.likeness)}</span>` : nothing}</li>`)}</ul></dd>`)}
      </dl>
    </section>
  `;
}

function flagged(flags: Label[]) {
  if (flags.length === 0) return nothing;
  return html`<section><h3>Signaux</h3>${flags.map((flag) => {
    const id = labelId(flag);
    return found(FLAGS[id] ?? id, findingOf(flag), id === 'detresse' ? 'alarm' : 'signal');
  })}</section>`;
}

function availability(one: Suggestion): string {
  const have = one.availability;
  if (!have) return '';
  return `${have.library_name ?? have.library} : ${[have.on_site ? 'sur place' : '', have.remote ? 'à distance' : ''].filter(Boolean).join(' et ') || 'pas proposée'}.`;
}

function suggested(list: Suggestion[]) {
  return html`<section><h3>Suggestions montrées</h3>${list.length
    ? list.map((one) => html`<div class="finding">
        <div class="named"><strong>${one.title}</strong><span class="figure soft">${HIT_KINDS[one.kind] ?? one.kind} ${score(one.score)}</span></div>
        <div class="soft">${one.why} ${availability(one)}</div></div>`)
    : html`<p class="soft">Aucune : mieux vaut se taire que montrer du bruit.</p>`}</section>`;
}

export function evidence(q: StaffView) {
  const c = q.classification;
  if (!c) return nothing;
  const topics: Topic[] = c.topics ?? [];
  const kind = labelId(c.kind);
  const unsure = c.sure === false;
  return html`
    <details class="panel">
      <summary>Comment elle a été comprise${unsure ? html` <span class="tag signal">pas sûr</span>` : nothing}</summary>
      <div class="story">
        ${unsure ? html`<p class="notice signal">${c.sure_why ?? 'Ce classement n’est pas sûr : à vérifier avant de le suivre.'}</p>` : nothing}
        ${reading(c.language || 'fr', c.guesses ?? [])}
        <section><h3>De quoi il s’agit</h3>${topics.length ? topics.map((topic) => found(topicTitle(topic), topic)) : html`<p class="soft">Aucun sujet reconnu.</p>`}</section>
        <section><h3>Ce qui est voulu</h3>${kind ? found(KINDS[kind] ?? kind, findingOf(c.kind)) : html`<p class="soft">Non reconnu.</p>`}</section>
        ${flagged(c.flags ?? [])}
        <section><h3>Lieu</h3>${c.place ? found(placeName(c.place), findingOf(c.place)) : html`<p class="soft">Aucun lieu reconnu.</p>`}</section>
        ${c.sure && c.sure_why ? html`<section><h3>Sûr</h3><p class="soft">${c.sure_why}</p></section>` : nothing}
        ${c.by ? html`<p class="soft">Classement corrigé par ${c.by}.</p>` : suggested(q.suggestions ?? [])}
      </div>
    </details>
  `;
}

/* ---------------------------------------------------------------- why here */

export function whyHere(q: StaffView, queueTitle: (id: string) => string) {
  const route = q.route;
  if (!route) return nothing;
  return html`
    <details class="panel">
      <summary>Pourquoi ici ?</summary>
      <div class="stack tight">
        <p>${route.staff_sentence || q.staff_sentence || route.sentence}</p>
        ${route.candidates?.length ? html`
          <div class="candidates"><table>
            <caption>Files examinées</caption>
            <thead><tr><th scope="col">File</th><th scope="col" class="number">Note</th><th scope="col">Raisons</th></tr></thead>
            <tbody>${route.candidates.map((one) => html`
              <tr class=${one.queue === route.queue ? 'chosen' : ''}><td>${one.title || queueTitle(one.queue)}${one.queue === route.queue ? html` <span class="tag accent">choisie</span>` : nothing}</td>
                <td class="number"><span class="narrow">note </span>${score(one.score)}</td>
                <td><ul>${(one.because ?? []).map((why) => html`<li>${typeof why === 'string' ? why : why.why}</li>`)}</ul></td></tr>`)}
            </tbody>
          </table></div>` : nothing}
      </div>
    </details>
  `;
}
