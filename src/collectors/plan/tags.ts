/** Tags are read where a policy that was read asks for them, and nowhere else. */
import type { AccountEntries } from '../entries/account-entries.js';
import type { BucketEntry } from '../entries/bucket-entry.js';
import { type Json, errorCodeOf, memberAt, textAt } from '../json.js';
import type { Tasks } from '../pace/tasks.js';
import { readBucket } from '../reads/buckets.js';
import { readKeyTags } from '../reads/keys.js';
import { asksForTags, documentOf, inlineDocumentsOf, managedDocumentsOf } from '../reads/policy-texts.js';
import { levelsOf } from './organizations.js';

/** @param involved - buckets that replicate or are replicated to, with their accounts */
export function readTagsAskedFor(
  works: readonly AccountEntries[],
  involved: ReadonlyMap<BucketEntry, AccountEntries>,
  tasks: Tasks,
): void {
  if (!works.some((work) => documentsOf(work).some(asksForTags))) return;
  for (const [bucket, { answers }] of involved) {
    tasks.start(async () => {
      const answer = await readBucket(answers, bucket, 'GetBucketAbac');
      const isOff = errorCodeOf(answer) === undefined && textAt(answer, 'AbacStatus', 'Status') !== 'Enabled';
      if (!isOff) await readBucket(answers, bucket, 'GetBucketTagging');
    });
  }
  for (const work of works) {
    for (const { name, entry } of work.keys.values()) {
      if (name.account === work.id && !name.isAlias && errorCodeOf(entry.get('DescribeKey')) === undefined) {
        tasks.start(() => readKeyTags(work.answers, entry, name));
      }
    }
  }
}

function documentsOf(work: AccountEntries): readonly Json[] {
  const organization = levelsOf(work.own.get('organization'))
    .flatMap(elementsOf)
    .flatMap((level) => elementsOf(memberAt(level, 'policies')))
    .map((policy) => memberAt(policy, 'Content'));
  const resources = [
    ...[...work.buckets.values()].map(({ entry }) => entry.get('GetBucketPolicy')),
    ...[...work.keys.values()].flatMap(({ entry }) => [entry.get('GetKeyPolicy'), entry.get('GetKeyPolicy:AWS_RAM')]),
  ].map((answer) => memberAt(answer, 'Policy'));
  return [
    ...[...work.roles.values()].flatMap(inlineDocumentsOf),
    ...[...work.policies.values()].flatMap(managedDocumentsOf),
    ...[...resources, ...organization].map(documentOf).filter((document) => document !== null),
  ];
}

function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
