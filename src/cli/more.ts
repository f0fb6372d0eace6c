/** The commands beside lint: the second bundle, loaded when one of them is named. */
import type { Command } from './command.js';
import { accessCommand } from './commands/access.js';
import { explainCommand } from './commands/explain.js';
import { rulesCommand } from './commands/rules.js';

export const commands: readonly Command[] = [accessCommand, explainCommand, rulesCommand];
