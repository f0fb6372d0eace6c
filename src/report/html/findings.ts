/** The findings of the page: each with its lines of source, what to do, and what else belongs to it. */
import { capital } from '../../core/first-letter.js';
import type { Position } from '../../types/files.js';
import type { Finding, Related } from '../../types/report.js';
import { nameOfCopy, nameOfTemplate, type Block } from '../group.js';
import { snippetLines } from '../snippet.js';
import { locationText, oneLine, sentenceOf, snippetsOf } from '../summary.js';
import { markup, lineByLine, prose, type Markup, type MarkupPart } from './markup.js';

/** What a finding leads to: the page of its rule, and the part of this page about its key. */
export interface FindingLinks {
  readonly rule: (id: string) => string | undefined;
  readonly key: (finding: Finding) => string | undefined;
}

/** Longer lines are cut around the place: a minified template is one line. */
const LONGEST_LINE = 200;
/** The columns that a text to paste is broken for. */
const SNIPPET_COLUMNS = 100;

/** @param id of the element, to which links lead */
export function findingArticle({ shown, others, also }: Block, id: string, links: FindingLinks): Markup {
  const place = shown.source ?? shown.template;
  const { source, template, level, flow, related } = shown;
  const rules = [...new Set([shown, ...also.map((one) => one.shown)].map(({ ruleId }) => ruleId))];
  const copies = [...new Set(others.map((copy) => nameOfCopy(shown, copy)))];
  const key = links.key(shown);
  return markup`<article id="${id}" class="${level}" data-level="${level}" data-rules="${rules.join(' ')}" aria-labelledby="${id}-rule">
    <header>${heading(shown, id, links)}${place ? markup`<span class="place">${locationText(place)}</span>` : ''}</header>
    <p class="message">${prose(oneLine(sentenceOf(shown)))}</p>
    ${place ? frame(place) : ''}
    ${also.map((one) => markup`<p><strong>Also</strong> ${levelWord(one.shown)} ${ruleName(one.shown.ruleId, links)}: ${prose(oneLine(sentenceOf(one.shown)))}</p>`)}
    <p><strong>What to do.</strong> ${prose(oneLine(shown.remedy))}</p>
    ${fix(shown.fix)}
    ${
      flow.length > 0
        ? markup`<h4>Steps</h4>
            <ol>
              ${flow.map(item)}
            </ol>`
        : ''
    }
    ${
      related.length > 0
        ? markup`<h4>See also</h4>
            <ul>
              ${related.map(item)}
            </ul>`
        : ''
    }
    ${source && template ? markup`<p class="dim">${capital(nameOfTemplate(template))}: <span class="place">${locationText(template)}</span></p>` : ''}
    ${copies.length > 0 ? markup`<p class="dim">Also in ${copies.join(', ')}.</p>` : ''}
    ${key === undefined ? '' : markup`<p><a href="#${key}">Who may use this key</a></p>`}
  </article> `;
}

/** A finding that is meant to stay, in one line. */
export function quietFinding(finding: Finding, why: string): Markup {
  const { level, ruleId, source, template } = finding;
  const place = source ?? template;
  return markup`<article class="${level}" data-level="${level}" data-rules="${ruleId}">
    <header>
      <span class="level">${level}</span><code>${ruleId}</code>${place ? markup`<span class="place">${locationText(place)}</span>` : ''}
    </header>
    <p>${prose(oneLine(sentenceOf(finding)))}</p>
    <p class="dim">${why}</p>
  </article> `;
}

const heading = (finding: Finding, id: string, links: FindingLinks): Markup =>
  markup`<h3 id="${id}-rule">${levelWord(finding)} ${ruleName(finding.ruleId, links)}</h3>`;

const levelWord = ({ level, confidence }: Finding): Markup =>
  markup`<span class="level ${level}">${confidence === 'possible' ? 'possible ' : ''}${level}</span>`;

function ruleName(ruleId: string, { rule }: FindingLinks): Markup {
  const url = rule(ruleId);
  return url === undefined ? markup`<code>${ruleId}</code>` : markup`<a href="${url}" rel="noreferrer"><code>${ruleId}</code></a>`;
}

const item = ({ message, at }: Related): Markup => markup`<li>${prose(message)} <span class="place">${locationText(at)}</span></li>`;

function fix(given: Finding['fix']): MarkupPart {
  if (!given) return undefined;
  const snippets = snippetsOf(given).map(
    ({ heading: what, language, text }) =>
      markup`<h4>${capital(what)}</h4>
        <pre tabindex="0"><code>${lineByLine(snippetLines({ language, text }, SNIPPET_COLUMNS))}</code></pre>`,
  );
  const automatic = given.edits.length > 0 ? markup`<p><strong>Fix.</strong> ${prose(oneLine(given.title))} (${given.safety})</p>` : '';
  return [automatic, ...snippets];
}

/** The source lines with their numbers; what is meant is marked. */
function frame({ frame: lines, line, column, endLine, endColumn }: Position): MarkupPart {
  if (!lines) return undefined;
  const rows = lines.lines.map((text, index) => {
    const number = lines.firstLine + index;
    const end = endLine === line ? endColumn - 1 : text.length;
    const code = number === line ? marked(text, column - 1, Math.max(column, end)) : cut(text);
    return markup`<span class="number">${number}</span>${code}`;
  });
  return markup`<pre tabindex="0"><code>${lineByLine(rows)}</code></pre>`;
}

/** A line with what is meant marked, cut around it where the line is long. */
function marked(text: string, start: number, end: number): Markup {
  const from = end > LONGEST_LINE ? Math.max(0, start - LONGEST_LINE / 4) : 0;
  const to = Math.min(end, from + LONGEST_LINE);
  return markup`${from > 0 ? '…' : ''}${tabbed(text.slice(from, start))}<mark>${tabbed(text.slice(start, to))}</mark>${cut(text.slice(to), from + LONGEST_LINE - to)}`;
}

const cut = (text: string, room = LONGEST_LINE): string => tabbed(text.length > room ? `${text.slice(0, room)}…` : text);
const tabbed = (text: string): string => text.replaceAll('\t', '    ');
