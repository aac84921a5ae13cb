/**
 * AWS Security Hub's own controls of S3 and KMS that replication bears on, and which requirements of NIST SP 800-53 and PCI DSS AWS
 * relates each of them to. Source: Security Hub User Guide, "Security Hub CSPM controls for Amazon S3" and "… for AWS KMS", members
 * "Related requirements"; of those, the ones that concern copies, keys and access. Whether a control belongs to the standard AWS
 * Foundational Security Best Practices: "AWS Foundational Security Best Practices standard in Security Hub CSPM".
 */
import type { ControlFacts, Standard } from './model.js';
import type { nistControls } from './nist-800-53.js';
import type { pciControls } from './pci-dss.js';

export const foundational: Standard = {
  name: 'AWS Foundational Security Best Practices v1.0.0',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html',
};

export const securityHub: Standard = {
  name: 'AWS Security Hub CSPM',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
};

interface AwsControl extends ControlFacts {
  readonly foundational: boolean;
  /** What AWS relates it to. */
  readonly related: readonly (keyof typeof nistControls | keyof typeof pciControls)[];
}

const s3 = 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html';
const kms = 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html';

const everyKey = [
  'NIST.800-53.r5 AC-3',
  'NIST.800-53.r5 AC-3(7)',
  'NIST.800-53.r5 AC-5',
  'NIST.800-53.r5 AC-6',
  'NIST.800-53.r5 AC-6(3)',
] as const;

export const awsControls = {
  'S3.3': {
    title: 'S3 general purpose buckets should block public write access',
    source: `${s3}#s3-3`,
    foundational: true,
    related: [
      'NIST.800-53.r5 AC-3',
      'NIST.800-53.r5 AC-3(7)',
      'NIST.800-53.r5 AC-4',
      'NIST.800-53.r5 AC-6',
      'NIST.800-53.r5 AC-21',
    ],
  },
  'S3.6': {
    title: 'S3 general purpose bucket policies should restrict access to other AWS accounts',
    source: `${s3}#s3-6`,
    foundational: true,
    related: [],
  },
  'S3.7': {
    title: 'S3 general purpose buckets should use cross-Region replication',
    source: `${s3}#s3-7`,
    foundational: false,
    related: [
      'NIST.800-53.r5 AU-9(2)',
      'NIST.800-53.r5 CP-6',
      'NIST.800-53.r5 CP-6(1)',
      'NIST.800-53.r5 CP-6(2)',
      'NIST.800-53.r5 CP-9',
      'NIST.800-53.r5 CP-10',
      'NIST.800-53.r5 SC-36(2)',
      'NIST.800-53.r5 SI-13(5)',
    ],
  },
  'S3.11': {
    title: 'S3 general purpose buckets should have event notifications enabled',
    source: `${s3}#s3-11`,
    foundational: false,
    related: ['NIST.800-53.r5 CA-7', 'NIST.800-53.r5 SI-4'],
  },
  'S3.12': {
    title: 'ACLs should not be used to manage user access to S3 general purpose buckets',
    source: `${s3}#s3-12`,
    foundational: true,
    related: ['NIST.800-53.r5 AC-3', 'NIST.800-53.r5 AC-3(7)', 'NIST.800-53.r5 AC-6'],
  },
  'S3.14': {
    title: 'S3 general purpose buckets should have versioning enabled',
    source: `${s3}#s3-14`,
    foundational: false,
    related: [
      'NIST.800-53.r5 AU-9(2)',
      'NIST.800-53.r5 CP-6',
      'NIST.800-53.r5 CP-6(1)',
      'NIST.800-53.r5 CP-6(2)',
      'NIST.800-53.r5 CP-9',
      'NIST.800-53.r5 CP-10',
      'NIST.800-53.r5 SI-12',
      'NIST.800-53.r5 SI-13(5)',
    ],
  },
  'S3.15': {
    title: 'S3 general purpose buckets should have Object Lock enabled',
    source: `${s3}#s3-15`,
    foundational: false,
    related: ['NIST.800-53.r5 CP-6(2)', 'PCI DSS v4.0.1/10.5.1'],
  },
  'S3.17': {
    title: 'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
    source: `${s3}#s3-17`,
    foundational: false,
    related: [
      'NIST.800-53.r5 SC-12(2)',
      'NIST.800-53.r5 SC-13',
      'NIST.800-53.r5 SC-28',
      'NIST.800-53.r5 SC-28(1)',
      'PCI DSS v4.0.1/3.5.1',
    ],
  },
  'KMS.1': {
    title: 'IAM customer managed policies should not allow decryption actions on all KMS keys',
    source: `${kms}#kms-1`,
    foundational: true,
    related: everyKey,
  },
  'KMS.2': {
    title: 'IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys',
    source: `${kms}#kms-2`,
    foundational: true,
    related: everyKey,
  },
  'KMS.3': {
    title: 'AWS KMS keys should not be deleted unintentionally',
    source: `${kms}#kms-3`,
    foundational: true,
    related: ['NIST.800-53.r5 SC-12', 'NIST.800-53.r5 SC-12(2)'],
  },
  'KMS.5': {
    title: 'KMS keys should not be publicly accessible',
    source: `${kms}#kms-5`,
    foundational: true,
    related: [],
  },
} as const satisfies Readonly<Record<string, AwsControl>>;
