/**
 * The report as one page of HTML: findings, the keys with their access, and how all hangs together. It stands by itself: no file beside it,
 * nothing from the network, which a browser is told to refuse.
 */
import { createHash } from 'node:crypto';
import { capital } from '../../core/first-letter.js';
import type { Level } from '../../types/config.js';
import type { Finding, ImportedKeyAccess, KeyAccess, LintResult, Problem } from '../../types/report.js';
import { blocksOf, byGravity, grouped, type Block } from '../group.js';
import { ruleAddress } from '../rule-address.js';
import { asideOf, locationText, noticesOf, ofWeight, scannedOf, verdictOf } from '../summary.js';
import { findingArticle, quietFinding } from './findings.js';
import { importedKeySection, keySection } from './keys.js';
import { markup, type Markup, type MarkupPart } from './markup.js';
import { PAGE_SCRIPT } from './script.js';
import { PAGE_STYLE } from './style.js';

/** What the page shows beside the findings; each part is left out where it is not given. */
export interface HtmlOptions {
  readonly access?: readonly KeyAccess[];
  readonly importedKeys?: readonly ImportedKeyAccess[];
  /** The graph of the app. svg: as Graphviz draws it; text: the same in words; note: what is not in it. */
  readonly graph?: { readonly svg: string; readonly text: string; readonly note?: string };
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
/** So many keys are unfolded; of more the reader picks. */
const OPEN_KEYS = 6;

export function htmlReport(result: LintResult, { access = [], importedKeys = [], graph }: HtmlOptions): string {
  const blocks = [...blocksOf(grouped(result.findings))].sort((a, b) => byGravity(a.shown, b.shown));
  const quiet = result.findings.filter(({ suppressed, baselineState }) => suppressed !== null || baselineState === 'unchanged');
  const keyOf = new Map(access.map((key, index) => [keyName(key.stack, key.logicalId), `key-${index + 1}`]));
  const rules = new Map(result.rules.map((rule) => [rule.id, ruleAddress(rule)]));
  const links = {
    rule: (id: string) => rules.get(id),
    key: (finding: Finding) => keyOf.get(keyName(finding.stackName, finding.logicalId)),
  };
  const about = findingsByKey(blocks);
  const areOpen = access.length + importedKeys.length <= OPEN_KEYS;
  const keys = [
    ...access.map((key, index) => keySection(key, `key-${index + 1}`, about.get(keyName(key.stack, key.logicalId)) ?? [], areOpen)),
    ...importedKeys.map((key, index) => importedKeySection(key, `imported-key-${index + 1}`, areOpen)),
  ];
  const body = markup`<a class="skip" href="#findings">To the findings</a>
    <header>
      <div>
        <h1>kms-lint: ${verdictOf(result, blocks.length)}</h1>
        <p class="dim">${capital(scannedOf(result))}${asideOf(result)}.</p>
        <nav aria-label="Parts of the page">
          <ul>
            <li><a href="#findings">Findings</a></li>
            ${keys.length > 0 ? markup`<li><a href="#keys">Keys</a></li>` : ''}${graph ? markup`<li><a href="#graph">Graph</a></li>` : ''}
          </ul>
        </nav>
      </div>
    </header>
    <main>
      ${problems([...ofWeight(result, 'fatal'), ...noticesOf(result)])} ${filter(blocks)}
      <section id="findings" aria-labelledby="findings-title">
        <h2 id="findings-title">Findings</h2>
        ${blocks.length === 0 ? markup`<p>None.</p>` : blocks.map((block, index) => findingArticle(block, findingId(index), links))}
        ${quiet.length > 0 ? quietPart(quiet) : ''}
      </section>
      ${
        keys.length > 0
          ? markup`<section id="keys" aria-labelledby="keys-title">
              <h2 id="keys-title">Keys</h2>
              ${keys}
            </section>`
          : ''
      }
      ${graph ? graphPart(graph) : ''}
    </main>
    <footer>${result.tool.name} ${result.tool.version}</footer> `;
  return document(`kms-lint: ${verdictOf(result, blocks.length)}`, body).html;
}

const findingId = (index: number): string => `finding-${index + 1}`;
const keyName = (stack: string | null, logicalId: string | null): string => JSON.stringify([stack, logicalId]);

/** The ids of the findings about each key, copies and what goes with them among them. */
function findingsByKey(blocks: readonly Block[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const [index, { shown, others, also }] of blocks.entries()) {
    const all = [shown, ...others, ...also.flatMap((one) => [one.shown, ...one.others])];
    for (const name of new Set(all.map(({ stackName, logicalId }) => keyName(stackName, logicalId))))
      byKey.set(name, [...(byKey.get(name) ?? []), findingId(index)]);
  }
  return byKey;
}

function document(title: string, body: Markup): Markup {
  // Only this style and this script run, and nothing is loaded: what a name might smuggle in stays text.
  const policy = `default-src 'none'; style-src '${hashOf(PAGE_STYLE)}'; script-src '${hashOf(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return markup`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>${{ html: PAGE_STYLE }}</style>
      </head>
      <body>
        ${body}
        <script>${{ html: PAGE_SCRIPT }}</script>
      </body>
    </html>
`;
}

/** A hash as a Content Security Policy names it. */
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function filter(blocks: readonly Block[]): MarkupPart {
  if (blocks.length === 0) return undefined;
  const all = blocks.flatMap(({ shown, also }) => [shown, ...also.map((one) => one.shown)]);
  const rules = [...new Set(all.map(({ ruleId }) => ruleId))].sort();
  const boxes = LEVELS.map((level) => {
    const number = blocks.filter(({ shown }) => shown.level === level).length;
    return markup`<label><input type="checkbox" name="level" value="${level}" checked="checked" /> ${level} (${number})</label>`;
  });
  return markup`<form id="filter" role="search" aria-label="Filter" hidden="hidden">
    <label>Search <input type="search" name="text" placeholder="name, file, rule" aria-keyshortcuts="/" /></label>
    <fieldset>
      <legend>Levels</legend>
      ${boxes}
    </fieldset>
    <label
      >Rule
      <select name="rule">
        <option value="">all</option>
        ${rules.map((id) => markup`<option value="${id}">${id}</option>`)}
      </select></label
    >
    <button type="reset">Clear</button>
    <span id="count" class="dim" role="status" data-all="${blocks.length}"></span>
  </form>`;
}

function problems(all: readonly Problem[]): MarkupPart {
  if (all.length === 0) return undefined;
  const items = all.map(
    ({ weight, message, at }) =>
      markup`<li>
        ${weight === 'fatal' ? markup`<strong class="level error">could not be linted</strong> ` : ''}${at ? markup`<span class="place">${locationText(at)}</span> ` : ''}${message}
      </li>`,
  );
  return markup`<section class="problems" aria-label="Problems of the input">
    <ul>
      ${items}
    </ul>
  </section>`;
}

function quietPart(findings: readonly Finding[]): Markup {
  const rows = findings.map((finding) =>
    quietFinding(finding, finding.suppressed ? `Suppressed (${finding.suppressed.by}): ${finding.suppressed.reason}` : 'In the baseline.'),
  );
  return markup`<details>
    <summary>${findings.length} suppressed or in the baseline</summary>
    ${rows}
  </details>`;
}

function graphPart({ svg, text, note }: NonNullable<HtmlOptions['graph']>): Markup {
  return markup`<section id="graph" aria-labelledby="graph-title">
    <h2 id="graph-title">Graph</h2>
    <p class="dim">
      What depends on what: stacks with their keys, who is let in and what uses them. Cycles are red, the edge to break is
      dashed.${note === undefined ? '' : ` ${note}`}
    </p>
    <div class="graph" tabindex="0" role="region" aria-label="The graph as a picture">${{ html: inPage(svg) }}</div>
    <details>
      <summary>The graph in words</summary>
      <pre tabindex="0"><code>${lines(text)}</code></pre>
    </details>
  </section>`;
}

const lines = (text: string): MarkupPart =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => markup`${line}\n`);

/** The element of an SVG file, without its head and the names that Graphviz gives to nodes: `n1->n2` says nothing to a reader. */
function inPage(svg: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[^]*?-->\s*/g, '')
    .replace(/<title>[^<]*<\/title>\s*/g, '')
    .replace('<svg ', '<svg role="img" aria-label="Stacks, keys and who uses them" ')
    .trim();
}
