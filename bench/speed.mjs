// SPDX-License-Identifier: EUPL-1.2
// speed.mjs - part of search.mjs: import and search of many documents, ours and the peers; `explain` with the shipped data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from './collections.mjs';
import { Corpus, writeLines } from './corpus.mjs';
import { runPeer } from './peers.mjs';
import { ROOT, readJsonLines } from './program.mjs';

const SEED = 1;
const WARM_UP = 100; // queries that are asked first and not counted, so that what must be read once has been
const QUERIES = 1000;
const REPEATS = 10; // of the 200 questions, for `explain`
const PEER_SECONDS = 240; // after that a slow peer is asked no more

const thousands = (count) => count.toLocaleString('en').replace(/,/g, ' ');

/** Documents, and queries after those of the warm-up. */
function makeFiles(count, scratch) {
  const corpus = new Corpus(SEED);
  const docs = join(scratch, `docs-${count}.jsonl`), queries = join(scratch, `queries-${count}.jsonl`);
  writeLines(docs, corpus.docs(count));
  writeLines(queries, [...corpus.queries(WARM_UP, count, 'warm'), ...corpus.queries(QUERIES, count)]);
  return { docs, queries };
}

function reportSearch(figures, label, answers, bounds = {}) {
  const counted = answers.filter(({ id }) => !id.startsWith('warm')).map(({ us }) => us);
  if (!counted.length) return figures.missing(label, `no query was answered in ${PEER_SECONDS} s`);
  figures.report(`${label} p50`, percentile(counted, 0.5) / 1000, 'ms', bounds.p50);
  if (counted.length < QUERIES) // not the same queries as the others', and too few for a p99
    return figures.missing(`${label} p99`, `${counted.length} of ${QUERIES} queries in ${PEER_SECONDS} s; p50 is of these`);
  figures.report(`${label} p99`, percentile(counted, 0.99) / 1000, 'ms', bounds.p99);
}

async function measureOurs({ program, figures, scratch }, count, files, bounds) {
  const data = join(scratch, `data-${count}`);
  await program.init(data);
  figures.report(`${thousands(count)} docs: import ours`, await program.import(data, files.docs), 'docs/s', bounds.import);
  reportSearch(figures, `${thousands(count)} docs: search ours`, await program.search(data, files.queries), bounds);
}

async function measurePeer({ figures, scratch }, peer, count, files) {
  const { docsPerSecond, answers } = await runPeer(peer, { scratch, docs: files.docs, files: [files.queries], seconds: PEER_SECONDS });
  figures.report(`${thousands(count)} docs: index ${peer.name}`, docsPerSecond, 'docs/s');
  reportSearch(figures, `${thousands(count)} docs: search ${peer.name}`, answers[0]);
}

/** bounds: {import, p50, p99}, for ours. */
export async function measureSpeed(bench, count, bounds, peers) {
  bench.figures.section(`${thousands(count)} generated documents (seed ${SEED})`);
  const files = makeFiles(count, bench.scratch);
  await measureOurs(bench, count, files, bounds);
  for (const peer of peers) {
    await measurePeer(bench, peer, count, files).catch((error) => bench.figures.missing(`${thousands(count)} docs: ${peer.name}`, error.message));
  }
}

/** The bench's questions with ids, several times over; the path. */
export function writeQuestions(path, repeats) {
  const questions = readJsonLines(readFileSync(join(ROOT, 'bench/questions.jsonl'), 'utf8'));
  const rounds = Array.from({ length: repeats }, (_, round) => questions.map(({ text }, i) => ({ id: `${round}-${i}`, text })));
  writeLines(path, rounds.flat());
  return path;
}

/** Normalise to route, one thread, with the rules and the corpus that are shipped. The first round warms up. */
export async function measureExplain({ program, figures, scratch }) {
  const stations = ['normalise', 'classify', 'suggest', 'route'];
  const bounds = { p50: ['<=', 0.5], p99: ['<=', 3] };
  figures.section('explain (normalise to route), shipped rules and corpus');
  if (!await program.takes('explain', '--batch')) {
    for (const share of ['p50', 'p99']) figures.missing(`explain ${share}`, 'explain has no --batch', bounds[share]);
    return;
  }
  const data = join(scratch, 'data-shipped');
  await program.init(data, { corpus: 'corpus' });
  const answers = await program.explain(data, writeQuestions(join(scratch, 'questions.jsonl'), 1 + REPEATS));
  const times = (station) => answers.slice(answers.length / (1 + REPEATS)).map((answer) => answer.elapsed_us[station] / 1000);
  figures.report('explain p50', percentile(times('total'), 0.5), 'ms', bounds.p50);
  figures.report('explain p99', percentile(times('total'), 0.99), 'ms', bounds.p99);
  for (const station of stations) figures.report(`explain: ${station} p50`, percentile(times(station), 0.5), 'ms');
}
