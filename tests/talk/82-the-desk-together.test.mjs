// SPDX-License-Identifier: EUPL-1.2
// What people of the desks do together: the next question, mentions, presence, leases that end, practice, referrals.
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

const ask = (asker, text, extra = {}) =>
  asker.call('ask', { client_id: newClientId(), text, consent: { publish: false, transfer: true }, ...extra });
const refused = (promise) => promise.then(() => null, (error) => error.reply);

async function open(t, settings = {}) {
  const server = await new Server({ settings }).start();
  t.after(() => server.finish());
  const [asker, claire, malik, ines] = await Promise.all(['', 'claire', 'malik', 'ines'].map((who) => connect(server, who)));
  return { server, asker, claire, malik, ines };
}

test('thirty claims of the next question take thirty different ones, and then none waits', async (t) => {
  const { asker, claire, malik, ines } = await open(t);
  for (let i = 0; i < 30; i++) await ask(asker, `Question suivante numéro ${i}`);
  const desks = [claire, malik, ines];
  const taken = await Promise.all(Array.from({ length: 30 }, (_, i) => desks[i % 3].call('question.claim_next')));
  const ids = new Set(taken.map((one) => one.question?.id));
  check(!ids.has(undefined), 'each got one');
  same(ids.size, 30, 'different questions');
  check(taken.every((one) => one.mine && one.state === 'claimed' && one.epoch === 1), 'each holds what it got');
  let last;
  for (let i = 0; i < 50; i++) if ((last = await claire.call('question.claim_next')).question === null) break;
  same(last.question, null, 'in the end none waits');
  check(last.sentence.length > 10, 'and a sentence says so');
});

test('a mention reaches its person, opens the question to them, and is gone once seen', async (t) => {
  const { asker, claire, malik } = await open(t, { 'desk.help_across': 'false' });
  const { question } = await ask(asker, 'Qui a dessiné le phare du Créac’h à Ouessant ?', { library: 'brest' });
  await malik.call('mention.list');
  const people = (await claire.call('people.names')).people;
  const him = people.find((one) => one.login === 'malik');
  check(him && him.library_name && !people.some((one) => one.password_hash), 'malik can be named');
  const stranger = await refused(claire.call('question.note', { question, text: 'Une idée ?', mentions: ['personne'] }));
  same(stranger.data.reason, 'invalid', 'nobody by that name');
  await claire.call('question.claim', { question });
  const client_id = newClientId();
  await claire.call('question.note', { question, text: 'Malik, une idée ?', client_id, mentions: [him.id] });
  await claire.call('question.note', { question, text: 'Malik, une idée ?', client_id, mentions: [him.id] });
  const event = await malik.event((one) => one.type === 'mention');
  same(event.data.question, question, 'the question');
  const { mentions } = await malik.call('mention.list');
  same(mentions.length, 1, 'sent twice, there once');
  check(mentions[0].by.includes('Claire') && mentions[0].text.includes('une idée'), JSON.stringify(mentions[0]));
  await malik.call('question.get', { question });
  await malik.call('question.note', { question, text: 'Voir le fonds du Service des phares.' });
  same((await malik.call('mention.seen', { question })).mentions.length, 0, 'seen');
});

test('who looks is seen by who looks, an asker only as present, and whoever leaves is gone at once', async (t) => {
  const { server, asker, claire, malik } = await open(t);
  const { question, receipt } = await ask(asker, 'Comment dater une carte postale ?');
  await claire.call('question.look', { question, doing: 'reading' });
  await malik.call('question.look', { question, doing: 'writing' });
  const told = await claire.looking(question, (now) => now.people.length === 2);
  check(told.people.some((one) => one.name.includes('Malik') && one.doing === 'writing' && one.library), JSON.stringify(told));
  same(told.asker, false, 'the asker is away');
  const page = await connect(server);
  await page.call('follow', { receipt });
  await claire.looking(question, (now) => now.asker === true);
  await page.drop();
  await claire.looking(question, (now) => now.asker === false);
  check(page.presence.size === 0 && asker.presence.size === 0, 'askers are told nothing of the desk');
  await malik.drop();
  await claire.looking(question, (now) => now.people.length === 1 && now.people[0].name.includes('Claire'));
  same((await refused(claire.call('question.look', { question, doing: 'sleeping' }))).data.reason, 'invalid', 'a word of the three');
  same((await refused(claire.call('question.look', { question: '999999', doing: 'reading' }))).data.reason, 'not_found', 'a question that is there');
});

test('a holder is warned before the lease ends, alone and once, and any act renews it', async (t) => {
  const { asker, claire, malik } = await open(t, { 'desk.lease_minutes': '1' });
  const { question } = await ask(asker, 'Quand a été bâti ce moulin ?');
  await Promise.all([claire.call('mention.list'), malik.call('mention.list')]);
  const claimed = await claire.call('question.claim', { question });
  const warned = await claire.event((event) => event.type === 'lease_ending', { timeoutMs: 60_000 });
  same(warned.data.question, question, 'the question');
  same(warned.data.lease_until, claimed.lease_until, 'its end');
  const { question: after } = await claire.call('question.note', { question, text: 'Je continue.' });
  check(after.lease_until > claimed.lease_until, 'a note of the holder renews');
  check(!claire.events.some((event) => event.type === 'lease_ending'), 'once');
  check(!malik.events.some((event) => event.type === 'lease_ending'), 'nobody else');
});

test('an exercise is in its author’s queue, outside figures and loads, and nobody’s next', async (t) => {
  const { claire, ines } = await open(t);
  const before = await ines.call('stats.get');
  const loads = async () => (await ines.call('queue.list')).queues.find((one) => one.id === 'brest').open;
  const load = await loads();
  const client_id = newClientId();
  const { question } = await claire.call('question.practice', { client_id, text: 'Je cherche un roman avec un phare.' });
  same((await claire.call('question.practice', { client_id, text: 'Je cherche un roman avec un phare.' })).question.id, question.id, 'twice is once');
  same(question.practice, true, 'marked');
  same(question.route.queue, 'brest', 'at home');
  same(await loads(), load, 'no load');
  same((await ines.call('stats.get')).asked.total, before.asked.total, 'not counted');
  await claire.call('question.claim', { question: question.id });
  await claire.call('question.release', { question: question.id, epoch: 1 });
  same(await loads(), load, 'no load either after a round');
  await ines.call('question.set_practice', { question: question.id, practice: false });
  same(await loads(), load + 1, 'in earnest it counts');
  same((await ines.call('stats.get')).asked.total, before.asked.total + 1, 'and is a figure');
});

test('a question at a partner’s is listed, and what the partner said reaches the asker', async (t) => {
  const { asker, claire, ines } = await open(t);
  const partner = (await ines.call('queue.list')).queues.find((one) => one.kind === 'partner' && one.network === 'france');
  check(partner, 'there is a partner');
  const ids = [];
  for (const text of ['Quel métier choisir après un CAP ?', 'Où se former à la reliure ?']) {
    const asked = await ask(asker, text);
    const { epoch } = await claire.call('question.claim', { question: asked.question });
    await claire.call('question.refer', { question: asked.question, epoch, queue: partner.id, reason: 'Conseil d’orientation' });
    ids.push(asked);
  }
  const { referrals } = await claire.call('referral.list');
  same(referrals.length, 2, 'both wait');
  check(referrals.every((one) => one.mine && !one.late && one.expected_at > one.at), JSON.stringify(referrals));
  const answered = await claire.call('referral.end', { question: ids[0].question, outcome: 'answered', words: 'Prenez rendez-vous au CIO de Brest.' });
  same(answered.state, 'closed', 'closed');
  const page = await asker.call('follow', { receipt: ids[0].receipt });
  check(page.question.messages.some((one) => one.text.includes('CIO de Brest')), 'the asker reads it');
  const back = await ines.call('referral.end', { question: ids[1].question, outcome: 'returned', words: 'Pas de leur ressort.' });
  same(back.state, 'reopened', 'back');
  same((await claire.call('referral.list')).referrals.length, 0, 'nothing waits any more');
});
