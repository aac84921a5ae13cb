/**
 * What S3 said itself, beside what was predicted. It never makes a verdict better: it confirms, contradicts or explains.
 * Source: Amazon S3 User Guide, "Getting replication status information", "Receiving replication failure events".
 */
import { capital } from '../../basics/capital.js';
import { failureReasons } from '../../replication/failure-reasons.js';
import type { Denial, EntryEvidence } from '../../report/evidence.js';
import type { CauseName, Finding } from '../../report/model.js';
import type { Pair, Problem } from '../shapes/model.js';
import { atSource, replicationRuleText } from '../words/words.js';
import type { Sum } from './evidence-sums.js';
import { deniedText, explanationsText, predictedText, saidText } from './evidence-words.js';

/** Reasons that no configuration predicts: the object was deleted, is archived, was done already. */
const ofTheObject = new Set(failureReasons.filter(({ rules }) => rules.length === 0).map(({ code }) => code));

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
        explanations: explanationsText(pair, sum, lastChange),
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
    return none(`${said} These reasons come from the objects, not from the configuration.`);
  switch (pair.verdicts.whole) {
    case 'replicates':
      if (sum.failed === 0) return none(`Predicted to replicate. ${said}`, sum.completed > 0 ? true : null);
      if (isBefore)
        return none(
          `Predicted to replicate. ${said} All failures are older than the last change (${lastChange}). These objects stay FAILED until they are replicated again.`,
        );
      if (sum.isShared)
        return none(`Predicted to replicate. ${said} S3 does not say which of the bucket's rules failed.`);
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
