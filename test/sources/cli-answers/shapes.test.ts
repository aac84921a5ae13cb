/** One set-up, as people hand it over: whatever a terminal, an editor or a shell made of the files, the judgement is the same. */
import { expect, test } from '@jest/globals';
import { audit } from '../../../src/judge.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { fixture } from '../../audit-of.js';
import { answersOf, filesOf, habits, type SnapshotLike } from './as-answers.js';

const snapshot = fixture('cross-account-good') as SnapshotLike;
const habit = habits['the command and the name'] ?? (() => '');
const files = filesOf(answersOf(snapshot), habit);

interface Written {
  readonly name: string;
  readonly text: string;
}

async function judged(written: readonly Written[]) {
  const given = written.map(({ name, text }) => new InputFile({ name, given: 'answers', text, bytes: null }));
  const report = audit(joinReadings(await readFiles(given)).estate);
  return {
    verdicts: report.replication.map(({ verdict, source, destination }) => [
      verdict,
      source.account,
      destination?.account ?? null,
    ]),
    findings: report.findings.map(({ fingerprint }) => fingerprint),
  };
}

function each(change: (file: Written) => readonly Written[]): readonly Written[] {
  return files.flatMap(({ name, text }) => change({ name, text: text ?? '' }));
}

function isJson(text: string): boolean {
  return text.trimStart().startsWith('{');
}

/** Files of all accounts in one folder; an account's own keep its id in their names. */
function flat({ name, text }: Written): readonly Written[] {
  const [, account = '', file = ''] = name.split('/');
  const isOfAccount = /identity|list-buckets|authorization|organization|access-block\.json/u.test(file);
  return [{ name: `answers/${isOfAccount ? `${account}_` : ''}${file}`, text }];
}

const shapes: Readonly<Record<string, (file: Written) => readonly Written[]>> = {
  'a prompt behind each answer': ({ name, text }) => [{ name, text: `${text}\n[ec2-user@ip-10-0-0-1 ~]$ ` }],
  'the command in front of each answer': ({ name, text }) => [
    { name, text: isJson(text) ? `$ aws s3api get-something --output json > file\n${text}` : text },
  ],
  'colours of a terminal': ({ name, text }) => [
    { name, text: text.replaceAll(/"(\w+)":/gu, (_all, member: string) => `\u001B[34m"${member}"\u001B[39m:`) },
  ],
  'a mark at the beginning of each file': ({ name, text }) => [{ name, text: `\uFEFF${text}` }],
  'line ends of Windows': ({ name, text }) => [{ name, text: text.replaceAll('\n', '\r\n') }],
  'errors in files of their own, beside empty ones': ({ name, text }) =>
    isJson(text)
      ? [{ name, text }]
      : [
          { name, text: '' },
          { name: `${name}.stderr`, text },
        ],
  'two accounts in one folder': flat,
  'policies URL-encoded, as the SDKs give them': ({ name, text }) => {
    if (!name.includes('authorization')) return [{ name, text }];
    const encoded: unknown = JSON.parse(text, (member, value: unknown) =>
      member.endsWith('PolicyDocument') && typeof value === 'object'
        ? encodeURIComponent(JSON.stringify(value))
        : value,
    );
    return [{ name, text: JSON.stringify(encoded) }];
  },
  'the details of an account in pages': ({ name, text }) => {
    if (!name.includes('authorization')) return [{ name, text }];
    const { RoleDetailList, ...rest } = JSON.parse(text) as { RoleDetailList: readonly unknown[] };
    const page = (roles: readonly unknown[]): string =>
      JSON.stringify({ ...rest, RoleDetailList: roles, IsTruncated: true, Marker: 'x' });
    return [[], RoleDetailList].map((roles, index) => ({
      name: name.replace('.json', `-page${index + 1}.json`),
      text: page(roles),
    }));
  },
};

test.each(Object.entries(shapes))('%s', async (_name, change) => {
  const plain = await judged(each((file) => [file]));
  expect(plain.verdicts).toEqual([['replicates', '111122223333', '444455556666']]);
  expect(await judged(each(change))).toEqual(plain);
});

test('of two accounts in one folder, what does not say whose it is stays open', async () => {
  const anonymous = each(flat).map(({ name, text }) => ({ name: name.replace(/\d{12}_/u, 'x_'), text }));
  const { verdicts } = await judged(
    anonymous.map(({ name, text }, index) => ({ name: name.replace('x_', `${index}_`), text })),
  );
  for (const [verdict, account] of verdicts) {
    expect(verdict).not.toBe('fails');
    expect([null, '111122223333']).toContain(account);
  }
});
