/** OCSF Compliance Findings: valid by the schema of the class, inert whatever a name holds, and Pass only for what is proved. */
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { verdicts, type Report, type Verdict } from '../../src/report/model.js';
import { auditOf, fixture } from '../audit-of.js';
import { allEstates, estateAt } from './estates.js';
import { hostileReport, hostileStory, hostileTexts } from './hostile.js';
import { controls as controlCharacters, render } from './render.js';

const schema = JSON.parse(readFileSync(new URL('compliance-finding.schema.json', import.meta.url), 'utf8')) as object;
const isValid = new Ajv2020({ allErrors: true, validateFormats: false }).compile(schema);

interface Event {
  readonly time: number;
  readonly status_id: number;
  readonly severity_id: number;
  readonly finding_info: { readonly uid: string };
  readonly compliance: {
    readonly status_id: number;
    readonly standards: readonly string[];
    readonly requirements: readonly string[];
  };
}

async function eventsOf(report: Report): Promise<readonly Event[]> {
  const events = JSON.parse(await render('ocsf', report)) as readonly Event[];
  for (const event of events) expect([isValid(event), isValid.errors]).toEqual([true, null]);
  return events;
}

describe('every event is valid by the schema of its class', () => {
  test.each(allEstates)('%s', async (path) => {
    const report = auditOf(estateAt(path));
    expect(await eventsOf(report)).toHaveLength(report.replication.length + report.findings.length);
  });

  test.each(hostileTexts)('%s in every name', async (_, evil) => {
    for (const report of [hostileReport(evil), hostileStory(evil), hostileReport(`${evil} `.repeat(3_000))])
      for (const text of textsIn(await eventsOf(report))) {
        expect(text).not.toMatch(controlCharacters);
        expect(text.length).toBeLessThanOrEqual(8_000);
      }
  });

  test('the schema sees what is wrong', async () => {
    const [event] = await eventsOf(auditOf(fixture('cross-account-good')));
    for (const broken of [
      { ...event, class_uid: 2004 },
      { ...event, extra: 1 },
      { ...event, metadata: {} },
      { ...event, compliance: { ...event?.compliance, status: 'Fail' } },
      { ...event, time: '2026' },
    ])
      expect(isValid(broken)).toBe(false);
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('status', () => {
  const expected: Readonly<Record<Verdict, number>> = {
    replicates: 1,
    partly: 3,
    fails: 3,
    unknown: 2,
    skipped: 99,
    disabled: 99,
  };
  test.each(verdicts.map((verdict) => [verdict]))('of a replication rule: %s', async (verdict) => {
    const report = auditOf(fixture('cross-account-good'));
    const [event] = await eventsOf({
      ...report,
      findings: [],
      replication: report.replication.map((entry) => ({ ...entry, verdict })),
    });
    expect(event?.compliance.status_id).toBe(expected[verdict]);
  });

  test('of a finding: none passes, and a suppressed one is suppressed', async () => {
    const report = { ...auditOf(fixture('five-independent-defects')), replication: [] };
    for (const event of await eventsOf(report)) expect([3, 99]).toContain(event.compliance.status_id);
    const findings = report.findings.map((finding) => ({
      ...finding,
      suppressed: { reason: 'known', owner: null, expires: null },
    }));
    for (const event of await eventsOf({ ...report, findings })) expect(event.status_id).toBe(3);
  });
});

test('requirements are those of the rule, with their standards', async () => {
  const events = await eventsOf(auditOf(fixture('five-independent-defects')));
  const standards = new Set(events.flatMap(({ compliance }) => compliance.standards));
  expect(standards).toContain('NIST SP 800-53 Rev. 5');
  expect(standards).toContain('PCI DSS v4.0.1');
  expect(standards).toContain('ISO/IEC 27001:2022');
  expect(events.some(({ compliance }) => compliance.requirements.includes('NIST.800-53.r5 SC-28'))).toBe(true);
});
