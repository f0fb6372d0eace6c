/** Reads a cloud assembly: the manifest, its stacks, and the nested assemblies of its Stages, whatever the version of the schema. */
import { objectOf } from '../core/json.js';
import { pointerStep } from '../core/pointer.js';
import path from 'node:path';
import type { Address, Files, Json, JsonObject } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { decode, readJson } from '../core/read-json.js';

/** A stack as the manifest describes it. */
export interface StackArtifact {
  readonly id: string;
  readonly artifactId: string;
  readonly stackName: string;
  readonly displayName: string;
  /** The folder of the manifest that lists it: the same for all stacks of one Stage. */
  readonly stage: string;
  readonly stagePath: string;
  /** Undefined for a template by itself. */
  readonly manifestFile: string | undefined;
  readonly templateFile: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly dependsOn: readonly { readonly to: string; readonly at: Address }[];
  readonly executionRole: string | undefined;
  /** Where the construct metadata is: a file of its own since aws-cdk-lib 2.246, in the manifest before. */
  readonly metadataFile: string | undefined;
  readonly manifestMetadata: Json | undefined;
  readonly assetManifests: readonly string[];
}
export interface Assembly {
  readonly dir: string;
  readonly stacks: readonly StackArtifact[];
  /** The look-ups that had no answer. */
  readonly missing: readonly { readonly json: Json; readonly at: Address }[];
  readonly flags: JsonObject;
  readonly problems: readonly Problem[];
}

const string = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);

const SYNTH_FAILED = 'the synthesis may have failed: run `npx cdk synth` and look at its error';

/** CDK leaves the name of the error of a failed synthesis in error.txt (aws-cdk-lib 2.276); of a cycle kms-lint can say more. */
function synthFailed(files: Files, dir: string): string {
  const bytes = files.read(path.join(dir, 'error.txt')),
    error = bytes === undefined ? '' : (decode(bytes).trim().split(/\r?\n/)[0] ?? '').trim().slice(0, LONGEST_ERROR);
  if (error === '') return SYNTH_FAILED;
  const more = /DependencyCycle|cyclic reference/.test(error)
    ? 'run `npx cdk synth 2> synth.log`, then `kms-lint explain --log synth.log`, which says what makes the cycle'
    : 'run `npx cdk synth` and look at its error';
  return `the synthesis failed with "${error}" (error.txt): ${more}`;
}
const LONGEST_ERROR = 200;

/** Reads the assembly in a folder. Its faults are Problems; what can be read is read. */
export function readAssembly(files: Files, dir: string): Assembly {
  const stacks: StackArtifact[] = [],
    missing: { readonly json: Json; readonly at: Address }[] = [],
    problems: Problem[] = [],
    flags: Record<string, Json> = {};
  const seen = new Set<string>();
  const visit = (folder: string, stagePath: string): void => {
    const manifestFile = path.join(folder, 'manifest.json'),
      real = files.realpath(folder) ?? folder;
    if (seen.has(real)) return;
    seen.add(real);
    if (files.read(manifestFile) === undefined) {
      const message = files.realpath(folder)
        ? `there is no cloud assembly (manifest.json) and no template in the folder: ${synthFailed(files, folder)}`
        : `${/[*?[{]/.test(folder) ? 'nothing matches this pattern' : 'there is no such file or folder'}: run \`npx cdk synth\` first, or name the folder that it writes to`;
      problems.push({ weight: 'fatal', message, at: { file: folder } });
      return;
    }
    const read = readJson(files, manifestFile);
    if ('problem' in read) {
      problems.push(read.problem);
      return;
    }
    const manifest = objectOf(read.json),
      artifacts = objectOf(manifest['artifacts']);
    if (Array.isArray(manifest['missing']))
      for (const [index, json] of (manifest['missing'] as readonly Json[]).entries())
        missing.push({ json, at: { file: manifestFile, pointer: `/missing/${index}` } });
    const fault = (message: string): void => {
      problems.push({ weight: 'fatal', message, at: { file: manifestFile } });
    };
    const within = (name: string, what: string): string | undefined => {
      const file = path.resolve(folder, name),
        inside = (base: string, target: string): boolean => {
          const to = path.relative(base, target);
          return !to.startsWith('..') && !path.isAbsolute(to);
        };
      const target = files.realpath(file);
      if (!inside(path.resolve(dir), file) || (target !== undefined && !inside(files.realpath(dir) ?? dir, target))) {
        fault(`the manifest names ${name} as ${what}, which is outside the assembly; it was not read`);
        return undefined;
      }
      return path.join(folder, name);
    };
    for (const [artifactId, json] of Object.entries(artifacts)) {
      const artifact = objectOf(json),
        properties = objectOf(artifact['properties']),
        type = artifact['type'];
      if (type === 'cdk:cloud-assembly') {
        const name = string(properties['directoryName']),
          folderOfStage = name === undefined ? undefined : within(name, 'a nested assembly');
        if (folderOfStage !== undefined) visit(folderOfStage, string(properties['displayName']) ?? (name ?? '').replace(/^assembly-/, ''));
      } else if (type === 'cdk:feature-flag-report') Object.assign(flags, objectOf(properties['flags']));
      else if (type === 'aws:cloudformation:stack') {
        const name = string(properties['templateFile']),
          templateFile = name === undefined ? undefined : within(name, `the template of ${artifactId}`);
        if (name === undefined) fault(`the stack ${artifactId} names no template`);
        if (templateFile !== undefined)
          stacks.push(stackArtifact(artifactId, artifact, artifacts, { folder, stagePath, manifestFile, templateFile }));
      }
    }
  };
  visit(dir, '');
  if (problems.length === 0 && stacks.length === 0)
    problems.push({
      weight: 'fatal',
      message: `${path.join(dir, 'manifest.json')} lists no stack: ${synthFailed(files, dir)}`,
      at: { file: path.join(dir, 'manifest.json') },
    });
  return { dir, stacks, missing, flags, problems };
}

function stackArtifact(
  artifactId: string,
  artifact: JsonObject,
  artifacts: JsonObject,
  where: { readonly folder: string; readonly stagePath: string; readonly manifestFile: string; readonly templateFile: string },
): StackArtifact {
  const { folder, stagePath, manifestFile, templateFile } = where;
  const properties = objectOf(artifact['properties']);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(string(artifact['environment']) ?? '') ?? [];
  const metadataFile = string(artifact['additionalMetadataFile']);
  const dependencies = (Array.isArray(artifact['dependencies']) ? artifact['dependencies'] : []) as readonly Json[];
  const isStack = (id: string): boolean => objectOf(artifacts[id])['type'] === 'aws:cloudformation:stack';
  return {
    id: `${folder}#${artifactId}`,
    artifactId,
    stage: folder,
    stagePath,
    manifestFile,
    templateFile,
    stackName: string(properties['stackName']) ?? artifactId,
    displayName: string(artifact['displayName']) ?? artifactId,
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    dependsOn: dependencies.flatMap((id, i) =>
      typeof id === 'string' && isStack(id)
        ? [{ to: `${folder}#${id}`, at: { file: manifestFile, pointer: `/artifacts/${pointerStep(artifactId)}/dependencies/${i}` } }]
        : [],
    ),
    executionRole: string(properties['cloudFormationExecutionRoleArn']),
    metadataFile: metadataFile === undefined ? undefined : path.join(folder, metadataFile),
    manifestMetadata: artifact['metadata'],
    assetManifests: [...dependencies, `${artifactId}.assets`]
      .flatMap((id) => {
        const asset = typeof id === 'string' ? objectOf(artifacts[id]) : {},
          file = string(objectOf(asset['properties'])['file']);
        return asset['type'] === 'cdk:asset-manifest' && file !== undefined ? [path.join(folder, file)] : [];
      })
      .filter((file, i, all) => all.indexOf(file) === i),
  };
}

/**
 * The template file of an AWS::CloudFormation::Stack: by the asset path that the CLI writes, else by the hash at the end of TemplateURL,
 * which is the object key in the asset manifest; for a template by itself, by the path that TemplateURL is before it is packaged.
 */
export function nestedTemplateFile(
  files: Files,
  stack: Pick<StackArtifact, 'assetManifests' | 'templateFile' | 'manifestFile'>,
  resource: JsonObject,
): string | undefined {
  const folder = path.dirname(stack.templateFile),
    assetPath = string(objectOf(resource['Metadata'])['aws:asset:path']);
  const exists = (name: string): string | undefined => {
    const file = path.join(folder, path.basename(name));
    return files.read(file) ? file : undefined;
  };
  if (assetPath !== undefined) return exists(assetPath);
  const url = objectOf(resource['Properties'])['TemplateURL'];
  // What `aws cloudformation package` uploads is written as a path.
  if (stack.manifestFile === undefined && typeof url === 'string' && /^[^:]+\.(json|ya?ml|template)$/i.test(url) && !path.isAbsolute(url)) {
    const file = path.join(folder, url);
    return files.read(file) ? file : undefined;
  }
  const key = /([0-9a-f]{16,}(?:\.[\w.]+)?)(?:"|$)/.exec(JSON.stringify(url ?? ''))?.[1];
  if (key === undefined) return undefined;
  for (const manifest of stack.assetManifests) {
    const read = readJson(files, manifest);
    for (const asset of Object.values(objectOf('json' in read ? objectOf(read.json)['files'] : undefined))) {
      const source = string(objectOf(objectOf(asset)['source'])['path']);
      if (
        source !== undefined &&
        Object.values(objectOf(objectOf(asset)['destinations'])).some((to) => string(objectOf(to)['objectKey'])?.endsWith(key))
      )
        return exists(source);
    }
  }
  return undefined;
}
