/**
 * Proves fixes of the source before they are written: in a copy of the project the app is synthesized without and with them, in each
 * configuration.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readAssembly } from '../assembly/assembly.js';
import { objectOf } from '../core/json.js';
import { copyProject, projectFiles, type ProjectCopy } from '../files/project-copy.js';
import { fix, type FixOptions, type FixResult } from '../fix/fix.js';
import { encoded, type ChangedFile } from '../fix/overlay.js';
import type { Plan } from '../fix/plan.js';
import { faultIn, readSynthesized, staleFor, type Fault, type Synthesized } from '../fix/proof.js';
import { identityOf } from '../fix/verify.js';
import { isInside } from '../core/inside.js';
import type { LintInput } from '../lint/lint.js';
import type { Synth } from '../types/config.js';
import type { Files } from '../types/files.js';
import { synthesize } from './synthesize.js';

export interface Proving {
  readonly input: LintInput;
  readonly options: FixOptions;
  readonly configurations: (assembly: string) => readonly Synth[];
  /** Of one command of a synthesis. */
  readonly seconds: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shows what is being done. */
  readonly progress: (what: string) => void;
}
export interface Proved {
  readonly result: FixResult;
  /** How the fixes of the source were proved: in how many configurations, or why not at all; undefined where there are none. */
  readonly proof: { readonly configurations: number } | { readonly why: string } | undefined;
}

/** The fixes that hold what they promise; the others are left, with the reason. */
export async function proved(proving: Proving): Promise<Proved> {
  const { input, options } = proving;
  const result = fix(input, options);
  if (!needsProof(result)) return { result, proof: undefined };
  const app = appOf(result);
  if ('why' in app) return { result, proof: app };
  let copy: ProjectCopy | undefined;
  try {
    proving.progress('copying the project');
    copy = copyOf(app.home, input.files);
    return await provedIn(copy, app, result, proving);
  } catch (error) {
    if (copy !== undefined || !isOfFiles(error)) throw error;
    return { result, proof: { why: `the project cannot be copied (${error.code})` } };
  } finally {
    copy?.close();
  }
}

const isOfFiles = (error: unknown): error is { readonly code: string } => typeof (error as { readonly code?: unknown }).code === 'string';
const needsProof = ({ plans }: FixResult): boolean => plans.some(({ target }) => target !== 'template');

interface AppPlace {
  /** The folder of cdk.json. */
  readonly home: string;
  /** The assembly that was linted. */
  readonly dir: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** The one app whose source is changed. */
function appOf({ plans, app }: FixResult): AppPlace | { readonly why: string } {
  const { loaded, evidence } = app.examined;
  const files = plans.filter(({ target }) => target !== 'template').flatMap(({ patches }) => patches.map(({ file }) => file));
  const dirs = loaded.assemblies.map(({ dir }) => dir);
  const touched = dirs.filter((dir) => files.length === 0 || files.some((file) => isInside(dir, file)));
  const [dir, more] = touched;
  if (dir === undefined || more !== undefined) return { why: 'the fixes are for more than one assembly: fix one of them at a time' };
  const { home } = evidence.tree(dir);
  if (home === undefined) return { why: 'there is no cdk.json beside the assembly or above it' };
  const one = (values: readonly (string | undefined)[]): string | undefined => {
    const known = new Set(values.filter((value) => value !== undefined));
    return known.size === 1 ? [...known][0] : undefined;
  };
  const artifacts = [...loaded.artifacts.values()];
  return {
    home: path.resolve(home),
    dir,
    account: one(artifacts.map(({ account }) => account)),
    region: one(artifacts.map(({ region }) => region)),
  };
}

/** In a repository all of it, since an app may need what lies beside it: what git tracks, and what it does not ignore. */
function copyOf(home: string, files: Files): ProjectCopy {
  const git = (...args: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', args, { cwd: home, encoding: 'utf8', maxBuffer: 1 << 28 });
    return status === 0 ? stdout : undefined;
  };
  const top = git('rev-parse', '--show-toplevel')?.trim();
  const listed = top === undefined ? undefined : git('-C', top, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  if (top === undefined || listed === undefined) return copyProject(home, projectFiles(home), undefined);
  // The answers to look-ups are part of the app, even where git ignores them.
  const answers = path.relative(path.resolve(top), path.join(home, 'cdk.context.json'));
  const names = new Set(listed.split('\0').filter((name) => name !== ''));
  if (files.realpath(path.join(home, 'cdk.context.json')) !== undefined) names.add(answers);
  return copyProject(path.resolve(top), [...names], git('rev-parse', '--absolute-git-dir')?.trim());
}

async function provedIn(copy: ProjectCopy, app: AppPlace, first: FixResult, proving: Proving): Promise<Proved> {
  const { input, options, env, seconds, progress } = proving;
  const home = copy.at(app.home);
  const all: readonly Synth[] = [{}, ...proving.configurations(app.dir)];
  let runs = 0;
  const synthesized = async (configuration: Synth, words: string): Promise<Synthesized | { readonly why: string }> => {
    const out = copy.out(`cdk.out.${++runs}`);
    progress(words);
    const why = await synthesize(input.files, { home, out, configuration, account: app.account, region: app.region, env, seconds });
    const lacks = why ?? unanswered(input.files, out);
    return lacks === undefined ? readSynthesized(input, out, app.dir, home) : { why: lacks };
  };
  const before: Synthesized[] = [];
  for (const [index, configuration] of all.entries()) {
    const made = await synthesized(
      configuration,
      `synthesizing the app as it is${index === 0 ? '' : ` (configuration ${index} of synth)`}`,
    );
    // What is not synthesized without context may be by one of the configurations.
    if ('why' in made && (index > 0 || all.length === 1)) return { result: first, proof: made };
    if (!('why' in made)) before.push(made);
  }
  const configurations = all.slice(all.length - before.length);
  const stale = before.map((one) => staleFor(first.app, one, first.plans));
  const own = stale.reduce((best, plans, index) => (plans.length < (stale[best]?.length ?? 0) ? index : best), 0);
  const refused = new Map(options.refused);
  const refuse = (plan: Plan, why: string): void => {
    for (const finding of plan.findings) refused.set(identityOf(finding), why);
  };
  for (const plan of stale[own] ?? []) refuse(plan, STALE);

  /** What is wrong with these fixes together. */
  const faultOf = async (result: FixResult): Promise<Fault | undefined> => {
    write(copy, result.changes);
    try {
      for (const [index, was] of before.entries()) {
        const is = await synthesized(
          configurations[index] ?? {},
          `synthesizing the fixed app${index === 0 ? '' : ` (configuration ${index + 1} of ${before.length})`}`,
        );
        if ('why' in is) return { why: `the changed source is not synthesized: ${is.why}` };
        const expected = new Set(result.after.result.findings.map(identityOf));
        const fault = faultIn(was, is, result.plans, index === own ? expected : undefined);
        if (fault)
          return index === own
            ? fault
            : { ...fault, why: `${fault.why}, in another configuration (${nameOf(configurations[index] ?? {})})` };
      }
      return undefined;
    } finally {
      restore(copy, result.changes);
    }
  };
  /** Without those to blame: each half of the fixes by itself, down to single ones. */
  const sift = async (plans: readonly Plan[]): Promise<void> => {
    const ids = new Set(plans.flatMap(({ findings }) => findings.map(identityOf)));
    const result = fix(input, {
      ...options,
      refused,
      wanted: (finding) => options.wanted?.(finding) !== false && ids.has(identityOf(finding)),
    });
    if (!needsProof(result)) return;
    const fault = await faultOf(result);
    if (!fault) return;
    const [only] = result.plans;
    if (fault.plan) refuse(fault.plan, fault.why);
    else if (result.plans.length === 1 && only) refuse(only, fault.why);
    else {
      const middle = Math.ceil(result.plans.length / 2);
      await sift(result.plans.slice(0, middle));
      await sift(result.plans.slice(middle));
      return;
    }
    await sift(result.plans.filter((plan) => !plan.findings.some((finding) => refused.has(identityOf(finding)))));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = fix(input, { ...options, refused });
    if (!needsProof(result)) return { result, proof: undefined };
    const fault = await faultOf(result);
    if (!fault) return { result, proof: { configurations: before.length } };
    if (fault.plan) refuse(fault.plan, fault.why);
    else {
      const known = refused.size;
      await sift(result.plans);
      // Each is right by itself, but not all together.
      if (refused.size === known) for (const plan of result.plans.slice(1)) refuse(plan, fault.why);
      if (refused.size === known) for (const plan of result.plans) refuse(plan, fault.why);
    }
  }
  const result = fix(input, { ...options, refused, wanted: () => false });
  return { result, proof: undefined };
}

/** What CDK would look up in an account, and then synthesize the app once more: as a sentence's end. */
function unanswered(files: Files, out: string): string | undefined {
  const { missing } = readAssembly(files, out);
  const [first] = missing.map(({ json }) => objectOf(json)['key']);
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return missing.length === 0
    ? undefined
    : `the app needs what is not in cdk.context.json (${typeof first === 'string' ? first : 'a look-up'}${more}): run \`npx cdk synth\` with credentials first`;
}

const ROUNDS = 20;
const STALE =
  'the source does not give what was linted: run `npx cdk synth`, then fix; an app that is synthesized with context or variables of its own needs them in `synth` of the configuration';

const nameOf = ({ context = {}, env = {} }: Synth): string =>
  [...Object.entries(context), ...Object.entries(env)]
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ') || 'without context';

function write(copy: ProjectCopy, changes: readonly ChangedFile[]): void {
  for (const { file, after, bytes } of changes) copy.write(file, encoded(after, bytes));
}
function restore(copy: ProjectCopy, changes: readonly ChangedFile[]): void {
  for (const { file, bytes } of changes) copy.write(file, bytes);
}
