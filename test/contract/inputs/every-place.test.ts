/** Every finding about a snapshot stands somewhere in it, and says whose it is. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Finding, Report } from '../../../src/report/model.js';
import type { Log } from 'sarif';
import { locateFindings } from '../../../src/engine/findings/locate-findings.js';
import { jsonLocator } from '../../../src/sources/json/json-locator.js';
import { render } from '../../reporters/render.js';
import { auditOf } from '../../audit-of.js';
import { cases, shapesOf } from '../../rules/cases.mjs';

type Named = readonly [string, unknown];

const fixtures = new URL('../../../fixtures/', import.meta.url);
const files = ['estates', 'conformance'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, fixtures), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name): Named => [name, JSON.parse(readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'))]),
);
const shapes = Object.keys(cases).flatMap((id) =>
  shapesOf(id).map(({ name, failing }): Named => [`${id}, ${name}`, failing]),
);

/** What a JSON pointer leads to; undefined where it leads nowhere. A policy that is a text is gone into. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: unknown, step) => (parsed(value) as Record<string, unknown> | undefined)?.[step], document);
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
}

function placeless(snapshot: unknown, { findings }: Report): readonly string[] {
  const isLost = ({ location }: Finding): boolean => location === null || at(snapshot, location.pointer) === undefined;
  return findings.filter(isLost).map(({ rule, message, location }) => `${rule} ${location?.pointer} ${message}`);
}

describe('every finding stands in the snapshot', () => {
  test.each([...files, ...shapes])('%s', (_name, snapshot) => {
    expect(placeless(snapshot, auditOf(snapshot))).toEqual([]);
  });
});

describe('the note on organization policies', () => {
  function note(): Finding | undefined {
    const { snapshot } = buildEstate({});
    delete snapshot.accounts[0].organization;
    return auditOf(snapshot).findings.find(({ message }) => message.includes('organization policies'));
  }

  test('stands at the account, and names it once', () => {
    expect(note()).toMatchObject({ account: '111122223333', location: { pointer: '/accounts/0' } });
    expect(note()?.message).toMatch(/^The organization policies over account 111122223333 were not read/);
  });

  test('has its line in SARIF, too', async () => {
    const { snapshot } = buildEstate({});
    delete snapshot.accounts[0].organization;
    const text = JSON.stringify(snapshot, null, 2);
    const located = locateFindings(auditOf(snapshot), new Map([['snapshot.json', jsonLocator('snapshot.json', text)]]));
    const log = JSON.parse(await render('sarif', located)) as Log;
    const results = log.runs.flatMap((run) => run.results ?? []);
    const about = results.find(({ message }) => message.text?.includes('organization policies') === true);
    const line = text.slice(0, text.indexOf('"id": "111122223333"')).split('\n').length;
    expect(about?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(line - 1);
  });
});

describe('evidence about what is in no input', () => {
  test.each([
    ['a role', 'arn:aws:iam::111122223333:role/orders-replication', '111122223333', null],
    [
      'a key',
      'arn:aws:kms:us-west-2:444455556666:key/bbbb0000-1111-4222-8333-444444444444',
      '444455556666',
      'us-west-2',
    ],
    ['the destination bucket', 'orders-replica', '444455556666', null],
  ])('%s: by its name, or by what the configuration says of it', (_name, resource, account, region) => {
    const { snapshot } = buildEstate({ kms: true, crossAccount: true });
    snapshot.accounts[0].roles = [];
    snapshot.accounts.pop();
    const found = auditOf(snapshot).findings.filter((finding) => finding.resource === resource);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) expect(finding).toMatchObject({ account, region });
  });
});
