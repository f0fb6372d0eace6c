/** Chromium as the system has it, without a window; it tells what a page asks for and complains about. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** CHROMIUM names another one. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** @throws where there is no Chromium: a test that is not run has not passed */
export function launch(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) throw new Error(`there is no Chromium at ${EXECUTABLE}: apt-get install chromium, or name it in CHROMIUM`);
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Opened {
  readonly page: Page;
  /** What the page complained of: errors, warnings, scripts that were refused. */
  readonly complaints: readonly string[];
  /** The addresses that it asked for, its own among them. */
  readonly asked: readonly string[];
  /** Dialogs that it showed: a name that acts would show one. */
  readonly dialogs: readonly string[];
}

export async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [],
    asked: string[] = [],
    dialogs: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, complaints, asked, dialogs };
}

/** How well a text can be read before its background, by WCAG 2: at least 4.5 for text of usual size. */
export async function contrasts(page: Page, selector: string): Promise<readonly { readonly what: string; readonly ratio: number }[]> {
  return page.locator(selector).evaluateAll((elements) => {
    const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = parts(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backOf = (element: Element | null): string => {
      if (!element) return 'rgb(255, 255, 255)';
      const { backgroundColor } = getComputedStyle(element);
      const [, , , alpha = 1] = parts(backgroundColor);
      return alpha === 0 ? backOf(element.parentElement) : backgroundColor;
    };
    return elements.map((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(backOf(element))].sort((x, y) => y - x) as [number, number];
      return { what: `${element.localName}.${element.getAttribute('class') ?? ''}`, ratio: (a + 0.05) / (b + 0.05) };
    });
  });
}
