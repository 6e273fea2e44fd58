// SPDX-License-Identifier: EUPL-1.2
// typos.mjs - a text as typed in haste: one error in every third word, the same for the same seed.
import { Random } from './random.mjs';

// Which keys are beside which on a French keyboard; a letter that is not here gets any other.
const BESIDE = {
  a: 'zq', z: 'aes', e: 'zrd', r: 'etf', t: 'ryg', y: 'tuh', u: 'yij', i: 'uok', o: 'ipl', p: 'om',
  q: 'asw', s: 'qdz', d: 'sfe', f: 'dgr', g: 'fht', h: 'gjy', j: 'hku', k: 'jli', l: 'kmo', m: 'lp',
  w: 'xq', x: 'wcs', c: 'xvd', v: 'cbf', b: 'vng', n: 'bh',
};
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const near = (letter, random) => random.pick(BESIDE[letter.toLowerCase()] ?? LETTERS);

const ERRORS = [
  (word, at) => word.filter((_, i) => i !== at), // a letter is left out
  (word, at, random) => [...word.slice(0, at), near(word[at], random), ...word.slice(at)], // one is put in
  (word, at, random) => word.map((letter, i) => (i === at ? near(letter, random) : letter)), // one is another
  (word, at) => swapped(word, at),
];

/** Two neighbours that differ change places; when all are the same nothing can. */
function swapped(word, from) {
  for (let step = 0; step + 1 < word.length; step++) {
    const at = (from + step) % (word.length - 1);
    if (word[at] === word[at + 1]) continue;
    return [...word.slice(0, at), word[at + 1], word[at], ...word.slice(at + 2)];
  }
  return word;
}

/** The word with one error: a letter left out, put in, changed for one beside it, or two swapped. */
export function misspell(word, random) {
  const letters = [...word];
  return random.pick(ERRORS)(letters, random.below(letters.length), random).join('');
}

/** One error in every third word of the text (the 1st, 2nd or 3rd on, as the seed says). A word is two letters or more: "l'acte" is one. */
export function addTypos(text, seed) {
  const random = new Random(`typos ${seed} ${text}`);
  const first = random.below(3);
  let count = 0;
  return text.replace(/\p{L}[\p{L}\p{M}]+/gu, (word) => (count++ % 3 === first ? misspell(word, random) : word));
}
