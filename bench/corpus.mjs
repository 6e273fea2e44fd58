// SPDX-License-Identifier: EUPL-1.2
// corpus.mjs - documents and queries that look like French, as many as wanted, the same for the same seed.
//
//   node bench/corpus.mjs docs 100000 [seed] > docs.jsonl
//   node bench/corpus.mjs queries 1000 100000 [seed]      (queries for a corpus of 100,000 documents)
//
// About 60,000 word forms (those of corpus/fiches and invented ones) are drawn by Zipf's law, as in real texts; a
// document has a theme of a few words that come back in its title and body, so that it can be asked for. It shows
// speed only: quality is measured on real texts (collections.mjs).
import { closeSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lottery, Random } from './random.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FORMS = 60_000;
export const COMMON_FORMS = 150; // so many are too common to be a theme
const LINES_PER_WRITE = 2000;

// The commonest words of French, commonest first; with Zipf's weights they are nearly half of all words, as they really are.
const COMMON = (`de la le et les des en du un une que est pour dans qui par au sur pas plus ce avec il sont se ou ne son
  vous aux cette être sa je nous ces leur votre mais comme si elle peut on tout fait ont ses même après sans aussi deux
  peuvent doit entre vos bien sous lors avant dont autre faire ils avoir très où quand alors chez mon ma`).split(/\s+/);

const ONSETS = 'b c d f g l m n p r s t v m n p r s t v l d c ch j br cr fr gr pr tr pl st gn'.split(' ');
const VOWELS = 'a e i o u é a e i o u é a i o ou an on in ai oi eu en'.split(' ');
const CODAS = ['', '', '', '', '', '', '', 'r', 'l', 's', 'n'];
const FAMILIES = [ // what a root is said with: nouns, adjectives, verbs, derived nouns
  ['', 's'], ['', 's'], ['e', 'es'], ['', 'e', 's', 'es'], ['er', 'e', 'ent', 'ait', 'é', 'ée', 'ant'],
  ['ir', 'it', 'issent', 'issant', 'i'], ['eur', 'eurs', 'euse'], ['ation', 'ations', 'atif', 'ative'], ['ement', 'ements'], ['ité', 'ités'],
];
const OPENERS = ['Bonjour, je cherche', 'Bonjour je voudrais savoir', 'où trouver', 'comment faire pour', 'quelle est la', 'pourquoi'];
const CLOSERS = ['merci', 'merci d\'avance', 'svp', 'cordialement'];

function inventRoot(random) {
  let root = '';
  for (let left = random.pick([1, 2, 2, 2, 3, 3, 4]); left > 0; left--)
    root += random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
  return root;
}

/** The words of our fiches' texts, most frequent first. */
function realWords() {
  const count = new Map();
  const folder = join(ROOT, 'corpus/fiches');
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap((topic) => readdirSync(join(folder, topic.name)).sort().map((name) => join(folder, topic.name, name)));
  for (const file of files.sort()) {
    const [, , text] = readFileSync(file, 'utf8').split(/^---$/m);
    for (const [word] of (text ?? '').toLowerCase().matchAll(/\p{L}{3,}/gu)) count.set(word, (count.get(word) ?? 0) + 1);
  }
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

/** [{word, isReal}], commonest first: the common ones, then those of the fiches among ever more invented ones. */
export function makeForms(seed) {
  const random = new Random(`forms ${seed}`);
  const real = realWords().filter((word) => !COMMON.includes(word));
  const forms = new Set(COMMON);
  const invented = new Set();
  while (forms.size + real.length + invented.size < FORMS) {
    const root = inventRoot(random);
    for (const ending of random.pick(FAMILIES)) invented.add(root + ending);
  }
  const others = random.shuffle([...invented]);
  for (let r = 0, at = 0; r < real.length; r++) {
    forms.add(real[r]);
    for (const until = others.length * ((r + 1) / real.length) ** 2; at < until; at++) forms.add(others[at]);
  }
  const isReal = new Set(real);
  return [...forms].map((word) => ({ word, isReal: isReal.has(word) }));
}

const elided = (word) => (/^[aeiouéèêh]/.test(word) ? `l'${word}` : word);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export class Corpus {
  constructor(seed = 1) {
    this.seed = seed;
    this.forms = makeForms(seed).map(({ word }) => word);
    this.zipf = new Lottery(Float64Array.from(this.forms, (_, rank) => 1 / (rank + 2.7) ** 1.05));
    this.topical = new Lottery(Float64Array.from(this.forms, (_, rank) => (rank < COMMON_FORMS ? 0 : 1 / (rank + 500) ** 0.9)));
  }

  theme(i) {
    const random = new Random(`theme ${this.seed} ${i}`);
    return Array.from({ length: 6 }, () => this.forms[this.topical.draw(random)]);
  }

  title(theme, random) {
    const words = theme.slice(0, random.between(2, 4));
    while (words.length < random.between(4, 8)) words.splice(random.below(words.length), 0, this.forms[this.zipf.draw(random)]);
    return capital(words.join(' '));
  }

  body(theme, random) {
    let text = '', left = 0;
    for (let n = random.between(40, 120); n > 0; n--) {
      let word = random.isOne(0.12) ? random.pick(theme) : this.forms[this.zipf.draw(random)];
      if (random.isOne(0.1)) word = elided(word);
      const isFirst = left === 0;
      if (isFirst) left = random.between(6, 18);
      text += (isFirst ? (text && ' ') + capital(word) : ' ' + word) + (--left === 0 ? '.' : random.isOne(0.06) ? ',' : '');
    }
    return text;
  }

  /** The i-th document; it does not depend on how many there are. */
  doc(i) {
    const random = new Random(`doc ${this.seed} ${i}`);
    const theme = this.theme(i);
    return { id: `d${i}`, title: this.title(theme, random), text: this.body(theme, random) };
  }

  /** The i-th query, of 2 to 12 words, about one of the first `docs` documents or about nothing. */
  query(i, docs) {
    const random = new Random(`query ${this.seed} ${i}`);
    const theme = this.theme(random.below(docs));
    const shape = random.next();
    if (shape < 0.45) return theme.slice(0, random.between(2, 4)).join(' '); // as into a search box
    if (shape < 0.55) return this.drawn(random, random.between(2, 5), this.topical); // rare words, together nowhere
    if (shape < 0.65) return this.drawn(random, random.between(2, 8), this.zipf); // mostly common ones
    return this.sentence(theme, random, shape > 0.85);
  }

  drawn(random, count, lottery) {
    return Array.from({ length: count }, () => this.forms[lottery.draw(random)]).join(' ');
  }

  sentence(theme, random, isPolite) {
    const words = theme.slice(0, random.between(2, 5)).flatMap((word) => [random.pick(COMMON), word]);
    const text = `${random.pick(OPENERS)} ${words.join(' ')} ${isPolite ? random.pick(CLOSERS) : ''}`;
    return text.trim().split(' ').slice(0, 12).join(' ');
  }

  *docs(count) {
    for (let i = 0; i < count; i++) yield this.doc(i);
  }

  *queries(count, docs, prefix = 'q') {
    for (let i = 0; i < count; i++) yield { id: `${prefix}${i}`, text: this.query(prefix === 'q' ? i : `${prefix}${i}`, docs) };
  }
}

/** Writes a JSON line for each value, without ever holding them all. to: a path, or a descriptor (1: standard output). */
export function writeLines(to, values) {
  const file = typeof to === 'number' ? to : openSync(to, 'w');
  let lines = [];
  const flush = () => { writeAll(file, Buffer.from(lines.join(''))); lines = []; };
  for (const value of values) if (lines.push(JSON.stringify(value) + '\n') === LINES_PER_WRITE) flush();
  flush();
  if (file !== to) closeSync(file);
}

function writeAll(file, bytes) {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, count, ...rest] = process.argv.slice(2);
  if (what === 'docs') writeLines(1, new Corpus(rest[0]).docs(Number(count)));
  else if (what === 'queries') writeLines(1, new Corpus(rest[1]).queries(Number(count), Number(rest[0])));
  else console.error('usage: node bench/corpus.mjs docs N [seed] | queries N DOCS [seed]');
}
