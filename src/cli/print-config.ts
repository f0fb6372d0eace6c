/** `--print-config`: what the configuration comes to, each setting with the file and line that say it. */
import path from 'node:path';
import { openLocator } from '../assembly/locate.js';
import { isJsonConfig } from '../config/find.js';
import { writtenAt, type Layer } from '../config/join.js';
import type { Flags, Merged } from '../config/merge.js';
import { pointerOf } from '../core/pointer.js';
import { nodeFiles } from '../files/node.js';
import { globCovers } from '../lint/globs.js';
import { levelIn } from '../lint/presets.js';
import { settingsOf } from '../lint/settings.js';
import type { TemplateFacts } from '../types/facts.js';
import type { AnyRule } from '../types/rule.js';

export interface Printed {
  readonly config: Merged;
  /** The files that say it. */
  readonly layers: readonly Layer[];
  /** What the command line says: it is in the configuration already. */
  readonly flags: Flags;
  readonly rules: readonly AnyRule[];
  readonly cwd: string;
}

/**
 * As JSON with a comment behind each setting: a configuration may hold comments, so this is one.
 * @param stack where one is given, the levels of all rules on it stand in the place of `rules` and `overrides`
 */
export function printedConfig(printed: Printed, stack?: TemplateFacts): string {
  const { config, flags, cwd } = printed;
  const origin = originIn(printed);
  const settings = stack ? Object.entries(config).filter(([name]) => name !== 'overrides') : Object.entries(config);
  const lines = settings.flatMap(([name, value]): Lines => {
    if (name === 'rules') return rulesOf(printed, stack);
    if (Array.isArray(value) && value.length > 0 && name !== 'presets')
      return [
        block(
          `"${name}": [`,
          (value as readonly unknown[]).map((item, index) => entry(json(item), origin([name, index]))),
          ']',
        ),
      ];
    const isGiven = name in flags || writtenAt(printed.layers, pointerOf([name])) !== undefined;
    return [entry(`"${name}": ${json(value)}`, isGiven ? origin([name]) : 'default')];
  });
  const subject = stack ? [{ text: `// of the stack ${stack.name}, ${path.relative(cwd, stack.file)}`, isComment: true }] : [];
  return `{\n${inside([...subject, ...lines], '  ')}\n}\n`;
}

/** What is said of single rules; for a stack the level of every rule. */
function rulesOf(printed: Printed, stack: TemplateFacts | undefined): Lines {
  const { config, rules } = printed;
  const origin = originIn(printed);
  if (!stack && Object.keys(config.rules).length === 0) return [entry('"rules": {}', 'default')];
  if (!stack)
    return [
      block(
        '"rules": {',
        Object.entries(config.rules).map(([id, said]) => entry(`"${id}": ${json(said)}`, origin(['rules', id]))),
        '}',
      ),
    ];
  const settings = settingsOf(config, [stack]);
  const because = (rule: AnyRule): string => {
    const index = config.overrides.findLastIndex(
      (override) => override.rules[rule.id] !== undefined && globCovers(override.stacks, [stack.name, stack.constructPath]),
    );
    if (index >= 0) return origin(['overrides', index]);
    if (config.rules[rule.id] !== undefined) return origin(['rules', rule.id]);
    const preset = config.presets.find((name) => levelIn(rule, [name]) !== undefined);
    return preset === undefined ? 'in none of the presets' : `preset ${preset}`;
  };
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const lines = sorted.map((rule) => {
    const levels = settings.levels(rule, stack);
    const level = levels === undefined ? 'off' : (levels.asked ?? levels.usual);
    const options = settings.options(rule);
    const said = Object.keys(options).length > 0 && level !== 'off' ? { level, options } : level;
    return entry(`"${rule.id}": ${json(said)}`, because(rule));
  });
  return [block('"rules": {', lines, '}')];
}

const OPTION = 'the command line';

/** A line, or a block of them, of an object or list. */
interface Line {
  readonly text: string;
  readonly comment?: string;
  /** Whether it is no member, so that no comma stands behind it. */
  readonly isComment?: boolean;
}
type Lines = readonly Line[];
const entry = (text: string, comment: string): Line => ({ text, comment });
/** On one line. */
const json = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replaceAll(/\n\s*/g, ' ')
    .replaceAll(/(\[) (?!\])|(?<!\[) (\])/g, '$1$2');

const block = (open: string, lines: Lines, close: string): Line => ({ text: `${open}\n${inside(lines, '    ')}\n  ${close}` });

/** All but the last end with a comma; the comments stand behind it. */
function inside(lines: Lines, indent: string): string {
  return lines
    .map(({ text, comment, isComment }, index) => {
      const comma = isComment === true || index + 1 === lines.length ? '' : ',';
      return `${indent}${text}${comma}${comment === undefined ? '' : ` // ${comment}`}`;
    })
    .join('\n');
}

/** Where a value is said: `kms-lint.config.json:4`, or the command line. */
function originIn({ layers, flags, cwd }: Printed): (names: readonly (string | number)[]) => string {
  const locator = openLocator(nodeFiles);
  return ([name = '', ...more]) => {
    const [id = ''] = more;
    const isFlag = name === 'rules' ? flags.rules?.[String(id)] !== undefined : name in flags;
    const at = isFlag ? undefined : writtenAt(layers, pointerOf([name, ...more]));
    if (!at) return OPTION;
    const shown = path.relative(cwd, at.file) || at.file;
    const line = isJsonConfig(at.file) ? locator.position(at)?.line : undefined;
    return line === undefined ? shown : `${shown}:${line}`;
  };
}
