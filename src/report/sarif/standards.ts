/** The published lists that rules refer to, as taxonomies of SARIF and as the tags that GitHub filters by. */
import type { ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent, ToolComponentReference } from 'sarif';
import type { AnyRule, Standards } from '../../types/rule.js';

/** One list. `ids` says what a rule names of it; `tag` is how GitHub shows that. */
interface List {
  readonly name: string;
  readonly version?: string;
  readonly organization: string;
  readonly text: string;
  readonly uri: string;
  readonly ids: (standards: Standards) => readonly string[];
  readonly tag: (id: string) => string;
  /** What stands behind an id: its own title, and where it can be read. */
  readonly taxon: (id: string) => { readonly title?: string; readonly uri: string };
}

/** Titles as MITRE gives them. https://cwe.mitre.org/data/index.html */
const WEAKNESSES: Readonly<Record<string, string>> = {
  'CWE-269': 'Improper Privilege Management',
  'CWE-441': "Unintended Proxy or Intermediary ('Confused Deputy')",
  'CWE-732': 'Incorrect Permission Assignment for Critical Resource',
};
/**
 * Titles as AWS gives them, with the recommendation of CIS that KMS.4 stands for.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html
 */
const CONTROLS_PAGE = 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html';
const CONTROLS: Readonly<Record<string, string>> = {
  'KMS.1': 'IAM customer managed policies should not allow decryption actions on all KMS keys',
  'KMS.2': 'IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys',
  'KMS.4': 'AWS KMS key rotation should be enabled',
  'KMS.5': 'KMS keys should not be publicly accessible',
};
const controlAt = (id: string): string => `${CONTROLS_PAGE}#${id.toLowerCase().replace('.', '-')}`;
const RECOMMENDATIONS: Readonly<Record<string, string>> = { '3.6': 'Ensure rotation for customer-created symmetric CMKs is enabled' };

const titled = (titles: Readonly<Record<string, string>>, id: string): { readonly title?: string } =>
  titles[id] === undefined ? {} : { title: titles[id] };

const LISTS: readonly List[] = [
  {
    name: 'CWE',
    organization: 'MITRE',
    text: 'The Common Weakness Enumeration',
    uri: 'https://cwe.mitre.org/',
    ids: ({ cwe = [] }) => cwe.map((number) => `CWE-${number}`),
    tag: (id) => `external/cwe/${id.toLowerCase()}`,
    taxon: (id) => ({ ...titled(WEAKNESSES, id), uri: `https://cwe.mitre.org/data/definitions/${id.slice('CWE-'.length)}.html` }),
  },
  {
    name: 'AWS Security Hub',
    organization: 'Amazon Web Services',
    text: 'The controls of AWS Security Hub',
    uri: CONTROLS_PAGE,
    ids: ({ securityHub = [] }) => securityHub,
    tag: (id) => `security-hub/${id}`,
    taxon: (id) => ({ ...titled(CONTROLS, id), uri: controlAt(id) }),
  },
  {
    name: 'CIS AWS Foundations Benchmark',
    version: '5.0.0',
    organization: 'Center for Internet Security',
    text: 'The CIS Amazon Web Services Foundations Benchmark',
    uri: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html',
    ids: ({ cis = [] }) => cis,
    tag: (id) => `cis-aws/${id}`,
    taxon: (id) => ({
      ...titled(RECOMMENDATIONS, id),
      uri: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html',
    }),
  },
  // Of these two the page of Security Hub's controls says which of them a control of its own stands for ("Related requirements").
  {
    name: 'NIST SP 800-53',
    version: '5',
    organization: 'National Institute of Standards and Technology',
    text: 'Security and Privacy Controls for Information Systems and Organizations',
    uri: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
    ids: ({ nist = [] }) => nist,
    tag: (id) => `nist-800-53/${id}`,
    taxon: () => ({ uri: CONTROLS_PAGE }),
  },
  {
    name: 'PCI DSS',
    version: '4.0.1',
    organization: 'PCI Security Standards Council',
    text: 'The Payment Card Industry Data Security Standard',
    uri: 'https://www.pcisecuritystandards.org/document_library/',
    ids: ({ pci = [] }) => pci,
    tag: (id) => `pci-dss/${id}`,
    taxon: () => ({ uri: CONTROLS_PAGE }),
  },
];

/** A number of a list, and the page that says that the fault is this one. */
export interface Requirement {
  readonly id: string;
  readonly source: string;
}

/**
 * What the lists besides CWE say of a rule, in the order of the columns of rules/README.md. Which requirements of NIST and PCI a control
 * of Security Hub stands for, is said where that control is described.
 */
export function requirementsOf({ standards = {} }: AnyRule): readonly (readonly Requirement[])[] {
  const [control] = standards.securityHub ?? [];
  return LISTS.filter(({ name }) => name !== 'CWE').map(({ ids, taxon }) =>
    ids(standards).map((id) => {
      const { uri } = taxon(id);
      return { id, source: uri === CONTROLS_PAGE && control !== undefined ? controlAt(control) : uri };
    }),
  );
}

/** The tags of a rule: `external/cwe/cwe-441`, which GitHub shows as a weakness. */
export function standardTags({ standards = {} }: AnyRule): readonly string[] {
  return LISTS.flatMap((list) => list.ids(standards).map(list.tag));
}

export interface Taxonomies {
  /** `run.taxonomies`, and what the driver says that it supports; only lists that a rule names. */
  readonly components: readonly ToolComponent[];
  readonly references: readonly ToolComponentReference[];
  /** `relationships` of a rule. */
  readonly of: (rule: AnyRule) => readonly ReportingDescriptorRelationship[];
}

export function taxonomiesOf(rules: readonly AnyRule[]): Taxonomies {
  const named = LISTS.map((list) => ({
    list,
    ids: [...new Set(rules.flatMap(({ standards = {} }) => list.ids(standards)))].sort(),
  })).filter(({ ids }) => ids.length > 0);
  const references = named.map(({ list }, index) => ({ name: list.name, index }));
  return {
    components: named.map(({ list, ids }) => componentOf(list, ids)),
    references,
    of: ({ standards = {} }) =>
      named.flatMap(({ list, ids }, index) =>
        list.ids(standards).map((id) => ({
          target: { id, index: ids.indexOf(id), toolComponent: { name: list.name, index } },
          kinds: ['relevant'],
        })),
      ),
  };
}

function componentOf({ name, version, organization, text, uri, taxon }: List, ids: readonly string[]): ToolComponent {
  const taxa = ids.map((id): ReportingDescriptor => {
    const { title, uri: helpUri } = taxon(id);
    return { id, ...(title === undefined ? {} : { shortDescription: { text: `${title}.` } }), helpUri };
  });
  return {
    name,
    ...(version === undefined ? {} : { version }),
    organization,
    shortDescription: { text: `${text}.` },
    informationUri: uri,
    isComprehensive: false,
    taxa,
  };
}
