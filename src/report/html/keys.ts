/** The keys of the page: what the policy of each comes to, who may do what by it, and what uses the key. */
import type { Answer } from '../../types/values.js';
import type { ImportedKeyAccess, KeyAccess, KeyUsers } from '../../types/report.js';
import { BY_DEFAULT, nameOfKey, VERDICTS } from '../access.js';
import { counted, locationText } from '../summary.js';
import { markup, type Markup, type MarkupPart } from './markup.js';

/** The kinds of things that a principal may do, as the columns of the table. */
const GROUPS: readonly (readonly [group: string, heading: string])[] = [
  ['policy', 'change the policy'],
  ['administer', 'administer'],
  ['use', 'use'],
  ['grant', 'create grants'],
  ['read', 'read settings'],
];
const SAID: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: 'not known' };

/** @param findings the ids of the findings about the key. @param isOpen whether it is unfolded */
export function keySection(key: KeyAccess, id: string, findings: readonly string[], isOpen: boolean): Markup {
  const verdicts = VERDICTS.map(([name, says]) => {
    const { answer, because } = key.verdicts[name];
    const isUsual = answer === BY_DEFAULT[name];
    const reasons = isUsual
      ? []
      : because.map(({ says: reason, at }) => markup`<li>${reason} <span class="place">${locationText(at)}</span></li>`);
    return markup`<dt>${says}</dt>
      <dd>
        ${isUsual ? SAID[answer] : markup`<strong>${SAID[answer]}</strong>`}${
          reasons.length > 0
            ? markup`<ul>
                ${reasons}
              </ul>`
            : ''
        }
      </dd>`;
  });
  return folded(
    id,
    nameOfKey(key),
    isOpen,
    [markup` <span class="place">${key.file}</span>`, badges(key), findingsBadge(findings.length)],
    [
      findings.length > 0
        ? markup`<p>Findings: ${findings.map((finding, index) => markup`${index > 0 ? ', ' : ''}<a href="#${finding}">${index + 1}</a>`)}</p>`
        : undefined,
      VERDICTS.every(([name]) => key.verdicts[name].answer === BY_DEFAULT[name])
        ? markup`<p>As by default: the account's IAM policies decide.</p>`
        : markup`<dl>${verdicts}</dl>`,
      principals(key),
      services(key),
      users(key),
    ],
  );
}

export function importedKeySection(key: ImportedKeyAccess, id: string, isOpen: boolean): Markup {
  const where = [key.account, key.region].filter((one) => one !== '').join(', ');
  return folded(
    id,
    key.name,
    isOpen,
    [markup` <span class="badge">imported</span>`],
    [markup`<p class="dim">Others own this key (${where}); its policy is not in the app.</p>`, users(key)],
  );
}

function folded(id: string, name: string, isOpen: boolean, beside: readonly MarkupPart[], inside: readonly MarkupPart[]): Markup {
  const open = isOpen ? markup` open="open"` : '';
  return markup`<details class="key" id="${id}" ${open}>
    <summary>
      <h3>${name}</h3>
      ${beside}
    </summary>
    <div>${inside}</div>
  </details> `;
}

function badges({ verdicts }: KeyAccess): MarkupPart {
  const bad = [
    ...(verdicts.public.answer === 'yes' ? ['public'] : []),
    ...(verdicts.manageable.answer === 'no' ? ['nobody can manage it'] : []),
  ];
  return bad.map((says) => markup`<span class="badge bad">${says}</span>`);
}

const findingsBadge = (number: number): MarkupPart =>
  number === 0 ? undefined : markup`<span class="badge open">${counted(number, 'finding')}</span>`;

function principals({ principals: all }: KeyAccess): Markup {
  if (all.length === 0) return markup`<p>The policy lets nobody in.</p>`;
  const rows = all.map((one) => {
    const cells = GROUPS.map(([group]) => {
      const answer = one.may[group] ?? 'no',
        ways = (one.conditions[group] ?? []).map((keys) => keys.join(', '));
      const says = answer === 'no' ? '–' : `${SAID[answer]}${one.byIam.includes(group) ? ', by IAM' : ''}`;
      return markup`<td>${says}${answer !== 'no' && ways.length > 0 ? markup`<small>if ${ways.join(' or ')}</small>` : ''}</td>`;
    });
    return markup`<tr>
      <td class="name">${one.name}</td>
      ${cells}
    </tr>`;
  });
  const heads = ['whom the policy names', ...GROUPS.map(([, heading]) => heading)].map((head) => markup`<th scope="col">${head}</th>`);
  return markup`<h4>Who may do what</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="Who may do what">
      <table>
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function services({ services: names, foreignAccounts, iamAllows }: KeyAccess): MarkupPart {
  const foreign = foreignAccounts.map(({ name, foreign: answer, organizations }) => {
    const notes = [...organizations, ...(answer === 'unknown' ? ['not known'] : [])];
    return `${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['services', names],
    ['other accounts', foreign],
    ['let in by IAM', iamAllows.map(({ name, actions }) => `${name} (${actions.join(', ')})`)],
  ];
  const shown = rows.filter(([, all]) => all.length > 0);
  return shown.length === 0
    ? undefined
    : markup`<dl>
        ${shown.map(
          ([says, all]) =>
            markup`<dt>${says}</dt>
              <dd>${all.join(', ')}</dd>`,
        )}
      </dl>`;
}

function users({ uses, users: needed }: KeyUsers): MarkupPart {
  const certain = new Map<string, boolean>();
  for (const one of uses) certain.set(one.resource, one.certain || certain.get(one.resource) === true);
  const encrypted = [...certain].map(([resource, sure]) => markup`<li>${resource}${sure ? '' : ' (not known)'}</li>`);
  const rows = needed.map(
    ({ name, kind, can, missing, targets }) =>
      markup`<tr>
        <td class="name">${name}</td>
        <td>${kind}</td>
        <td>${targets.join(', ')}</td>
        <td>
          ${can === 'no' ? markup`<strong>no</strong>` : SAID[can]}${missing.length > 0 ? markup`<small>lacks ${missing.join(', ')}</small>` : ''}
        </td>
      </tr>`,
  );
  return [
    encrypted.length > 0
      ? markup`<h4>Encrypts</h4>
          <ul>
            ${encrypted}
          </ul>`
      : undefined,
    rows.length > 0
      ? markup`<h4>Who must use it</h4>
          <div class="scroll" tabindex="0" role="region" aria-label="Who must use it">
            <table>
              <thead>
                <tr>
                  <th scope="col">who</th>
                  <th scope="col">kind</th>
                  <th scope="col">for</th>
                  <th scope="col">may</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
      : undefined,
  ];
}
