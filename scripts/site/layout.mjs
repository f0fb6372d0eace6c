// What every page of the site has around its text.
import { escaped } from './markdown.mjs';

/**
 * @param page where it stands, such as `rules/rotation-disabled.html`
 * @param groups the pages that the navigation names: a title, and the pages with theirs
 */
export function layout({ page, title, html, headings = [] }, groups) {
  const up = '../'.repeat(page.split('/').length - 1);
  const item = ([to, says]) => `<li><a href="${up}${to}"${to === page ? ' aria-current="page"' : ''}>${escaped(says)}</a></li>`;
  const group = ({ name, pages }) => {
    const list = `<ul>${pages.map(item).join('\n')}</ul>`;
    return name === undefined ? list : `<details${pages.some(([to]) => to === page) ? ' open' : ''}><summary>${name}</summary>${list}</details>`;
  };
  const parts = headings.filter(({ depth }) => depth === 2);
  const toc =
    parts.length > 2
      ? `<nav class="parts" aria-label="On this page"><ul>${parts.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join('')}</ul></nav>\n`
      : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}${title === 'kms-lint' ? '' : ' · kms-lint'}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}site.css">
<script src="${up}search-index.js" defer></script>
<script src="${up}site.js" defer></script>
</head>
<body data-up="${up}">
<a class="skip" href="#text">To the text</a>
<header><a class="home" href="${up}index.html">kms-lint</a>
<form role="search" id="search" hidden><label><span>Search</span> <input type="search" name="q" autocomplete="off" placeholder="rule, option, word" aria-keyshortcuts="/" aria-controls="results"></label><div id="results" role="status" hidden></div></form></header>
<div class="columns">
<nav class="side" aria-label="Pages">${groups.map(group).join('\n')}</nav>
<main id="text">
${toc}${html}</main>
</div>
</body>
</html>
`;
}
