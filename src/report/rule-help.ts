/** What a rule says of itself, as SARIF carries it: why, what to do, and one bad and one good example as the templates that they are. */
import type { AnyRule, Example, RuleOptions } from '../types/rule.js';

export interface RuleHelp {
  readonly text: string;
  readonly markdown: string;
}

export function ruleHelp({ title, why, remedy, references, options, examples }: AnyRule): RuleHelp {
  const [bad] = examples.bad,
    [good] = examples.good,
    todo = `What to do: ${remedy}`;
  const markdown = [
    `**${title}.** ${why}`,
    `**What to do.** ${remedy}`,
    ...(options ? [optionsMarkdown(options)] : []),
    ...(bad ? exampleMarkdown('Reported', bad) : []),
    ...(good ? exampleMarkdown('Not reported', good) : []),
    ...(references.length > 0 ? [references.map((url) => `- <${url}>`).join('\n')] : []),
  ];
  return { text: [`${title}. ${why}`, todo, ...references].join('\n\n'), markdown: markdown.join('\n\n') };
}

function optionsMarkdown({ schema, defaults }: RuleOptions): string {
  const described = (schema['properties'] ?? {}) as Readonly<Record<string, { readonly description: string }>>;
  const lines = Object.entries(described).map(
    ([name, { description }]) => `- \`${name}\` (default \`${JSON.stringify(defaults[name])}\`): ${description}`,
  );
  return ['**Options.**', '', ...lines].join('\n');
}

function exampleMarkdown(name: string, { title, stacks, source }: Example): readonly string[] {
  // Where the fault stands in the source, the templates have nothing to show.
  const sources = Object.entries(source ?? {}).filter(([file]) => /\.[jt]s$/.test(file));
  const shown =
    sources.length > 0
      ? sources.flatMap(([file, text]) => [`\`${file}\``, `\`\`\`ts\n${text.trimEnd()}\n\`\`\``])
      : Object.entries(stacks).flatMap(([stack, content]) => {
          const template = 'template' in content ? content['template'] : content;
          return [`\`${stack}.template.json\``, `\`\`\`json\n${JSON.stringify(template, null, 2)}\n\`\`\``];
        });
  return [`${name}${title === undefined ? '' : ` (${title})`}:`, ...shown];
}
