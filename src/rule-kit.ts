/** All that a rule imports: a file for each group, and the types. Written up in rules/AUTHORING.md. */
export * from './rule-kit/program.js';
export * from './rule-kit/policy.js';
export * from './rule-kit/values.js';
export * from './rule-kit/words.js';
export * from './rule-kit/fixes.js';

export type { Level } from './types/config.js';
export type { Resource, TemplateFacts } from './types/facts.js';
export type { PlainKey } from './reference/key-usage.js';
export type { Address, Json, JsonObject, Place } from './types/files.js';
export type { Decision, IamPolicy, IneffectiveStatement, KeyPolicy, NotDelegated, Permission, Reason, Refusal } from './types/policy.js';
export type {
  Call,
  Cycle,
  IamAllow,
  Key,
  KeyLookup,
  KeyUse,
  Link,
  MisnamedKey,
  Program,
  RoleOrUser,
  TemplateCycle,
} from './types/program.js';
export type { AnyRule, Edit, Example, ExampleStack, Fix, Report, Rule } from './types/rule.js';
export type { PolicyPlace, PrincipalElement, RequestPrincipal, Statement } from './types/statement.js';
export type { Answer, Env, Fact, ResourceId, Scenario, StackId, Sym, Text, Value } from './types/values.js';
export type { ImportedKey } from './types/program.js';
export type { KeyName } from './types/values.js';
export type { HeldPolicy, RequiredAccess, RoleAccess, RolePolicies, ServiceAccess } from './types/required-access.js';
export type { Lack } from './app/may-use.js';
export type { May } from './app/may-on.js';
export type { Access, AccessRow, ActionGroup, PrincipalAccess } from './types/access.js';
