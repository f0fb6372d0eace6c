/** What a rule says of itself, as SARIF carries it: why, what to do, and one bad and one good example as the templates that they are. */
import type { AnyRule, Example } from '../types.js';

export interface RuleHelp {
  readonly text: string;
  readonly markdown: string;
}

export function ruleHelp({ title, why, remedy, references, examples }: AnyRule): RuleHelp {
  const [bad] = examples.bad,
    [good] = examples.good,
    todo = `What to do: ${remedy}`;
  const markdown = [
    `**${title}.** ${why}`,
    `**What to do.** ${remedy}`,
    ...(bad ? exampleMarkdown('Reported', bad) : []),
    ...(good ? exampleMarkdown('Not reported', good) : []),
    ...(references.length > 0 ? [references.map((url) => `- <${url}>`).join('\n')] : []),
  ];
  return { text: [`${title}. ${why}`, todo, ...references].join('\n\n'), markdown: markdown.join('\n\n') };
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
