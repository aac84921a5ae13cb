import { defineRule } from '../../src/engine/model.js';
import { shortList } from '../../src/engine/surplus.js';
import { principalText } from '../../src/engine/principal-text.js';

export default defineRule<'role'>({
  subject: 'role',
  meta: {
    title: 'Only S3 can assume the replication role',
    level: 'warning',
    why: 'The replication role can read every replicated bucket and write into its destinations. A trust policy that admits others gives them the same.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    ],
    needs: ['GetRole'],
    failureReasons: [],
    messages: {
      others:
        'The trust policy of replication role {{role}} lets {{principals}} assume it ({{statement}}), although only s3.amazonaws.com needs to.',
      anyone:
        'The trust policy of replication role {{role}} lets anyone assume it ({{statement}}): every AWS account can read what it replicates.',
    },
    help: {
      others: 'Remove {{principals}} from {{statement}} of the trust policy, or give them a role of their own.',
      anyone: 'Replace the principal "*" by {"Service": "s3.amazonaws.com"}.',
    },
  },
  *check(use) {
    const { trustPolicy } = use;
    if (trustPolicy === null || !trustPolicy.document.valid) return;
    for (const statement of trustPolicy.document.statements) {
      if (statement.effect !== 'Allow' || statement.inert !== null || statement.principals === null) continue;
      const entries = statement.principals.entries;
      const where = {
        resource: use.arn,
        account: use.role.account,
        region: null,
        origin: trustPolicy.origin,
        discriminator: statement.path,
      };
      if (entries.some(({ kind }) => kind === 'anyone')) {
        const isLimited = statement.conditions.some(
          ({ key, operator }) => key.startsWith('aws:principal') && !operator.includes('Not'),
        );
        if (!isLimited) {
          yield { message: 'anyone', level: 'error', data: { role: use.arn, statement: statement.path }, ...where };
          continue;
        }
      }
      const others = entries
        .map(principalText)
        .filter((text) => text !== null && !ownServices.has(text))
        .filter((text) => text !== null);
      if (others.length > 0)
        yield {
          message: 'others',
          data: { role: use.arn, principals: shortList(others), statement: statement.path },
          ...where,
        };
    }
  },
});

/** S3 itself, and S3 Batch Operations, which AWS documents for a role that serves both. */
const ownServices = new Set(['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com']);
