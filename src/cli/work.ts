/**
 * What most runs are about, from the inputs to the judgement: one module, since a command starts faster from a few large files than from
 * dozens of small ones (`scripts/gather-chunks.mjs`). Other commands, and what is heavy (the SDK, the table renderer, YAML), are loaded
 * where they are needed.
 */
export { audit } from './commands/audit/run.js';
export { demo } from './commands/demo/run.js';
export { showExplanation } from './commands/explain/run.js';
