// SPDX-License-Identifier: EUPL-1.2
// rules.mjs - part of search.mjs: what 10,000 rules cost beside 100. Also prints a generated rule file:
//
//   node bench/rules.mjs 10000 [seed] > 50-generated.yaml
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMON_FORMS, makeForms } from './corpus.mjs';
import { ROOT } from './program.mjs';
import { Random } from './random.mjs';
import { writeQuestions } from './speed.mjs';

const SEED = 1;
const FEW = 100, MANY = 10_000;
const RULES_PER_FILE = 500;
const REPEATS = 10; // of the 200 questions
const ROUNDS = 3; // the fastest counts: whatever else runs only ever adds
const REAL_SHARE = 0.1; // of a rule's words that people really use; the others never come up, as most of 10,000 rules' words

const TARGETS = [
  ['topic', `litterature langue histoire patrimoine-local genealogie geographie sciences nature sante droit administration emploi economie societe
    education arts musique cinema jeux sport vie-pratique philosophie-religion numerique ressources-numeriques bibliotheque metier-bibliotheque
    handicap fle`.split(/\s+/)],
  ['kind', 'fait bibliographie recommandation identification pratique orientation professionnelle'.split(' ')],
  ['flag', 'detresse medical juridique devoir donnees-personnelles mineur hors-perimetre'.split(' ')],
];

const fold = (word) => word.normalize('NFD').replace(/[^a-z]/g, '');

class RuleWriter {
  constructor(seed) {
    this.random = new Random(`rules ${seed}`);
    const words = makeForms(seed).slice(COMMON_FORMS).map(({ word, isReal }) => ({ word: fold(word), isReal })).filter(({ word }) => word.length > 3);
    this.real = words.filter(({ isReal }) => isReal).map(({ word }) => word);
    this.invented = words.filter(({ isReal }) => !isReal).map(({ word }) => word);
  }

  word() {
    return this.random.pick(this.random.isOne(REAL_SHARE) ? this.real : this.invented);
  }

  /** word1|word2s?|word3\w* */
  words(low, high) {
    const endings = ['', '', 's?', '(e|es)?', '\\w*'];
    return Array.from({ length: this.random.between(low, high) }, () => this.word() + this.random.pick(endings)).join('|');
  }

  /** The kinds of patterns that rules/*.yaml have, as often as there: lists, gaps, two nouns, and common openers. */
  pattern() {
    const shape = this.random.next();
    if (shape < 0.54) return `\\b(${this.words(3, 12)})\\b`;
    if (shape < 0.89) return `\\b(${this.words(1, 3)})\\b.{0,40}\\b(${this.words(1, 3)})\\b`;
    if (shape < 0.95) return `\\b(${this.words(1, 4)}) (de|du|des|d.une?|sur|pour) (${this.words(1, 4)})\\b`;
    return `\\b(cherche|recherche|voudrais|besoin|trouver) (d.|de |du |des |une? |l.)?(${this.words(2, 6)})\\b`;
  }

  patterns(count) {
    return `[${Array.from({ length: count }, () => `'${this.pattern()}'`).join(', ')}]`;
  }

  rule(i) {
    const [target, labels] = this.random.pick(TARGETS);
    const any = this.random.between(2, 3), none = this.random.isOne(0.3) ? 1 : 0;
    const lines = [`- id: generated-${i}`, '  when:', `    any: ${this.patterns(any)}`];
    if (none) lines.push(`    none: ${this.patterns(none)}`);
    lines.push(`  then: {${target}: ${this.random.pick(labels)}, weight: ${this.random.between(1, 9) / 10}}`, `  why: "Règle inventée ${i}."`);
    return lines.join('\n') + '\n';
  }
}

export function makeRules(count, seed = SEED) {
  const writer = new RuleWriter(seed);
  return Array.from({ length: count }, (_, i) => writer.rule(i));
}

/** In several files: one that is longer than 4 MB is not read. */
function writeRules(folder, rules) {
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < rules.length; at += RULES_PER_FILE)
    writeFileSync(join(folder, `50-generated-${at}.yaml`), rules.slice(at, at + RULES_PER_FILE).join('\n'));
}

/** A data directory whose rules are `count` generated ones and nothing else: no examples, places, lexicon, fiches. */
async function makeData({ program, scratch }, count) {
  const rules = join(scratch, `rules-${count}`), data = join(scratch, `data-rules-${count}`), corpus = join(scratch, 'libraries');
  writeRules(rules, makeRules(count));
  for (const folder of ['networks', 'libraries']) // without them there is nobody to answer, and `eval` refuses
    cpSync(join(ROOT, 'corpus', folder), join(corpus, folder), { recursive: true });
  await program.init(data, { rules, corpus });
  return data;
}

/**
 * Mean time in ms that a question takes to be normalised and classified, as `eval` counts it. The data directories
 * differ in their rules only and have nothing that classification could do but match them; what remains is the same for
 * all and is seen with one rule.
 */
async function classifyMs({ program }, data, questions) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const figures = JSON.parse(await program.run('eval', '--data', data, '--json', questions));
    times.push(1000 / figures.questions_per_second);
  }
  return Math.min(...times);
}

export async function measureRules(bench) {
  const { figures, scratch } = bench;
  figures.section(`rules at scale, generated (seed ${SEED}), mean of bench/questions.jsonl`);
  const questions = writeQuestions(join(scratch, 'questions-rules.jsonl'), REPEATS);
  const took = {};
  for (const count of [1, FEW, MANY]) took[count] = await classifyMs(bench, await makeData(bench, count), questions);
  figures.report('question read with 1 rule', took[1], 'ms');
  figures.report(`question read with ${FEW} rules`, took[FEW], 'ms');
  figures.report(`question read with ${MANY} rules`, took[MANY], 'ms', ['<=', 0.3]);
  figures.report(`${MANY} rules beside ${FEW}`, took[MANY] / took[FEW], 'times', ['<=', 2]);
  figures.report(`what ${FEW} rules add to one`, 1000 * (took[FEW] - took[1]), 'us');
  figures.report(`what ${MANY} rules add to one`, 1000 * (took[MANY] - took[1]), 'us');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(makeRules(Number(process.argv[2] ?? 100), process.argv[3]).join('\n'));
