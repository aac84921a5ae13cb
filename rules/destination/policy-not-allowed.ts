import { targets } from '../../src/replication/targets.js';
import { defineRule, missingPermissions, permissionHelp } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The destination bucket policy does not allow the replication role',
    healthy: 'The bucket policy of a destination in another account allows the replication role',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: "Across accounts the role's own policies are not enough: the destination's bucket policy must allow the role, its session or its account every action that the replication rule needs. A grant to the service s3.amazonaws.com does not count, nor does one to a role ARN without its path. If the policy is public, RestrictPublicBuckets switches off all of its grants to other accounts.",
    limits: "If the destination's policy could not be read, the verdict is unknown and this rule does not fire.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    ],
    needs: ['GetBucketPolicy', 'GetPublicAccessBlock'],
    failureReasons: [
      'DstPutObjectNotPermitted',
      'DstDelObjNotPermitted',
      'DstMultipartCompleteNotPermitted',
      'DstMultipartInitNotPermitted',
      'DstMultipartUploadNotPermitted',
      'DstPutAclNotPermitted',
      'DstPutTaggingNotPermitted',
      'DstPutObjectAnnotationNotPermitted',
    ],
    messages: {
      notAllowed:
        'The bucket policy of destination bucket {{destinationBucket}} ({{destinationPlace}}) does not let replication role {{principal}} use {{action}} for {{replicationRule}} of {{sourceBucket}}: {{reason}}.| |{{consequence}}',
      partly:
        'The bucket policy of destination bucket {{destinationBucket}} ({{destinationPlace}}) lets replication role {{principal}} use {{action}} for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}.| |{{consequence}}',
    },
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(
      pair,
      ({ row }) =>
        targets[row.target].place === 'destination' &&
        row.callKind === 's3' &&
        row.requirement === 'required' &&
        row.needs === 'allow' &&
        row.aspect !== 'annotations',
      { side: 'destination-policy' },
    );
  },
});
