import { bucketArn } from '../../src/estate/arn.js';
import { type BucketUse, defineRule, type Pair, regionOf } from '../../src/engine/model.js';
import { lifecycleEffects } from '../../src/replication/configuration/lifecycle.js';

export default defineRule({
  subject: 'bucket',
  meta: {
    title: 'Part of what happens in the source bucket never arrives, by design',
    healthy: 'Everything that happens in a source bucket reaches its destinations',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 replicates uploads. By design it does not replicate what lifecycle rules do: objects that expire at the source stay at the destination, and the delete markers that lifecycle rules create are not replicated. Objects in an archived storage class are not replicated before they are restored. A replica of an SSE-S3 object is an SSE-S3 object, whatever the default encryption of the destination bucket. Nothing fails, so nothing is reported.',
    whenNot: 'Skip this rule if the destination is meant to keep what the source deletes.',
    limits:
      'It fires only if the settings of the two buckets show it. Two gaps show in no setting: objects that are older than the rule, and objects under an earlier key that the role cannot decrypt with, do not arrive either.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    ],
    needs: ['GetBucketLifecycleConfiguration', 'GetBucketEncryption'],
    failureReasons: [],
    headlines: {
      byDesign: 'Part of what happens in {{sourceBucket}} never replicates',
    },
    messages: {
      byDesign: 'Part of what happens in {{sourceBucket}} never reaches {{destinations}}, by design of S3. {{parts}}',
    },
    help: {
      byDesign:
        'Nothing is broken. {{advice}} Objects that are older than a replication rule, in an archived storage class or under an earlier key stay behind too: replicate those with S3 Batch Replication.',
    },
  },
  *check(use) {
    const pairs = use.outgoing.filter(({ enabled, verdicts: { whole: verdict } }) => enabled && verdict !== 'skipped');
    const parts = [...lifecycleParts(use, pairs), ...encryptionParts(pairs)];
    const [first] = pairs;
    if (first === undefined || parts.length === 0) return;
    const { name, partition, account } = use.bucket;
    const destinations = [...new Set(pairs.map(({ destination }) => destination.name))].sort();
    yield {
      message: 'byDesign',
      data: {
        sourceBucket: name,
        destinations: short(destinations),
        parts: parts.map(({ text }) => text).join(' '),
        advice: [...new Set(parts.map(({ advice }) => advice))].join(' '),
      },
      resource: bucketArn({ partition, name }),
      account,
      region: regionOf(use.bucket),
      pair: pairs.length === 1 ? first : null,
      origin: parts[0]?.origin ?? first.origin,
    };
  },
});

interface Part {
  readonly text: string;
  readonly advice: string;
  readonly origin: Pair['origin'];
}

const ownLifecycle = 'Give the destination bucket its own lifecycle rules if it should delete the same objects.';

function* lifecycleParts({ bucket: { lifecycle } }: BucketUse, pairs: readonly Pair[]): Iterable<Part> {
  if (lifecycle.state !== 'known') return;
  const { origin } = lifecycle;
  const prefixes = pairs.map(({ selected: { selection } }) => selection.prefix);
  const { expiring, archiving } = lifecycleEffects(lifecycle.value, prefixes);
  if (expiring.length > 0)
    yield {
      text: `Objects that lifecycle ${rulesText(expiring)} expires stay there, because S3 does not replicate delete markers that lifecycle rules create.`,
      advice: ownLifecycle,
      origin,
    };
  if (archiving.length > 0)
    yield {
      text: `Objects that lifecycle ${rulesText(archiving)} archived before they were replicated stay behind.`,
      advice: 'Restore archived objects before they are replicated.',
      origin,
    };
}

function rulesText(names: readonly string[]): string {
  return `rule ${short(
    names.map((name) => `"${name}"`),
    'or',
  )}`;
}

/** Source: "Replicating encrypted objects", how default bucket encryption affects replication. */
function* encryptionParts(pairs: readonly Pair[]): Iterable<Part> {
  const found = pairs.filter(
    ({ defaultClass, facts }) => defaultClass === 'SSE-S3' && facts.destinationDefaultIsKms === true,
  );
  const [first] = found;
  if (first === undefined) return;
  const names = [...new Set(found.map(({ destination }) => destination.name))].sort();
  yield {
    text: `Replicas of SSE-S3 objects stay SSE-S3, although ${short(names)} encrypts with KMS by default.`,
    advice: 'Encrypt the source bucket with KMS if replicas must be encrypted with KMS.',
    origin: first.origin,
  };
}

function short(names: readonly string[], conjunction = 'and'): string {
  if (names.length > 3) return `${names.slice(0, 3).join(', ')} ${conjunction} ${names.length - 3} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}
