// Writes docs/kms-lint.svg, the recording in README.md: a command typed in a terminal, and what kms-lint prints of the demo app.
// Run after `npm run build`: node scripts/picture.mjs [--check]. With --check nothing is written; exit code 1 where the picture is stale.
// As a module: picture(text, options) draws any text with colours (SGR) as a terminal shows it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Colours of a dark and of a light terminal. */
const PALETTES = {
  dark: {
    back: '#1e2228',
    text: '#d7dae0',
    red: '#f47067',
    green: '#6bc46d',
    yellow: '#daaa3f',
    blue: '#6cb6ff',
    cyan: '#56d4dd',
    dim: '#8b949e',
  },
  light: {
    back: '#ffffff',
    text: '#24292f',
    red: '#cf222e',
    green: '#116329',
    yellow: '#7d4e00',
    blue: '#0969da',
    cyan: '#1b7c83',
    dim: '#6e7781',
  },
};
const SGR = {
  1: ['bold', true],
  22: ['bold', false, 'dim', false],
  2: ['dim', true],
  31: ['colour', 'red'],
  32: ['colour', 'green'],
  33: ['colour', 'yellow'],
  34: ['colour', 'blue'],
  36: ['colour', 'cyan'],
  39: ['colour', undefined],
};
/** As attributes and xml:space, not as CSS: not every viewer of pictures reads the font and the blanks there. */
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const WIDTH = 8.43;
const HEIGHT = 19;
const MARGIN = 16;

// eslint would see a control character in a literal pattern.
const ESCAPE = String.fromCharCode(27);
const CODE = new RegExp(`${ESCAPE}\\[([\\d;]*)m`);
const LINK = new RegExp(`${ESCAPE}\\]8;[^${ESCAPE}]*${ESCAPE}\\\\`, 'g');

/** The pieces of a line between codes, with the style that holds for each. */
function piecesOf(line, style) {
  const pieces = [];
  for (const [index, part] of line.replaceAll(LINK, '').split(CODE).entries()) {
    if (index % 2 === 0) {
      if (part !== '') pieces.push({ text: part, ...style });
      continue;
    }
    for (const code of part === '' ? ['0'] : part.split(';')) {
      if (code === '0') Object.assign(style, { bold: false, dim: false, colour: undefined });
      const [name, value, second, more] = SGR[code] ?? [];
      if (name) style[name] = value;
      if (second) style[second] = more;
    }
  }
  return pieces;
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);

function span({ text, bold, dim, colour }) {
  const classes = [colour, bold ? 'b' : '', dim && !colour ? 'dim' : ''].filter(Boolean).join(' ');
  return classes === '' ? escaped(text) : `<tspan class="${classes}">${escaped(text)}</tspan>`;
}

/**
 * An SVG of a terminal.
 * @param text lines with colours. @param command typed before them, with an animation; without it the picture stands still
 */
export function picture(text, { columns = 100, palette = 'dark', command, title = 'kms-lint' } = {}) {
  const colours = PALETTES[palette];
  const style = {};
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => piecesOf(line, style));
  const prompt =
    command === undefined
      ? []
      : [
          [
            { text: '$ ', colour: 'green' },
            { text: command, typed: true },
          ],
        ];
  const rows = [...prompt, ...lines];
  const width = Math.ceil(columns * WIDTH + 2 * MARGIN),
    height = rows.length * HEIGHT + 2 * MARGIN;
  const typing = command === undefined ? 0 : 0.4 + command.length * 0.06;
  const row = (pieces, index) => {
    const y = MARGIN + (index + 0.75) * HEIGHT;
    const delay = command === undefined || index === 0 ? '' : ` style="animation-delay:${(typing + 0.35 + index * 0.03).toFixed(2)}s"`;
    const shown = command === undefined || index === 0 ? '' : ' class="l"';
    return `<text x="${MARGIN}" y="${y}"${shown}${delay}>${pieces.map(span).join('')}</text>`;
  };
  // All stands there unless an animation is run, which hides it at first: where none is (npm, paper), the whole report is seen.
  // The typed command is uncovered by a block that steps to the right, as a cursor does.
  const cover =
    command === undefined ? '' : `<rect class="cover" x="${MARGIN + 2 * WIDTH}" y="${MARGIN}" width="${width}" height="${HEIGHT}"/>`;
  const animation =
    command === undefined
      ? ''
      : `.cover{display:none;fill:${colours.back}}@media screen and (prefers-reduced-motion:no-preference){.l{animation:show .01s linear backwards}@keyframes show{from{opacity:0}}.cover{display:inline;opacity:0;animation:type ${(command.length * 0.06).toFixed(2)}s steps(${command.length}) .4s backwards}@keyframes type{from{opacity:1;transform:none}to{opacity:1;transform:translateX(${(command.length * WIDTH).toFixed(1)}px)}}}`;
  const classes = ['red', 'green', 'yellow', 'blue', 'cyan', 'dim'].map((name) => `.${name}{fill:${colours[name]}}`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>.b{font-weight:700}${classes}${animation}</style>
<rect width="${width}" height="${height}" rx="8" fill="${colours.back}"/>
<g font-family="${FONT}" font-size="14" fill="${colours.text}" xml:space="preserve">
${rows.map(row).join('\n')}
</g>${cover}
</svg>
`;
}

/** The recording of the README. */
function recording() {
  const top = fileURLToPath(new URL('..', import.meta.url));
  const app = path.join(top, 'fixtures/assemblies/demo');
  const options = ['--color', '--no-links', '--no-ci', '--quiet', '--root', '.', '--fail-on', 'never'];
  const env = { ...process.env, COLUMNS: '100', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  const report = execFileSync(process.execPath, [path.join(top, 'bin/kms-lint.js'), ...options], { cwd: app, encoding: 'utf8', env });
  return {
    file: path.join(top, 'docs/kms-lint.svg'),
    svg: picture(report, {
      command: 'npx kms-lint --quiet',
      title: 'kms-lint points at the line of TypeScript that makes a key useless, and at a cycle of stacks',
    }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file, svg } = recording();
  if (!process.argv.includes('--check')) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, svg);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) {
    console.error('docs/kms-lint.svg is stale: npm run docs');
    process.exitCode = 1;
  }
}
