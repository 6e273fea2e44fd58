// SPDX-License-Identifier: EUPL-1.2
// figures.mjs - what a bench found: each figure beside its bound with ok or MISS, and rows for history.csv.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './program.mjs';

const HISTORY = join(ROOT, 'bench/history.csv');
const DIGITS = { 'docs/s': 0, '%': 1, claims: 0, errors: 0, ms: 3, moves: 0, nDCG: 4, rows: 0, s: 1, steps: 0, times: 2, us: 1 };

export class Figures {
  rows = [];

  /** bound: ['<=', 3], ['>=', 1000], or nothing for a figure that only explains the others. A name has no comma in it. */
  report(figure, value, unit, bound) {
    const isGood = !bound || (bound[0] === '<=' ? value <= bound[1] : value >= bound[1]);
    this.add({ figure, shown: value.toFixed(DIGITS[unit]), unit, bound: bound?.join(' ') ?? '', isGood });
  }

  /** Could not be measured; a miss when it has a bound. */
  missing(figure, why, bound) {
    this.add({ figure, shown: 'none', unit: '', bound: bound?.join(' ') ?? '', isGood: !bound, why });
  }

  /** A whole part that could not be measured: a miss. */
  failed(part, why) {
    this.add({ figure: part, shown: 'none', unit: '', bound: '', isGood: false, why });
  }

  add(row) {
    this.rows.push(row);
    const verdict = row.why ? `${row.isGood ? '' : 'MISS '}not measured: ${row.why}` : row.bound === '' ? '' : row.isGood ? 'ok' : 'MISS';
    console.log(`${row.figure.padEnd(58)}${row.shown.padStart(10)} ${row.unit.padEnd(7)} ${row.bound.padEnd(9)} ${verdict}`.trimEnd());
  }

  section(title) {
    console.log(`\n${title}`);
  }

  /** Appends what was measured. */
  appendHistory() {
    const git = (...args) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() ?? '';
    const isChanged = git('status', '--porcelain', '--', 'src', 'rules', 'corpus', 'cmake') !== '';
    const commit = (git('rev-parse', '--short', '--verify', '-q', 'HEAD') || 'none') + (isChanged ? '+' : '');
    if (!existsSync(HISTORY)) writeFileSync(HISTORY, 'date,commit,machine cores,figure,value,unit,bound\n');
    const date = new Date().toISOString().slice(0, 19) + 'Z';
    for (const { figure, shown, unit, bound } of this.rows.filter((row) => !row.why))
      appendFileSync(HISTORY, [date, commit, cpus().length, figure, shown, unit, bound].join(',') + '\n');
  }

  /** How many bounds were missed; says so. */
  conclude() {
    const missed = this.rows.filter((row) => !row.isGood).length;
    console.log(missed ? `\n${missed} bound(s) missed` : '\nevery bound kept');
    return missed;
  }
}
