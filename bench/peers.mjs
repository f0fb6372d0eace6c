// Other tools that read templates, as far as npm serves them: installed in a folder of the system's, outside the project, when first asked for.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { node } from './measure.mjs';

const VERSIONS = {
  '@cdklabs/cdk-validator-cfnguard': '0.0.62',
  '@eslint/json': '2.1.1',
  'aws-cdk-lib': '2.276.0',
  constructs: '10.8.1',
  eslint: '10.15.0',
};

/** Three rules about keys, as a team would write them for ESLint's reader of JSON. */
const ESLINT = `
import json from '@eslint/json';
const members = (node) => Object.fromEntries((node?.members ?? []).map(({ name, value }) => [name.value ?? name.name, value]));
const onKeys = (check) => ({
  create: (context) => ({
    Object(node) {
      const { Type, Properties } = members(node);
      if (Type?.value === 'AWS::KMS::Key') check(members(Properties), node, (at, message) => context.report({ loc: at.loc, message }));
    },
  }),
});
const statements = ({ KeyPolicy }) => (members(KeyPolicy).Statement?.elements ?? []).map(({ value }) => members(value));
export default [
  {
    files: ['**/*.json'],
    language: 'json/json',
    plugins: {
      json,
      keys: {
        rules: {
          rotation: onKeys((key, node, report) => key.EnableKeyRotation?.value === true || report(node, 'The key is not rotated.')),
          wildcard: onKeys((key, node, report) => {
            for (const { Effect, Principal } of statements(key))
              if (Effect?.value === 'Allow' && (Principal?.value === '*' || members(Principal).AWS?.value === '*')) report(node, 'Anybody may use the key.');
          }),
          root: onKeys((key, node, report) => {
            const policy = statements(key);
            if (policy.length > 0 && !policy.some(({ Action }) => Action?.value === 'kms:*')) report(node, 'Nobody may manage the key.');
          }),
        },
      },
    },
    rules: { 'keys/rotation': 'error', 'keys/wildcard': 'error', 'keys/root': 'error' },
  },
];
`;

/** What aws-cdk-lib runs at each synthesis, on templates that lie there. */
const VALIDATOR = `
const { readdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const { CompositeEngine, TemplateFile } = createRequire(require.resolve('aws-cdk-lib'))('@aws/cloudformation-validate');
const engine = new CompositeEngine();
for (const file of readdirSync(process.argv[2])) if (file.endsWith('.template.json')) engine.validateTemplate(new TemplateFile(process.argv[2] + '/' + file), { detailLevel: 'STANDARD' });
`;

/**
 * @param folder where they are, or are put
 * @returns for a folder of templates the commands, as inTurn takes them
 */
export function peers(folder) {
  if (!existsSync(path.join(folder, 'node_modules/eslint'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
  }
  const config = path.join(folder, 'eslint.config.mjs'),
    validator = path.join(folder, 'validate.cjs'),
    guard = path.join(folder, 'node_modules/@cdklabs/cdk-validator-cfnguard');
  writeFileSync(config, ESLINT);
  writeFileSync(validator, VALIDATOR);
  const system = process.platform === 'darwin' ? 'macos' : 'ubuntu',
    machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64',
    program = readdirSync(path.join(guard, 'bin', system, machine))[0];
  return (templates) => [
    {
      name: `eslint ${VERSIONS.eslint}, three rules`,
      command: node(path.join(folder, 'node_modules/eslint/bin/eslint.js'), '--no-config-lookup', '--config', config, '*.template.json'),
      // It looks at no file outside the folder in which it runs.
      cwd: templates,
    },
    {
      name: 'cfn-guard 3.1, three files of rules for KMS',
      command: [
        path.join(guard, 'bin', system, machine, program),
        'validate',
        '--rules',
        path.join(guard, 'rules/control-tower/cfn-guard/keymanagementservice'),
        '--data',
        templates,
        // As we write it; what it prints for people takes a hundred times as long.
        ...['--structured', '--output-format', 'sarif', '--show-summary', 'none'],
      ],
      most: 19,
    },
    { name: `CDK's validator (aws-cdk-lib ${VERSIONS['aws-cdk-lib']})`, command: node(validator, templates) },
  ];
}
