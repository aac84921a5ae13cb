/**
 * The checks of a report in the AWS Security Finding Format. Security Hub takes a finding of its account's own product from that account
 * only: each carries the account that owns what was checked, or else the one that imports all of them.
 */
import { isAccountId } from '../../basics/aws-names.js';
import { timeText } from '../../basics/instant.js';
import type { Level, Report } from '../../report/model.js';
import { checksOf, seenAt, type Check, type CheckStatus } from '../compliance/checks.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import type { CheckedResource, ResourceKind } from '../compliance/resources.js';
import { oneLine } from '../compliance/texts.js';
import type { ReporterOptions } from '../reporter.js';
import { limits, type AsffFinding, type AsffResource, type ComplianceStatus, type SeverityLabel } from './model.js';

/** Who imports findings of all accounts, and where. */
export interface Importer {
  readonly account: string;
  readonly region: string;
}

const statuses: Readonly<Record<CheckStatus, ComplianceStatus>> = {
  passed: 'PASSED',
  failed: 'FAILED',
  noted: 'WARNING',
  unknown: 'NOT_AVAILABLE',
  'not-applicable': 'NOT_AVAILABLE',
};

const severities: Readonly<Record<Level, SeverityLabel>> = { error: 'HIGH', warning: 'MEDIUM', note: 'LOW' };

/** One of the types that Security Hub's taxonomy has. */
const types = ['Software and Configuration Checks/AWS Security Best Practices'] as const;

const resourceTypes: Readonly<Record<ResourceKind, string>> = {
  bucket: 'AwsS3Bucket',
  role: 'AwsIamRole',
  key: 'AwsKmsKey',
  policy: 'AwsIamPolicy',
  account: 'AwsAccount',
  other: 'Other',
};

/** Of a finding that belongs to no account that is known. */
const noAccount = '000000000000';

/** @param importer the account that imports all of them; left out: each finding is for the account that it is about */
export function asffFindings(
  report: Report,
  {
    rules,
    now,
    workingDirectory,
  }: Pick<ReporterOptions, 'rules' | 'now'> & Partial<Pick<ReporterOptions, 'workingDirectory'>>,
  importer: Importer | null = null,
): readonly AsffFinding[] {
  const time = timeText(seenAt(report, now));
  const [first = noAccount] = report.input.accounts.filter((account) => isAccountId(account));
  return checksOf(report, { rules, ...(workingDirectory === undefined ? {} : { workingDirectory }) }).map((check) => {
    const owner = importer ?? { account: check.account ?? first, region: check.region ?? 'us-east-1' };
    return findingOf(check, owner, { time, version: report.tool.version });
  });
}

function findingOf(
  check: Check,
  { account, region }: Importer,
  { time, version }: { readonly time: string; readonly version: string },
): AsffFinding {
  const { suppressed, controls, level } = check;
  const severity = { Label: level === null ? 'INFORMATIONAL' : severities[level], Original: check.word } as const;
  const requirements = controls.map(({ id }) => id).slice(0, limits.relatedRequirements);
  return {
    SchemaVersion: '2018-10-08',
    Id: check.id,
    ProductArn: `arn:${partitionOfRegion(region)}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'replint',
    CompanyName: 'replint',
    GeneratorId: oneLine(`replint/${check.generator}`, limits.id),
    AwsAccountId: account,
    Types: types,
    LastObservedAt: time,
    CreatedAt: time,
    UpdatedAt: time,
    Severity: severity,
    FindingProviderFields: { Severity: severity, Types: types },
    Title: oneLine(check.title, limits.title),
    Description: oneLine(check.description, limits.description),
    Remediation: {
      Recommendation: {
        Text: oneLine(check.advice ?? 'What the verdict means, and what to do about it.', limits.recommendation),
        Url: check.page,
      },
    },
    ProductFields: productFields(check, version),
    Resources: check.resources.slice(0, limits.resources).map(asffResource),
    Compliance: {
      Status: statuses[check.status],
      ...(requirements.length === 0 ? {} : { RelatedRequirements: requirements }),
    },
    RecordState: 'ACTIVE',
    ...(suppressed === null
      ? {}
      : {
          Workflow: { Status: 'SUPPRESSED' },
          Note: {
            Text: oneLine(suppressed.reason, limits.note),
            UpdatedBy: oneLine(suppressed.owner ?? 'replint', limits.note),
            UpdatedAt: time,
          },
        }),
  };
}

function productFields(check: Check, version: string): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string | null>> = {
    'replint/version': version,
    'replint/status': check.status,
    'replint/word': check.word,
    'replint/account': check.account,
    'replint/sourceBucket': check.sourceBucket,
    'replint/replicationRule': check.replicationRule,
    'replint/place': check.place,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === null ? [] : [[name, oneLine(value, limits.productFieldValue)]],
    ),
  );
}

const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;

function asffResource({ id, kind, region, partition, account }: CheckedResource): AsffResource {
  const known = partitions.find((each) => each === partition);
  return {
    Type: resourceTypes[kind],
    Id: oneLine(kind === 'account' && account !== null ? `AWS::::Account:${account}` : id, limits.id),
    ...(known === undefined ? {} : { Partition: known }),
    ...(region === null ? {} : { Region: region }),
  };
}

/**
 * As many as one call takes, each of one account and Region.
 * @param mostBytes of a batch as JSON, where whoever passes it on takes no more; a finding alone may be larger
 */
export function batchesOf(
  findings: readonly AsffFinding[],
  mostBytes = Number.POSITIVE_INFINITY,
): readonly (readonly AsffFinding[])[] {
  const batches: AsffFinding[][] = [];
  const open = new Map<string, { readonly batch: AsffFinding[]; bytes: number }>();
  for (const finding of findings) {
    const bytes = Buffer.byteLength(JSON.stringify(finding)) + 1;
    const last = open.get(finding.ProductArn);
    if (last !== undefined && last.batch.length < limits.batch && last.bytes + bytes <= mostBytes) {
      last.batch.push(finding);
      last.bytes += bytes;
    } else {
      const batch = [finding];
      batches.push(batch);
      open.set(finding.ProductArn, { batch, bytes });
    }
  }
  return batches;
}
