import {
  defineRule,
  exampleOf,
  grantedBy,
  insteadOf,
  keysWithin,
  otherAccountsText,
  reachedActions,
} from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { union } from '../../src/policy/index.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'The role reaches KMS keys that its replication rules do not need',
    healthy: 'The replication role reaches only the KMS keys that its replication rules need',
    level: 'warning',
    controls: ['KMS.1', 'KMS.2', 'PCI DSS v4.0.1/3.6.1', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'A role that is allowed to use every key can decrypt everything in the account that is encrypted with KMS, in S3 or elsewhere.',
    whenNot: 'Skip this rule if objects of the source are encrypted with many keys that come and go.',
    limits: 'Only keys that were read are counted. Statements that depend on aliases or tags of keys are not judged.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'DescribeKey'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      keys: 'Role {{role}} is allowed to use more keys than its replication rules need',
    },
    messages: {
      keys: 'Replication role {{role}} is allowed {{actions}} on more keys than its replication rules need, for example {{example}}. That reaches {{reach}}. It is granted by {{granted}}.',
    },
    help: {
      keys: '{{instead}}',
    },
  },
  *check(use) {
    // Without knowing which keys protect the sources nothing can be called too broad.
    if (use.pairs.some((pair) => pair.facts.replicatesKms && pair.kms.sourceKeys.some((key) => key.arn === null)))
      return;
    const broad = reachedActions(use).filter(
      ({ action, isNeeded, isTooMuch }) => isNeeded && action.startsWith('kms:') && isTooMuch,
    );
    const [first] = broad;
    if (first === undefined) return;
    const keys = keysWithin(use.estate, union(...broad.map(({ unneeded }) => unneeded)));
    const foreign = keys.filter((arn) => use.estate.kmsKeys.get(arn)?.account !== use.role.account);
    const reach =
      keys.length === 0
        ? 'keys that were not read'
        : `${keys.length} more of the ${use.estate.kmsKeys.size} keys that were read${otherAccountsText(foreign.length)}`;
    const example = keys[0] ?? exampleOf(use, first);
    const names = broad.map(({ action }) => action);
    const data = {
      role: use.arn,
      actions: shortList(names),
      example,
      reach,
      granted: grantedBy(use, names),
      instead: insteadOf(use).text,
    };
    yield {
      message: 'keys',
      data,
      resource: use.arn,
      account: use.role.account,
      region: null,
      origin: use.role.origin,
      patches: [insteadOf(use).patch],
    };
  },
});
