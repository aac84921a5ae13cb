/** All commands, in the order of the help. */
import { auditCommand } from './audit.js';
import { collectCommand } from './collect.js';
import type { Command } from './define-command.js';
import { demoCommand } from './demo.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { inventoryCommand } from './inventory.js';
import { mergeCommand } from './merge.js';
import { policyCommand } from './policy.js';
import { rulesCommand } from './rules.js';

export const commands: readonly Command[] = [
  auditCommand,
  explainCommand,
  diffCommand,
  collectCommand,
  mergeCommand,
  inventoryCommand,
  demoCommand,
  rulesCommand,
  policyCommand,
];
