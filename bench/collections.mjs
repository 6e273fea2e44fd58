// SPDX-License-Identifier: EUPL-1.2
// collections.mjs - retrieval collections (docs.jsonl, queries.jsonl, qrels.tsv), and how well a search does on them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addTypos } from './typos.mjs';
import { writeLines } from './corpus.mjs';
import { ROOT, readJsonLines } from './program.mjs';
import { Random } from './random.mjs';

export const COLLECTIONS = resolve(ROOT, '../shared/eval/collections');
const DEPTH = 10;

// nDCG@10 of the best engine published for a collection (../shared/eval/collections/README.md).
const BEST_PEER = { 'service-public': 0.69, cdtn: 0.474 };

function readJudgements(path) {
  const judgements = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const [query, doc, relevance] = line.split('\t');
    if (!judgements.has(query)) judgements.set(query, new Map());
    judgements.get(query).set(doc, Number(relevance));
  }
  return judgements;
}

/** Only queries that somebody judged count. {name, docs: path, queries: [{id, text}], judgements, bestPeer} */
export function readCollection(folder, name) {
  const judgements = readJudgements(join(folder, name, 'qrels.tsv'));
  const queries = readJsonLines(readFileSync(join(folder, name, 'queries.jsonl'), 'utf8')).filter(({ id }) => judgements.has(id));
  return { name, docs: join(folder, name, 'docs.jsonl'), queries, judgements, bestPeer: BEST_PEER[name] };
}

/** Every collection of the folder; none when there is no such folder. */
export function readCollections(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().filter((name) => existsSync(join(folder, name, 'qrels.tsv'))).map((name) => readCollection(folder, name));
}

/**
 * Two halves of the queries. Queries with the same judgements are wordings of one question and stay together: else what
 * is tuned on one half would be known in the other.
 */
export function halves(collection, seed) {
  const groups = new Map();
  for (const query of collection.queries) {
    const key = [...collection.judgements.get(query.id)].map(([doc, relevance]) => `${doc}:${relevance}`).sort().join(' ');
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(query);
  }
  const shuffled = new Random(`halves ${seed}`).shuffle([...groups.values()]);
  const all = collection.queries.length;
  const first = [], second = [];
  for (const group of shuffled) (first.length < all / 2 ? first : second).push(...group);
  return [first, second];
}

/** Writes the queries, with typing errors when a seed is given; the path. */
export function writeQueries(path, queries, typoSeed) {
  writeLines(path, queries.map(({ id, text }) => ({ id, text: typoSeed === undefined ? text : addTypos(text, typoSeed) })));
  return path;
}

const gain = (relevances) => relevances.reduce((sum, relevance, rank) => sum + relevance / Math.log2(rank + 2), 0);

function ndcgOne(hits, judged) {
  const best = gain([...judged.values()].sort((a, b) => b - a).slice(0, DEPTH));
  return best === 0 ? 0 : gain(hits.slice(0, DEPTH).map((doc) => judged.get(doc) ?? 0)) / best;
}

/** Mean nDCG@10, linear gain; a query without an answer counts 0. answers: [{id, hits}] */
export function ndcg(answers, queries, judgements) {
  const hits = new Map(answers.map((answer) => [answer.id, answer.hits]));
  return mean(queries.map(({ id }) => ndcgOne(hits.get(id) ?? [], judgements.get(id))));
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that `share` of the values are not above. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
