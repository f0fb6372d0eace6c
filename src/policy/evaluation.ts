/**
 * One content of a key policy, read once, with every answer that it gives: each is worked out when first asked for. Its places are
 * relative.
 */
import type { Access } from '../types/access.js';
import type {
  Decision,
  IneffectiveStatement,
  NotDelegated,
  PolicySize,
  Reason,
  Refusal,
  Request,
  Verdicts,
  WrittenPolicy,
} from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import { answerTo } from './access.js';
import { ineffectiveStatements } from './dead.js';
import { readStatements, type Reading } from './document.js';
import { prepare, type Prepared } from './evaluate.js';
import { namedPrincipals, type NamedPrincipal } from './named.js';
import { crossAccountAccess, publicAccess, triedByStrangers, type Tried } from './outside.js';
import { contentsOf, type Side } from './same-access.js';
import type { KeyFacts, PolicyScope } from './scope.js';
import { accessOf, NOTHING } from './table/access-table.js';
import { notDelegated } from './undelegated.js';
import { policySize, refusals } from './validity.js';
import { LazyDecision } from './verdict.js';
import { durable, fullRootTrust, manageable, management, type Management } from './verdicts.js';

/** The scope of a key's policy: what the key is, is known as far as its template shows it. */
export type KeyScope = PolicyScope & { readonly key: KeyFacts };

export class Evaluation {
  readonly scope: KeyScope;
  readonly reading: Reading;
  readonly prepared: Prepared;
  /** Private, so that the answers come also to those who freeze what they are given. */
  readonly #policy: WrittenPolicy;
  readonly #known = new Map<string, unknown>();

  /** @param policy with relative places */
  constructor(policy: WrittenPolicy, scope: KeyScope) {
    this.scope = scope;
    this.#policy = policy;
    const reading = readStatements(policy, scope),
      prepared = prepare(reading.statements, scope);
    this.reading = reading;
    // No statement of what KMS refuses is a reason for anything.
    this.prepared = reading.is === 'read' ? prepared : { ...prepared, written: [] };
  }

  get statements(): readonly Statement[] {
    return this.reading.statements;
  }
  get refusals(): readonly Refusal[] {
    return this.#once('refusals', () => refusals(this.reading, this.#policy.document));
  }
  get size(): PolicySize {
    return this.#once('size', () => policySize(this.#policy.document));
  }
  get ineffective(): readonly IneffectiveStatement[] {
    return this.#once('ineffective', () => ineffectiveStatements(this.statements, this.scope, this.scope.key));
  }
  get notDelegated(): NotDelegated {
    return this.#once('notDelegated', () => notDelegated(this.prepared, this.scope.key));
  }
  get access(): Access {
    return this.#once('access', () => (this.reading.is === 'refused' ? NOTHING : accessOf(this.prepared, this.scope.key)));
  }
  /** Undefined where KMS refuses it. */
  get side(): Side | undefined {
    if (this.reading.is === 'refused') return undefined;
    return this.#once('side', () => ({ prepared: this.prepared, contents: contentsOf(this.#policy, this.reading.value) }));
  }

  decide(request: Request): Decision {
    return this.#unlessRefused(() => answerTo(request, this.prepared));
  }

  verdict(name: keyof Verdicts): Decision {
    return this.#once(name, () => this.#unlessRefused(() => this.#judge(name)));
  }

  #judge(name: keyof Verdicts): Decision {
    switch (name) {
      case 'rootTrust':
        return this.#management.rootTrust;
      case 'fullRootTrust':
        return fullRootTrust(this.prepared);
      case 'manageable':
        return manageable(this.#management);
      case 'durable':
        return durable(this.#management);
      case 'public':
        return publicAccess(this.prepared, this.#strangers);
      case 'crossAccount':
        return crossAccountAccess(this.prepared, this.#strangers, this.#named);
    }
  }

  get #management(): Management {
    return this.#once('management', () => management(this.prepared, () => this.#named));
  }
  get #named(): readonly NamedPrincipal[] {
    return this.#once('named', () => namedPrincipals(this.statements, this.scope));
  }
  get #strangers(): Tried {
    return this.#once('strangers', () => triedByStrangers(this.prepared));
  }

  /** A policy that KMS refuses lets nobody do anything. */
  #unlessRefused(decide: () => Decision): Decision {
    const { reading } = this;
    if (reading.is === 'read') return decide();
    return new LazyDecision('no', () => reading.refusals.map((refusal): Reason => ({ kind: 'refused', at: refusal.at, refusal })));
  }

  #once<T>(name: string, find: () => T): T {
    const known = this.#known.get(name);
    if (known !== undefined) return known as T;
    const found = find();
    this.#known.set(name, found);
    return found;
  }
}
