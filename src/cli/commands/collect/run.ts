/** `replint collect`: the snapshot, written whole, and a word on what is missing in it. */
import type { CollectResult } from '../../../collectors/model.js';
import { parseShard } from '../../../collectors/plan/shard.js';
import { terminalBlock } from '../../../reporters/escape/terminal.js';
import { UsageError } from '../../../basics/usage-error.js';
import { bucketNames } from '../../../run/bucket-names.js';
import { counted } from '../../../basics/counted.js';
import { readAccounts } from '../../../run/live/collect-live.js';
import type { LiveArguments } from '../../../run/live/live-arguments.js';
import { checkpointOf } from './checkpoint.js';
import { problemLines } from './problem-lines.js';
import { snapshotToResume, type Resumed } from './resume.js';
import { shellWord } from '../../../basics/shell-word.js';
import { thisCommand } from '../../started-as.js';
import { accountOptions, optionWords } from '../../writing/option-words.js';
import { ensureSnapshotPlace, writeSnapshot } from '../../writing/write-snapshot.js';

export interface CollectArguments extends LiveArguments {
  readonly output: string;
  readonly resume: string | undefined;
  readonly shard: string | undefined;
  readonly bucket: readonly string[] | undefined;
  readonly destination: readonly string[] | undefined;
  readonly key: readonly string[] | undefined;
  readonly tags: boolean | undefined;
  readonly 'config-aggregator': string | undefined;
}

/** The exit code. */
export async function collectToFile(args: CollectArguments): Promise<0 | 3> {
  refuseBoth(args);
  const shard = args.shard === undefined ? {} : { shard: parseShard(args.shard) };
  await ensureSnapshotPlace(args.output);
  const resume = args.resume === undefined ? {} : { resume: await snapshotToResume(resumedBy(args, args.resume)) };
  const checkpoint = await checkpointOf(args.output, args.resume, (path) => resumeCommand(args, path));
  const result = await readAccounts(args, {
    ...shard,
    ...resume,
    ...(args.bucket === undefined ? {} : { buckets: bucketNames(args.bucket) }),
    ...(args.destination === undefined ? {} : { destinations: bucketNames(args.destination) }),
    ...(args.key === undefined ? {} : { keys: args.key }),
    ...(args['config-aggregator'] === undefined ? {} : { configAggregator: args['config-aggregator'] }),
    bucketTags: args.tags ?? false,
    ...(checkpoint === null ? {} : { onCheckpoint: checkpoint.save }),
  });
  await writeSnapshot(args.output, result.snapshot);
  await checkpoint?.remove();
  if (args.quiet !== true) {
    process.stderr.write(gapsText(result, args));
    if (args.output !== '-') process.stdout.write(`${terminalBlock(writtenText(result, args))}\n`);
  }
  return result.complete ? 0 : 3;
}

/** What Config says is what the run begins with. */
function refuseBoth({ resume, shard, 'config-aggregator': aggregator }: CollectArguments): void {
  const other = resume !== undefined ? 'resume' : shard !== undefined ? 'shard' : null;
  if (aggregator === undefined || other === null) return;
  throw new UsageError(`\`--config-aggregator\` and \`--${other}\` cannot be used together.`, 'Leave one of them out.');
}

/** Standard error stays empty if nothing is wrong. */
function gapsText(result: CollectResult, args: CollectArguments): string {
  const lines = problemLines(result);
  if (lines.length === 0) return '';
  const isInterrupted = result.problems.some(({ kind }) => kind === 'interrupted');
  const again = isInterrupted ? [`To continue: ${resumeCommand(args, args.output)}`] : [];
  return `${terminalBlock([...lines, ...again].join('\n'))}\n`;
}

/** Of the same accounts and with the same demands. */
function resumeCommand(args: CollectArguments, from: string): string {
  const options = optionWords({ ...args }, [
    ...accountOptions,
    'shard',
    'bucket',
    'destination',
    'key',
    'tags',
    'observe',
  ]);
  const words = [thisCommand(), 'collect', '-o', shellWord(args.output), '--resume', shellWord(from), ...options];
  return words.join(' ');
}

/** What was written, and what to type next. */
function writtenText(
  { snapshot, calls, complete }: CollectResult,
  { output, 'config-aggregator': aggregator }: CollectArguments,
): string {
  const accounts = listAt(snapshot, 'accounts');
  const buckets = accounts.reduce((sum: number, account) => sum + listAt(account, 'buckets').length, 0);
  const parts = [counted(accounts.length, 'account'), counted(buckets, 'bucket'), counted(calls.total, 'call')];
  const state = complete ? '' : ', incomplete';
  const asRecorded =
    aggregator === undefined
      ? ''
      : '\nWhich buckets replicate, and what no account was asked for, is as AWS Config last recorded it. Whether its recorders run was not asked.';
  return `Wrote ${output}: ${parts.join(', ')}${state}. Next: ${thisCommand()} audit ${shellWord(output)}${asRecorded}`;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = (value as Readonly<Record<string, unknown>> | null)?.[name];
  return Array.isArray(list) ? list : [];
}

function resumedBy({ destination, key, tags, observe }: CollectArguments, name: string): Resumed {
  const asksForMore = tags === true || [destination, key, observe].some((option) => option !== undefined);
  return { name, asksForMore, now: Date.now() };
}
