/**
 * What the commands do that need no account: one module, since a command starts faster from a few large files than from dozens of
 * small ones. What is heavy (the SDK, the table renderer, YAML) is loaded from inside, where it is needed.
 */
export { audit } from './audit-inputs.js';
export { demo } from './demo-estate.js';
export { explainObject } from './explain-object.js';
export { mergeToFile } from './merge-to-file.js';
export { showDiff } from './show-diff.js';
export { showRules } from './show-rules.js';
export { writeInventory } from './write-inventory.js';
