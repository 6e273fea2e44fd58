// SPDX-License-Identifier: EUPL-1.2
// node tests/golden/run.mjs [--accept] [pattern] - what the program prints, compared with files kept in the repository.
//   *.in → *.out   questions, one a line: how they are read, classified and explained (`aiguilleur explain --json`)
//   story.in → .out  the same told to a person at 72 columns, without colour and without the times; "@rouen …" is asked through
//                  that library's page
//   docs/          the pages printed from the program's own tables
// --accept rewrites the files: the diff is then reviewed like any other change.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCase, runAll } from '../support/cases.mjs';
import { FAST_BIN, ROOT, command, demoData } from '../support/server.mjs';

const args = process.argv.slice(2);
const accept = args.includes('--accept');
const pattern = args.find((arg) => !arg.startsWith('--'));
const score = (n) => n.toFixed(2);

function explain(text) {
  const { status, stdout, stderr } = spawnSync(FAST_BIN, ['explain', '--data', demoData().data, '--json', '--', text], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`explain failed on ${JSON.stringify(text)}: ${stderr}`);
  return JSON.parse(stdout);
}

const because = (list) => list.slice(0, 2).map((b) => `      ${b.by} ${score(b.score)} ${b.words ? `« ${b.words} » ` : ''}${b.why}`);

/** What each golden file shows of an explanation. */
const shows = {
  normalise: ({ read, language }) => [`  ${language}: ${read.folded}`, `  ${read.words.join(' ')}`],
  classify: ({ topics, kind, flags, place, sure }) => [
    `  topics: ${topics.slice(0, 3).map((t) => `${t.id} ${score(t.score)}`).join(', ') || '-'}${sure ? '' : ' (not sure)'}`,
    `  kind: ${kind.id}; flags: ${flags.map((f) => f.id).join(', ') || '-'}; place: ${place?.code ?? '-'}`,
  ],
  explain: ({ topics, suggestions, route }) => [
    ...topics.slice(0, 2).flatMap((t) => [`  ${t.id} ${score(t.score)}`, ...because(t.because)]),
    ...suggestions.map((s) => `  → ${s.id} ${score(s.score)}: ${s.why}`),
    `  ${route.staff_sentence}`,
    `  ${route.asker_sentence}`,
  ],
};

function compare(path, printed) {
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (printed === kept) return;
  if (accept) {
    writeFileSync(path, printed);
    return;
  }
  const [a, b] = [kept.split('\n'), printed.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  throw new Error(`${path.slice(ROOT.length + 1)}:${at + 1} differs\n  kept:    ${a[at] ?? '(end)'}\n  printed: ${b[at] ?? '(end)'}\n  node tests/golden/run.mjs --accept rewrites it`);
}

for (const [name, show] of Object.entries(shows)) {
  addCase(`${name} reads as kept`, `golden/${name}.out`, () => {
    const lines = readFileSync(join(ROOT, `tests/golden/${name}.in`), 'utf8').split('\n').filter(Boolean);
    compare(join(ROOT, `tests/golden/${name}.out`), lines.map((text) => [text, ...show(explain(text)), ''].join('\n')).join('\n'));
  });
}

function story(line) {
  const [, library, text] = /^(?:@(\S+) )?(.*)$/.exec(line);
  const { status, stdout, stderr } = command('explain', '--data', demoData().data, ...(library ? ['--library', library] : []), '--', text);
  if (status !== 0) throw new Error(`explain failed on ${JSON.stringify(text)}: ${stderr}`);
  return stdout.slice(0, stdout.indexOf('\nTemps\n'));
}

addCase('story reads as kept', 'golden/story.out', () => {
  process.env.COLUMNS = '72';
  const lines = readFileSync(join(ROOT, 'tests/golden/story.in'), 'utf8').split('\n').filter(Boolean);
  compare(join(ROOT, 'tests/golden/story.out'), lines.map((line) => `=== ${line}\n${story(line)}`).join('\n'));
});

const pages = [
  ['docs/protocol.md', () => command('document', 'protocol')],
  ['docs/asyncapi.yaml', () => command('document', 'asyncapi')],
  ['docs/states.md', () => command('document', 'states')],
  ['docs/rights.md', () => command('document', 'rights')],
  ['docs/settings.md', () => command('document', 'settings')],
  ['docs/schema.md', () => spawnSync(join(ROOT, 'tools/schema-markdown'), { encoding: 'utf8' })],
];
for (const [path, print] of pages) {
  addCase('says what the program says', path, () => {
    const { status, stdout, stderr } = print();
    if (status !== 0) throw new Error(`it could not be printed: ${stderr}`);
    compare(join(ROOT, path), stdout);
  });
}

process.exit(await runAll({ pattern, rerun: ({ file }) => `node tests/golden/run.mjs ${file}` }));
