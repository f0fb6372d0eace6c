/** Overrides of the configuration that cover no stack: a name that is mistyped, or gone. */
import { openLocator } from '../assembly/locate.js';
import { didYouMean } from '../core/nearest.js';
import type { Address, Files } from '../types/files.js';
import type { Config, ConfigAt } from '../types/config.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Problem } from '../types/report.js';
import { globCovers } from './globs.js';

/** @param at where the configuration stands. @returns a notice for each, with its line where the configuration is JSON */
export function unusedOverrides(
  { overrides = [] }: Config,
  stacks: readonly TemplateFacts[],
  files: Files,
  at: ConfigAt | undefined,
): readonly Problem[] {
  const names = stacks.map(({ name }) => name);
  const paths = stacks.flatMap(({ name, constructPath }) => [name, constructPath]);
  return overrides.flatMap(({ stacks: patterns }, index): readonly Problem[] => {
    if (patterns.includes('**') || globCovers(patterns, paths)) return [];
    const [meant = ''] = patterns.map((pattern) => didYouMean(pattern, names)).filter((said) => said !== '');
    return [
      {
        weight: 'notice',
        message: `this override covers no stack of what is linted: ${patterns.join(', ')}${meant}`,
        ...placed(files, at?.(`/overrides/${index}`)),
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
