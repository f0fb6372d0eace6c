/** The text of the file of facts of an app that was linted. */
import { openLocator } from '../assembly/locate.js';
import { readTemplate } from '../assembly/read-template.js';
import { appFacts, printFacts } from '../facts/write.js';
import type { Files } from '../types/files.js';
import type { Examined } from './lint.js';

/** @param root what files are relative to in it; what lies elsewhere is told relative to the folder of its assembly */
export function factsText({ result, loaded, evidence }: Examined, files: Files, root: string): string {
  const { own, artifacts } = loaded,
    places = openLocator(files);
  return printFacts(
    appFacts({
      stacks: [...own.values()],
      tool: result.tool,
      root,
      template({ file }) {
        const read = readTemplate(files, file);
        return 'problem' in read ? { template: {}, text: '' } : read;
      },
      constructPath(facts, logicalId) {
        const artifact = artifacts.get(facts.id);
        return artifact && evidence.constructPath(facts, artifact, logicalId);
      },
      source(facts, constructPath) {
        const artifact = artifacts.get(facts.id);
        return artifact && evidence.source(artifact, constructPath, undefined, undefined);
      },
      text: (file) => files.read(file),
      position: (at) => places.position(at),
    }),
  );
}
