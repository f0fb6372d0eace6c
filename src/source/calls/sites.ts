/** The places in a file that may change the policy of a key: calls by the names of its methods, whatever they are called on. */
import type * as t from '@babel/types';
import { isMember, plainName } from './nodes.js';
import type { Syntax } from './syntax.js';

export interface CallSite {
  readonly method: string;
  /** What it is called on. */
  readonly receiver: t.Node;
  readonly name: t.Node;
  readonly call: t.CallExpression | t.OptionalCallExpression;
  readonly in: Syntax;
}

const METHOD =
  /^(addToResourcePolicy|addAlias|grant|grant(Decrypt|Encrypt|EncryptDecrypt|Admin|GenerateMac|VerifyMac|Sign|Verify|SignVerify))$/;
/** The methods of `key.grants`. */
const FACADE = /^(actions|admin|decrypt|encrypt|encryptDecrypt|generateMac|verifyMac|sign|verify|signVerify)$/;
const MENTIONED = /\.\s*(addToResourcePolicy|addAlias|grants?\w*)\b|\['(addTo|grant)|\bKeyGrants\b/;

/** Whether a text may hold one: asked before anything is parsed. */
export const mayHaveSites = (text: string): boolean => MENTIONED.test(text);

export function sitesIn(syntax: Syntax): readonly CallSite[] {
  return syntax.calls.flatMap((call) => (call.type === 'NewExpression' ? [] : (siteAt(call, syntax) ?? [])));
}

function siteAt(call: CallSite['call'], syntax: Syntax): CallSite | undefined {
  const { callee } = call;
  if (!isMember(callee)) return undefined;
  const { object, property, computed } = callee;
  const method = plainName(property, computed) ?? '';
  const site = { name: property, call, in: syntax };
  if (METHOD.test(method)) return { ...site, method, receiver: object };
  if (!FACADE.test(method)) return undefined;
  const receiver = keyOfFacade(object);
  return receiver && { ...site, method: `grants.${method}`, receiver };
}

/** The key in `key.grants` and in `KeyGrants.fromKey(key)`. */
function keyOfFacade(object: t.Node): t.Node | undefined {
  if (isMember(object)) return plainName(object.property, object.computed) === 'grants' ? object.object : undefined;
  if (object.type !== 'CallExpression' || !isMember(object.callee)) return undefined;
  const { callee } = object;
  const holder = isMember(callee.object) ? callee.object.property : callee.object;
  return plainName(callee.property) === 'fromKey' && plainName(holder) === 'KeyGrants' ? object.arguments[0] : undefined;
}
