// SPDX-License-Identifier: EUPL-1.2
// browser.mjs - Debian's Chromium through playwright-core, one for the whole run; a context is one person.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const shots = fileURLToPath(new URL('../web/shots/', import.meta.url));

// The background switches keep Chromium from calling its makers: on a closed network that is only noise.
const launched = chromium.launch({
  executablePath: process.env.AIG_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
launched.catch(() => {}); // said by the first person()

/**
 * One person's browser: {page, complaints, shot(name), axe()}. What the page logs as an error, throws, or is refused
 * by its Content-Security-Policy is in complaints; axe() gives what axe-core finds against WCAG 2.2 A and AA.
 */
export async function person(t, server, { width = 1280, height = 900, locale = 'fr-FR', ...options } = {}) {
  const context = await (await launched).newContext({ baseURL: server.url, viewport: { width, height }, locale, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`threw: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  const shot = (name) => page.screenshot({ path: `${shots}${name}.png`, fullPage: true });
  t.after(async (error) => {
    if (error) await shot(`failed-${t.name.replace(/\W+/g, '-')}-${width}`).catch(() => {});
    await context.close();
  });
  const axe = async () => {
    // In a world of its own: the page's Content-Security-Policy stays as it is.
    const world = await context.newCDPSession(page);
    const { frameTree } = await world.send('Page.getFrameTree');
    const { executionContextId: contextId } = await world.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
    const run = (expression) => world.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    await run(axeSource);
    const { result } = await run(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then((found) => found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`);
    await world.detach();
    return result.value;
  };
  return { page, complaints, shot, axe };
}
