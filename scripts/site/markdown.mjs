// Pages of Markdown as HTML: headings with the ids that GitHub gives them, links that lead to the pages of the site.
import path from 'node:path';
import { Marked } from 'marked';

export const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

/** As GitHub makes the id of a heading. */
export const slugOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/**
 * @param text Markdown
 * @param page where it stands in the site, such as `ci.html`, and `from`, the file of Markdown that its links start at
 * @param pages the pages of the site by the file of Markdown that each is made of; a rule by `rules/README.md#id`
 * @param repository the address of the repository on the web, for files that the site has not; without it they are no links
 * @returns the HTML, and the headings in their order
 */
export function rendered(text, { page, from, pages, repository }) {
  const headings = [];
  const used = new Map();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const inside = this.parser.parseInline(tokens);
        const slug = slugOf(inside.replace(/&[a-z#0-9]+;/g, ''));
        const count = used.get(slug) ?? 0;
        used.set(slug, count + 1);
        const id = count === 0 ? slug : `${slug}-${count}`;
        headings.push({ id, depth, text: inside.replace(/<[^>]*>/g, '') });
        return `<h${depth} id="${id}">${inside}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        const to = targetOf(href, { page, from, pages, repository });
        return to === undefined ? inside : `<a href="${escaped(to)}">${inside}</a>`;
      },
      code({ text: code, lang }) {
        return `<pre tabindex="0"><code${lang ? ` class="language-${escaped(lang)}"` : ''}>${escaped(code)}</code></pre>\n`;
      },
      // An option is one word: a line does not end behind its hyphens.
      codespan: ({ text: code }) => `<code${/^--?[\w-]+$/.test(code) ? ' class="option"' : ''}>${escaped(code)}</code>`,
      table(token) {
        const cell = (tag) => (one) => `<${tag}>${this.parser.parseInline(one.tokens)}</${tag}>`;
        const rows = token.rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>\n`);
        return `<div class="scroll" tabindex="0"><table><thead><tr>${token.header.map(cell('th')).join('')}</tr></thead>\n<tbody>${rows.join('')}</tbody></table></div>\n`;
      },
      html: ({ text: html }) => html.replace(/<!--[^]*?-->\n?/g, ''),
    },
  });
  return { html: marked.parse(text), headings };
}

/** Where a link of Markdown leads from a page of the site; undefined where it can lead nowhere. */
function targetOf(href, { page, from, pages, repository }) {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  const [file, fragment] = href.split('#');
  const named = path.posix.join(path.posix.dirname(from), file);
  const up = '../'.repeat(page.split('/').length - 1);
  const whole = fragment === undefined ? undefined : pages.get(`${named}#${fragment}`);
  if (whole !== undefined) return up + whole;
  const to = pages.get(named);
  if (to !== undefined) return `${up}${to}${fragment === undefined ? '' : `#${fragment}`}`;
  return repository === undefined ? undefined : `${repository}/blob/main/${named}`;
}
