/** The rules as SARIF lists them: what GitHub shows beside an alert, and by which it sorts and filters. */
import type { ReportingDescriptor } from 'sarif';
import type { AnyRule } from '../../types/rule.js';
import type { Level } from '../../types/config.js';
import { ruleAddress } from '../rule-address.js';
import { ruleHelp } from '../rule-help.js';
import { sentence } from './message.js';
import { standardTags, type Taxonomies } from './standards.js';

/**
 * GitHub refuses longer texts, and keeps the first tags.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const LONGEST_NAME = 255;
const LONGEST_TEXT = 1024;
const MOST_TAGS = 10;

const PROBLEM_SEVERITY: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

/** @param unsure whether the run shows findings of the rule that are only possible: GitHub sorts by precision. */
export function descriptor(rule: AnyRule, taxonomies: Taxonomies, unsure: boolean): ReportingDescriptor {
  const { id, title, why, level, securitySeverity } = rule;
  const helpUri = ruleAddress(rule);
  const relationships = taxonomies.of(rule);
  return {
    id,
    name: limited(pascalCase(id), LONGEST_NAME),
    shortDescription: { text: limited(sentence(title)) },
    fullDescription: { text: limited(sentence(why)) },
    help: ruleHelp(rule),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level },
    ...(relationships.length > 0 ? { relationships: [...relationships] } : {}),
    properties: {
      tags: tagsOf(rule),
      precision: unsure ? 'medium' : 'very-high',
      'problem.severity': PROBLEM_SEVERITY[level],
      ...(securitySeverity === undefined ? {} : { 'security-severity': securitySeverity }),
    },
  };
}

/** `security` makes it a security alert; the rest are for filters. */
function tagsOf(rule: AnyRule): string[] {
  const tags = [...(rule.securitySeverity === undefined ? [] : ['security']), ...standardTags(rule), ...(rule.tags ?? [])];
  return [...new Set(tags)].slice(0, MOST_TAGS);
}

const pascalCase = (id: string): string =>
  id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** As long as GitHub takes. */
export const limited = (text: string, length = LONGEST_TEXT): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
