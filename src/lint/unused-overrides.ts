/** Overrides of the configuration that cover no stack: a name that is mistyped, or gone. */
import { openLocator } from '../assembly/locate.js';
import { didYouMean } from '../core/nearest.js';
import type { Address, Files } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Problem } from '../types/report.js';
import type { Part } from './by-app.js';
import { globCovers } from './globs.js';

/** An override with all stacks that it may cover: several configurations may go on from the one that says it. */
interface Said {
  readonly patterns: readonly string[];
  readonly at: Address | undefined;
  readonly stacks: TemplateFacts[];
}

/** @returns a notice for each, with its line where the configuration is JSON */
export function unusedOverrides(parts: readonly Pick<Part, 'config' | 'configAt' | 'stacks'>[], files: Files): readonly Problem[] {
  const all = new Map<string, Said>();
  for (const [part, { config, configAt, stacks }] of parts.entries())
    for (const [index, { stacks: patterns }] of (config.overrides ?? []).entries()) {
      const at = configAt?.(`/overrides/${index}`);
      const key = at ? JSON.stringify(at) : `${part} ${index}`;
      const said = all.get(key) ?? { patterns, at, stacks: [] };
      said.stacks.push(...stacks);
      all.set(key, said);
    }
  return [...all.values()].flatMap(({ patterns, at, stacks }): readonly Problem[] => {
    const names = stacks.map(({ name }) => name);
    const paths = stacks.flatMap(({ name, constructPath }) => [name, constructPath]);
    if (patterns.includes('**') || globCovers(patterns, paths)) return [];
    const [meant = ''] = patterns.map((pattern) => didYouMean(pattern, names)).filter((said) => said !== '');
    return [
      {
        weight: 'notice',
        message: `this override covers no stack of what is linted: ${patterns.join(', ')}${meant}`,
        ...placed(files, at),
      },
    ];
  });
}

/** The line of a place in a configuration, where that is JSON. */
function placed(files: Files, address: Address | undefined): Pick<Problem, 'at'> {
  if (!address) return {};
  const found = /\.jsonc?$/.test(address.file) ? openLocator(files).position(address) : undefined;
  return { at: found ? { file: found.file, line: found.line, column: found.column } : { file: address.file } };
}
