// SPDX-License-Identifier: EUPL-1.2
// unit-runner.test.mjs - tests/unit/run.mjs must never count as passed what did not run, or ended badly.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, same, test } from '../support/cases.mjs';

const runner = fileURLToPath(new URL('../unit/run.mjs', import.meta.url));
const cmocka = (good, bad) => `echo '[  PASSED  ] ${good} test(s).'; echo '[  FAILED  ] ${bad} test(s), listed below:'; echo '[  FAILED  ] a_name'`;

const PROGRAMS = [ // what, shell command, counts
  ['a good program', "echo '[  PASSED  ] 3 test(s).'", '3 passed, 0 failed'],
  ['a silent one that ends well (a fuzz corpus)', 'true', '1 passed, 0 failed'],
  ['one that fails two of five', `${cmocka(3, 2)}; exit 2`, '3 passed, 2 failed'],
  ['one that is cut down after its last case', "echo '[  PASSED  ] 3 test(s).'; kill -ABRT $$", '3 passed, 1 failed'],
  ['one that is cut down at once', 'kill -SEGV $$', '0 passed, 1 failed'],
  ['one that was never built', null, '0 passed, 1 failed'],
];
for (const [what, script, counts] of PROGRAMS)
  test(`unit tests: ${what} counts as ${counts}`, async (t) => {
    const build = mkdtempSync(join(tmpdir(), 'aiguilleur-unit-'));
    t.after(() => rmSync(build, { recursive: true }));
    const command = script === null ? '"/nowhere/test_x"' : `"/bin/sh" "-c" [[${script}]]`;
    writeFileSync(join(build, 'CTestTestfile.cmake'), `add_test(unit/x ${command})\n`);
    const run = spawnSync('node', [runner], { encoding: 'utf8', env: { ...process.env, AIG_BUILD: build } });
    same(run.stdout.trim().split('\n').at(-1), counts, 'last line');
    check((run.status === 0) === counts.endsWith(' 0 failed'), `exit ${run.status}`);
  });
