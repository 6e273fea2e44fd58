// SPDX-License-Identifier: EUPL-1.2
// What the clock says is on screen in words, and the network helps: two people at once, one of them on a telephone.
import { check, same, test } from '../support/cases.mjs';
import { person } from '../support/browser.mjs';
import { connect, newClientId } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

async function logIn(page, server, login) {
  await page.goto('/desk');
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(server.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('a question nobody took in time is shown to all, and a lead is credited', async (t) => {
  const server = await new Server().start();
  t.after(() => server.finish());
  const asker = await connect(server, '');
  await asker.call('ask', { client_id: newClientId(), text: 'Quelle est l’origine du nom de la rue de Siam à Brest ?', consent: { publish: false, transfer: false } });
  await asker.close();
  server.settings['test.clock_offset_ms'] = 6 * 86_400_000;
  await server.restart();

  const malik = await person(t, server, { width: 320, height: 700 });
  await logIn(malik.page, server, 'malik');
  // It is Brest's, but it rises: Malik sees it beside his own, with its clock in words.
  const row = malik.page.getByRole('link').filter({ hasText: 'rue de Siam' });
  await row.getByText('appel au réseau').waitFor();
  await row.getByText(/en retard, due/).waitFor();
  await malik.page.getByLabel('Délai').selectOption({ label: 'En retard (1)' });
  await row.waitFor();
  await malik.page.getByLabel('Délai').selectOption({ label: 'Bientôt dues (0)' });
  await malik.page.getByText('Aucune question ne correspond à ces filtres.').waitFor();
  await malik.page.getByRole('button', { name: 'Retirer les filtres' }).click();

  const claire = await person(t, server);
  await logIn(claire.page, server, 'claire');
  await claire.page.getByRole('link').filter({ hasText: 'rue de Siam' }).click();
  await claire.page.getByRole('button', { name: 'Prendre en charge' }).click();
  await claire.page.getByLabel('Ce qui vous manque (facultatif)').fill('Un plan d’avant 1944 ?');
  await claire.page.getByRole('button', { name: 'Appeler le réseau' }).click();
  await claire.page.getByText('Vous appelez le réseau').waitFor();

  await row.click();
  await malik.page.getByText(/Claire.* appelle le réseau/).waitFor();
  await malik.page.getByRole('button', { name: 'Donner la piste' }).click();
  await malik.page.getByText('Écrivez la piste avant de la donner.').waitFor();
  await malik.page.getByLabel('Proposer une piste').fill('Les Archives ont un plan de 1846.');
  await malik.page.getByLabel('Adresse (facultatif)').fill('nulle part');
  await malik.page.getByRole('button', { name: 'Donner la piste' }).click();
  await malik.page.getByText('L\'adresse d\'une piste commence par').waitFor();
  same(await malik.page.getByLabel('Proposer une piste').inputValue(), 'Les Archives ont un plan de 1846.', 'what was typed stays');
  await malik.page.getByLabel('Adresse (facultatif)').fill('https://example.org/plan');
  await malik.page.getByRole('button', { name: 'Donner la piste' }).click();

  await claire.page.getByRole('button', { name: 'Cette piste m’a servi' }).click();
  await claire.page.getByText('a servi à la réponse').waitFor();
  await malik.page.getByText('a servi à la réponse').waitFor();
  await claire.shot('clock-leads');
  await malik.shot('clock-leads-320');
  for (const who of [malik, claire]) {
    same(await who.axe(), [], 'axe');
    same(who.complaints.filter((one) => !one.includes('401')), [], 'complaints'); // nobody was logged in yet
  }
  check(await malik.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scroll at 320 px');
});
