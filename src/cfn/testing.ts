/** Small programs for tests: stacks out of templates, linked. */
import type { JsonObject } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import { envOf } from './env.js';
import { factsOf } from './template-facts.js';
import { link } from './link.js';

export interface TestStack {
  readonly template: JsonObject;
  readonly env?: readonly [account: string, region: string];
  readonly stage?: string;
  readonly dependsOn?: readonly string[];
  readonly parent?: string;
}

export function stacksOf(given: Readonly<Record<string, TestStack>>): Map<string, TemplateFacts> {
  return new Map(
    Object.entries(given).map(([id, { template, env, stage = 'out', dependsOn = [], parent }]) => [
      id,
      factsOf(template, {
        id,
        stackName: parent === undefined ? id : '',
        name: id,
        stage,
        stagePath: '',
        env: envOf(env?.[0], env?.[1], stage),
        file: `${id}.json`,
        constructPath: id,
        dependsOn: dependsOn.map((to) => ({ to, at: { file: 'manifest.json', pointer: '' } })),
        ...(parent === undefined ? {} : { parent }),
      }),
    ]),
  );
}

/** `B>A import hard yes` */
export function edgesOf(given: Readonly<Record<string, TestStack>>): string[] {
  return link(stacksOf(given)).links.map(
    ({ from, to, kind, hard, certainty }) => `${from}>${to} ${kind} ${hard ? 'hard' : 'soft'} ${certainty}`,
  );
}
