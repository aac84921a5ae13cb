/** Findings whose problems the engine itself finds: what could not be read, and what nobody documents. */
import { bucketArn } from '../../estate/arn.js';
import { contradictoryCode, type Unreadable, wordsOf } from '../../estate/fact.js';
import type { Estate } from '../../estate/model.js';
import type { Problem, Rule } from '../shapes/model.js';
import type { JudgedPair } from '../verdict/judge.js';
import { openEvidence } from './evidence.js';
import { findingOf, type FindingWithPair } from './findings.js';
import { organizationProblem } from './organization.js';
import { regionOf } from '../words/words.js';

/** Findings of a rule whose problems the engine finds; none where the rule is not asked for. */
export function raise(
  estate: Estate,
  rules: readonly Rule[],
  id: string,
  problems: readonly Problem[],
): readonly FindingWithPair[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [];
  return problems.map((problem) => ({
    finding: findingOf(rule, problem, estate),
    pair: problem.pair ?? null,
    leavesOpen: problem.leavesOpen ?? [],
    ...(problem.patches === undefined ? {} : { patches: problem.patches }),
  }));
}

export function engineFindings(
  estate: Estate,
  rules: readonly Rule[],
  judged: readonly JudgedPair[],
  whole: readonly JudgedPair[],
): readonly FindingWithPair[] {
  const open = openEvidence(judged, whole);
  const organization = organizationProblem(
    estate,
    judged.map(({ pair }) => pair),
  );
  return [
    ...raise(estate, rules, 'evidence/unreadable', [
      ...(organization === null ? [] : [organization]),
      ...open.unreadable,
    ]),
    ...raise(estate, rules, 'evidence/undocumented', open.undocumented),
    ...raise(estate, rules, 'evidence/unresolved', open.unresolved),
  ];
}

/** The finding about a bucket whose replication configuration is not known. */
export function configurationFindings(
  estate: Estate,
  rules: readonly Rule[],
  name: string,
): readonly FindingWithPair[] {
  const isOfCode = estate.buckets.get(name)?.replication.state === 'after-deployment';
  return raise(estate, rules, isOfCode ? 'evidence/unresolved' : 'evidence/unreadable', [
    configurationProblem(estate, name),
  ]);
}

/** Of a contradiction both places; else AWS's code. */
function reasonOf({ code, message }: Unreadable): string {
  return code === contradictoryCode ? `${code}: ${message.replace(/\.$/u, '')}` : code;
}

function configurationProblem(estate: Estate, name: string): Problem {
  const bucket = estate.buckets.get(name);
  const fact = bucket?.replication;
  const code = fact?.state === 'unreadable' ? reasonOf(fact) : '';
  const words = fact?.state === 'after-deployment' ? wordsOf(fact, name) : null;
  return {
    message: 'configuration',
    kind: 'unknown',
    data: { bucket: name, code, what: words?.what ?? '', how: words?.how ?? '', verdicts: '', id: name },
    resource: bucketArn({ partition: bucket?.partition ?? 'aws', name }),
    account: bucket?.account ?? null,
    region: bucket === undefined ? null : regionOf(bucket),
    failureReasons: [],
    origin: fact?.state === 'unreadable' || fact?.state === 'after-deployment' ? fact.origin : null,
    discriminator: `configuration ${name}`,
  };
}
