/** The properties of a key and their values as the app writes them: in a template, with CDK's CfnKey, or with its Key. */
import { lowerFirst } from '../core/first-letter.js';
import { objectOf } from '../core/json.js';
import type { Key, Program } from '../types/program.js';
import { isWrittenByHand } from './trust.js';

/** Who writes a key: a template, or a construct of CDK; Key has enumerations where CfnKey takes texts. */
type Writer = 'template' | 'CfnKey' | 'Key';

/** @example const write = keyProperties(key, program); write.name('KeySpec') // keySpec */
export interface KeyProperties {
  /** `keySpec` for KeySpec. */
  readonly name: (property: string) => string;
  /** `kms.KeySpec.RSA_2048` for the RSA_2048 of KeySpec. */
  readonly value: (property: string, value: string) => string;
  /** The same of several, of which one is to be chosen. */
  readonly oneOf: (property: string, values: readonly string[]) => string;
}

/** The enumerations of aws-cdk-lib/aws-kms: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms-readme.html. */
const ENUMERATIONS: readonly string[] = ['KeySpec', 'KeyUsage'];
/** Above this the enumeration is written once for all. */
const FEW = 2;

export function keyProperties(key: Pick<Key, 'stack' | 'resource'>, program: Pick<Program, 'stacks'>): KeyProperties {
  return propertiesFor(writerOf(key, program));
}

function propertiesFor(writer: Writer): KeyProperties {
  const isEnumeration = (property: string): boolean => writer === 'Key' && ENUMERATIONS.includes(property);
  const value = (property: string, written: string): string => (isEnumeration(property) ? `kms.${property}.${written}` : written);
  return {
    name: (property) => (writer === 'template' ? property : lowerFirst(property)),
    value,
    oneOf: (property, values) =>
      values.length <= FEW
        ? values.map((one) => value(property, one)).join(' or ')
        : isEnumeration(property)
          ? `one of kms.${property}: ${values.join(', ')}`
          : `one of ${values.join(', ')}`,
  };
}

/** As a template writes them. */
export const AS_IN_TEMPLATE: KeyProperties = propertiesFor('template');

function writerOf(key: Pick<Key, 'stack' | 'resource'>, program: Pick<Program, 'stacks'>): Writer {
  if (isWrittenByHand(key, program)) return 'template';
  const path = objectOf(key.resource.metadata)['aws:cdk:path'];
  // The L2 construct names the resource inside it so; without a path it is the construct that nearly all apps use.
  return typeof path === 'string' && !path.endsWith('/Resource') ? 'CfnKey' : 'Key';
}
