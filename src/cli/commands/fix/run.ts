/** `replint fix`: reads the inputs, works the fix out, writes what was asked for. */
import { ExpectedError } from '../../../basics/expected-error.js';
import { emitted, fixFormats, type EmitOptions, type FixFormat } from '../../../fix/emit/index.js';
import { filesOf } from '../../../fix/emit/folder.js';
import { parseFormats, type WantedOutput } from '../../../output/wanted-formats.js';
import { ensureInputsSpared } from '../../../output/spare-inputs.js';
import { inFolder } from '../../../output/write-files.js';
import { ensureFolder, ensureWritable, type FileToWrite, writeTogether } from '../../../output/write-file.js';
import type { Repaired } from '../../../repair.js';
import { ruleFacts } from '../../../rule-facts.js';
import { repairInputs, type RepairArguments } from '../../../run/repair-inputs.js';
import { ensureSnapshotPlace, snapshotFile, writeSnapshot } from '../../writing/write-snapshot.js';
import { wantsColor } from '../../writing/wants-color.js';

export interface FixArguments extends RepairArguments {
  readonly format: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly 'write-snapshot': string | undefined;
  readonly color: boolean | undefined;
}

/** The exit code. */
export async function showFix(given: readonly string[], args: FixArguments): Promise<number> {
  if (args.onto !== undefined && args['write-snapshot'] !== undefined)
    throw new ExpectedError(
      '--write-snapshot does not go with --onto: two inputs are not one snapshot.',
      'Use --format patch for the code, and --format aws-cli for what is there.',
    );
  const wanted = wantedOutputs(args);
  const files = wanted.map(({ file }) => file);
  await ensureInputsSpared(files, [...given, args.onto, args.config]);
  for (const file of files) if (file !== null) await ensureWritable(file);
  if (args.output !== undefined) await ensureFolder(args.output);
  if (args['write-snapshot'] !== undefined) await ensureSnapshotPlace(args['write-snapshot']);
  const fixed = await repairInputs(given, args);
  const snapshot = args['write-snapshot'];
  await writeTogether([
    ...wanted.flatMap(({ format, file }): readonly FileToWrite[] =>
      file === null ? [] : [{ path: file, contents: () => emitted(fixed, format, optionsOf(false)) }],
    ),
    ...(args.output === undefined ? [] : inFolder(args.output, filesOf(fixed))),
    ...(snapshot === undefined || snapshot === '-' ? [] : [snapshotFile(snapshot, fixed.facts)]),
  ]);
  if (snapshot === '-') await writeSnapshot(snapshot, fixed.facts);
  const onScreen = wanted.find(({ file }) => file === null);
  if (onScreen !== undefined) await print(fixed, onScreen.format, args);
  return fixed.exitCode;
}

/** Without any, text goes to standard output, beside a folder too: it says what stands there. */
function wantedOutputs({ format = [] }: FixArguments): readonly WantedOutput<FixFormat>[] {
  return format.length === 0 ? [{ format: 'text', file: null }] : parseFormats(format, fixFormats);
}

function optionsOf(color: boolean): EmitOptions {
  return { color, rules: ruleFacts, workingDirectory: process.cwd() };
}

async function print(fixed: Repaired, format: FixFormat, { color }: FixArguments): Promise<void> {
  const isTerminal = process.stdout.isTTY === true;
  const isPainted = wantsColor({ option: color, environment: process.env, isTerminal });
  process.stdout.write(await emitted(fixed, format, optionsOf(isPainted)));
}
