// SPDX-License-Identifier: EUPL-1.2
// usage.test.mjs - design.md 5.1: 0 done, 1 could not, 2 usage; errors as "aiguilleur: what: why" on standard error.
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { ROOT, command, demoData } from '../support/server.mjs';

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
