import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'The trust policy depends on a condition key that S3 may not send',
    healthy: 'The trust policy depends on nothing that S3 may not send',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Conditions on aws:SourceAccount or aws:SourceArn in the trust policy of a replication role are met only if S3 sends these keys when it assumes the role. No AWS page says that it does, although other tools ask for such conditions. Without IfExists, replication stops if S3 does not send them.',
    whenNot: 'Test it and record the answer under `settled`.',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://github.com/prowler-cloud/prowler/issues/4714',
    ],
    needs: ['GetRole'],
    failureReasons: ['AssumeRoleNotPermitted'],
    headlines: {
      condition: 'The trust policy of role {{role}} requires {{key}}, which S3 may not send',
    },
    messages: {
      condition:
        '{{statement}} of the trust policy of replication role {{role}} requires {{key}}, and AWS does not document that S3 sends it when it assumes a replication role|: |if not, no object replicates.',
    },
    help: {
      condition:
        'Replicate a test object with this role before you rely on it, or use the operator with IfExists. Record the answer under settled in replint.config.yaml.',
    },
  },
  *check({ arn, role, trustPolicy }) {
    if (trustPolicy === null || !trustPolicy.document.valid) return;
    for (const statement of trustPolicy.document.statements) {
      if (statement.effect !== 'Allow') continue;
      const isForS3 =
        statement.principals?.entries.some(
          (entry) => entry.kind === 'service' && entry.service === 's3.amazonaws.com',
        ) === true;
      const test = statement.conditions.find(({ key, ifExists }) => sourceKeys.has(key) && !ifExists);
      if (!isForS3 || test === undefined) continue;
      const data = { statement: statement.path, role: arn, key: test.writtenKey };
      yield {
        message: 'condition',
        data,
        resource: arn,
        account: role.account,
        region: null,
        origin: trustPolicy.origin,
        discriminator: statement.path,
      };
    }
  },
});

const sourceKeys = new Set(['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths']);
