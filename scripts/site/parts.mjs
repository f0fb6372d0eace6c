// The generated parts of the pages of Markdown: each stands between two comments of its name, and is written anew by `npm run docs`.
import { peersTable } from './peers.mjs';

const partOf = (name) => new RegExp(`(<!-- ${name}:[^>]*-->\\n)[^]*?(<!-- /${name} -->)`);

/** @param texts the text of each part by its name. @returns the page with the parts that it has */
export function withParts(page, texts) {
  return Object.entries(texts).reduce((all, [name, text]) => all.replace(partOf(name), (_, before, after) => `${before}\n${text}\n${after}`), page);
}

/** How others refer to this repository, by the one value of package.json; where that is not set, a copy beside the app is meant. */
export function homeParts({ slug, repository }, version) {
  const block = (text) => `\`\`\`yaml\n${text}\`\`\`\n`;
  const use = slug === undefined ? './kms-lint   # a checkout of the repository of kms-lint in this folder' : `${slug}@v${version}`;
  return {
    action: block(`      - uses: ${use}\n        with: { paths: cdk.out, fail-on: error }\n`),
    'pre-commit': block(
      `- repo: ${repository ?? '../kms-lint   # a clone of the repository of kms-lint'}\n  rev: v${version}\n  hooks: [{ id: kms-lint }]\n`,
    ),
    tools: peersTable(),
  };
}
