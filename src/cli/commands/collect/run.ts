/** `replint collect`: the snapshot, written whole, and a word on what is missing in it. */
import type { CollectResult } from '../../../collectors/model.js';
import type { Json } from '../../../collectors/json.js';
import { parseShard } from '../../../collectors/plan/shard.js';
import { readSnapshots } from '../../../sources/snapshot/read-snapshot.js';
import { readInputs } from '../../../sources/files/read-input.js';
import { terminalBlock } from '../../../reporters/escape/terminal.js';
import { bucketNames } from '../../../run/bucket-names.js';
import { counted } from '../../../reporters/text/counted.js';
import { readAccounts } from '../../../run/live/collect-live.js';
import type { LiveArguments } from '../../../run/live/live-arguments.js';
import { problemLines } from './problem-lines.js';
import { shellWord } from '../../../basics/shell-word.js';
import { thisCommand } from '../../started-as.js';
import { standardInput } from '../../../run/standard-input.js';
import { ensureSnapshotPlace, writeSnapshot } from '../../writing/write-snapshot.js';

export interface CollectArguments extends LiveArguments {
  readonly output: string;
  readonly resume: string | undefined;
  readonly shard: string | undefined;
  readonly bucket: readonly string[] | undefined;
  readonly destination: readonly string[] | undefined;
  readonly key: readonly string[] | undefined;
  readonly tags: boolean | undefined;
}

/** The exit code. */
export async function collectToFile(args: CollectArguments): Promise<0 | 3> {
  const shard = args.shard === undefined ? {} : { shard: parseShard(args.shard) };
  await ensureSnapshotPlace(args.output);
  const resume = args.resume === undefined ? {} : { resume: await snapshotIn(args.resume) };
  const result = await readAccounts(args, {
    ...shard,
    ...resume,
    ...(args.bucket === undefined ? {} : { buckets: bucketNames(args.bucket) }),
    ...(args.destination === undefined ? {} : { destinations: bucketNames(args.destination) }),
    ...(args.key === undefined ? {} : { keys: args.key }),
    bucketTags: args.tags ?? false,
  });
  await writeSnapshot(args.output, result.snapshot);
  if (args.quiet !== true) {
    process.stderr.write(gapsText(result, args.output));
    if (args.output !== '-') process.stdout.write(`${terminalBlock(writtenText(result, args.output))}\n`);
  }
  return result.complete ? 0 : 3;
}

/** Standard error stays empty if nothing is wrong. */
function gapsText(result: CollectResult, output: string): string {
  const lines = problemLines(result);
  if (lines.length === 0) return '';
  const isInterrupted = result.problems.some(({ kind }) => kind === 'interrupted');
  const file = shellWord(output);
  const again = isInterrupted ? [`To go on: ${thisCommand()} collect -o ${file} --resume ${file}`] : [];
  return `${terminalBlock([...lines, ...again].join('\n'))}\n`;
}

/** What was written, and what to type next. */
function writtenText({ snapshot, calls, complete }: CollectResult, output: string): string {
  const accounts = listAt(snapshot, 'accounts');
  const buckets = accounts.reduce((sum: number, account) => sum + listAt(account, 'buckets').length, 0);
  const parts = [counted(accounts.length, 'account'), counted(buckets, 'bucket'), counted(calls.total, 'call')];
  const state = complete ? '' : ', incomplete';
  return `Wrote ${output}: ${parts.join(', ')}${state}. Next: ${thisCommand()} audit ${shellWord(output)}`;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = (value as Readonly<Record<string, unknown>> | null)?.[name];
  return Array.isArray(list) ? list : [];
}

/** Checked as every input is, so that nothing broken is carried on. */
async function snapshotIn(name: string): Promise<Json> {
  const [input] = await readInputs([name], standardInput);
  const text = input?.text ?? '';
  const [snapshot] = readSnapshots([{ name, kind: 'snapshot', text }]).snapshots;
  // Parsed from JSON: its type only says less.
  return snapshot as Json | undefined as Json;
}
