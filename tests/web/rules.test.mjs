// SPDX-License-Identifier: EUPL-1.2
// « Règles »: a coordinator makes an example of a correction, and reads what a changed rule set would move.
import { check, same, test } from '../support/cases.mjs';
import { person } from '../support/browser.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { ROOT, Server, command } from '../support/server.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

test('a coordinator accepts one correction, refuses another, and sees a replay', async (t) => {
  const server = await new Server().start();
  t.after(() => server.finish());
  const asker = await connect(server);
  const claire = await connect(server, 'claire');
  for (const text of ['Je m’appelle Zoé. Qui a construit le pont ?', 'Comment tailler un rosier ?']) {
    const { question } = await asker.call('ask', { client_id: newClientId(), text, library: 'brest', consent: { publish: false, transfer: false } });
    await claire.call('question.relabel', { question, topics: ['patrimoine-local'], kind: 'fait' });
  }

  const ines = await person(t, server);
  const { page } = ines;
  await page.goto('/console#regles');
  await page.getByLabel('Identifiant').fill('ines');
  await page.getByLabel('Mot de passe').fill(server.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  const first = page.getByRole('form', { name: 'Proposition 1' });
  await first.waitFor();
  same(await first.getByLabel('Texte de l’exemple').inputValue(), 'Je m’appelle [nom]. Qui a construit le pont ?', 'anonymised');
  same(await ines.axe(), [], 'axe with proposals');
  await ines.shot('8-console-rules');

  // Changed, then accepted; the other one needs a reason to be refused, and what was typed stays.
  await first.getByLabel('Texte de l’exemple').fill('Qui a construit le pont ?');
  await first.getByLabel('Autre sujet possible').selectOption('histoire');
  await first.getByRole('button', { name: 'Accepter comme exemple' }).click();
  await page.getByText(/^Exemple accepté/).waitFor();
  const second = page.getByRole('form', { name: 'Proposition 2' });
  await second.getByRole('button', { name: 'Refuser' }).click();
  await second.getByRole('alert').filter({ hasText: 'pourquoi' }).waitFor();
  await second.getByLabel('Raison, si vous refusez').fill('Le sujet était juste.');
  await second.getByRole('button', { name: 'Refuser' }).click();
  await page.getByText(/^Aucune proposition n’attend/).waitFor();

  // A replay that loses a call for help, read from the record.
  await page.getByText(/^Aucun essai n’a été enregistré/).waitFor();
  const questions = join(server.data, 'questions.jsonl');
  writeFileSync(questions, '{"id": "a", "text": "je veux mourir"}\n');
  const { status } = command('rules', 'replay', '--data', server.data, '--rules', join(ROOT, 'tests/web/rules-without-safety'), '--questions', questions, '--save');
  same(status, 0, 'replay');
  await page.reload();
  await page.getByRole('alert').filter({ hasText: 'ne seraient plus vus' }).waitFor();
  same(await ines.axe(), [], 'axe with a replay');
  await ines.shot('9-console-replay');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(over <= 0, `${over} px too wide`);
  same(ines.complaints.filter((text) => !text.includes('401')), [], 'complaints');
});
