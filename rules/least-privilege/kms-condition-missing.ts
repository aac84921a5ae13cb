import { defineRule, insteadOf } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { actionsMatching } from '../../src/policy/service-data/index.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A KMS grant of the role is not tied to S3 and the bucket',
    healthy: 'KMS grants of the replication role are tied to S3 and the bucket',
    level: 'note',
    controls: ['NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/3.6.1', 'ISO/IEC 27001:2022 A.8.24'],
    why: "AWS recommends limiting the KMS permissions of a replication role with kms:ViaService and the encryption context. Without them, the role's credentials can be used to decrypt outside S3.",
    whenNot: 'Skip this rule if the key policy itself limits the key to S3.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html'],
    needs: ['GetRole', 'GetRolePolicy'],
    failureReasons: [],
    headlines: {
      open: 'Role {{role}} is allowed to use keys outside S3 replication',
    },
    messages: {
      open: 'Replication role {{role}} is allowed {{actions}} without a condition on {{missing}} ({{statement}} of identity-based policy "{{policy}}")|: |it can use the keys outside S3 replication.',
    },
    help: {
      open: '{{instead}}',
    },
  },
  *check(use) {
    const needed = new Set(
      use.needed.filter(({ action }) => action.startsWith('kms:')).map(({ action }) => action.toLowerCase()),
    );
    if (needed.size === 0) return;
    for (const policy of use.identityPolicies) {
      for (const statement of policy.document.statements) {
        if (statement.effect !== 'Allow' || statement.actions.not || statement.inert !== null) continue;
        const actions = statement.actions.patterns.filter((pattern) =>
          actionsMatching(pattern).some((name) => needed.has(name.toLowerCase())),
        );
        if (actions.length === 0) continue;
        const keys = new Set(statement.conditions.map(({ key }) => key));
        const missing = [
          keys.has('kms:viaservice') ? null : 'kms:ViaService',
          keys.has('kms:encryptioncontext:aws:s3:arn') ? null : 'kms:EncryptionContext:aws:s3:arn',
        ].filter((key) => key !== null);
        if (missing.length === 0) continue;
        const data = {
          role: use.arn,
          actions: shortList(actions),
          policy: policy.shortName,
          statement: statement.path,
          missing: missing.join(' and '),
          instead: insteadOf(use).text,
        };
        yield {
          message: 'open',
          data,
          resource: use.arn,
          account: use.role.account,
          region: null,
          origin: policy.origin,
          patches: [insteadOf(use).patch],
          discriminator: `${policy.shortName} ${statement.path}`,
        };
      }
    }
  },
});
