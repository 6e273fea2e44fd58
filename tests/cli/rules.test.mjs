// SPDX-License-Identifier: EUPL-1.2
// rules.test.mjs - `aiguilleur rules`: what a changed rule set would move, and what the desk taught.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { ROOT, Server, command } from '../support/server.mjs';

function done(...args) {
  const { status, stdout, stderr } = command(...args);
  if (status !== 0) throw new Error(`${args.join(' ')}: status ${status}: ${stderr}`);
  return stdout;
}

const PLANT = `- id: nature-zorglub\n  when: {any: ['\\bzorglub\\b']}\n  then: {topic: nature, weight: 0.99}\n  why: "Le zorglub est une plante."\n`;
const HELP = `- id: aide-grelots\n  when: {any: ['\\bgrelots\\b']}\n  then: {flag: detresse, weight: 0.95}\n  why: "Un appel à l'aide."\n`;
const MUSIC = `- id: musique-flute\n  when: {any: ['\\bflutes?\\b']}\n  then: {topic: musique, weight: 0.95}\n  why: "La flûte est un instrument."\n`;
const EXAMPLES = [['jouer de la flûte à bec', 'musique'], ['apprendre le piano seul', 'musique'], ['règles du handball', 'sport'],
  ['courir un marathon', 'sport'], ['planter un rosier', 'nature'], ['nid de mésange', 'nature']];

/** A small rule set: the real ones take a while to train. */
function ruleSet(folder, name, ...rules) {
  const dir = join(folder, name);
  mkdirSync(join(dir, 'examples'), { recursive: true });
  mkdirSync(join(dir, 'lexicon'));
  writeFileSync(join(dir, 'rules.yaml'), rules.join('\n'));
  writeFileSync(join(dir, 'examples/few.yaml'), EXAMPLES.map(([text, topic]) => `- text: "${text}"\n  topics: [${topic}]\n  kind: fait\n`).join('\n'));
  for (const file of ['places.yaml', 'synonyms.yaml']) cpSync(join(ROOT, 'rules', file), join(dir, file));
  return dir;
}

function setUp(t) {
  const folder = mkdtempSync(join(tmpdir(), 'aiguilleur-rules-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const rules = ruleSet(folder, 'now', MUSIC, HELP);
  const init = done('init', '--data', data, '--rules', rules, '--corpus', 'corpus', '--demo');
  const questions = join(folder, 'questions.jsonl');
  writeFileSync(questions, ['Le zorglub ?', 'Qui a inventé la flûte ?', 'Entendez-vous mes grelots']
    .map((text, i) => JSON.stringify({ id: `q${i + 1}`, text })).join('\n'));
  return { folder, data, rules, questions, password: init.match(/^demo password: (\S+)$/m)[1] };
}

/** What the files of a folder hold. */
const content = (dir) => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && !/-(shm|wal)$/.test(e.name))
  .map((e) => join(e.parentPath ?? e.path, e.name)).sort()
  .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`);

const replay = (data, rules, ...more) => JSON.parse(done('rules', 'replay', '--data', data, '--rules', rules, '--json', ...more));

test('one rule more moves exactly its question, and nothing is written', (t) => {
  const { folder, data, rules, questions } = setUp(t);
  const before = content(data);
  const none = replay(data, rules, '--questions', questions);
  same([none.questions, none.changed, none.topics, none.flags], [3, 0, [], []], 'the same rules');
  const found = replay(data, ruleSet(folder, 'more', MUSIC, HELP, PLANT), '--questions', questions);
  same([found.questions, found.changed], [3, 1], 'one changes');
  same(found.topics.map(({ to, count, questions: list }) => [to, count, list]),
    [['nature', 1, [{ id: 'q1', words: 'Le zorglub ?' }]]], 'to nature');
  same(found.flags, [], 'no flag');
  const gains = found.libraries.reduce((sum, one) => sum + one.gained - one.lost, 0);
  same(gains, 0, 'what one library gains another loses');
  same(content(data), before, 'the data directory');
});

test('a call for help that would no longer be seen is said first and loudly', (t) => {
  const { folder, data, questions } = setUp(t);
  const less = ruleSet(folder, 'less', MUSIC);
  const found = replay(data, less, '--questions', questions);
  same(found.flags.map(({ id, lost, raised, lost_questions: [one] }) => [id, lost, raised, one.id]), [['detresse', 1, 0, 'q3']], 'lost');
  const story = done('rules', 'replay', '--data', data, '--rules', less, '--questions', questions);
  check(/!!!! ATTENTION : 1 appel/.test(story.split('\n').slice(0, 5).join('\n')), story);
});

test('stored questions are replayed; what was accepted trains and is printed', async (t) => {
  const { folder, data, rules, password } = setUp(t);
  const more = ruleSet(folder, 'more', MUSIC, HELP, PLANT);
  check(/Aucune question à rejouer/.test(done('rules', 'replay', '--data', data, '--rules', more)), 'nothing to replay');
  const server = await new Server({ data }).start();
  Object.defineProperty(server, 'password', { value: password });
  t.after(() => server.stop());
  const asker = await connect(server);
  for (const text of ['Le zorglub ?', 'Bonjour, mon mail est lea@example.org. La flûte de Pan ?'])
    await asker.call('ask', { client_id: newClientId(), text, library: 'brest', consent: { publish: false, transfer: false } });
  const ines = await connect(server, 'ines');
  await ines.call('question.relabel', { question: '2', topics: ['arts'], kind: 'bibliographie' });
  const { proposals: [proposal] } = await ines.call('proposal.list');
  await ines.call('proposal.accept', { proposal: proposal.id });

  // Beside the running server: the newest, and all; saved without anybody's words.
  same(replay(data, more, '--limit', '1').questions, 1, 'the newest only');
  const found = replay(data, more, '--save');
  same([found.questions, found.topics.find(({ to }) => to === 'nature')?.questions[0].id], [2, '1'], 'both');
  const { replay: saved } = await ines.call('replay.get');
  same(saved.questions, 2, 'saved');
  check(!JSON.stringify(saved).includes('zorglub'), 'no words are saved');

  const yaml = done('rules', 'learned', '--data', data);
  check(yaml.includes('- text: "Bonjour, mon mail est [courriel]. La flûte de Pan ?"\n  topics: [arts]\n  kind: bibliographie'), yaml);
  await server.stop();
  check(/^1 of the examples were learnt at the desk$/m.test(done('init', '--data', data, '--rules', rules)), 'init takes it');
  // In the working copy and in the record it counts once.
  writeFileSync(join(rules, 'examples/bureau.yaml'), yaml);
  same(command('check', '--rules', rules).status, 0, 'the printed YAML is good');
  check(!/learnt at the desk/.test(done('init', '--data', data, '--rules', rules)), 'once');
});

test('what cannot be replayed is said', (t) => {
  const { folder, data } = setUp(t);
  same(command('rules', 'replay', '--data', data).status, 2, 'no rules');
  same(command('rules', 'dance', '--data', data).status, 2, 'no such action');
  const { status, stderr } = command('rules', 'replay', '--data', data, '--rules', join(folder, 'nowhere'));
  same([status, /^aiguilleur: rules: .*nowhere/m.test(stderr)], [1, true], stderr);
});
