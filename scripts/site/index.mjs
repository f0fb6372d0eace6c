// The site of docs/: its pages of HTML and the index of its search, made of the pages of Markdown beside them, of the rules, and of what is written about them in rules/.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layout } from './layout.mjs';
import { rendered } from './markdown.mjs';
import { ruleMarkdown } from './rule.mjs';

/** The order of the pages; what is not named here comes after them. */
const ORDER = ['index', 'reports', 'ci', 'synthesis', 'fixing', 'configuration', 'commands', 'recipes', 'editor', 'other-tools', 'library'];

/**
 * @param top the folder of the repository
 * @param rules the built-in ones, with `levelsOf`, `standardsOf` and `told` to say more of each
 * @param home where kms-lint lives
 * @returns the text of each file below docs/ that is generated
 */
export function siteFiles(top, { rules, home, levelsOf, standardsOf, told }) {
  const read = (file) => readFileSync(path.join(top, file), 'utf8');
  const names = readdirSync(path.join(top, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3));
  const rank = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const written = names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map((name) => ({ from: `docs/${name}.md`, page: `${name}.html`, text: read(`docs/${name}.md`) }));
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const made = [
    { from: 'rules/README.md', page: 'rules/index.html', text: read('rules/README.md').replace(/^## [a-z][a-z-]*\n[^]*/m, '') },
    { from: 'rules/AUTHORING.md', page: 'writing-rules.html', text: read('rules/AUTHORING.md') },
    { from: 'rules/key-model.md', page: 'key-model.html', text: read('rules/key-model.md') },
  ];
  const ofRules = sorted.map((rule) => ({
    from: 'docs/rule.md',
    page: `rules/${rule.id}.html`,
    text: ruleMarkdown(rule, { levels: levelsOf(rule), standards: standardsOf(rule), told }),
  }));
  const pages = new Map([
    ...[...written, ...made].map(({ from, page }) => [from, page]),
    ...sorted.flatMap(({ id }) => [[`rules/README.md#${id}`, `rules/${id}.html`], [`docs/rule-${id}`, `rules/${id}.html`]]),
  ]);
  // In rules/README.md a rule is a heading of the same file.
  const toRules = (text) => sorted.reduce((all, { id }) => all.replaceAll(`](#${id})`, `](README.md#${id})`), text);
  const all = [...written, ...made, ...ofRules].map(({ from, page, text }) => {
    const { html, headings } = rendered(from === 'rules/README.md' ? toRules(text) : text, { page, from, pages, repository: home.repository });
    return { page, html, headings, title: headings.find(({ depth }) => depth === 1)?.text ?? page };
  });
  const titles = new Map(all.map(({ page, title }) => [page, title]));
  const named = (list) => list.map(({ page }) => [page, titles.get(page)]);
  const groups = [{ pages: named([...written, ...made]) }, { name: 'Each rule', pages: sorted.map(({ id }) => [`rules/${id}.html`, id]) }];
  return new Map([...all.map((one) => [one.page, layout(one, groups)]), ['search-index.js', searchIndex(all)]]);
}

/** A part of a page for each heading: where it stands, what it is called, and its words, each once. As a script, since a page of the file system may not read files. */
function searchIndex(all) {
  const parts = all.flatMap(({ page, html, title }) =>
    html
      .replace(/<pre[^]*?<\/pre>/g, (block) => (page.startsWith('rules/') ? '' : block))
      .split(/(?=<h[123] id=)/)
      .flatMap((part) => {
        const [, depth, id, heading] = /^<h([123]) id="([^"]*)">(.*?)<\/h\d>/.exec(part) ?? [];
        const name = heading === undefined || depth === '1' ? title : `${title}: ${plain(heading)}`;
        const words = [...new Set(plain(part).toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}:_*.-]*/gu) ?? [])].map((word) => word.replace(/[.:-]+$/, ''));
        return words.length === 0 ? [] : [[depth === '1' || id === undefined ? page : `${page}#${id}`, name, [...new Set(words)].join(' ')]];
      }),
  );
  return `window.KMS_LINT_SEARCH = [\n${parts.map((part) => JSON.stringify(part)).join(',\n')}\n];\n`;
}

const plain = (html) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" })[name])
    .replace(/\s+/g, ' ')
    .trim();
