// SPDX-License-Identifier: EUPL-1.2
// ablation.mjs - part of search.mjs: what each ingredient brings, as the Markdown table of docs/search.md.
import { join } from 'node:path';
import { ndcg, writeQueries } from './collections.mjs';
import { makeData } from './quality.mjs';

const TYPO_SEED = 1;

/** Settings with which an ingredient is off, or neutral. */
const INGREDIENTS = [
  ['the title does not count', { 'search.title': 0, 'search.pair_title': 0 }],
  ['the text does not count', { 'search.body': 0, 'search.opening': 0, 'search.opening_alone': 0, 'search.exact': 0, 'search.pair_body': 0 }],
  ['keywords do not count', { 'search.keywords': 0 }],
  ['headings do not count', { 'search.headings': 0 }],
  ['the opening counts as the rest', { 'search.opening': 0, 'search.opening_alone': 0 }],
  ['no exact form beside the stem', { 'search.exact': 0 }],
  ['no pairs in the title', { 'search.pair_title': 0 }],
  ['no pairs in the text', { 'search.pair_body': 0 }],
  ['no pairs at all', { 'search.pair_title': 0, 'search.pair_body': 0 }],
  ['the length of titles does not count', { 'search.title_b': 0 }],
  ['texts with the usual k1 1.2 and b 0.75', { 'search.body_k1': 1.2, 'search.body_b': 0.75 }],
  ['no synonyms', { 'search.synonyms': 0 }],
  ['no spelling', { 'search.spelling': 0 }],
  ['no spelling and no synonyms', { 'search.spelling': 0, 'search.synonyms': 0 }],
];

/** nDCG@10 of each collection, clean and with typos, one after the other. */
async function scores(program, cases, settings) {
  const found = [];
  for (const { data, file, collection } of cases)
    found.push(ndcg(await program.search(data, file, { settings }), collection.queries, collection.judgements));
  return found;
}

async function makeCases(program, collections, scratch) {
  const cases = [];
  for (const collection of collections) {
    const data = await makeData(program, collection, scratch);
    for (const [seed, label] of [[undefined, ''], [TYPO_SEED, ' with typos']]) {
      const file = writeQueries(join(scratch, `${collection.name}-ablation-${seed}.jsonl`), collection.queries, seed);
      cases.push({ label: collection.name + label, data, file, collection });
    }
  }
  return cases;
}

const printRow = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const signed = (value) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(3);

/** Settings that this program does not have make a row of dashes. */
export async function printAblation({ program, scratch }, collections) {
  const known = await program.searchSettings();
  const cases = await makeCases(program, collections, scratch);
  const whole = await scores(program, cases, {});
  printRow('nDCG@10', ...cases.map(({ label }) => label));
  printRow('---', ...cases.map(() => '---:'));
  printRow('everything', ...whole.map((value) => `**${value.toFixed(3)}**`));
  for (const [label, settings] of INGREDIENTS) {
    const isKnown = Object.keys(settings).every((name) => name in known);
    const values = isKnown ? await scores(program, cases, settings) : [];
    printRow(label, ...cases.map((_, i) => (isKnown ? `${values[i].toFixed(3)} (${signed(values[i] - whole[i])})` : '–')));
  }
}
