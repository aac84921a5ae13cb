import { bucketOfArn } from '../../src/estate/arn.js';
import { holdsOpenValue } from '../../src/basics/stand-in.js';
import { defineRule, isOfBucket, matchesArn, policyNameText } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import type { PolicyKind } from '../../src/policy/index.js';
import { findAction } from '../../src/policy/service-data/index.js';

export default defineRule({
  subject: 'policy',
  meta: {
    title: 'A grant can never take effect',
    healthy: 'Every grant can take effect',
    level: 'note',
    controls: ['NIST.800-53.r5 AC-6', 'ISO/IEC 27001:2022 A.5.15'],
    why: 'A bucket action on an object ARN, an object action on a bucket ARN, an alias as a key resource: AWS stores such a grant without a warning, and it never matches. Anyone who reads the policy relies on it.',
    whenNot: 'Skip this rule for policies from templates that you cannot change.',
    sources: [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
    ],
    needs: ['GetRolePolicy', 'GetBucketPolicy', 'GetKeyPolicy'],
    failureReasons: [],
    headlines: {
      inert: '{{statement}} on {{attachedTo}} never applies',
      level: '{{statement}} on {{attachedTo}} never applies',
      alias: '{{statement}} on {{attachedTo}} never applies',
      key: '{{statement}} on {{attachedTo}} never applies',
      bucket: '{{statement}} on {{attachedTo}} never applies',
      foreign: '{{statement}} on {{attachedTo}} never applies',
      service: '{{statement}} on {{attachedTo}} never applies',
    },
    messages: {
      inert: '{{statement}} of {{policy}} on {{attachedTo}} never applies: {{why}}',
      level:
        '{{statement}} of {{policy}} on {{attachedTo}} grants {{actions}} on {{resources}}, which never matches: {{why}}.',
      alias:
        '{{statement}} of {{policy}} on {{attachedTo}} names the key alias {{resources}} as its resource. An alias is a separate resource and never stands for the key.',
      key: '{{statement}} of {{policy}} on {{attachedTo}} names {{resources}} as its resource, which is not the key: in a key policy the resource is the key itself|, so |the statement never matches.',
      bucket:
        '{{statement}} of {{policy}} on {{attachedTo}} names {{resources}} as its resource, which is not the bucket or an object in it|, so |the statement never matches.',
      foreign:
        '{{statement}} of {{policy}} on {{attachedTo}} grants {{actions}} on {{resources}}, which are resources of another service|, so |the statement never matches.',
      service:
        '{{statement}} of {{policy}} on {{attachedTo}} grants replication actions to the service s3.amazonaws.com. S3 replicates with the role|, so |the grant never matches a replication request.',
    },
    help: {
      inert: 'Correct or remove the statement.',
      level: 'Put bucket actions on the bucket ARN and object actions on the bucket ARN followed by /*.',
      alias: 'Name the key ARN.',
      key: 'Set Resource to "*", which stands for the key, and tie the statement to a bucket by a condition on kms:EncryptionContext:aws:s3:arn.',
      bucket: 'Name the bucket, or its objects, as the resource.',
      foreign: 'Name resources that these actions apply to.',
      service: 'Name the replication role as the principal.',
    },
  },
  *check({ policy, attachedTo, account, region }) {
    if (!policy.document.valid || !looked.has(policy.kind)) return;
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow') continue;
      const words = { statement: statement.path, policy: policyNameText(policy), attachedTo };
      const at = {
        resource: attachedTo,
        account,
        region,
        origin: policy.origin,
        discriminator: `${policy.shortName} ${statement.path}`,
      };
      // What a value makes of it that is not known, nobody can say.
      if ([...statement.actions.patterns, ...(statement.resources?.patterns ?? [])].some(holdsOpenValue)) continue;
      if (statement.inert !== null) {
        yield { message: 'inert', data: { ...words, why: statement.inert }, ...at };
        continue;
      }
      const actions = statement.actions.not
        ? []
        : statement.actions.patterns.filter((pattern) => !pattern.includes('*') && !pattern.includes('?'));
      const resources = statement.resources === null || statement.resources.not ? [] : statement.resources.patterns;
      const misplaced = misplacedMessage(policy.kind, attachedTo, { actions, resources });
      if (misplaced !== null) {
        yield {
          message: misplaced,
          data: { ...words, actions: shortList(actions, 3), resources: shortList(resources, 3) },
          ...at,
        };
        continue;
      }
      const isForService =
        statement.principals?.entries.every(
          (entry) => entry.kind === 'service' && entry.service === 's3.amazonaws.com',
        ) === true;
      if (
        policy.kind === 'bucket' &&
        isForService &&
        actions.some((action) => action.toLowerCase().startsWith('s3:replicate'))
      ) {
        yield { message: 'service', data: words, ...at };
        continue;
      }
      const dead = actions.filter((action) => isAtWrongLevel(action, resources));
      if (dead.length === 0) continue;
      const why =
        findAction(dead[0] ?? '')?.resourceTypes.includes('object') === true
          ? 'these actions apply to objects, but the resources are buckets'
          : 'these actions apply to buckets, but the resources are objects';
      yield {
        message: 'level',
        data: { ...words, actions: shortList(dead), resources: shortList(resources, 3), why },
        ...at,
      };
    }
  },
});

const looked = new Set(['identity', 'bucket', 'key']);
const keyActions = new Set(['kms:decrypt', 'kms:encrypt', 'kms:generatedatakey']);

interface Grant {
  /** Without patterns. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Which message says why none of the resources is one that the statement can be about; null = one may be. */
function misplacedMessage(
  kind: PolicyKind,
  attachedTo: string,
  { actions, resources }: Grant,
): 'alias' | 'key' | 'bucket' | 'foreign' | null {
  if (resources.length === 0 || resources.some((resource) => resource.includes('${'))) return null;
  const isOnKeys = kind === 'key' || actions.some((action) => keyActions.has(action.toLowerCase()));
  if (isOnKeys && resources.every((resource) => /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//u.test(resource))) return 'alias';
  if (kind === 'key') return resources.some((resource) => matchesArn(resource, attachedTo)) ? null : 'key';
  if (kind === 'bucket') return resources.some((resource) => isOfBucket(resource, attachedTo)) ? null : 'bucket';
  const services = new Set(actions.map((action) => action.slice(0, action.indexOf(':')).toLowerCase()));
  const [service = ''] = services;
  if (services.size !== 1 || (service !== 's3' && service !== 'kms')) return null;
  const isForeign = (resource: string): boolean => /^arn:[^:*?]*:([^:*?]+):/u.exec(resource)?.[1] === others[service];
  return resources.every(isForeign) ? 'foreign' : null;
}

const others = { s3: 'kms', kms: 's3' } as const;

/** True where every resource is an S3 ARN of the other level: only buckets for an object action, only objects for a bucket action. */
function isAtWrongLevel(action: string, resources: readonly string[]): boolean {
  const types = findAction(action)?.resourceTypes ?? [];
  const wantsObject = types.includes('object') && !types.includes('bucket');
  const wantsBucket = types.includes('bucket') && !types.includes('object');
  if ((!wantsObject && !wantsBucket) || resources.length === 0) return false;
  return resources.every((resource) => {
    const named = bucketOfArn(resource);
    if (named === null || named.name.includes('*')) return false;
    return wantsBucket === (named.key !== null);
  });
}
