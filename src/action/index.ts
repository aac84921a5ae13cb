import { main } from './main.js';

process.exitCode = await main(process.env, {
  print: (text) => process.stdout.write(text),
  workingDirectory: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
});
