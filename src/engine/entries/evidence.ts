/**
 * What S3 said itself, beside what was predicted. It never makes a verdict better: it confirms, contradicts or explains.
 * Source: Amazon S3 User Guide, "Getting replication status information", "Receiving replication failure events".
 */
import { groupBy } from '../../basics/group-by.js';
import { failureReasons } from '../../replication/failure-reasons.js';
import type { Denial, EntryEvidence, EvidenceTally, S3Evidence } from '../../report/evidence.js';
import type { CauseName, Finding } from '../../report/model.js';
import type { Pair, Problem } from '../shapes/model.js';
import { atSource, replicationRuleText } from '../findings/words.js';

/** Reasons that no configuration predicts: the object was deleted, is archived, was done already. */
const ofTheObject = new Set(failureReasons.filter(({ rules }) => rules.length === 0).map(({ code }) => code));

/** What concerns one pair, added up. */
interface Sum {
  from: string | null;
  to: string | null;
  completed: number;
  failed: number;
  missed: number;
  reasons: Map<string, number>;
  lastFailure: string | null;
  lastCompleted: string | null;
  lastFailedKey: string | null;
  denials: Denial[];
  /** Statements that do not say by which rule, where the bucket has several. */
  isShared: boolean;
}

/** Tallies by what they name, so that a pair finds its own at once. */
export class EvidenceIndex {
  readonly #byBucket: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #byDestination: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #byRole: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #changes: ReadonlyMap<string, string>;
  readonly #rulesOf: ReadonlyMap<string, number>;

  constructor(evidence: S3Evidence, pairs: readonly Pair[]) {
    const named = (name: (tally: EvidenceTally) => string | null): ReadonlyMap<string, readonly EvidenceTally[]> =>
      groupBy(
        evidence.tallies.filter((tally) => name(tally) !== null),
        (tally) => name(tally) ?? '',
      );
    this.#byBucket = named(({ bucket }) => bucket);
    this.#byDestination = named(({ bucket, destination }) => (bucket === null ? destination : null));
    this.#byRole = named(({ bucket, destination, role }) => (bucket === null && destination === null ? role : null));
    this.#changes = new Map(evidence.changes.map(({ subject, time }) => [subject, time]));
    this.#rulesOf = new Map([...groupBy(pairs, ({ source }) => source.name)].map(([name, of]) => [name, of.length]));
  }

  /** Null where nothing was said about the pair. */
  sumOf(pair: Pair): Sum | null {
    const { source, destination, role } = pair;
    const sum = emptySum();
    for (const tally of this.#byBucket.get(source.name) ?? []) {
      const isOther =
        (tally.replicationRule !== null && tally.replicationRule !== pair.id) ||
        (tally.destination !== null && tally.destination !== destination.name) ||
        (tally.role !== null && !isRole(pair, tally.role));
      if (isOther) continue;
      add(sum, tally, tally.replicationRule === null && (this.#rulesOf.get(source.name) ?? 0) > 1);
    }
    for (const tally of this.#byDestination.get(destination.name) ?? [])
      if (tally.role === null || isRole(pair, tally.role)) add(sum, tally, false);
    for (const tally of role.arn === null ? [] : (this.#byRole.get(role.arn) ?? [])) add(sum, tally, false);
    return sum.completed + sum.failed + sum.missed === 0 ? null : sum;
  }

  /** RFC 3339 of the newest change of anything that decides about the pair; null = none was said. */
  lastChangeOf({ source, destination, role, sourceKeys, replicaKeys }: Pair): string | null {
    const names = [
      source.name,
      destination.name,
      `arn:aws:s3:::${source.name}`,
      `arn:aws:s3:::${destination.name}`,
      role.arn,
      role.arn?.slice(role.arn.lastIndexOf('/') + 1) ?? null,
      ...[...sourceKeys, ...replicaKeys].map(({ arn }) => arn),
    ];
    const times = names.flatMap((name) => (name === null ? [] : (this.#changes.get(name) ?? [])));
    return times.length === 0 ? null : times.reduce((a, b) => (a > b ? a : b));
  }
}

function isRole({ role, estate }: Pair, named: string): boolean {
  if (named === role.arn) return true;
  return !named.startsWith('arn:') && role.arn !== null && estate.roles.get(role.arn)?.id === named;
}

function emptySum(): Sum {
  return {
    from: null,
    to: null,
    completed: 0,
    failed: 0,
    missed: 0,
    reasons: new Map(),
    lastFailure: null,
    lastCompleted: null,
    lastFailedKey: null,
    denials: [],
    isShared: false,
  };
}

function add(sum: Sum, tally: EvidenceTally, isShared: boolean): void {
  sum.from = pick(sum.from, tally.from, (a, b) => a < b);
  sum.to = pick(sum.to, tally.to, (a, b) => a > b);
  sum.completed += tally.completed;
  sum.failed += tally.failed;
  sum.missed += tally.missed;
  for (const [reason, count] of Object.entries(tally.reasons))
    sum.reasons.set(reason, (sum.reasons.get(reason) ?? 0) + count);
  const isLater = pick(sum.lastFailure, tally.lastFailure, (a, b) => a > b) !== sum.lastFailure;
  if (isLater || sum.lastFailedKey === null) sum.lastFailedKey = tally.lastFailedKey ?? sum.lastFailedKey;
  sum.lastFailure = pick(sum.lastFailure, tally.lastFailure, (a, b) => a > b);
  sum.lastCompleted = pick(sum.lastCompleted, tally.lastCompleted, (a, b) => a > b);
  for (const each of tally.denials) sum.denials.push(each);
  if (isShared && tally.failed > 0) sum.isShared = true;
}

function pick(one: string | null, other: string | null, isFirst: (a: string, b: string) => boolean): string | null {
  if (one === null || other === null) return one ?? other;
  return isFirst(one, other) ? one : other;
}

export interface ConcludedEvidence {
  readonly evidence: EntryEvidence;
  /** Where it contradicts the verdict, or decides what the configuration leaves open. */
  readonly problem: Problem | null;
}

/**
 * @param about - findings about the pair, which predict reasons and causes
 * @param lastChange - RFC 3339
 */
export function concludeEvidence(
  pair: Pair,
  sum: Sum,
  about: readonly Finding[],
  lastChange: string | null,
): ConcludedEvidence {
  const { agrees, message, contradiction } = conclusionOf(pair, sum, about, lastChange);
  const evidence: EntryEvidence = {
    from: sum.from,
    to: sum.to,
    completed: sum.completed,
    failed: sum.failed,
    missed: sum.missed,
    reasons: Object.fromEntries([...sum.reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
    lastFailure: sum.lastFailure,
    lastFailedKey: sum.lastFailedKey,
    denials: sum.denials,
    agrees,
    message,
  };
  if (contradiction === null) return { evidence, problem: null };
  const explanations = explanationsOf(pair, sum, lastChange);
  return {
    evidence,
    problem: {
      message: contradiction,
      data: {
        rule: capital(replicationRuleText(pair)),
        source: pair.source.name,
        destination: pair.destination.name,
        said: saidText(sum),
        predicted: predictedText(about),
        denied: deniedText(sum.denials),
        explanations: explanations.length === 0 ? '' : ` What can explain it: ${explanations.join('; ')}.`,
      },
      ...atSource(pair),
      pair,
      failureReasons: [...sum.reasons.keys()]
        .filter((code) => failureReasons.some((each) => each.code === code))
        .sort(),
      origin: pair.origin,
      discriminator: contradiction,
    },
  };
}

interface Conclusion {
  readonly agrees: boolean | null;
  readonly message: string;
  readonly contradiction: 'failedAllTheSame' | 'completedAllTheSame' | 'otherCause' | 'decided' | null;
}

function conclusionOf(pair: Pair, sum: Sum, about: readonly Finding[], lastChange: string | null): Conclusion {
  const said = saidText(sum);
  const counting = [...sum.reasons].filter(([code]) => !ofTheObject.has(code));
  const isBefore = lastChange !== null && sum.lastFailure !== null && sum.lastFailure < lastChange;
  const none = (message: string, agrees: boolean | null = null): Conclusion => ({
    agrees,
    message,
    contradiction: null,
  });
  if (sum.failed > 0 && counting.length === 0)
    return none(`${said} These reasons lie in the objects, not in the configuration.`);
  switch (pair.verdict) {
    case 'replicates':
      if (sum.failed === 0) return none(`Predicted to replicate. ${said}`, sum.completed > 0 ? true : null);
      if (isBefore)
        return none(
          `Predicted to replicate. ${said} All failures lie before the last change (${lastChange}): these objects stay FAILED until they are replicated again.`,
        );
      if (sum.isShared) return none(`Predicted to replicate. ${said} Which of the bucket's rules failed is not said.`);
      return { agrees: false, message: `Predicted to replicate. ${said}`, contradiction: 'failedAllTheSame' };
    case 'fails':
      if (sum.failed === 0)
        return sum.completed === 0
          ? none(`Predicted to fail. ${said}`)
          : { agrees: false, message: `Predicted to fail. ${said}`, contradiction: 'completedAllTheSame' };
      if (isOtherCause(counting, about, sum.denials))
        return { agrees: false, message: `Predicted to fail for another reason. ${said}`, contradiction: 'otherCause' };
      return none(`Predicted to fail, and it does. ${said}`, true);
    case 'unknown':
      if (sum.failed === 0 || sum.isShared || isBefore) return none(`Unknown from the configuration. ${said}`);
      return { agrees: null, message: `Unknown from the configuration. ${said}`, contradiction: 'decided' };
    case 'partly':
      return none(`Predicted to replicate in part. ${said}`, sum.failed > 0 && sum.completed > 0 ? true : null);
    default:
      return none(said);
  }
}

/** S3's codes are coarse: another cause is only claimed where none of them is predicted, or the denial names another kind of policy. */
function isOtherCause(
  reasons: readonly (readonly [string, number])[],
  about: readonly Finding[],
  denials: readonly Denial[],
): boolean {
  const predicted = new Set(about.flatMap(({ failureReasons: codes }) => codes));
  const codes = reasons.map(([code]) => code).filter((code) => failureReasons.some((each) => each.code === code));
  if (codes.length > 0 && predicted.size > 0 && !codes.some((code) => predicted.has(code))) return true;
  const causes = new Set(about.flatMap(({ permission }) => permission?.cause ?? []));
  if (denials.length === 0 || causes.size === 0) return false;
  return !denials.some((denial) => causesOf(denial).some((cause) => causes.has(cause)));
}

/** The causes of ours that a denial's text can mean. */
function causesOf({ policy, isExplicit }: Denial): readonly CauseName[] {
  switch (policy) {
    case 'identity':
      return isExplicit ? ['explicit-deny'] : ['no-statement', 'wrong-resource', 'condition-not-met'];
    case 'resource':
      return isExplicit
        ? ['explicit-deny', 'block-public-access']
        : [
            'resource-policy-missing',
            'key-policy-does-not-allow',
            'wrong-principal',
            'wrong-resource',
            'condition-not-met',
            'no-statement',
          ];
    case 'permissions-boundary':
      return ['permissions-boundary', 'explicit-deny'];
    case 'session':
      return ['session-policy'];
    case 'service-control':
      return ['service-control-policy', 'explicit-deny'];
    case 'resource-control':
      return ['resource-control-policy', 'explicit-deny'];
    case 'block-public-access':
      return ['block-public-access'];
    case 'sse-c-blocked':
    case 'vpc-endpoint':
      return [];
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function saidText({ failed, completed, missed, reasons, lastFailure, lastFailedKey, from, to, denials }: Sum): string {
  const shown = [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 4);
  const parts = [
    ...(failed > 0 ? [`${failed} failed (${shown.map(([code, count]) => `${code} ${count}`).join(', ')})`] : []),
    ...(completed > 0 ? [`${completed} completed`] : []),
    ...(missed > 0 ? [`${missed} were late or lost sight of`] : []),
  ];
  const window = from === null || to === null ? '' : ` between ${from} and ${to}`;
  const last =
    failed > 0 && lastFailure !== null
      ? `, the last failure at ${lastFailure}${lastFailedKey === null ? '' : ` (${lastFailedKey.slice(0, 120)})`}`
      : '';
  const denied = denials.length === 0 ? '' : ` ${deniedText(denials)}`;
  return `S3 said${window}: ${parts.join(', ')}${last}.${denied}`;
}

const policyWords: Readonly<Record<Denial['policy'], string>> = {
  identity: 'an identity-based policy',
  resource: 'a resource-based policy',
  'permissions-boundary': 'a permissions boundary',
  session: 'a session policy',
  'service-control': 'a service control policy',
  'resource-control': 'a resource control policy',
  'vpc-endpoint': 'a VPC endpoint policy',
  'block-public-access': 'Block Public Access',
  'sse-c-blocked': 'the block on SSE-C',
};

function deniedText(denials: readonly Denial[]): string {
  return [...denials]
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ action, policy, isExplicit, arn, count }) => {
      const what = action === '' ? 'The request' : action;
      const how = isExplicit ? `was denied by ${policyWords[policy]}` : `lacks an Allow in ${policyWords[policy]}`;
      return `${what} ${how}${arn === null ? '' : ` (${arn})`}, ${count} times.`;
    })
    .join(' ');
}

function predictedText(about: readonly Finding[]): string {
  const codes = [...new Set(about.flatMap(({ failureReasons: each }) => each))].sort();
  return codes.length === 0 ? 'no reason' : codes.join(', ');
}

function explanationsOf(pair: Pair, sum: Sum, lastChange: string | null): readonly string[] {
  const { reasons, lastFailure } = sum;
  const has = (pattern: RegExp): boolean => [...reasons.keys()].some((code) => pattern.test(code));
  const collected = pair.estate.sources.map(({ collectedAt }) => collectedAt).filter((time) => time !== null);
  const isBeforeCollection = lastFailure !== null && collected.some((time) => time > lastFailure);
  const throttled = sum.failed > 0 && sum.completed > 20 * sum.failed;
  return [
    ...(lastChange === null && (lastFailure === null || isBeforeCollection)
      ? ['the configuration changed after these objects were written']
      : []),
    ...(has(/Kms|DstPutObjectNotPermitted|SrcGetObjectNotPermitted|AccessDenied|FAILED/u)
      ? ['the objects lie under another KMS key, or another encryption context, than the bucket uses today']
      : []),
    ...(has(/SrcObjectNotEligible|FAILED/u) ? ['the objects are archived'] : []),
    ...(throttled ? ['a small share failed: requests were throttled'] : []),
    ...(has(/DstMultipart/u) ? ['only large objects failed: rights for multipart uploads under the replica key'] : []),
    ...(has(/SrcGetAcl/u) ? ['the objects belong to another account'] : []),
    ...(pair.requests.some(({ decision }) => decision.assumesOrganizationPolicies)
      ? ['an organization policy that was not read denies']
      : []),
  ];
}
