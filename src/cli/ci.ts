/** What a CI system says in its environment, and where it wants to be told. */
import type { Files } from '../types/files.js';
import type { Streams } from './command.js';

export interface Ci {
  readonly name: 'github' | 'gitlab';
  /** The file that the job's summary is written to. */
  readonly summaryFile?: string;
  /** The address of a line of a file at the commit that is built. */
  readonly link?: (file: string, line: number) => string;
  /** Whether a SARIF can go to code scanning, which makes annotations of its own. */
  readonly uploads: boolean;
}

/** https://docs.github.com/en/actions/reference/variables-reference and https://docs.gitlab.com/ci/variables/predefined_variables/ */
export function ciOf(env: Streams['env'], files: Pick<Files, 'read'>): Ci | undefined {
  if (env['GITHUB_ACTIONS'] === 'true') {
    const { GITHUB_STEP_SUMMARY: summaryFile, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
    const base = server !== undefined && repository !== undefined && sha !== undefined ? `${server}/${repository}/blob/${sha}` : undefined;
    const uploads = canUpload(env, files);
    return { name: 'github', uploads, ...(summaryFile ? { summaryFile } : {}), ...(base === undefined ? {} : { link: linkBelow(base) }) };
  }
  if (env['GITLAB_CI'] === 'true') {
    const { CI_PROJECT_URL: project, CI_COMMIT_SHA: sha } = env;
    const base = project !== undefined && sha !== undefined ? `${project}/-/blob/${sha}` : undefined;
    return { name: 'gitlab', uploads: false, ...(base === undefined ? {} : { link: linkBelow(base) }) };
  }
  return undefined;
}

/** Private repositories need a licence for code scanning; pull requests from forks and of Dependabot have no right to write. */
function canUpload(
  { GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: name, GITHUB_ACTOR: actor }: Streams['env'],
  files: Pick<Files, 'read'>,
): boolean {
  const event = eventOf(file === undefined ? undefined : files.read(file));
  const head = event.pull_request?.head?.repo?.full_name;
  const isForeign = actor === 'dependabot[bot]' || (head !== undefined && head !== name);
  return event.repository?.private !== true && !isForeign;
}

/** What of the event matters here; empty where it cannot be read. */
interface GithubEvent {
  readonly repository?: { readonly private?: boolean };
  readonly pull_request?: { readonly head?: { readonly repo?: { readonly full_name?: string } | null } };
}
function eventOf(bytes: Uint8Array | undefined): GithubEvent {
  try {
    return (JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) ?? {}) as GithubEvent;
  } catch {
    return {};
  }
}

function linkBelow(base: string): (file: string, line: number) => string {
  return (file, line) => `${base}/${file.split('/').map(encodeSegment).join('/')}#L${line}`;
}

/** Brackets and parentheses would end a link of Markdown. */
const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[()!*']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
