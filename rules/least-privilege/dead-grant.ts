import { defineRule } from '../../src/engine/model.js';
import { policyNameText } from '../../src/engine/findings/permission-words.js';
import { shortList } from '../../src/basics/short-list.js';
import { findAction } from '../../src/policy/service-data/index.js';

export default defineRule<'policy'>({
  subject: 'policy',
  meta: {
    title: 'A grant can never take effect',
    healthy: 'Every grant can take effect',
    level: 'note',
    why: 'A bucket action on an object ARN, an object action on a bucket ARN, an alias as a key resource: such a grant is stored without a word and never matches. Whoever reads the policy believes in it.',
    whenNot: 'Leave it out for policies of templates that cannot be changed.',
    sources: [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
    ],
    needs: ['GetRolePolicy', 'GetBucketPolicy', 'GetKeyPolicy'],
    failureReasons: [],
    messages: {
      inert: '{{statement}} of {{policy}} on {{attachedTo}} never applies: {{why}}',
      level:
        '{{statement}} of {{policy}} on {{attachedTo}} grants {{actions}} on {{resources}}, which never matches: {{why}}.',
      alias:
        '{{statement}} of {{policy}} on {{attachedTo}} names the key alias {{resources}} as its resource; an alias is a resource of its own and never stands for the key.',
      service:
        '{{statement}} of {{policy}} on {{attachedTo}} grants replication actions to the service s3.amazonaws.com; S3 replicates with the role, so the grant never matches a replication request.',
    },
    help: {
      inert: 'Mend or remove the statement.',
      level: 'Put bucket actions on the bucket ARN and object actions on the bucket ARN followed by /*.',
      alias: 'Name the key ARN.',
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
        discriminator: `${policy.name} ${statement.path}`,
      };
      if (statement.inert !== null) {
        yield { message: 'inert', data: { ...words, why: statement.inert }, ...at };
        continue;
      }
      const actions = statement.actions.not
        ? []
        : statement.actions.patterns.filter((pattern) => !pattern.includes('*') && !pattern.includes('?'));
      const resources = statement.resources === null || statement.resources.not ? [] : statement.resources.patterns;
      const aliases = resources.filter((resource) => /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//u.test(resource));
      if (
        aliases.length > 0 &&
        aliases.length === resources.length &&
        actions.some((action) => keyActions.has(action.toLowerCase()))
      ) {
        yield { message: 'alias', data: { ...words, resources: shortList(aliases, 3) }, ...at };
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
          ? 'these actions are on objects, the resources are buckets'
          : 'these actions are on buckets, the resources are objects';
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

/** True where every resource is an S3 ARN of the other level: only buckets for an object action, only objects for a bucket action. */
function isAtWrongLevel(action: string, resources: readonly string[]): boolean {
  const types = findAction(action)?.resourceTypes ?? [];
  const wantsObject = types.includes('object') && !types.includes('bucket');
  const wantsBucket = types.includes('bucket') && !types.includes('object');
  if ((!wantsObject && !wantsBucket) || resources.length === 0) return false;
  return resources.every((resource) => {
    const match = /^arn:[^:]*:s3:::([^/]*)(\/.*)?$/su.exec(resource);
    if (match === null) return false;
    const [, bucket = '', key] = match;
    if (wantsBucket) return key !== undefined && !bucket.includes('*');
    return key === undefined && !bucket.includes('*');
  });
}
