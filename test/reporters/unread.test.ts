/** What was not read stands above the verdicts, in every format. */
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Report } from '../../src/report/model.js';
import { reporterNames, type ReporterName } from '../../src/reporters/index.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf, fixture } from '../audit-of.js';
import { render } from './render.js';

type Snapshot = { accounts: object[]; collection?: object };

/** A good pair, and what the collection could not see. */
function withProblem(problem: object): Snapshot {
  const { snapshot } = buildEstate({ kms: true });
  return Object.assign(snapshot as Snapshot, { collection: { problems: [problem] } });
}

const refusedListing = (() => {
  const { snapshot } = buildEstate({ kms: true });
  const refused = {
    id: '999988887777',
    ListBuckets: { Error: { Code: 'AccessDenied', Message: 'no s3:ListAllMyBuckets' } },
  };
  return { ...(snapshot as Snapshot), accounts: [...(snapshot as Snapshot).accounts, refused] };
})();

const cases: readonly (readonly [string, Snapshot, string])[] = [
  [
    'an account that was refused',
    withProblem({ kind: 'account', account: '999988887777', code: 'AccessDenied', message: 'may not assume it' }),
    'Account 999988887777 could not be read',
  ],
  [
    'an interruption',
    withProblem({ kind: 'interrupted', account: null, code: 'Interrupted', message: 'ended by the user' }),
    'ended by the user',
  ],
  [
    'credentials that expired',
    withProblem({ kind: 'credentials', account: '111122223333', code: 'ExpiredToken', message: 'the token is old' }),
    'the token is old',
  ],
  ['a listing that was refused', refusedListing, 'no s3:ListAllMyBuckets'],
];

/** Where the verdicts begin. */
const verdictMarks: Readonly<Partial<Record<ReporterName, string>>> = {
  table: 'orders →',
  markdown: '| orders |',
  junit: '<testsuite name="orders"',
};

describe.each(cases)('%s', (_, snapshot, said) => {
  const report = auditOf(snapshot);

  test.each(reporterNames.map((name) => [name]))('%s', async (name) => {
    expect(report.replication.length).toBeGreaterThan(0);
    const text = (await render(name, report, { width: 400 })).replaceAll('&#45;', '-');
    expect(text).toContain(said);
    const mark = verdictMarks[name];
    if (mark !== undefined) {
      expect(text).toContain(mark);
      expect(text.indexOf(said)).toBeLessThan(text.indexOf(mark));
    }
    if (name === 'csv') expect(text.split('\r\n')[1]).toContain(said);
    if (name === 'github') expect(text.split('\n')[0]).toMatch(/^::warning /u);
    if (name === 'junit') expect(text).toMatch(/<error [^>]*>[^<]*could not be read/u);
  });
});

/** Where a gap stands in its file, and where a problem does, in the words of each format. */
describe('what was not read, and what was found, have their place', () => {
  const report = auditOf(refusedListing);
  const inFile = (file: string, line: number | null): Report => ({
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      location: { file, pointer: '/accounts/2', line, column: line === null ? null : 7 },
    })),
  });
  const gaps = new Set(report.input.gaps);
  const isGap = ({ fingerprint }: { readonly fingerprint: string }): boolean => gaps.has(fingerprint);

  /** The part of the text that is about the gap. */
  async function ofGap(name: ReporterName, given: Report): Promise<string> {
    const text = (await render(name, given, { width: 400 })).replaceAll('&#45;', '-');
    switch (name) {
      case 'junit':
        return /<error [^]*?<\/error>/u.exec(text)?.[0] ?? '';
      case 'sarif': {
        const log = JSON.parse(text) as {
          runs: { invocations: { toolExecutionNotifications: { level: string; locations?: object[] }[] }[] }[];
        };
        const notes = log.runs[0]?.invocations[0]?.toolExecutionNotifications ?? [];
        const [location] = notes.find(({ level }) => level === 'error')?.locations ?? [];
        const { physicalLocation } = (location ?? {}) as {
          physicalLocation?: {
            artifactLocation: { uri: string };
            region: { startLine: number; startColumn: number };
          };
        };
        const { artifactLocation, region } = physicalLocation ?? {};
        return `${artifactLocation?.uri}:${region?.startLine}:${region?.startColumn}`;
      }
      case 'csv': {
        const row = (parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]).find(
          ({ kind }) => kind === 'unknown',
        );
        return `${row?.['file']}:${row?.['line']}:${row?.['column']}`;
      }
      case 'github':
        return (text.split('\n')[0] ?? '').replace(/file=(.*),line=(.*),col=(.*?)::.*/u, '$1:$2:$3');
      case 'ocsf':
      case 'asff':
        return text.slice(0, text.indexOf('"passed"') + 1 || text.length);
      default:
        return text;
    }
  }

  test('there is a gap', () => {
    expect(report.findings.some(isGap)).toBe(true);
  });

  test.each(reporterNames.map((name) => [name]))('%s', async (name) => {
    if (name === 'json') return;
    const place = name === 'markdown' ? 'deep/estate.json:12' : 'deep/estate.json:12:7';
    expect(await ofGap(name, inFile('/repository/deep/estate.json', 12))).toContain(place);
  });

  test.each(['junit', 'html', 'ocsf', 'asff'] as const)(
    '%s: a file elsewhere is named without its folders',
    async (name) => {
      const text = (await render(name, inFile('/home/somebody/estate.json', null))).replaceAll('&#45;', '-');
      expect(text).toContain('estate.json /accounts/2');
      expect(text).not.toContain('somebody');
    },
  );

  test.each(['junit', 'sarif', 'ocsf', 'asff'] as const)('%s: what has no place gets none', async (name) => {
    const none = { ...report, findings: report.findings.map((finding) => ({ ...finding, location: null })) };
    const text = await render(name, none);
    expect(text).not.toMatch(/Place:|replint\/place|"unmapped"/u);
    if (name === 'sarif') expect(await ofGap(name, none)).toBe('undefined:undefined:undefined');
  });

  test('junit: failures have theirs', async () => {
    const broken = auditOf(fixture('article-no-kms-decrypt'));
    expect(await render('junit', broken)).toMatch(
      /<failure [^>]*>[^<]*\nPlace: snapshot\.json \/accounts\/0\/roles[^<]*<\/failure>/u,
    );
  });
});

describe('that no bucket has a replication configuration', () => {
  const sentence = /No bucket here has a replication configuration/u;
  const bucket = { Name: 'orders', GetBucketVersioning: { Status: 'Enabled' } };
  const absent = { GetBucketReplication: { Error: { Code: 'ReplicationConfigurationNotFoundError' } } };
  const account = { id: '111122223333', partition: 'aws' };
  const snapshot = (buckets: readonly object[], more: object = {}) => ({
    format: 'replint-snapshot/1',
    accounts: [{ ...account, buckets }],
    ...more,
  });
  const problem = { kind: 'account', account: '999988887777', code: 'AccessDenied', message: 'no' };

  test('nor of a bucket that was asked for in vain', async () => {
    const report = auditOf(fixture('article-good'), { buckets: ['reports-replica'] });
    expect(report.findings.map(({ rule }) => rule)).toContain('coverage/asked-bucket-does-not-replicate');
    for (const name of ['table', 'markdown', 'sarif', 'junit'] as const) {
      const text = (await render(name, report)).replaceAll(/&#\d+;/gu, '');
      expect(text).not.toMatch(sentence);
      expect(text).toContain('replica');
    }
  });

  test.each(['table', 'markdown', 'sarif', 'junit'] as const)('%s says it only where it is known', async (name) => {
    const said = async (value: object): Promise<string> =>
      (await render(name, auditOf(value), { width: 400 })).replaceAll(/&#\d+;/gu, '');
    expect(await said(snapshot([{ ...bucket, ...absent }]))).toMatch(sentence);
    for (const unknown of [
      snapshot([bucket]),
      snapshot([]),
      snapshot([
        { ...bucket, ...absent },
        { ...bucket, Name: 'other' },
      ]),
      snapshot([{ ...bucket, ...absent }], { collection: { problems: [problem] } }),
      snapshot([], { collection: { problems: [problem] } }),
    ])
      expect(await said(unknown)).not.toMatch(sentence);
    expect(await said(snapshot([bucket]))).toMatch(/was not collected: whether it replicates is not known/u);
    expect(await said(fixture('article-no-kms-decrypt') as object)).not.toMatch(/No bucket/u);
  });
});

describe('what was read is one line', () => {
  test.each(['table', 'markdown', 'sarif', 'junit'] as const)('%s', async (name) => {
    const report = auditOf(fixture('cross-account-good'));
    const read = {
      buckets: 2,
      notAsked: 0,
      regions: ['us-east-1', 'us-west-2'],
      calls: 1,
      principals: ['arn:aws:iam::1:role/a'],
    };
    const text = await render(
      name,
      {
        ...report,
        input: { ...report.input, read, configuration: 'replint.config.yaml' },
      },
      { width: 900 },
    );
    const plain = text.replaceAll('&#45;', '-').replaceAll(/\s+/gu, ' ');
    for (const part of [
      'accounts 111122223333, 444455556666',
      'Regions us-east-1, us-west-2',
      '2 buckets',
      '1 replication rule ',
      '1 call ',
      'as arn:aws:iam::1:role/a',
      'from snapshot.json',
      'configuration replint.config.yaml',
    ])
      expect(plain).toContain(part);
  });
});

test.each([
  'article-no-kms-decrypt', 'article-star-permissions', 'cross-account-good', 'five-independent-defects', 'hostile-names',
  'key-policy-unreadable', 'prefix-everything-role-logs-only',
])('every finding about the snapshot %s has its place', (name) => {
  for (const { location } of auditOf(fixture(name)).findings) expect(location?.file).toBe('snapshot.json');
}); // prettier-ignore
