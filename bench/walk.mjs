#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// walk.mjs - one long random walk over the real stations (tests/unit/flow/test_walk.c): 100,000 moves, and after each
// step every question is in one queue, held as its state says, and changed only as its leaves tell.
// --moves N, --seed N, --no-history.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Figures } from './figures.mjs';
import { ROOT } from './program.mjs';

const { values: options } = parseArgs({
  options: {
    moves: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261125' },
    'no-history': { type: 'boolean', default: false },
  },
});

function must(program, args, env = {}) {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status === 0) return done.stdout + done.stderr;
  throw new Error(`${program}: ${done.error?.message ?? `status ${done.status}`}\n${done.stdout ?? ''}${done.stderr ?? ''}`);
}

const figures = new Figures();
try {
  must('ninja', ['-C', join(ROOT, 'build/release'), 'flow_test_walk']);
  const began = performance.now();
  const said = must(join(ROOT, 'build/release/tests/flow_test_walk'), [], { AIG_MOVES: options.moves, AIG_SEED: options.seed });
  const seconds = (performance.now() - began) / 1000;
  const [, steps, moves, refused, stale] = said.match(/(\d+) steps, (\d+) moves, (\d+) refused, (\d+) stale/).map(Number);
  const [, taken, rows] = said.match(/(\d+) of (\d+) rows of the table/).map(Number);
  figures.report('walk: moves made, each looked at', moves, 'moves', ['>=', Number(options.moves)]);
  figures.report('walk: invariants broken', 0, 'errors', ['<=', 0]); // the program fails at the first
  figures.report('walk: steps tried', steps, 'steps');
  figures.report('walk: steps refused', refused, 'steps');
  figures.report('walk: of these for an old epoch or an ended lease', stale, 'steps');
  figures.report(`walk: rows of the table taken of ${rows}`, taken, 'rows', ['>=', rows]);
  figures.report('walk: took', seconds, 's');
} catch (error) {
  figures.failed('walk', error.message);
}
if (!options['no-history']) figures.appendHistory();
process.exit(figures.conclude() ? 1 : 0);
