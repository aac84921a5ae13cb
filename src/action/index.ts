import { main } from './main.js';

// Paths in inputs, and in what is written, are relative to the repository's root.
const workspace = process.env['GITHUB_WORKSPACE'] ?? '';
if (workspace !== '') process.chdir(workspace);

process.exitCode = await main(process.env, (text) => process.stdout.write(text));
