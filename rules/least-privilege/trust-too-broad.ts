import { defineRule, pasted, trustPolicyPatch } from '../../src/engine/model.js';
import type { Statement } from '../../src/policy/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { principalText } from '../../src/policy/parts.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'Principals other than S3 can assume the replication role',
    healthy: 'Only S3 can assume the replication role',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-3', 'NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.5.15'],
    why: 'The replication role can read every replicated bucket and write into its destinations. A trust policy that admits others gives them the same.',
    whenNot: 'Skip this rule for a role that another service uses as well. A separate role for that service is better.',
    limits:
      'A trust policy without aws:SourceAccount or aws:SourceArn is not flagged, although other scanners do (Prowler: iam_role_cross_service_confused_deputy_prevention): AWS does not document that S3 sends these keys for replication, and a condition on a key that is not sent stops replication. To test it safely, copy the role, add the condition to the copy, and let a test bucket replicate one object with it before you change the role itself.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    ],
    needs: ['GetRole'],
    failureReasons: [],
    headlines: {
      others: 'The trust policy of role {{role}} lets others than S3 assume it',
      anyone: 'The trust policy of role {{role}} lets anyone assume it',
    },
    messages: {
      others:
        'The trust policy of replication role {{role}} lets {{principals}} assume it ({{statement}}), although only s3.amazonaws.com needs to{{foreign}}.',
      anyone:
        'The trust policy of replication role {{role}} lets anyone assume it ({{statement}})|: |every AWS account can read what it replicates.',
    },
    help: {
      others: '{{instead}}',
      anyone: '{{instead}}',
    },
  },
  *check(use) {
    const { trustPolicy } = use;
    if (trustPolicy === null || !trustPolicy.document.valid) return;
    const patch = trustPolicyPatch(use, servicesOf(trustPolicy.document.statements));
    const instead = `Use this trust policy for role ${use.arn} in account ${use.role.account} instead, and give others a separate role:\n${pasted(patch.value)}`;
    for (const statement of trustPolicy.document.statements) {
      if (statement.effect !== 'Allow' || statement.inert !== null || statement.principals === null) continue;
      const entries = statement.principals.entries;
      const where = {
        resource: use.arn,
        account: use.role.account,
        region: null,
        origin: trustPolicy.origin,
        patches: [patch],
        discriminator: statement.path,
      };
      if (entries.some(({ kind }) => kind === 'anyone')) {
        const isLimited = statement.conditions.some(
          ({ key, operator }) => key.startsWith('aws:principal') && !operator.includes('Not'),
        );
        if (!isLimited) {
          yield {
            message: 'anyone',
            level: 'error',
            data: { role: use.arn, statement: statement.path, instead },
            ...where,
          };
          continue;
        }
      }
      const others = entries
        .filter(({ kind }) => kind !== 'nobody' && kind !== 'open')
        .map((entry) => (entry.kind === 'anyone' ? 'anyone who meets its conditions' : principalText(entry)))
        .filter((text) => !ownServices.has(text));
      if (others.length > 0)
        yield {
          message: 'others',
          data: {
            role: use.arn,
            principals: shortList(others),
            statement: statement.path,
            foreign: foreignText(others, use.role.account),
            instead,
          },
          ...where,
        };
    }
  },
});

/** S3 itself, and S3 Batch Operations, which AWS documents for a role that serves both. */
const ownServices = new Set(['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com']);

/** Those of the role's own services that it trusts today; S3 in any case. */
function servicesOf(statements: readonly Statement[]): readonly string[] {
  return [
    's3.amazonaws.com',
    ...statements.flatMap(({ effect, principals }) =>
      effect !== 'Allow'
        ? []
        : (principals?.entries ?? []).flatMap((entry) =>
            entry.kind === 'service' && ownServices.has(entry.service) ? [entry.service] : [],
          ),
    ),
  ];
}

/** `, 2 of them in other accounts`, where some are. */
function foreignText(principals: readonly string[], account: string): string {
  const foreign = principals.filter((text) => /\d{12}/u.test(text) && !text.includes(account)).length;
  if (foreign === 0) return '';
  return principals.length === 1
    ? ', which is in another account'
    : `, ${foreign} of them in ${foreign === 1 ? 'another account' : 'other accounts'}`;
}
