/** One value of package.json says where kms-lint lives, and nothing else does. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeOf, pageOfRule } from './home.js';

const GITHUB = { site: 'https://acme.github.io/kms-lint/', repository: 'https://github.com/Acme/kms-lint', slug: 'Acme/kms-lint' };

describe('where it lives', () => {
  it.each([
    'github:Acme/kms-lint',
    'Acme/kms-lint',
    'https://github.com/Acme/kms-lint',
    'git+https://github.com/Acme/kms-lint.git',
    'ssh://git@github.com/Acme/kms-lint.git',
  ])('%s', (repository) => {
    expect(homeOf({ repository })).toEqual(GITHUB);
    expect(homeOf({ repository: { url: repository } })).toEqual(GITHUB);
  });
  it('a homepage goes before the pages of the repository', () => {
    const home = homeOf({ repository: 'Acme/kms-lint', homepage: 'https://kms-lint.example' });
    expect(home.site).toBe('https://kms-lint.example/');
    expect(pageOfRule('rotation-disabled', home)).toBe('https://kms-lint.example/rules/rotation-disabled.html');
  });
  it.each([{}, { homepage: 'javascript:alert(1)' }, { repository: 'https://gitlab.example/acme/kms-lint' }, { repository: 'a/b/c' }])(
    '%j says nowhere, so that nothing leads anywhere',
    (given) => {
      expect(homeOf(given)).toEqual({});
      expect(pageOfRule('rotation-disabled', homeOf(given))).toBeUndefined();
    },
  );
});

it('no file holds a placeholder for the owner', () => {
  const top = path.resolve(import.meta.dirname, '../..');
  const files = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'package.json', 'action.yml', '.pre-commit-hooks.yaml'];
  const pages = ['docs', 'rules', 'src', 'scripts', 'action'].flatMap((folder) =>
    readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  );
  const texts = [...files, ...pages.filter((file) => /\.(md|html|js|mjs|ts|sh)$/.test(file) && !file.endsWith('home.test.ts'))];
  expect(texts.filter((file) => /\bOWNER\b/.test(readFileSync(path.join(top, file), 'utf8')))).toEqual([]);
});
