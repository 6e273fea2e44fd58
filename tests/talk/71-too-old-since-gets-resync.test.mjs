// SPDX-License-Identifier: EUPL-1.2
// Who comes back with a number gets exactly what was missed, however much that is, or the word `resync`: when
// events of that time are no longer kept, or when the number was never given out (a restored backup). D6.
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

const consent = { publish: false, transfer: false };
const ask = (client, text) => client.call('ask', { client_id: newClientId(), text, consent });

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

/** Asks n questions, 50 at a time. */
async function askMany(client, n) {
  const asked = [];
  for (let done = 0; done < n; done += 50)
    asked.push(...await Promise.all(Array.from({ length: Math.min(50, n - done) }, (_, i) => ask(client, `Question ${done + i}`))));
  return asked.map(({ question }) => question);
}

test('a since older than what is kept gets resync', async (t) => {
  const server = await start(t);
  const asker = await connect(server);
  const first = await ask(asker, 'La première question');
  const { seq } = await asker.call('follow', { receipt: first.receipt });
  const desk = await connect(server, 'claire');
  const { question } = await desk.call('question.claim', { question: first.question });
  await desk.call('question.release', { question: question.id, epoch: question.epoch });
  await askMany(asker, 600); // beyond the 500 events that are always kept

  server.settings['test.clock_offset_ms'] = 30 * 24 * 3_600_000; // and older than any time they are kept for
  await server.restart();
  const again = await connect(server);
  const deadline = Date.now() + 20_000;
  for (;;) { // the sweep is a periodic task: until it has run, the two events must be there, exactly
    const answer = await again.call('follow', { receipt: first.receipt, since: seq });
    if (answer.resync) break;
    same(answer.events.map((event) => event.data.question.state), ['claimed', 'routed'], 'events before the sweep');
    check(Date.now() < deadline, 'no resync within 20 s of the restart');
  }
});

test('a since that was never given out gets resync', async (t) => {
  const server = await start(t);
  const asker = await connect(server);
  const { receipt } = await ask(asker, 'Une question');
  const answer = await asker.call('follow', { receipt, since: 999_999_999 });
  same(answer.resync, true, 'resync');
});

test('who missed more than a thousand events gets each of them, or resync', async (t) => {
  const server = await start(t);
  const desk = await connect(server, 'claire');
  const { seq } = await desk.call('queue.watch');
  await desk.drop();
  const questions = await askMany(await connect(server), 1100);
  const again = await connect(server, 'claire');
  const answer = await again.call('queue.watch', { since: seq });
  if (answer.resync) same(answer.rows.length >= questions.length, true, 'rows that come with resync');
  else same(new Set(answer.events.map((event) => event.data.row.id)).size, questions.length, 'questions in the events');
});
