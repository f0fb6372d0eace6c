/**
 * Where kms-lint lives on the web, by the one value that its owner sets: `repository` in package.json, and `homepage` where the pages stand
 * elsewhere than on the repository's own GitHub Pages. Without it nothing leads anywhere.
 */
import { load } from './lazy.js';

export interface Home {
  /** Of the pages of docs/, with a slash at its end. */
  readonly site?: string;
  /** Of the repository on the web. */
  readonly repository?: string;
  /** `owner/name` on GitHub. */
  readonly slug?: string;
}

interface Package {
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
}

/** @param given the fields of a package.json, as npm takes them: `github:owner/name`, `owner/name`, or an address of Git */
export function homeOf({ homepage, repository }: Package): Home {
  const written = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const [, owner, name] = /^(?:(?:github:)?|(?:git\+)?(?:https|ssh|git):\/\/(?:git@)?github\.com\/)([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(written) ?? [];
  const pages = owner === undefined || name === undefined ? undefined : `https://${owner.toLowerCase()}.github.io/${name}/`;
  const site = homepage !== undefined && /^https:/.test(homepage) && URL.canParse(homepage) ? homepage.replace(/\/*$/, '/') : pages;
  return {
    ...(site === undefined ? {} : { site }),
    ...(owner === undefined || name === undefined ? {} : { repository: `https://github.com/${owner}/${name}`, slug: `${owner}/${name}` }),
  };
}

export const HOME = homeOf(load('kms-lint/package.json') as Package);

/** The page of a built-in rule. */
export const pageOfRule = (id: string, { site }: Home = HOME): string | undefined => (site === undefined ? undefined : `${site}rules/${id}.html`);
