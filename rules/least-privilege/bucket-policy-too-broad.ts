import {
  type Admitted,
  admittedBeside,
  bucketStatements,
  type BucketUse,
  defineRule,
  grantedActions,
  isTiedToSource,
  narrowedStatement,
  narrowingText,
  type Pair,
  placeText,
  type ProblemOn,
  regionOf,
} from '../../src/engine/model.js';
import { assumedRoleArn, type Statement } from '../../src/policy/index.js';
import { shortList } from '../../src/basics/short-list.js';
import { valueOf } from '../../src/estate/fact.js';
import { accountOfArn, bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'bucket',
  meta: {
    title: 'The destination bucket policy allows others to replicate or delete, or the role to do more than replicate',
    healthy: 'The bucket policy of a destination admits only the replication role, for replication only',
    level: 'warning',
    controls: ['S3.3', 'S3.6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'The policy of a destination in another account decides who is allowed to write replicas into it. Anyone else that it admits can add, hide or overwrite objects in the bucket.',
    whenNot: 'Skip this rule for destinations whose policy admits a whole account by design, such as a backup account.',
    limits:
      "Two grants are not reported: one to the root of the destination's own account, which leaves the decision to that account's policies, and one to roles of that account that only write objects.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetBucketPolicy'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      anyone: 'The policy of bucket {{bucket}} lets anyone write into it',
      conditional: 'The policy of bucket {{bucket}} admits anyone who meets its conditions',
      organization: 'The policy of bucket {{bucket}} lets a whole organization write into it',
      account: 'The policy of bucket {{bucket}} lets a whole account write into it',
      matching: 'The policy of bucket {{bucket}} admits more principals than the replication role',
      others: 'The policy of bucket {{bucket}} admits {{principals}}, which replication does not need',
      more: 'The policy of bucket {{bucket}} allows the replication role more than it needs',
      service: 'The policy of bucket {{bucket}} admits a service that replication does not need',
    },
    messages: {
      anyone:
        'The bucket policy of destination {{bucket}} ({{place}}) lets anyone use {{actions}} ({{statement}})|: |every AWS account can write into it or hide its objects.',
      conditional:
        'The bucket policy of destination {{bucket}} ({{place}}) lets anyone who meets its conditions on {{principals}} use {{actions}} ({{statement}}), whatever their account.',
      organization:
        'The bucket policy of destination {{bucket}} ({{place}}) lets every principal of an organization use {{actions}} ({{statement}})|: |all of its accounts can write into it or hide its objects.',
      account:
        'The bucket policy of destination {{bucket}} ({{place}}) grants {{actions}} to all of account {{principals}} ({{statement}}) instead of the replication role|: |every principal there with a matching policy can write replicas.',
      matching:
        'The bucket policy of destination {{bucket}} ({{place}}) lets every principal that matches {{principals}} use {{actions}} ({{statement}}), not only the replication role.',
      others:
        'The bucket policy of destination {{bucket}} ({{place}}) lets {{principals}} use {{actions}} ({{statement}}), which no audited replication rule needs.',
      service:
        'The bucket policy of destination {{bucket}} ({{place}}) lets the service {{principals}} use {{actions}} ({{statement}}), whichever account it acts for. S3 replicates with the role|, so |no service needs this.',
      more: 'The bucket policy of destination {{bucket}} ({{place}}) lets the replication role use {{actions}} ({{statement}}), which replication does not need.',
    },
    help: {
      anyone: '{{instead}}',
      conditional: '{{instead}}',
      organization: '{{instead}}',
      account: '{{instead}}',
      matching: '{{instead}}',
      others: '{{instead}}',
      service: '{{instead}}',
      more: '{{instead}}',
    },
  },
  *check(use) {
    const incoming = use.incoming.filter((pair) => pair.role.arn !== null);
    if (use.policy === null || !use.policy.document.valid || incoming.length === 0) return;
    for (const statement of use.policy.document.statements)
      if (statement.effect === 'Allow' && statement.inert === null) yield* problemsOf(statement, incoming, use);
  },
});

function* problemsOf(statement: Statement, incoming: readonly Pair[], use: BucketUse): Iterable<TooBroad> {
  const { bucket, policy, settings } = use;
  const roles = new Set(incoming.map(({ role }) => role.arn ?? ''));
  const resource = bucketArn(bucket);
  const granted = grantedActions(statement, resource);
  const found = admittedBeside(statement, { roles, account: bucket.account }).flatMap((admitted) => {
    const problem = judged(admitted, { statement, granted, account: bucket.account });
    return problem === null || isTrusted(admitted, settings.trustedOrganizations) ? [] : [problem];
  });
  const isForRole = namesOne(statement, roles);
  const more = isForRole ? granted.filter((action) => !usedByReplication.has(action)) : [];
  const text = valueOf(bucket.policy);
  if ((found.length === 0 && more.length === 0) || text === undefined) return;
  const patch = narrowedStatement({ kind: 'bucket-policy', resource, account: bucket.account, text }, statement, {
    needed: bucketStatements(incoming, (action) => granted.includes(action)),
    admitted:
      more.length > 0 || (isForRole && granted.includes('s3:PutBucketVersioning'))
        ? []
        : found.map(({ admitted }) => admitted),
  });
  const words = {
    bucket: bucket.name,
    statement: statement.path,
    place: placeText(bucket.account, regionOf(bucket)),
    instead: narrowingText(patch),
  };
  const at = {
    resource,
    account: bucket.account,
    region: regionOf(bucket),
    origin: policy?.origin ?? null,
    patches: [patch],
  };
  const known = new Set([...incoming.map(({ role }) => role.account), ...settings.trustedAccounts]);
  for (const { admitted, actions, ...problem } of found) {
    // The console writes the account of the role; the policies of that account then decide.
    const isKnown = admitted.kind === 'accounts' && admitted.names.every((account) => known.has(account));
    const principals = shortList('names' in admitted ? admitted.names : []);
    yield {
      ...problem,
      ...(isKnown ? { level: 'note' as const } : {}),
      data: { ...words, principals, actions: shortList(actions) },
      ...at,
      discriminator: [statement.path, ...(problem.message === 'others' ? [] : [problem.message])].join(' '),
    };
  }
  if (more.length === 0) return;
  const data = { ...words, principals: '', actions: shortList(more) };
  yield { message: 'more', data, ...at, discriminator: `${statement.path} more` };
}

type MessageId = 'anyone' | 'conditional' | 'organization' | 'account' | 'matching' | 'others' | 'service' | 'more';
type TooBroad = ProblemOn<MessageId, 'bucket' | 'place' | 'statement' | 'instead' | 'principals' | 'actions'>;

interface Found extends Pick<TooBroad, 'message' | 'level'> {
  readonly admitted: Admitted;
  readonly actions: readonly string[];
}

/** What is wrong with letting them in; null = nothing that can be told from the policy. */
function judged(
  admitted: Admitted,
  {
    statement,
    granted,
    account,
  }: { readonly statement: Statement; readonly granted: readonly string[]; readonly account: string | null },
): Found | null {
  const isHome = 'names' in admitted && admitted.names.every((name) => accountOfArn(name) === account);
  const relevant = admitted.kind === 'services' ? ofServices : isHome ? destructive : writes;
  const actions = granted.filter((action) => relevant.has(action));
  if (actions.length === 0) return null;
  switch (admitted.kind) {
    case 'anyone':
      return { admitted, actions, message: 'anyone', level: 'error' };
    case 'matching':
      return {
        admitted,
        actions,
        message: 'matching',
        ...(admitted.isOfAnyAccount ? { level: 'error' as const } : {}),
      };
    case 'services':
      return isTiedToSource(statement) ? null : { admitted, actions, message: 'service' };
    default:
      return { admitted, actions, message: messages[admitted.kind] };
  }
}

const messages = {
  organizations: 'organization',
  accounts: 'account',
  principals: 'others',
  conditional: 'conditional',
} as const;

function isTrusted(admitted: Admitted, organizations: readonly string[]): boolean {
  return (
    admitted.kind === 'organizations' &&
    admitted.names.every((name) => organizations.includes(name.split('/')[0] ?? ''))
  );
}

function namesOne({ principals }: Statement, roles: ReadonlySet<string>): boolean {
  return (
    principals?.not === false &&
    principals.entries.some(
      (entry) =>
        (entry.kind === 'role' && roles.has(entry.arn)) ||
        (entry.kind === 'session' && [...roles].some((role) => assumedRoleArn(role, 's3-replication') === entry.arn)),
    )
  );
}

/** What replicates into a bucket, deletes from it, or undoes its protection. */
const destructive = new Set([
  's3:ReplicateObject',
  's3:ReplicateDelete',
  's3:ReplicateTags',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:DeleteBucket',
  's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  's3:BypassGovernanceRetention',
]);

/** S3 never replicates as a service: such a grant is a dead one, which has a rule of its own. */
const ofServices = new Set([...destructive].filter((action) => !/^s3:(?:Replicate|ObjectOwner)/u.test(action)));

const writes = new Set([...destructive, 's3:PutObject']);

/** What the documented examples grant a replication role on a destination; s3:PutBucketVersioning has a rule of its own. */
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
  's3:PutBucketVersioning',
]);
