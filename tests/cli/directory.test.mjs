// SPDX-License-Identifier: EUPL-1.2
// directory.test.mjs - an exported directory is what check accepts, and init makes the same rows of it.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { command } from '../support/server.mjs';

function scratch(t) {
  const dir = mkdtempSync(join(tmpdir(), 'aig-directory-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function done(...args) {
  const { status, stdout, stderr } = command(...args);
  same(status, 0, `${args.join(' ')}: ${stderr}`);
  return stdout;
}

const all = (dir) => ['networks', 'libraries'].flatMap((folder) => readdirSync(join(dir, folder)).sort()
  .map((name) => [`${folder}/${name}`, readFileSync(join(dir, folder, name), 'utf8')]));

test('every demo library and network goes out as a file that check accepts and init reads back the same', (t) => {
  const dir = scratch(t);
  done('init', '--data', join(dir, 'first'), '--corpus', 'corpus');
  const said = done('directory', 'export', '--data', join(dir, 'first'), join(dir, 'out'));
  check(/^exported 2 networks and 41 libraries to /.test(said), said);
  const { status, stderr } = command('check', '--corpus', join(dir, 'out'));
  same(status, 0, stderr);
  done('init', '--data', join(dir, 'second'), '--corpus', join(dir, 'out'));
  done('directory', 'export', '--data', join(dir, 'second'), join(dir, 'again'));
  same(JSON.stringify(all(join(dir, 'again'))), JSON.stringify(all(join(dir, 'out'))), 'the second export');
  // The demo's own files, with all that they say: the export of a text keeps each value.
  const brest = readFileSync(join(dir, 'out/libraries/brest.yaml'), 'utf8');
  const written = readFileSync('corpus/libraries/brest.yaml', 'utf8');
  const policy = (text) => text.slice(text.indexOf('  text: |'), text.search(/\n(convention|queues):/));
  same(policy(brest).trim(), policy(written).trim(), 'the policy page, byte for byte');
});

test('a library with odd texts, closed days and absences survives the round trip', (t) => {
  const dir = scratch(t);
  for (const folder of ['libraries', 'networks']) mkdirSync(join(dir, 'corpus', folder), { recursive: true });
  writeFileSync(join(dir, 'corpus/networks/net.yaml'), `id: net
name: "Un « réseau » : le nôtre"
country: FR
calendar: alsace-moselle
library: odd
queues:
  - {id: net-all, title: "Tout", kind: fallback, library: odd, note: "Deux\\nlignes"}
`);
  writeFileSync(join(dir, 'corpus/libraries/odd.yaml'), `id: odd
name: "Bibliothèque « L'Écho » : annexe #2"
network: net
kind: universitaire
departement: "67"
region: "Grand Est"
territory: ["67", "2A"]
referent: ["68"]
languages: [fr, de]
strengths: {histoire: 0.35, droit: 1}
kinds: {fait: 0.125}
capacity: 0
calendar: {zone: alsace-moselle, closed: [samedi, dimanche, 2026-12-24], absences: [{from: 2026-08-01, to: 2026-08-15, why: "Été : fermé"}]}
policy: {reviewed: 2024-02-29, text: "# Titre\\n\\n    du code\\n\\n- un \\"deux\\"  \\n- trois\\ttab"}
convention: {status: echue, until: 2025-01-01}
contact: "Accueil, 2e étage"
website: https://example.org/a?b=c#d
email: accueil@example.org
queues:
  - {id: odd, title: "L'Écho", note: "à l'essai"}
  - {id: odd-jeunesse, title: "Jeunesse", topics: [education], flags: [mineur]}
`);
  done('init', '--data', join(dir, 'first'), '--corpus', join(dir, 'corpus'));
  done('directory', 'export', '--data', join(dir, 'first'), join(dir, 'out'));
  const { status, stderr, stdout } = command('check', '--corpus', join(dir, 'out'));
  same(status, 0, stderr + stdout);
  done('init', '--data', join(dir, 'second'), '--corpus', join(dir, 'out'));
  done('directory', 'export', '--data', join(dir, 'second'), join(dir, 'again'));
  same(JSON.stringify(all(join(dir, 'again'))), JSON.stringify(all(join(dir, 'out'))), 'the second export');
  const odd = readFileSync(join(dir, 'out/libraries/odd.yaml'), 'utf8');
  for (const part of ['histoire: 0.35', 'fait: 0.125', 'closed: [samedi, dimanche, 2026-12-24]', 'until: 2025-01-01', 'why: "Été : fermé"', '    du code'])
    check(odd.includes(part), `${part} expected in:\n${odd}`);
});

test('an export into a folder that cannot be made is refused with a reason', (t) => {
  const dir = scratch(t);
  done('init', '--data', join(dir, 'data'), '--corpus', 'corpus');
  writeFileSync(join(dir, 'file'), '');
  same(command('directory', 'export', '--data', join(dir, 'data'), join(dir, 'file')).status, 1, 'status');
  same(command('directory', 'import', '--data', join(dir, 'data'), dir).status, 2, 'another word');
});
