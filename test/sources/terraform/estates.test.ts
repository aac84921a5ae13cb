/**
 * Estates that real Terraform planned and applied, read in every form: the first plan, the state after it, and plans that change it. The
 * forms agree, and where a form does not hold what decides, the answer is unknown, never the wrong one.
 * `node scripts/terraform-fixtures.mjs` makes the files.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { locateFindings } from '../../../src/engine/findings/locate-findings.js';
import { audit } from '../../../src/judge.js';
import type { Report } from '../../../src/report/model.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

async function reportOf(...names: readonly string[]): Promise<Report> {
  const files = names.map((name) => InputFile.ofText(name, readFileSync(`fixtures/terraform/${name}`, 'utf8')));
  const { estate, locators } = joinReadings(await readFiles(files));
  return locateFindings(audit(estate, { settings: { now: '2026-11-27T00:00:00Z' } }), locators);
}

/** `source → destination: verdict`, and problems by their rule. */
function gist({ replication, findings }: Report): {
  readonly verdicts: readonly string[];
  readonly rules: readonly string[];
} {
  return {
    verdicts: replication.map(
      ({ source, destination, verdict, replicationRule }) =>
        `${source.bucket}#${replicationRule?.id} → ${destination?.bucket}: ${verdict}`,
    ),
    rules: [...new Set(findings.filter(({ kind }) => kind === 'problem').map(({ rule }) => rule))].sort(),
  };
}

interface Estate {
  readonly verdicts: readonly string[];
  readonly rules: readonly string[];
}

/** What holds of the estate once it stands. */
const estates: Readonly<Record<string, Estate>> = {
  'kms-two-regions': {
    verdicts: ['reports#everything → reports-replica: replicates'],
    rules: ['least-privilege/kms-condition-missing', 'role/annotations-not-replicated'],
  },
  'two-accounts': {
    verdicts: ['ledger#ledger → ledger-archive: replicates'],
    rules: [
      'coverage/delete-markers-not-replicated',
      'coverage/failures-invisible',
      'least-privilege/action-not-needed',
      'least-privilege/kms-condition-missing',
      'role/annotations-not-replicated',
    ],
  },
  literal: {
    verdicts: ['literal-plain#v1 → literal-target: replicates', 'literal-tags#by-tags → literal-target: replicates'],
    rules: [
      'coverage/delete-markers-not-replicated',
      'coverage/failures-invisible',
      'coverage/tag-filter',
      'least-privilege/resource-too-broad',
      'role/annotations-not-replicated',
      'role/replicate-delete-not-allowed',
    ],
  },
};

describe.each(Object.entries(estates))('%s', (name, expected) => {
  test('the state, as Terraform keeps it', async () => {
    expect(gist(await reportOf(`${name}/terraform.tfstate`))).toEqual(expected);
  });

  // A shown state does not say which provider made what: with several accounts the owner of a bucket may stay open.
  test('the state, as Terraform shows it', async () => {
    const { verdicts, rules } = gist(await reportOf(`${name}/state.json`));
    if (name === 'two-accounts') expect(verdicts).not.toContain('ledger#ledger → ledger-archive: partly');
    else expect({ verdicts, rules }).toEqual(expected);
  });

  test('the first plan alone says nothing that does not hold', async () => {
    const { verdicts } = gist(await reportOf(`${name}/plan.json`));
    expect(verdicts.map((verdict) => verdict.replace(/ unknown$/u, ' replicates'))).toEqual(expected.verdicts);
  });
});

test('a plan whose values are all known is as good as the state', async () => {
  expect(gist(await reportOf('literal/plan.json'))).toEqual(estates['literal']);
});

describe('plans that change what stands', () => {
  test.each([
    ['suspends-versioning', 'fails', ['versioning/destination-not-enabled']],
    ['drops-encrypt', 'fails', ['kms/encrypt-not-allowed']],
    ['renames-role', 'replicates', []],
    ['changes-nothing', 'replicates', []],
    // What such a plan leaves out may change as well.
    ['targets-one', 'unknown', []],
  ])('%s: %s', async (change, verdict, more) => {
    const { verdicts, rules } = gist(await reportOf(`kms-two-regions/${change}.plan.json`));
    expect(verdicts).toEqual([`reports#everything → reports-replica: ${verdict}`]);
    expect(rules).toEqual(expect.arrayContaining(more));
    expect(rules.filter((rule) => /^(?:versioning|kms|destination)\//u.test(rule))).toEqual(more);
  });

  test('a plan that deletes everything ends quietly', async () => {
    const { replication, findings } = await reportOf('kms-two-regions/destroys.plan.json');
    expect({ replication, findings }).toEqual({ replication: [], findings: [] });
  });
});

test('a finding stands at the resource, in the file', async () => {
  const { findings } = await reportOf('kms-two-regions/suspends-versioning.plan.json');
  const found = findings.find(({ rule }) => rule === 'versioning/destination-not-enabled');
  expect(found?.location).toMatchObject({
    file: 'kms-two-regions/suspends-versioning.plan.json',
    pointer: 'aws_s3_bucket_versioning.replica',
    line: 1,
  });
  const text = readFileSync('fixtures/terraform/kms-two-regions/suspends-versioning.plan.json', 'utf8');
  expect(text.slice((found?.location?.column ?? 0) - 1)).toMatch(/^\{"bucket":"reports-replica"/u);
});
