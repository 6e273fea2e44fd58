// SPDX-License-Identifier: EUPL-1.2
// usage.test.mjs - design.md 5.1: 0 done, 1 could not, 2 usage; errors as "aiguilleur: what: why" on standard error.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { BIN, ROOT, command, demoData } from '../support/server.mjs';

function refused(status, args) {
  const got = command(...args);
  same(got.status, status, `status of ${args.join(' ')}`);
  check(/^aiguilleur: /.test(got.stderr), `${args.join(' ')} says on standard error: ${got.stderr}`);
  same(got.stdout, '', `standard output of ${args.join(' ')}`);
  return got.stderr;
}

test('help is given to who asks and to who says nothing', () => {
  const help = command('help');
  same(help.status, 0, 'status');
  for (const verb of ['serve', 'init', 'import', 'check', 'explain', 'search', 'eval', 'user', 'audit', 'backup', 'restore'])
    check(help.stdout.includes(`aiguilleur ${verb}`), `help names ${verb}`);
  same(command('--help').stdout, help.stdout, '--help');
  const nothing = command();
  same(nothing.status, 2, 'status without a command');
  same(nothing.stderr, help.stdout, 'what it prints');
  check(/^aiguilleur \d+\.\d+\.\d+\n$/.test(command('--version').stdout), 'the version');
});

test('wrong usage is status 2 and says what is wrong', () => {
  check(refused(2, ['dance']).includes('dance'), 'names the command');
  check(refused(2, ['explain', 'text']).includes('--data DIR is needed'), 'asks for --data');
  check(refused(2, ['explain', '--data', 'x']).includes('operands'), 'asks for a text');
  check(refused(2, ['explain', '--data']).includes('value is missing'), 'asks for the value');
  check(refused(2, ['explain', '--data', 'x', '--listen', 'y', 'text']).includes('--listen'), 'names the option');
  check(refused(2, ['search', '--data', 'x', '--limit', 'many', 'text']).includes('--limit'), 'names the number');
  check(refused(2, ['search', '--data', 'x', '--limit=-1', 'text']).includes('--limit'), 'a negative one, too');
  refused(2, ['search', '--data', demoData().data]);
  refused(2, ['user', '--data', demoData().data, 'add']);
  refused(2, ['user', '--data', demoData().data, 'promote', 'claire']);
  refused(2, ['audit', '--data', demoData().data, 'burn']);
});

test('a data directory that is not there is told by name', () => {
  const absent = join(ROOT, 'no-such-data');
  for (const args of [['explain', '--data', absent, 'text'], ['search', '--data', absent, 'text'], ['audit', '--data', absent, 'verify'],
    ['user', '--data', absent, 'list'], ['backup', '--data', absent, '/tmp/never.db'], ['import', '--data', absent, 'x.jsonl']])
    check(refused(1, args).includes('no-such-data'), `${args[0]} names the directory`);
});

test('a text may begin with dashes after --', () => {
  const { status, stdout } = command('explain', '--data', demoData().data, '--json', '--', '--que veut dire', 'ce tiret ?');
  same(status, 0, 'status');
  check(JSON.parse(stdout).read.folded.includes('que veut dire ce tiret'), 'the words are joined');
});

test('an explanation has the shape of the design', () => {
  const { stdout, status } = command('explain', '--data', demoData().data, '--json', "D'où vient le nom de la rue de Siam à Brest ?");
  same(status, 0, 'status');
  const e = JSON.parse(stdout);
  check(e.topics.length > 0 && e.topics.every((t) => t.id && t.score >= 0 && t.score <= 1 && Array.isArray(t.because)), 'topics');
  check(e.kind.id && 'score' in e.kind && Array.isArray(e.flags), 'kind and flags');
  same(e.place.code, '29', 'place');
  same(e.language, 'fr', 'language');
  check(Array.isArray(e.suggestions) && e.suggestions.length <= 3, 'suggestions');
  check(e.route.queue && e.route.library && e.route.candidates[0].queue === e.route.queue, 'the chosen queue comes first');
  check(e.route.candidates.every((c) => c.because.length > 0 && typeof c.score === 'number'), 'candidates have reasons');
  check(e.route.asker_sentence && e.route.staff_sentence, 'both sentences');
  same(Object.keys(e.elapsed_us), ['normalise', 'classify', 'suggest', 'route', 'total'], 'elapsed_us');
});

const explain = (...args) => command('explain', '--data', demoData().data, ...args);

test('the story on a terminal tells what --json has', () => {
  const question = 'pk la rue de siam à brest sappelle comme ca ?';
  const e = JSON.parse(explain('--json', question).stdout);
  const told = explain('--colour', 'never', question).stdout.replace(/\s+/g, ' ');
  const french = (n) => n.toFixed(2).replace('.', ',');
  const words = [e.read.text, ...e.read.guesses.map((g) => `« ${g.written} » → « ${g.read_as} »`), e.kind.title, e.place.name, e.sure_why,
    ...e.topics.flatMap((t) => [t.title, french(t.score), ...t.because.map((b) => (b.by === 'model' ? b.words : b.why))]),
    ...e.suggestions.flatMap((s) => [s.title, s.why]), e.route.asker_sentence, e.route.staff_sentence];
  // Titles of queues and reasons stand in columns: what is wrapped beside them is not looked for whole.
  for (const word of words.flatMap((text) => text.split(' '))) check(told.includes(word), `the story does not say ${word}`);
  check(e.topics[0].voices && Object.keys(e.topics[0].voices).length > 0, 'each voice with its strength');
});

test('colour is for a terminal, or for who asks; what was typed drives no terminal', () => {
  const escape = String.fromCharCode(27);
  check(!explain('un chat').stdout.includes(escape), 'none in a pipe');
  check(explain('--colour', 'always', 'un chat').stdout.includes(`${escape}[1`), 'some when asked for');
  check(!explain(`un ${escape}[31mchat${escape}]0;titre`).stdout.includes(escape), 'an escape of the question');
  check(!explain('un \u009b31mchat').stdout.includes('\u009b'), 'a C1 control of the question');
  check(refused(2, ['explain', '--data', demoData().data, '--colour', 'mauve', 'un chat']).includes('always'), 'an unknown choice');
});

test('no line of the story is wider than the terminal', () => {
  for (const columns of ['48', '60', '80']) {
    process.env.COLUMNS = columns;
    const lines = explain("D'où vient le nom de la rue de Siam à Brest ? مكتبة".repeat(6)).stdout.split('\n');
    delete process.env.COLUMNS;
    for (const line of lines) check([...line].length <= Number(columns), `${columns}: ${line}`);
  }
});

test('a question may come from standard input, many from a file', () => {
  const input = spawnSync(BIN, ['explain', '--data', demoData().data, '--json', '-'], { cwd: ROOT, encoding: 'utf8', input: 'un chat noir\n' });
  same(JSON.parse(input.stdout).read.text, 'un chat noir', 'what was read');
  const dir = mkdtempSync(join(tmpdir(), 'aig-explain-'));
  const file = join(dir, 'q.jsonl');
  writeFileSync(file, '{"id":"a","text":"Quels sont les horaires ?"}\n{"id":"b","text":"je veux mourir"}\n');
  const { stdout, status } = explain('--batch', file);
  rmSync(dir, { recursive: true });
  same(status, 0, 'status');
  const rows = stdout.trim().split('\n');
  same(rows.map((row) => row.slice(0, 8)), ['{"id":"a', '{"id":"b'], 'the id comes first');
  same(JSON.parse(rows[1]).helplines[0].number, '3114', 'numbers to call');
  check(JSON.parse(rows[0]).elapsed_us.total > 0, 'time of the stations');
  refused(2, ['explain', '--data', demoData().data, '--batch', file, 'a text too']);
  refused(1, ['explain', '--data', demoData().data, '--batch', file]);
  check(refused(1, ['explain', '--data', demoData().data, '--library', 'atlantide', 'un chat']).includes('atlantide'), 'an unknown library');
});

test('a text that is too long or not UTF-8 is refused', () => {
  check(refused(1, ['explain', '--data', demoData().data, 'mot '.repeat(6000)]).includes('too long'), 'too long');
});

test('check finds nothing wrong in what we ship', () => {
  const { status, stdout, stderr } = command('check', '--rules', 'rules', '--corpus', 'corpus');
  same([status, stdout], [0, ''], 'status and problems');
  check(stderr.endsWith(': 0 problems\n'), stderr);
});

test('a page that does not exist is not printed', () => {
  refused(1, ['document', 'novel']);
});

test('serve refuses what it does not know, and to leave the machine with demo accounts', () => {
  const { data } = demoData();
  check(refused(1, ['serve', '--data', data, '--set', 'nonsense=1']).includes('nonsense'), 'an unknown setting');
  check(refused(1, ['serve', '--data', data, '--set', 'desk.answer_days=0']).includes('desk.answer_days'), 'a value out of bounds');
  check(refused(1, ['serve', '--data', data, '--listen', '0.0.0.0:0']).includes('demo'), 'demo accounts on a public address');
  refused(1, ['serve', '--data', data, '--listen', '0.0.0.0:0', '--set', 'limits.enabled=false']);
});
