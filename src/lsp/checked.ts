/** A lint of one app, as an editor shows it. */
import path from 'node:path';
import { nearestTo } from '../core/inside.js';
import { examine } from '../lint/lint.js';
import type { Examined } from '../lint/lint.js';
import type { AnyRule } from '../types/rule.js';
import { locationText } from '../report/summary.js';
import type { FixSetup } from './actions.js';
import { shownOf, type Shown } from './diagnostics.js';
import type { Texts } from './texts.js';

/** What is linted of an app, as `kms-lint` in its folder would. */
export interface Setup extends FixSetup {
  /** The files that the answer depends on beside the sources: manifests, the configuration, the baseline. */
  readonly watched: readonly string[];
}

export interface Checking {
  /** Rejects where the configuration is wrong. */
  readonly setup: () => Promise<Setup>;
  /** Whether a file is of the workspace: of others nothing is told. */
  readonly isShown: (file: string) => boolean;
  /** The texts, from when a file's app was synthesized. */
  readonly texts: (made: (file: string) => number | undefined) => Texts;
  readonly link: (rule: AnyRule) => string | undefined;
}

/** What a check came to. setup: undefined where the configuration is wrong. fault: why not all could be linted. */
export interface Checked {
  readonly setup: Setup | undefined;
  readonly texts: Texts;
  readonly shown: readonly Shown[];
  /** Whether there was something to lint. */
  readonly linted: boolean;
  readonly fault?: string;
  /** How long it took, in milliseconds. */
  readonly took: number;
}

/** @param told says a fault of the configuration in words @param clock milliseconds */
export async function check(
  { setup: find, isShown, texts: textsOf, link }: Checking,
  told: (error: unknown) => string,
  clock: () => number,
): Promise<Checked> {
  const from = clock();
  const nothing = { setup: undefined, texts: textsOf(() => undefined), shown: [], linted: false };
  try {
    const setup = await find();
    const texts = textsOf(synthesizedAt(setup));
    const examined = examine({ ...setup.input, files: texts.now, moved: texts.moved });
    const shown = shownOf(examined, isShown, link);
    const fault = faultOf(examined);
    return {
      setup,
      texts,
      shown,
      linted: examined.result.summary.stacks > 0,
      ...(fault === undefined ? {} : { fault }),
      took: clock() - from,
    };
  } catch (error) {
    return { ...nothing, fault: told(error).trim(), took: clock() - from };
  }
}

/** When the app that a file belongs to was synthesized: that of the nearest folder above it. */
function synthesizedAt({ input: { files, paths } }: Setup): (file: string) => number | undefined {
  const apps = paths.map((dir) => ({ home: path.dirname(dir), made: files.modified(path.join(dir, 'manifest.json')) })),
    nearest = nearestTo(apps),
    innermost = apps.toSorted((a, b) => b.home.length - a.home.length)[0];
  return (file) => (nearest(file) ?? innermost)?.made;
}

function faultOf({ result: { problems } }: Examined): string | undefined {
  const fatal = problems.filter(({ weight }) => weight === 'fatal');
  return fatal.length === 0 ? undefined : fatal.map(({ at, message }) => (at ? `${locationText(at)}: ${message}` : message)).join('\n');
}
