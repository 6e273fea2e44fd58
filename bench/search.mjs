#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// search.mjs - how well and how fast it searches and understands, against its bounds and beside other engines
// (bench/README.md). Exit status 1 when a bound is missed.
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printAblation } from './ablation.mjs';
import { COLLECTIONS, readCollections } from './collections.mjs';
import { Figures } from './figures.mjs';
import { availablePeers } from './peers.mjs';
import { Program, ROOT } from './program.mjs';
import { measureQuality } from './quality.mjs';
import { measureRules } from './rules.mjs';
import { makeScratch } from './scratch.mjs';
import { measureExplain, measureSpeed } from './speed.mjs';

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string' }, // another program than the release build
    collections: { type: 'string' }, // another folder of collections
    quick: { type: 'boolean', default: false }, // fewer documents and queries, for trying the bench itself
    'no-million': { type: 'boolean', default: false }, // leave the 1,000,000 documents out: some minutes less
    'no-peers': { type: 'boolean', default: false }, // ours only
    'no-history': { type: 'boolean', default: false },
    ablation: { type: 'boolean', default: false }, // only the table of docs/search.md
  },
});
const keepsHistory = !(options.bin || options.collections || options.quick || options['no-history']);
const QUICK_SHARE = 5; // every 5th query

const SEARCH_BOUNDS = { import: ['>=', 10_000], p50: ['<=', 1], p99: ['<=', 8] };
const MILLION_BOUNDS = { p99: ['<=', 40] };

function chosenCollections() {
  const folder = resolve(options.collections ?? COLLECTIONS);
  const collections = readCollections(folder);
  if (!collections.length) console.log(`no collections in ${folder}: how well is left out (--collections DIR)`);
  if (!options.quick) return collections;
  return collections.map((collection) => ({ ...collection, queries: collection.queries.filter((_, i) => i % QUICK_SHARE === 0) }));
}

/** One measurement; what cannot be measured is a miss, and the others still are. */
async function attempt(figures, measure, ...args) {
  try {
    await measure(...args);
  } catch (error) {
    figures.failed(measure.name, error.message);
  }
}

async function measureAll(bench, collections) {
  const { figures, peers } = bench;
  if (collections.length) await attempt(figures, measureQuality, bench, collections);
  await attempt(figures, measureExplain, bench);
  await attempt(figures, measureRules, bench);
  await attempt(figures, measureSpeed, bench, options.quick ? 20_000 : 100_000, SEARCH_BOUNDS, peers);
  if (!options.quick && !options['no-million']) await attempt(figures, measureSpeed, bench, 1_000_000, MILLION_BOUNDS, peers.filter(({ name }) => name === 'SQLite bm25'));
}

async function main() {
  const scratch = makeScratch();
  const program = new Program(resolve(options.bin ?? join(ROOT, 'build/release/aiguilleur')), scratch);
  const collections = chosenCollections();
  if (options.ablation) return await printAblation({ program, scratch }, collections), 0;
  const busy = loadavg()[0];
  console.log(`${cpus().length} cores, ${cpus()[0].model}; load average ${busy.toFixed(2)}`
    + (busy > 0.5 ? ': OTHER WORK IS RUNNING, times will be worse than they are' : ''));
  const figures = new Figures();
  const peers = options['no-peers'] ? [] : availablePeers();
  await measureAll({ program, figures, peers, scratch }, collections);
  if (keepsHistory) figures.appendHistory();
  return figures.conclude() ? 1 : 0;
}

main().then((status) => process.exit(status), (error) => {
  console.error(`bench: ${error.message}`);
  process.exit(1);
});
