// SPDX-License-Identifier: EUPL-1.2
// The role matrix (W16): the program's own page of the protocol says who may; the server must hold to it, cell by cell.
// Where a role may not: `denied`. Where it may, with empty params: any answer but `denied` for the role.
import { check, test } from '../support/cases.mjs';
import { connect } from '../support/client.mjs';
import { Server, command } from '../support/server.mjs';

const PEOPLE = { public: '', respondent: 'claire', coordinator: 'ines', admin: 'admin' };
const UNTRIED = new Set(['hello']); // it is how one becomes someone

/** docs/protocol.md as the program prints it → [{name, roles}] */
function verbsOf(markdown) {
  return [...markdown.matchAll(/^### `([\w.]+)`$[^]*?^Who: ([^.]+)\./gm)].map(([, name, who]) => ({ name, roles: who.split(', ') }));
}

test('every verb that a role may not is denied, and no other', async (t) => {
  const page = command('document', 'protocol');
  check(page.status === 0, `aiguilleur document protocol: ${page.stderr}`);
  const verbs = verbsOf(page.stdout);
  const server = await new Server().start();
  t.after(() => server.finish());
  const wrong = [];
  let cells = 0;
  for (const [role, login] of Object.entries(PEOPLE)) {
    const client = await connect(server, login);
    for (const verb of verbs.filter((one) => !UNTRIED.has(one.name))) {
      const may = verb.roles.includes('anyone') || client.hello.roles.some((own) => verb.roles.includes(own));
      const reason = await client.call(verb.name, {}).then(() => 'ok', (error) => error.reply?.data?.reason ?? error.reply?.code ?? error.message);
      cells++;
      if (may === (reason === 'denied')) wrong.push(`${role} × ${verb.name}: ${may ? 'may' : 'may not'}, but got ${reason}`);
    }
    await client.close();
  }
  check(cells >= 4 * 20, `only ${cells} cells`);
  check(wrong.length === 0, `${wrong.length} of ${cells} cells are wrong:\n${wrong.join('\n')}`);
});
