// SPDX-License-Identifier: EUPL-1.2
// tune.mjs - looks for better search.* settings, one at a time (coordinate descent), on a half of each collection's
// questions, and tells what they are worth on the other half. It changes nothing: the defaults are in src/app/settings.c.
//
//   node bench/tune.mjs [--half first|second] [--seed N] [--typos] [--only search.title,search.body] [--bin FILE] [--collections DIR]
//
// The objective is the mean, over the collections, of nDCG@10 relative to the best published peer.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { COLLECTIONS, halves, mean, ndcg, readCollections, writeQueries } from './collections.mjs';
import { Program, ROOT } from './program.mjs';
import { makeData } from './quality.mjs';
import { makeScratch } from './scratch.mjs';

const WORTH = 0.0003; // a smaller gain is chance, and the settings stay round
const STRIDES = [0.5, 0.25, 0.1]; // of a value, from coarse to fine
const TYPO_SEED = 9; // not one of those that search.mjs measures with

const { values: options } = parseArgs({
  options: {
    half: { type: 'string', default: 'first' },
    seed: { type: 'string', default: '1' },
    typos: { type: 'boolean', default: false }, // count the questions with typing errors as well, as much as without
    only: { type: 'string' }, // these settings
    bin: { type: 'string' },
    collections: { type: 'string' },
  },
});

/** What is asked of one half: a data directory, query files and what counts as 1. */
async function makeCases(program, collections, scratch) {
  const cases = { first: [], second: [] };
  for (const collection of collections) {
    const data = await makeData(program, collection, scratch);
    const [first, second] = halves(collection, options.seed);
    for (const [half, queries] of Object.entries({ first, second }))
      for (const seed of options.typos ? [undefined, TYPO_SEED] : [undefined]) {
        const file = writeQueries(join(scratch, `${collection.name}-${half}-${seed}.jsonl`), queries, seed);
        cases[half].push({ collection, data, queries, file, name: collection.name + (seed ? ' with typos' : '') });
      }
  }
  return cases;
}

async function scoreCase(program, { collection, data, queries, file }, settings) {
  return ndcg(await program.search(data, file, { settings }), queries, collection.judgements);
}

/** {objective, scores}; the cases are searched at the same time, for only quality counts. */
async function evaluate(program, cases, settings) {
  const scores = await Promise.all(cases.map((one) => scoreCase(program, one, settings)));
  return { scores, objective: mean(scores.map((score, i) => score / (cases[i].collection.bestPeer ?? 1))) };
}

const rounded = (value, { isInteger }) => (isInteger ? Math.round(value) : Number(value.toPrecision(2)));
const bounded = (value, { min, max }) => Math.min(max, Math.max(min, value));

/** Values to try beside the present one. From 0 there is no share of a value: a small step up. */
function neighbours(value, row, stride) {
  const step = value === 0 ? 0.2 * stride : value * stride;
  const steps = [value - step, value + step, ...(stride === STRIDES[0] ? [0] : [])];
  return [...new Set(steps.map((next) => bounded(rounded(next, row), row)))].filter((next) => next !== value);
}

const showCases = (cases, { scores, objective }) =>
  `${objective.toFixed(4)}  (${cases.map(({ name }, i) => `${name} ${scores[i].toFixed(4)}`).join(', ')})`;

class Descent {
  constructor(program, cases, rows) {
    Object.assign(this, { program, cases, rows });
    this.settings = Object.fromEntries(Object.entries(rows).map(([name, { initial }]) => [name, initial]));
    this.tried = new Map();
  }

  async score(settings) {
    const key = JSON.stringify(settings);
    if (!this.tried.has(key)) this.tried.set(key, await evaluate(this.program, this.cases, settings));
    return this.tried.get(key);
  }

  /** Goes on in the direction that helps; true when the setting has changed. */
  async tuneOne(name, stride) {
    const before = this.settings[name];
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (const value of neighbours(this.settings[name], this.rows[name], stride)) {
        const settings = { ...this.settings, [name]: value };
        const found = await this.score(settings);
        if (found.objective < this.best.objective + WORTH) continue;
        console.log(`${name} ${this.settings[name]} -> ${value}: ${showCases(this.cases, found)}`);
        this.settings = settings;
        this.best = found;
        isBetter = true;
        break;
      }
    }
    return this.settings[name] !== before;
  }

  async run() {
    this.best = await this.score(this.settings);
    console.log(`start: ${showCases(this.cases, this.best)}`);
    for (const stride of STRIDES)
      for (let isMoving = true; isMoving;) {
        console.log(`steps of ${stride} of a value`);
        isMoving = false;
        for (const name of Object.keys(this.rows)) isMoving = await this.tuneOne(name, stride) || isMoving;
      }
    return this.settings;
  }
}

/** Switches (0 to 1, at one end) are no weights. */
function tunable(rows) {
  const only = options.only?.split(',');
  const isSwitch = ({ initial, min, max }, name) => min === 0 && max === 1 && (initial === 0 || initial === 1) && !/_b$/.test(name);
  return Object.fromEntries(Object.entries(rows).filter(([name, row]) => (only ? only.includes(name) : !isSwitch(row, name))));
}

async function main() {
  const scratch = makeScratch();
  const program = new Program(resolve(options.bin ?? join(ROOT, 'build/release/aiguilleur')), scratch);
  const collections = readCollections(resolve(options.collections ?? COLLECTIONS));
  if (!collections.length) throw new Error('there are no collections (--collections DIR)');
  if (!['first', 'second'].includes(options.half)) throw new Error('--half first or --half second');
  const cases = await makeCases(program, collections, scratch);
  const other = cases[options.half === 'first' ? 'second' : 'first'];
  const descent = new Descent(program, cases[options.half], tunable(await program.searchSettings()));
  const settings = await descent.run();
  console.log('\nOn the other half');
  console.log(`defaults: ${showCases(other, await evaluate(program, other, {}))}`);
  console.log(`tuned:    ${showCases(other, await evaluate(program, other, settings))}\n`);
  for (const [name, { initial }] of Object.entries(descent.rows))
    if (settings[name] !== initial) console.log(`${name} ${settings[name]} (was ${initial})`);
}

main().then(() => process.exit(0), (error) => {
  console.error(`tune: ${error.message}`);
  process.exit(1);
});
