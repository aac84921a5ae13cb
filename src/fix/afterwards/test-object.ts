import type { Bucket } from '../../estate/model.js';
import { shellWord } from '../../basics/shell-word.js';
import type { Afterwards, FixedPair } from '../model.js';

/** One object below the rule's prefix: its status says whether the fix has taken effect. */
export function testObject(bucket: Bucket, pairs: readonly FixedPair[]): Afterwards {
  const rules = bucket.replication.state === 'known' ? bucket.replication.value.Rules : [];
  const rule = rules[pairs.find(({ source }) => source === bucket.name)?.index ?? 0];
  const prefix = rule?.Filter?.Prefix ?? rule?.Filter?.And?.Prefix ?? rule?.Prefix ?? '';
  const key = `${prefix}replint-test-object`;
  const region = bucket.region.state === 'known' ? bucket.region.value : null;
  const common = [
    '--bucket',
    shellWord(bucket.name),
    '--key',
    shellWord(key),
    ...(bucket.account === null ? [] : ['--expected-bucket-owner', bucket.account]),
    ...(region === null ? [] : ['--region', shellWord(region)]),
  ].join(' ');
  return {
    what: 'test-object',
    account: bucket.account,
    region,
    bucket: bucket.name,
    text: 'Put one small object and look at its status: PENDING becomes COMPLETED, within 15 minutes for most objects. FAILED means that the fix has not taken effect. IAM and KMS need seconds to minutes.',
    documents: {},
    commands: [
      `aws s3api put-object ${common} --body /dev/null`,
      `aws s3api head-object ${common} --query ReplicationStatus --output text`,
    ],
  };
}
