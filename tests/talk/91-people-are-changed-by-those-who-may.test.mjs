// SPDX-License-Identifier: EUPL-1.2
// The people of the desk: added, changed, disabled by an admin; topics by a coordinator; absences by oneself.
import { check, same, test } from '../support/cases.mjs';
import { connect, login } from '../support/client.mjs';
import { Server, command } from '../support/server.mjs';

const refusal = (promise) => promise.then((result) => { throw new Error(`no refusal: ${JSON.stringify(result)}`); }, (error) => error.reply);

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

const idOf = async (client, name) => (await client.call('people.list')).people.find((one) => one.name.startsWith(name)).id;

test('an admin adds a person, who logs in with the invented password; disabled, their socket closes', async (t) => {
  const server = await start(t);
  const admin = await connect(server, 'admin');
  const added = await admin.call('person.add', { login: 'lea', name: 'Léa', library: 'nantes', roles: ['respondent'], training: true });
  check(added.password?.length > 10, 'a password was invented');
  same(added.person.library_name?.includes('Nantes'), true, 'library');
  same((await refusal(admin.call('person.add', { login: 'lea', name: 'Léa', roles: ['respondent'] }))).data.reason, 'conflict', 'login taken');
  same((await refusal(admin.call('person.add', { login: 'leo', name: 'Léo', roles: ['respondent'], password: 'leo' }))).data.reason, 'invalid', 'weak');
  const { status, token } = await login(server.url, 'lea', added.password);
  same(status, 200, 'lea logs in');
  const lea = await connect(server);
  await lea.close();
  const { Client } = await import('../support/client.mjs');
  const open = await new Client('lea').open(server.url, { token });
  same(open.hello.name, 'Léa', 'hello');
  await admin.call('person.disable', { id: added.person.id });
  same(typeof (await open.closed), 'number', 'the socket closes');
  same((await login(server.url, 'lea', added.password)).status, 401, 'no more login');
  await admin.call('person.enable', { id: added.person.id });
  same((await login(server.url, 'lea', added.password)).status, 200, 'again');
  const { password } = await admin.call('person.password', { id: added.person.id });
  same((await login(server.url, 'lea', added.password)).status, 401, 'the old password');
  same((await login(server.url, 'lea', password)).status, 200, 'the new one');
  const trace = command('audit', 'export', '--data', server.data, '--payloads').stdout;
  for (const verb of ['person.add', 'person.disable', 'person.enable', 'person.password']) check(trace.includes(verb), verb);
  check(!trace.includes(password) && !trace.includes(added.password), 'no password in the trace');
});

test('roles changed by an admin end the session; one’s own administration stays', async (t) => {
  const server = await start(t);
  const admin = await connect(server, 'admin');
  const claire = await connect(server, 'claire');
  const id = await idOf(admin, 'Claire');
  await admin.call('person.save', { person: { id, memberships: [{ library: 'pontivy', roles: ['coordinator'] }] } });
  same(typeof (await claire.closed), 'number', 'the socket closes');
  const again = await connect(server, 'claire');
  const pontivy = await again.call('library.get', { id: 'pontivy' });
  same(pontivy.may, 'own', 'a membership counts at the next login');
  const self = await admin.call('person.get');
  same((await refusal(admin.call('person.save', { person: { id: self.person.id, roles: ['coordinator'] } }))).data.reason, 'conflict', 'own admin');
  same((await refusal(admin.call('person.disable', { id: self.person.id }))).data.reason, 'conflict', 'oneself');
});

test('a coordinator sets topics, a respondent their own absences; colleagues see who is away, not why', async (t) => {
  const server = await start(t);
  const ines = await connect(server, 'ines');
  const claire = await connect(server, 'claire');
  const malik = await connect(server, 'malik');
  const id = await idOf(ines, 'Claire');
  await ines.call('person.save', { person: { id, topics: ['genealogie'], referent: ['22'] } });
  same((await refusal(ines.call('person.save', { person: { id, roles: ['admin'] } }))).data.reason, 'denied', 'roles');
  same((await refusal(malik.call('person.save', { person: { id, absences: [] , email: 'x@y.fr' } }))).data.reason, 'denied', 'another’s address');
  await claire.call('person.save', { person: { absences: [{ from: '2020-01-01', to: '2099-12-31', why: 'Congé' }], email: 'claire@example.org' } });
  const seen = (await malik.call('people.list', { library: 'brest' })).people.find((one) => one.id === id);
  same([seen.away, seen.topics.join(), seen.email, seen.absences].join('|'), 'true|genealogie||', 'what a colleague sees');
  const own = (await claire.call('person.get')).person;
  same([own.email, own.absences[0].why].join('|'), 'claire@example.org|Congé', 'what oneself sees');
  const listed = command('user', '--data', server.data, '--json', 'list').stdout.trim().split('\n').map((line) => JSON.parse(line));
  same(listed.find((one) => one.login === 'claire').topics.join(), 'genealogie', 'user list');
});
