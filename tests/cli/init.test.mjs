// SPDX-License-Identifier: EUPL-1.2
// init.test.mjs - the one place where all is learned anew: everywhere else the data is a copy, or the rules are few.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, same, test } from '../support/cases.mjs';
import { FAST_BIN, ROOT } from '../support/server.mjs';

test('init makes a data directory that understands', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aiguilleur-init-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const run = (...args) => spawnSync(FAST_BIN, args, { cwd: ROOT, encoding: 'utf8' });
  const { status, stderr } = run('init', '--data', data, '--rules', 'rules', '--corpus', 'corpus');
  same(status, 0, `status (${stderr})`);
  for (const name of ['desk.db', 'knowledge.db', 'rules']) check(existsSync(join(data, name)), `${name} is there`);
  const { stdout } = run('explain', '--data', data, '--json', 'ou chercher mes ancetres dans letat civil');
  const e = JSON.parse(stdout);
  same([e.topics[0].id, e.sure], ['genealogie', true], 'what was understood');
  check(e.topics[0].because.some(({ by }) => by === 'model'), 'the model was heard');
  check(e.topics[0].because.length > 1, 'and not alone');
});
