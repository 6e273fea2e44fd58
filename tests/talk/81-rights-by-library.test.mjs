// SPDX-License-Identifier: EUPL-1.2
// Role × verb × library × help across, against a real server (W16). What must be refused is refused for that reason, and nothing
// else is; the matrix is written here, not read from the program.
import { check, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server, command, freshData } from '../support/server.mjs';

const SOURCES = [{ title: 'Catalogue', url: 'https://example.org' }];
const ANSWER = { text: 'Voici.', method: { ai: 'none', checked: 'Lu.', sources: SOURCES } };
/** Params that get past the checks of form; `by` in the order of PEOPLE, h: only while libraries help. */
const DESK = { claire: 'YYh', ines: 'YYY', adele: 'nnn', aude: 'nnn' };
const COORDINATION = { claire: 'nnn', ines: 'YYY', adele: 'nnn', aude: 'nnn' };
const VERBS = {
  'question.get': [{}, { claire: 'YYh', ines: 'YYY', adele: 'YYY', aude: 'YYY' }],
  'question.look': [{ doing: 'reading' }, { claire: 'YYh', ines: 'YYY', adele: 'YYY', aude: 'nnn' }],
  'question.note': [{ text: 'Une piste.' }, DESK],
  'question.relabel': [{ topics: ['histoire'] }, DESK],
  'question.renew': [{ epoch: 99 }, DESK],
  'question.release': [{ epoch: 99 }, DESK],
  'question.clarify': [{ epoch: 99, text: 'Laquelle ?' }, DESK],
  'question.decline': [{ epoch: 99, reason: 'Non.' }, DESK],
  'question.duplicate': [{ epoch: 99, of: '999999' }, DESK],
  'question.spam': [{ epoch: 99 }, DESK],
  'question.refer': [{ epoch: 99, queue: 'nulle-part', reason: 'Essai' }, DESK],
  'question.transfer': [{ epoch: 99, queue: 'nulle-part', reason: 'Essai' }, DESK],
  'draft.save': [{ epoch: 99, text: 'Brouillon' }, DESK],
  'answer.submit': [{ epoch: 99, ...ANSWER }, DESK],
  'referral.end': [{ outcome: 'lost' }, DESK],
  'question.close': [{}, COORDINATION],
  'question.reopen': [{}, COORDINATION],
  'question.set_practice': [{ practice: true }, COORDINATION],
  'review.take': [{}, COORDINATION],
  'review.submit': [{ scores: {}, decision: 'approve' }, COORDINATION],
  'question.claim': [{}, DESK],
};
const PLACES = ['brest', 'network', 'agde'];

async function place(ask, ines, queue) {
  const { question } = await ask.call('ask', { client_id: newClientId(), text: 'Qui a construit ce pont ?', consent: { publish: false, transfer: true } });
  const view = await ines.call('question.get', { question });
  if (view.question.route.queue !== queue) await ines.call('question.transfer', { question, queue, reason: 'Essai de droits' });
  return question;
}

/** 'yes', or why not: 'role' and 'library' are the two refusals of the table. */
async function tried(client, verb, params) {
  try {
    await client.call(verb, params);
    return 'yes';
  } catch (error) {
    const said = error.reply?.message ?? error.message;
    if (error.reply?.data?.reason !== 'denied') return 'yes';
    /* The table names the verb whole; a refusal of states.c, its move: another matter. */
    return /rôle/.test(said) && said.includes(verb) ? 'role' : /autre bibliothèque/.test(said) ? 'library' : 'yes';
  }
}

for (const helps of [true, false]) {
  test(`rights by library hold in every cell, help across ${helps}`, async (t) => {
    const data = freshData();
    const server = await new Server({ data, settings: { 'desk.help_across': String(helps) } });
    for (const [login, role] of [['adele', 'admin'], ['aude', 'auditor']]) {
      const added = command('user', 'add', login, '--data', data, '--name', login, '--roles', role, '--password', server.password);
      check(added.status === 0, `user add: ${added.stderr}`);
    }
    await server.start();
    t.after(() => server.finish());
    const asker = await connect(server);
    const people = {};
    for (const who of ['claire', 'ines', 'adele', 'aude']) people[who] = await connect(server, who);
    const network = (await people.ines.call('queue.list')).queues.find((one) => one.kind === 'fallback' && one.network === 'france').id;
    const wrong = [];
    let cells = 0;
    for (const [at, name] of PLACES.entries()) {
      const queue = name === 'network' ? network : name;
      for (const [verb, [params, by]] of Object.entries(VERBS)) {
        let question = await place(asker, people.ines, queue);
        for (const [who, row] of Object.entries(by)) {
          const may = row[at] === 'Y' || (row[at] === 'h' && helps);
          const got = await tried(people[who], verb, { question, ...params });
          const wanted = may ? 'yes' : row[at] === 'h' ? 'library' : 'role';
          cells++;
          if (got !== wanted) wrong.push(`${who} × ${verb} × ${name}: wanted ${wanted}, got ${got}`);
          if (who === 'claire' && may && verb === 'question.claim') question = await place(asker, people.ines, queue);
        }
      }
    }
    check(cells === 4 * 3 * Object.keys(VERBS).length, `only ${cells} cells`);
    check(wrong.length === 0, `${wrong.length} of ${cells} cells are wrong:\n${wrong.join('\n')}`);
    for (const client of [asker, ...Object.values(people)]) await client.close();
  });
}

test('where libraries keep to their own, lists and events keep to them too, and a question that leaves is forgotten', async (t) => {
  const server = await new Server({ settings: { 'desk.help_across': 'false' } }).start();
  t.after(() => server.finish());
  const asker = await connect(server);
  const [claire, malik, ines] = await Promise.all(['claire', 'malik', 'ines'].map((who) => connect(server, who)));
  const question = await place(asker, ines, 'brest');
  const has = async (client, scope) => (await client.call('queue.list', { scope })).rows.some((row) => row.id === question);
  check(await has(claire, 'mine') && await has(claire, 'all') && !(await has(claire, 'network')), 'claire sees it among her own only');
  check(!(await has(malik, 'all')), 'malik does not see it');
  const watched = await malik.call('queue.watch');
  await claire.call('queue.watch');
  await claire.call('question.note', { question, text: 'Une piste.' });
  await claire.event((event) => event.type === 'note');
  await ines.call('question.transfer', { question, queue: 'rennes', reason: 'Leur fonds.' });
  const first = await malik.event((event) => event.data.row?.id === question || event.data.gone === question);
  check(first.type === 'transfer', `malik hears of it once it is his: ${first.type}`);
  const gone = await claire.event((event) => event.data.gone === question);
  check(gone.type === 'gone', 'claire is told to forget it');
  // What malik missed, asked for again, is what he heard.
  const again = await malik.call('queue.watch', { since: watched.seq });
  check(again.events.every((event) => event.type !== 'note'), 'a resume brings no word of another library');
  check(again.events.some((event) => event.type === 'transfer'), 'and what is his');
  const denied = await claire.call('question.get', { question }).catch((error) => error.reply);
  check(denied.data?.reason === 'denied', 'claire may no longer read it');
});
