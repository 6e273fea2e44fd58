// SPDX-License-Identifier: EUPL-1.2
// scratch.mjs - a folder for one run of a bench, removed at its end with whatever still runs.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, stopAll } from './program.mjs';

/** In build/, not in /tmp, which may be memory. */
export function makeScratch() {
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  const scratch = mkdtempSync(join(ROOT, 'build/bench-'));
  process.on('exit', () => {
    stopAll();
    rmSync(scratch, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  return scratch;
}
