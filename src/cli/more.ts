/** The second bundle: what a lint does not need. The commands beside it, loaded when one of them is named, and the fixes. */
import type { Command } from './command.js';
import { accessCommand } from './commands/access.js';
import { completionCommand } from './commands/completion.js';
import { explainCommand } from './commands/explain.js';
import { graphCommand } from './commands/graph.js';
import { initCommand } from './commands/init.js';
import { lintCommand } from './commands/lint.js';
import { linkCommand } from './commands/link.js';
import { lspCommand } from './commands/lsp.js';
import { newRuleCommand } from './commands/new-rule.js';
import { rulesCommand } from './commands/rules.js';

const named: readonly Command[] = [
  initCommand,
  accessCommand,
  explainCommand,
  graphCommand,
  linkCommand,
  rulesCommand,
  newRuleCommand,
  lspCommand,
];
export { fixAndReport } from './fixing.js';
export { suppressAndReport } from './suppressing.js';

export const commands: readonly Command[] = [...named, completionCommand([lintCommand, ...named])];
