/** The facts of one template: what is kept of it after it is parsed. */
import type { Address, Json, JsonObject } from './files.js';
import type { Env, ResourceId, StackId, Sym, Text } from './values.js';

export interface Resource {
  readonly id: ResourceId;
  readonly stack: StackId;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  readonly condition?: string;
  readonly deletionPolicy?: Json;
  readonly updateReplacePolicy?: Json;
  readonly metadata?: Json;
  readonly at: Address;
}

/** What a physical name is the name of. */
export type NamedKind = 'role' | 'user' | 'policy' | 'alias' | 'bucket' | 'topic' | 'queue' | 'function' | 'secret' | 'parameter';

/** A thing that a template creates under a name of its own choice. */
export interface Named {
  readonly kind: NamedKind;
  readonly logicalId: string;
  /** As its resource is told the name. */
  readonly name: Text;
  /** The path before the name of a role, user or policy: `/` where there is none. */
  readonly path?: Text;
  /** Of an SSM parameter: what it holds. */
  readonly value?: Text;
  readonly at: Address;
  readonly conditional: boolean;
}

/** What one template asks of another, found in it; the other end is looked for by the linker. */
export type ExternalReference = ValueReference | OutputReference | WrittenName;

interface Asked {
  readonly name: Text;
  readonly at: Address;
  /** It stands under a condition that only the deployment decides. */
  readonly conditional: boolean;
}

/** The value of an export, of a cross-Region export of CDK's, of a parameter of SSM. */
export interface ValueReference extends Asked {
  readonly kind: 'import' | 'cross-region-export' | 'ssm-parameter';
  /** What folding makes of it where the other end is not known. */
  readonly symbol?: Sym;
}

/** Fn::GetStackOutput. name: the stack's. A part is undefined where it cannot be known. */
export interface OutputReference extends Asked {
  readonly kind: 'stack-output';
  readonly output?: string;
  readonly region?: Text;
  readonly account?: Text;
  readonly symbol?: Sym;
}

/** A thing by its name, as a property or a key policy spells it out. */
export interface WrittenName extends Asked {
  readonly kind: 'physical-name' | 'key-policy-principal';
  /** Of a name that is no ARN: what it must be the name of. */
  readonly of?: NamedKind;
  /** Somebody looks whether the thing is there when the stack is deployed, and stops where it is not. */
  readonly hard: boolean;
}

/** A reference from one resource of a template to another that lies on a cycle of such references. */
export interface Reference {
  /** Logical ids. */
  readonly from: string;
  readonly to: string;
  readonly kind: 'reference' | 'depends-on';
  /** Of Fn::GetAtt: the attribute. */
  readonly attribute?: string;
  readonly at: Address;
  /** The conditions under which it is there. */
  readonly when: readonly { readonly condition: string; readonly is: boolean }[];
}

/** What is kept of one template after it is parsed: plain, serialisable data. The template itself is dropped. */
export interface TemplateFacts {
  readonly id: StackId;
  /**
   * As CloudFormation calls it: the target of Fn::GetStackOutput. '' for nested stacks, and for templates by themselves, where nobody knows
   * it.
   */
  readonly stackName: string;
  /** As people call it: the artifact's display name, `Dev/Keys`; the name of a template by itself without its ending. */
  readonly name: string;
  /** The folder of the manifest that lists it: the same for all stacks of one Stage of one assembly. Of a template by itself, its file. */
  readonly stage: string;
  /** The construct path of the Stage; '' for the App. */
  readonly stagePath: string;
  readonly env: Env;
  readonly file: string;
  /** The construct path of the stack, `Dev/Keys`; construct paths of resources start with it. */
  readonly constructPath: string;
  /** Stacks that the manifest says must be deployed first. */
  readonly dependsOn: readonly { readonly to: StackId; readonly at: Address }[];
  /** Of a nested stack: the AWS::CloudFormation::Stack resource that makes it. */
  readonly parent?: ResourceId;
  readonly resources: readonly Resource[];
  /** The resources that name a KMS key, reach an encrypted resource, or may: only those properties of theirs are kept that tell it. */
  readonly consumers: readonly Resource[];
  /** The types of all resources by logical id, also of those that are not kept. */
  readonly types: Readonly<Record<string, string>>;
  readonly exports: readonly { readonly name: Text; readonly value: Text; readonly at: Address; readonly conditional: boolean }[];
  readonly outputs: Readonly<Record<string, { readonly value: Text; readonly at: Address }>>;
  readonly executionRole?: Text;
  readonly externalReferences: readonly ExternalReference[];
  /** What it creates under names that others can know. */
  readonly named: readonly Named[];
  /** The references between its resources that go round in a cycle: none in a template that can be deployed. */
  readonly cyclicReferences: readonly Reference[];
  /** Where properties of its resources hold CDK's made-up key id. */
  readonly placeholders: readonly Address[];
  readonly parameters: JsonObject;
  readonly conditions: JsonObject;
  readonly mappings: JsonObject;
  /** The Metadata of the template itself. */
  readonly metadata?: Json;
  readonly counts: { readonly resources: number; readonly keys: number };
}
