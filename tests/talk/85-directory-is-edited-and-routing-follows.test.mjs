// SPDX-License-Identifier: EUPL-1.2
// The directory edited from a screen: the files' checks, whose it is, routing at once, the trace, everybody's search.
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server, command } from '../support/server.mjs';

const refusal = (promise) => promise.then((result) => { throw new Error(`no refusal: ${JSON.stringify(result)}`); }, (error) => error.reply);
const ABOUT_BREST = { text: 'D’où vient le nom de la rue de Siam à Brest ?', consent: { publish: false, transfer: false } };

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

test('a library saved with mistakes is told each at its field; saved right, routing follows at once', async (t) => {
  const server = await start(t);
  const ines = await connect(server, 'ines');
  const claire = await connect(server, 'claire');
  const asker = await connect(server);
  await claire.call('queue.watch');
  const before = await asker.call('ask', { client_id: newClientId(), ...ABOUT_BREST });
  same(before.route.library, 'brest', 'a question about Brest goes to Brest');

  const { library, revision, may, figures } = await ines.call('library.get', { id: 'brest' });
  same(may, 'all', 'a coordinator may change all');
  same(figures.open, 1, 'one question is open there');
  const wrong = { ...library, capacity: -3, strengths: { ...library.strengths, astrologie: 0.4 }, email: 'accueil' };
  const refused = await refusal(ines.call('library.save', { library: wrong, revision }));
  same(refused.data.reason, 'invalid', 'reason');
  same(refused.data.problems.map((one) => one.field).join(' '), 'capacity strengths.astrologie', 'fields');
  check(refused.data.problems.every((one) => one.line > 1 && one.column > 0 && one.what), `${JSON.stringify(refused.data.problems)}`);
  same((await ines.call('library.get', { id: 'brest' })).revision, revision, 'nothing was saved');

  const calendar = { ...library.calendar, absences: [{ from: '2020-01-01', to: '2099-12-31', why: 'Travaux' }] };
  const closed = { ...library, capacity: 0, calendar, departement: '22', territory: ['22'], strengths: {} };
  const saved = await ines.call('library.save', { library: closed, revision, reason: 'Fermée pour travaux' });
  same(saved.library.capacity, 0, 'capacity');
  check(saved.revision !== revision, 'another revision');
  const told = await claire.event((event) => event.type === 'directory');
  same(told.data.library, 'brest', 'open screens are told');
  const after = await asker.call('ask', { client_id: newClientId(), ...ABOUT_BREST });
  check(after.route.library !== 'brest', 'routing follows without a restart');

  const late = await refusal(ines.call('library.save', { library, revision }));
  same(late.data.reason, 'conflict', 'an edition that is no longer the newest');

  const trace = command('audit', 'export', '--data', server.data, '--payloads').stdout.split('\n').filter((line) => line.includes('directory.save'));
  same(trace.length, 1, 'one leaf');
  check(trace[0].includes('Fermée pour travaux') && /capacity/.test(trace[0]), trace[0]);
});

test('a respondent changes the page, calendar, capacity and contact of their own library, and nothing else', async (t) => {
  const server = await start(t);
  const claire = await connect(server, 'claire');
  const own = await claire.call('library.get', { id: 'brest' });
  same(own.may, 'own', 'may');
  const saved = await claire.call('library.save', { library: { ...own.library, capacity: 11, contact: 'Accueil' }, revision: own.revision });
  same(saved.library.contact, 'Accueil', 'contact');
  const part = await refusal(claire.call('library.save', { library: { ...saved.library, languages: ['fr', 'en'] } }));
  same(part.data.reason, 'denied', 'languages');
  check(part.message.includes('languages'), part.message);
  const rennes = await claire.call('library.get', { id: 'rennes' });
  same(rennes.may, null, 'another library');
  same((await refusal(claire.call('library.save', { library: { ...rennes.library, capacity: 1 } }))).data.reason, 'denied', 'another library');
  same((await refusal(claire.call('queue.save', { network: 'france', queue: {} }))).data.reason, 'denied', 'a network');
});

test('a page older than a year is flagged at its library, at its questions and in the search, until it is reviewed', async (t) => {
  const server = await new Server({ settings: { 'test.clock_offset_ms': String(400 * 86_400_000) } }).start();
  t.after(() => server.finish());
  const claire = await connect(server, 'claire');
  const asker = await connect(server);
  const { question } = await asker.call('ask', { client_id: newClientId(), ...ABOUT_BREST, library: 'brest' });
  const stale = async () => [
    (await claire.call('directory.search', { text: 'brest' })).libraries[0].policy.stale,
    (await claire.call('library.get', { id: 'brest' })).figures.policy.stale,
    (await claire.call('question.get', { question })).question.policy.stale,
  ].join(' ');
  same(await stale(), 'true true true', 'before');
  await claire.call('library.review', { id: 'brest' });
  same(await stale(), 'false false false', 'after');
});

test('everybody finds libraries by place; only staff see figures and addresses', async (t) => {
  const server = await start(t);
  const asker = await connect(server);
  const claire = await connect(server, 'claire');
  const found = await asker.call('directory.search', { text: 'ariege' });
  same(found.libraries.map((one) => one.id).sort().join(' '), 'couserans-pyrenees departement-ariege pays-foix-varilhes', 'by département');
  same((await asker.call('directory.search', { text: 'GRENO' })).libraries[0].id, 'grenoble', 'beginning of a word');
  same((await asker.call('directory.search', { departement: '22' })).libraries.map((one) => one.id).join(' '), 'rennes', 'its référent');
  for (const key of ['capacity', 'contact', 'email', 'strengths', 'open', 'people', 'policy'])
    check(!(key in found.libraries[0]), `${key} is for staff`);
  check('capacity' in (await claire.call('directory.search', { text: 'ariege' })).libraries[0], 'staff see figures');
  same((await refusal(asker.call('library.get', { id: 'brest' }))).data.reason, 'denied', 'library.get');
});

test('a queue of a network is changed in its place, and an export is what check accepts', async (t) => {
  const server = await start(t);
  const ines = await connect(server, 'ines');
  const { network, revision } = await ines.call('network.get', { id: 'france' });
  const queue = { ...network.queues.find((one) => one.id === 'emi'), title: 'Médias et information', topics: ['societe'] };
  const saved = await ines.call('queue.save', { network: 'france', queue, revision });
  same(saved.network.queues.find((one) => one.id === 'emi').title, 'Médias et information', 'title');
  same(saved.network.queues.length, network.queues.length, 'no other');
  const second = await refusal(ines.call('queue.save', { network: 'france', queue: { ...queue, kind: 'fallback' } }));
  check(second.message.includes('corriger') || second.data.reason === 'invalid', second.message);
  const { yaml } = await ines.call('library.export', { id: 'brest' });
  check(/^id: brest$/m.test(yaml) && /^ {2}text: \|$/m.test(yaml), yaml);
});
