/**
 * The built command, run many times in one process: `node warm-command.mjs ENTRY REQUESTS REPLIES`. A request is a line of JSON
 * (`{ args, cwd, environment, input }`) in the pipe REQUESTS, a reply a line in REPLIES (`{ status, stdout, stderr }`). Ends when nobody can
 * write requests any more.
 */
import { openSync, readSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const [entry, requestPath, replyPath] = process.argv.slice(2);
const requests = openSync(requestPath, 'r');
const replies = openSync(replyPath, 'w');
const buffer = Buffer.alloc(1 << 16);
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);

/** @returns null at the end */
function nextLine() {
  const parts = [];
  for (;;) {
    const count = readSync(requests, buffer);
    if (count === 0) return null;
    const part = Buffer.from(buffer.subarray(0, count));
    parts.push(part);
    if (part.at(-1) === 10) return Buffer.concat(parts).toString('utf8');
  }
}

function writeAll(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(replies, bytes, at);
}

function caught(stream) {
  const parts = [];
  stream.write = (part, encoding, done) => {
    parts.push(Buffer.from(part));
    const after = typeof encoding === 'function' ? encoding : done;
    if (after !== undefined) process.nextTick(after);
    return true;
  };
  return () => Buffer.concat(parts).toString('utf8');
}

let runs = 0;
async function run({ args, cwd, environment, input }) {
  runs += 1;
  process.argv = [process.execPath, entry, ...args];
  process.chdir(cwd);
  process.env = { ...environment };
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  const stdout = caught(process.stdout);
  const stderr = caught(process.stderr);
  // The entry runs anew, the modules that it imports are there already.
  await import(`${pathToFileURL(entry).href}?run=${runs}`);
  return { status: process.exitCode ?? 0, stdout: stdout(), stderr: stderr() };
}

for (let line = nextLine(); line !== null; line = nextLine()) {
  const reply = await run(JSON.parse(line)).catch((error) => ({ status: 1, stdout: '', stderr: String(error.stack) }));
  writeAll(`${JSON.stringify(reply)}\n`);
}
process.exitCode = 0;
