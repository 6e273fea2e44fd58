// SPDX-License-Identifier: EUPL-1.2
// The release program carries the hardening of trust.md H12: seen in the file itself, not in the flags.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check, test } from '../support/cases.mjs';
import { ROOT } from '../support/server.mjs';

const program = join(ROOT, 'build/release/aiguilleur');
const read = (...options) => spawnSync('readelf', [...options, program], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;

test('the release program is hardened', () => {
  check(existsSync(program), './do build makes it');
  check(/Type:\s+DYN/.test(read('-hW')), 'not position-independent');
  check(/BIND_NOW|FLAGS_1.*NOW/.test(read('-dW')), 'lazy binding');
  const segments = read('-lW');
  check(/GNU_RELRO/.test(segments), 'no RELRO');
  check(/GNU_STACK.* RW /.test(segments), 'executable stack');
  const symbols = read('-sW');
  check(/__stack_chk_fail/.test(symbols), 'no stack protector');
  check(/_chk@/.test(symbols), 'no fortified calls');
});
