import { defineRule, isExplicitDeny, type Pair, reasonText } from '../../src/engine/model.js';
import type { Denial } from '../../src/policy/model.js';
import { targets } from '../../src/replication/targets.js';

type Request = Pair['requests']['remarkable'][number];

export default defineRule({
  subject: 'role',
  meta: {
    title: 'Object annotations do not arrive',
    healthy: 'The replication role is allowed to replicate object annotations',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Object annotations replicate only if the role is allowed to read them at the source and nothing denies writing them. The replication status of an object does not show whether they arrived.',
    whenNot: 'Skip this rule if objects carry no annotations.',
    limits: 'No setting says whether objects carry annotations, so there is one note for each role and cause.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
    ],
    needs: ['GetRole', 'GetRolePolicy'],
    failureReasons: ['SrcGetObjectAnnotationNotPermitted', 'DstPutObjectAnnotationNotPermitted'],
    headlines: {
      missing: 'Role {{role}} cannot replicate annotations',
    },
    messages: {
      missing:
        'Replication role {{role}} is not allowed {{action}} for {{count}} of its replication rules: {{reason}}.| |Annotations do not arrive, if objects carry any.',
    },
    help: {
      missing: 'If objects carry annotations, {{remedy}}. Otherwise ignore this note.',
    },
  },
  *check({ arn, role, pairs }) {
    const byCause = new Map<
      string,
      { readonly request: Request; readonly denial: Denial; readonly pairs: Set<Pair> }
    >();
    for (const pair of pairs) {
      if (!pair.enabled) continue;
      for (const request of pair.requests.remarkable) {
        if (request.row.aspect !== 'annotations') continue;
        for (const denial of request.decision.denials) {
          const id = `${request.action} ${denial.cause}`;
          const known = byCause.get(id);
          if (known === undefined) byCause.set(id, { request, denial, pairs: new Set([pair]) });
          else known.pairs.add(pair);
        }
      }
    }
    for (const [id, { request, denial, pairs: affected }] of byCause) {
      const { action, row } = request;
      const remedy = isExplicitDeny(denial)
        ? `exempt the role from that Deny for ${action}`
        : `allow ${action} on the ${targets[row.target].words}`;
      const data = { role: arn, action, count: String(affected.size), reason: reasonText(denial), remedy };
      yield {
        message: 'missing',
        data,
        resource: arn,
        account: role.account,
        region: null,
        origin: role.origin,
        discriminator: id,
        failureReasons: row.failureReasons,
      };
    }
  },
});
