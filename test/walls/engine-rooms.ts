/** The rooms of the engine, from the ground up: none imports one below it in this list. */
import type { Room } from './room.js';

/** What most rooms stand on. */
const ground = ['src/basics', 'src/policy', 'src/estate', 'src/replication', 'src/report', 'src/engine/shapes'];

export const engineRooms: readonly Room[] = [
  {
    path: 'src/engine/shapes',
    holds: 'types that all rooms of the engine share: rules, pairs and other subjects, drafts of patches, settings',
    imports: ['src/policy', 'src/estate', 'src/replication', 'src/report'],
    packages: [],
  },
  {
    path: 'src/engine/documents',
    holds: 'policy documents of the estate, parsed once, and why one is missing; what a statement grants',
    imports: ['src/policy', 'src/estate', 'src/engine/shapes'],
    packages: [],
  },
  {
    path: 'src/engine/pairs',
    holds: 'replication rules with their two buckets, role and keys, before anything is decided',
    imports: [...ground, 'src/engine/documents'],
    packages: [],
  },
  {
    path: 'src/engine/words',
    holds: 'findings in words: headlines, messages, why a request is refused',
    imports: [...ground, 'src/engine/pairs'],
    packages: [],
  },
  {
    path: 'src/engine/requests',
    holds: "S3's requests for a pair, each decided: places, authorities, context",
    imports: [...ground, 'src/engine/documents'],
    packages: [],
  },
  {
    path: 'src/engine/verdict',
    holds: 'from decisions and preconditions to verdicts, and which keys fail',
    imports: [...ground, 'src/engine/documents', 'src/engine/pairs', 'src/engine/requests'],
    packages: [],
  },
  {
    path: 'src/engine/remedy',
    holds: 'what would put a fault right, as patches and in words',
    imports: [...ground, 'src/engine/pairs', 'src/engine/verdict'],
    packages: ['node:crypto'],
  },
  {
    path: 'src/engine/jobs',
    holds: 'Batch Replication jobs: what they ask for, and what they lack',
    imports: [
      'src/engine/pairs',
      'src/policy',
      'src/estate',
      'src/engine/shapes',
      'src/engine/documents',
      'src/engine/requests',
    ],
    packages: [],
  },
  {
    path: 'src/engine/least-privilege',
    holds: 'what roles need, what they reach, and policies to use instead',
    imports: [...ground, 'src/engine/pairs', 'src/engine/remedy', 'src/engine/jobs'],
    packages: [],
  },
  {
    path: 'src/engine/uses',
    holds: 'the subjects of rules: roles, buckets, keys and policies as they are used',
    imports: [
      'src/basics',
      'src/estate',
      'src/engine/shapes',
      'src/engine/documents',
      'src/engine/pairs',
      'src/engine/verdict',
      'src/engine/remedy',
      'src/engine/least-privilege',
    ],
    packages: [],
  },
  {
    path: 'src/engine/observed',
    holds: 'what S3 said itself and what objects show, beside the verdicts',
    imports: ['src/basics', 'src/policy', 'src/replication', 'src/report', 'src/engine/shapes', 'src/engine/words'],
    packages: [],
  },
  {
    path: 'src/engine/findings',
    holds: 'from problems to findings: rules run, groups, places in the input',
    imports: [
      ...ground,
      'src/engine/documents',
      'src/engine/pairs',
      'src/engine/requests',
      'src/engine/verdict',
      'src/engine/remedy',
      'src/engine/uses',
      'src/engine/jobs',
      'src/engine/words',
      'src/engine/observed',
    ],
    packages: ['node:crypto'],
  },
  {
    path: 'src/engine/entries',
    holds: 'the entries of the report: verdict, reasons, impact, summary',
    imports: [...ground, 'src/engine/verdict', 'src/engine/words', 'src/engine/observed', 'src/engine/findings'],
    packages: [],
  },
  {
    path: 'src/engine/explain',
    holds: 'one object explained, request by request',
    imports: [
      'src/policy',
      'src/estate',
      'src/replication',
      'src/report',
      'src/engine/shapes',
      'src/engine/documents',
      'src/engine/verdict',
      'src/engine/remedy',
      'src/engine/words',
      'src/engine/findings',
    ],
    packages: [],
  },
  {
    path: 'src/engine/cases',
    holds: 'reports of several cases of one input joined',
    imports: [
      'src/basics',
      'src/estate',
      'src/report',
      'src/engine/shapes',
      'src/engine/findings',
      'src/engine/entries',
    ],
    packages: [],
  },
];
