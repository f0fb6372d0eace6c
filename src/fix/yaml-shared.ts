/** Whether what a path of a YAML text means stands elsewhere too: through an anchor and its aliases, or through a merge key. */
import type * as Yaml from 'yaml';
import { load } from '../core/lazy.js';
import { stepsOf } from '../core/pointer.js';

/** @returns why a change at the path would not be one of this place alone, as a sentence's end */
export function yamlShared(text: string, pointer: string): string | undefined {
  if (!/[&*<]/.test(text)) return undefined;
  const yaml = load('yaml') as typeof Yaml;
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  const line = (node: unknown): number => lines.linePos((node as { readonly range?: readonly number[] | null }).range?.[0] ?? 0).line;
  const aliases: Yaml.Alias[] = [];
  yaml.visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const anchored = new Map<string, number>();
  yaml.visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && typeof node.anchor === 'string') anchored.set(node.anchor, line(node));
    },
  });

  const found = (node: unknown): string | undefined => {
    if (yaml.isAlias(node))
      return `line ${line(node)} says *${node.source}, so that a change there would change &${node.source} (line ${anchored.get(node.source) ?? '?'}) too`;
    const anchor = (node as { readonly anchor?: string } | undefined)?.anchor;
    const alias = anchor === undefined ? undefined : aliases.find(({ source }) => source === anchor);
    return alias && `&${alias.source} (line ${line(node)}) is used in line ${line(alias)} too, so that a change would change both`;
  };
  let node: unknown = document.contents;
  for (const step of ['', ...stepsOf(pointer)]) {
    if (yaml.isSeq(node)) node = step === '' ? node : node.items[Number(step)];
    else if (yaml.isMap(node) && step !== '') {
      const { items } = node;
      const pair = items.findLast(({ key }) => yaml.isScalar(key) && (String(key.value) === step || key.source === step));
      const merge = items.find(({ key }) => yaml.isScalar(key) && key.source === '<<');
      if (!pair && merge) {
        const { value } = merge;
        return `line ${line(merge.key)} takes members over from ${yaml.isAlias(value) ? `*${value.source}` : 'other places'}, and ${step} may be one of them`;
      }
      node = pair?.value;
    } else if (step !== '') return undefined;
    const shared = found(node);
    if (shared !== undefined) return shared;
  }
  return undefined;
}
