/** All commands, in the order of the help. */
import { auditCommand } from './commands/audit/definition.js';
import { collectCommand } from './commands/collect/definition.js';
import type { Command } from './parser/define-command.js';
import { demoCommand } from './commands/demo/definition.js';
import { fixCommand } from './commands/fix/definition.js';
import { generateCommand } from './commands/generate/definition.js';
import { diffCommand } from './commands/diff/definition.js';
import { explainCommand } from './commands/explain/definition.js';
import { inventoryCommand } from './commands/inventory/definition.js';
import { mergeCommand } from './commands/merge/definition.js';
import { policyCommand } from './commands/policy/definition.js';
import { completionCommand } from './commands/completion/definition.js';
import { initCommand } from './commands/init/definition.js';
import { rulesCommand } from './commands/rules/definition.js';

export const commands: readonly Command[] = [
  auditCommand,
  explainCommand,
  fixCommand,
  generateCommand,
  diffCommand,
  collectCommand,
  mergeCommand,
  inventoryCommand,
  demoCommand,
  rulesCommand,
  policyCommand,
  initCommand,
  completionCommand(() => commands),
];
