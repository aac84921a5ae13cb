/** What S3 said itself, in words, and what can explain that it differs from what was predicted. */
import type { Denial } from '../../report/evidence.js';
import type { Finding } from '../../report/model.js';
import type { Pair } from '../shapes/model.js';
import type { Sum } from './evidence-sums.js';

export function saidText({
  failed,
  completed,
  missed,
  reasons,
  lastFailure,
  lastFailedKey,
  from,
  to,
  denials,
}: Sum): string {
  const shown = [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 4);
  const parts = [
    ...(failed > 0 ? [`${failed} failed (${shown.map(([code, count]) => `${code} ${count}`).join(', ')})`] : []),
    ...(completed > 0 ? [`${completed} completed`] : []),
    ...(missed > 0 ? [`${missed} ${missed === 1 ? 'was' : 'were'} late or no longer tracked`] : []),
  ];
  const window = from === null || to === null ? '' : from === to ? ` at ${from}` : ` between ${from} and ${to}`;
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

export function deniedText(denials: readonly Denial[]): string {
  return [...denials]
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ action, policy, isExplicit, arn, count }) => {
      const what = action === '' ? 'The request' : action;
      const how = isExplicit ? `was denied by ${policyWords[policy]}` : `lacks an Allow in ${policyWords[policy]}`;
      return `${what} ${how}${arn === null ? '' : ` (${arn})`}, ${count === 1 ? 'once' : `${count} times`}.`;
    })
    .join(' ');
}

export function predictedText(about: readonly Finding[]): string {
  const codes = [...new Set(about.flatMap(({ failureReasons: each }) => each))].sort();
  return codes.length === 0 ? 'no reason' : codes.join(', ');
}

/** A sentence before what to do, or nothing. */
export function explanationsText(pair: Pair, sum: Sum, lastChange: string | null): string {
  const explanations = explanationsOf(pair, sum, lastChange);
  return explanations.length === 0 ? '' : `It may be that ${explanations.join(', or that ')}. `;
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
      ? ['the objects are encrypted with another KMS key, or another encryption context, than the bucket uses today']
      : []),
    ...(has(/SrcObjectNotEligible|FAILED/u) ? ['the objects are archived'] : []),
    ...(throttled ? ['requests were throttled, since only a small share failed'] : []),
    ...(has(/DstMultipart/u) ? ['permissions for multipart uploads with the replica key are missing'] : []),
    ...(has(/SrcGetAcl/u) ? ['the objects belong to another account'] : []),
    ...(pair.requests.assumesOrganizationPolicies ? ['an organization policy that was not read denies'] : []),
  ];
}
