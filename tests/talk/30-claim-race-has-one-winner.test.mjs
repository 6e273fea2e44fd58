// SPDX-License-Identifier: EUPL-1.2
// Many claims of the same question at the same moment: one winner, and everyone else is told who (D9).
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

test('claim race has one winner, on 40 questions', async (t) => {
  const server = await new Server().start();
  t.after(() => server.finish());
  const asker = await connect(server);
  const asks = await Promise.all(Array.from({ length: 40 }, (_, i) =>
    asker.call('ask', { client_id: newClientId(), text: `Question de course numéro ${i}`, consent: { publish: false, transfer: false } })));
  const desks = await Promise.all(['claire', 'malik', 'ines', 'claire', 'malik', 'ines'].map((who) => connect(server, who)));

  const races = asks.map(({ question }) => Promise.allSettled(desks.map((desk) => desk.call('question.claim', { question }))));
  for (const [i, race] of (await Promise.all(races)).entries()) {
    const winners = race.filter((one) => one.status === 'fulfilled').map((one) => one.value.question);
    const losers = race.filter((one) => one.status === 'rejected').map((one) => one.reason.reply);
    // The same person on a second screen may be told of her own claim; two people never both hold it.
    const holders = new Set(winners.map((view) => view.owner.name));
    same(holders.size, 1, `holders of question ${i}`);
    same(new Set(winners.map((view) => view.epoch)).size, 1, `epochs given for question ${i}`);
    const [holder] = holders;
    for (const error of losers) {
      same(error.data.reason, 'conflict', 'the reason');
      check(error.message.includes(holder), `the sentence does not name ${holder}: ${error.message}`);
    }
  }
});
