/** What the package exports, frozen: scripts and rules of users rest on it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import * as index from './index.js';
import * as kit from './rule-kit.js';
import * as tester from './rule-tester.js';

const top = path.resolve(import.meta.dirname, '..');

it('the library, the rule kit and the rule tester export these names and no others', () => {
  expect(Object.keys(index).sort()).toEqual(['lint', 'report', 'rulePage', 'rules', 'rulesPage']);
  expect(Object.keys(tester).sort()).toEqual(['CONTRACT', 'breachesOf', 'filesOf', 'fixExample', 'runRule']);
  expect(Object.keys(kit).sort()).toMatchInlineSnapshot(`
    [
      "addStatement",
      "and",
      "answerOf",
      "arnOf",
      "booleanFact",
      "defineRule",
      "denying",
      "detailOf",
      "enumerated",
      "groupOf",
      "iamAllowsBeside",
      "inScenarios",
      "inside",
      "items",
      "keyActionsOf",
      "keyArn",
      "keyNamed",
      "letIamDecide",
      "letsDeployer",
      "literal",
      "logicalIdOf",
      "mayOn",
      "member",
      "nameOf",
      "not",
      "numberFact",
      "or",
      "plainKey",
      "printText",
      "referenceFix",
      "relatedTo",
      "removeProperty",
      "removeStatement",
      "roleMay",
      "roleNamed",
      "rolesOf",
      "rootTrustFix",
      "sameEnv",
      "sameText",
      "say",
      "scenariosOfKey",
      "serviceMay",
      "setProperty",
      "spareThem",
      "stackIdOf",
      "statementName",
      "stringOf",
      "text",
      "textOf",
      "whileBothExist",
    ]
  `);
});

it('the JSON report of the demo keeps its schema', () => {
  const result = index.lint({ paths: [path.join(top, 'fixtures/assemblies/demo/cdk.out')], root: top });
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(path.join(top, 'schema/report.schema.json'), 'utf8')) as object,
  );
  expect(validate(JSON.parse(index.report('json', result))), JSON.stringify(validate.errors)).toBe(true);
});

it('the manifest of the package names files that are there', () => {
  const { files, bin, license } = JSON.parse(readFileSync(path.join(top, 'package.json'), 'utf8')) as {
    files: string[];
    bin: Record<string, string>;
    license: string;
  };
  expect(license).toBe('Apache-2.0');
  for (const file of [...files.filter((name) => !/^!?dist\b/.test(name)), ...Object.values(bin), 'LICENSE'])
    expect(() => readFileSync(path.join(top, file))).not.toThrow(/ENOENT/);
});
