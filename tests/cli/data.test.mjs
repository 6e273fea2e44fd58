// SPDX-License-Identifier: EUPL-1.2
// data.test.mjs - accounts, import, search, backup and restore of a data directory.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { BIN, Server, command, freshData, smallRules } from '../support/server.mjs';

/** A command that has to succeed: its standard output. */
function done(...args) {
  const { status, stdout, stderr } = command(...args);
  if (status !== 0) throw new Error(`${args.join(' ')}: status ${status}: ${stderr}`);
  return stdout;
}

function refused(...args) {
  const { status, stderr } = command(...args);
  same(status, 1, `status of ${args.join(' ')}`);
  check(/^aiguilleur: /m.test(stderr), `${args.join(' ')} says: ${stderr}`);
  return stderr;
}

const head = (data) => JSON.parse(done('audit', '--data', data, '--json', 'verify'));
const users = (data) => done('user', '--data', data, '--json', 'list').trim().split('\n').map((line) => JSON.parse(line));
const data_of = (t) => {
  const data = freshData();
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return data;
};
const folder_of = (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aiguilleur-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

test('an account is added, listed, disabled, enabled; each leaves a leaf', (t) => {
  const data = data_of(t);
  const { size } = head(data);
  done('user', '--data', data, 'add', 'lea', '--name', 'Léa Bodin', '--roles', 'respondent,coordinator', '--library', 'brest', '--password', 'tolu-maki-rena', '--training');
  const lea = users(data).find(({ login }) => login === 'lea');
  same(lea, { login: 'lea', name: 'Léa Bodin', roles: 'respondent, coordinator', library: 'brest', training: true, disabled: false,
    email: null, signature: null, memberships: [], topics: [], referent: [], absences: [] }, 'lea');
  check(!JSON.stringify(users(data)).includes('argon2'), 'no hash is shown');
  done('user', '--data', data, 'disable', 'lea');
  check(users(data).find(({ login }) => login === 'lea').disabled, 'disabled');
  done('user', '--data', data, 'enable', 'lea');
  done('user', '--data', data, 'passwd', 'lea', '--password', 'un-autre-mot');
  same(head(data).size, size + 4, 'leaves');
});

test('a password comes from standard input when none is given', (t) => {
  const data = data_of(t);
  const run = (input) => spawnSync(BIN, ['user', '--data', data, 'add', 'leo'], { input, encoding: 'utf8' });
  same(run('').status, 1, 'none');
  same(run('court\n').status, 1, 'too short');
  const { status, stdout } = run('tolu-maki-rena\n');
  same([status, stdout.includes('tolu')], [0, false], 'added, and not echoed');
});

test('an account that cannot be is refused and leaves nothing', (t) => {
  const data = data_of(t);
  const before = { users: users(data), size: head(data).size };
  refused('user', '--data', data, 'add', 'claire', '--password', 'tolu-maki-rena');
  refused('user', '--data', data, 'add', 'x', '--password', 'motdepasse');
  refused('user', '--data', data, 'add', 'x', '--password', 'tolu-maki-rena', '--roles', 'king');
  refused('user', '--data', data, 'add', 'x', '--password', 'tolu-maki-rena', '--roles', 'system');
  check(refused('user', '--data', data, 'add', 'x', '--password', 'tolu-maki-rena', '--library', 'nowhere').includes('nowhere'), 'names the library');
  refused('user', '--data', data, 'disable', 'nobody');
  refused('user', '--data', data, 'passwd', 'nobody', '--password', 'tolu-maki-rena');
  same({ users: users(data), size: head(data).size }, before, 'what is there');
});

test('init again keeps accounts and trace', (t) => {
  const data = data_of(t);
  done('user', '--data', data, 'add', 'lea', '--password', 'tolu-maki-rena');
  const before = { users: users(data), size: head(data).size };
  done('init', '--data', data, '--rules', smallRules(), '--corpus', 'corpus');
  same(users(data), before.users, 'accounts');
  check(head(data).size > before.size, 'the trace went on');
  check(head(data).ok, 'and verifies');
});

test('documents are imported, found, and replaced by their id', (t) => {
  const data = data_of(t);
  const file = join(folder_of(t), 'docs.jsonl');
  writeFileSync(file, [
    '{"id":"d1","title":"Le zeugme","text":"Figure de style nommée zeugme."}',
    '{"id":"d2","title":"Sans rapport","text":"Autre chose."}',
    '{"id":"d3", broken',
    '{"id":"d4","title":"Après la faute","text":"Un zeugme encore."}',
  ].join('\n'));
  const { stderr, stdout, status } = command('import', '--data', data, file);
  same(status, 0, 'status');
  check(stderr.includes(`${file}:3:`), `the broken line is told at its place: ${stderr}`);
  check(stdout.includes('imported 3 items'), stdout);
  const search = (...args) => JSON.parse(done('search', '--data', data, '--json', ...args));
  same(search('zeugme').map(({ id }) => id).sort(), ['d1', 'd4'], 'found');
  check(search('zeugme').every((hit) => hit.title && typeof hit.score === 'number'), 'their shape');
  same(search('--limit', '1', 'zeugme').length, 1, 'limited');
  same(search('« \'" * AND ( »'), [], 'no word, no hit, no error');
  writeFileSync(file, '{"id":"d1","title":"Remplacé","text":"Plus rien de cela."}\n');
  done('import', '--data', data, file);
  same(search('zeugme').map(({ id }) => id), ['d4'], 'after replacing');
  const batch = join(folder_of(t), 'q.jsonl');
  writeFileSync(batch, '{"id":"q1","text":"zeugme"}\n{"id":"q2","text":"xyzzyplugh"}\n');
  const lines = done('search', '--data', data, '--batch', batch, '--limit', '5').trim().split('\n').map((line) => JSON.parse(line));
  same(lines.map(({ id, hits }) => [id, hits.map((hit) => hit.id)]), [['q1', ['d4']], ['q2', []]], 'batch');
});

test('a broken rule is told as file:line:column and costs that rule only', (t) => {
  const folder = folder_of(t);
  mkdirSync(join(folder, 'rules'));
  const file = join(folder, 'rules', '10-mine.yaml');
  writeFileSync(file, "- id: good\n  when: {any: ['chat']}\n  then: {topic: nature, weight: 0.9}\n  why: Un animal.\n"
    + "- id: bad\n  when: {any: ['(chien']}\n  then: {topic: nature, weight: 0.9}\n  why: Un animal.\n");
  const { status, stdout, stderr } = command('check', '--rules', join(folder, 'rules'));
  same(status, 1, 'status');
  check(new RegExp(`${file}:6:\\d+: `).test(stdout + stderr), `says where: ${stdout}${stderr}`);
  check(!`${stdout}${stderr}`.includes(`${file}:2:`), 'and nothing of the good one');
});

test('figures are given for labelled questions', (t) => {
  const data = data_of(t);
  const file = join(folder_of(t), 'labelled.jsonl');
  writeFileSync(file, '{"id":"1","text":"Comment faire mon arbre généalogique ?","topics":["genealogie"],"kind":"fait","flags":[],"place":null}\n');
  const figures = JSON.parse(done('eval', '--data', data, '--json', file));
  same([figures.n, figures.topic_top1, figures.topic_top3], [1, 1, 1], 'right');
  same(Object.keys(figures.flags).length, 7, 'flags');
});

test('a backup is verified, never overwrites, and can be restored', (t) => {
  const data = data_of(t);
  const folder = folder_of(t);
  const file = join(folder, 'copy.db');
  const before = head(data);
  done('backup', '--data', data, file);
  same(statSync(file).mode & 0o777, 0o600, 'for its owner alone');
  same(readdirSync(folder), ['copy.db'], 'nothing beside it');
  check(refused('backup', '--data', data, file).includes('never overwrites'), 'again');
  refused('restore', file, '--data', data);
  const restored = join(folder, 'restored');
  done('restore', file, '--data', restored);
  same(head(restored), before, 'the trace');
  same(users(restored), users(data), 'the accounts');
  done('init', '--data', restored, '--rules', smallRules(), '--corpus', 'corpus');
  done('explain', '--data', restored, 'une question');
});

test('what is no backup is not restored and leaves nothing', (t) => {
  const folder = folder_of(t);
  const file = join(folder, 'letter.db');
  writeFileSync(file, 'Ceci est une lettre.\n'.repeat(500));
  refused('restore', file, '--data', join(folder, 'restored'));
  check(!existsSync(join(folder, 'restored', 'desk.db')), 'no record');
  refused('restore', join(folder, 'absent.db'), '--data', join(folder, 'restored'));
  check(!existsSync(join(folder, 'restored', 'desk.db')), 'still none');
});

/** What was left beside a record that was moved away belongs to that one: it must not be played into another. */
test('a record is not restored onto the log of another', async (t) => {
  const data = data_of(t);
  const folder = folder_of(t);
  const file = join(folder, 'copy.db');
  done('backup', '--data', data, file);
  const server = await new Server({ data }).start();
  done('user', '--data', data, 'add', 'lea', '--password', 'tolu-maki-rena');
  await server.kill();
  check(existsSync(join(data, 'desk.db-wal')), 'the kill left a log');
  renameSync(join(data, 'desk.db'), join(folder, 'away.db'));
  check(refused('restore', file, '--data', data).includes('desk.db-wal'), 'names what is in the way');
  check(!existsSync(join(data, 'desk.db')), 'and restored nothing');
  renameSync(join(data, 'desk.db-wal'), join(folder, 'away.db-wal'));
  rmSync(join(data, 'desk.db-shm'), { force: true });
  done('restore', file, '--data', data);
  check(!users(data).some(({ login }) => login === 'lea'), 'as it was when copied');
});

test('two programs do not take one data directory', async (t) => {
  const data = data_of(t);
  const server = await new Server({ data }).start();
  t.after(() => server.stop());
  check(refused('init', '--data', data, '--rules', smallRules(), '--corpus', 'corpus').includes('in use'), 'init');
  check(refused('serve', '--data', data, '--listen', '127.0.0.1:0').includes('in use'), 'serve');
});

test('a trace that was tampered with is found by the program', (t) => {
  const data = data_of(t);
  const path = join(data, 'desk.db');
  const lines = done('audit', '--data', data, 'export').trim().split('\n').map((line) => JSON.parse(line));
  same(lines.map(({ n }) => n), lines.map((_, i) => i), 'numbered from 0');
  check(lines.every((line) => /^aiguilleur-leaf\/1\n/.test(line.body) && /^[0-9a-f]{64}$/.test(line.hash) && !('payload' in line)), 'leaves without payloads');
  const bytes = spawnSync('grep', ['-obUaP', 'verb init', path], { encoding: 'latin1' }).stdout.trim().split('\n');
  check(bytes[0] !== '', 'a leaf is in the file as it is');
  const at = Number(bytes[0].split(':')[0]);
  copyFileSync(path, `${path}.kept`);
  spawnSync('dd', ['of=' + path, 'bs=1', `seek=${at}`, 'conv=notrunc'], { input: 'verb idle' });
  const { status, stderr, stdout } = command('audit', '--data', data, '--json', 'verify');
  same(status, 1, 'status');
  check(stderr.includes('leaf ') && JSON.parse(stdout).ok === false, `says which: ${stderr}`);
});
