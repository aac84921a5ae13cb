/** What somebody wants replicated, checked: what is missing is asked for by its name, and nothing is guessed. */
import { accountIdPattern, isBucketName, parseObjectName } from '../basics/aws-names.js';
import * as z from 'zod';
import { ExpectedError } from '../basics/expected-error.js';

/** A key that stands already, by its ARN; or one that is to be made. */
export type KeyIntent =
  { readonly state: 'there'; readonly arn: string } | { readonly state: 'new'; readonly multiRegion: boolean };

export interface BucketIntent {
  readonly bucket: string;
  readonly account: string;
  readonly region: string;
  /** Null = SSE-S3. */
  readonly key: KeyIntent | null;
}

/** From one bucket to another. */
export interface Intent {
  readonly source: BucketIntent;
  readonly destination: BucketIntent;
  readonly prefix: string;
  readonly roleName: string | null;
  readonly bucketKey: boolean;
  readonly deleteMarkers: boolean;
  readonly ownerOverride: boolean;
  readonly objectLock: boolean;
  readonly twoWay: boolean;
  readonly replicationTimeControl: boolean;
  readonly batch: boolean;
  readonly useSourceMultiRegionKey: boolean;
}

const accountId = z.string().regex(accountIdPattern, 'is not an account id of twelve digits');
const regionName = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'is not a Region such as eu-west-1');
const keyText = z
  .string()
  .regex(
    /^(?:new|new-multi-region|arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+)$/u,
    'is not the ARN of a key, `new` or `new-multi-region`',
  );

/** Bytes. Source: S3 User Guide, "Creating object key names". */
const longestKey = 1_024;

/** Values as words, since nothing in a file of intents is a number; switches as true and false. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** One entry of an intent file; the options of the command have the same names with dashes. */
export const intentShape = z.strictObject({
  source: z.string(),
  destination: z.string(),
  sourceAccount: accountId.optional(),
  destinationAccount: accountId.optional(),
  sourceRegion: regionName.optional(),
  destinationRegion: regionName.optional(),
  sourceKey: keyText.optional(),
  replicaKey: keyText.optional(),
  role: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/u, 'is not the name of a role')
    .optional(),
  bucketKey: flag.optional(),
  deleteMarkers: flag.optional(),
  ownerOverride: flag.optional(),
  objectLock: flag.optional(),
  twoWay: flag.optional(),
  replicationTimeControl: flag.optional(),
  batch: flag.optional(),
  useSourceMultiRegionKey: flag.optional(),
});

export type RawIntent = z.input<typeof intentShape>;

const help = '`replint generate --help` shows an example, and docs/generate.md what an intent can hold.';

/** What an intent lacks, or what in it cannot be together. */
export class InvalidIntent extends ExpectedError {
  override readonly name = 'InvalidIntent';
}

/** `sourceRegion` as the command calls it: `--source-region`. */
export function optionOf(name: string): string {
  return `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * @param place of the entry, for messages; empty on the command line
 * @throws InvalidIntent with every fault
 */
export function intentOf(given: unknown, place = ''): Intent {
  const parsed = intentShape.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message, code }) =>
      code === 'unrecognized_keys' ? message : `${named(path.join('.'), place)} ${message}.`,
    );
    throw new InvalidIntent(`${place}${faults.join(' ')}`, help);
  }
  const raw = parsed.data;
  const source = parseObjectName(raw.source);
  const destination = parseObjectName(raw.destination);
  const faults = [
    ...bucketFaults('source', source?.bucket, raw.source),
    ...bucketFaults('destination', destination?.bucket, raw.destination),
    ...(destination?.key === null || destination === null
      ? []
      : ['A destination has no prefix: replicas keep the keys of their sources.']),
    ...(Buffer.byteLength(source?.key ?? '') > longestKey
      ? ['The prefix is longer than an object key can be (1,024 bytes): nothing begins with it.']
      : []),
    ...missingFaults(raw, place),
    ...contradictions(raw, place),
  ];
  if (faults.length > 0) throw new InvalidIntent(`${place}${faults.join(' ')}`, help);
  const sourceAccount = raw.sourceAccount ?? '';
  const sourceKey = keyOf(raw.sourceKey);
  return {
    source: {
      bucket: source?.bucket ?? '',
      account: sourceAccount,
      region: raw.sourceRegion ?? '',
      key: sourceKey,
    },
    destination: {
      bucket: destination?.bucket ?? '',
      account: raw.destinationAccount ?? sourceAccount,
      region: raw.destinationRegion ?? '',
      // The related key of a multi-Region key is the natural one.
      key: keyOf(raw.replicaKey) ?? (sourceKey?.state === 'new' && sourceKey.multiRegion ? sourceKey : null),
    },
    prefix: (source?.key ?? '').replace(/\*$/u, ''),
    roleName: raw.role ?? null,
    bucketKey: raw.bucketKey ?? false,
    deleteMarkers: raw.deleteMarkers ?? false,
    ownerOverride: raw.ownerOverride ?? false,
    objectLock: raw.objectLock ?? false,
    twoWay: raw.twoWay ?? false,
    replicationTimeControl: raw.replicationTimeControl ?? false,
    batch: raw.batch ?? false,
    useSourceMultiRegionKey: raw.useSourceMultiRegionKey ?? false,
  };
}

function named(name: string, place: string): string {
  return place === '' ? `\`${optionOf(name)}\`` : `\`${name}\``;
}

function bucketFaults(side: string, name: string | undefined, text: string): readonly string[] {
  return name !== undefined && isBucketName(name)
    ? []
    : [`${JSON.stringify(text.slice(0, 100))} is not the name of a ${side} bucket: write s3://NAME.`];
}

type Parsed = z.output<typeof intentShape>;

function missingFaults(raw: Parsed, place: string): readonly string[] {
  const missing = (['sourceAccount', 'sourceRegion', 'destinationRegion'] as const).filter(
    (name) => raw[name] === undefined,
  );
  return missing.length === 0 ? [] : [`${missing.map((name) => named(name, place)).join(', ')} must be given.`];
}

function contradictions(raw: Parsed, place: string): readonly string[] {
  const isCrossAccount = raw.destinationAccount !== undefined && raw.destinationAccount !== raw.sourceAccount;
  const name = (option: string): string => named(option, place);
  const related = raw.useSourceMultiRegionKey === true;
  return [
    ...(raw.ownerOverride === true && !isCrossAccount
      ? [`${name('ownerOverride')} needs ${name('destinationAccount')}: within one account there is no other owner.`]
      : []),
    ...(raw.sourceKey === undefined && raw.replicaKey !== undefined
      ? [`${name('replicaKey')} needs ${name('sourceKey')}: which objects are encrypted with KMS today?`]
      : []),
    ...(raw.sourceKey !== undefined && raw.replicaKey === undefined && raw.sourceKey !== 'new-multi-region' && !related
      ? [`${name('sourceKey')} needs ${name('replicaKey')}: the key that replicas get.`]
      : []),
    ...(raw.sourceKey === 'new-multi-region' &&
    isCrossAccount &&
    (raw.replicaKey ?? 'new-multi-region') === 'new-multi-region'
      ? [`The related key of a multi-Region key is in the same account: give ${name('replicaKey')}.`]
      : []),
    ...(raw.replicaKey === 'new-multi-region' && raw.sourceKey !== 'new-multi-region'
      ? [`${name('replicaKey')} new-multi-region needs ${name('sourceKey')} new-multi-region.`]
      : []),
    ...(related && isCrossAccount
      ? [`${name('useSourceMultiRegionKey')} needs both buckets in one account: related keys are in one.`]
      : []),
    ...(related && raw.sourceKey !== 'new-multi-region' && !(raw.sourceKey ?? '').includes(':key/mrk-')
      ? [`${name('useSourceMultiRegionKey')} needs a multi-Region key as ${name('sourceKey')}.`]
      : []),
    ...(raw.bucketKey === true && raw.sourceKey === undefined
      ? [`${name('bucketKey')} needs ${name('sourceKey')}: Bucket Keys are for KMS.`]
      : []),
    ...regionFaults(raw, name),
  ];
}

/** A key serves its own Region alone. */
function regionFaults(raw: Parsed, name: (option: string) => string): readonly string[] {
  const faults = (
    [
      ['sourceKey', 'sourceRegion'],
      ['replicaKey', 'destinationRegion'],
    ] as const
  ).flatMap(([key, region]) => {
    const [, , , ofKey] = (raw[key] ?? '').split(':');
    return ofKey === undefined || raw[region] === undefined || ofKey === raw[region]
      ? []
      : [`${name(key)} is in ${ofKey}, not in ${raw[region]}.`];
  });
  const isOneRegion = raw.sourceRegion !== undefined && raw.sourceRegion === raw.destinationRegion;
  return isOneRegion && raw.sourceKey === 'new-multi-region'
    ? [...faults, `A multi-Region key has no second key in ${raw.sourceRegion}: use ${name('sourceKey')} new.`]
    : faults;
}

function keyOf(text: string | undefined): KeyIntent | null {
  if (text === undefined) return null;
  return text.startsWith('new')
    ? { state: 'new', multiRegion: text === 'new-multi-region' }
    : { state: 'there', arn: text };
}
