import { defineRule, type EngineSettings } from '../../src/engine/model.js';
import type { Statement } from '../../src/policy/index.js';
import { shortList } from '../../src/basics/short-list.js';
import { bucketPolicyText } from '../../src/engine/least-privilege/resource-policies-to-use.js';
import { bucketArn, placeText, regionOf } from '../../src/engine/findings/words.js';
import { assumedRoleArn } from '../../src/policy/index.js';
import { actionsMatching } from '../../src/policy/service-data/index.js';

export default defineRule<'bucket'>({
  subject: 'bucket',
  meta: {
    title: 'The destination bucket policy lets others replicate or delete, or lets the role do more than replicate',
    healthy: 'The bucket policy of a destination admits only the replication role, for replication only',
    level: 'warning',
    why: 'The policy of a destination in another account decides who may write replicas into it. Whoever else it admits can fill, hide or overwrite what the bucket holds.',
    whenNot: 'Leave it out for destinations whose policy admits a whole account by design, such as a backup account.',
    limits: "Principals of the destination's own account are not looked at: they need no bucket policy.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetBucketPolicy'],
    failureReasons: [],
    needsWholeEstate: true,
    messages: {
      anyone:
        'The bucket policy of destination {{bucket}} ({{place}}) lets anyone use {{actions}} ({{statement}}): every AWS account can write into it or hide its objects.',
      organization:
        'The bucket policy of destination {{bucket}} ({{place}}) lets every principal of an organization use {{actions}} ({{statement}}): all of its accounts can write into it or hide its objects.',
      account:
        'The bucket policy of destination {{bucket}} ({{place}}) grants {{actions}} to all of account {{principals}} ({{statement}}) instead of the replication role: every principal there with a matching policy can write replicas.',
      others:
        'The bucket policy of destination {{bucket}} ({{place}}) lets {{principals}} use {{actions}} ({{statement}}), which no audited replication rule needs.',
      more: 'The bucket policy of destination {{bucket}} ({{place}}) lets the replication role use {{actions}} ({{statement}}), which replication does not need.',
    },
    help: {
      anyone: '{{instead}}',
      organization: '{{instead}}',
      account: '{{instead}}',
      others:
        'Remove {{principals}} from {{statement}} of the bucket policy of {{bucket}}{{inAccount}}, unless a replication from outside of this audit uses it.',
      more: '{{instead}}',
    },
  },
  *check({ bucket, incoming, policy, settings }) {
    const enabled = incoming.filter((pair) => pair.role.arn !== null);
    if (policy === null || !policy.document.valid || enabled.length === 0) return;
    const roles = new Set(enabled.map((pair) => pair.role.arn ?? ''));
    const instead = bucketPolicyText(bucket.name, bucket.account, enabled);
    const inAccount = bucket.account === null ? '' : ` in account ${bucket.account}`;
    const knownAccounts = new Set([...enabled.map((pair) => pair.role.account), ...settings.trustedAccounts]);
    const where = {
      resource: bucketArn(bucket.partition, bucket.name),
      account: bucket.account,
      region: regionOf(bucket),
      origin: policy.origin,
    };
    for (const statement of policy.document.statements) {
      if (
        statement.effect !== 'Allow' ||
        statement.inert !== null ||
        statement.principals === null ||
        statement.actions.not
      )
        continue;
      const all = statement.actions.patterns.flatMap(actionsMatching);
      const writes = all.filter((action) => replicaWrites.has(action));
      const entries = statement.principals.entries;
      const words = {
        bucket: bucket.name,
        statement: statement.path,
        place: placeText(bucket.account, regionOf(bucket)),
        instead,
        inAccount,
      };
      const limitedBy = new Set(
        statement.conditions.flatMap(({ key, operator }) =>
          limits.has(key) && !operator.includes('Not') ? [key] : [],
        ),
      );
      const at = { ...where, discriminator: statement.path };
      if (entries.some(({ kind }) => kind === 'anyone')) {
        if (writes.length === 0) continue;
        const data = { ...words, actions: shortList(writes) };
        if (limitedBy.size === 0) yield { message: 'anyone', level: 'error', data, ...at };
        else if ([...limitedBy].every((key) => ofOrganizations.has(key)) && !isTrusted(statement, settings))
          yield { message: 'organization', data, ...at };
        continue;
      }
      const accounts = entries.flatMap((entry) =>
        entry.kind === 'account' && entry.account !== bucket.account ? [entry.account] : [],
      );
      if (accounts.length > 0 && writes.length > 0) {
        // The console writes the account of the role; the policies of that account then decide.
        const foreign = accounts.filter((account) => !knownAccounts.has(account));
        const principals = foreign.length > 0 ? foreign : accounts;
        yield {
          message: 'account',
          ...(foreign.length === 0 && { level: 'note' as const }),
          data: { ...words, actions: shortList(writes), principals: shortList(principals) },
          ...at,
        };
        continue;
      }
      const arns = entries.flatMap((entry) =>
        entry.kind === 'role' || entry.kind === 'session' || entry.kind === 'user' ? [entry.arn] : [],
      );
      const others = arns.filter(
        (arn) => !roles.has(arn) && !isSessionOf(arn, roles) && arn.split(':')[4] !== bucket.account,
      );
      if (others.length > 0 && writes.length > 0)
        yield {
          message: 'others',
          data: { ...words, actions: shortList(writes), principals: shortList(others) },
          ...at,
        };
      if (!arns.some((arn) => roles.has(arn) || isSessionOf(arn, roles))) continue;
      const more = all.filter((action) => !usedByReplication.has(action) && action !== 's3:PutBucketVersioning');
      if (more.length === 0) continue;
      yield {
        message: 'more',
        data: { ...words, actions: shortList(more) },
        ...at,
        discriminator: `${statement.path} more`,
      };
    }
  },
});

const replicaWrites = new Set([
  's3:ReplicateObject',
  's3:ReplicateDelete',
  's3:ReplicateTags',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:PutObject',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:PutBucketVersioning',
]);

/** What the documented examples grant a replication role on a destination, without the bucket-level writes. */
const usedByReplication = new Set([
  's3:ReplicateObject',
  's3:ReplicateDelete',
  's3:ReplicateTags',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:ReplicateObjectAnnotation',
  's3:GetBucketVersioning',
  's3:GetObjectVersionTagging',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:PutObjectRetention',
  's3:PutObjectLegalHold',
]);

const limits = new Set([
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:userid',
  'aws:principalorgpaths',
]);

const ofOrganizations = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

/** Organizations that the configuration trusts, and no others. */
function isTrusted({ conditions }: Statement, { trustedOrganizations }: EngineSettings): boolean {
  return conditions.some(
    ({ key, operator, values }) =>
      key === 'aws:principalorgid' &&
      operator.startsWith('StringEquals') &&
      values.every((value) => trustedOrganizations.includes(value)),
  );
}

function isSessionOf(arn: string, roles: ReadonlySet<string>): boolean {
  return [...roles].some((role) => assumedRoleArn(role, 's3-replication') === arn);
}
