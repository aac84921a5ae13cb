/**
 * What the commands do that need no account: one module, since a command starts faster from a few large files than from dozens of
 * small ones. What is heavy (the SDK, the table renderer, YAML) is loaded from inside, where it is needed.
 */
export { audit } from './commands/audit/run.js';
export { demo } from './commands/demo/run.js';
export { showExplanation } from './commands/explain/run.js';
export { mergeToFile } from './commands/merge/run.js';
export { showDiff } from './commands/diff/run.js';
export { writeConfiguration } from './commands/init/run.js';
export { showRules } from './commands/rules/run.js';
export { writeInventory } from './commands/inventory/run.js';
export { showFix } from './commands/fix/run.js';
export { showSetup } from './commands/generate/run.js';
