#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// suggest.mjs - how often what is suggested for a question helps, and which suggest.threshold keeps the rest silent
// (bench/README.md). Exit status 1 when a bound is missed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Figures } from './figures.mjs';
import { Program, ROOT, readJsonLines } from './program.mjs';
import { makeScratch } from './scratch.mjs';

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string' }, // another program than the release build
    verbose: { type: 'boolean', default: false }, // the worst false suggestions and the misses, of the tune half
    'no-history': { type: 'boolean', default: false },
  },
});
const keepsHistory = !(options.bin || options['no-history']);
const PRECISION = 0.9; // of what is shown, wanted
const AT_ONCE = 2; // processes, while `explain` has no --batch
const NAMED = 40; // lines of each list, with --verbose
const ALL_CANDIDATES = ['--set', 'suggest.threshold=0'];

// ---------------------------------------------------------------- asking

async function askBatch(program, data, questions, scratch) {
  const file = join(scratch, 'suggest.jsonl');
  writeFileSync(file, questions.map(({ text }, i) => JSON.stringify({ id: String(i), text }) + '\n').join(''));
  const answers = readJsonLines(await program.run('explain', '--data', data, ...ALL_CANDIDATES, '--batch', file));
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return questions.map((_, i) => byId.get(String(i)));
}

async function askOneByOne(program, data, questions) {
  const answers = Array(questions.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < questions.length; i = next++)
      answers[i] = JSON.parse(await program.run('explain', '--data', data, ...ALL_CANDIDATES, '--json', questions[i].text));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

/** Where help is, shown to someone who may be in danger, is no guess: it comes whatever the words, with score 1. */
const isGuessed = ({ score }) => score < 1;

/** The questions, each with what would be suggested if nothing were too weak: [{id, score}], best first. */
async function askAll(program, data, scratch) {
  const questions = readJsonLines(readFileSync(join(ROOT, 'bench/suggestions.jsonl'), 'utf8'));
  const answers = await program.takes('explain', '--batch')
    ? await askBatch(program, data, questions, scratch)
    : await askOneByOne(program, data, questions);
  return questions.map((question, i) => ({ ...question, candidates: answers[i].suggestions.filter(isGuessed).map(({ id, score }) => ({ id, score })) }));
}

// ---------------------------------------------------------------- judging

const share = (part, whole) => (whole ? part / whole : 0);
const isGood = (question, candidate) => question.good.includes(candidate.id);
const shownAt = (question, threshold) => question.candidates.filter(({ score }) => score >= threshold);

/** precision: of what is shown; helped: questions that an entry answers and that get one; silent: the others that get none. */
function judge(questions, threshold) {
  let shown = 0, good = 0, helped = 0, silent = 0;
  for (const question of questions) {
    const entries = shownAt(question, threshold);
    const right = entries.filter((entry) => isGood(question, entry)).length;
    shown += entries.length;
    good += right;
    helped += right > 0;
    silent += !question.good.length && !entries.length;
  }
  const answerable = questions.filter((question) => question.good.length).length;
  return { shown, precision: share(good, shown), helped: share(helped, answerable), silent: share(silent, questions.length - answerable) };
}

/** The lowest threshold whose precision is what is wanted; 1 when none has it. */
function lowestPrecise(questions) {
  for (let percent = 0; percent < 100; percent++) {
    if (judge(questions, percent / 100).precision >= PRECISION) return percent / 100;
  }
  return 1;
}

// ---------------------------------------------------------------- telling

const percent = (value) => `${(100 * value).toFixed(1)} %`.padStart(10);

function printThresholds(questions) {
  console.log(`${'threshold'.padEnd(12)}${'shown'.padStart(8)}${'good'.padStart(10)}${'helped'.padStart(10)}${'silent'.padStart(10)}`);
  for (let tenth = 1; tenth <= 9; tenth++) {
    const { shown, precision, helped, silent } = judge(questions, tenth / 10);
    console.log(`${(tenth / 10).toFixed(1).padEnd(12)}${String(shown).padStart(8)}${percent(precision)}${percent(helped)}${percent(silent)}`);
  }
}

function reportAt(figures, name, questions, threshold) {
  const { precision, helped, silent } = judge(questions, threshold);
  figures.add({ figure: `suggest.threshold: ${name}`, shown: threshold.toFixed(2), unit: '', bound: '', isGood: true });
  figures.report(`suggestions that help: ${name}`, 100 * precision, '%', ['>=', 100 * PRECISION]);
  figures.report(`questions helped when an entry helps: ${name}`, 100 * helped, '%');
  figures.report(`questions left alone when none helps: ${name}`, 100 * silent, '%');
}

function printList(title, lines) {
  console.log(`\n${title}: ${lines.length}`);
  for (const line of lines.slice(0, NAMED)) console.log(`  ${line}`);
}

const named = ({ id, score }) => `${score.toFixed(3)} ${id}`;

function printFalse(questions, threshold) {
  const wrong = questions.flatMap((question) => shownAt(question, threshold)
    .filter((entry) => !isGood(question, entry)).map((entry) => ({ question, entry })));
  wrong.sort((a, b) => b.entry.score - a.entry.score);
  printList(`suggested at ${threshold.toFixed(2)} without helping`, wrong.map(({ question, entry }) =>
    `${named(entry)} for « ${question.text} »${question.good.length ? ` (wanted ${question.good.join(', ')})` : ''}`));
}

function printMissed(questions, threshold) {
  const missed = questions.filter((question) => question.good.length && !shownAt(question, threshold).some((entry) => isGood(question, entry)));
  const best = (question) => question.candidates.find((entry) => isGood(question, entry));
  missed.sort((a, b) => (best(a)?.score ?? 0) - (best(b)?.score ?? 0));
  printList('missed', missed.map((question) =>
    `« ${question.text} » wanted ${question.good.join(', ')}; ${best(question) ? `weak: ${named(best(question))}` : 'not among the candidates'}`));
}

/** What the program is shipped with. */
async function shippedThreshold(program) {
  const row = (await program.run('document', 'settings')).match(/^\| `suggest\.threshold` \| \w+ \| (\S+) \|/m);
  if (!row) throw new Error('`document settings` names no suggest.threshold');
  return Number(row[1]);
}

async function main() {
  const scratch = makeScratch();
  const program = new Program(resolve(options.bin ?? join(ROOT, 'build/release/aiguilleur')), scratch);
  const data = join(scratch, 'data');
  await program.init(data, { corpus: 'corpus' });
  const questions = await askAll(program, data, scratch);
  const half = (name) => questions.filter((question) => question.half === name);
  const chosen = lowestPrecise(half('tune')), shipped = await shippedThreshold(program);
  const figures = new Figures();
  figures.section(`${questions.length} questions`);
  printThresholds(questions);
  figures.section(`threshold chosen on ${half('tune').length} questions, worth on the ${half('check').length} others`);
  reportAt(figures, 'chosen', half('check'), chosen);
  reportAt(figures, 'shipped', half('check'), shipped);
  if (options.verbose) for (const print of [printFalse, printMissed]) print(half('tune'), shipped);
  if (keepsHistory) figures.appendHistory();
  return figures.conclude() ? 1 : 0;
}

main().then((status) => process.exit(status), (error) => {
  console.error(`suggest: ${error.message}`);
  process.exit(1);
});
