/** What a key of others is called: by its name, or by where the deployment takes it from. */
import { objectOf } from '../core/json.js';
import { onlySymbol, printText } from '../core/text.js';
import type { ImportedKey, Program } from '../types/program.js';
import { say } from './say.js';

const messages = {
  parameter: 'the key in the SSM parameter {name}',
  export: 'the key of the export {name}',
} as const;

/** `arn:aws:kms:…:key/…`, `the key in the SSM parameter /shared/key`, `the key of the export SharedKeyArn`. */
export function importedKeyName({ name }: Pick<ImportedKey, 'name'>, { stacks }: Pick<Program, 'stacks'>): string {
  const symbol = onlySymbol(name);
  if (symbol?.of === 'import') return say(messages.export, { name: symbol.name });
  if (symbol?.of !== 'parameter') return printText(name);
  const { Type: type, Default: value } = objectOf(stacks.get(symbol.scope)?.parameters[symbol.name]);
  const isOfSsm = typeof type === 'string' && type.startsWith('AWS::SSM::Parameter::Value');
  return isOfSsm && typeof value === 'string' ? say(messages.parameter, { name: value }) : printText(name);
}
