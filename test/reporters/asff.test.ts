/** Findings for AWS Security Hub: valid by its API's model, within its lengths, with ids that stay, and PASSED only for what is proved. */
import { describe, expect, test } from '@jest/globals';
import { verdicts, type Report, type Verdict } from '../../src/report/model.js';
import { asffFindings, batchesOf } from '../../src/reporters/asff/findings.js';
import { limits, type AsffFinding } from '../../src/reporters/asff/model.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';
import { allEstates, estateAt } from './estates.js';
import { faultsOf, shapesOf } from './aws-model.js';
import { hostileReport, hostileStory, hostileTexts } from './hostile.js';
import { controls as controlCharacters, render } from './render.js';

const shapes = shapesOf('securityhub', '2018-10-26');
const checked = shapes === null ? test.skip : test;
const rules = ruleFacts;

async function findingsOf(report: Report, now?: string): Promise<readonly AsffFinding[]> {
  return JSON.parse(await render('asff', report, now === undefined ? {} : { now })) as readonly AsffFinding[];
}

function withVerdict(report: Report, verdict: Verdict): Report {
  return { ...report, findings: [], replication: report.replication.map((entry) => ({ ...entry, verdict })) };
}

/** Lengths that the model does not have: Security Hub User Guide, "AWS Security Finding Format". */
function lengthsHold(findings: readonly AsffFinding[]): void {
  for (const finding of findings) {
    expect(finding.Title.length).toBeLessThanOrEqual(256);
    expect(finding.Description.length).toBeLessThanOrEqual(1024);
    expect(finding.Id.length).toBeLessThanOrEqual(512);
    expect(finding.GeneratorId.length).toBeLessThanOrEqual(512);
    expect(finding.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512);
    expect(finding.Note?.Text.length ?? 0).toBeLessThanOrEqual(512);
    expect(finding.Resources.length).toBeGreaterThan(0);
    expect(finding.Resources.length).toBeLessThanOrEqual(32);
    for (const { Id } of finding.Resources) expect(Id.length).toBeLessThanOrEqual(512);
    expect(finding.Compliance.RelatedRequirements?.length ?? 1).toBeGreaterThan(0);
    expect(finding.Compliance.RelatedRequirements?.length ?? 0).toBeLessThanOrEqual(32);
    for (const requirement of finding.Compliance.RelatedRequirements ?? [])
      expect(requirement.length).toBeLessThanOrEqual(64);
    expect(Object.keys(finding.ProductFields).length).toBeLessThanOrEqual(50);
    for (const value of Object.values(finding.ProductFields)) expect(value.length).toBeLessThanOrEqual(2048);
    expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240 * 1024);
  }
}

const reports: readonly (readonly [string, Report])[] = allEstates.map((path) => [path, auditOf(estateAt(path))]);

describe('the model of BatchImportFindings', () => {
  checked.each(reports)('%s', async (_, report) => {
    const findings = await findingsOf(report);
    expect(findings.length).toBe(report.replication.length + report.findings.length);
    for (const batch of batchesOf(findings))
      expect(faultsOf(shapes ?? {}, 'BatchImportFindingsRequest', { Findings: batch })).toEqual([]);
    lengthsHold(findings);
  });

  checked.each(hostileTexts)('%s in every name', async (_, evil) => {
    for (const report of [hostileReport(evil), hostileStory(evil), hostileReport(`${evil} `.repeat(3_000))]) {
      const findings = await findingsOf(report);
      for (const batch of batchesOf(findings))
        expect(faultsOf(shapes ?? {}, 'BatchImportFindingsRequest', { Findings: batch })).toEqual([]);
      lengthsHold(findings);
      for (const text of textsIn(findings)) expect(text).not.toMatch(controlCharacters);
    }
  });

  checked('sees what is wrong', () => {
    const [finding] = asffFindings(reports[0]?.[1] as Report, { rules });
    const broken = { ...finding, Title: '', Severity: { Label: 'BAD' }, Extra: 1, Resources: undefined };
    expect(faultsOf(shapes ?? {}, 'BatchImportFindingsRequest', { Findings: [broken] }).toSorted()).toEqual([
      '.Findings[0].Extra: unknown',
      '.Findings[0].Resources: missing',
      '.Findings[0].Resources: no list',
      '.Findings[0].Severity.Label: none of INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL',
      '.Findings[0].Title: does not match .*\\S.*',
    ]);
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('status', () => {
  const expected: Readonly<Record<Verdict, string>> = {
    replicates: 'PASSED',
    partly: 'FAILED',
    fails: 'FAILED',
    unknown: 'NOT_AVAILABLE',
    skipped: 'NOT_AVAILABLE',
    disabled: 'NOT_AVAILABLE',
  };
  test.each(verdicts.map((verdict) => [verdict]))('of a replication rule: %s', (verdict) => {
    const report = withVerdict(auditOf(fixture('cross-account-good')), verdict);
    const [finding] = asffFindings(report, { rules });
    expect(finding?.Compliance.Status).toBe(expected[verdict]);
    expect(finding?.Severity.Label).toBe(expected[verdict] === 'FAILED' ? 'HIGH' : 'INFORMATIONAL');
  });

  test('of a finding: no finding passes, what is unknown does not fail, a note is no failure', () => {
    const byStatus = new Map<string, Set<string>>();
    for (const [, report] of reports)
      for (const finding of report.findings) {
        const own = asffFindings({ ...report, replication: [], findings: [finding] }, { rules })[0];
        const word = finding.kind === 'unknown' ? 'unknown' : finding.level;
        byStatus.set(word, (byStatus.get(word) ?? new Set()).add(own?.Compliance.Status ?? ''));
      }
    expect(Object.fromEntries([...byStatus].map(([word, statuses]) => [word, [...statuses]]))).toEqual({
      error: ['FAILED'],
      warning: ['FAILED'],
      note: ['WARNING'],
      unknown: ['NOT_AVAILABLE'],
    });
  });
});

describe('what a finding says', () => {
  const report = auditOf(fixture('five-independent-defects'));
  const findings = asffFindings(report, { rules });

  test('the account’s own product, the controls of its rule, and the resource', () => {
    for (const each of findings) {
      const [, region = '', account = ''] =
        /^arn:aws:securityhub:([a-z0-9-]+):(\d{12}):product\/\2\/default$/u.exec(each.ProductArn) ?? [];
      expect(account).toBe(each.AwsAccountId);
      expect(region).toMatch(/^us-/u);
    }
    const decrypt = findings.find(({ GeneratorId }) => GeneratorId === 'replint/kms/decrypt-not-allowed');
    expect(decrypt?.Compliance.RelatedRequirements).toEqual(
      expect.arrayContaining(['NIST.800-53.r5 SC-28', 'PCI DSS v4.0.1/3.5.1', 'ISO/IEC 27001:2022 A.8.24', 'S3.17']),
    );
    expect(findings.some(({ Resources }) => Resources.some(({ Type }) => Type === 'AwsIamRole'))).toBe(true);
    expect(findings.some(({ Resources }) => Resources.some(({ Type }) => Type === 'AwsS3Bucket'))).toBe(true);
  });

  test('replication within a Region, or to one that is not known, is not said to serve another Region', () => {
    const [entry] = report.replication;
    if (entry === undefined) throw new Error('no replication rule');
    const requirementsTo = (region: string | null): readonly string[] => {
      const destination = { bucket: 'replica', account: null, region };
      const source = { ...entry.source, region: 'us-east-1' };
      const [own] = asffFindings(
        { ...report, findings: [], replication: [{ ...entry, source, destination }] },
        { rules },
      );
      return own?.Compliance.RelatedRequirements ?? [];
    };
    expect(requirementsTo('us-west-2')).toEqual(expect.arrayContaining(['S3.7', 'NIST.800-53.r5 CP-6(1)']));
    for (const region of ['us-east-1', null, 'wherever']) {
      expect(requirementsTo(region)).toContain('NIST.800-53.r5 CP-9');
      expect(requirementsTo(region).join(' ')).not.toMatch(/S3\.7|CP-6/u);
    }
  });

  test('one account may import them all', () => {
    const importer = { account: '999988887777', region: 'eu-central-1' };
    for (const each of asffFindings(report, { rules }, importer)) {
      expect(each.AwsAccountId).toBe('999988887777');
      expect(each.ProductArn).toBe('arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default');
    }
    const china = asffFindings(report, { rules }, { account: '999988887777', region: 'cn-north-1' });
    expect(china[0]?.ProductArn).toMatch(/^arn:aws-cn:securityhub:cn-north-1:/u);
  });

  test('a suppressed finding is suppressed, with the reason', () => {
    const [first] = report.findings;
    const suppressed = { reason: 'known\nfor long', owner: null, expires: null };
    const [own] = asffFindings(
      { ...report, replication: [], findings: first === undefined ? [] : [{ ...first, suppressed }] },
      { rules },
    );
    expect(own).toMatchObject({
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'known for long', UpdatedBy: 'replint' },
    });
  });

  test('the time is when it was collected, else that of the report, and never a guess at it', async () => {
    const at = (collectedAt: string | null): Report => ({ ...report, input: { ...report.input, collectedAt } });
    const now = '2026-11-27T04:00:00Z';
    expect((await findingsOf(at('2026-11-20T01:02:03Z'), now))[0]?.UpdatedAt).toBe('2026-11-20T01:02:03.000Z');
    expect((await findingsOf(at(null), now))[0]?.UpdatedAt).toBe('2026-11-27T04:00:00.000Z');
    expect((await findingsOf(at('yesterday'), now))[0]?.UpdatedAt).toBe('2026-11-27T04:00:00.000Z');
  });
});

describe('ids', () => {
  test('stay when the verdict, the order and the other replication rules change, and are there once', () => {
    const report = auditOf(fixture('five-independent-defects'));
    const ids = asffFindings(report, { rules }).map(({ Id }) => Id);
    expect(new Set(ids).size).toBe(ids.length);
    const turned = {
      ...report,
      findings: report.findings.toReversed(),
      replication: withVerdict(report, 'replicates').replication.toReversed(),
    };
    expect(
      asffFindings(turned, { rules })
        .map(({ Id }) => Id)
        .sort(),
    ).toEqual(ids.toSorted());
  });

  test('two replication rules that nothing tells apart have two', () => {
    const report = auditOf(fixture('cross-account-good'));
    const twice = { ...report, replication: [...report.replication, ...report.replication] };
    const ids = asffFindings(twice, { rules }).map(({ Id }) => Id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('batches hold a hundred at most, of one account and Region each, and all', () => {
  const report = auditOf(fixture('five-independent-defects'));
  const many = Array.from({ length: 101 }, () => asffFindings(report, { rules })).flat();
  const other = asffFindings(report, { rules }, { account: '999988887777', region: 'us-east-1' });
  const batches = batchesOf([...many, ...other]);
  expect(batches.flat()).toHaveLength(many.length + other.length);
  for (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(limits.batch);
    expect(new Set(batch.map(({ ProductArn }) => ProductArn)).size).toBe(1);
  }
  expect(batches.some((batch) => batch.length === limits.batch)).toBe(true);
});
