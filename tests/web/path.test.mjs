// SPDX-License-Identifier: EUPL-1.2
// The whole path of one question, seen by two people: the asker on the public page, Claire at her desk.
import { check, same, test } from '../support/cases.mjs';
import { person } from '../support/browser.mjs';
import { Server } from '../support/server.mjs';

const QUESTION = 'Comment commencer mon arbre généalogique ? Mon arrière-grand-père est né à Brest vers 1890.';
const ANSWER = "Commencez par l'**acte de naissance** : les archives municipales de Brest sont en ligne.";

async function start(t) {
  const server = await new Server().start();
  t.after(() => server.finish());
  return server;
}

async function logIn(page, server, login) {
  await page.goto('/desk');
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(server.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('a question is asked, claimed, answered with its method, read and rated', async (t) => {
  const server = await start(t);
  const asker = await person(t, server);
  const claire = await person(t, server);
  const desk = claire.page;
  await logIn(desk, server, 'claire');
  await desk.getByText('Tout le réseau', { exact: true }).click();

  // While the asker writes, fiches are suggested; sending gives a receipt.
  await asker.page.goto('/');
  await asker.page.getByRole('textbox', { name: 'Posez votre question' }).fill(QUESTION);
  await asker.page.getByText('Peut-être déjà une réponse').waitFor();
  await asker.shot('1-asker-suggestions');
  await asker.page.getByRole('button', { name: 'Envoyer à un·e bibliothécaire' }).click();
  await asker.page.getByRole('heading', { name: 'Votre code de suivi' }).waitFor();
  const receipt = await asker.page.getByRole('status', { name: 'Votre code de suivi' }).textContent();
  check(receipt.trim().length > 10, `receipt: ${receipt}`);
  await asker.shot('2-asker-receipt');

  // Claire sees it come in without reloading; reading it claims nothing, then she claims it.
  const row = desk.getByRole('link').filter({ hasText: 'né à Brest vers 1890' });
  await row.click();
  await desk.getByRole('heading', { name: /^Question \d+$/ }).waitFor();
  await claire.shot('3-desk-preview');
  await desk.getByRole('button', { name: 'Prendre en charge' }).click();

  // She drafts (saved while she writes), names a source, says how she worked, and sends.
  await desk.getByLabel('Texte (Markdown)').fill(ANSWER);
  await desk.getByText(/enregistré à/).waitFor();
  await desk.getByRole('button', { name: 'Ajouter une source' }).click();
  await desk.getByLabel('Titre').fill('Archives de Brest');
  await desk.getByLabel('Ce que vous avez vérifié, et comment').fill('La page des registres, ouverte ce jour.');
  await claire.shot('4-desk-answer');
  await desk.getByRole('button', { name: 'Envoyer la réponse' }).click();

  // The answer arrives at the asker by itself, with its source and its method; a rating ends it.
  const answer = asker.page.getByRole('article').filter({ hasText: 'archives municipales de Brest sont en ligne' });
  await answer.waitFor();
  for (const part of ['Archives de Brest', 'La page des registres, ouverte ce jour.', 'Claire'])
    check((await answer.textContent()).includes(part), `the answer does not show "${part}"`);
  await asker.shot('5-asker-answer');
  await asker.page.getByRole('radio', { name: 'Tout à fait' }).check();
  await asker.page.getByRole('button', { name: 'Envoyer mon avis' }).click();
  await asker.page.getByText('Merci, votre avis est enregistré.').waitFor();
  await asker.shot('6-asker-rated');

  // Another browser finds it again by the receipt alone.
  const later = await person(t, server, { width: 320, height: 640 });
  await later.page.goto(`/suivi#${receipt.trim()}`);
  await later.page.getByRole('article').filter({ hasText: 'archives municipales' }).waitFor();
  await later.shot('7-suivi-320');

  for (const { complaints } of [asker, later]) same(complaints, [], "what the asker's page complained of");
  // "Who am I" before the login is answered 401, as it must be.
  same(claire.complaints.filter((text) => !text.includes('401')), [], "what Claire's page complained of");
  same(await asker.page.context().cookies(), [], "the asker's cookies");
});

test('a wrong password is refused with a sentence', async (t) => {
  const server = await start(t);
  const { page } = await person(t, server);
  await page.goto('/desk');
  await page.getByLabel('Identifiant').fill('claire');
  await page.getByLabel('Mot de passe').fill('pas le bon mot');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('alert').filter({ hasText: 'mot de passe' }).waitFor();
});

test('public pages fit 320 px, pass axe, complain of nothing and set no cookie', async (t) => {
  const server = await start(t);
  const { page, complaints, shot, axe } = await person(t, server, { width: 320, height: 640 });
  for (const path of ['/', '/suivi', '/ask', '/reponses', '/transparence', '/widget', '/desk']) {
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(over <= 0, `${path} is ${over} px too wide`);
    same(await axe(), [], `axe on ${path}`);
    await shot(`320${path.replaceAll('/', '-')}`);
  }
  same(complaints.filter((text) => !text.includes('401')), [], 'complaints');
  same(await page.context().cookies(), [], 'cookies');
});
