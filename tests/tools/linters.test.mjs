// SPDX-License-Identifier: EUPL-1.2
// linters.test.mjs - each linter of tools/ on a small tree that must pass and on ones that must fail.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, test } from '../support/cases.mjs';

const tools = fileURLToPath(new URL('../../tools', import.meta.url));
const cmake = {
  'src/CMakeLists.txt': 'layer(base)\nlayer(store aig_base PkgConfig::sqlite3)\nlayer(flow aig_store)\nlayer(net aig_flow)\n',
  'cmake/flags.cmake': 'add_compile_options(\n  -Wall -Wextra -Wstrict-prototypes)\n',
  'cmake/dependencies.cmake': 'foreach(lib sqlite3)\n',
};

/** Writes {path: text} into a temporary tree and runs one linter on it. */
function lint(t, tool, files) {
  const root = mkdtempSync(join(tmpdir(), 'aiguilleur-lint-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries({ ...cmake, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const run = spawnSync(join(tools, tool), [root], { encoding: 'utf8' });
  return { status: run.status, out: run.stdout + run.stderr };
}

function passes(tool, name, files) {
  test(`${tool} passes ${name}`, async (t) => {
    const { status, out } = lint(t, tool, files);
    check(status === 0, `exit ${status}:\n${out}`);
  });
}

function fails(tool, name, files, sentence) {
  test(`${tool} refuses ${name}`, async (t) => {
    const { status, out } = lint(t, tool, files);
    check(status === 1, `exit ${status}, 1 expected:\n${out}`);
    check(out.includes(sentence), `"${sentence}" expected in:\n${out}`);
  });
}

const ok = '#include "base/str.h"\nint f(void);\n';
passes('check-layers', 'arrows that point down, also over two layers', { 'src/net/a.c': ok, 'src/store/b.c': '#include <sqlite3.h>\n' + ok });
fails('check-layers', 'an arrow that points up', { 'src/base/a.c': '\n#include "flow/q.h"\n' }, 'src/base/a.c:2: "flow/q.h": base may not use flow');
fails('check-layers', 'SQLite outside the store', { 'src/flow/a.c': '#include <sqlite3.h>\n' }, 'sqlite3.h belongs to src/store alone');
fails('check-layers', 'libuv outside net', { 'src/store/a.h': '#include <uv.h>\n' }, 'uv.h belongs to src/net alone');
fails('check-layers', 'a path that climbs', { 'src/net/a.c': '#include "../base/str.h"\n' }, 'full path from src/');
fails('check-layers', 'a folder that is no layer', { 'src/misc/a.c': '#include "base/str.h"\n' }, 'misc may not use base');

passes('check-headers', 'headers that compile alone', { 'src/base/a.h': '#include <stdint.h>\nint64_t f(void);\n' });
fails('check-headers', 'a header that lacks an include', { 'src/base/a.h': 'int64_t f(void);\n' }, 'src/base/a.h: does not compile alone');
fails('check-headers', 'a warning', { 'src/base/a.h': 'int f();\n' }, 'src/base/a.h: does not compile alone');

const list = 'STATEMENT(question_move,\n\t"UPDATE question SET state=?2, owner=?3"\n\t" WHERE id=?1 AND state=?4")\n';
passes('check-onedoor', 'one caller and one statement', {
  'src/flow/question.c': 'x = store_question_move(s);\n', 'src/net/a.c': '/* see store_question_move */\n',
  'src/store/statements.def': list + 'STATEMENT(question_renew, "UPDATE question SET lease_until=?1 WHERE state=?2")\n',
});
fails('check-onedoor', 'a second caller', { 'src/flow/6_claim.c': '\nx = store_question_move(s);\n' }, 'src/flow/6_claim.c:2');
fails('check-onedoor', 'a second statement', { 'src/store/statements.def': list + 'STATEMENT(sneak,\n\t"UPDATE question SET "\n\t"state=?1 WHERE id=?2")\n' }, 'sneak sets question.state');
fails('check-onedoor', 'SQL elsewhere', { 'src/store/a.c': 'run("UPDATE question SET state=1");\n' }, 'SQL belongs in src/store/statements.def');

const body = (n) => `int f(int a)\n{\n${'\ta++;\n'.repeat(n)}}\n`;
passes('lengths', 'a function at the stop', { 'src/base/a.c': body(77) });
fails('lengths', 'a long function', { 'src/base/a.c': body(78) }, 'src/base/a.c f: function lines 81, stop is 80');
fails('lengths', 'a long file', { 'src/base/a.h': 'int f(void);\n'.repeat(801) }, 'src/base/a.h: file lines 801');
fails('lengths', 'five parameters', { 'src/base/a.c': 'int f(int a, int b, int c, int d,\n      int e)\n{\n}\n' }, 'parameters 5');
passes('lengths', 'a callback with its argument as one parameter', { 'src/base/a.c': 'int f(int a, int b, int c, bool (*each)(void *arg, int n), void *arg)\n{\n}\n' });
const deep = (n) => `int f(int a)\n{\n${'if (a) {\n'.repeat(n)}${'}\n'.repeat(n).replaceAll('}', '\t}')}}\n`;
passes('lengths', 'three levels', { 'src/base/a.c': deep(3) });
fails('lengths', 'four levels', { 'src/base/a.c': deep(4) }, 'nesting 4');
passes('lengths', 'what the allow-list names', { 'src/base/a.c': body(90), 'tools/lengths.allow': 'src/base/a.c f function lines 93\n' });
fails('lengths', 'an entry that is not needed', { 'src/base/a.c': body(9), 'tools/lengths.allow': 'src/base/a.c f function lines 93\n' }, 'not needed any more');
fails('lengths', 'growth beyond the allow-list', { 'src/base/a.c': body(91), 'tools/lengths.allow': 'src/base/a.c f function lines 93\n' }, 'is 94, lengths.allow says 93');
