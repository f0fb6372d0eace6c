/** The page of `--format html` in Chromium: it filters, folds and prints, asks for nothing, and no name acts in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access, graph, importedKeys, mixed } from '../fixtures/reports/result.js';
import { run } from '../src/cli/testing.js';
import { report } from '../src/report/index.js';
import type { Finding } from '../src/types/report.js';
import { contrasts, launch, open } from './chromium.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-browser-'));
const written = (name: string, text: string): string => {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
};
let browser: Browser,
  demo = '';
beforeAll(async () => {
  browser = await launch();
  demo = written('demo.html', (await run(['fixtures/assemblies/demo/cdk.out', '--root', '.', '--format', 'html'])).out);
});
afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

const shown = (page: Page): Promise<readonly string[]> =>
  page.locator('article:visible h3 code').evaluateAll((elements) => elements.map(({ textContent }) => textContent));

describe('the page of the demo', () => {
  it('asks for nothing, and nothing is wrong with it', async () => {
    const { page, complaints, asked } = await open(browser, demo);
    await page.getByLabel('Search').fill('key');
    expect(complaints).toEqual([]);
    expect(asked).toEqual([demo]);
    expect(await page.locator('article').count()).toBe(4);
    expect(await page.locator('.key').count()).toBe(5);
    expect(await page.locator('svg text').count()).toBeGreaterThan(20);
  });
  it('filters by text, level and rule, and counts what is left', async () => {
    const { page } = await open(browser, demo);
    const count = page.getByRole('status');
    expect(await count.textContent()).toBe('4 of 4 shown');
    await page.keyboard.press('/');
    await page.keyboard.type('Orders Invoices');
    expect(await shown(page)).toEqual(['cross-stack-cycle']);
    expect(await page.locator('.key:visible h3').allTextContents()).toEqual(['Orders/Key']);
    expect(await count.textContent()).toBe('1 of 4 shown');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => count.textContent()).toBe('4 of 4 shown');
    await page.getByLabel('error (3)').uncheck();
    expect(await shown(page)).toEqual(['imported-key-policy-ignored']);
    await page.getByLabel('error (3)').check();
    await page.getByLabel('Rule').selectOption('missing-root-trust');
    expect(await shown(page)).toEqual(['deployer-locked-out']);
  });
  it('leads from a finding to its key and back, whatever is filtered', async () => {
    const { page } = await open(browser, demo);
    await page.locator('article', { hasText: 'invalid-key-usage' }).getByText('Who may use this key').click();
    const key = page.locator('.key:target');
    expect(await key.locator('h3').textContent()).toBe('Payments/ReceiptKey');
    await page.getByLabel('error (3)').uncheck();
    await key.getByRole('link', { name: '1' }).click();
    await expect.poll(() => page.locator('article:target').isVisible()).toBe(true);
  });
  it.each(['light', 'dark'] as const)('can be read when it is %s', async (colorScheme) => {
    const { page } = await open(browser, demo, { colorScheme });
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(back).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)');
    const texts = await contrasts(
      page,
      'h1, h2, h3, p, li, .level, .place, .dim, code, a, label, th, td, dt, dd, .badge, .number, mark, button',
    );
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
  it('fits a phone', async () => {
    const { page } = await open(browser, demo, { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
  it('prints all that is folded, light, without the filter', async () => {
    const { page } = await open(browser, demo, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
  it('shows all without a script', async () => {
    const { page } = await open(browser, demo, { javaScriptEnabled: false });
    expect(await page.locator('article:visible').count()).toBe(4);
    expect(await page.locator('form').isVisible()).toBe(false);
  });
  it('can be used from the keyboard: every control and every region that scrolls is reached', async () => {
    const { page } = await open(browser, demo);
    const wanted = await page.locator('a, input, select, button, summary, pre, .scroll, div.graph').filter({ visible: true }).count();
    const seen = new Set<string>();
    for (let step = 0; step < wanted + 5; step += 1) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(() => {
          const active = document.activeElement;
          return `${active?.localName ?? ''} ${String([...document.querySelectorAll('*')].indexOf(active as Element))}`;
        }),
      );
    }
    expect([...seen].filter((one) => !one.startsWith('body')).length).toBe(wanted);
  });
});

it('no name acts: hostile ones stay text', async () => {
  const name = `</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"'&lt;`;
  const [, , sample] = mixed.findings;
  const findings = [sample, mixed.findings[4]].map((finding, index): Finding => {
    const source = { file: name, line: 1, column: 1, endLine: 1, endColumn: 9, frame: { firstLine: 1, lines: [name] } };
    return { ...(finding as Finding), ruleId: name, message: name, remedy: name, constructPath: name, source, group: String(index) };
  });
  const text = report(
    'html',
    { ...mixed, findings },
    { access: access.map((key) => ({ ...key, constructPath: name })), importedKeys, graph },
  );
  const { page, complaints, dialogs, asked } = await open(browser, written('hostile.html', text));
  expect([complaints, dialogs, asked.length]).toEqual([[], [], 1]);
  expect(await page.locator('article .message').first().textContent()).toContain('<script>alert(1)</script>');
  expect(await page.locator('img').count()).toBe(0);
});
