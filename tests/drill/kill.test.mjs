// SPDX-License-Identifier: EUPL-1.2
// kill -9 at random points while 64 clients ask and three people claim (D1, D5, D9). After every kill:
// the trace verifies, every acknowledged question is found by its receipt, what was sent but not acknowledged
// can be sent again and gives one question, and every acknowledged claim still stands.
// AIG_KILLS says how many (5), AIG_SEED repeats a run.
import { check, same, test } from '../support/cases.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server, command } from '../support/server.mjs';

const KILLS = Number(process.env.AIG_KILLS ?? 5);
const SEED = Number(process.env.AIG_SEED || Math.floor(Math.random() * 2 ** 31));
const CLIENTS = 64;
const consent = { publish: false, transfer: false };

/** mulberry32: a small random generator that a seed repeats. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One asker: asks, one question after another, until the connection dies. */
async function keepAsking(client, record) {
  for (let n = 0; ; n++) {
    const sent = { client_id: newClientId(), text: `Question d'exercice ${n}`, consent };
    record.pending.set(sent.client_id, sent);
    try {
      const { question, receipt } = await client.call('ask', sent);
      record.acked.set(receipt, { question, sent });
      record.pending.delete(sent.client_id);
      record.open.push(question);
    } catch (error) {
      if (error.reply) throw error; // a refusal is not what this drill expects
      return;
    }
  }
}

/** One librarian: claims what was asked last. Each claim won is noted with its holder. */
async function keepClaiming(client, record) {
  for (;;) {
    const question = record.open.at(-1);
    try {
      if (!question) await client.call('queue.list');
      else {
        const { question: view } = await client.call('question.claim', { question });
        const before = record.claims.get(question);
        check(!before || before.name === view.owner.name, `question ${question} was given to ${before?.name} and to ${view.owner.name}`);
        record.claims.set(question, { name: view.owner.name, epoch: view.epoch });
      }
    } catch (error) {
      if (!error.reply && !client.isOpen) return;
      if (!error.reply) throw error;
    }
  }
}

async function checkNothingLost(server, record) {
  const asker = await connect(server);
  const coordinator = await connect(server, 'ines');
  let lost = 0;
  for (const [receipt, { question }] of record.acked) {
    const found = await asker.call('follow', { receipt }).catch(() => null);
    if (found?.question.id !== question) lost++;
  }
  same(lost, 0, `lost of ${record.acked.size} acknowledged questions`);
  for (const sent of record.pending.values()) {
    const once = await asker.call('ask', sent);
    const twice = await asker.call('ask', sent);
    same(twice, { ...twice, question: once.question, receipt: once.receipt }, 'the same message again');
  }
  for (const [question, claim] of record.claims) {
    const { question: view } = await coordinator.call('question.get', { question });
    same({ name: view.owner?.name, epoch: view.epoch }, claim, `the claim of question ${question}`);
  }
  await Promise.all([asker.close(), coordinator.close()]);
}

test(`kill -9 at ${KILLS} random points loses nothing (seed ${SEED})`, async (t) => {
  const random = randomFrom(SEED);
  const server = await new Server().start();
  t.after(() => server.finish());
  let asked = 0;
  let claimed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const record = { acked: new Map(), pending: new Map(), claims: new Map(), open: [] };
    const askers = await Promise.all(Array.from({ length: CLIENTS }, () => connect(server)));
    const desks = await Promise.all(['claire', 'malik', 'ines'].map((who) => connect(server, who)));
    const load = [...askers.map((client) => keepAsking(client, record)), ...desks.map((client) => keepClaiming(client, record))];
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 1200)); // the random point
    await server.kill();
    await Promise.all(load);
    const verify = command('audit', 'verify', '--data', server.data);
    check(verify.status === 0, `audit verify after kill ${kill + 1}: ${verify.stdout}${verify.stderr}`);
    await server.start();
    await checkNothingLost(server, record);
    asked += record.acked.size;
    claimed += record.claims.size;
  }
  console.log(`        ${KILLS} kills, ${asked} questions acknowledged, 0 lost; ${claimed} claims, 0 double; seed ${SEED}`);
  check(asked > KILLS, `only ${asked} questions were acknowledged: the drill did not bite`);
});
