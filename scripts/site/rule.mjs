// The page of a rule, made of the rule's own file: why, what to do, what is reported and what is not, and what other tools say of the same.
import { otherToolsOf } from './peers.mjs';

const MOST_EXAMPLES = 4;
const code = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

/** @param told what a lint says of an example: its findings. @returns Markdown */
export function ruleMarkdown(rule, { levels, standards, told }) {
  const { id, title, why, remedy, references, options, examples, presets, securitySeverity, table } = rule;
  const [bad] = examples.bad;
  const findings = bad ? told(rule, bad) : [];
  const other = otherToolsOf(id);
  return [
    `# ${id}`,
    `**${title}.**`,
    `Level: ${levels.join(', or ')}. Presets: ${Object.entries(presets ?? {}).map(([name, level]) => `${name} (${level})`).join(', ')}.${securitySeverity === undefined ? '' : ` Security severity: ${securitySeverity}.`}${standards.length > 0 ? ` Standards: ${standards.join(', ')}.` : ''}`,
    '## Why',
    why,
    '## What to do',
    remedy,
    ...(findings.length > 0 ? remedies(findings) : []),
    ...(options ? ['## Options', optionsText(options), 'A rule takes its options with its level, in the configuration:', code('json', optionsExample(id, rule))] : []),
    '## Reported',
    ...exampleList(examples.bad),
    '## Not reported',
    ...exampleList(examples.good),
    '## Suppressing',
    'With a reason, on the construct, in the source above the line, or in the configuration:',
    code('ts', `Validations.of(construct).acknowledge({ id: 'kms-lint::${id}', reason: 'why' });\n// kms-lint-disable-next-line ${id} -- why`),
    code('json', JSON.stringify({ ignores: [{ rule: id, construct: 'Dev/**', reason: 'why' }] }, null, 2)),
    'Every way is listed in [Configuration](configuration.md#findings-that-are-meant-to-stay).',
    ...(other === undefined ? [] : ['## Other tools', other]),
    ...(table ? ['## The reference model', table()] : []),
    ...(references.length > 0 ? ['## References', references.map((url) => `- <${url}>`).join('\n')] : []),
    '',
  ].join('\n\n');
}

/** What a lint says of the first example: its remedy is in the words of the template, or of the source where the fault stands there. */
function remedies(findings) {
  const [{ message, remedy, fix, source }] = findings;
  const where = source ? 'in the source' : 'in CloudFormation';
  return [
    `On the first example below kms-lint says: ${message}`,
    `${where[0].toUpperCase()}${where.slice(1)}: ${remedy}${fix && fix.edits.length > 0 ? ` As a fix: ${fix.title} (${fix.safety}).` : ''}`,
  ];
}

function optionsText({ schema, defaults }) {
  return Object.entries(schema.properties ?? {})
    .map(([name, { description }]) => `- \`${name}\` (default \`${JSON.stringify(defaults[name])}\`): ${description}`)
    .join('\n');
}
const optionsExample = (id, { level, options }) => JSON.stringify({ rules: { [id]: { level, options: options.defaults } } }, null, 2);

/** The first example in full, the others folded. */
function exampleList(examples) {
  const [first, ...more] = examples;
  if (!first) return ['None.'];
  const shown = more.slice(0, MOST_EXAMPLES);
  return [
    ...exampleText(first),
    ...shown.flatMap((example) => [`<details><summary>${inline(example.title ?? 'another')}</summary>`, ...exampleText({ ...example, title: undefined }), '</details>']),
  ];
}
const inline = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);

function exampleText({ title, stacks, source }) {
  // Where the fault stands in the source, the templates have nothing to show.
  const sources = Object.entries(source ?? {}).filter(([file]) => /\.[jt]s$/.test(file));
  return [
    ...(title === undefined ? [] : [`${title[0].toUpperCase()}${title.slice(1)}:`]),
    ...(sources.length > 0
      ? sources.flatMap(([file, text]) => [`\`${file}\``, code('ts', text)])
      : Object.entries(stacks).flatMap(([stack, content]) => [
          `\`${stack}.template.json\``,
          code('json', JSON.stringify('template' in content ? content.template : content, null, 2)),
        ])),
  ];
}
