/**
 * The rooms of the house, and what each may import. What is not listed is closed: a new folder imports nothing, and nothing imports it,
 * before it has an entry here. `docs/architecture.md` shows this table; `npm run walls` and the test suite hold it.
 */
import { engineRooms } from './engine-rooms.js';
import type { NamesOfPackage, Room } from './room.js';

const reads: NamesOfPackage = {
  prefix: '@aws-sdk/client-',
  only: /^(?:(?:Get|Head|List|Describe)\w+Command|AssumeRoleCommand|SelectAggregateResourceConfigCommand|\w+Client)$/u,
  why: 'Audited accounts are only read: commands that read, and AssumeRole.',
};

export const rooms: readonly Room[] = [
  {
    path: 'src/basics',
    holds: 'small helpers without a subject: grouping, canonical JSON, errors for people, the nearest name, stand-ins',
    imports: [],
    packages: [],
    isPure: true,
  },
  {
    path: 'src/policy',
    holds: 'the policy language: parse, match, conditions, decide, explain, compare. Stands alone',
    imports: ['src/basics'],
    packages: [],
    isPure: true,
    doors: [
      'src/policy/index.ts',
      'src/policy/model.ts',
      'src/policy/parts.ts',
      'src/policy/service-data/index.ts',
      'src/policy/strings/index.ts',
    ],
  },
  {
    path: 'src/estate',
    holds: 'the typed picture of what is there: types and small values, every fact with its state and its place',
    imports: ['src/basics'],
    packages: [],
    isPure: true,
  },
  {
    path: 'src/replication',
    holds:
      "S3's own behaviour as data: requests, context keys, selection, priorities, failure reasons. Knows no policies",
    imports: ['src/basics', 'src/estate'],
    packages: [],
    isPure: true,
  },
  {
    path: 'src/report',
    holds:
      'what an audit says, as plain data: report, explanation, levels, exit code, suppressions, baseline, inventory',
    imports: ['src/basics', 'src/policy'],
    packages: ['zod'],
    isPure: true,
  },
  ...engineRooms,
  {
    path: 'src/engine',
    holds:
      'joins the policy language, the estate and what S3 asks for into verdicts and findings. `audit` and `model` are its doors',
    imports: [
      'src/basics',
      'src/policy',
      'src/estate',
      'src/report',
      ...engineRooms
        .map(({ path }) => path)
        .filter((path) => path !== 'src/engine/requests' && path !== 'src/engine/observed'),
    ],
    packages: [],
    isPure: true,
    doors: ['src/engine/audit.ts', 'src/engine/model.ts'],
  },
  {
    path: 'rules',
    holds: 'one file a rule: facts about itself and a small pure `check`',
    imports: ['src/basics', 'src/policy', 'src/estate', 'src/replication', 'src/report', 'src/engine'],
    packages: [],
    isPure: true,
  },
  {
    path: 'src/sources',
    holds: 'every way in: what an input is, its faults and places, and from answers to the estate',
    imports: ['src/basics', 'src/estate'],
    packages: [
      'node:fs/promises',
      'node:path',
      'node:zlib',
      'js-yaml',
      'jsonc-parser',
      're2js',
      'web-tree-sitter',
      'yaml',
      'node:crypto',
      'node:path/posix',
    ],
  },
  {
    path: 'src/evidence',
    holds:
      'what S3 said itself: failure events, CloudTrail, completion reports, inventories, read as streams and summed up',
    imports: ['src/basics', 'src/replication', 'src/report'],
    packages: ['hyparquet', 'node:*'],
  },
  {
    path: 'src/config',
    holds: 'the configuration: found, read, checked',
    imports: ['src/basics', 'src/engine', 'src/policy', 'src/report'],
    packages: ['zod', 'yaml', 'jsonc-parser', 'lilconfig', 'smol-toml', 'node:fs', 'node:fs/promises', 'node:path'],
  },
  {
    path: 'src/diff',
    holds: 'two estates or reports: what changed',
    imports: ['src/basics', 'src/estate', 'src/report'],
    packages: [],
    isPure: true,
  },
  {
    path: 'src/reporters',
    holds: 'one file or folder a format: `(report, options) => string`',
    imports: ['src/basics', 'src/estate', 'src/report'],
    packages: ['cli-table3', '@dagrejs/dagre', 'picocolors', 'sarif', 'yaml', 'node:crypto', 'node:path', 'node:zlib'],
    isPure: true,
  },
  {
    path: 'src/fix',
    holds:
      'from findings to changes that are proved: patches applied to facts, audited again, compared, put into formats',
    imports: ['src/basics', 'src/policy', 'src/estate', 'src/report', 'src/engine', 'src/sources', 'src/reporters'],
    packages: ['diff', 'jsonc-parser', 'node:crypto', 'picocolors', 'yaml', 'zod'],
    isPure: true,
  },
  {
    path: 'src/generate',
    holds:
      'set-ups from scratch: what is wanted, what it takes, audited before it is printed; as code, scripts and data',
    imports: ['src/basics', 'src/estate', 'src/report', 'src/engine', 'src/fix', 'src/reporters', 'src/sources'],
    packages: ['node:crypto', 'yaml', 'zod'],
    isPure: true,
  },
  {
    path: 'src/collectors',
    holds: 'reading live accounts, guarded and paced; the SDK is loaded on first use. Judges nothing',
    imports: ['src/basics', 'src/sources'],
    packages: ['@aws-sdk/*', '@smithy/*', 'http-proxy-agent', 'https-proxy-agent', 'p-limit', 'saxes', 'node:*'],
    names: [reads],
  },
  {
    path: 'src/output',
    holds: 'writing outputs whole',
    imports: ['src/basics', 'src/report', 'src/reporters'],
    packages: ['node:*'],
  },
  {
    path: 'src/*.ts',
    holds: 'the job as one function (`run.ts`), the engine with its rules (`judge.ts`), the library (`index.ts`)',
    imports: [
      'rules',
      'src/basics',
      'src/collectors',
      'src/config',
      'src/diff',
      'src/engine',
      'src/estate',
      'src/fix',
      'src/generate',
      'src/replication',
      'src/report',
      'src/reporters',
      'src/sources',
    ],
    packages: [],
  },
  {
    path: 'src/run',
    holds:
      'what a run is given: inputs, live accounts, the configuration; the command and the Action take it from here',
    imports: [
      'src/basics',
      'src/collectors',
      'src/config',
      'src/diff',
      'src/engine',
      'src/estate',
      'src/evidence',
      'src/report',
      'src/reporters',
      'src/sources',
      'src/*.ts',
    ],
    packages: ['cli-progress', 'node:*'],
  },
  {
    path: 'src/cli',
    holds: 'the command: a folder a command, options, parser. Decides nothing about AWS',
    imports: [
      'src/basics',
      'src/collectors',
      'src/config',
      'src/diff',
      'src/fix',
      'src/generate',
      'src/output',
      'src/report',
      'src/reporters',
      'src/run',
      'src/sources',
      'src/*.ts',
    ],
    packages: ['yargs', 'yargs/*', 'picocolors', 'node:*'],
  },
  {
    path: 'src/action',
    holds: 'the GitHub Action: inputs, the same job, outputs. No logic of its own',
    imports: ['src/basics', 'src/diff', 'src/fix', 'src/output', 'src/report', 'src/reporters', 'src/run', 'src/*.ts'],
    packages: ['tinyglobby', 'node:*'],
  },
  {
    path: 'src/job',
    holds: 'the scheduled job on AWS: each step a function, called by the state machine',
    imports: [
      'src/basics',
      'src/collectors',
      'src/config',
      'src/diff',
      'src/estate',
      'src/fix',
      'src/report',
      'src/reporters',
      'src/sources',
      'src/*.ts',
      'src/job/store.ts',
    ],
    packages: ['zod', 'node:crypto', 'node:zlib'],
  },
  {
    path: 'src/job/store.ts',
    holds: 'the one module that writes to AWS: objects of the one bucket that keeps what the job found',
    imports: [],
    packages: ['@aws-sdk/client-s3'],
    names: [
      {
        prefix: '@aws-sdk/client-s3',
        only: /^(?:GetObjectCommand|ListObjectsV2Command|NoSuchKey|PutObjectCommand|S3Client|S3ClientConfig|S3ServiceException)$/u,
        why: 'The store reads, lists and puts objects of one bucket.',
      },
    ],
  },
];
