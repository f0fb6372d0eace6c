/** The site of docs/ in Chromium, from the file system, as it lies in the repository: search, dark and light, a phone, paper. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOP } from '../src/cli/testing.js';
import { contrasts, launch, open } from './chromium.js';

const DOCS = path.join(TOP, 'docs');
const at = (page: string): string => new URL(page, `${pathToFileURL(DOCS).href}/`).href;
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('the site', () => {
  it('asks for its own files alone, and nothing is wrong with any page', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [],
      asked = new Set<string>();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.add(request.url()));
    for (const file of pages) {
      await page.goto(at(file));
      expect(await page.locator('main h1').count(), file).toBe(1);
    }
    expect(complaints).toEqual([]);
    expect([...asked].filter((url) => !url.startsWith(pathToFileURL(DOCS).href) && url !== 'data:,')).toEqual([]);
    expect(pages.length).toBeGreaterThan(50);
  }, 300_000);
  it.each([
    ['missing-root-trust', 'rules/missing-root-trust.html'],
    ['baseline', 'configuration.html'],
    ['pre-commit', 'ci.html#pre-commit'],
    ['exit code', 'reports.html#exit-codes'],
  ])('finds %s, from any page, by the keyboard', async (words, expected) => {
    const { page } = await open(browser, at('rules/rotation-disabled.html'));
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    const found = await page.locator('#results a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(found.some((href) => href.startsWith(at(expected)))).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(found[0] ?? '');
    expect(await page.locator('main h1').isVisible()).toBe(true);
  });
  it('says where nothing is found, and closes the results', async () => {
    const { page } = await open(browser, at('index.html'));
    await page.getByLabel('Search').fill('zzzz');
    expect(await page.getByRole('status').textContent()).toBe('Nothing found.');
    await page.keyboard.press('Escape');
    expect(await page.locator('#results').isVisible()).toBe(false);
  });
  it.each(['light', 'dark'] as const)('can be read when it is %s', async (colorScheme) => {
    for (const file of ['index.html', 'rules/missing-root-trust.html', 'configuration.html']) {
      const { page } = await open(browser, at(file), { colorScheme });
      const texts = await contrasts(page, 'h1, h2, h3, p, li, a, code, th, td, label, summary');
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });
  it.each([
    'index.html',
    'ci.html',
    'commands.html',
    'other-tools.html',
    'key-model.html',
    'rules/index.html',
    'rules/service-access-missing.html',
  ])('fits a phone: %s', async (file) => {
    const { page } = await open(browser, at(file), { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
  it('prints the text alone', async () => {
    const { page } = await open(browser, at('rules/missing-root-trust.html'));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav.side, body > header').filter({ visible: true }).count()).toBe(0);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
  it('the picture of the terminal shows its report without motion', async () => {
    const { page } = await open(browser, at('kms-lint.svg'), { reducedMotion: 'reduce' });
    const hidden = await page.locator('text').evaluateAll((lines) => lines.filter((line) => getComputedStyle(line).opacity !== '1').length);
    expect(hidden).toBe(0);
    expect(await page.locator('rect.cover').isVisible()).toBe(false);
  });
});
