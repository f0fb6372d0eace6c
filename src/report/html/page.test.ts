/** The page of HTML: what a browser makes of it is the same whatever the names in it are, and it runs and loads nothing but its own. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { access, clean, graph, importedKeys, mixed } from '../../../fixtures/reports/result.js';
import type { Finding, ImportedKeyAccess, KeyAccess, LintResult } from '../../types/report.js';
import { report } from '../index.js';
import { prose } from './markup.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
interface Page {
  readonly elements: readonly Element[];
  readonly text: string;
}

/** The page read as XML, which it is, so that a name that ends an element or an attribute is seen. Style and script stand apart. */
function read(page: string): Page {
  const elements: Element[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => void elements.push({ name, attributes: { ...attributes } }));
  parser.on('text', (written) => (text += written));
  parser.write(page.replace(/<(style|script)>[^]*?<\/\1>/g, '<$1></$1>').replace('<!DOCTYPE html>', '')).close();
  return { elements, text };
}

const all = (result: LintResult): string => report('html', result, { access, importedKeys, graph });
const named = (name: string, { elements }: Page): readonly Element[] => elements.filter((element) => element.name === name);

it('a template literal keeps its backticks, so that what is copied runs; other words between backticks are code', () => {
  expect(prose('arn: `arn:${this.partition}:logs`, and `externalKeys` <').html).toBe(
    'arn: <code>`arn:${this.partition}:logs`</code>, and <code>externalKeys</code> &lt;',
  );
});

describe('the page', () => {
  const page = all(mixed);
  const { elements, text } = read(page);

  it('is well-formed, and names each thing once', () => {
    const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
    expect(new Set(ids).size).toBe(ids.length);
    const links = elements.flatMap(({ attributes: { href } }) => (href?.startsWith('#') ? [href.slice(1)] : []));
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
    expect(links).toContain('key-2');
    const labels = elements.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []);
    expect(labels.filter((label) => !ids.includes(label))).toEqual([]);
  });
  it('has all findings, the gravest first, each with its source, what to do and where', () => {
    expect(named('article', { elements, text }).map(({ attributes }) => attributes['data-level'])).toEqual([
      'error',
      'error',
      'error',
      'warning',
      'note',
      'note',
    ]);
    for (const said of ['The policy of Dev/Keys/Key lets only the role', 'lib/keys-stack.ts:14:17', 'Also in Prod/Keys', 'a test key'])
      expect(text).toContain(said);
    expect(page).toContain('<mark>new kms.Key(this, &apos;Key&apos;, { policy: onlyFor(admins) })</mark>');
  });
  it('has the keys with who may do what, and the graph in a picture and in words', () => {
    expect(named('details', { elements, text }).filter(({ attributes }) => attributes['class'] === 'key')).toHaveLength(3);
    expect(named('svg', { elements, text })).toHaveLength(1);
    expect(text).toContain('stack Dev/Keys');
    expect(text).not.toContain('n1->n2');
  });
  it('says so where there is nothing', () => {
    const empty = read(report('html', clean));
    expect(empty.text).toContain('kms-lint: No findings');
    expect(named('form', empty)).toEqual([]);
    expect(named('article', empty)).toEqual([]);
  });
  it('lets a browser run its own script and style alone, and load nothing', () => {
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes['content'] ?? '';
    const hash = (name: string): string => {
      const [, inside = ''] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page) ?? [];
      return `'sha256-${createHash('sha256').update(inside).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    for (const { attributes } of elements)
      expect(Object.keys(attributes).filter((name) => /^(src|srcset|style|action|formaction|on.*)$/.test(name))).toEqual([]);
  });
});

/** Everything that a page shows, with one text wherever a template or a source can put one. */
function withName(name: string): string {
  const [, , sample] = mixed.findings;
  const at = { file: name, line: 1, column: 2, endLine: 1, endColumn: 4, frame: { firstLine: 1, lines: [name] } };
  const finding: Finding = {
    ...(sample as Finding),
    ruleId: name,
    message: name,
    remedy: name,
    detail: name,
    stackName: name,
    logicalId: name,
    constructPath: name,
    source: at,
    template: { ...at, file: `t${name}` },
    related: [{ at, message: name }],
    flow: [{ at, message: name }],
    fix: { title: name, safety: 'unsafe', edits: [{ is: 'flag', flag: 'f', value: true }], snippets: { cdk: name, cli: name, json: name } },
    group: '1',
  };
  const suppressed: Finding = { ...finding, group: '2', suppressed: { by: 'metadata', reason: name } };
  const [key] = access,
    [imported] = importedKeys;
  const keys: readonly KeyAccess[] = [
    {
      ...(key as KeyAccess),
      stack: name,
      logicalId: name,
      constructPath: name,
      file: name,
      services: [name],
      iamAllows: [{ name, actions: [name] }],
      uses: [{ resource: name, property: name, certain: true }],
      users: [{ name, kind: 'role', can: 'no', missing: [name], targets: [name] }],
    },
  ];
  const others: readonly ImportedKeyAccess[] = [{ ...(imported as ImportedKeyAccess), name, account: `1${name}`, region: `r${name}` }];
  return report(
    'html',
    { ...mixed, findings: [finding, suppressed], problems: [{ weight: 'fatal', message: name, at: { file: name } }] },
    { access: keys, importedKeys: others, graph: { ...graph, text: name } },
  );
}

/** What the names are not to change: the elements with their attributes. Code in a message is a name's own, by its backticks. */
const skeleton = (page: string): readonly string[] =>
  read(page)
    .elements.filter(({ name }) => name !== 'code')
    .map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));

it('law: no name changes what the page is made of, ends it, or runs', () => {
  const plain = skeleton(withName('a'));
  const hostile = fc.array(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '</script>',
      '</style>',
      '</title>',
      '<img src=x onerror=alert(1)>',
      '"',
      "'",
      '" onload="x',
      '&',
      '&lt;',
      '&#60;',
      '<!--',
      '-->',
      ']]>',
      '<![CDATA[',
      '`',
      '\u202e',
      '\u0000',
      '\n',
      '\t',
      '\ud800',
      '\uffff',
      'javascript:alert(1)',
      'é漢😀',
      ' ',
      '${',
      '/',
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.oneof(hostile, fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 })), (parts) => {
      const page = withName(`x${parts.join('')}`);
      expect(skeleton(page)).toEqual(plain);
      expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 300 },
  );
});
