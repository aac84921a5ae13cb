/** Buckets: those that the code makes, those that it only names, and those that it deletes. */
import type { Failed, RawBucket } from '../../../snapshot/snapshot-shape.js';
import type { Instance } from '../../model.js';
import { Unknown } from '../../model.js';
import { replicationTypes } from '../../sets-up-replication.js';
import { textOf } from '../../values.js';
import { none, openAnswer } from '../answers.js';
import { bucketNaming } from './bucket-naming.js';
import { bucketSettings, publicAccessBlockAnswer } from './bucket-settings.js';
import type { Drafts } from '../drafts.js';
import { type Instances, knownText } from '../instances.js';
import { replicationSetting } from './replication.js';
import { type Owner, type Setting, settingOf } from '../settings.js';
import { unorderedVersioning } from './order-of-versioning.js';
import type { Spots } from '../spots.js';

type Settings = readonly (readonly [keyof RawBucket, Setting<object>])[];

export function addBuckets(drafts: Drafts, instances: Instances, spots: Spots): void {
  const settings: Settings = Object.entries({
    ...bucketSettings,
    GetBucketReplication: replicationSetting(spots),
  }) as unknown as Settings;
  const context = { instances, naming: bucketNaming, spots };
  const answersOf = (owner: Owner): Partial<RawBucket> => {
    const answers: Record<string, unknown> = {};
    for (const [operation, setting] of settings) {
      const answer: object | Failed | undefined = settingOf(owner, setting, context);
      if (answer !== undefined) answers[operation] = answer;
    }
    const unordered = unorderedVersioning(owner.name, bucketNaming, instances, spots);
    if (unordered !== null) answers['UnorderedVersioning'] = unordered;
    return answers;
  };
  const done = new Set<string>();
  for (const instance of instances.ofType('aws_s3_bucket')) {
    const name = textOf(instance.values['bucket']);
    if (name === null || done.has(name)) continue;
    done.add(name);
    const bucket = { Name: name, ...regionOf(instance), ...answersOf({ name, instance }) };
    drafts.accountOf(instance.place).buckets.push(spots.mark(bucket, instance, [], { Name: ['bucket'] }));
  }
  for (const [name, separate] of namedOnly(settings, instances)) {
    if (done.has(name)) continue;
    done.add(name);
    const bucket = { Name: name, ...answersOf({ name, instance: null }) };
    // Whoever sets these is nearly always the owner, whose account the provider works in.
    drafts.accountOf(separate.place).buckets.push(spots.mark(bucket, separate, ['bucket']));
  }
  addDataBuckets(drafts, instances, spots);
  addRemoved(drafts, instances, spots, done);
  addAccountBlocks(drafts, instances, spots);
}

function regionOf({ place }: Instance): { readonly BucketRegion: string } {
  return { BucketRegion: place.region };
}

/** Buckets that are not made here, but on which something is set: under a name that is not known, replication. */
function namedOnly(settings: Settings, instances: Instances): ReadonlyMap<string, Instance> {
  const found = new Map<string, Instance>();
  for (const [, { types }] of settings)
    for (const type of types)
      for (const [name, [first]] of instances.namesIn(type, bucketNaming))
        if (first !== undefined && !found.has(name)) found.set(name, first);
  for (const [name, instance] of loosened(settings, instances)) if (!found.has(name)) found.set(name, instance);
  for (const type of replicationTypes)
    for (const [name, [first]] of instances.openNamesIn(type, bucketNaming))
      if (first !== undefined) found.set(name, first);
  return found;
}

/** Buckets that stay, and of which the change deletes a setting. */
function loosened(settings: Settings, instances: Instances): ReadonlyMap<string, Instance> {
  const gone = new Set(instances.removedOfType('aws_s3_bucket').map(({ values }) => textOf(values['bucket'])));
  return new Map(
    settings.flatMap(([, { types }]) =>
      types.flatMap((type) =>
        [...instances.removedNamesIn(type, bucketNaming)].flatMap(([name, [first]]) =>
          first === undefined || gone.has(name) ? [] : [[name, first] as const],
        ),
      ),
    ),
  );
}

/** Buckets that the code looks up: they exist, and whose they are it does not say. */
function addDataBuckets(drafts: Drafts, instances: Instances, spots: Spots): void {
  const policies = instances.namesIn('data.aws_s3_bucket_policy', bucketNaming);
  const names = new Map(
    [...instances.ofType('data.aws_s3_bucket'), ...instances.ofType('data.aws_s3_bucket_policy')].flatMap(
      (instance) => {
        const name = knownText(instance, 'bucket');
        return name === null ? [] : [[name, instance] as const];
      },
    ),
  );
  for (const [name, instance] of names) {
    const region = instance.type === 'aws_s3_bucket' ? knownText(instance, 'region') : null;
    const [policy] = policies.get(name) ?? [];
    const document = policy === undefined ? null : knownText(policy, 'policy');
    const bucket = {
      Name: name,
      HeadBucket: spots.mark(region === null ? {} : { BucketRegion: region }, instance),
      ...(document === null || policy === undefined
        ? {}
        : { GetBucketPolicy: spots.mark({ Policy: document }, policy, ['policy']) }),
    };
    drafts.externalBuckets.push(spots.mark(bucket, instance, ['bucket']));
  }
}

function addRemoved(drafts: Drafts, instances: Instances, spots: Spots, done: ReadonlySet<string>): void {
  for (const instance of instances.removedOfType('aws_s3_bucket')) {
    const name = textOf(instance.values['bucket']);
    if (name === null || done.has(name)) continue;
    const bucket = { Name: name, HeadBucket: none('404') };
    drafts.accountOf(instance.place).buckets.push(spots.mark(bucket, instance));
  }
}

/** Block Public Access of whole accounts. */
function addAccountBlocks(drafts: Drafts, instances: Instances, spots: Spots): void {
  const types = ['aws_s3_account_public_access_block', 'data.aws_s3_account_public_access_block'];
  for (const instance of types.flatMap((type) => instances.ofType(type))) {
    const account = instance.values['account_id'];
    if (account instanceof Unknown) continue;
    const answer = publicAccessBlockAnswer(instance);
    const draft = drafts.accountOf({ ...instance.place, account: textOf(account) ?? instance.place.account });
    draft.publicAccessBlock = spots.mark(answer instanceof Unknown ? openAnswer(answer) : answer, instance);
  }
}
