// SPDX-License-Identifier: EUPL-1.2
// quality.mjs - part of search.mjs: how well the collections' questions are answered, by ours and by the peers.
import { join } from 'node:path';
import { mean, ndcg, percentile, writeQueries } from './collections.mjs';
import { runPeer } from './peers.mjs';

const TYPO_SEEDS = [1, 2, 3]; // ours: the mean; peers: the first, for time
const GAIN_PERCENT = 15;
const LOSS_PERCENT = 10;

const percentMore = (value, than) => 100 * (value / than - 1);
const milliseconds = (answers, share) => percentile(answers.map((answer) => answer.us), share) / 1000;

/** The clean queries' file, then one for each seed. */
function queryFiles(collection, scratch) {
  return [undefined, ...TYPO_SEEDS].map((seed) =>
    writeQueries(join(scratch, `${collection.name}-${seed ?? 'clean'}.jsonl`), collection.queries, seed));
}

/** A data directory with nothing but the collection (and our rules, whose synonyms search uses). */
export async function makeData(program, collection, scratch) {
  const data = join(scratch, `data-${collection.name}`);
  await program.init(data);
  await program.import(data, collection.docs);
  return data;
}

async function askOurs(program, collection, files, scratch) {
  const data = await makeData(program, collection, scratch);
  const answers = [];
  for (const file of files) answers.push(await program.search(data, file));
  return answers;
}

async function askPeer(peer, collection, files, scratch) {
  try {
    return (await runPeer(peer, { scratch, docs: collection.docs, files: files.slice(0, 2) })).answers;
  } catch (error) {
    console.log(`${collection.name}: ${peer.name}: not measured: ${error.message}`);
    return null;
  }
}

/** {clean, typos, p50, p99} of the answers to the clean file and to those with errors. */
function judge(collection, [clean, ...withTypos]) {
  const score = (answers) => ndcg(answers, collection.queries, collection.judgements);
  return { clean: score(clean), typos: mean(withTypos.map(score)), p50: milliseconds(clean, 0.5), p99: milliseconds(clean, 0.99) };
}

function reportTimes(figures, label, { p50, p99 }) {
  figures.report(`${label} p50`, p50, 'ms');
  figures.report(`${label} p99`, p99, 'ms');
}

function reportCollection(figures, { name }, ours, peers, bestPeer) {
  figures.report(`${name}: nDCG@10 ours`, ours.clean, 'nDCG', ['>=', bestPeer]);
  for (const [peer, judged] of peers) figures.report(`${name}: nDCG@10 ${peer}`, judged.clean, 'nDCG');
  figures.report(`${name}: nDCG@10 with typos ours`, ours.typos, 'nDCG');
  for (const [peer, judged] of peers) figures.report(`${name}: nDCG@10 with typos ${peer}`, judged.typos, 'nDCG');
  figures.report(`${name}: lost to typos ours`, -percentMore(ours.typos, ours.clean), '%', ['<=', LOSS_PERCENT]);
  reportTimes(figures, `${name}: search ours`, ours);
  for (const [peer, judged] of peers) reportTimes(figures, `${name}: search ${peer}`, judged);
}

/** {published, measured}: how much better ours is, in percent, than the best published figure and than the best peer of this run. */
async function measureCollection({ program, figures, peers, scratch }, collection) {
  figures.section(`${collection.name}: ${collection.queries.length} questions`);
  const files = queryFiles(collection, scratch);
  const ours = judge(collection, await askOurs(program, collection, files, scratch));
  const judged = [];
  for (const peer of peers) {
    const answers = await askPeer(peer, collection, files, scratch);
    if (answers) judged.push([peer.name, judge(collection, answers)]);
  }
  const bestMeasured = Math.max(0, ...judged.map(([, figure]) => figure.clean));
  const bestPublished = collection.bestPeer ?? bestMeasured;
  reportCollection(figures, collection, ours, judged, bestPublished);
  return { published: percentMore(ours.clean, bestPublished), measured: percentMore(ours.clean, bestMeasured) };
}

export async function measureQuality(bench, collections) {
  const gains = [];
  for (const collection of collections) gains.push(await measureCollection(bench, collection));
  bench.figures.section('all collections');
  const bound = ['>=', GAIN_PERCENT];
  bench.figures.report('mean gain over the best published figure', mean(gains.map((gain) => gain.published)), '%', bound);
  if (bench.peers.length) bench.figures.report('mean gain over the best peer of this run', mean(gains.map((gain) => gain.measured)), '%');
}
