/** `replint generate`: what is wanted, checked; the set-up, audited; its files, written. */
import { UsageError } from '../../../basics/usage-error.js';
import { asOneText, filesOf, type SetupFormat } from '../../../generate/emit/index.js';
import { intentOf, type Intent, type RawIntent } from '../../../generate/intent.js';
import { readIntents } from '../../../generate/read-intents.js';
import { writeTogether } from '../../../output/write-file.js';
import { inFolder } from '../../../output/write-files.js';
import { setUp } from '../../../set-up.js';
import { readInputs } from '../../../sources/files/read-input.js';
import { standardInput } from '../../../run/standard-input.js';

export interface GenerateArguments {
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly from: string | undefined;
  readonly format: string;
  readonly output: string | undefined;
  readonly role: string | undefined;
  readonly batch: boolean | undefined;
  readonly [option: string]: unknown;
}

/** The exit code. */
export async function showSetup(args: GenerateArguments): Promise<0> {
  const made = setUp(await intentsOf(args), new Date().toISOString().slice(0, 10));
  const files = await filesOf(made, args.format as SetupFormat);
  if (args.output === undefined) process.stdout.write(asOneText(files));
  else await writeTogether(inFolder(args.output, files));
  // The code goes on to other programs; what a person has to know does not.
  for (const notice of made.notices) process.stderr.write(`${notice}\n`);
  return 0;
}

const names = [
  'sourceAccount',
  'destinationAccount',
  'sourceRegion',
  'destinationRegion',
  'sourceKey',
  'replicaKey',
  'role',
  'bucketKey',
  'deleteMarkers',
  'ownerOverride',
  'objectLock',
  'twoWay',
  'replicationTimeControl',
  'batch',
  'useSourceMultiRegionKey',
] as const satisfies readonly (keyof RawIntent)[];

async function intentsOf(args: GenerateArguments): Promise<readonly Intent[]> {
  const { source, destination, from } = args;
  const given = names.flatMap((name) => {
    const value = args[name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)];
    return value === undefined ? [] : [[name, value] as const];
  });
  if (from !== undefined) {
    if (source !== undefined || given.length > 0)
      throw new UsageError('`--from` takes everything from the file.', 'Leave out the other options and the buckets.');
    const [input] = await readInputs([from], standardInput);
    return readIntents(from, input?.text ?? '');
  }
  if (source === undefined || destination === undefined)
    throw new UsageError(
      'A source and a destination must be given.',
      'Write `replint generate s3://SOURCE s3://DESTINATION`, or `--from FILE`.',
    );
  return [intentOf({ source, destination, ...Object.fromEntries(given) })];
}
