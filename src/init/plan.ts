/** What `kms-lint init` writes into a project: the configuration, and the CI job that fits it. */
import path from 'node:path';
import { CONFIG_NAMES } from '../config/find.js';
import type { Files } from '../types/files.js';
import { githubMatrix } from './github-matrix.js';
import { githubWorkflow, WORKFLOW_FILE } from './github.js';
import { gitlabMatrix } from './gitlab-matrix.js';
import { gitlabJob, INCLUDE, JOB_FILE, PIPELINE_FILE } from './gitlab.js';
import type { Project } from './project.js';

/** A file, its path relative to the top; `kept` says why one that is there stays as it is. */
export type Planned = { readonly file: string; readonly text: string } | { readonly file: string; readonly kept: string };

const CONFIG_FILE = 'kms-lint.config.json';

/** @param matrix whether each app gets a job of its own, and one more looks between the apps */
export function planOf(files: Files, project: Project, version: string, matrix = false): readonly Planned[] {
  const { top, ci } = project;
  const isThere = (file: string): boolean => files.realpath(path.join(top, file)) !== undefined;
  const planned = (file: string, text: string): Planned => (isThere(file) ? { file, kept: 'it is there already' } : { file, text });
  const config = CONFIG_NAMES.find(isThere);
  const jobs =
    ci === 'github'
      ? [planned(WORKFLOW_FILE, (matrix ? githubMatrix : githubWorkflow)(project, version))]
      : [planned(JOB_FILE, (matrix ? gitlabMatrix : gitlabJob)(project, version)), pipeline(isThere, files, top)];
  return [config === undefined ? { file: CONFIG_FILE, text: configText() } : { file: config, kept: 'it is there already' }, ...jobs];
}

/** A pipeline that is there is not edited: what to add is said. */
function pipeline(isThere: (file: string) => boolean, files: Files, top: string): Planned {
  if (!isThere(PIPELINE_FILE)) return { file: PIPELINE_FILE, text: INCLUDE };
  const text = Buffer.from(files.read(path.join(top, PIPELINE_FILE)) ?? []).toString('utf8');
  const kept = text.includes(JOB_FILE) ? 'it includes the job already' : `add to it:\n\n${INCLUDE}`;
  return { file: PIPELINE_FILE, kept };
}

function configText(): string {
  const config = { $schema: './node_modules/kms-lint/schema/config.schema.json', presets: ['recommended'], failOn: 'error' };
  return `${JSON.stringify(config, null, 2).replace('[\n    "recommended"\n  ]', '["recommended"]')}\n`;
}
