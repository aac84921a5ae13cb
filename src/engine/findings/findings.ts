/** Problems become findings: messages filled in, levels, fingerprints, one finding a problem. */
import { hash } from 'node:crypto';
import { nameStandIns } from '../../basics/stand-in.js';
import type { Estate } from '../../estate/model.js';
import type { Pair, Problem, Rule } from '../shapes/model.js';
import { patchIdOf } from '../remedy/patches.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { levelRank, type Finding } from '../../report/model.js';
import { locationOf } from './locate-findings.js';
import { wordsOf } from '../words/finding-words.js';

export interface FindingWithPair {
  readonly finding: Finding;
  readonly pair: Pair | null;
  readonly patches?: readonly PatchDraft[];
  /** Pairs whose verdict waits for what the finding names. */
  readonly leavesOpen?: readonly Pair[];
}

export function findingOf(rule: Rule, problem: Problem, estate: Estate): Finding {
  const { headline, message, why, effect, help } = wordsOf(rule.meta, problem);
  const pair = problem.pair ?? null;
  const permission = problem.permission ?? null;
  return {
    rule: rule.id,
    level: problem.level ?? rule.meta.level,
    kind: problem.kind ?? 'problem',
    headline,
    message,
    why,
    effect,
    help,
    account: problem.account,
    region: problem.region,
    resource: problem.resource,
    sourceBucket: pair?.source.name ?? null,
    replicationRule: pair?.id ?? null,
    permission,
    failureReasons: problem.failureReasons ?? rule.meta.failureReasons,
    location: locationOf(problem.origin ?? null, estate),
    fingerprint: fingerprintOf(rule.id, problem),
    group: null,
    patches: [...new Set((problem.patches ?? []).map(patchIdOf))].sort(),
    suppressed: null,
  };
}

/** Stable when messages, order and line numbers change. */
export function fingerprintOf(rule: string, problem: Problem): string {
  const pair = problem.pair ?? null;
  const permission = problem.permission ?? null;
  const parts = [
    rule,
    pair?.source.name ?? '',
    pair === null ? '' : (pair.id ?? `#${pair.index}`),
    permission?.principal ?? '',
    permission?.action ?? '',
    permission?.resource ?? problem.resource,
    permission?.cause ?? '',
    problem.discriminator ?? '',
  ];
  return idOf(parts);
}

/** 32 hex digits that are the same in every run, also where values are not known yet. */
export function idOf(parts: readonly string[]): string {
  return hash('sha256', nameStandIns(parts.join('\u0000'))).slice(0, 32);
}

/** Errors first; then by place, rule and fingerprint, so that the same input gives the same order. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    levelRank(a.level) - levelRank(b.level) ||
    compareText(a.sourceBucket ?? '', b.sourceBucket ?? '') ||
    compareText(a.replicationRule ?? '', b.replicationRule ?? '') ||
    compareText(a.rule, b.rule) ||
    compareText(a.resource, b.resource) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
